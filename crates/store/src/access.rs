//! The record of who has looked at whose file. Lines are only added; [`Tx::forget`] forgets old ones.

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Person, Tx};
use domain::ids::{AccessId, PersonId, StaffId, SubmissionId};
use domain::session::Agreement;
use domain::time::Timestamp;

/// Someone looks at a person's file: who, at what, when. Never what they see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    pub id: AccessId,
    pub person_id: PersonId,
    pub staff_id: StaffId,
    /// `operationId` of the interface.
    pub operation: &'static str,
    /// Opaque id of the object; `None`: the file as a whole.
    pub object: Option<String>,
    pub at: Timestamp,
}

/// One line of the record, with who it was by name.
#[derive(Clone, PartialEq, Eq)]
pub struct NotedAccess {
    pub id: AccessId,
    pub at: Timestamp,
    pub name: String,
    pub place: String,
    pub operation: String,
    /// Of a preview or a sitting: when it ended, or ends at the latest.
    pub until: Option<Timestamp>,
    /// Of a sitting: how the person agreed to it.
    pub agreed_by: Option<Agreement>,
}

impl core::fmt::Debug for NotedAccess {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "NotedAccess({}, {})", self.id, self.operation)
    }
}

impl Tx {
    /// A person, if this member of staff follows them; anyone else's id finds nobody, like an unknown one.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_followed(
        &mut self,
        staff_id: &StaffId,
        id: &PersonId,
    ) -> Result<Option<Person>, Error> {
        let found = self.find_person(id).await?;
        Ok(found.filter(|person| person.referent_id.as_ref() == Some(staff_id)))
    }

    /// Adds a line.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is in use, or the person or the member of staff does not exist.
    pub async fn note_access(&mut self, access: &Access) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO access_log (id, person_id, staff_id, operation, object, at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(access.id.as_str())
        .bind(access.person_id.as_str())
        .bind(access.staff_id.as_str())
        .bind(access.operation)
        .bind(access.object.clone())
        .bind(access.at.as_ms());
        self.execute(statement).await.map(|_| ())
    }

    /// Notes that sent answers were read; the first time counts.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn mark_submission_read(
        &mut self,
        id: &SubmissionId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement =
            query("UPDATE submission SET read_at = $2, read_by = $3 WHERE id = $1 AND read_at IS NULL");
        self.execute(statement.bind(id.as_str()).bind(now.as_ms()).bind(by.as_str())).await.map(|_| ())
    }

    /// Who has looked at a person's file, latest first. `after`: the last line of the page before; one that is not the
    /// person's gives an empty page.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_accesses(
        &mut self,
        person_id: &PersonId,
        after: Option<&AccessId>,
        limit: u32,
    ) -> Result<Vec<NotedAccess>, Error> {
        let (mut before_at, mut before_id) = (i64::MAX, String::new());
        if let Some(after) = after {
            let statement = query("SELECT id, at FROM access_log WHERE id = $1 AND person_id = $2");
            let row = self.fetch_optional(statement.bind(after.as_str()).bind(person_id.as_str())).await?;
            let Some(row) = row else { return Ok(vec![]) };
            let found = Found::new(&row, "access_log", "id");
            (before_at, before_id) = (found.int("at")?, found.text("id")?);
        }
        let statement = query(
            "SELECT a.id, a.at, a.operation, s.display_name, s.place, t.agreed_by,
                COALESCE(p.ended_at, p.expires_at, t.ended_at, t.expires_at) AS until
             FROM access_log a JOIN staff s ON s.id = a.staff_id LEFT JOIN preview p ON p.id = a.object
                LEFT JOIN sitting t ON t.id = a.object
             WHERE a.person_id = $1 AND (a.at < $2 OR (a.at = $2 AND a.id < $3))
             ORDER BY a.at DESC, a.id DESC LIMIT $4",
        );
        let statement = statement.bind(person_id.as_str()).bind(before_at).bind(before_id);
        let rows = self.fetch_all(statement.bind(i64::from(limit))).await?;
        let read = |row| {
            let found = Found::new(row, "access_log", "id");
            Ok(NotedAccess {
                id: found.parsed("id")?,
                at: found.instant("at")?,
                name: found.text("display_name")?,
                place: found.text("place")?,
                operation: found.text("operation")?,
                until: found.instant_or_none("until")?,
                agreed_by: found.parsed_or_none("agreed_by")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
