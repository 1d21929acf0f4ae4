//! Papers that people keep: printing them, a few at a time, and sending them as files.

use crate::error::{Answer, ApiError};
use crate::operation::QueryParam;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use contract::ErrorCode;
use domain::time::{Date, Timestamp};
use paper::model::Document;
use serde::Deserialize;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub const PDF: &str = "application/pdf";

pub const JPEG: &str = "image/jpeg";

pub const OWN_LANGUAGE: QueryParam = QueryParam {
    name: "language",
    description: "BCP 47 tag of the texts; the nearest declared language is taken, the person's own when absent.",
};

/// What [`OWN_LANGUAGE`] says.
#[derive(Debug, Deserialize)]
pub struct Spoken {
    pub language: Option<String>,
}

/// Where the days of a paper are counted: the one place that knows it.
pub const ZONE: &str = "Europe/Paris";

/// How long a paper may queue before its reader is told to come back.
const QUEUE_LIMIT: Duration = Duration::from_secs(8);

/// The day of an instant where the département is. `None` outside the years of [`Date`].
pub fn day_of(at: Timestamp) -> Option<Date> {
    let instant = jiff::Timestamp::from_millisecond(at.as_ms()).ok()?;
    let day = instant.in_tz(ZONE).expect("BUG: the zone is in the bundled data").date();
    let part = |n: i8| u8::try_from(n).ok();
    Date::new(u16::try_from(day.year()).ok()?, part(day.month())?, part(day.day())?).ok()
}

/// Prints and draws on half of the cores, so that signing in and saving never wait for paper.
#[derive(Debug)]
pub struct Press {
    slots: Arc<Semaphore>,
}

impl Press {
    pub fn new() -> Self {
        let n_cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { slots: Arc::new(Semaphore::new((n_cores / 2).max(1))) }
    }

    /// The document as a file that the browser keeps under `name`.pdf and never opens in our pages.
    ///
    /// # Errors
    /// Unavailable when too many papers wait.
    pub async fn send(&self, document: Document, name: &str) -> Answer {
        let pdf = self.print(document).await?;
        Ok(as_file(pdf, PDF, &format!("{name}.pdf")))
    }

    /// A turn at work of this kind, until it is let go of.
    ///
    /// # Errors
    /// Unavailable when too many wait.
    pub async fn turn(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        let turn = tokio::time::timeout(QUEUE_LIMIT, Arc::clone(&self.slots).acquire_owned()).await;
        Ok(turn.map_err(|_| ApiError::unavailable())?.expect("BUG: the semaphore is never closed"))
    }

    /// The document as a PDF.
    ///
    /// # Errors
    /// Unavailable when too many papers wait.
    pub async fn print(&self, document: Document) -> Result<Vec<u8>, ApiError> {
        let turn = self.turn().await?;
        let printed = tokio::task::spawn_blocking(move || {
            // Kept until the work is done, even when the client has gone.
            let _turn = turn;
            paper::print(&document)
        });
        // A text that the typesetter does not survive costs this answer only.
        let pdf = printed.await.map_err(|_| ApiError::from(ErrorCode::ServiceInternal))?;
        pdf.map_err(|error| {
            tracing::error!(%error, "a paper cannot be printed");
            ApiError::from(ErrorCode::ServiceInternal)
        })
    }
}

impl Default for Press {
    fn default() -> Self {
        Self::new()
    }
}

/// An answer that the browser keeps under `name` and never opens in our pages.
pub fn as_file(bytes: impl IntoResponse, media_type: &str, name: &str) -> Response {
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, disposition(name)),
        (CONTENT_SECURITY_POLICY, "sandbox".to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// A picture that stands in our pages, for its owner: nothing keeps what they saw.
pub fn as_picture(jpeg: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, JPEG),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, jpeg).into_response()
}

/// `attachment` with a name in two ways: for readers that know RFC 6266 as it is, for all others in ASCII.
fn disposition(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii() && !c.is_ascii_control() && !"\"\\%".contains(c);
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    if plain == name {
        return format!("attachment; filename=\"{name}\"");
    }
    let mut whole = String::new();
    for byte in name.bytes() {
        // RFC 8187, 3.2.1: attr-char.
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            write!(whole, "%{byte:02X}").expect("BUG: writing to memory does not fail");
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests;
