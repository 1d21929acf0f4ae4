//! The month (W10 to W13): preparation days in groups that turn through workshops, then talks with companies.
//!
//! A preparation day and a talk with a company are slots: `workshops` counts their places. Here is what they ask besides.

mod admission;
mod company;
mod invitation;
mod rotation;
mod talks;

pub use admission::{MonthFact, Part};
pub use company::{COMPANY_JOBS_MAX, CompanyProblem, CompanySheet, EmploymentKind, check_company};
pub use invitation::{Invitation, after_asking, after_proposing};
pub use rotation::{Rotation, RotationProblem, Station, next_group, rotate};
pub use talks::talk_spans;

use crate::workshops::{SlotState, Span, check_slot, is_open};

/// Longest theme of a month, in characters.
pub const THEME_MAX_CHARS: usize = 80;

/// Most preparation days of a month.
pub const MAX_DAYS: usize = 8;

/// Most companies of a month.
pub const MAX_COMPANIES: usize = 80;

/// The id under which a preparation day stands among the workshops of the content.
pub const PREPARATION: &str = "preparation";

/// The id under which a talk with a company stands among the workshops of the content.
pub const TALK: &str = "talk";

/// Where a month stands. Its days and talks stand there with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MonthState {
    /// Only staff see it.
    Draft,
    Published,
    /// Those who had to do with it see it, with a message.
    Cancelled,
}

impl From<MonthState> for SlotState {
    fn from(state: MonthState) -> Self {
        match state {
            MonthState::Draft => Self::Draft,
            MonthState::Published => Self::Published,
            MonthState::Cancelled => Self::Cancelled,
        }
    }
}

/// A theme of 1 to 80 characters on one line, without spaces around it. `None` when it is not.
pub fn read_theme(text: &str) -> Option<&str> {
    read_line(text, THEME_MAX_CHARS)
}

/// Whether preparation days and a jobs dating make a month: one day at least, none before now, and the jobs dating
/// begins after the last day has ended.
pub fn are_dates_of_a_month(days: &[Span], dating: Span, now: crate::time::Timestamp) -> bool {
    let is_day = |day: &Span| check_slot(*day, 1, now).is_ok() && day.to <= dating.from;
    (1..=MAX_DAYS).contains(&days.len())
        && days.iter().all(is_day)
        && check_slot(dating, 1, now).is_ok()
        && is_open(dating, now)
}

/// 1 to `max` characters on one line, without spaces around them.
fn read_line(text: &str, max: usize) -> Option<&str> {
    let text = text.trim();
    let is_plain = !text.chars().any(char::is_control);
    (is_plain && (1..=max).contains(&text.chars().count())).then_some(text)
}

#[cfg(test)]
mod tests;
