//! The actions of a person.

use super::event::{Actor, Change, EventKind};
use crate::row::{Found, Row, Words, as_bigint, word_table};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{ActionId, PersonId, SheetId, StaffId};
use domain::pathway::{ActionSource, ActionState, ActionStatus, Aim, Reminder};
use domain::time::{Date, Timestamp};

word_table! { ActionSource { Suggested = "suggested", Own = "own", Referent = "referent" } }
word_table! { Reminder { SameDay = "same-day", DayBefore = "day-before", WeekBefore = "week-before" } }
// The words that the schema's index on open actions knows too.
word_table! {
    ActionStatus {
        Planned = "planned", UnderWay = "under-way", Stuck = "stuck", Done = "done", Stopped = "stopped",
        Cancelled = "cancelled",
    }
}

/// An action of a person. `Debug` shows the id only: a title may be in the person's own words.
#[derive(Clone, PartialEq, Eq)]
pub struct Action {
    pub id: ActionId,
    pub aim: Aim,
    pub source: ActionSource,
    /// With [`ActionSource::Referent`]: who.
    pub brought_by: Option<StaffId>,
    pub state: ActionState,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// 1, then one more at each change.
    pub version: u64,
}

impl Action {
    /// An action as it is when it has just been chosen.
    pub const fn chosen(id: ActionId, aim: Aim, source: ActionSource, now: Timestamp) -> Self {
        Self {
            id,
            aim,
            source,
            brought_by: None,
            state: ActionState::planned(),
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }
}

impl core::fmt::Debug for Action {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Action({}, {:?}, version {})", self.id, self.state.status, self.version)
    }
}

/// What became of a choice.
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
    /// Adds an action that `change.actor` chose, unless an action of its sheet is open. `action` is at version 1.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist or the id is in use.
    pub async fn add_action(
        &mut self,
        person_id: &PersonId,
        action: Action,
        change: &Change,
    ) -> Result<Added, Error> {
        if self.insert_row(person_id, &action).await? {
            self.insert_action_event(&action, change).await?;
            self.note_change(person_id, change).await?;
            return Ok(Added::Added(action));
        }
        let conflict = Error::Conflict { constraint: crate::Constraint::OpenAction };
        let sheet = action.aim.sheet().ok_or(conflict.clone())?;
        self.find_open_action(person_id, sheet).await?.map(Added::AlreadyOpen).ok_or(conflict)
    }

    /// An action in any state, as imported and demonstration data need it; its history begins here. `false` when it is
    /// open and another of its sheet is too; then nothing is written.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist or the id is in use.
    pub async fn insert_action(&mut self, person_id: &PersonId, action: &Action) -> Result<bool, Error> {
        let is_new = self.insert_row(person_id, action).await?;
        if is_new {
            let change = Change::by_service(EventKind::Recorded, action.updated_at);
            self.insert_action_event(action, &change).await?;
            self.note_change(person_id, &change).await?;
        }
        Ok(is_new)
    }

    async fn insert_row(&mut self, person_id: &PersonId, action: &Action) -> Result<bool, Error> {
        let (sheet, title) = match &action.aim {
            Aim::Sheet(sheet) => (Some(sheet.as_str()), None),
            Aim::Own(title) => (None, Some(title.as_str())),
        };
        let state = &action.state;
        let statement = query(
            "INSERT INTO action (id, person_id, sheet, title, status, reason, due_on, appointment_at, reminder,
                                 is_withdrawn, source, brought_by, created_at, updated_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             ON CONFLICT (person_id, sheet)
                 WHERE status IN ('planned', 'under-way', 'stuck') AND is_withdrawn = 0 DO NOTHING",
        )
        .bind(action.id.as_str())
        .bind(person_id.as_str())
        .bind(sheet)
        .bind(title)
        .bind(state.status.as_word())
        .bind(state.reason.as_ref().map(|reason| reason.to_string()))
        .bind(state.due.map(|day| day.to_string()))
        .bind(state.appointment_at.map(Timestamp::as_ms))
        .bind(state.reminder.map(Words::as_word))
        .bind(i64::from(state.is_withdrawn))
        .bind(action.source.as_word())
        .bind(action.brought_by.as_ref().map(StaffId::as_str))
        .bind(action.created_at.as_ms())
        .bind(action.updated_at.as_ms())
        .bind(as_bigint(action.version));
        Ok(self.execute(statement).await? == 1)
    }

    /// Brings an action into another state, if its version is still `expected_version`, and adds the change to its
    /// history. Whether the state may follow is a matter of [`domain::pathway::ActionState`].
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn change_action(
        &mut self,
        person_id: &PersonId,
        id: &ActionId,
        expected_version: u64,
        state: &ActionState,
        change: &Change,
    ) -> Result<Updated, Error> {
        let statement = query(
            "UPDATE action SET status = $3, reason = $4, due_on = $5, appointment_at = $6, reminder = $7,
                               is_withdrawn = $8, updated_at = $9, version = version + 1
             WHERE id = $1 AND person_id = $2 AND version = $10
               AND ($11 = 0 OR NOT EXISTS (
                   SELECT 1 FROM action other
                   WHERE other.person_id = action.person_id AND other.sheet = action.sheet AND other.id <> action.id
                     AND other.status IN ('planned', 'under-way', 'stuck') AND other.is_withdrawn = 0))",
        )
        .bind(id.as_str())
        .bind(person_id.as_str())
        .bind(state.status.as_word())
        .bind(state.reason.as_ref().map(|reason| reason.to_string()))
        .bind(state.due.map(|day| day.to_string()))
        .bind(state.appointment_at.map(Timestamp::as_ms))
        .bind(state.reminder.map(Words::as_word))
        .bind(i64::from(state.is_withdrawn))
        .bind(change.at.as_ms())
        .bind(as_bigint(expected_version))
        .bind(i64::from(state.is_open()));
        let is_changed = self.execute(statement).await? == 1;
        let Some(action) = self.find_action(person_id, id).await? else { return Ok(Updated::NotFound) };
        if is_changed {
            self.insert_action_event(&action, change).await?;
            self.note_change(person_id, change).await?;
            return Ok(Updated::Updated(action));
        }
        if action.version != expected_version {
            return Ok(Updated::Stale(action));
        }
        let Some(sheet) = action.aim.sheet() else { return Ok(Updated::Stale(action)) };
        let other = self.find_open_action(person_id, sheet).await?;
        Ok(other.map_or(Updated::Stale(action), Updated::AlreadyOpen))
    }

    /// What the person does themselves was heard from them.
    async fn note_change(&mut self, person_id: &PersonId, change: &Change) -> Result<(), Error> {
        match change.actor {
            Actor::Person => self.hear_from(person_id, change.at).await,
            Actor::Staff(_) | Actor::Service => self.recount_attention(person_id).await,
        }
    }

    /// The actions of a person in the order they were chosen, whatever became of them; not those that were withdrawn.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_actions(&mut self, person_id: &PersonId) -> Result<Vec<Action>, Error> {
        let statement = query(
            "SELECT id, sheet, title, status, reason, due_on, appointment_at, reminder, is_withdrawn, source,
                    brought_by, created_at, updated_at, version
             FROM action WHERE person_id = $1 AND is_withdrawn = 0 ORDER BY created_at, id",
        );
        self.fetch_all(statement.bind(person_id.as_str())).await?.iter().map(read_action).collect()
    }

    /// One action of a person, withdrawn or not; another person's id finds nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_action(
        &mut self,
        person_id: &PersonId,
        id: &ActionId,
    ) -> Result<Option<Action>, Error> {
        let statement = query(
            "SELECT id, sheet, title, status, reason, due_on, appointment_at, reminder, is_withdrawn, source,
                    brought_by, created_at, updated_at, version
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
            "SELECT id, sheet, title, status, reason, due_on, appointment_at, reminder, is_withdrawn, source,
                    brought_by, created_at, updated_at, version
             FROM action WHERE person_id = $1 AND sheet = $2
               AND status IN ('planned', 'under-way', 'stuck') AND is_withdrawn = 0",
        );
        let row = self.fetch_optional(statement.bind(person_id.as_str()).bind(sheet.as_str())).await?;
        row.as_ref().map(read_action).transpose()
    }
}

fn read_action(row: &Row) -> Result<Action, Error> {
    let found = Found::new(row, "action", "id");
    let aim = match found.parsed_or_none("sheet")? {
        Some(sheet) => Aim::Sheet(sheet),
        None => Aim::Own(found.parsed("title")?),
    };
    Ok(Action {
        id: found.parsed("id")?,
        aim,
        source: found.word("source")?,
        brought_by: found.parsed_or_none("brought_by")?,
        state: read_state(&found)?,
        created_at: found.instant("created_at")?,
        updated_at: found.instant("updated_at")?,
        version: found.count("version")?,
    })
}

/// The columns that an action and each change of it have in common.
pub(super) fn read_state(found: &Found<'_>) -> Result<ActionState, Error> {
    Ok(ActionState {
        status: found.word("status")?,
        reason: found.parsed_or_none("reason")?,
        due: found.parsed_or_none::<Date>("due_on")?,
        appointment_at: found.instant_or_none("appointment_at")?,
        reminder: found.word_or_none("reminder")?,
        is_withdrawn: found.count("is_withdrawn")? == 1,
    })
}
