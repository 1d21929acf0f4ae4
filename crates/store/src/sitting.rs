//! Filling in together. Who may, and for how long, is the server's rule; this remembers.

use crate::row::Found;
use crate::statement::query;
use crate::under_way::end_under_way;
use crate::{Error, Tx};
use domain::ids::{PersonId, SittingId, StaffId};
use domain::session::Agreement;
use domain::time::Timestamp;

/// A sitting that has not been ended. Whether it has run its time is for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    pub id: SittingId,
    /// Token hash of the session at the desk in which it was begun.
    pub staff_session: String,
    pub staff_id: StaffId,
    pub person_id: PersonId,
    pub started_at: Timestamp,
    /// The latest end.
    pub expires_at: Timestamp,
    /// When the person agreed; nothing of theirs is read before.
    pub agreed_at: Option<Timestamp>,
}

impl Tx {
    /// Begins a sitting to which nobody has agreed yet, in place of the one that the same session has open; `false` when that
    /// session has ended.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is in use, or the person or the member of staff does not exist.
    pub async fn start_sitting(&mut self, sitting: &Sitting) -> Result<bool, Error> {
        if !self.hold_session(&sitting.staff_session).await? {
            return Ok(false);
        }
        self.end_sittings_of(&sitting.staff_session, sitting.started_at).await?;
        let statement = query(
            "INSERT INTO sitting (id, staff_session, staff_id, person_id, started_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(sitting.id.as_str())
        .bind(&sitting.staff_session)
        .bind(sitting.staff_id.as_str())
        .bind(sitting.person_id.as_str())
        .bind(sitting.started_at.as_ms())
        .bind(sitting.expires_at.as_ms());
        self.execute(statement).await.map(|_| true)
    }

    /// A sitting of this session, unless it was ended; another session's id finds nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_sitting(
        &mut self,
        id: &SittingId,
        staff_session: &str,
    ) -> Result<Option<Sitting>, Error> {
        let statement = query(
            "SELECT id, staff_session, staff_id, person_id, started_at, expires_at, agreed_at FROM sitting
             WHERE id = $1 AND staff_session = $2 AND ended_at IS NULL",
        );
        let row = self.fetch_optional(statement.bind(id.as_str()).bind(staff_session.to_owned())).await?;
        row.map(|row| {
            let found = Found::new(&row, "sitting", "id");
            Ok(Sitting {
                id: found.parsed("id")?,
                staff_session: found.text("staff_session")?,
                staff_id: found.parsed("staff_id")?,
                person_id: found.parsed("person_id")?,
                started_at: found.instant("started_at")?,
                expires_at: found.instant("expires_at")?,
                agreed_at: found.instant_or_none("agreed_at")?,
            })
        })
        .transpose()
    }

    /// Notes that the person agrees, once; `false` when they had, or when the sitting was ended.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn agree_to_sitting(
        &mut self,
        id: &SittingId,
        by: Agreement,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE sitting SET agreed_by = $2, agreed_at = $3
             WHERE id = $1 AND agreed_at IS NULL AND ended_at IS NULL",
        );
        let statement = statement.bind(id.as_str()).bind(by.as_str()).bind(now.as_ms());
        Ok(self.execute(statement).await? > 0)
    }

    /// Ends the sitting that a session has open, if any: with its button, for another, or with the session.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn end_sittings_of(&mut self, staff_session: &str, now: Timestamp) -> Result<(), Error> {
        let statement = query(end_under_way!("sitting", "staff_session = $1"));
        self.execute(statement.bind(staff_session.to_owned()).bind(now.as_ms())).await.map(|_| ())
    }
}
