//! The questionnaire as content gives it, in one language.

use crate::ids::{OptionId, QuestionId, SheetId, SubjectId};
use crate::questionnaire::{Level, Page, Sharing};
use serde::{Deserialize, Serialize};

/// A whole questionnaire in one language. Two languages of one version have the same ids and rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Questionnaire {
    /// Names the wording; a draft stays on the version it began with (Q13).
    pub version: String,
    /// BCP 47 tag of every text below ("fr").
    pub language: String,
    pub title: String,
    /// What to know before starting, one sentence each.
    pub welcome: Vec<String>,
    pub triage_question: String,
    /// How the four levels are called, in the order shown.
    pub levels: Vec<LevelText>,
    pub sharing_question: String,
    pub sharing_options: Vec<SharingText>,
    /// The last question, outside every subject: a private meeting. Stores no category.
    pub private_talk: Question,
    pub helplines: Vec<Helpline>,
    pub subjects: Vec<Subject>,
}

/// The words of one triage level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LevelText {
    pub level: Level,
    pub label: String,
}

/// The words of one way of sharing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharingText {
    pub sharing: Sharing,
    pub label: String,
}

/// A free help number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Helpline {
    pub name: String,
    /// As one dials it ("3919").
    pub phone: String,
    /// Opening hours and who answers, one sentence.
    pub text: String,
}

/// How careful the product is with a subject's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Sensitivity {
    /// Shared with the référent unless the person says otherwise.
    Normal,
    /// Nothing is pre-chosen; kept to oneself until the person chooses.
    Delicate,
    /// Kept to oneself by default; named "un sujet personnel" to others (Q6, Q7).
    Sensitive,
}

/// One of the subjects of the triage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subject {
    pub id: SubjectId,
    pub title: String,
    /// Name of the pictogram in the icon sprite.
    pub icon: String,
    pub sensitivity: Sensitivity,
    /// Its answers are health data ([`crate::questionnaire::HealthData`]); the app has no use for it.
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(target_family = "wasm", serde(skip))]
    pub health: bool,
    /// Shown with every question of the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    pub questions: Vec<Question>,
}

/// One question; one page of the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Question {
    pub id: QuestionId,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    pub kind: Kind,
    /// All must hold for the question to be asked; none: always asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// Kept to oneself whatever the subject's sharing says.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// Options in the order shown; for kinds that are not choices, only the shared ways out (unknown, skip, talk).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
}

/// What an answer is made of. Adding one is a change in four places, found by the exhaustive `match`es.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Kind {
    /// Exactly one option.
    One,
    /// One or more options; an exclusive one stands alone.
    Several,
    /// Type a word, then choose from a list (jobs by ROME code); at most `max` entries.
    Guided { max: u8, entries: Vec<Entry> },
    /// A calendar day.
    Date,
    /// A line of text, at most `max_chars` characters. Never used in a sensitive subject.
    Text { max_chars: u16 },
}

/// An entry of a guided list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// Stable code ("K2204" for a ROME job).
    pub code: String,
    pub label: String,
    /// Other words under which people look for it, in lower case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

/// One option of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    pub id: OptionId,
    pub label: String,
    #[serde(default, skip_serializing_if = "Role::is_plain")]
    pub role: Role,
    /// Stands alone in a question of kind [`Kind::Several`].
    #[serde(default, skip_serializing_if = "is_false")]
    pub exclusive: bool,
    /// Kept to oneself whatever the subject's sharing says ("J'attends un bébé" is health data).
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// Choosing it tells something of the person's health; the app has no use for it.
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(target_family = "wasm", serde(skip))]
    pub health: bool,
    /// Choosing it shows the free help numbers.
    #[serde(default, skip_serializing_if = "is_false")]
    pub helplines: bool,
    /// All must hold for the option to be shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// Action sheets that this option suggests (Q11).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<SheetId>,
}

/// What an option does beside being an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    #[default]
    Plain,
    /// "Je ne sais pas". Stands alone.
    Unknown,
    /// "Je préfère ne pas répondre". Stands alone.
    Skip,
    /// "J'aimerais en parler avec mon référent" (Q6). Goes with other options.
    Talk,
}

impl Role {
    pub const fn is_plain(&self) -> bool {
        matches!(self, Self::Plain)
    }
}

/// A question named from anywhere in the questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionRef {
    pub subject: SubjectId,
    pub question: QuestionId,
}

/// A condition on an earlier answer. An answer that is not there makes every test false.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Condition {
    pub on: QuestionRef,
    pub test: Test,
}

/// What a condition asks of the chosen options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Test {
    /// At least one of these is chosen.
    AnyOf(Vec<OptionId>),
    /// The question is answered and none of these is chosen.
    NoneOf(Vec<OptionId>),
}

impl Test {
    pub fn options(&self) -> &[OptionId] {
        match self {
            Self::AnyOf(options) | Self::NoneOf(options) => options,
        }
    }
}

impl Questionnaire {
    pub fn subject(&self, id: &SubjectId) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.id == *id)
    }

    pub fn question(&self, at: &QuestionRef) -> Option<&Question> {
        self.subject(&at.subject)?.questions.iter().find(|question| question.id == at.question)
    }

    /// The subject that a page is about.
    pub fn subject_of(&self, page: &Page) -> Option<&Subject> {
        match page {
            Page::Question(at) => self.subject(&at.subject),
            Page::Sharing(subject) => self.subject(subject),
            Page::Triage | Page::PrivateTalk | Page::Review => None,
        }
    }

    /// Whether a page is about something that others in the room should not see: it carries the quick exit (S3).
    pub fn is_sensitive(&self, page: &Page) -> bool {
        let in_subject =
            self.subject_of(page).is_some_and(|subject| subject.sensitivity == Sensitivity::Sensitive);
        let in_question = match page {
            Page::Question(at) => self.question(at).is_some_and(|question| {
                question.sensitive || question.options.iter().any(|option| option.helplines)
            }),
            Page::PrivateTalk => true,
            Page::Triage | Page::Sharing(_) | Page::Review => false,
        };
        in_subject || in_question
    }

    /// The words of a triage level; empty when the content has none (refused by the content check).
    pub fn level_label(&self, level: Level) -> &str {
        self.levels.iter().find(|text| text.level == level).map_or("", |text| &text.label)
    }

    /// The words of a way of sharing; empty when the content has none (refused by the content check).
    pub fn sharing_label(&self, sharing: Sharing) -> &str {
        self.sharing_options.iter().find(|text| text.sharing == sharing).map_or("", |text| &text.label)
    }
}

impl Question {
    pub fn option(&self, id: &OptionId) -> Option<&Choice> {
        self.options.iter().find(|option| option.id == *id)
    }
}

impl Choice {
    /// Whether it stands alone in a question of several choices.
    pub const fn stands_alone(&self) -> bool {
        self.exclusive || matches!(self.role, Role::Unknown | Role::Skip)
    }

    /// Whether it stands below the "or": it says that the others do not apply, or asks to talk.
    pub fn is_way_out(&self) -> bool {
        self.stands_alone() || self.role == Role::Talk
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if passes a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}
