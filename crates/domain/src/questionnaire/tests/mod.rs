//! The rules of taking stock, on a small questionnaire written here and on random ones.

mod answering;
mod carrying;
mod comparing;
mod health;
mod linting;
mod previewing;
mod properties;
mod sharing;
mod steps;
mod suggesting;
mod visible;

use super::*;
use crate::ids::{OptionId, QuestionId, SheetId, SubjectId};

pub fn sid(text: &str) -> SubjectId {
    SubjectId::new(text).unwrap()
}
pub fn oid(text: &str) -> OptionId {
    OptionId::new(text).unwrap()
}
pub fn sheet(text: &str) -> SheetId {
    SheetId::new(text).unwrap()
}
pub fn at(subject: &str, question: &str) -> QuestionRef {
    QuestionRef { subject: sid(subject), question: QuestionId::new(question).unwrap() }
}
pub fn key(text: &str) -> StepKey {
    text.parse().unwrap()
}
pub fn choices(ids: &[&str]) -> Answer {
    Answer::Choices(ids.iter().map(|id| oid(id)).collect())
}

/// An option: "talk", "skip" and "unknown" get their role; a leading "!" makes it exclusive.
pub fn option(id: &str) -> Choice {
    let (exclusive, id) = id.strip_prefix('!').map_or((false, id), |id| (true, id));
    let role = match id {
        "talk" => Role::Talk,
        "skip" => Role::Skip,
        "unknown" => Role::Unknown,
        _ => Role::Plain,
    };
    Choice {
        id: oid(id),
        label: id.to_owned(),
        role,
        exclusive,
        sensitive: false,
        health: false,
        helplines: false,
        when: vec![],
        sheets: vec![],
    }
}

pub fn question(id: &str, kind: Kind, options: &[&str]) -> Question {
    Question {
        id: QuestionId::new(id).unwrap(),
        text: id.to_owned(),
        hint: None,
        kind,
        when: vec![],
        sensitive: false,
        options: options.iter().map(|id| option(id)).collect(),
    }
}

pub fn any_of(on: QuestionRef, options: &[&str]) -> Condition {
    Condition { on, test: Test::AnyOf(options.iter().map(|id| oid(id)).collect()) }
}
pub fn none_of(on: QuestionRef, options: &[&str]) -> Condition {
    Condition { on, test: Test::NoneOf(options.iter().map(|id| oid(id)).collect()) }
}

pub fn subject(id: &str, sensitivity: Sensitivity, questions: Vec<Question>) -> Subject {
    Subject {
        id: sid(id),
        title: id.to_owned(),
        icon: "bus".to_owned(),
        sensitivity,
        health: false,
        notice: None,
        questions,
    }
}

pub fn questionnaire(subjects: Vec<Subject>) -> Questionnaire {
    let levels = [Level::Fine, Level::Hard, Level::Blocked, Level::Unsaid];
    let sharings = [Sharing::Referent, Sharing::Team, Sharing::Me];
    Questionnaire {
        version: "1".to_owned(),
        language: "fr".to_owned(),
        title: "t".to_owned(),
        welcome: vec![],
        triage_question: "t".to_owned(),
        levels: levels.map(|level| LevelText { level, label: "l".to_owned() }).to_vec(),
        sharing_question: "s".to_owned(),
        sharing_options: sharings.map(|sharing| SharingText { sharing, label: "s".to_owned() }).to_vec(),
        private_talk: question("private", Kind::One, &["talk", "no"]),
        helplines: vec![],
        subjects,
    }
}

/// Housing with a branch (`paying` only for tenants, `leaving` only where there is a roof), health, and money whose
/// question looks back at housing.
pub fn small() -> Questionnaire {
    let mut paying = question("paying", Kind::One, &["yes", "late", "skip"]);
    paying.when = vec![any_of(at("home", "where"), &["tenant"])];
    let mut problems = question("problems", Kind::Several, &["cold", "noise", "!none", "skip", "talk"]);
    problems.when = vec![none_of(at("home", "where"), &["nowhere"])];
    problems.options[1].when = vec![any_of(at("home", "where"), &["tenant"])];
    let mut debts = question("debts", Kind::One, &["yes", "no"]);
    debts.when = vec![any_of(at("home", "paying"), &["late"])];
    let housing = vec![question("where", Kind::One, &["tenant", "family", "nowhere"]), paying, problems];
    questionnaire(vec![
        subject("home", Sensitivity::Delicate, housing),
        subject(
            "health",
            Sensitivity::Sensitive,
            vec![question("limits", Kind::One, &["yes", "no", "talk"])],
        ),
        subject(
            "money",
            Sensitivity::Normal,
            vec![debts, question("urgent", Kind::One, &["eat", "no", "talk"])],
        ),
    ])
}

/// Saves an answer as both sides do: check, insert, prune.
pub fn save(definition: &Questionnaire, answers: &Answers, step: &str, answer: Answer) -> Answers {
    let step = key(step);
    check_answer(definition, answers, &step, &answer).unwrap_or_else(|why| panic!("{step}: {why:?}"));
    let mut next = answers.clone();
    next.0.insert(step, answer);
    prune(definition, &next)
}

pub fn answered(definition: &Questionnaire, all: &[(&str, Answer)]) -> Answers {
    all.iter().fold(Answers::default(), |kept, (step, answer)| save(definition, &kept, step, answer.clone()))
}
