//! Ticking and unticking: what an answer becomes when one option or entry changes.

use domain::ids::OptionId;
use domain::questionnaire::{Answer, Choice, Kind, Question};

/// The answer after an option was ticked or unticked; `None` when nothing is left.
///
/// In a question of several choices an option that stands alone unticks the others, and any other unticks it. In
/// every other kind an option replaces the whole answer.
pub fn tick(question: &Question, answer: Option<&Answer>, option: &OptionId, on: bool) -> Option<Answer> {
    let chosen = answer.map_or(&[][..], |answer| answer.choices());
    let ticked = question.option(option)?;
    let stays = |other: &&Choice| {
        if other.id == *option {
            return on;
        }
        let together =
            matches!(question.kind, Kind::Several) && !ticked.stands_alone() && !other.stands_alone();
        chosen.contains(&other.id) && (together || !on)
    };
    // In the order of the page, so that the same choice is the same answer.
    let after: Vec<OptionId> =
        question.options.iter().filter(stays).map(|choice| choice.id.clone()).collect();
    if after.is_empty() { None } else { Some(Answer::Choices(after)) }
}

/// The answer after an entry of a guided list was added or taken out; `None` when nothing is left. One more than the
/// question takes is not added.
pub fn pick(question: &Question, answer: Option<&Answer>, code: &str, on: bool) -> Option<Answer> {
    let mut codes = entries(answer).to_vec();
    let is_full = matches!(question.kind, Kind::Guided { max, .. } if codes.len() >= usize::from(max));
    codes.retain(|known| known != code);
    if on && !is_full {
        codes.push(code.to_owned());
    }
    if codes.is_empty() {
        answer.filter(|answer| !answer.choices().is_empty()).cloned()
    } else {
        Some(Answer::Entries(codes))
    }
}

/// The chosen codes; empty for the other kinds of answer.
pub fn entries(answer: Option<&Answer>) -> &[String] {
    match answer {
        Some(Answer::Entries(codes)) => codes,
        _ => &[],
    }
}
