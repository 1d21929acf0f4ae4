//! Where markers are looked for: status line, headers, bodies, papers, the log, the figures.

use crate::harness::Reply;
use crate::markers::{Marker, MarkerKind};
use crate::reader;
use axum::body::Body;
use axum::http::Request;
use metrics_exporter_prometheus::PrometheusHandle;
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

/// A marker where it must not be.
#[derive(Debug)]
pub struct Leak {
    pub who: &'static str,
    /// "body of getPathway".
    pub place: String,
    pub marker: Marker,
}

/// The questions hold the words of every option for everyone: only what is written by the person is looked for there.
const PUBLIC: &str = "getQuestionnaire";

pub fn leaks_in(who: &'static str, operation_id: &str, reply: &Reply, hidden: &[&Marker]) -> Vec<Leak> {
    let hidden: Vec<&Marker> =
        hidden.iter().copied().filter(|m| m.kind == MarkerKind::Written || operation_id != PUBLIC).collect();
    let headers: String = reply
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let mut leaks = leaks_in_text(who, &format!("headers of {operation_id}"), &headers, &hidden);
    let is_paper = reply.header("content-type") == "application/pdf";
    let body = match operation_id {
        _ if is_paper => paper_text(&reply.bytes),
        "getCv" | "getClientPathway" | "getStaffMonth" | "createMonth" | "updateMonth" | "publishMonth"
        | "cancelMonth" | "addCompany" | "removeCompany" | "withdrawCompany"
            if reply.status < 300 =>
        {
            without_choices(&reply.text)
        }
        _ => reply.text.clone(),
    };
    leaks.extend(leaks_in_text(who, &format!("body of {operation_id}"), &body, &hidden));
    leaks
}

/// A pathway at the desk without the list of everything that could be brought to it, a month or a CV without the list of all jobs.
pub fn without_choices(text: &str) -> String {
    let mut pathway: serde_json::Value = serde_json::from_str(text).unwrap();
    if let Some(fields) = pathway.as_object_mut() {
        fields.remove("sheets");
        fields.remove("jobs");
    }
    pathway.to_string()
}

pub fn leaks_in_text(who: &'static str, place: &str, text: &str, hidden: &[&Marker]) -> Vec<Leak> {
    let found = hidden.iter().filter(|marker| marker.is_in(text));
    found.map(|marker| Leak { who, place: place.to_owned(), marker: (*marker).clone() }).collect()
}

/// A paper as it is read aloud, without the breaks of its lines.
pub fn paper_text(bytes: &[u8]) -> String {
    reader::read(bytes).text().replace('\n', "")
}

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Captured {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

struct Seen {
    log: Captured,
    metrics: PrometheusHandle,
}

/// Captures what this process logs and counts, from the first call on.
pub fn logs_captured() {
    seen();
}

fn seen() -> &'static Seen {
    static SEEN: OnceLock<Seen> = OnceLock::new();
    SEEN.get_or_init(|| {
        let log = Captured::default();
        let lines = tracing_subscriber::fmt().with_ansi(false).with_max_level(tracing::Level::INFO);
        lines.with_writer(log.clone()).init();
        Seen { log, metrics: server::health::collect_metrics().unwrap() }
    })
}

/// Everything logged so far, by all tests of this process.
pub fn captured_log() -> String {
    let log = String::from_utf8(seen().log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("getClientSummary"), "the log is captured");
    log
}

/// The figures as an operator reads them.
pub async fn metrics_text() -> String {
    let routes = server::health::metrics_routes(seen().metrics.clone());
    let answer = routes.oneshot(Request::get("/metrics").body(Body::empty()).unwrap()).await.unwrap();
    let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(text.contains("getClientSummary"), "the figures are collected");
    text
}
