//! One effect per key: what a write answered is kept beside what it wrote.

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::PersonId;
use domain::retention::REQUEST_KEPT_S;
use domain::time::Timestamp;

/// What is known about a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// Nothing: do the work, then [`Tx::finish_request`].
    New,
    /// It was done; answer this again.
    Done { status: u16, body: String },
    /// Someone began it and committed without an answer.
    Running,
    /// The key was used for another request.
    OtherRequest,
}

impl Tx {
    /// Claims `key` of `owner` for the request that hashes to `request_hash`. Belongs in the transaction of the work
    /// itself: if that fails, the key is free again. On PostgreSQL a second one waits for the first to end.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn begin_request(
        &mut self,
        owner: &str,
        key: &str,
        request_hash: &str,
        now: Timestamp,
    ) -> Result<Begun, Error> {
        // One whose time is over is as free as a new one.
        let statement = query(
            "INSERT INTO idempotency (owner, key, request_hash, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (owner, key) DO UPDATE
             SET request_hash = excluded.request_hash, created_at = excluded.created_at, status = NULL, body = NULL,
                 person_id = NULL
             WHERE idempotency.created_at < $5",
        );
        let statement = statement.bind(owner).bind(key).bind(request_hash).bind(now.as_ms());
        if self.execute(statement.bind(now.plus_s(-REQUEST_KEPT_S).as_ms())).await? == 1 {
            return Ok(Begun::New);
        }
        let statement =
            query("SELECT owner, request_hash, status, body FROM idempotency WHERE owner = $1 AND key = $2");
        let Some(row) = self.fetch_optional(statement.bind(owner).bind(key)).await? else {
            return Ok(Begun::Running);
        };
        let found = Found::new(&row, "idempotency", "owner");
        if found.text("request_hash")? != request_hash {
            return Ok(Begun::OtherRequest);
        }
        let Some(status) = found.int_or_none("status")? else { return Ok(Begun::Running) };
        let status = u16::try_from(status).map_err(|_| found.inconsistent("status"))?;
        Ok(Begun::Done { status, body: found.text("body")? })
    }

    /// Keeps the answer of a request that [`Tx::begin_request`] called new; `about`: the person with whom it goes, when
    /// somebody else was answered.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn finish_request(
        &mut self,
        owner: &str,
        key: &str,
        status: u16,
        body: &str,
        about: Option<&PersonId>,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE idempotency SET status = $3, body = $4, person_id = $5 WHERE owner = $1 AND key = $2",
        );
        let statement = statement.bind(owner).bind(key).bind(i64::from(status)).bind(body);
        self.execute(statement.bind(about.map(PersonId::as_str))).await.map(|_| ())
    }
}
