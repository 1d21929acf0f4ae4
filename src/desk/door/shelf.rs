//! The way to `assets/door.js`, which keeps a door on this device: opaque digests and instants, nothing of a person
//! (decision 17). Only the page of the door has the script.

use super::state::{Kept, Unsent};
use crate::api::read_json;
use crate::device;
use js_sys::{Array, Function, Promise, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

const LIST: &str = "list";
const UNSENT: &str = "unsent";

/// What an earlier page has left; `None` when this device is no door.
pub(super) async fn read() -> Option<(Kept, Unsent)> {
    let kept = JsFuture::from(call("read", &[LIST, UNSENT])?).await.ok()?;
    let text = |at| Array::from(&kept).get(at).as_string();
    let unsent = text(1).and_then(|text| read_json(&text)).unwrap_or_default();
    Some((read_json(&text(0)?)?, unsent))
}

/// Keeps the list; the same list again costs nothing. `told` hears whether it is on the disk.
pub(super) fn keep_list(kept: &Kept, told: Callback<bool>) {
    put(LIST, kept, told);
}

/// Keeps what is unsent.
pub(super) fn keep_unsent(unsent: &Unsent, told: Callback<bool>) {
    put(UNSENT, unsent, told);
}

/// Keeps this page and its files, so that it opens without network.
pub(super) fn keep_page() {
    // Without it the door works on, until its page is closed: the screen says so when the list cannot be kept.
    let _ = call("keepPage", &[]);
}

/// This device is a door no more.
pub(super) fn forget() {
    let _ = call("forget", &[]);
}

fn put(name: &str, value: &impl Serialize, told: Callback<bool>) {
    let text = serde_json::to_string(value).expect("BUG: a door is plain data");
    let Some(put) = call("put", &[name, &text]) else { return told.emit(false) };
    spawn_local(async move { told.emit(JsFuture::from(put).await.is_ok()) });
}

fn call(act: &str, values: &[&str]) -> Option<Promise> {
    let door = Reflect::get(&device::window(), &JsValue::from_str("mtDoor")).ok()?;
    let door = door.dyn_into::<Function>().ok()?;
    let values: Array = core::iter::once(act).chain(values.iter().copied()).map(JsValue::from_str).collect();
    door.apply(&JsValue::NULL, &values).ok()?.dyn_into().ok()
}
