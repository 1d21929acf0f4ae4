//! Whether one answer is right for one step. Runs in the browser before sending and on the server before saving.

use crate::ids::OptionId;
use crate::questionnaire::{
    Answer, Answers, Kind, Page, Question, QuestionRef, Questionnaire, Route, StepKey, route,
};
use serde::{Deserialize, Serialize};

/// Why an answer is refused. Words come from the language files, by code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AnswerProblem {
    /// No such subject or question in this version.
    UnknownStep,
    /// The answers so far do not lead to this question.
    HiddenStep,
    /// A date for a choice, a text for a date, and so on.
    WrongKind,
    /// Nothing chosen or written.
    Empty,
    UnknownOption {
        option: OptionId,
    },
    /// The option exists but is not shown after the answers so far.
    HiddenOption {
        option: OptionId,
    },
    /// The same option twice.
    RepeatedOption {
        option: OptionId,
    },
    /// This option stands alone.
    NotAlone {
        option: OptionId,
    },
    /// More than `max` options or entries.
    TooMany {
        max: u8,
    },
    /// More than `max_chars` characters.
    TooLong {
        max_chars: u16,
    },
    UnknownEntry {
        code: String,
    },
}

/// Checks `answer` for `step`, given everything answered before. All problems at once.
///
/// # Errors
/// Every [`AnswerProblem`] found, at least one.
pub fn check_answer(
    definition: &Questionnaire,
    answers: &Answers,
    step: &StepKey,
    answer: &Answer,
) -> Result<(), Vec<AnswerProblem>> {
    let problems = match (step, answer) {
        (StepKey::Triage(subject), Answer::Level(_)) => match definition.subject(subject) {
            Some(_) => vec![],
            None => vec![AnswerProblem::UnknownStep],
        },
        (StepKey::Sharing(subject), Answer::Sharing(_)) => match definition.subject(subject) {
            None => vec![AnswerProblem::UnknownStep],
            Some(_) if answers.level(subject).is_some_and(|level| level.opens_subject()) => vec![],
            Some(_) => vec![AnswerProblem::HiddenStep],
        },
        (StepKey::PrivateTalk, answer) => check_question(&definition.private_talk, answer, |_| true),
        (StepKey::Answer(at), answer) => check_asked(definition, &route(definition, answers), at, answer),
        (StepKey::Triage(_) | StepKey::Sharing(_), _) => vec![AnswerProblem::WrongKind],
    };
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn check_asked(
    definition: &Questionnaire,
    route: &Route,
    at: &QuestionRef,
    answer: &Answer,
) -> Vec<AnswerProblem> {
    let Some(question) = definition.question(at) else { return vec![AnswerProblem::UnknownStep] };
    if !route.contains(&Page::Question(at.clone())) {
        return vec![AnswerProblem::HiddenStep];
    }
    check_question(question, answer, |option| route.shows_option(at, option))
}

/// Whether an answer is right for a question by itself, wherever it stands.
pub(super) fn check_question(
    question: &Question,
    answer: &Answer,
    is_shown: impl Fn(&OptionId) -> bool,
) -> Vec<AnswerProblem> {
    match (&question.kind, answer) {
        (Kind::Several, Answer::Choices(options)) => check_choices(question, options, None, is_shown),
        // Of the kinds that are not choices, the shared ways out are options too ("Je ne sais pas").
        (_, Answer::Choices(options)) => check_choices(question, options, Some(1), is_shown),
        (Kind::Guided { max, entries }, Answer::Entries(codes)) => {
            let mut problems = vec![];
            if codes.is_empty() {
                problems.push(AnswerProblem::Empty);
            }
            if codes.len() > usize::from(*max) {
                problems.push(AnswerProblem::TooMany { max: *max });
            }
            let unknown = codes.iter().filter(|code| !entries.iter().any(|entry| entry.code == **code));
            problems.extend(unknown.map(|code| AnswerProblem::UnknownEntry { code: code.clone() }));
            problems
        }
        (Kind::Date, Answer::Date(_)) => vec![],
        (Kind::Text { max_chars }, Answer::Text(text)) => {
            let n_chars = text.trim().chars().count();
            match n_chars {
                0 => vec![AnswerProblem::Empty],
                n if n > usize::from(*max_chars) => vec![AnswerProblem::TooLong { max_chars: *max_chars }],
                _ => vec![],
            }
        }
        (Kind::One | Kind::Several | Kind::Guided { .. } | Kind::Date | Kind::Text { .. }, _) => {
            vec![AnswerProblem::WrongKind]
        }
    }
}

fn check_choices(
    question: &Question,
    options: &[OptionId],
    max: Option<u8>,
    is_shown: impl Fn(&OptionId) -> bool,
) -> Vec<AnswerProblem> {
    let mut problems = vec![];
    if options.is_empty() {
        problems.push(AnswerProblem::Empty);
    }
    if let Some(max) = max
        && options.len() > usize::from(max)
    {
        problems.push(AnswerProblem::TooMany { max });
    }
    for (i, id) in options.iter().enumerate() {
        let option = id.clone();
        match question.option(id) {
            None => problems.push(AnswerProblem::UnknownOption { option }),
            Some(_) if !is_shown(id) => problems.push(AnswerProblem::HiddenOption { option }),
            Some(_) if options[..i].contains(id) => problems.push(AnswerProblem::RepeatedOption { option }),
            Some(choice) if choice.stands_alone() && options.len() > 1 => {
                problems.push(AnswerProblem::NotAlone { option });
            }
            Some(_) => {}
        }
    }
    problems
}
