//! Bytes to send, and what names them: their SHA-256, by the browser.

use crate::device;
use crate::device::by_name::{call, get, promised};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

/// A file that a person has chosen on the device.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen(JsValue);

impl Chosen {
    /// The files that stand in an input of the kind "file"; the input is then empty, so that the same can be chosen again.
    pub fn take(input: &web_sys::HtmlInputElement) -> Vec<Self> {
        let Some(files) = get(input, "files") else { return Vec::new() };
        let chosen = (0..u32::MAX).map_while(|at| get(&files, &at.to_string()).map(Self)).collect();
        input.set_value("");
        chosen
    }

    /// A file that a script of the page has made.
    pub const fn made(file: JsValue) -> Self {
        Self(file)
    }

    /// The browser's own file.
    pub const fn as_js(&self) -> &JsValue {
        &self.0
    }

    /// Opens the browser's own choice of a file; only within a press of the person.
    pub fn ask(input: &web_sys::HtmlInputElement) {
        let _ = call(input, "click", &[]);
    }

    /// As the device calls it.
    pub fn name(&self) -> String {
        get(&self.0, "name").and_then(|name| name.as_string()).unwrap_or_default()
    }

    pub fn size_bytes(&self) -> u64 {
        let size = get(&self.0, "size").and_then(|size| size.as_f64()).unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size is a whole number"
        )]
        let size = size as u64;
        size
    }

    /// `None` when the device does not give it out.
    pub async fn read(&self) -> Option<Bytes> {
        let buffer = promised(call(&self.0, "arrayBuffer", &[])?).await?;
        Bytes::of(Uint8Array::new(&buffer), self.size_bytes()).await
    }
}

/// Bytes with their digest.
#[derive(Debug, Clone)]
pub struct Bytes {
    array: Uint8Array,
    size_bytes: u64,
    digest: Vec<u8>,
}

impl Bytes {
    /// `None` where the browser cannot: it has no such digest on an address without TLS.
    async fn of(array: Uint8Array, size_bytes: u64) -> Option<Self> {
        let subtle = get(&get(&device::window(), "crypto")?, "subtle")?;
        let digest = call(&subtle, "digest", &["SHA-256".into(), array.clone().into()])?;
        let digest = Uint8Array::new(&promised(digest).await?);
        let byte = |at: u8| get(&digest, &at.to_string())?.as_f64();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a byte")]
        let digest = (0..32).map(|at| byte(at).map(|byte| byte as u8)).collect::<Option<Vec<u8>>>()?;
        Some(Self { array, size_bytes, digest })
    }

    pub const fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// 64 hexadecimal digits.
    pub fn hex_digest(&self) -> String {
        super::call::hex(&self.digest)
    }

    /// The part from `offset` on, of at most `length` bytes.
    pub async fn part(&self, offset: u64, length: u64) -> Option<Self> {
        let end = offset.saturating_add(length).min(self.size_bytes);
        let (from, to) = (u32::try_from(offset).ok()?, u32::try_from(end).ok()?);
        let part = call(&self.array, "slice", &[from.into(), to.into()])?;
        Self::of(part.unchecked_into(), end.checked_sub(offset)?).await
    }

    /// RFC 9530.
    pub(super) fn content_digest(&self) -> String {
        let latin: String = self.digest.iter().map(|byte| char::from(*byte)).collect();
        let base64 = call(&device::window(), "btoa", &[latin.into()]).and_then(|text| text.as_string());
        ["sha-256=:", &base64.unwrap_or_default(), ":"].concat()
    }

    pub(super) fn as_js(&self) -> &JsValue {
        self.array.as_ref()
    }
}
