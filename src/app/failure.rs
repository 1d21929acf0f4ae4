//! The honest failure page, for when the app cannot open or has stopped. Plain DOM: what draws the app may be what broke.

use crate::device;
use crate::i18n::try_text;
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

/// Puts a page in place of the app that says that it has stopped, whom to call, and how to open it again.
pub(super) fn show_stopped() {
    // Nothing to do when even this fails: the console has the place.
    let _ = draw_stopped();
}

fn draw_stopped() -> Option<()> {
    let document = device::document();
    let app = document.get_element_by_id("app")?;
    let element = |tag: &str, class: &str, text: &str| {
        let element = document.create_element(tag).ok()?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Some(element)
    };
    let main = element("main", "mt-screen__main", "")?;
    let title = element("h1", "mt-title", &try_text("shell.stopped.title")?)?;
    let _ = title.set_attribute("tabindex", "-1");
    main.append_child(&title).ok()?;
    main.append_child(&element("p", "", &try_text("shell.stopped.text")?)?.into()).ok()?;
    let again = element("a", "mt-button mt-button--quiet", &try_text("shell.stopped.reload")?)?;
    let _ = again.set_attribute("href", "");
    main.append_child(&again).ok()?;
    if let Some(phone) = device::service().phone {
        let call = element("a", "mt-button mt-button--plain", &phone)?;
        let _ = call.set_attribute("href", &device::phone_href(&phone));
        main.append_child(&call).ok()?;
    }
    let screen = element("div", "mt-screen", "")?;
    let sheet = element("div", "mt-screen__sheet", "")?;
    sheet.append_child(&main).ok()?;
    screen.append_child(&sheet).ok()?;
    app.set_text_content(None);
    app.append_child(&screen).ok()?;
    title.dyn_into::<web_sys::HtmlElement>().ok()?.focus().ok()
}
