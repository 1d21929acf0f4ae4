//! Made-up answers that the rules accept.

use super::maker::Maker;
use domain::questionnaire::{
    Answer, Answers, Choice, Kind, Level, Page, Question, Questionnaire, Role, Route, Sensitivity, Sharing,
    StepKey, Subject, route,
};
use std::collections::BTreeMap;

/// How far someone has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// This many answers after the triage.
    Begun(usize),
    Complete,
}

/// Answers in the order given: the triage of every subject, then page by page. `levels` are those of the first
/// subjects, the delicate ones last; the others go well.
pub fn answer(
    questions: &Questionnaire,
    levels: &[Level],
    depth: Depth,
    maker: &mut Maker<'_>,
) -> Vec<(StepKey, Answer)> {
    let (plain, delicate): (Vec<_>, Vec<_>) =
        questions.subjects.iter().partition(|subject| subject.sensitivity == Sensitivity::Normal);
    let levels: BTreeMap<_, _> =
        plain.into_iter().chain(delicate).map(|subject| &subject.id).zip(levels.iter().copied()).collect();
    let triage = |subject: &Subject| {
        let level = levels.get(&subject.id).copied().unwrap_or(Level::Fine);
        (StepKey::Triage(subject.id.clone()), Answer::Level(level))
    };
    let mut given: Vec<_> = questions.subjects.iter().map(triage).collect();
    let mut answers = Answers(given.iter().cloned().collect());
    let n_pages = match depth {
        Depth::Begun(n_pages) => n_pages,
        Depth::Complete => usize::MAX,
    };
    for _ in 0..n_pages {
        let route = route(questions, &answers);
        let Some((step, answer)) = next_answer(questions, &route, &answers, maker) else { break };
        answers.0.insert(step.clone(), answer.clone());
        given.push((step, answer));
    }
    given
}

/// The first page without an answer, answered.
fn next_answer(
    questions: &Questionnaire,
    route: &Route,
    answers: &Answers,
    maker: &mut Maker<'_>,
) -> Option<(StepKey, Answer)> {
    match route.resume_at(answers) {
        Page::Question(at) => {
            let question = questions.question(&at)?;
            let shown: Vec<&Choice> = question.shown_options(&at, route).collect();
            Some((StepKey::Answer(at.clone()), choose(question, &shown, maker)?))
        }
        Page::Sharing(subject) => Some((StepKey::Sharing(subject), Answer::Sharing(Sharing::Referent))),
        Page::PrivateTalk => {
            let plain = questions.private_talk.options.iter().find(|option| option.role != Role::Talk)?;
            Some((StepKey::PrivateTalk, Answer::Choices(vec![plain.id.clone()])))
        }
        Page::Triage | Page::Review => None,
    }
}

/// An option that leads to an action sheet where there is one, so that pathways have something to show.
fn choose(question: &Question, shown: &[&Choice], maker: &mut Maker<'_>) -> Option<Answer> {
    if let Kind::Guided { entries, .. } = &question.kind
        && let Some(entry) = maker.pick(entries)
    {
        return Some(Answer::Entries(vec![entry.code.clone()]));
    }
    let telling: Vec<&&Choice> =
        shown.iter().filter(|option| option.role == Role::Plain && !option.sheets.is_empty()).collect();
    let plain: Vec<&&Choice> = shown.iter().filter(|option| option.role == Role::Plain).collect();
    let option = match maker.pick(&telling) {
        Some(option) => Some(**option),
        None => maker.pick(&plain).map(|option| **option).or_else(|| shown.first().copied()),
    };
    option.map(|option| Answer::Choices(vec![option.id.clone()]))
}
