//! What has happened in a pathway, and the actions that a person has chosen.

use crate::row::{Found, as_bigint, words};
use crate::{Error, Tx};
use domain::ids::{ActionId, PersonId, SheetId};
use domain::pathway::{ActionStatus, Milestone};
use domain::time::Timestamp;
use sqlx::any::AnyRow;
use sqlx::query;
use std::collections::BTreeMap;

/// Who brought an action up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionSource {
    /// The portal, from the answers.
    Suggested,
    /// The person, from the list of sheets.
    Own,
    Referent,
}

words! { ActionSource { Suggested = "suggested", Own = "own", Referent = "referent" } }

/// An action of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub id: ActionId,
    pub sheet: SheetId,
    pub status: ActionStatus,
    pub source: ActionSource,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// 1, then one more at each change.
    pub version: u64,
}

/// What became of a chosen sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    Added(Action),
    /// This action of the same sheet is still open; nothing was added.
    AlreadyOpen(Action),
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Updated {
    Updated(Action),
    /// It was changed since: this is how it is now. Nothing was changed.
    Stale(Action),
    /// It cannot be reopened while this other action of the same sheet is open.
    AlreadyOpen(Action),
    /// No such action of this person.
    NotFound,
}

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

    /// Chooses a sheet as a planned action, unless an action of that sheet is open.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist or the id is in use.
    pub async fn add_action(
        &mut self,
        person_id: &PersonId,
        id: ActionId,
        sheet: &SheetId,
        source: ActionSource,
        now: Timestamp,
    ) -> Result<Added, Error> {
        let action = Action {
            id,
            sheet: sheet.clone(),
            status: ActionStatus::Planned,
            source,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        if self.insert_action(person_id, &action).await? {
            return Ok(Added::Added(action));
        }
        let conflict = Error::Conflict { constraint: crate::Constraint::OpenAction };
        self.find_open_action(person_id, sheet).await?.map(Added::AlreadyOpen).ok_or(conflict)
    }

    /// An action in any state, as imported and demonstration data need it. `false` when it is open and another of its
    /// sheet is too; then nothing is written.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist or the id is in use.
    pub async fn insert_action(&mut self, person_id: &PersonId, action: &Action) -> Result<bool, Error> {
        let statement = query(
            "INSERT INTO action (id, person_id, sheet, status, source, created_at, updated_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (person_id, sheet) WHERE status IN ('planned', 'under-way', 'stuck') DO NOTHING",
        )
        .bind(action.id.as_str())
        .bind(person_id.as_str())
        .bind(action.sheet.as_str())
        .bind(status_word(action.status))
        .bind(action.source.as_word())
        .bind(action.created_at.as_ms())
        .bind(action.updated_at.as_ms())
        .bind(as_bigint(action.version));
        Ok(self.execute(statement).await? == 1)
    }

    /// Says where an action stands, if its version is still `expected_version`. Whether the person may make that move
    /// is [`domain::pathway::may_person_change`].
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn update_action(
        &mut self,
        person_id: &PersonId,
        id: &ActionId,
        status: ActionStatus,
        expected_version: u64,
        now: Timestamp,
    ) -> Result<Updated, Error> {
        let statement = query(
            "UPDATE action SET status = $3, updated_at = $4, version = version + 1
             WHERE id = $1 AND person_id = $2 AND version = $5
               AND ($6 = 0 OR NOT EXISTS (
                   SELECT 1 FROM action other
                   WHERE other.person_id = action.person_id AND other.sheet = action.sheet AND other.id <> action.id
                     AND other.status IN ('planned', 'under-way', 'stuck')))",
        )
        .bind(id.as_str())
        .bind(person_id.as_str())
        .bind(status_word(status))
        .bind(now.as_ms())
        .bind(as_bigint(expected_version))
        .bind(i64::from(status.is_open()));
        let is_changed = self.execute(statement).await? == 1;
        let Some(action) = self.find_action(person_id, id).await? else { return Ok(Updated::NotFound) };
        if is_changed {
            return Ok(Updated::Updated(action));
        }
        if action.version != expected_version {
            return Ok(Updated::Stale(action));
        }
        let other = self.find_open_action(person_id, &action.sheet).await?;
        Ok(other.map_or(Updated::Stale(action), Updated::AlreadyOpen))
    }

    /// The actions of a person in the order they were chosen, whatever became of them.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_actions(&mut self, person_id: &PersonId) -> Result<Vec<Action>, Error> {
        let statement = query(
            "SELECT id, sheet, status, source, created_at, updated_at, version
             FROM action WHERE person_id = $1 ORDER BY created_at, id",
        );
        self.fetch_all(statement.bind(person_id.as_str())).await?.iter().map(read_action).collect()
    }

    /// One action of a person; another person's id finds nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_action(
        &mut self,
        person_id: &PersonId,
        id: &ActionId,
    ) -> Result<Option<Action>, Error> {
        let statement = query(
            "SELECT id, sheet, status, source, created_at, updated_at, version
             FROM action WHERE id = $1 AND person_id = $2",
        );
        let row = self.fetch_optional(statement.bind(id.as_str()).bind(person_id.as_str())).await?;
        row.as_ref().map(read_action).transpose()
    }

    async fn find_open_action(
        &mut self,
        person_id: &PersonId,
        sheet: &SheetId,
    ) -> Result<Option<Action>, Error> {
        let statement = query(
            "SELECT id, sheet, status, source, created_at, updated_at, version
             FROM action WHERE person_id = $1 AND sheet = $2 AND status IN ('planned', 'under-way', 'stuck')",
        );
        let row = self.fetch_optional(statement.bind(person_id.as_str()).bind(sheet.as_str())).await?;
        row.as_ref().map(read_action).transpose()
    }
}

fn read_action(row: &AnyRow) -> Result<Action, Error> {
    let found = Found::new(row, "action", "id");
    let word = found.text("status")?;
    let status = STATUSES.iter().copied().find(|status| status_word(*status) == word);
    Ok(Action {
        id: found.parsed("id")?,
        sheet: found.parsed("sheet")?,
        status: status.ok_or_else(|| found.inconsistent("status"))?,
        source: found.parsed("source")?,
        created_at: found.instant("created_at")?,
        updated_at: found.instant("updated_at")?,
        version: found.count("version")?,
    })
}

/// The words that the schema's index on open actions knows too.
const fn status_word(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Planned => "planned",
        ActionStatus::UnderWay => "under-way",
        ActionStatus::Stuck => "stuck",
        ActionStatus::Done => "done",
        ActionStatus::Stopped => "stopped",
        ActionStatus::Cancelled => "cancelled",
    }
}

const STATUSES: [ActionStatus; 6] = [
    ActionStatus::Planned,
    ActionStatus::UnderWay,
    ActionStatus::Stuck,
    ActionStatus::Done,
    ActionStatus::Stopped,
    ActionStatus::Cancelled,
];
