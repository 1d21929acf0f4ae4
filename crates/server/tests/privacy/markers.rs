//! Markers: words that stand nowhere but in one person's answers, in every kind of answer that there is.

use crate::harness::content;
use content::Content;
use domain::ids::{OptionId, QuestionId, SheetId};
use domain::pathway::ActionSheet;
use domain::questionnaire::{Choice, Entry, Kind, Question, Role};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a marker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkerKind {
    /// The person wrote it.
    Written,
    /// A chosen answer; the public questions hold its words too.
    Label,
    /// The title of an action that the person chose about the subject.
    Sheet,
}

/// One marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    pub subject: String,
    /// How it reads wherever an answer is shown, in each of its spellings.
    pub texts: Vec<String>,
    pub kind: MarkerKind,
    /// Never shown, whatever its subject's sharing says.
    pub is_sensitive: bool,
}

impl Marker {
    pub fn is_in(&self, text: &str) -> bool {
        self.texts.iter().any(|spelling| text.contains(spelling))
    }
}

/// The subjects of the default content.
fn subjects() -> Vec<String> {
    content().questionnaires.values().next().unwrap().subjects.iter().map(|s| s.id.to_string()).collect()
}

fn label(subject: &str, what: &str) -> String {
    format!("zqlabel-{subject}-{what}")
}

/// Id and title of the action sheet of a subject.
pub fn sheet(subject: &str) -> String {
    format!("zqsheet-{subject}")
}

fn code(subject: &str) -> String {
    format!("ZQ-{subject}")
}

fn question(id: &str, kind: Kind, sensitive: bool, options: Vec<Choice>) -> Question {
    Question {
        id: QuestionId::new(id).unwrap(),
        text: id.to_owned(),
        hint: None,
        kind,
        when: vec![],
        sensitive,
        options,
    }
}

fn option(id: &str, label: String, sensitive: bool) -> Choice {
    Choice {
        id: OptionId::new(id).unwrap(),
        label,
        role: Role::Plain,
        exclusive: false,
        sensitive,
        health: false,
        helplines: false,
        when: vec![],
        sheets: vec![],
    }
}

/// The default content with, in each subject, a question of every kind for markers to stand in.
pub fn marked_content() -> Content {
    let mut content = content();
    for pathway in content.pathways.values_mut() {
        let first = pathway.sheets[0].clone();
        pathway.sheets.extend(subjects().into_iter().map(|subject| ActionSheet {
            id: SheetId::new(sheet(&subject)).unwrap(),
            title: sheet(&subject),
            subjects: vec![subject.parse().unwrap()],
            sensitive: false,
            ..first.clone()
        }));
    }
    for questionnaire in content.questionnaires.values_mut() {
        for subject in &mut questionnaire.subjects {
            let id = subject.id.to_string();
            let text = Kind::Text { max_chars: 80 };
            let entries = vec![Entry { code: code(&id), label: label(&id, "entry"), also: vec![] }];
            let options = vec![
                option("mq-plain", label(&id, "plain"), false),
                option("mq-sensitive", label(&id, "sensitive"), true),
            ];
            subject.questions.extend([
                question("mq-text", text.clone(), false, vec![]),
                question("mq-secret", text, true, vec![]),
                question("mq-day", Kind::Date, false, vec![]),
                question("mq-list", Kind::Guided { max: 1, entries }, false, vec![]),
                question("mq-choice", Kind::Several, false, options),
            ]);
        }
    }
    content
}

/// What one person answers, and who may read it in the end.
#[derive(Debug)]
pub struct Case {
    levels: BTreeMap<String, &'static str>,
    /// As sent.
    sharing: BTreeMap<String, &'static str>,
    /// What was changed after sending.
    pub changed: BTreeMap<String, &'static str>,
    pub markers: Vec<Marker>,
    seed: u64,
}

impl Case {
    /// Random, and the same for the same seed. One open subject is always kept, one always shared.
    pub fn roll(seed: u64) -> Self {
        let mut state = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut roll = move |n: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % n as u64).unwrap()
        };
        let sharings = ["referent", "team", "me"];
        let (mut levels, mut sharing, mut changed) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (i, subject) in subjects().into_iter().enumerate() {
            let level = if i < 2 { "hard" } else { ["fine", "hard", "blocked", "unsaid"][roll(4)] };
            levels.insert(subject.clone(), level);
            let said = if i < 2 { sharings[2 * i] } else { sharings[roll(3)] };
            sharing.insert(subject.clone(), said);
            if i >= 2 && roll(3) == 0 {
                changed.insert(subject, sharings[roll(3)]);
            }
        }
        let mut case = Self { levels, sharing, changed, markers: vec![], seed };
        case.markers = case.place();
        case
    }

    fn is_open(&self, subject: &str) -> bool {
        matches!(self.levels[subject], "hard" | "blocked")
    }

    /// A written marker: nothing else in the world reads so.
    fn written(&self, subject: &str, what: &str) -> String {
        format!("zq{}x{subject}x{what}", self.seed)
    }

    /// A day of its own for each subject, long before anybody's birth, as the wire, the screen and paper write it.
    fn day(subject: &str) -> Vec<String> {
        let n = subjects().iter().position(|id| id == subject).unwrap() + 11;
        let spellings =
            ["1901-02-{}", "{} f\u{e9}vrier 1901", "{}\u{a0}f\u{e9}vrier 1901", "{} February 1901"];
        spellings.map(|spelling| spelling.replace("{}", &n.to_string())).to_vec()
    }

    fn place(&self) -> Vec<Marker> {
        let mut markers = Vec::new();
        for subject in self.levels.keys().filter(|subject| self.is_open(subject)) {
            let mut put = |texts: Vec<String>, kind: MarkerKind, is_sensitive: bool| {
                markers.push(Marker { subject: subject.clone(), texts, kind, is_sensitive });
            };
            put(vec![self.written(subject, "text")], MarkerKind::Written, false);
            put(vec![self.written(subject, "secret")], MarkerKind::Written, true);
            put(Self::day(subject), MarkerKind::Written, false);
            put(vec![label(subject, "entry"), code(subject)], MarkerKind::Label, false);
            put(vec![label(subject, "plain")], MarkerKind::Label, false);
            put(vec![label(subject, "sensitive")], MarkerKind::Label, true);
            put(vec![sheet(subject)], MarkerKind::Sheet, false);
        }
        markers
    }

    /// Who may read a subject in the end.
    fn sharing_of(&self, subject: &str) -> &'static str {
        self.changed.get(subject).copied().unwrap_or(self.sharing[subject])
    }

    /// Whether the référent may read it.
    pub fn is_shared(&self, marker: &Marker) -> bool {
        !marker.is_sensitive && self.sharing_of(&marker.subject) != "me"
    }

    /// Whether the others who follow the person may.
    pub fn is_team_shared(&self, marker: &Marker) -> bool {
        !marker.is_sensitive && self.sharing_of(&marker.subject) == "team"
    }

    /// The subjects whose sheets the person chooses: those that stand in the markers.
    pub fn open_subjects(&self) -> Vec<&str> {
        self.levels.keys().filter(|subject| self.is_open(subject)).map(String::as_str).collect()
    }

    /// An open subject that stays with the person.
    pub fn kept_subject(&self) -> &str {
        let mut kept = self.levels.keys().filter(|id| self.is_open(id) && self.sharing_of(id) == "me");
        kept.next().expect("one subject is always kept")
    }

    /// What to answer where.
    pub fn plan(&self) -> Vec<(String, Value)> {
        let mut plan = vec![("private-talk".to_owned(), json!({ "choices": ["oui"] }))];
        for (subject, level) in &self.levels {
            plan.push((format!("triage.{subject}"), json!({ "level": level })));
            plan.push((format!("sharing.{subject}"), json!({ "sharing": self.sharing[subject] })));
            let answer = |question: &str, value: Value| (format!("answer.{subject}.{question}"), value);
            plan.push(answer("mq-text", json!({ "text": self.written(subject, "text") })));
            plan.push(answer("mq-secret", json!({ "text": self.written(subject, "secret") })));
            plan.push(answer("mq-day", json!({ "date": Self::day(subject)[0] })));
            plan.push(answer("mq-list", json!({ "entries": [code(subject)] })));
            plan.push(answer("mq-choice", json!({ "choices": ["mq-plain", "mq-sensitive"] })));
        }
        plan
    }
}
