//! What must hold for every reply, whatever was asked.

use super::Reply;
use axum::http::StatusCode;
use contract::Endpoint;
use serde_json::Value;
use std::sync::OnceLock;

/// The headers that every answer carries, and the shape of a refusal.
pub fn check_protected(reply: &Reply) {
    for (name, value) in server::security::HEADERS {
        if server::security::CAMERA_PERMISSIONS == (*name, reply.header(name)) {
            continue;
        }
        assert_eq!(reply.header(name), *value, "{name} of a {} answer", reply.status);
    }
    assert_ne!(reply.header("cache-control"), "", "a {} answer says how it may be kept", reply.status);
    if reply.status >= 400 {
        assert_eq!(reply.header("content-type"), "application/problem+json");
        assert_eq!(reply.json()["status"], reply.status);
        assert_eq!(reply.json()["type"], format!("/api/docs#error-{}", reply.code()));
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}

/// A status that an operation answers with is in the document.
pub fn check_documented(endpoint: &Endpoint, status: u16) {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    let document = DOCUMENT.get_or_init(|| server::openapi::document(&server::operation::operations()));
    let method = endpoint.method.as_str().to_lowercase();
    let known = &document["paths"][endpoint.path][method]["responses"];
    let is_known = known.get(StatusCode::from_u16(status).unwrap().as_str()).is_some();
    assert!(is_known, "{} answered {status}, which the document does not tell", endpoint.operation_id);
}
