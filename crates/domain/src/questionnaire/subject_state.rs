//! Where a person stands with a subject (Q12).

use crate::ids::SubjectId;
use crate::questionnaire::{Answers, Level};
use serde::{Deserialize, Serialize};

/// Where a person stands with a subject. "Not discussed" is a state of its own: it is never shown, counted or printed as
/// "no problem".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SubjectState {
    /// No level was given: nobody knows.
    NotDiscussed,
    /// "Je préfère ne pas répondre": the person has spoken, and said that they keep silent.
    Unsaid,
    /// "Ça va": a strength.
    Fine,
    /// "C'est difficile, mais j'avance".
    Hard,
    /// "Ça me bloque".
    Blocked,
}

impl SubjectState {
    /// Whether the person said that it is difficult; only then are the subject's own questions asked.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Hard | Self::Blocked)
    }

    /// Whether the person said that it goes well. Silence is no strength.
    pub const fn is_strength(self) -> bool {
        matches!(self, Self::Fine)
    }

    /// The level that was given, whose words are the content's; `None` when it was not discussed.
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::NotDiscussed => None,
            Self::Unsaid => Some(Level::Unsaid),
            Self::Fine => Some(Level::Fine),
            Self::Hard => Some(Level::Hard),
            Self::Blocked => Some(Level::Blocked),
        }
    }
}

impl From<Option<Level>> for SubjectState {
    fn from(level: Option<Level>) -> Self {
        match level {
            None => Self::NotDiscussed,
            Some(Level::Unsaid) => Self::Unsaid,
            Some(Level::Fine) => Self::Fine,
            Some(Level::Hard) => Self::Hard,
            Some(Level::Blocked) => Self::Blocked,
        }
    }
}

impl Answers {
    /// Where these answers stand with a subject.
    pub fn state(&self, subject: &SubjectId) -> SubjectState {
        self.level(subject).into()
    }
}
