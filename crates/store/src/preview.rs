//! Looks at a person's pages. Who may look, and for how long, is the server's rule; this remembers.

use crate::row::Found;
use crate::statement::query;
use crate::under_way::end_under_way;
use crate::{Error, Tx};
use domain::ids::{PersonId, PreviewId, StaffId};
use domain::time::Timestamp;

/// A look that has not been ended. Whether it has run its time is for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    pub id: PreviewId,
    /// Token hash of the session at the desk in which it was begun.
    pub staff_session: String,
    pub staff_id: StaffId,
    pub person_id: PersonId,
    pub started_at: Timestamp,
    /// The latest end.
    pub expires_at: Timestamp,
}

impl Tx {
    /// Begins a look, in place of the one that the same session has open; `false` when that session has ended.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is in use, or the person or the member of staff does not exist.
    pub async fn start_preview(&mut self, preview: &Preview) -> Result<bool, Error> {
        if !self.hold_session(&preview.staff_session).await? {
            return Ok(false);
        }
        self.end_previews_of(&preview.staff_session, preview.started_at).await?;
        let statement = query(
            "INSERT INTO preview (id, staff_session, staff_id, person_id, started_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(preview.id.as_str())
        .bind(&preview.staff_session)
        .bind(preview.staff_id.as_str())
        .bind(preview.person_id.as_str())
        .bind(preview.started_at.as_ms())
        .bind(preview.expires_at.as_ms());
        self.execute(statement).await.map(|_| true)
    }

    /// A look of this session, unless it was ended; another session's id finds nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_preview(
        &mut self,
        id: &PreviewId,
        staff_session: &str,
    ) -> Result<Option<Preview>, Error> {
        let statement = query(
            "SELECT id, staff_session, staff_id, person_id, started_at, expires_at FROM preview
             WHERE id = $1 AND staff_session = $2 AND ended_at IS NULL",
        );
        let row = self.fetch_optional(statement.bind(id.as_str()).bind(staff_session.to_owned())).await?;
        row.map(|row| {
            let found = Found::new(&row, "preview", "id");
            Ok(Preview {
                id: found.parsed("id")?,
                staff_session: found.text("staff_session")?,
                staff_id: found.parsed("staff_id")?,
                person_id: found.parsed("person_id")?,
                started_at: found.instant("started_at")?,
                expires_at: found.instant("expires_at")?,
            })
        })
        .transpose()
    }

    /// Ends the look that a session has open, if any: with its button, for another, or with the session.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn end_previews_of(&mut self, staff_session: &str, now: Timestamp) -> Result<(), Error> {
        let statement = query(end_under_way!("preview", "staff_session = $1"));
        self.execute(statement.bind(staff_session.to_owned()).bind(now.as_ms())).await.map(|_| ())
    }
}
