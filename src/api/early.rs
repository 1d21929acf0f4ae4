//! Answers that `boot.js` has asked for while the app arrived. Each is given once.

use js_sys::Promise;
use reqwasm::http::Response;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Absent where no `boot.js` has started the app: in tests.
    #[wasm_bindgen(js_name = mtEarly, catch)]
    fn early(act: &str, address: &str) -> Result<JsValue, JsValue>;
}

/// Waits, not for long, until what was asked for has come: a page that is drawn once is there sooner than one drawn twice.
pub async fn wait() {
    settled("wait", "").await;
}

/// What a `GET` of `address` has brought, when it has come already: what is drawn first can hold it.
pub(super) fn text(address: &str) -> Option<String> {
    early("text", address).ok()?.as_string()
}

/// The answer to a `GET` of `address` that is on its way. A failure is as none: the caller asks itself.
pub(super) async fn answer(address: &str) -> Option<Response> {
    let answer: web_sys::Response = settled("answer", address).await?.dyn_into().ok()?;
    Some(Response::from(answer))
}

/// Something is about to change: what was asked for before may be old.
pub(super) fn forget() {
    let _ = early("drop", "");
}

async fn settled(act: &str, address: &str) -> Option<JsValue> {
    let promise: Promise = early(act, address).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}
