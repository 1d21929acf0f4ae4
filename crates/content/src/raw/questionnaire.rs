//! pack.yaml, questionnaire.yaml, questionnaire/<subject>.yaml and lexicon/<name>.yaml.

use crate::node::{Node, Value};
use crate::problem::{At, Pos, Report};
use crate::read::{Number, Read, read_text, record};
use crate::text::{Id, Paragraph, Plain, SearchWords, Sentence, Title, Word};
use crate::vocabulary::{Icon, KindWord, SharedWord};
use domain::questionnaire::{self as rules, Role, Sensitivity, Sharing};

record! {
    /// What this content is, and in which languages.
    struct Pack {
        /// Names this content.
        id: Id,
        /// Change it when you publish.
        version: Plain,
        /// Language tags. Every text must exist in each of them.
        languages: Vec<At<Plain>>,
        /// The language of texts written without a language.
        default_language: At<Plain>,
        /// Whom people reach when the portal cannot help: shown on every failure page.
        service: ServiceLine,
        /// Sources to name on the page about the product, beside those of the lexicons.
        credits: Option<Vec<CreditLine>>,
    }

    /// The host of the portal, as people know it.
    struct ServiceLine {
        /// Of the service or the département.
        name: Plain,
        /// The free or local number that one can call.
        phone: Plain,
        /// Where one is received, one line.
        place: Plain,
    }

    /// Where a part of the content comes from.
    struct CreditLine {
        source: Plain,
        licence: Plain,
    }

    /// The frame of "Faire le point": everything but the questions of each subject.
    struct QuestionnaireFile {
        /// Change it when you publish: a person who has begun stays on the version they began with.
        version: Plain,
        title: Title,
        /// What to know before starting, one sentence each.
        welcome: Vec<Sentence>,
        triage: Triage,
        sharing: SharingTexts,
        shared_options: SharedTexts,
        private_talk: At<PrivateTalk>,
        /// Free help numbers. Only put numbers that you have checked.
        helplines: Vec<Helpline>,
        /// The subjects in the order shown. Each has a file of that name in the folder `questionnaire`.
        subjects: Vec<At<Id>>,
    }

    /// The first screen: one card per subject.
    struct Triage {
        question: Sentence,
        /// The four levels in the order shown.
        levels: At<Vec<Level>>,
    }

    /// The words of one level.
    struct Level {
        level: At<Word<rules::Level>>,
        label: Title,
        /// The level of impact in the shared diagnosis of France Travail.
        france_travail: Option<Plain>,
    }

    /// Who may read the answers of a subject, asked once after its questions.
    struct SharingTexts {
        question: Sentence,
        /// The three ways of sharing in the order shown.
        options: At<Vec<SharingOption>>,
    }

    /// The words of one way of sharing.
    struct SharingOption {
        sharing: At<Word<Sharing>>,
        label: Title,
    }

    /// The answers that questions share: a question asks for them with `shared_options`.
    struct SharedTexts {
        /// "Je ne sais pas".
        unknown: Title,
        /// "Je préfère ne pas répondre".
        skip: Title,
        /// "J'aimerais en parler avec mon référent".
        talk: Title,
    }

    /// The last question, outside every subject. Nothing of its reason is stored.
    struct PrivateTalk {
        question: Sentence,
        hint: Option<Paragraph>,
        options: Vec<PrivateOption>,
    }

    /// An answer to the last question. One of them must have the role `talk`.
    struct PrivateOption {
        id: At<Id>,
        label: Title,
        role: Option<Word<Role>>,
        /// Whether choosing it shows the free help numbers.
        helplines: Option<bool>,
    }

    /// A free help number.
    struct Helpline {
        name: Title,
        /// As one dials it.
        phone: Plain,
        /// Who answers and when, one sentence.
        text: Sentence,
    }

    /// One subject. The name of the file is the identifier of the subject.
    struct SubjectFile {
        title: Title,
        /// A Lucide icon of the sprite.
        icon: Word<Icon>,
        /// normal: shared with the référent unless the person says otherwise; delicate: nothing is chosen beforehand;
        /// sensitive: kept to oneself by default.
        sensitivity: Word<Sensitivity>,
        /// All its answers are health data: they have a period of their own, the person can withdraw them, and a host may leave
        /// them out. Needs `sensitivity: sensitive`.
        health: Option<At<bool>>,
        /// Shown with every question of the subject.
        notice: Option<Paragraph>,
        /// The constraint or need of the diagnosis of France Travail.
        france_travail: Option<Plain>,
        /// Themes of data·inclusion, version 1.
        data_inclusion: Option<Vec<Plain>>,
        /// In the order asked.
        questions: At<Vec<Question>>,
    }

    /// One question: one screen.
    struct Question {
        /// Never change it: answers are kept under this name.
        id: At<Id>,
        /// one: exactly one option; several: one or more; guided: type a word and choose from a lexicon; date: a day;
        /// text: a short line.
        kind: At<Word<KindWord>>,
        text: Sentence,
        hint: Option<Paragraph>,
        /// All must hold for the question to be asked. Without it, the question is always asked.
        when: Option<Vec<Condition>>,
        /// Kept to oneself whatever the sharing of the subject.
        sensitive: Option<bool>,
        /// For `guided`: the name of the file in the folder `lexicon`.
        lexicon: Option<At<Id>>,
        /// For `guided`: how many entries one may choose.
        max: Option<At<Number<1, 10>>>,
        /// For `text`: how many letters one may write.
        max_chars: Option<At<Number<1, 500>>>,
        /// In the order shown.
        options: Option<Vec<QuestionOption>>,
        /// Of `unknown`, `skip` and `talk`, those to add below the options, in this order.
        shared_options: Option<Vec<SharedOption>>,
    }

    /// One answer to choose.
    struct QuestionOption {
        /// Never change it: answers are kept under this name.
        id: At<Id>,
        label: Title,
        /// In a question of kind `several`: cannot be chosen with others.
        exclusive: Option<bool>,
        /// Kept to oneself whatever the sharing of the subject.
        sensitive: Option<bool>,
        /// Choosing it is health data, in a subject that is not. Needs `sensitive: true`, here or of its question.
        health: Option<bool>,
        /// Whether choosing it shows the free help numbers.
        helplines: Option<bool>,
        /// All must hold for the option to be shown.
        when: Option<Vec<Condition>>,
        /// Action sheets that this answer suggests, best first.
        sheets: Option<Vec<At<Id>>>,
    }

    /// A shared option that suggests action sheets or has a condition.
    struct SharedOptionRecord {
        id: At<Word<SharedWord>>,
        /// All must hold for the option to be shown.
        when: Option<Vec<Condition>>,
        /// Action sheets that this answer suggests, best first.
        sheets: Option<Vec<At<Id>>>,
    }

    /// What an earlier answer must be: exactly one of `any_of` and `none_of`.
    struct Condition {
        /// `question` of the same subject, or `subject.question`.
        question: At<QuestionPath>,
        /// At least one of these options was chosen.
        any_of: Option<At<Vec<At<Id>>>>,
        /// The question was answered, and none of these options was chosen.
        none_of: Option<At<Vec<At<Id>>>>,
    }

    /// A list for questions of kind `guided`.
    struct Lexicon {
        /// Where the list comes from, with its licence.
        source: Plain,
        licence: Plain,
        entries: Vec<LexiconEntry>,
    }

    /// One entry of a lexicon.
    struct LexiconEntry {
        /// A stable code.
        code: At<Plain>,
        label: Title,
        /// Other words under which people look for it.
        also: Option<SearchWords>,
    }
}

/// `question` or `subject.question`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct QuestionPath {
    pub subject: Option<Id>,
    pub question: Id,
}

impl Read for QuestionPath {
    fn read(node: &Node, report: &mut Report) -> Self {
        let text = read_text(node, report).unwrap_or_default();
        let (subject, question) = match text.split_once('.') {
            Some((subject, question)) => (Some(subject), question),
            None => (None, text),
        };
        let is_id = |text: &str| domain::ids::OptionId::new(text).is_ok();
        if is_id(question) && subject.is_none_or(is_id) {
            return Self { subject: subject.map(|id| Id(id.to_owned())), question: Id(question.to_owned()) };
        }
        if !text.is_empty() {
            let message =
                format!("`{text}` does not name a question. Write `question` or `subject.question`.");
            report.add(node.pos, message);
        }
        report.is_blind = true;
        Self { subject: None, question: Id(String::new()) }
    }

    fn absent(_: Pos) -> Self {
        Self { subject: None, question: Id(String::new()) }
    }
}

/// `skip`, or the record form.
#[derive(Debug, Clone)]
pub(crate) struct SharedOption(pub SharedOptionRecord);

impl Read for SharedOption {
    fn read(node: &Node, report: &mut Report) -> Self {
        match &node.value {
            Value::Map(_) => Self(SharedOptionRecord::read(node, report)),
            _ => Self(SharedOptionRecord { id: At::read(node, report), when: None, sheets: None }),
        }
    }

    fn absent(pos: Pos) -> Self {
        Self(SharedOptionRecord::absent(pos))
    }
}
