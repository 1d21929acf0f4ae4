//! A write that is answered with a file: kept in the page's memory until the page lets it go, and nowhere else.

use super::fetch::{answer_of, read_problem};
use super::{ApiError, Call, policy, sleep_ms};
use crate::device;
use crate::device::by_name::{call as call_by_name, get, promised};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::AttrValue;

/// A file that has come. The browser forgets it with this value.
#[derive(Debug, PartialEq, Eq)]
pub struct Received {
    /// An address of the browser's own (`blob:`).
    pub url: AttrValue,
    pub name: AttrValue,
}

impl Drop for Received {
    fn drop(&mut self) {
        if let Some(addresses) = get(&device::window(), "URL") {
            let _ = call_by_name(&addresses, "revokeObjectURL", &[JsValue::from(self.url.as_str())]);
        }
    }
}

/// Sends a call that is answered with a file. Trying again gives the same file, because the key is the same.
///
/// # Errors
/// [`ApiError`], after all tries that [`policy`] allows.
pub async fn send_file(call: &Call) -> Result<Received, ApiError> {
    let mut n_failures = 0;
    loop {
        let error = match try_once(call).await {
            Ok(received) => return Ok(received),
            Err(error) => error,
        };
        n_failures += 1;
        match policy::wait_ms(&error, n_failures, call.n_attempts, 0) {
            Some(wait) => sleep_ms(wait).await,
            None => return Err(error),
        }
    }
}

async fn try_once(call: &Call) -> Result<Received, ApiError> {
    let answer = answer_of(call).await?;
    if !answer.ok() {
        let text = answer.text().await.map_err(|_| ApiError::Unreachable)?;
        return Err(ApiError::Problem(Rc::new(read_problem(&answer, &text)?)));
    }
    let name = answer.headers().get("content-disposition");
    let name = name.as_deref().and_then(|said| said.split('"').nth(1)).unwrap_or_default().to_owned();
    let raw: web_sys::Response = answer.into();
    let received = async {
        let blob = promised(call_by_name(&raw, "blob", &[])?).await?;
        let url = call_by_name(&get(&device::window(), "URL")?, "createObjectURL", &[blob])?;
        Some(Received { url: url.as_string()?.into(), name: name.into() })
    };
    received.await.ok_or(ApiError::Unreachable)
}
