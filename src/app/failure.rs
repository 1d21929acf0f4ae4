//! The honest failure notice, for when the app cannot open. Plain DOM: what draws the app is not there yet. The page that
//! says that the app has stopped is boot.js's, which outlives it.

use crate::device;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlTemplateElement};

/// Shows the static page's own failure notice: what was typed is still there, and one can try again.
pub(super) fn show_not_opened() {
    let document = device::document();
    let notice = document
        .get_element_by_id("boot-words")
        .and_then(|words| words.dyn_into::<HtmlTemplateElement>().ok());
    let (Some(notice), Ok(places)) = (notice, document.query_selector_all("[data-boot=failure]")) else {
        return;
    };
    for i in 0..places.length() {
        let place = places.item(i).and_then(|place| place.dyn_into::<Element>().ok());
        if let (Some(place), Ok(copy)) = (place, notice.content().clone_node_with_deep(true)) {
            place.set_text_content(None);
            let _ = place.append_child(&copy);
        }
    }
}

/// Waits until someone presses the notice's button; takes the notice away.
pub(super) async fn retry_pressed() {
    let mut listener = None;
    let pressed = js_sys::Promise::new(&mut |done, _| {
        listener = Some(device::listen(&device::document(), "click", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let button = target.and_then(|target| target.closest("[data-boot=retry]").ok().flatten());
            if button.is_some() {
                let _ = done.call0(&JsValue::NULL);
            }
        }));
    });
    let _ = JsFuture::from(pressed).await;
    drop(listener);
    if let Ok(places) = device::document().query_selector_all("[data-boot=failure]") {
        for place in (0..places.length()).filter_map(|i| places.item(i)?.dyn_into::<Element>().ok()) {
            place.set_text_content(None);
        }
    }
}
