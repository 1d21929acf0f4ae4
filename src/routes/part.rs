//! The part of a page that an address names behind `#`.

use crate::device;
use wasm_bindgen::JsCast;

/// Shows the part of the page that the address names (`/pathway#suggestions`), when there is one, and moves focus to
/// it. For screens to call once what they load is drawn.
pub fn show_part() {
    let fragment = device::window().location().hash().unwrap_or_default();
    let part = fragment.strip_prefix('#').and_then(|id| device::document().get_element_by_id(id));
    if let Some(part) = part {
        part.scroll_into_view();
        if let Some(part) = part.dyn_ref::<web_sys::HtmlElement>() {
            let _ = part.focus();
        }
    }
}
