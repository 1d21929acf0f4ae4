//! The day of a forum, cut into half-hours.

use crate::time::Timestamp;
use crate::workshops::Span;

/// Fewest and most minutes between two times to come in.
pub const MIN_SLOT_MIN: u16 = 5;
pub const MAX_SLOT_MIN: u16 = 240;

/// Most places of one half-hour.
pub const MAX_PLACES: u32 = 10_000;

/// Longest name of a forum, in characters.
pub const NAME_MAX_CHARS: usize = 80;

/// Most half-hours of a day: a day and a bit in steps of five minutes would be no list that anyone reads.
const MAX_ENTRIES: i64 = 100;

/// The day of a forum: from opening to closing, one length for all half-hours, the same places in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForumDay {
    pub span: Span,
    pub slot_min: u16,
    /// In each half-hour, the kept ones included.
    pub n_places: u32,
    /// Per cent of the places that are kept for people without a ticket.
    pub kept_percent: u8,
}

/// Why a forum cannot be as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForumProblem {
    /// Closing comes before opening, or there would be more than 100 half-hours, or less than one.
    Hours,
    /// Outside 5 to 240 minutes.
    SlotLength,
    /// Outside 1 to 10,000 places, or all of them are kept.
    Places,
    /// It would begin in the past.
    Past,
}

/// Whether a forum can be like this.
///
/// # Errors
/// The first problem.
pub fn check_forum(day: &ForumDay, now: Timestamp) -> Result<(), ForumProblem> {
    if !(MIN_SLOT_MIN..=MAX_SLOT_MIN).contains(&day.slot_min) {
        return Err(ForumProblem::SlotLength);
    }
    let slot_ms = i64::from(day.slot_min) * 60_000;
    if !(1..=MAX_ENTRIES).contains(&((day.span.to.as_ms() - day.span.from.as_ms()) / slot_ms)) {
        return Err(ForumProblem::Hours);
    }
    let is_right =
        (1..=MAX_PLACES).contains(&day.n_places) && n_kept(day.n_places, day.kept_percent) < day.n_places;
    if !is_right {
        return Err(ForumProblem::Places);
    }
    if day.span.from <= now { Err(ForumProblem::Past) } else { Ok(()) }
}

/// Places of a half-hour that no ticket takes: rounded up, so that who comes without one finds what was promised.
pub fn n_kept(n_places: u32, kept_percent: u8) -> u32 {
    u32::try_from((u64::from(n_places) * u64::from(kept_percent)).div_ceil(100)).unwrap_or(u32::MAX)
}

/// The half-hours of a day, in order; what is left at the end and is no whole one belongs to the last.
pub fn entries(day: &ForumDay) -> Vec<Span> {
    let slot_s = i64::from(day.slot_min) * 60;
    let mut entries = Vec::new();
    let mut from = day.span.from;
    while from.plus_s(slot_s) <= day.span.to {
        entries.push(Span { from, to: from.plus_s(slot_s) });
        from = from.plus_s(slot_s);
    }
    if let Some(last) = entries.last_mut() {
        last.to = day.span.to;
    }
    entries
}

/// The name of a forum or of a kiosk: 1 to 80 characters on one line, without spaces around it. `None` when it is not.
pub fn read_name(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_plain = !text.chars().any(char::is_control);
    (is_plain && (1..=NAME_MAX_CHARS).contains(&text.chars().count())).then_some(text)
}
