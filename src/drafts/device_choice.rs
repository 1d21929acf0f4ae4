//! Choices that belong to the device, not to the person: which language it speaks.

use crate::device;
use contract::session::Setting;

const LANGUAGE: &str = "main-tendue.language";

/// The language chosen on this device. A kiosk keeps nothing (trust.md, "Kiosk").
pub fn kept_language() -> Option<String> {
    storage()?.get_item(LANGUAGE).ok().flatten()
}

/// Keeps the language. A browser that refuses storage asks again the next time.
pub fn keep_language(code: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(LANGUAGE, code);
    }
}

fn storage() -> Option<web_sys::Storage> {
    if device::setting() == Setting::Kiosk {
        return None;
    }
    device::window().local_storage().ok().flatten()
}
