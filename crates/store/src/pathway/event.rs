//! What happened to an action: who changed it, when, and how it stood afterwards.

use super::action::{Action, read_state};
use crate::row::{Found, Row, Words, as_bigint, words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{ActionId, PersonId, StaffId};
use domain::pathway::ActionState;
use domain::time::Timestamp;

/// What kind of change it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// Known from before the history, or imported.
    Recorded,
    Added,
    /// The person said where it stands.
    Said,
    Dated,
    /// The change before was taken back.
    Undone,
}

words! { EventKind { Recorded = "recorded", Added = "added", Said = "said", Dated = "dated", Undone = "undone" } }

/// Who made a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    Person,
    Staff(StaffId),
    Service,
}

/// A change, before it is known what it does to the action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub kind: EventKind,
    pub actor: Actor,
    pub at: Timestamp,
}

impl Change {
    pub const fn by_person(kind: EventKind, at: Timestamp) -> Self {
        Self { kind, actor: Actor::Person, at }
    }

    pub const fn by_service(kind: EventKind, at: Timestamp) -> Self {
        Self { kind, actor: Actor::Service, at }
    }
}

/// A change with its effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionEvent {
    pub action_id: ActionId,
    /// The version of the action that it made.
    pub version: u64,
    pub change: Change,
    /// How the action stood afterwards.
    pub state: ActionState,
}

impl Tx {
    /// Notes that `change` has made `action` what it is now.
    ///
    /// # Errors
    /// [`Error::Conflict`] when this version has a change already.
    pub(crate) async fn insert_action_event(
        &mut self,
        action: &Action,
        change: &Change,
    ) -> Result<(), Error> {
        let (actor, staff_id) = match &change.actor {
            Actor::Person => ("person", None),
            Actor::Staff(id) => ("staff", Some(id.as_str())),
            Actor::Service => ("service", None),
        };
        let state = &action.state;
        let statement = query(
            "INSERT INTO action_event (action_id, version, kind, actor, staff_id, at, status, reason, due_on,
                                       appointment_at, reminder, is_withdrawn)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(action.id.as_str())
        .bind(as_bigint(action.version))
        .bind(change.kind.as_word())
        .bind(actor)
        .bind(staff_id)
        .bind(change.at.as_ms())
        .bind(state.status.as_word())
        .bind(state.reason.as_ref().map(|reason| reason.to_string()))
        .bind(state.due.map(|day| day.to_string()))
        .bind(state.appointment_at.map(Timestamp::as_ms))
        .bind(state.reminder.map(Words::as_word))
        .bind(i64::from(state.is_withdrawn));
        self.execute(statement).await.map(|_| ())
    }

    /// The history of every action of a person, each in the order of its versions.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_action_events(&mut self, person_id: &PersonId) -> Result<Vec<ActionEvent>, Error> {
        let statement = query(
            "SELECT e.action_id, e.version, e.kind, e.actor, e.staff_id, e.at, e.status, e.reason, e.due_on,
                    e.appointment_at, e.reminder, e.is_withdrawn
             FROM action a JOIN action_event e ON e.action_id = a.id
             WHERE a.person_id = $1 ORDER BY e.action_id, e.version",
        );
        self.fetch_all(statement.bind(person_id.as_str())).await?.iter().map(read_event).collect()
    }
}

fn read_event(row: &Row) -> Result<ActionEvent, Error> {
    let found = Found::new(row, "action_event", "action_id");
    let actor = match found.text("actor")?.as_str() {
        "person" => Actor::Person,
        "staff" => Actor::Staff(found.parsed("staff_id")?),
        "service" => Actor::Service,
        _ => return Err(found.inconsistent("actor")),
    };
    Ok(ActionEvent {
        action_id: found.parsed("action_id")?,
        version: found.count("version")?,
        change: Change { kind: found.parsed("kind")?, actor, at: found.instant("at")? },
        state: read_state(&found)?,
    })
}
