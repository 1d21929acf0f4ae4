//! The person's own device as a store: the way to `assets/keep.js`, which encrypts and keeps.
//!
//! The script comes when the device is declared one's own and not before, so that it is no part of the first load;
//! `boot.js` holds the one function that fetches it. On a kiosk and in a preview nothing here does anything.

use super::device_choice;
use super::state::Queue;
use crate::api::{read_json, shelf};
use crate::device;
use contract::session::{GET_ME, Setting};
use core::cell::RefCell;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const QUEUE: &str = "queue";

/// Whether the device keeps what is unsent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keeping {
    /// Nobody has declared it theirs: everything stays in memory.
    #[default]
    Off,
    On,
    /// Declared, but the browser cannot: no room, no storage, or another page of this app that is open does it.
    Failed,
}

/// What an earlier page has left.
#[derive(Debug, Default)]
pub(super) struct Restored {
    pub keeping: Keeping,
    pub queue: Option<Queue>,
    /// Something was kept and cannot be read any more.
    pub is_lost: bool,
}

thread_local! {
    static RESTORED: RefCell<Restored> = RefCell::default();
}

/// What [`restore`] has found; once.
pub(super) fn take_restored() -> Restored {
    RESTORED.take()
}

/// Begins to read what is kept, when this is someone's own device. To be called early: it goes on by itself.
pub fn begin_restoring() -> Option<Promise> {
    if device_choice::is_own() { call("open", "", "") } else { None }
}

/// Ends what [`begin_restoring`] has begun, before anything is drawn.
pub async fn restore(begun: Option<Promise>) {
    let Some(begun) = begun else { return };
    let restored = match JsFuture::from(begun).await {
        Ok(kept) => read_kept(&kept),
        Err(_) => Restored { keeping: Keeping::Failed, ..Restored::default() },
    };
    RESTORED.set(restored);
}

/// `["lost" or "", person, name, text, name, text …]`
fn read_kept(kept: &JsValue) -> Restored {
    let kept = Array::from(kept);
    let mut parts = kept.iter().map(|part| part.as_string().unwrap_or_default());
    let is_lost = parts.next().is_some_and(|said| said == "lost");
    let mut restored = Restored { keeping: Keeping::On, queue: None, is_lost };
    let person = parts.next().unwrap_or_default();
    while let (Some(name), Some(text)) = (parts.next(), parts.next()) {
        if name == QUEUE {
            let queue = Queue::from_record(&text, read_json);
            restored.queue =
                queue.filter(|queue| queue.owner().is_some_and(|owner| owner.as_str() == person));
            restored.is_lost |= restored.queue.is_none();
        } else {
            shelf::restore(name, text);
        }
    }
    restored
}

/// Begins to keep for this person. Fails where the browser cannot.
pub(super) fn begin(person: &str) -> Option<Promise> {
    device_choice::declare_own(true);
    call("own", person, "")
}

/// Keeps the queue; the promise is kept once it is on the disk.
pub(super) fn put_queue(record: &str) -> Option<Promise> {
    call("put", QUEUE, record)
}

/// Keeps what may stand in for the server's word. The person goes along once the server has said who it is.
pub(super) fn put_shelf(with_person: bool) {
    for (url, text) in shelf::items() {
        if with_person || url != GET_ME.path {
            // What cannot be kept is read again from the server; the queue's own failure is told.
            let _ = call("put", &url, &text);
        }
    }
}

/// Forgets everything, the app's own files included, and that the device was declared.
pub(super) fn wipe() {
    if device_choice::is_own() {
        device_choice::declare_own(false);
        let _ = call("wipe", "", "");
    }
    shelf::clear();
}

/// Forgets what another person has left, where this page could not look for itself.
pub(super) fn keep_only(person: &str) {
    let _ = call("only", person, "");
}

/// Opens the new version of the app in place of this one.
pub(super) fn renew() {
    let _ = call("renew", "", "");
}

fn call(act: &str, name: &str, text: &str) -> Option<Promise> {
    call_with(act, &JsValue::from_str(name), &JsValue::from_str(text))
}

pub(super) fn call_with(act: &str, one: &JsValue, two: &JsValue) -> Option<Promise> {
    if device::setting() == Setting::Kiosk || device::is_from_desk() {
        return None;
    }
    let keep = Reflect::get(&device::window(), &JsValue::from_str("mtKeep")).ok()?;
    let keep = keep.dyn_into::<Function>().ok()?;
    keep.call3(&JsValue::NULL, &JsValue::from_str(act), one, two).ok()?.dyn_into().ok()
}
