//! Whether the server is alive and can serve, and its figures.

use crate::error::{Answer, ApiError};
use crate::state::AppState;
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Edges of the duration histogram, in seconds: the budgets of a read (0.2) and a durable write (0.5) are among them.
const DURATION_EDGES: &[f64] = &[0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0];

/// `/healthz` and `/readyz`.
pub fn routes() -> Router<AppState> {
    Router::new().route("/healthz", get(async || "alive\n")).route("/readyz", get(is_ready))
}

/// A read and an empty write pass.
async fn is_ready(State(state): State<AppState>) -> Answer<&'static str> {
    state.store.check().await.map_err(ApiError::from)?;
    Ok("ready\n")
}

/// Collects the figures of this process from now on. `None` when something else collects them already.
pub fn collect_metrics() -> Option<PrometheusHandle> {
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), DURATION_EDGES)
        .expect("BUG: the edges are not empty");
    builder.install_recorder().ok()
}

/// `/metrics`, for a listener of its own: behind a proxy on the same machine, everybody seems to come from loopback.
pub fn metrics_routes(handle: PrometheusHandle) -> Router {
    let render = move || async move {
        ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], handle.render())
    };
    Router::new().route("/metrics", get(render))
}
