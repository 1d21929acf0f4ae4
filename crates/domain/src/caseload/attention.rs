//! Why someone stands where they stand in the list.

use crate::ids::PersonId;
use crate::time::Timestamp;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// What calls for attention, the first of them first. It is about what waits for the référent, not about how someone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Attention {
    /// A meeting to which the person cannot come: it has a date, so it comes first.
    CannotCome,
    /// An action that the person calls stuck.
    Stuck,
    /// An open wish to talk.
    Talk,
    /// Something to be discussed that has no reply.
    Discuss,
    /// Nothing was heard from them for long.
    Silent,
}

/// What is known of someone for the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Meetings to which they cannot come, neither moved nor called off.
    pub n_cannot_come: u64,
    pub n_stuck_actions: u64,
    pub n_talk_requests: u64,
    /// Without a reply.
    pub n_disputes: u64,
    /// When they last signed in, did or said something, or were met; when they were added, if never.
    pub heard_at: Timestamp,
}

/// Whoever was last heard from at this instant or before is silent.
pub const fn silent_before(now: Timestamp, silent_after_weeks: u32) -> Timestamp {
    now.plus_s(-(silent_after_weeks as i64) * 7 * 86_400)
}

impl Standing {
    /// What waits, whether or not there is silence.
    pub const fn waiting(&self) -> Option<Attention> {
        if self.n_cannot_come > 0 {
            Some(Attention::CannotCome)
        } else if self.n_stuck_actions > 0 {
            Some(Attention::Stuck)
        } else if self.n_talk_requests > 0 {
            Some(Attention::Talk)
        } else if self.n_disputes > 0 {
            Some(Attention::Discuss)
        } else {
            None
        }
    }

    /// The one reason that is said. `None`: nothing calls for attention.
    pub fn attention(&self, silent_before: Timestamp) -> Option<Attention> {
        let silent = (self.heard_at <= silent_before).then_some(Attention::Silent);
        self.waiting().or(silent)
    }
}

/// A place in the list: what waits first, by name; then silence, the longest first; then the others, by name. It names nobody
/// but by their id, so it can stand in an address; what has changed meanwhile moves nobody over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub attention: Option<Attention>,
    pub heard_at: Timestamp,
    pub id: PersonId,
}

/// A text that is no [`Turn`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TurnError;

const WORDS: [(Option<Attention>, &str); 6] = [
    (Some(Attention::CannotCome), "cannot-come"),
    (Some(Attention::Stuck), "stuck"),
    (Some(Attention::Talk), "talk"),
    (Some(Attention::Discuss), "discuss"),
    (Some(Attention::Silent), "silent"),
    (None, "rest"),
];

impl fmt::Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word =
            WORDS.iter().find(|(attention, _)| *attention == self.attention).map_or("rest", |found| found.1);
        write!(f, "{word}.{}.{}", self.heard_at.as_ms(), self.id)
    }
}

impl FromStr for Turn {
    type Err = TurnError;

    fn from_str(text: &str) -> Result<Self, TurnError> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(TurnError);
        let (word, heard_at, id) = (part()?, part()?, part()?);
        let (attention, _) = WORDS.iter().find(|(_, known)| *known == word).ok_or(TurnError)?;
        let heard_at = Timestamp(heard_at.parse().map_err(|_| TurnError)?);
        let id = PersonId::new(id).map_err(|_| TurnError)?;
        Ok(Self { attention: *attention, heard_at, id })
    }
}

/// Every reason in the order of the list, and none at the end.
#[cfg(test)]
pub(super) fn all() -> [Option<Attention>; 6] {
    WORDS.map(|(attention, _)| attention)
}
