//! "Pas maintenant": suggestions that the person has put aside.

use crate::questionnaire::{Reason, Suggestion};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How long a suggestion stays away by itself.
pub const ASIDE_DAYS: i64 = 90;

/// A suggestion as it was when the person put it aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    pub at: Timestamp,
    /// Why it was suggested then.
    pub reasons: Vec<Reason>,
}

/// Whether a suggestion stays away: less than [`ASIDE_DAYS`] have gone by and every reason for it is one that the person
/// had already seen. Newer answers that give a new reason bring it back at once.
pub fn is_put_aside(aside: &Aside, suggestion: &Suggestion, now: Timestamp) -> bool {
    let is_recent = now < aside.at.plus_s(ASIDE_DAYS * 86_400);
    is_recent && suggestion.reasons.iter().all(|reason| aside.reasons.contains(reason))
}
