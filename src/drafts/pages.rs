//! Pages of a paper that are not sent yet, on the person's own device: kept, given back and gone as what waits there is
//! ([decision 28](../../docs/decisions/0028-a-person-knows-their-paper-again.md)). To be called while the device keeps.

use super::keep::call_with;
use crate::device::by_name::promised;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

/// What an earlier page has left.
#[derive(Debug, Clone, PartialEq)]
pub enum KeptPages {
    None,
    /// They cannot be read any more, and are gone.
    Lost,
    /// What is said of them, and their pictures: `[number, Blob]` each.
    Some(String, Array),
}

/// What is kept.
pub async fn kept_pages() -> KeptPages {
    let Some(asked) = call_with("unstow", &JsValue::UNDEFINED, &JsValue::UNDEFINED) else {
        return KeptPages::None;
    };
    let Some(kept) = promised(asked.into()).await else { return KeptPages::None };
    match kept.dyn_into::<Array>() {
        Ok(kept) => {
            let record = kept.shift().as_string().unwrap_or_default();
            KeptPages::Some(record, kept)
        }
        Err(other) if other.is_string() => KeptPages::Lost,
        Err(_) => KeptPages::None,
    }
}

/// Keeps these pages and no others; whether they are on the disk.
pub async fn keep_pages(record: &str, pictures: &Array) -> bool {
    match call_with("stow", &JsValue::from_str(record), pictures) {
        Some(writing) => promised(writing.into()).await.is_some(),
        None => false,
    }
}
