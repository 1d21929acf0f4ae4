//! An answer in the words of the questions that were answered (Q13).

use crate::questionnaire::{Answer, Kind, Question, Questionnaire, StepKey};
use crate::time::Date;

/// The question of a step; `None` for levels and sharing, which have none of their own.
pub fn step_question<'a>(definition: &'a Questionnaire, step: &StepKey) -> Option<&'a Question> {
    match step {
        StepKey::Answer(at) => definition.question(at),
        StepKey::PrivateTalk => Some(&definition.private_talk),
        StepKey::Triage(_) | StepKey::Sharing(_) => None,
    }
}

/// An answer as a person reads it; empty when these questions have no words for it. `day` writes a calendar day.
pub fn answer_wording(
    definition: &Questionnaire,
    step: &StepKey,
    answer: &Answer,
    day: impl Fn(Date) -> String,
) -> String {
    let question = step_question(definition, step);
    match answer {
        Answer::Level(level) => definition.level_label(*level).to_owned(),
        Answer::Sharing(sharing) => definition.sharing_label(*sharing).to_owned(),
        Answer::Text(text) => text.clone(),
        Answer::Date(date) => day(*date),
        Answer::Choices(chosen) => {
            let label = |id| Some(question?.option(id)?.label.as_str());
            listed(chosen.iter().filter_map(label).collect())
        }
        Answer::Entries(codes) => {
            let Some(Kind::Guided { entries, .. }) = question.map(|question| &question.kind) else {
                return String::new();
            };
            let label = |code: &'_ String| {
                entries.iter().find(|entry| entry.code == *code).map(|entry| entry.label.as_str())
            };
            listed(codes.iter().filter_map(label).collect())
        }
    }
}

/// "Le prix. Pas de bus près de chez moi." Options are phrases, with commas of their own.
fn listed(labels: Vec<&str>) -> String {
    if let [one] = labels.as_slice() {
        return (*one).to_owned();
    }
    let mut all = String::new();
    for label in labels {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(label);
        if !label.ends_with(['.', '…', '?', '!']) {
            all.push('.');
        }
    }
    all
}
