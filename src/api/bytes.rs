//! Bytes to send, and what names them: their SHA-256, by the browser.

use crate::device;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Bytes with their digest.
#[derive(Debug, Clone)]
pub struct Bytes {
    array: Uint8Array,
    digest: Vec<u8>,
}

impl Bytes {
    /// `None` where the browser cannot: it has no such digest on an address without TLS.
    pub async fn of(array: Uint8Array) -> Option<Self> {
        let subtle = device::window().crypto().ok()?.subtle();
        let promise = subtle.digest_with_str_and_js_u8_array("SHA-256", &array).ok()?;
        let buffer: ArrayBuffer = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
        Some(Self { array, digest: Uint8Array::new(&buffer).to_vec() })
    }

    pub fn len(&self) -> u64 {
        u64::from(self.array.length())
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// 64 hexadecimal digits.
    pub fn hex_digest(&self) -> String {
        super::call::hex(&self.digest)
    }

    /// The part from `offset` on, of at most `length` bytes.
    pub async fn part(&self, offset: u64, length: u64) -> Option<Self> {
        let end = offset.saturating_add(length).min(self.len());
        let (from, to) = (u32::try_from(offset).ok()?, u32::try_from(end).ok()?);
        Self::of(self.array.slice(from, to)).await
    }

    /// RFC 9530.
    pub(super) fn content_digest(&self) -> String {
        let latin: String = self.digest.iter().map(|byte| char::from(*byte)).collect();
        let base64 = device::window().btoa(&latin).unwrap_or_default();
        ["sha-256=:", &base64, ":"].concat()
    }

    pub(super) fn as_js(&self) -> &JsValue {
        self.array.as_ref()
    }
}
