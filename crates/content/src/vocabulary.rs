//! The words of content files for the values of the rules.

use crate::text::Vocabulary;
use domain::pathway::{Milestone, SheetKind, Who};
use domain::questionnaire::{Level, Role, Sensitivity, Sharing};
use domain::workshops::{Need, Zone};

/// The pictograms that a subject may have.
pub fn icons() -> Vec<&'static str> {
    Icon::WORDS.iter().map(|(word, _)| *word).collect()
}

/// How careful a subject may be treated.
pub fn sensitivities() -> Vec<&'static str> {
    Sensitivity::WORDS.iter().map(|(word, _)| *word).collect()
}

macro_rules! vocabulary {
    ($($type:ty, $what:literal, steers rules: $steers:literal: $($word:literal => $value:expr),+;)+) => {$(
        impl Vocabulary for $type {
            const WHAT: &'static str = $what;
            const STEERS_RULES: bool = $steers;
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, $value)),+];
        }
    )+};
}

/// A kind of question, before its settings are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KindWord {
    One,
    Several,
    Guided,
    Date,
    Text,
    /// Could not be read, which is reported.
    Lost,
}

/// One of the three answers that questions share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SharedWord {
    Unknown,
    Skip,
    Talk,
}

impl SharedWord {
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Skip => "skip",
            Self::Talk => "talk",
        }
    }

    pub const fn role(self) -> Role {
        match self {
            Self::Unknown => Role::Unknown,
            Self::Skip => Role::Skip,
            Self::Talk => Role::Talk,
        }
    }
}

/// A pictogram: a Lucide name that the icon sprite holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Icon(pub &'static str);

vocabulary! {
    Sensitivity, "a sensitivity", steers rules: true:
        "normal" => Self::Normal, "delicate" => Self::Delicate, "sensitive" => Self::Sensitive;
    SharedWord, "a shared option", steers rules: true:
        "unknown" => Self::Unknown, "skip" => Self::Skip, "talk" => Self::Talk;
    Role, "a role", steers rules: true: "talk" => Self::Talk, "unknown" => Self::Unknown, "skip" => Self::Skip;
    Level, "a level", steers rules: true:
        "fine" => Self::Fine, "hard" => Self::Hard, "blocked" => Self::Blocked, "unsaid" => Self::Unsaid;
    Sharing, "a way of sharing", steers rules: true:
        "referent" => Self::Referent, "team" => Self::Team, "me" => Self::Me;
    Who, "someone who does a step", steers rules: false:
        "me" => Self::Me, "together" => Self::Together, "referent" => Self::Referent,
        "department" => Self::Department;
    SheetKind, "a kind of action sheet", steers rules: false:
        "money" => Self::Money, "support" => Self::Support, "material" => Self::Material,
        "workshop" => Self::Workshop, "training" => Self::Training, "information" => Self::Information;
    Need, "how much something is needed", steers rules: false:
        "needed" => Self::Needed, "wished" => Self::Wished;
    Icon, "a known icon", steers rules: false:
        "bus" => Self("bus"), "house" => Self("house"), "heart-pulse" => Self("heart-pulse"),
        "baby" => Self("baby"), "smartphone" => Self("smartphone"), "book-open-text" => Self("book-open-text"),
        "wallet" => Self("wallet"), "file-text" => Self("file-text"), "briefcase" => Self("briefcase"),
        "search" => Self("search"), "users-round" => Self("users-round"), "clock" => Self("clock"),
        "hammer" => Self("hammer"), "heart-handshake" => Self("heart-handshake"), "id-card" => Self("id-card");
}

impl Vocabulary for KindWord {
    const WHAT: &'static str = "a kind of question";
    const STEERS_RULES: bool = true;
    const LOST: Self = Self::Lost;
    const WORDS: &'static [(&'static str, Self)] = &[
        ("one", Self::One),
        ("several", Self::Several),
        ("guided", Self::Guided),
        ("date", Self::Date),
        ("text", Self::Text),
    ];
}

impl Vocabulary for Zone {
    const WHAT: &'static str = "the zone of a clock";
    const STEERS_RULES: bool = false;
    const WORDS: &'static [(&'static str, Self)] = &{
        let mut words = [("", Self::Paris); Self::ALL.len()];
        let mut i = 0;
        while i < words.len() {
            words[i] = (Self::ALL[i].as_str(), Self::ALL[i]);
            i += 1;
        }
        words
    };
}

impl Vocabulary for Milestone {
    const WHAT: &'static str = "a known milestone";
    const STEERS_RULES: bool = false;
    const WORDS: &'static [(&'static str, Self)] = &{
        let mut words = [("", Self::Invited); Self::ALL.len()];
        let mut i = 0;
        while i < words.len() {
            words[i] = (Self::ALL[i].as_str(), Self::ALL[i]);
            i += 1;
        }
        words
    };
}
