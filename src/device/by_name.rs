//! The browser asked by name: a method that is imported stands in the script that everybody loads first, so what only
//! pages that arrive later ask of it is asked in this way.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// `None` for what is not there, undefined or null.
pub fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// Calls a method with at most three values; `None` when it is not there or throws.
pub fn call(object: &JsValue, name: &str, with: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(object, name)?.unchecked_into();
    match with {
        [] => method.call0(object),
        [one] => method.call1(object, one),
        [one, two] => method.call3(object, one, two, &JsValue::UNDEFINED),
        [one, two, three, ..] => method.call3(object, one, two, three),
    }
    .ok()
}

/// What a promise brings; `None` when it is broken.
pub async fn promised(promise: JsValue) -> Option<JsValue> {
    JsFuture::from(promise.unchecked_into::<Promise>()).await.ok()
}
