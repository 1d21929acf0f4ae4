//! Bytes on their way.

use crate::row::{Found, as_bigint};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{DocumentId, PersonId};
use domain::time::Timestamp;

/// A chunk to keep.
#[derive(Clone, PartialEq, Eq)]
pub struct NewChunk {
    pub offset: u64,
    pub length: u64,
    /// SHA-256, base 64.
    pub digest: String,
    /// Base 64.
    pub content: String,
}

impl core::fmt::Debug for NewChunk {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "NewChunk({} at {})", self.length, self.offset)
    }
}

/// A chunk that is here.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptChunk {
    /// SHA-256, base 64.
    pub digest: String,
    /// Base 64.
    pub content: String,
}

impl core::fmt::Debug for KeptChunk {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "KeptChunk({})", self.digest)
    }
}

impl Tx {
    /// The person's own file, locked until the transaction ends: two devices that send at once go one after the other.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn lock_document(
        &mut self,
        person_id: &PersonId,
        id: &DocumentId,
    ) -> Result<Option<super::Document>, Error> {
        let lock = query("UPDATE document SET name = name WHERE id = $1 AND person_id = $2");
        self.execute(lock.bind(id.as_str()).bind(person_id.as_str())).await?;
        self.find_document(person_id, id).await
    }

    /// Keeps the next chunk of a file that is locked, and counts it.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is one at this offset; [`Error::Unavailable`].
    pub async fn insert_chunk(
        &mut self,
        id: &DocumentId,
        chunk: &NewChunk,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO upload_chunk (document_id, offset_bytes, digest, content) VALUES ($1, $2, $3, $4)",
        )
        .bind(id.as_str())
        .bind(as_bigint(chunk.offset))
        .bind(chunk.digest.clone())
        .bind(chunk.content.clone());
        self.execute(statement).await?;
        let statement = query("UPDATE document SET received_bytes = $2, changed_at = $3 WHERE id = $1");
        let statement = statement.bind(id.as_str()).bind(as_bigint(chunk.offset + chunk.length));
        self.execute(statement.bind(now.as_ms())).await.map(|_| ())
    }

    /// The chunk that begins at an offset.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_chunk(&mut self, id: &DocumentId, offset: u64) -> Result<Option<KeptChunk>, Error> {
        let statement = query(
            "SELECT document_id, digest, content FROM upload_chunk WHERE document_id = $1 AND offset_bytes = $2",
        );
        let row = self.fetch_optional(statement.bind(id.as_str()).bind(as_bigint(offset))).await?;
        let read = |row| {
            let found = Found::new(row, "upload_chunk", "document_id");
            Ok(KeptChunk { digest: found.text("digest")?, content: found.text("content")? })
        };
        row.as_ref().map(read).transpose()
    }

    /// A file that is locked and whole goes to be checked, at once.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn begin_check(&mut self, id: &DocumentId, now: Timestamp) -> Result<(), Error> {
        let statement = query(
            "UPDATE document SET state = 'checking', due_at = $2, changed_at = $2
             WHERE id = $1 AND state = 'receiving' AND received_bytes = size_bytes",
        );
        self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await.map(|_| ())
    }

    /// Removes uploads that nobody has gone on with since an instant, and forgets refusals of before another.
    /// Answers how many.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn purge_documents(&mut self, begun: Timestamp, refused: Timestamp) -> Result<u64, Error> {
        let statement = query(
            "DELETE FROM document
             WHERE (state = 'receiving' AND changed_at < $1) OR (state = 'refused' AND changed_at < $2)",
        );
        self.execute(statement.bind(begun.as_ms()).bind(refused.as_ms())).await
    }

    /// Whether [`Tx::purge_documents`] would remove something.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn has_old_documents(&mut self, begun: Timestamp, refused: Timestamp) -> Result<bool, Error> {
        let statement = query(
            "SELECT 1 FROM document
             WHERE (state = 'receiving' AND changed_at < $1) OR (state = 'refused' AND changed_at < $2) LIMIT 1",
        );
        Ok(self.fetch_optional(statement.bind(begun.as_ms()).bind(refused.as_ms())).await?.is_some())
    }
}
