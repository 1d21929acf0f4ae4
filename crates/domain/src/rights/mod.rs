//! What a person may ask about what is kept of them: that all of it be erased, that something be put right (S4; GDPR, articles
//! 16, 17 and 21). It is answered in words within a month, and an erasure that was agreed to can be seen coming.

use crate::time::{Date, Timestamp};
use crate::words::words;

/// The longest text of such a request and of its answer, in characters.
pub const WORDS_MAX_CHARS: usize = 1000;

/// From the answer to the erasure: time to read the answer, to take everything along, and to change one's mind.
const BEFORE_ERASURE_S: i64 = 7 * 24 * 3600;

words! {
    /// What is asked for.
    RightsKind {
        /// That everything be erased (article 17).
        Erase = "erase",
        /// That something be put right, or no longer be done with (articles 16 and 21).
        Contest = "contest",
    }
}

words! {
    /// What was answered.
    RightsOutcome {
        Granted = "granted",
        /// With a reason; the person may complain to the supervisory authority.
        Refused = "refused",
    }
}

/// Why words cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsProblem {
    Empty,
    TooLong,
}

/// What is asked for or answered, in words: 1 to [`WORDS_MAX_CHARS`] characters; spaces around them are dropped.
///
/// # Errors
/// [`WordsProblem`] when nothing or too much is left.
pub fn read_words(text: &str) -> Result<&str, WordsProblem> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(WordsProblem::Empty),
        1..=WORDS_MAX_CHARS => Ok(text),
        _ => Err(WordsProblem::TooLong),
    }
}

/// The last day for the answer to what was asked on `asked`: the same day of the next month, or its last when it has no such
/// day (GDPR, article 12.3; Regulation 1182/71, article 3.2 c). `None` outside the calendar.
pub fn answer_by(asked: Date) -> Option<Date> {
    let (year, month) =
        if asked.month() < 12 { (asked.year(), asked.month() + 1) } else { (asked.year() + 1, 1) };
    (1..=asked.day()).rev().find_map(|day| Date::new(year, month, day).ok())
}

/// When everything is erased after that was agreed to at `answered_at`.
pub const fn erased_at(answered_at: Timestamp) -> Timestamp {
    answered_at.plus_s(BEFORE_ERASURE_S)
}

/// Whether the person can still take back what they asked for: until there is an answer, and before an erasure that was
/// agreed to, at `erase_at`, begins.
pub fn may_take_back(outcome: Option<RightsOutcome>, erase_at: Option<Timestamp>, now: Timestamp) -> bool {
    match (outcome, erase_at) {
        (None, _) => true,
        (Some(_), Some(erase_at)) => now < erase_at,
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests;
