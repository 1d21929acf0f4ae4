//! What to send, and what can come back instead of an answer.

use super::bytes::Bytes;
use crate::device;
use contract::{Effect, Endpoint, ErrorCode, Problem, Role};
use serde::Serialize;
use std::rc::Rc;

/// One operation with its values, ready to send.
#[derive(Debug, Clone)]
pub struct Call {
    pub(super) endpoint: &'static Endpoint,
    pub(super) url: String,
    pub(super) body: Option<String>,
    pub(super) if_match: Option<String>,
    pub(super) key: Option<String>,
    pub(super) bytes: Option<Bytes>,
    pub(super) n_attempts: u32,
}

impl Call {
    /// An operation without values. A write gets its idempotency key here, so that sending the same call again has
    /// no second effect.
    pub fn new(endpoint: &'static Endpoint) -> Self {
        Self {
            endpoint,
            url: address(endpoint, endpoint.path),
            body: None,
            if_match: None,
            key: matches!(endpoint.effect, Effect::Write).then(new_key),
            bytes: None,
            n_attempts: super::policy::N_ATTEMPTS,
        }
    }

    /// Fills the path's parameters, in order. Call it before [`Self::query`].
    #[must_use]
    pub fn path(mut self, values: &[&str]) -> Self {
        self.url = address(self.endpoint, &self.endpoint.path_with(values));
        self
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.url.push(if self.url.contains('?') { '&' } else { '?' });
        self.url.push_str(name);
        self.url.push('=');
        self.url.push_str(&String::from(js_sys::encode_uri_component(value)));
        self
    }

    #[must_use]
    pub fn body(mut self, body: &impl Serialize) -> Self {
        self.body = Some(serde_json::to_string(body).expect("BUG: a contract body is plain data"));
        self
    }

    /// Bytes in place of a body of JSON, with their digest.
    #[must_use]
    pub fn bytes(mut self, bytes: Bytes) -> Self {
        self.bytes = Some(bytes);
        self
    }

    /// The version that this write changes; 0 for what was never there.
    #[must_use]
    pub fn if_match(self, version: u64) -> Self {
        self.if_match_tag(version.to_string())
    }

    /// The same as a tag of another shape, without its quotes.
    #[must_use]
    pub fn if_match_tag(mut self, tag: String) -> Self {
        self.if_match = Some(tag);
        self
    }

    /// Replaces the idempotency key: a write that goes on from an earlier try.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    /// One try only: the caller has its own way of trying again.
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.n_attempts = 1;
        self
    }
}

/// The address of a person's operation is below that of the page; the desk's are the desk's own.
fn address(endpoint: &Endpoint, path: &str) -> String {
    let is_desks = endpoint.roles.iter().any(|role| matches!(role, Role::Referent | Role::Coordinator));
    if is_desks { path.to_owned() } else { [&device::base(), path].concat() }
}

/// Why there is no answer. [`Self::text_key`] names its words, which say what to do next.
#[derive(Debug, Clone)]
pub enum ApiError {
    /// The device says that it has no network.
    Offline,
    /// The server did not answer in time.
    Timeout,
    /// The server, or what stands before it, could not be reached or made no sense.
    Unreachable,
    /// The server says why.
    Problem(Rc<Problem>),
}

/// Two answers of the server are two reasons, also when they say the same.
impl PartialEq for ApiError {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Problem(one), Self::Problem(other)) => Rc::ptr_eq(one, other),
            _ => core::mem::discriminant(self) == core::mem::discriminant(other),
        }
    }
}

impl Eq for ApiError {}

impl ApiError {
    /// Key of the text for people.
    pub fn text_key(&self) -> String {
        match self {
            Self::Offline => "error.network.offline".to_owned(),
            Self::Timeout => "error.network.timeout".to_owned(),
            Self::Unreachable => "error.network.unreachable".to_owned(),
            Self::Problem(problem) => ["error.", problem.code.as_str()].concat(),
        }
    }

    /// The server's code, when the server has answered.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Offline | Self::Timeout | Self::Unreachable => None,
        }
    }

    /// Seconds to wait, when the server says so.
    pub fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Problem(problem) => problem.retry_after_s,
            Self::Offline | Self::Timeout | Self::Unreachable => None,
        }
    }
}

/// A fresh idempotency key: 128 random bits from the browser, as 32 hexadecimal digits.
pub fn new_key() -> String {
    let mut bytes = [0u8; 16];
    let crypto = device::window().crypto().ok();
    let filled = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        // Only a browser older than any that runs WebAssembly; a key must be new, not secret.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a random byte")]
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    hex(&bytes)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
