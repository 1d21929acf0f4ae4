//! One log line and one figure per request. Never a path, a query, a name, an answer or a token: an operation, a
//! status, a duration and, for a refusal, its code.

use crate::operation::OperationId;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use contract::ErrorCode;
use std::time::Instant;

/// Logs and counts an answer.
pub async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let response = next.run(request).await;
    let operation = response.extensions().get::<OperationId>().map_or("other", |id| id.0);
    let code = response.extensions().get::<ErrorCode>().map_or("", |code| code.as_str());
    let status = response.status().as_u16();
    let duration = started.elapsed();
    let labels = [("operation", operation.to_owned()), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", "operation" => operation)
        .record(duration.as_secs_f64());
    let duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::warn!(operation_id = operation, %method, status, code, duration_ms, "answered");
    } else {
        tracing::info!(operation_id = operation, %method, status, code, duration_ms, "answered");
    }
    response
}
