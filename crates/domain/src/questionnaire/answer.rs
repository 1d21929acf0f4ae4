//! What a person answers, and the name of each thing that can be answered.

use crate::ids::{NotAnId, OptionId, QuestionId, SubjectId, write_pieces};
use crate::questionnaire::{QuestionRef, StepMap};
use crate::time::Date;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// How a subject stands (Q2). A level is never a score: nothing adds or ranks levels of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Level {
    /// "Ça va".
    Fine,
    /// "C'est difficile, mais j'avance".
    Hard,
    /// "Ça me bloque".
    Blocked,
    /// "Je préfère ne pas répondre".
    Unsaid,
}

impl Level {
    /// Whether the subject's own questions are asked.
    pub const fn opens_subject(self) -> bool {
        matches!(self, Self::Hard | Self::Blocked)
    }
}

/// Who may read a subject's answers (Q7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Sharing {
    Referent,
    /// The référent and the people who follow the person, shown by name.
    Team,
    /// Nobody else.
    Me,
}

/// One answer. On the wire `{"choices": ["oui"]}`, `{"date": "2026-12-01"}` and so on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Answer {
    /// Chosen options, in any order, without repeats.
    Choices(Vec<OptionId>),
    /// Codes chosen from a guided list.
    Entries(Vec<String>),
    Text(String),
    Date(Date),
    Level(Level),
    Sharing(Sharing),
}

impl Answer {
    /// The chosen options; empty for the other kinds.
    pub fn choices(&self) -> &[OptionId] {
        match self {
            Self::Choices(options) => options,
            _ => &[],
        }
    }
}

/// The name of one thing that can be answered: `triage.mobilite`, `answer.mobilite.permis`, `sharing.mobilite`,
/// `private-talk`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum StepKey {
    Triage(SubjectId),
    Answer(QuestionRef),
    Sharing(SubjectId),
    PrivateTalk,
}

impl fmt::Display for StepKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Triage(subject) => write_pieces(f, &["triage.", subject.as_str()]),
            Self::Answer(QuestionRef { subject, question }) => {
                write_pieces(f, &["answer.", subject.as_str(), ".", question.as_str()])
            }
            Self::Sharing(subject) => write_pieces(f, &["sharing.", subject.as_str()]),
            Self::PrivateTalk => f.write_str("private-talk"),
        }
    }
}

impl FromStr for StepKey {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let mut parts = text.split('.');
        let key = match (parts.next(), parts.next(), parts.next()) {
            (Some("triage"), Some(subject), None) => Self::Triage(SubjectId::new(subject)?),
            (Some("answer"), Some(subject), Some(question)) => Self::Answer(QuestionRef {
                subject: SubjectId::new(subject)?,
                question: QuestionId::new(question)?,
            }),
            (Some("sharing"), Some(subject), None) => Self::Sharing(SubjectId::new(subject)?),
            (Some("private-talk"), None, None) => Self::PrivateTalk,
            _ => return Err(NotAnId),
        };
        if parts.next().is_some() { Err(NotAnId) } else { Ok(key) }
    }
}

impl TryFrom<String> for StepKey {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

impl From<StepKey> for String {
    fn from(key: StepKey) -> String {
        key.to_string()
    }
}

/// Everything answered so far, by key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<StepKey, Answer>))]
pub struct Answers(#[serde(with = "crate::questionnaire::steps")] pub StepMap<Answer>);

impl Answers {
    pub fn get(&self, key: &StepKey) -> Option<&Answer> {
        self.0.get(key)
    }

    /// The triage level given to a subject.
    pub fn level(&self, subject: &SubjectId) -> Option<Level> {
        match self.0.get(&StepKey::Triage(subject.clone())) {
            Some(Answer::Level(level)) => Some(*level),
            _ => None,
        }
    }

    /// The sharing chosen for a subject, without its default (see [`crate::questionnaire::sharing_of`]).
    pub fn sharing(&self, subject: &SubjectId) -> Option<Sharing> {
        match self.0.get(&StepKey::Sharing(subject.clone())) {
            Some(Answer::Sharing(sharing)) => Some(*sharing),
            _ => None,
        }
    }
}
