//! "Quitter vite": leaves a sensitive page for a site that says nothing, and leaves nothing to come back to (S3).

use crate::api::{Call, SessionEvent, SessionHandle, send_only, use_session};
use crate::device;
use crate::drafts::{Drafts, use_drafts};
use crate::i18n::{t, use_language};
use crate::ui::{Button, ButtonKind};
use contract::session::END_SESSION;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// A page that anyone may have open: the weather.
const ELSEWHERE: &str = "https://meteofrance.com/";

/// The session's end is given this long to leave before the page does.
const GRACE_MS: u32 = 250;

/// First in the reading order of a sensitive page.
#[component]
pub fn QuickExit() -> Html {
    use_language();
    let (drafts, session) = (use_drafts(), use_session());
    let on_click = move |_| leave(&drafts, &session);
    html! {
        <Button kind={ButtonKind::Exit} icon="log-out" {on_click}>{ t("stock.exit") }</Button>
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
        // Whatever comes back, the page leaves: there is no one to tell.
        let _ = send_only(&Call::new(&END_SESSION).once()).await;
    });
    let elsewhere = device::page_data("exit-url");
    Timeout::new(GRACE_MS, move || {
        let _ = device::window().location().replace(elsewhere.as_deref().unwrap_or(ELSEWHERE));
    })
    .forget();
    session.dispatch(SessionEvent::Left);
}
