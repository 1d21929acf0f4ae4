//! A slot: one workshop at one venue at one time, with so many places.

use crate::ids::{SlotId, WorkshopId};
use crate::time::{Date, TimeOfDay, Timestamp};
use serde::{Deserialize, Serialize};

/// Fewest and most minutes of a slot.
pub const MIN_DURATION_MIN: u16 = 5;
pub const MAX_DURATION_MIN: u16 = 600;

/// Most places of a slot.
pub const MAX_CAPACITY: u32 = 1000;

/// Longest message about a cancelled slot, in characters.
pub const MESSAGE_MAX_CHARS: usize = 300;

/// The time that something takes: from an instant to a later one, which no longer belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Span {
    /// Whether nobody can be at both. One may end when the other begins.
    pub fn clashes(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Whether a slot can be seen and booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SlotState {
    /// Only staff see it.
    Draft,
    Published,
    /// Those who had a place see it, with a message.
    Cancelled,
}

/// How much something is needed before a workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Need {
    /// Without it the workshop is of no use.
    Needed,
    /// It helps.
    Wished,
}

/// A slot, as far as the rules need to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotFact {
    pub id: SlotId,
    pub workshop: WorkshopId,
    pub span: Span,
    pub state: SlotState,
    /// Places that anyone may take now: none while someone is waiting.
    pub n_free: u32,
}

/// Why a slot cannot be as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotProblem {
    /// Outside 5 minutes to 10 hours.
    Duration,
    /// Outside 1 to 1,000.
    Capacity,
    /// It would begin in the past.
    Past,
}

/// Whether a slot can be like this.
///
/// # Errors
/// The first problem.
pub fn check_slot(span: Span, capacity: u32, now: Timestamp) -> Result<(), SlotProblem> {
    let minutes = (span.to.as_ms() - span.from.as_ms()) / 60_000;
    if !(i64::from(MIN_DURATION_MIN)..=i64::from(MAX_DURATION_MIN)).contains(&minutes) {
        return Err(SlotProblem::Duration);
    }
    if !(1..=MAX_CAPACITY).contains(&capacity) {
        return Err(SlotProblem::Capacity);
    }
    if span.from <= now { Err(SlotProblem::Past) } else { Ok(()) }
}

/// Whether children are at school all the while, with half an hour to bring and to fetch them: Monday, Tuesday, Thursday
/// or Friday from 9:00 to 16:00 on the venue's clock. Holidays differ by academy and are not known here.
///
/// The usual week has four days (Code de l'éducation, D. 521-12).
pub fn is_in_school_hours(day: Date, from: TimeOfDay, duration_min: u16) -> bool {
    // 1970-01-01 was a Thursday; Monday is 0.
    let weekday = (day.days_since_1970() + 3).rem_euclid(7);
    let from_min = u16::from(from.hour()) * 60 + u16::from(from.minute());
    matches!(weekday, 0 | 1 | 3 | 4) && from_min >= 9 * 60 && from_min.saturating_add(duration_min) <= 16 * 60
}

/// A message to those who had a place: 1 to 300 characters, without spaces around it. `None` when it is not.
pub fn read_message(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_plain = !text.chars().any(|c| c.is_control() && c != '\n');
    (is_plain && (1..=MESSAGE_MAX_CHARS).contains(&text.chars().count())).then_some(text)
}
