//! Choices that belong to the device: which language it speaks, and whether it is the person's own. A preview makes none:
//! it stands in the browser of someone else.

use crate::device;
use contract::session::Setting;

const LANGUAGE: &str = "main-tendue.language";
const OWN: &str = "main-tendue.own";

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

/// Whether someone has declared this device theirs, and has neither taken it back nor signed out since.
pub(super) fn is_own() -> bool {
    storage().and_then(|storage| storage.get_item(OWN).ok().flatten()).is_some()
}

pub(super) fn declare_own(is_own: bool) {
    if let Some(storage) = storage() {
        let _ = if is_own { storage.set_item(OWN, "1") } else { storage.remove_item(OWN) };
    }
}

fn storage() -> Option<web_sys::Storage> {
    if device::setting() == Setting::Kiosk || device::is_from_desk() {
        return None;
    }
    device::window().local_storage().ok().flatten()
}
