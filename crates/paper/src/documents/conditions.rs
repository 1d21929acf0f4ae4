//! Branching in words: a paper cannot hide a question, so it says when to answer it.

use crate::labels::{Labels, fill};
use domain::ids::OptionId;
use domain::questionnaire::{Condition, QuestionRef, Questionnaire, Test};
use std::collections::BTreeMap;

/// The number of each question on the paper, from 1, in the order of the questionnaire.
pub(super) fn numbers(definition: &Questionnaire) -> BTreeMap<QuestionRef, usize> {
    let all = definition.subjects.iter().flat_map(|subject| {
        subject
            .questions
            .iter()
            .map(|question| QuestionRef { subject: subject.id.clone(), question: question.id.clone() })
    });
    all.enumerate().map(|(i, at)| (at, i + 1)).collect()
}

/// "vous avez coché « Non » à la question 3 et …"; `None` without a condition. A condition on a question that does
/// not exist is refused by the content check, and left out here.
pub(super) fn in_words(
    conditions: &[Condition],
    definition: &Questionnaire,
    numbers: &BTreeMap<QuestionRef, usize>,
    labels: &Labels,
) -> Option<String> {
    let told: Vec<String> = conditions
        .iter()
        .filter_map(|Condition { on, test }| {
            let (question, number) = definition.question(on).zip(numbers.get(on))?;
            let (template, options) = match test {
                Test::AnyOf(options) => (&labels.form.any_of, options),
                Test::NoneOf(options) => (&labels.form.none_of, options),
            };
            let label = |id: &OptionId| question.option(id).map(|option| quote(&option.label, labels));
            let options = join(&options.iter().filter_map(label).collect::<Vec<_>>(), &labels.or);
            Some(fill(template, &[("options", &options), ("number", &number.to_string())]))
        })
        .collect();
    (!told.is_empty()).then(|| told.join(&labels.and))
}

pub(super) fn quote(text: &str, labels: &Labels) -> String {
    fill(&labels.quoted, &[("text", text)])
}

/// "a, b ou c".
pub(super) fn join(texts: &[String], last: &str) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., end] => format!("{}{last}{end}", start.join(", ")),
    }
}
