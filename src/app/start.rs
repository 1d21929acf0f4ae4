//! Starting: words first, then what was typed, then the app.

use super::{Portal, PortalProps, failure};
use crate::desk::Desk;
use crate::{api, device, drafts, i18n, ui};
use wasm_bindgen_futures::spawn_local;

/// Shows the portal in place of the static page, as soon as its words are there.
pub fn start_portal() {
    // What this device has kept comes while the words do.
    let kept = drafts::begin_restoring();
    spawn_local(async {
        api::wait_for_early().await;
        let Some(place) = words_and_place().await else { return };
        drafts::restore(kept).await;
        // As late as possible: the person goes on typing while the app arrives.
        let typed = ui::take_over();
        let focused = typed.focused.clone();
        yew::show::<Portal>(place, PortalProps { typed });
        // Yew draws in the next microtask and runs effects when it likes, on a slow phone after the next key. This runs
        // right behind the drawing, before the browser can hand over a key: no letter falls between the two forms.
        if let Some(field) = focused {
            spawn_local(async move { ui::focus_field(&field) });
        }
    });
}

/// Shows the staff desk.
pub fn start_desk() {
    spawn_local(async {
        api::wait_for_early().await;
        if let Some(place) = words_and_place().await {
            yew::show::<Desk>(place, ());
        }
    });
}

/// The place of the app, once its words are there. Without words the static page stays, says so, and offers to try
/// again; whoever presses that comes back here.
async fn words_and_place() -> Option<web_sys::Element> {
    while i18n::load_texts().await.is_err() {
        failure::show_not_opened();
        failure::retry_pressed().await;
    }
    device::document().get_element_by_id("app")
}
