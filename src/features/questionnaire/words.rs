//! Answers in words. The words of questions and options come from the questionnaire.

use crate::i18n::{date_of_day, t, t_with};
use contract::session::Contact;
use domain::questionnaire::{Answer, Kind, Question, Questionnaire, Sharing, StepKey};
use yew::AttrValue;

/// An answer as a person reads it; `None`: "Pas de réponse".
pub fn answer_words(definition: &Questionnaire, step: &StepKey, answer: Option<&Answer>) -> AttrValue {
    let question = question_of(definition, step);
    let words = match answer {
        None => return t("stock.no-answer"),
        Some(Answer::Level(level)) => definition.level_label(*level).to_owned(),
        Some(Answer::Sharing(sharing)) => definition.sharing_label(*sharing).to_owned(),
        Some(Answer::Text(text)) => text.clone(),
        Some(Answer::Date(day)) => date_of_day(*day),
        Some(Answer::Choices(chosen)) => {
            let labels = chosen.iter().filter_map(|id| Some(question?.option(id)?.label.as_str()));
            listed(labels)
        }
        Some(Answer::Entries(codes)) => {
            let Some(Kind::Guided { entries, .. }) = question.map(|question| &question.kind) else {
                return t("stock.no-answer");
            };
            listed(codes.iter().map(|code| {
                entries
                    .iter()
                    .find(|entry| entry.code == *code)
                    .map_or(code.as_str(), |entry| entry.label.as_str())
            }))
        }
    };
    AttrValue::from(words)
}

/// The question of a step, or the subject's name for a level and the sharing.
pub fn step_words(definition: &Questionnaire, step: &StepKey) -> AttrValue {
    match step {
        StepKey::Triage(subject) => definition
            .subject(subject)
            .map_or_else(AttrValue::default, |subject| subject.title.clone().into()),
        StepKey::Sharing(subject) => {
            let title = definition.subject(subject).map_or("", |subject| &subject.title);
            t_with("stock.sharing.of", &[("subject", title), ("question", &definition.sharing_question)])
        }
        StepKey::Answer(_) | StepKey::PrivateTalk => question_of(definition, step)
            .map_or_else(AttrValue::default, |question| question.text.clone().into()),
    }
}

fn question_of<'a>(definition: &'a Questionnaire, step: &StepKey) -> Option<&'a Question> {
    match step {
        StepKey::Answer(at) => definition.question(at),
        StepKey::PrivateTalk => Some(&definition.private_talk),
        StepKey::Triage(_) | StepKey::Sharing(_) => None,
    }
}

/// "Le prix. Pas de bus près de chez moi." Options are phrases, with commas of their own.
fn listed<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    let labels: Vec<&str> = labels.collect();
    match labels.as_slice() {
        [one] => (*one).to_owned(),
        many => many.iter().fold(String::new(), |mut all, label| {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(label);
            if !label.ends_with(['.', '…', '?', '!']) {
                all.push('.');
            }
            all
        }),
    }
}

/// The référent's name, or "votre référent" when none is named yet.
pub fn referent_name(referent: Option<&Contact>) -> AttrValue {
    referent.map_or_else(|| t("stock.referent"), |referent| AttrValue::from(referent.name.clone()))
}

/// Who will be able to read, once it is sent.
pub fn reader_words(sharing: Sharing, referent: Option<&Contact>) -> AttrValue {
    let name = referent_name(referent);
    match sharing {
        Sharing::Referent => t_with("stock.review.reader.referent", &[("name", &capitalised(&name))]),
        Sharing::Team => t_with("stock.review.reader.team", &[("name", &capitalised(&name))]),
        Sharing::Me => t("stock.kept-for-you"),
    }
}

/// With a capital, to begin a sentence.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
