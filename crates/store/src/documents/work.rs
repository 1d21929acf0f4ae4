//! What is left to do about files: checking, scanning, emptying what must hold nothing.

use super::document::{Document, read_document};
use crate::row::{Found, Words, as_bigint};
use crate::statement::query;
use crate::{Error, Tx};
use domain::documents::{DocumentKind, DocumentState, FileRefusal, Scan};
use domain::ids::DocumentId;
use domain::time::Timestamp;

/// The right to work on a file until an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub document: Document,
    /// The right ends here; whoever comes later takes it.
    pub until: Timestamp,
}

/// What the work on a file has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The object store has it under the file's id, and pictures of its first pages beside it.
    Kept {
        kind: DocumentKind,
        size_bytes: u64,
        n_pictures: u64,
    },
    Clean,
    Refused(FileRefusal),
    /// Nothing came of it; look again then.
    Later(Timestamp),
}

impl Tx {
    /// Takes on the file that has been due longest: one to check, or one that is kept and to be scanned. Two workers never
    /// get the same; on PostgreSQL the second of two at once may get none and tries again the next time.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn claim_document(
        &mut self,
        state: DocumentState,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Claim>, Error> {
        let statement = query(
            "UPDATE document SET due_at = $2
             WHERE due_at <= $1 AND id = (
                 SELECT id FROM document WHERE state = $3 AND due_at <= $1
                 ORDER BY due_at, id LIMIT 1)
             RETURNING *",
        );
        let statement = statement.bind(now.as_ms()).bind(until.as_ms()).bind(state.as_word());
        let row = self.fetch_optional(statement).await?;
        row.as_ref().map(|row| Ok(Claim { document: read_document(row)?, until })).transpose()
    }

    /// Whether [`Tx::claim_document`] would find one.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn has_due_document(&mut self, state: DocumentState, now: Timestamp) -> Result<bool, Error> {
        let statement = query("SELECT 1 FROM document WHERE state = $1 AND due_at <= $2 LIMIT 1");
        Ok(self.fetch_optional(statement.bind(state.as_word()).bind(now.as_ms())).await?.is_some())
    }

    /// Notes what came of the work. `false` when the right has ended, by time or because the file was removed: then nothing
    /// is noted, and what was put elsewhere is somebody else's or stale.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn settle_claim(
        &mut self,
        claim: &Claim,
        outcome: Outcome,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let id = &claim.document.id;
        let statement = match outcome {
            Outcome::Kept { kind, size_bytes, n_pictures } => query(
                "UPDATE document SET state = 'kept', scan = 'waiting', kind = $4, size_bytes = $5, n_pictures = $6,
                     due_at = $3, changed_at = $3
                 WHERE id = $1 AND due_at = $2 AND state = 'checking'",
            )
            .bind(id.as_str())
            .bind(claim.until.as_ms())
            .bind(now.as_ms())
            .bind(kind.as_word())
            .bind(as_bigint(size_bytes))
            .bind(as_bigint(n_pictures)),
            Outcome::Clean => query(
                "UPDATE document SET scan = $4, due_at = NULL, changed_at = $3
                 WHERE id = $1 AND due_at = $2 AND state = 'kept'",
            )
            .bind(id.as_str())
            .bind(claim.until.as_ms())
            .bind(now.as_ms())
            .bind(Scan::Clean.as_word()),
            Outcome::Refused(why) => query(
                "UPDATE document SET state = 'refused', refusal = $4, scan = NULL, n_pictures = 0, shared_at = NULL,
                     replaces = NULL, took_over_at = NULL, due_at = NULL, changed_at = $3
                 WHERE id = $1 AND due_at = $2",
            )
            .bind(id.as_str())
            .bind(claim.until.as_ms())
            .bind(now.as_ms())
            .bind(why.as_word()),
            Outcome::Later(due_at) => {
                query("UPDATE document SET due_at = $3 WHERE id = $1 AND due_at = $2")
                    .bind(id.as_str())
                    .bind(claim.until.as_ms())
                    .bind(due_at.as_ms())
            }
        };
        if self.execute(statement).await? == 0 {
            return Ok(false);
        }
        if matches!(outcome, Outcome::Kept { .. } | Outcome::Refused(_)) {
            let chunks = query("DELETE FROM upload_chunk WHERE document_id = $1");
            self.execute(chunks.bind(id.as_str())).await?;
        }
        if matches!(outcome, Outcome::Refused(_)) {
            self.mark_stale(id, now).await?;
        }
        Ok(true)
    }

    /// What the object store has of a file must hold nothing from now on.
    pub(super) async fn mark_stale(&mut self, id: &DocumentId, now: Timestamp) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO stale_object (object, since, due_at) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING",
        );
        self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await.map(|_| ())
    }

    /// What must hold nothing and is to be emptied now, with since when, longest due first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_stale_objects(
        &mut self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<(DocumentId, Timestamp)>, Error> {
        let statement = query(
            "SELECT object, since FROM stale_object WHERE due_at <= $1 ORDER BY due_at, object LIMIT $2",
        );
        let rows = self.fetch_all(statement.bind(now.as_ms()).bind(i64::from(limit))).await?;
        let read = |row| {
            let found = Found::new(row, "stale_object", "object");
            Ok((found.parsed("object")?, found.instant("since")?))
        };
        rows.iter().map(read).collect()
    }

    /// Each was emptied: again then, or never, when nobody can be writing it any more.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn settle_stale_objects(
        &mut self,
        emptied: &[(DocumentId, Option<Timestamp>)],
    ) -> Result<(), Error> {
        for (id, again) in emptied {
            let statement = match again {
                Some(at) => query("UPDATE stale_object SET due_at = $2 WHERE object = $1")
                    .bind(id.as_str())
                    .bind(at.as_ms()),
                None => query("DELETE FROM stale_object WHERE object = $1").bind(id.as_str()),
            };
            self.execute(statement).await?;
        }
        Ok(())
    }
}
