//! What the browser keeps, sealed in a cookie, while it is at a provider: of whoever comes to the desk, and of people, apart.

use super::client::Errand;
use crate::cookies;
use crate::error::{Answer, ApiError};
use crate::state::AppState;
use axum::Json;
use axum::http::HeaderMap;
use axum::response::{AppendHeaders, IntoResponse, Response};
use contract::ErrorCode;
use contract::provider::{ProviderAddress, ProviderReturn};
use domain::time::Timestamp;

/// How long one may be at the provider, in seconds.
const LIMIT_S: u32 = 600;

/// One kind of errand.
#[derive(Debug)]
pub struct Way<'a> {
    pub cookie: &'static str,
    /// An errand comes back on the way on which it left.
    pub sealed_for: &'a str,
}

impl Way<'_> {
    /// The answer that sends the browser to `address`.
    pub fn leave(&self, state: &AppState, address: String, errand: &Errand) -> Response {
        let errand = serde_json::to_vec(errand).expect("BUG: four values are JSON");
        let sealed = state.keys.seal(self.sealed_for, &errand);
        let set = [cookies::set_secret(self.cookie, &sealed, Some(LIMIT_S))];
        (AppendHeaders(cookies::set_cookie_headers(&set)), Json(ProviderAddress { address })).into_response()
    }

    /// The errand that `given` comes back from.
    ///
    /// # Errors
    /// When it is none of this browser's, or took too long. Whoever turned back at the provider brings no code.
    pub fn come_back(
        &self,
        state: &AppState,
        headers: &HeaderMap,
        given: &ProviderReturn,
        now: Timestamp,
    ) -> Result<Errand, ApiError> {
        cookies::find(headers, self.cookie)
            .and_then(|sealed| state.keys.open(self.sealed_for, sealed))
            .and_then(|errand| serde_json::from_slice::<Errand>(&errand).ok())
            .filter(|errand| !given.code.is_empty() && errand.is_of(&given.state, LIMIT_S, now))
            .ok_or_else(|| ErrorCode::ProviderRefused.into())
    }
}

/// Whatever has come of it, the browser's errand is over.
pub fn end(cookie: &'static str, answer: Answer<Response>) -> Response {
    let over = [cookies::set_secret(cookie, "", Some(0))];
    let answer = answer.unwrap_or_else(IntoResponse::into_response);
    (AppendHeaders(cookies::set_cookie_headers(&over)), answer).into_response()
}
