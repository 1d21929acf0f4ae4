//! The device and the page that carries the app: phone, kiosk or desk; online or not; the present moment; what the
//! served page says about the service.

pub mod by_name;

use contract::session::Setting;
use domain::time::Timestamp;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

/// The browser's window.
pub fn window() -> web_sys::Window {
    web_sys::window().expect("BUG: the app runs in a browser window")
}

/// The page's document.
pub fn document() -> web_sys::Document {
    window().document().expect("BUG: a window has a document")
}

/// Listens until the returned value is dropped. The listener may call `prevent_default`.
pub fn listen(
    target: &web_sys::EventTarget,
    name: &'static str,
    react: impl Fn(&Event) + 'static,
) -> EventListener {
    EventListener::new_with_options(
        target,
        name,
        gloo::events::EventListenerOptions::enable_prevent_default(),
        react,
    )
}

/// Runs once the browser has painted what has changed so far.
pub fn after_paint(run: impl FnOnce() + 'static) {
    let next_frame = Closure::once_into_js(move || Timeout::new(0, run).forget());
    let _ = window().request_animation_frame(next_frame.unchecked_ref());
}

/// Attribute `data-<name>` of the page's root element, unless empty or a token that the server did not fill.
pub fn page_data(name: &str) -> Option<String> {
    let root = document().document_element()?;
    let value = root.get_attribute(&["data-", name].concat())?;
    let is_filled = !value.trim().is_empty() && !value.starts_with('%');
    is_filled.then_some(value)
}

/// Takes away attribute `data-<name>` of the root element and gives what it said; for what the static page left to the app.
pub fn take_page_data(name: &str) -> Option<String> {
    let value = page_data(name);
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute(&["data-", name].concat());
    }
    value
}

/// Whether the static page believes that someone is signed in (a cookie that is no secret says so). It then shows the
/// shape of the person's space instead of the sign-in form, and so must the app until the server has answered.
pub fn expects_session() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-signed-in"))
}

/// Where the addresses of this page begin: empty, or `/preview/<id>` where someone at the desk looks at a person's pages, or
/// `/together/<id>` where they fill in with the person (`boot.js` reads it from the address).
pub fn base() -> String {
    page_data("base").unwrap_or_default()
}

/// Whether the page belongs to someone at the desk, who looks at it or fills in with the person: nothing is kept here.
pub fn is_from_desk() -> bool {
    page_data("base").is_some()
}

/// The sitting in which a person and someone at the desk fill in together.
pub fn sitting() -> Option<String> {
    base().strip_prefix(contract::sitting::PAGES).map(str::to_owned)
}

/// What the person signs in from.
pub fn setting() -> Setting {
    match page_data("setting").as_deref() {
        Some("kiosk") => Setting::Kiosk,
        _ => Setting::Phone,
    }
}

/// How to reach the service without the app; each part may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Service {
    /// The département or the office ("Département des Bouches-du-Rhône").
    pub name: Option<AttrValue>,
    /// As one writes it ("04 13 31 00 00").
    pub phone: Option<AttrValue>,
    /// Where people can come.
    pub place: Option<AttrValue>,
}

/// The service as the served page names it (`data-service-name`, `-phone`, `-place`).
pub fn service() -> Service {
    let part = |name| page_data(name).map(AttrValue::from);
    Service { name: part("service-name"), phone: part("service-phone"), place: part("service-place") }
}

/// `tel:` address of a phone number as one writes it.
pub fn phone_href(phone: &str) -> AttrValue {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    AttrValue::from(["tel:", &digits].concat())
}

/// What the browser believes; it may be wrong when it says yes.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// The device's clock, which may be wrong: for words on the screen, never for a rule.
pub fn now() -> Timestamp {
    // Milliseconds since 1970 stay below 2^53, so the conversion loses nothing.
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
    Timestamp(js_sys::Date::now() as i64)
}

/// The present year on the device.
pub fn this_year() -> u16 {
    u16::try_from(js_sys::Date::new_0().get_full_year()).unwrap_or(2199)
}

/// Whether the device is online; renders again when it changes.
#[hook]
pub fn use_online() -> bool {
    let online = use_state_eq(is_online);
    {
        let online = online.clone();
        use_effect_with((), move |()| {
            let refresh = move |_: &Event| online.set(is_online());
            let listeners =
                (listen(&window(), "online", refresh.clone()), listen(&window(), "offline", refresh));
            move || drop(listeners)
        });
    }
    *online
}
