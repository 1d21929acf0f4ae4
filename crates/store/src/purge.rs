//! Forgetting what has run its time.

use crate::idempotency::KEPT_S;
use crate::{Error, Tx};
use domain::time::Timestamp;
use sqlx::query;

/// How long a throttle is kept after the last try.
const THROTTLE_KEPT_S: i64 = 24 * 3600;

/// How long the record of who looked at what is kept (trust.md, "Privacy").
const ACCESS_KEPT_S: i64 = 365 * 24 * 3600;

/// How many rows were removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Purged {
    pub n_sessions: u64,
    pub n_requests: u64,
    pub n_throttles: u64,
    pub n_accesses: u64,
}

impl Tx {
    /// Removes sessions that are over, idempotency keys older than 24 hours, throttles that nobody has tried for
    /// 24 hours, and the record of looks at files, with how long each preview lasted, after twelve months. Drafts are not touched: they outlive every session.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn purge_expired(&mut self, now: Timestamp) -> Result<Purged, Error> {
        let sessions = query("DELETE FROM session WHERE expires_at <= $1 OR ended_at <= $1");
        let requests = query("DELETE FROM idempotency WHERE created_at < $1");
        let throttles = query("DELETE FROM throttle WHERE last_try_at < $1");
        let accesses = query("DELETE FROM access_log WHERE at < $1");
        let previews = query("DELETE FROM preview WHERE started_at < $1");
        self.execute(previews.bind(now.plus_s(-ACCESS_KEPT_S).as_ms())).await?;
        Ok(Purged {
            n_sessions: self.execute(sessions.bind(now.as_ms())).await?,
            n_requests: self.execute(requests.bind(now.plus_s(-KEPT_S).as_ms())).await?,
            n_throttles: self.execute(throttles.bind(now.plus_s(-THROTTLE_KEPT_S).as_ms())).await?,
            n_accesses: self.execute(accesses.bind(now.plus_s(-ACCESS_KEPT_S).as_ms())).await?,
        })
    }
}
