//! What can happen to an action (P3, P4).

use crate::ids::{ReasonId, SheetId};
use crate::time::{Date, Timestamp};
use core::fmt;
use serde::{Deserialize, Serialize};

/// The longest title of an action of one's own, in characters.
pub const TITLE_MAX_CHARS: usize = 80;

/// Open actions of one's own at a time. More would hide the one thing to do now.
pub const MAX_OPEN_OWN_ACTIONS: usize = 20;

/// Where an action stands, in the person's words (content, `statuses`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActionStatus {
    /// "Prévue".
    Planned,
    /// "En cours".
    UnderWay,
    /// "Ça bloque".
    Stuck,
    /// "Faite".
    Done,
    /// "J'arrête cette action".
    Stopped,
    /// "Annulée par le service". Only staff can.
    Cancelled,
}

impl ActionStatus {
    /// Whether something can still be done about it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::UnderWay | Self::Stuck)
    }
}

/// Whether the person may move their action between two states. Every move of theirs can be undone by another, so
/// only what the service decided is out of reach.
pub fn may_person_change(from: ActionStatus, to: ActionStatus) -> bool {
    from != to && from != ActionStatus::Cancelled && to != ActionStatus::Cancelled
}

/// Who brought an action up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActionSource {
    /// The portal, from the answers.
    Suggested,
    /// The person.
    Own,
    /// A référent: the person may want to discuss it (P5).
    Referent,
}

/// What an action is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    /// A sheet of the content.
    Sheet(SheetId),
    /// Something in the person's own words.
    Own(ActionTitle),
}

impl Aim {
    /// The sheet, when there is one.
    pub const fn sheet(&self) -> Option<&SheetId> {
        match self {
            Self::Sheet(sheet) => Some(sheet),
            Self::Own(_) => None,
        }
    }
}

/// The title of an action of one's own: 1 to [`TITLE_MAX_CHARS`] characters on one line, without spaces around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionTitle(String);

/// Why a text is not an [`ActionTitle`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleProblem {
    Empty,
    TooLong,
}

impl ActionTitle {
    /// Spaces around it are dropped; line feeds and other control characters become spaces.
    ///
    /// # Errors
    /// [`TitleProblem`] when nothing or too much is left.
    pub fn new(text: &str) -> Result<Self, TitleProblem> {
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let line = line.trim();
        match line.chars().count() {
            0 => Err(TitleProblem::Empty),
            n if n > TITLE_MAX_CHARS => Err(TitleProblem::TooLong),
            _ => Ok(Self(line.to_owned())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::str::FromStr for ActionTitle {
    type Err = TitleProblem;
    fn from_str(text: &str) -> Result<Self, TitleProblem> {
        Self::new(text)
    }
}

impl fmt::Display for ActionTitle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// When the person wants to be reminded of a dated action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Reminder {
    SameDay,
    DayBefore,
    WeekBefore,
}

impl Reminder {
    pub const ALL: &'static [Self] = &[Self::SameDay, Self::DayBefore, Self::WeekBefore];

    /// Days between the reminder and the day of the action.
    pub const fn days_before(self) -> u8 {
        match self {
            Self::SameDay => 0,
            Self::DayBefore => 1,
            Self::WeekBefore => 7,
        }
    }
}

/// How an action stands at one moment: everything that a change can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionState {
    pub status: ActionStatus,
    /// Why it is stuck, when the person says; only with [`ActionStatus::Stuck`].
    pub reason: Option<ReasonId>,
    /// The day by which it should be done. Nothing is late after it.
    pub due: Option<Date>,
    /// An instant; the venue says its time of day.
    pub appointment_at: Option<Timestamp>,
    /// Only with a day or an appointment.
    pub reminder: Option<Reminder>,
    /// The choice itself was taken back: the action is neither shown nor open, and its history stays.
    pub is_withdrawn: bool,
}

impl ActionState {
    /// An action just chosen.
    pub const fn planned() -> Self {
        Self {
            status: ActionStatus::Planned,
            reason: None,
            due: None,
            appointment_at: None,
            reminder: None,
            is_withdrawn: false,
        }
    }

    pub const fn is_open(&self) -> bool {
        self.status.is_open() && !self.is_withdrawn
    }

    /// What the person says about it: a status and, with "Ça bloque", perhaps a reason. `None` when the rules refuse.
    pub fn said(&self, status: ActionStatus, reason: Option<ReasonId>) -> Option<Self> {
        let is_same_stuck = self.status == ActionStatus::Stuck && status == ActionStatus::Stuck;
        let may = may_person_change(self.status, status) || (is_same_stuck && reason != self.reason);
        let fits = reason.is_none() || status == ActionStatus::Stuck;
        (may && fits && !self.is_withdrawn).then(|| Self { status, reason, ..self.clone() })
    }

    /// Other dates. `None` when nothing changes, when a reminder has nothing to remind of, or when the action is over.
    pub fn dated(
        &self,
        due: Option<Date>,
        appointment_at: Option<Timestamp>,
        reminder: Option<Reminder>,
    ) -> Option<Self> {
        let next = Self { due, appointment_at, reminder, ..self.clone() };
        let has_date = due.is_some() || appointment_at.is_some();
        (self.is_open() && next != *self && (has_date || reminder.is_none())).then_some(next)
    }
}

/// The state that undoing the last change brings back; `states` are those after each change, oldest first.
///
/// The inverse is itself a change that is added to the history, so undoing twice brings back what was undone. Undoing
/// the very choice withdraws the action. `None` without history.
pub fn undo(states: &[ActionState]) -> Option<ActionState> {
    match states {
        [] => None,
        [chosen] => Some(ActionState { is_withdrawn: !chosen.is_withdrawn, ..chosen.clone() }),
        [.., before, _] => Some(before.clone()),
    }
}
