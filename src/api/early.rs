//! Answers that `boot.js` has asked for while the app arrived. Each is given once, and none is given late: it may be old.

use crate::device;
use core::cell::RefCell;
use domain::time::Timestamp;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const FRESH_FOR_MS: i64 = 20_000;

thread_local! {
    /// Texts by address, and until when they are given.
    static EARLY: RefCell<(JsValue, Timestamp)> = const { RefCell::new((JsValue::NULL, Timestamp(0))) };
}

/// Waits, not for long, until what was asked for has come: a page that is drawn once is there sooner than one drawn twice.
/// Call it once, before anything is read.
pub async fn wait() {
    // Absent where no `boot.js` has started the app: in tests.
    let promise = Reflect::get(&device::window(), &JsValue::from_str("mtEarly"));
    if let Some(promise) = promise.ok().and_then(|promise| promise.dyn_into::<Promise>().ok())
        && let Ok(texts) = JsFuture::from(promise).await
    {
        EARLY.set((texts, Timestamp(device::now().0 + FRESH_FOR_MS)));
    }
}

/// What a `GET` of `address` has brought.
pub(super) fn text(address: &str) -> Option<String> {
    EARLY.with_borrow(|(texts, until)| {
        let texts = texts.dyn_ref::<Object>().filter(|_| device::now() < *until)?;
        let address = JsValue::from_str(address);
        let text = Reflect::get(texts, &address).ok()?.as_string();
        let _ = Reflect::delete_property(texts, &address);
        text
    })
}

/// Something is about to change: what was asked for before may be old.
pub(super) fn forget() {
    EARLY.set((JsValue::NULL, Timestamp(0)));
}
