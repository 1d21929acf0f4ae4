//! A questionnaire of three subjects that has every kind of question.

use super::*;
use domain::questionnaire::{
    Choice, Condition, Entry, LevelText, Role, Sensitivity, SharingText, Subject, Test,
};

pub fn key(text: &str) -> StepKey {
    text.parse().unwrap()
}

pub fn oid(text: &str) -> OptionId {
    text.parse().unwrap()
}

pub fn at(subject: &str, question: &str) -> QuestionRef {
    QuestionRef { subject: subject.parse().unwrap(), question: question.parse().unwrap() }
}

pub fn choices(options: &[&str]) -> Answer {
    Answer::Choices(options.iter().map(|id| oid(id)).collect())
}

fn option(id: &str) -> Choice {
    let role = match id {
        "unknown" => Role::Unknown,
        "skip" => Role::Skip,
        "talk" => Role::Talk,
        _ => Role::Plain,
    };
    Choice {
        id: oid(id),
        label: id.into(),
        role,
        exclusive: id == "none",
        sensitive: false,
        health: false,
        helplines: id == "numbers",
        when: vec![],
        sheets: vec![],
    }
}

fn question(id: &str, kind: Kind, options: &[&str]) -> Question {
    Question {
        id: id.parse().unwrap(),
        text: id.into(),
        hint: None,
        kind,
        when: vec![],
        sensitive: false,
        options: options.iter().map(|id| option(id)).collect(),
    }
}

fn any_of(on: QuestionRef, options: &[&str]) -> Condition {
    Condition { on, test: Test::AnyOf(options.iter().map(|id| oid(id)).collect()) }
}

fn subject(id: &str, sensitivity: Sensitivity, questions: Vec<Question>) -> Subject {
    Subject {
        id: id.parse().unwrap(),
        title: id.into(),
        icon: "house".into(),
        sensitivity,
        health: false,
        notice: None,
        questions,
    }
}

pub fn small() -> Questionnaire {
    let mut paying = question("paying", Kind::One, &["yes", "late", "talk"]);
    paying.when = vec![any_of(at("home", "where"), &["tenant"])];
    let mut problems = question("problems", Kind::Several, &["cold", "noise", "none", "unknown", "talk"]);
    problems.when = vec![any_of(at("home", "where"), &["tenant", "family"])];
    problems.options[1].when = vec![any_of(at("home", "where"), &["tenant"])];
    let mut debts = question("debts", Kind::One, &["yes", "no"]);
    debts.when = vec![any_of(at("home", "paying"), &["late"])];
    let entries =
        ["A1", "A2", "A3"].map(|code| Entry { code: code.into(), label: code.into(), also: vec![] });
    let home = vec![question("where", Kind::One, &["tenant", "family", "nowhere"]), paying, problems];
    let health = vec![question("limits", Kind::One, &["no", "much", "skip"]), debts];
    let work = vec![
        question("job", Kind::Guided { max: 2, entries: entries.to_vec() }, &["unknown"]),
        question("since", Kind::Date, &["skip"]),
        question("words", Kind::Text { max_chars: 5 }, &[]),
    ];
    Questionnaire {
        version: "1".into(),
        language: "fr".into(),
        title: "Faire le point".into(),
        welcome: vec![],
        triage_question: "?".into(),
        levels: [Level::Fine, Level::Hard, Level::Blocked, Level::Unsaid]
            .map(|level| LevelText { level, label: format!("{level:?}") })
            .to_vec(),
        sharing_question: "?".into(),
        sharing_options: [Sharing::Referent, Sharing::Team, Sharing::Me]
            .map(|sharing| SharingText { sharing, label: format!("{sharing:?}") })
            .to_vec(),
        private_talk: question("private-talk", Kind::One, &["talk", "numbers", "no"]),
        helplines: vec![],
        subjects: vec![
            subject("home", Sensitivity::Delicate, home),
            subject("health", Sensitivity::Sensitive, health),
            subject("work", Sensitivity::Normal, work),
        ],
    }
}

pub fn answers(given: &[(&str, Answer)]) -> Answers {
    Answers(given.iter().map(|(step, answer)| (key(step), answer.clone())).collect())
}

pub fn begun() -> Stock {
    Stock::new(Rc::new(small()), Answers::default())
}

/// A tenant who is blocked at home; everything saved.
pub fn tenant() -> Stock {
    let saved = answers(&[("triage.home", BLOCKED), ("answer.home.where", choices(&["tenant"]))]);
    Stock::new(Rc::new(small()), saved)
}

impl Stock {
    pub fn answer_with(&self, step: &str, answer: Answer) -> Self {
        self.after(Action::Answered { step: key(step), answer: Some(answer) })
    }

    pub fn tick(&self, step: &str, option: &str) -> Self {
        self.after(Action::Ticked { step: key(step), option: oid(option), on: true })
    }
}
