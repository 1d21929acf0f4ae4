//! A new version of the app that is ready on this device.

use super::keep;
use crate::device;
use yew::prelude::*;

/// `keep.js` says it by this event, and by an attribute for who comes later.
const EVENT: &str = "mt-new-version";

/// Whether a new version waits; [`open_new_version`] opens it. Nothing is reloaded before the person says so.
#[hook]
pub fn use_new_version() -> bool {
    let is_there = use_state_eq(|| device::page_data("new-version").is_some());
    {
        let is_there = is_there.clone();
        use_effect_with((), move |()| {
            let listener = device::listen(&device::window(), EVENT, move |_| is_there.set(true));
            move || drop(listener)
        });
    }
    *is_there
}

/// Loads the page again, with the new version.
pub fn open_new_version() {
    keep::renew();
}
