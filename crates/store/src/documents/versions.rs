//! Newer versions: a file that takes the place of another.
//!
//! Whatever concerns two versions locks the older one first.

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::DocumentId;
use domain::time::Timestamp;

impl Tx {
    /// Says of a file that was announced that it is to take the place of another, which is locked.
    ///
    /// # Errors
    /// [`Error::Conflict`] when one is to already; [`Error::Unavailable`].
    pub async fn replace_document(&mut self, old: &DocumentId, new: &DocumentId) -> Result<(), Error> {
        let statement = query("UPDATE document SET replaces = $2 WHERE id = $1");
        self.execute(statement.bind(new.as_str()).bind(old.as_str())).await.map(|_| ())
    }

    /// Locks the file whose place another is to take, if there is one.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn lock_replaced(&mut self, new: &DocumentId) -> Result<(), Error> {
        let lock = query(
            "UPDATE document SET name = name WHERE id = (SELECT d.replaces FROM document d WHERE d.id = $1)",
        );
        self.execute(lock.bind(new.as_str())).await.map(|_| ())
    }

    /// A file that is kept takes the place of the one that it replaces, which [`Tx::lock_replaced`] has locked: whoever could
    /// open that one can open this one instead, and the older one is its owner's alone. What was withdrawn meanwhile stays
    /// withdrawn. Without anything to replace, nothing is done; twice is once.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take_over(&mut self, new: &DocumentId, now: Timestamp) -> Result<(), Error> {
        let statement = query(
            "UPDATE document SET took_over_at = $2, shared_at = CASE
                 WHEN (SELECT o.shared_at FROM document o WHERE o.id = document.replaces) IS NULL THEN shared_at
                 ELSE $2 END
             WHERE id = $1 AND replaces IS NOT NULL AND took_over_at IS NULL AND state = 'kept'",
        );
        if self.execute(statement.bind(new.as_str()).bind(now.as_ms())).await? == 0 {
            return Ok(());
        }
        let statement = query(
            "INSERT INTO company_document (document_id, company_id, shared_at)
             SELECT $1, c.company_id, $2 FROM company_document c
             WHERE c.document_id = (SELECT d.replaces FROM document d WHERE d.id = $1)
             ON CONFLICT DO NOTHING",
        );
        self.execute(statement.bind(new.as_str()).bind(now.as_ms())).await?;
        let statement = query(
            "DELETE FROM company_document WHERE document_id = (SELECT d.replaces FROM document d WHERE d.id = $1)",
        );
        self.execute(statement.bind(new.as_str())).await?;
        let statement = query(
            "UPDATE document SET shared_at = NULL WHERE id = (SELECT d.replaces FROM document d WHERE d.id = $1)",
        );
        self.execute(statement.bind(new.as_str())).await.map(|_| ())
    }

    /// Before a file goes, what is newer hangs on what is older.
    pub(super) async fn bridge_versions(&mut self, gone: &DocumentId) -> Result<(), Error> {
        let found = query("SELECT id, replaces FROM document WHERE id = $1");
        let Some(row) = self.fetch_optional(found.bind(gone.as_str())).await? else { return Ok(()) };
        let older: Option<DocumentId> = Found::new(&row, "document", "id").parsed_or_none("replaces")?;
        // One file is replaced once: first this one lets go of it.
        let statement = query("UPDATE document SET replaces = NULL WHERE id = $1");
        self.execute(statement.bind(gone.as_str())).await?;
        let statement = query("UPDATE document SET replaces = $2 WHERE replaces = $1");
        let statement = statement.bind(gone.as_str()).bind(older.map(|older| older.to_string()));
        self.execute(statement).await.map(|_| ())
    }
}
