//! Moving focus: the only two places that a screen ever sends it to.

use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

/// Gives focus to the page's title. To call after a route change, once the new screen is drawn.
pub fn focus_title() {
    focus_element(find_element("h1"));
}

/// The same on a page that was there before: what has focus keeps it, and the page stays where it was scrolled to.
pub fn focus_title_in_place() {
    let is_free = find_element(":focus").is_none();
    let title = find_element("h1").filter(|_| is_free).and_then(|title| title.dyn_into::<HtmlElement>().ok());
    if let Some(title) = title {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // As in `focus_element`.
        let _ = title.focus_with_options(&options);
    }
}

/// Gives focus to the field with this id; the browser scrolls its label into view (`scroll-margin` of the field).
pub fn focus_field(id: &str) {
    let element =
        web_sys::window().and_then(|window| window.document()).and_then(|d| d.get_element_by_id(id));
    focus_element(element);
}

fn find_element(selector: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.query_selector(selector).ok()?
}

fn focus_element(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take focus leaves it where it is: nothing to repair.
        let _ = element.focus();
    }
}
