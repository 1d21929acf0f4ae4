//! Slowing down whoever guesses (trust.md, "Sign-in").

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::session::wait_after_failures_s;
use domain::time::Timestamp;

/// Whether a guess may be compared now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Try {
    /// It may, and has been counted.
    Go,
    /// Not before this instant; nothing was counted.
    Wait { until: Timestamp },
}

impl Tx {
    /// Counts a try of `key_hash` *before* it is compared, so that guesses sent at once are counted one by one.
    /// Commit it before comparing. After a right guess, [`Tx::clear_tries`].
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take_try(&mut self, key_hash: &str, now: Timestamp) -> Result<Try, Error> {
        // Writing first holds the row until the commit, on PostgreSQL too.
        let statement = query(
            "INSERT INTO throttle (key_hash, n_tries, next_try_at, last_try_at) VALUES ($1, 0, $2, $2)
             ON CONFLICT (key_hash) DO UPDATE SET last_try_at = excluded.last_try_at
             RETURNING n_tries, next_try_at",
        );
        let row = self.fetch_one(statement.bind(key_hash).bind(now.as_ms())).await?;
        let found = Found::new(&row, "throttle", "key_hash");
        let until = found.instant("next_try_at")?;
        if now < until {
            return Ok(Try::Wait { until });
        }
        let n_tries = u32::try_from(found.count("n_tries")?).unwrap_or(u32::MAX).saturating_add(1);
        let next_try_at = now.plus_s(i64::from(wait_after_failures_s(n_tries)));
        let statement = query("UPDATE throttle SET n_tries = $2, next_try_at = $3 WHERE key_hash = $1");
        self.execute(statement.bind(key_hash).bind(i64::from(n_tries)).bind(next_try_at.as_ms())).await?;
        Ok(Try::Go)
    }

    /// Forgets the tries of `key_hash`, after a right one.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn clear_tries(&mut self, key_hash: &str) -> Result<(), Error> {
        self.execute(query("DELETE FROM throttle WHERE key_hash = $1").bind(key_hash)).await.map(|_| ())
    }
}
