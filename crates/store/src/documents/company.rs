//! Files that a person lets a company of a jobs dating have, as long as they have a talk with it.

use super::document::{Document, read_document};
use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{CompanyId, DocumentId, PersonId};
use domain::time::Timestamp;

/// A company that someone talks with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkedWith {
    pub company: CompanyId,
    pub name: String,
    /// The talk.
    pub starts_at: Timestamp,
}

/// A file that a company may have, and whose it is. `Debug` is hidden by the file's.
#[derive(Clone, PartialEq, Eq)]
pub struct ForCompany {
    pub document: Document,
    pub first_name: String,
    pub last_name: String,
    /// Their first talk with it.
    pub starts_at: Timestamp,
}

impl core::fmt::Debug for ForCompany {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ForCompany({:?})", self.document)
    }
}

impl Tx {
    /// The companies that a person has a talk with, or had one since then, by time.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_talked_with(
        &mut self,
        person_id: &PersonId,
        since: Timestamp,
    ) -> Result<Vec<TalkedWith>, Error> {
        let statement = query(
            "SELECT s.company_id, s.label, s.starts_at FROM booking b JOIN slot s ON s.id = b.slot_id
             WHERE b.person_id = $1 AND s.company_id IS NOT NULL AND s.starts_at >= $2
               AND b.status IN ('booked', 'attended')
             ORDER BY s.starts_at, s.id",
        );
        let rows = self.fetch_all(statement.bind(person_id.as_str()).bind(since.as_ms())).await?;
        let read = |row| {
            let found = Found::new(row, "slot", "company_id");
            Ok(TalkedWith {
                company: found.parsed("company_id")?,
                name: found.text("label")?,
                starts_at: found.instant("starts_at")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Which file of a person is shared with which company.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_company_shares(
        &mut self,
        person_id: &PersonId,
    ) -> Result<Vec<(DocumentId, CompanyId)>, Error> {
        let statement = query(
            "SELECT c.document_id, c.company_id FROM company_document c JOIN document d ON d.id = c.document_id
             WHERE d.person_id = $1 ORDER BY c.shared_at, c.company_id",
        );
        let rows = self.fetch_all(statement.bind(person_id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "company_document", "document_id");
            Ok((found.parsed("document_id")?, found.parsed("company_id")?))
        };
        rows.iter().map(read).collect()
    }

    /// Shared twice is shared once, since the first time.
    ///
    /// # Errors
    /// [`Error::Unavailable`]; [`Error::Conflict`] when there is no such file or company.
    pub async fn share_with_company(
        &mut self,
        id: &DocumentId,
        company: &CompanyId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO company_document (document_id, company_id, shared_at) VALUES ($1, $2, $3)
             ON CONFLICT DO NOTHING",
        );
        self.execute(statement.bind(id.as_str()).bind(company.as_str()).bind(now.as_ms())).await.map(|_| ())
    }

    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn unshare_with_company(&mut self, id: &DocumentId, company: &CompanyId) -> Result<(), Error> {
        let statement = query("DELETE FROM company_document WHERE document_id = $1 AND company_id = $2");
        self.execute(statement.bind(id.as_str()).bind(company.as_str())).await.map(|_| ())
    }

    /// What a company may have: kept, shared with it, of people who have a talk with it, or had one since then; by talk, then as
    /// it was shared.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_company_documents(
        &mut self,
        company: &CompanyId,
        since: Timestamp,
    ) -> Result<Vec<ForCompany>, Error> {
        let statement = query(
            "SELECT d.*, p.first_name, p.last_name, t.talk_at
             FROM company_document c
             JOIN document d ON d.id = c.document_id
             JOIN person p ON p.id = d.person_id
             JOIN (SELECT b.person_id, MIN(s.starts_at) AS talk_at FROM booking b JOIN slot s ON s.id = b.slot_id
                   WHERE s.company_id = $1 AND s.starts_at >= $2 AND b.status IN ('booked', 'attended') GROUP BY b.person_id) t
                 ON t.person_id = p.id
             WHERE c.company_id = $1 AND d.state = 'kept'
             ORDER BY t.talk_at, p.last_name, p.first_name, c.shared_at, d.id",
        );
        let rows = self.fetch_all(statement.bind(company.as_str()).bind(since.as_ms())).await?;
        let read = |row| {
            let found = Found::new(row, "company_document", "id");
            Ok(ForCompany {
                document: read_document(row)?,
                first_name: found.text("first_name")?,
                last_name: found.text("last_name")?,
                starts_at: found.instant("talk_at")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
