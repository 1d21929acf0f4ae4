//! The end of a visit: the server ends the session and empties the browser, then a new document takes the place of this one,
//! which nothing of the old one survives (trust.md, "Kiosk").

use crate::api::{Call, send_only, sleep_ms};
use crate::device;
use crate::i18n::{t, use_language};
use crate::ui::mark;
use contract::ErrorCode;
use contract::session::END_SESSION;
use yew::prelude::*;

/// How often the end is asked for while the server cannot be reached.
const AGAIN_AFTER_MS: u32 = 3_000;

/// Ends the session, however long that takes, then begins anew. Nothing of the person may be on the screen meanwhile.
pub async fn end_visit() {
    loop {
        match send_only(&Call::new(&END_SESSION)).await {
            Err(error) if error.code() != Some(ErrorCode::SessionNeeded) => sleep_ms(AGAIN_AFTER_MS).await,
            // Already ended is ended.
            Ok(_) | Err(_) => break,
        }
    }
    replace_page();
}

/// A new document at the first page, in place of this one.
pub fn replace_page() {
    empty_page();
    let _ = device::window().location().replace("/");
}

/// Takes everything off the page at once.
pub fn empty_page() {
    if let Some(body) = device::document().body() {
        body.set_hidden(true);
        body.set_text_content(None);
    }
}

/// What stands on the screen until the new document is there, however long the server cannot be reached.
#[component]
pub fn Ending() -> Html {
    use_language();
    html! {
        <main class="mt-kiosk-end">
            { mark() }
            <h1 class="mt-title" tabindex="-1">{ t("kiosk.ending") }</h1>
            <p role="status">{ t("kiosk.ending.text") }</p>
        </main>
    }
}
