//! "Quitter vite": leaves a sensitive page for a site that says nothing, and leaves nothing to come back to (S3).

use crate::api::{Call, SessionEvent, SessionHandle, send_only, use_session};
use crate::device;
use crate::drafts::{Drafts, use_drafts};
use crate::i18n::{t, use_language};
use crate::ui::{Button, ButtonKind};
use contract::session::END_SESSION;
use contract::sitting::END_SITTING;
use core::cell::Cell;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// A page that anyone may have open: the weather.
const ELSEWHERE: &str = "https://meteofrance.com/";

/// The session's end is given this long to leave before the page does.
const GRACE_MS: u32 = 250;

/// How often Escape is pressed in a row, and within how long of the press before: by accident, one presses it once.
const N_PRESSES: u8 = 3;
const WITHIN_MS: i64 = 1_500;

/// First in the reading order of a sensitive page. The Escape key, pressed three times, does the same.
#[component]
pub fn QuickExit() -> Html {
    use_language();
    let (drafts, session) = (use_drafts(), use_session());
    {
        let (drafts, session) = (drafts.clone(), session.clone());
        use_effect_with((), move |()| {
            let presses = Cell::new((0, 0));
            let on_key = device::listen(&device::document(), "keydown", move |event| {
                let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
                let (n_before, at) = presses.get();
                let now = device::now().as_ms();
                let n_presses = match (key.key() == "Escape", key.repeat()) {
                    (true, true) => return,
                    (true, false) if now - at <= WITHIN_MS => n_before + 1,
                    (true, false) => 1,
                    (false, _) => 0,
                };
                presses.set((n_presses, now));
                if n_presses == N_PRESSES {
                    leave(&drafts, &session);
                }
            });
            move || drop(on_key)
        });
    }
    let on_click = move |_| leave(&drafts, &session);
    html! {
        <Button kind={ButtonKind::Exit} icon="log-out" describes={t("stock.exit.key")} {on_click}>{ t("stock.exit") }</Button>
    }
}

/// Hides the page at once, forgets what waits (its warning would hold the page back), ends the session so that "Back"
/// finds a closed door, and goes elsewhere in place of this page.
fn leave(drafts: &Drafts, session: &SessionHandle) {
    if let Some(body) = device::document().body() {
        body.set_hidden(true);
    }
    drafts.empty();
    wasm_bindgen_futures::spawn_local(async {
        let call = match device::sitting() {
            Some(id) => Call::new(&END_SITTING).path(&[&id]),
            None => Call::new(&END_SESSION),
        };
        // Whatever comes back, the page leaves: there is no one to tell.
        let _ = send_only(&call.once()).await;
    });
    // A browser that kept the page as it was would bring it back, hidden, on "Back": the door is opened anew instead.
    device::listen(&device::window(), "pageshow", |_| {
        let _ = device::window().location().reload();
    })
    .forget();
    let elsewhere = device::page_data("exit-url");
    Timeout::new(GRACE_MS, move || {
        let _ = device::window().location().replace(elsewhere.as_deref().unwrap_or(ELSEWHERE));
    })
    .forget();
    session.dispatch(SessionEvent::Left);
}
