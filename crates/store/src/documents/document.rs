//! One person's files.

use crate::row::{Found, Row, as_bigint};
use crate::statement::query;
use crate::{Error, Tx};
use domain::documents::{DocumentKind, DocumentState, FileRefusal, Held, Scan};
use domain::ids::{DocumentId, PersonId};
use domain::time::Timestamp;

/// A file that is announced.
#[derive(Clone, PartialEq, Eq)]
pub struct NewDocument {
    pub id: DocumentId,
    pub name: String,
    pub extension: String,
    pub size_bytes: u64,
    /// SHA-256, 64 hex digits.
    pub digest: String,
}

impl core::fmt::Debug for NewDocument {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "NewDocument({})", self.id)
    }
}

/// A file, without its bytes. `Debug` hides its name.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub person_id: PersonId,
    pub name: String,
    pub extension: String,
    pub size_bytes: u64,
    pub digest: String,
    pub received_bytes: u64,
    pub state: DocumentState,
    pub refusal: Option<FileRefusal>,
    pub kind: Option<DocumentKind>,
    pub scan: Option<Scan>,
    /// Pages that there are pictures of.
    pub n_pictures: u64,
    pub shared_at: Option<Timestamp>,
    pub unreadable_at: Option<Timestamp>,
    /// The file whose place it takes.
    pub replaces: Option<DocumentId>,
    /// Since when it has it.
    pub took_over_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl core::fmt::Debug for Document {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Document({}, {:?}, {:?})", self.id, self.state, self.scan)
    }
}

/// Someone of the staff opened a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedBy {
    pub document: DocumentId,
    pub name: String,
    pub at: Timestamp,
}

impl Tx {
    /// Announces a file. What the person holds already is counted under the lock that is taken here, so two at once do not go
    /// over a cap: first call this, then decide with [`Held`], then [`Tx::insert_document`].
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn lock_held(&mut self, person_id: &PersonId) -> Result<Held, Error> {
        // An update that changes nothing locks the row (see `lock_draft`).
        let lock = query("UPDATE person SET language = language WHERE id = $1");
        self.execute(lock.bind(person_id.as_str())).await?;
        self.count_held(person_id).await
    }

    /// What a person holds; what was refused does not count.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn count_held(&mut self, person_id: &PersonId) -> Result<Held, Error> {
        let statement = query(
            "SELECT 'held' AS id, COUNT(*) AS n_documents, CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) AS size_bytes
             FROM document WHERE person_id = $1 AND state <> 'refused'",
        );
        let row = self.fetch_one(statement.bind(person_id.as_str())).await?;
        let found = Found::new(&row, "document", "id");
        Ok(Held { n_documents: found.count("n_documents")?, size_bytes: found.count("size_bytes")? })
    }

    /// # Errors
    /// [`Error::Conflict`] when the id is in use or there is no such person; [`Error::Unavailable`].
    pub async fn insert_document(
        &mut self,
        person_id: &PersonId,
        new: &NewDocument,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO document
                 (id, person_id, name, extension, size_bytes, digest, received_bytes, state, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, 0, 'receiving', $7, $7)",
        )
        .bind(new.id.as_str())
        .bind(person_id.as_str())
        .bind(new.name.clone())
        .bind(new.extension.clone())
        .bind(as_bigint(new.size_bytes))
        .bind(new.digest.clone())
        .bind(now.as_ms());
        self.execute(statement).await.map(|_| ())
    }

    /// The person's own file.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_document(
        &mut self,
        person_id: &PersonId,
        id: &DocumentId,
    ) -> Result<Option<Document>, Error> {
        let statement = query("SELECT * FROM document WHERE id = $1 AND person_id = $2");
        let row = self.fetch_optional(statement.bind(id.as_str()).bind(person_id.as_str())).await?;
        row.as_ref().map(read_document).transpose()
    }

    /// The latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_documents(&mut self, person_id: &PersonId) -> Result<Vec<Document>, Error> {
        let statement = query("SELECT * FROM document WHERE person_id = $1 ORDER BY created_at DESC, id");
        self.fetch_all(statement.bind(person_id.as_str())).await?.iter().map(read_document).collect()
    }

    /// Who of the staff has opened which of the person's files, latest first, as far back as the record goes.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_opened(
        &mut self,
        person_id: &PersonId,
        operations: [&'static str; 2],
    ) -> Result<Vec<OpenedBy>, Error> {
        let statement = query(
            "SELECT a.id, a.object, a.at, s.display_name FROM access_log a JOIN staff s ON s.id = a.staff_id
             WHERE a.person_id = $1 AND a.operation IN ($2, $3) AND a.object IS NOT NULL
             ORDER BY a.at DESC, a.id DESC LIMIT 200",
        );
        let rows = self
            .fetch_all(statement.bind(person_id.as_str()).bind(operations[0]).bind(operations[1]))
            .await?;
        let read = |row| {
            let found = Found::new(row, "access_log", "id");
            Ok(OpenedBy {
                document: found.parsed("object")?,
                name: found.text("display_name")?,
                at: found.instant("at")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn rename_document(
        &mut self,
        person_id: &PersonId,
        id: &DocumentId,
        name: &str,
    ) -> Result<(), Error> {
        let statement = query("UPDATE document SET name = $3 WHERE id = $1 AND person_id = $2");
        let statement = statement.bind(id.as_str()).bind(person_id.as_str()).bind(name.to_owned());
        self.execute(statement).await.map(|_| ())
    }

    /// Lets the référent open it. What is so already stays since when it is so; what was refused cannot be shared.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn share_document(
        &mut self,
        person_id: &PersonId,
        id: &DocumentId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE document SET shared_at = $3
             WHERE id = $1 AND person_id = $2 AND shared_at IS NULL AND state <> 'refused'",
        );
        let statement = statement.bind(id.as_str()).bind(person_id.as_str());
        self.execute(statement.bind(now.as_ms())).await.map(|_| ())
    }

    /// Keeps it to the person again.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn unshare_document(&mut self, person_id: &PersonId, id: &DocumentId) -> Result<(), Error> {
        let statement = query("UPDATE document SET shared_at = NULL WHERE id = $1 AND person_id = $2");
        self.execute(statement.bind(id.as_str()).bind(person_id.as_str())).await.map(|_| ())
    }

    /// Removes a file for everyone: its row, its bytes on the way, and, by [`Tx::list_stale_objects`], what is kept elsewhere.
    /// Other versions of the paper stay.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn remove_document(
        &mut self,
        person_id: &PersonId,
        id: &DocumentId,
        now: Timestamp,
    ) -> Result<(), Error> {
        if self.lock_document(person_id, id).await?.is_none() {
            return Ok(());
        }
        self.bridge_versions(id).await?;
        let statement = query("DELETE FROM document WHERE id = $1 AND person_id = $2");
        if self.execute(statement.bind(id.as_str()).bind(person_id.as_str())).await? == 0 {
            return Ok(());
        }
        self.mark_stale(id, now).await
    }
}

pub(super) fn read_document(row: &Row) -> Result<Document, Error> {
    let found = Found::new(row, "document", "id");
    Ok(Document {
        id: found.parsed("id")?,
        person_id: found.parsed("person_id")?,
        name: found.text("name")?,
        extension: found.text("extension")?,
        size_bytes: found.count("size_bytes")?,
        digest: found.text("digest")?,
        received_bytes: found.count("received_bytes")?,
        state: found.word("state")?,
        refusal: found.word_or_none("refusal")?,
        kind: found.word_or_none("kind")?,
        scan: found.word_or_none("scan")?,
        n_pictures: found.count("n_pictures")?,
        shared_at: found.instant_or_none("shared_at")?,
        unreadable_at: found.instant_or_none("unreadable_at")?,
        replaces: found.parsed_or_none("replaces")?,
        took_over_at: found.instant_or_none("took_over_at")?,
        created_at: found.instant("created_at")?,
    })
}
