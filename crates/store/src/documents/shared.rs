//! Files that a person lets their référent see.

use super::document::{Document, read_document};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{DocumentId, PersonId, StaffId};
use domain::time::Timestamp;

impl Tx {
    /// What a person shares and is kept, what was shared last first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_shared_documents(&mut self, person_id: &PersonId) -> Result<Vec<Document>, Error> {
        let statement = query(
            "SELECT * FROM document WHERE person_id = $1 AND shared_at IS NOT NULL AND state = 'kept'
             ORDER BY shared_at DESC, id",
        );
        self.fetch_all(statement.bind(person_id.as_str())).await?.iter().map(read_document).collect()
    }

    /// A file that the person lets this member of staff see, as their référent; anyone else's id finds nothing, like an
    /// unknown one.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_shared_document(
        &mut self,
        staff_id: &StaffId,
        id: &DocumentId,
    ) -> Result<Option<Document>, Error> {
        let statement = query(
            "SELECT d.* FROM document d JOIN person p ON p.id = d.person_id
             WHERE d.id = $1 AND p.referent_id = $2 AND d.shared_at IS NOT NULL AND d.state = 'kept'",
        );
        let row = self.fetch_optional(statement.bind(id.as_str()).bind(staff_id.as_str())).await?;
        row.as_ref().map(read_document).transpose()
    }

    /// Notes that a file cannot be read; the first time counts.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn mark_unreadable(
        &mut self,
        id: &DocumentId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE document SET unreadable_at = $2, unreadable_by = $3 WHERE id = $1 AND unreadable_at IS NULL",
        );
        self.execute(statement.bind(id.as_str()).bind(now.as_ms()).bind(by.as_str())).await.map(|_| ())
    }
}
