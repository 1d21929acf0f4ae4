//! A read as a screen of the desk needs it. An answer that says that the session has ended closes the desk.

use super::state::is_session_lost;
use crate::api::{ApiError, Call, send};
use crate::app::shell::Failure;
use crate::i18n::t;
use crate::ui::Skeleton;
use core::cell::Cell;
use serde::de::DeserializeOwned;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Where a read stands, and the way to do it again.
pub(super) struct Reading<T> {
    /// `None` while it is under way for the first time.
    pub answer: Option<Result<Rc<T>, ApiError>>,
    pub again: Callback<()>,
}

/// Reads when the screen appears and when `what` changes. `call` makes the call of `what`.
#[hook]
pub(super) fn use_reading<T, W>(
    what: W,
    on_lost: Callback<()>,
    call: impl Fn(&W) -> Call + 'static,
) -> Reading<T>
where
    T: DeserializeOwned + 'static,
    W: PartialEq + Clone + 'static,
{
    let n_asked = use_state_eq(|| 0u32);
    let answer = use_state(|| None::<Result<Rc<T>, ApiError>>);
    {
        let answer = answer.setter();
        use_effect_with((what, *n_asked), move |(what, _)| {
            let call = call(what);
            let is_wanted = Rc::new(Cell::new(true));
            let still_wanted = is_wanted.clone();
            spawn_local(async move {
                let read = send::<T>(&call).await;
                match read {
                    _ if !still_wanted.get() => {}
                    Err(error) if is_session_lost(&error) => on_lost.emit(()),
                    read => answer.set(Some(read.map(Rc::new))),
                }
            });
            move || is_wanted.set(false)
        });
    }
    let again = {
        let n_asked = n_asked.clone();
        Callback::from(move |()| n_asked.set(*n_asked + 1))
    };
    Reading { answer: (*answer).clone(), again }
}

/// What stands on a page until `reading` has brought what it shows; `content` draws it.
pub(super) fn drawn<T>(reading: &Reading<T>, content: impl FnOnce(&T) -> Html) -> Html {
    match &reading.answer {
        None => html! { <Skeleton label={t("shell.loading")} lines={6} /> },
        Some(Err(error)) => html! { <Failure error={error.clone()} on_retry={reading.again.clone()} /> },
        Some(Ok(found)) => content(found),
    }
}
