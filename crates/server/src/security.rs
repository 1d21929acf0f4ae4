//! What protects every answer and every write: headers, and the check that a write comes from our own pages
//! (trust.md, "Web" and "Sign-in").

use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::{CLIENT_HEADER, ErrorCode};

/// On every answer, errors and files included.
pub const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
         img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (CAMERA_PERMISSIONS.0, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// What the pages say instead that read tickets (decision 17) and cards (a kiosk's, decision 29): their own camera.
pub const CAMERA_PERMISSIONS: (&str, &str) =
    ("permissions-policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()");

/// Adds [`HEADERS`] (beside a stricter content policy of the handler's own: browsers obey both; permissions of its
/// own stand in place of these), and `no-store` where the handler said nothing about caching.
pub async fn protect_answer(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let own_policy = headers.remove(CONTENT_SECURITY_POLICY);
    let own_permissions = headers.remove(CAMERA_PERMISSIONS.0);
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Some(policy) = own_policy {
        headers.append(CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(permissions) = own_permissions {
        headers.insert(CAMERA_PERMISSIONS.0, permissions);
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Refuses a write without the header that no form can send, or from another origin.
pub async fn refuse_foreign_writes(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let is_ours = request.headers().contains_key(CLIENT_HEADER)
        && is_own_origin(request.headers(), state.settings.public_origin.as_deref());
    if is_read || is_ours {
        next.run(request).await
    } else {
        ApiError::new(ErrorCode::RequestForeign).into_response()
    }
}

/// Browsers send `Origin` with every write; other clients need not. Without a configured origin it must name the host
/// that was called.
fn is_own_origin(headers: &HeaderMap, public_origin: Option<&str>) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = headers.get(ORIGIN) else {
        // A browser that sends no `Origin` tells in this header where the request comes from.
        return matches!(
            text(HeaderName::from_static("sec-fetch-site")),
            None | Some("same-origin" | "none")
        );
    };
    let Ok(origin) = origin.to_str() else { return false };
    match public_origin {
        Some(expected) => origin == expected,
        None => {
            let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            host.is_some() && host == text(HOST)
        }
    }
}

/// Where the portal is, as one types it: the configured origin, else the host that was called.
pub fn shown_address(headers: &HeaderMap, public_origin: Option<&str>) -> String {
    let host = || headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let origin = public_origin.unwrap_or_else(host);
    origin.strip_prefix("https://").unwrap_or(origin).to_owned()
}

#[cfg(test)]
mod tests;
