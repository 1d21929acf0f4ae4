//! What has happened in a pathway.

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::PersonId;
use domain::pathway::Milestone;
use domain::time::Timestamp;
use std::collections::BTreeMap;

impl Tx {
    /// Notes that something has happened; the first time counts. `false` when it had before.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist.
    pub async fn add_milestone(
        &mut self,
        person_id: &PersonId,
        milestone: Milestone,
        at: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "INSERT INTO milestone (person_id, milestone, reached_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        );
        let statement = statement.bind(person_id.as_str()).bind(milestone.as_str()).bind(at.as_ms());
        Ok(self.execute(statement).await? == 1)
    }

    /// Takes back what was noted by mistake, when it was noted at exactly this instant. `false` when it was not.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn remove_milestone(
        &mut self,
        person_id: &PersonId,
        milestone: Milestone,
        at: Timestamp,
    ) -> Result<bool, Error> {
        let statement =
            query("DELETE FROM milestone WHERE person_id = $1 AND milestone = $2 AND reached_at = $3");
        let statement = statement.bind(person_id.as_str()).bind(milestone.as_str()).bind(at.as_ms());
        Ok(self.execute(statement).await? == 1)
    }

    /// What has happened, and when first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_milestones(
        &mut self,
        person_id: &PersonId,
    ) -> Result<BTreeMap<Milestone, Timestamp>, Error> {
        let statement = query("SELECT person_id, milestone, reached_at FROM milestone WHERE person_id = $1");
        let rows = self.fetch_all(statement.bind(person_id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "milestone", "person_id");
            Ok((found.parsed("milestone")?, found.instant("reached_at")?))
        };
        rows.iter().map(read).collect()
    }
}
