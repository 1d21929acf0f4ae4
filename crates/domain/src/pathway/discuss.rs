//! "Je ne suis pas d'accord / à discuter" (P5), and what of an action the référent is told.

use crate::ids::SubjectId;
use crate::pathway::{ActionSheet, ActionSource};
use std::collections::BTreeSet;

/// The longest reply to something that the person wants to discuss, in characters.
pub const REPLY_MAX_CHARS: usize = 600;

/// A reply: 1 to [`REPLY_MAX_CHARS`] characters; spaces around it are dropped. `None` when nothing or too much is left.
pub fn read_reply(text: &str) -> Option<&str> {
    let text = text.trim();
    (1..=REPLY_MAX_CHARS).contains(&text.chars().count()).then_some(text)
}

/// Whether the person can say of an action that it is to be discussed: only of what a référent brought. What one chose
/// oneself, one stops.
pub const fn may_dispute(source: ActionSource) -> bool {
    matches!(source, ActionSource::Referent)
}

/// Whether the référent is told what an action is about, or only that there is one.
///
/// A sheet's title can tell an answer that the person keeps for themselves ("Un sujet gardé pour soi est absent de tout
/// résumé", rule 4 of the product), so a sheet of a private subject, or one that is sensitive by itself, stays unnamed.
/// What the référent brought they know; an own action is written on a screen that says who reads it.
pub fn is_told(
    source: ActionSource,
    sheet: Option<&ActionSheet>,
    kept_private: &BTreeSet<SubjectId>,
) -> bool {
    let Some(sheet) = sheet.filter(|_| source != ActionSource::Referent) else { return true };
    !sheet.sensitive && sheet.subjects.iter().all(|subject| !kept_private.contains(subject))
}
