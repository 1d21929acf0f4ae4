//! Who follows a person (P6).

use crate::row::{Found, Words, word_table};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, StaffId};
use domain::pathway::FollowUp;
use domain::time::Timestamp;
use std::collections::BTreeMap;

word_table! { FollowUp { Social = "social", Employment = "employment" } }

impl Tx {
    /// Says who does one of the two accompaniments from now on.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person or the member of staff does not exist.
    pub async fn set_follow_up(
        &mut self,
        person_id: &PersonId,
        kind: FollowUp,
        staff_id: &StaffId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO follow_up (person_id, kind, staff_id, since_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (person_id, kind) DO UPDATE SET staff_id = excluded.staff_id, since_at = excluded.since_at",
        );
        let statement = statement.bind(person_id.as_str()).bind(kind.as_word());
        self.execute(statement.bind(staff_id.as_str()).bind(now.as_ms())).await.map(|_| ())
    }

    /// Who does which accompaniment.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_follow_ups(
        &mut self,
        person_id: &PersonId,
    ) -> Result<BTreeMap<FollowUp, StaffId>, Error> {
        let statement = query("SELECT person_id, kind, staff_id FROM follow_up WHERE person_id = $1");
        let rows = self.fetch_all(statement.bind(person_id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "follow_up", "person_id");
            Ok((found.word("kind")?, found.parsed("staff_id")?))
        };
        rows.iter().map(read).collect()
    }

    /// Whether a member of staff is the référent of a person or does one of the accompaniments.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn follows(&mut self, staff_id: &StaffId, person_id: &PersonId) -> Result<bool, Error> {
        let statement = query(
            "SELECT 1 AS yes FROM person p WHERE p.id = $1 AND (p.referent_id = $2 OR EXISTS (
                 SELECT 1 FROM follow_up f WHERE f.person_id = p.id AND f.staff_id = $2))",
        );
        let row = self.fetch_optional(statement.bind(person_id.as_str()).bind(staff_id.as_str())).await?;
        Ok(row.is_some())
    }
}
