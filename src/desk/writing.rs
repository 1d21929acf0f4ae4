//! A write as a form of the desk needs it: once at a time, and an answer that says that the session has ended closes the desk.

use super::state::is_session_lost;
use crate::api::{ApiError, Call, Received, send, send_file, send_only};
use crate::i18n::t;
use crate::ui::{Notice, NoticeKind};
use serde::de::DeserializeOwned;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Where a write of one form stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Act {
    #[default]
    Nothing,
    UnderWay,
    Done,
    Failed(ApiError),
}

impl Act {
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::UnderWay)
    }

    /// What came of it, for a live region; `done` is the key of what is said when it is done.
    pub fn said(&self, done: &str) -> Html {
        match self {
            Self::Failed(error) => {
                html! { <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice> }
            }
            Self::Done => html! { <Notice kind={NoticeKind::Success}><p>{ t(done) }</p></Notice> },
            Self::Nothing | Self::UnderWay => html! { <span></span> },
        }
    }
}

/// [`run`] for a write that answers with nothing.
pub(super) fn run_only(act: &UseStateHandle<Act>, call: Call, on_lost: &Callback<()>, on_done: Callback<()>) {
    begin(act, on_lost, async move { send_only(&call).await.map(|_| ()) }, on_done);
}

/// Sends a write of a form and hands its answer on.
pub(super) fn run<T: DeserializeOwned + 'static>(
    act: &UseStateHandle<Act>,
    call: Call,
    on_lost: &Callback<()>,
    on_answer: Callback<T>,
) {
    begin(act, on_lost, async move { send::<T>(&call).await }, on_answer);
}

/// [`run`] for a write that answers with a file.
pub(super) fn run_file(
    act: &UseStateHandle<Act>,
    call: Call,
    on_lost: &Callback<()>,
    on_file: Callback<Rc<Received>>,
) {
    begin(act, on_lost, async move { send_file(&call).await.map(Rc::new) }, on_file);
}

fn begin<T: 'static>(
    act: &UseStateHandle<Act>,
    on_lost: &Callback<()>,
    sent: impl Future<Output = Result<T, ApiError>> + 'static,
    on_answer: Callback<T>,
) {
    if act.is_under_way() {
        return;
    }
    act.set(Act::UnderWay);
    let (act, on_lost) = (act.setter(), on_lost.clone());
    spawn_local(async move {
        match sent.await {
            Ok(answer) => {
                act.set(Act::Done);
                on_answer.emit(answer);
            }
            Err(error) if is_session_lost(&error) => on_lost.emit(()),
            Err(error) => act.set(Act::Failed(error)),
        }
    });
}
