//! Moving answers to another version of the questions (Q13).

use crate::ids::OptionId;
use crate::questionnaire::check::check_question;
use crate::questionnaire::{
    Answer, Answers, Choice, Question, Questionnaire, Role, Sensitivity, StepKey, Subject, check_answer,
    prune,
};
use serde::{Deserialize, Serialize};

/// What becomes of answers in another version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedOver {
    /// All are right in the new version, and each is what the person said, or a part of it.
    pub kept: Answers,
    /// What cannot be kept, in the order of the old questions: to be said before it goes.
    pub dropped: Vec<Dropped>,
}

/// An answer, or the part of it, that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    pub step: StepKey,
    /// What is lost of it.
    pub answer: Answer,
    pub reason: DropReason,
    /// Whether the rest of the answer is kept.
    pub is_part: bool,
}

/// Why an answer cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DropReason {
    /// The question, or its whole subject, is no longer there.
    QuestionGone,
    /// The question no longer offers this answer.
    OptionGone,
    /// The question takes another kind of answer now, or less of it.
    OtherKind,
    /// It was given under a promise of keeping it that the new version no longer makes.
    LessPrivate,
    /// The other answers no longer lead to the question, or to this answer of it.
    NoLongerAsked,
}

type Lost = (Answer, DropReason);

/// Carries answers from the version they were given to into another. An option is known by its id: new words keep it, a
/// new id does not. Nothing is chosen for the person: of three answers where one is allowed, none is kept.
///
/// Carrying into the same version changes nothing.
pub fn carry_over(old: &Questionnaire, new: &Questionnaire, answers: &Answers) -> CarriedOver {
    let answers = prune(old, answers);
    let mut lost: Vec<(StepKey, Lost)> = Vec::new();
    let mut fitting = Answers::default();
    for (step, answer) in &answers.0 {
        let (fits, without) = fit(old, new, &answers, step, answer);
        if let Some(answer) = fits {
            fitting.0.insert(step.clone(), answer);
        }
        lost.extend(without.into_iter().map(|lost| (step.clone(), lost)));
    }
    let mut kept = prune(new, &fitting);
    while let Some((step, answer)) = find_wrong(new, &kept) {
        let whole = fitting.0.remove(&step).unwrap_or(answer);
        kept.0.remove(&step);
        lost.push((step, (whole, DropReason::OtherKind)));
        kept = prune(new, &kept);
    }
    for (step, answer) in &fitting.0 {
        lost.extend(
            rest(answer, kept.get(step)).map(|rest| (step.clone(), (rest, DropReason::NoLongerAsked))),
        );
    }
    let order = steps_in_order(old);
    lost.sort_by_key(|(step, _)| order.iter().position(|known| known == step));
    let dropped = lost.into_iter().map(|(step, (answer, reason))| {
        let is_part = kept.get(&step).is_some();
        Dropped { step, answer, reason, is_part }
    });
    CarriedOver { dropped: dropped.collect(), kept }
}

/// One answer to other questions, as it can be given to these: whole, or not at all. `answers` stand already.
pub fn carry_answer(
    old: &Questionnaire,
    new: &Questionnaire,
    answers: &Answers,
    step: &StepKey,
    answer: &Answer,
) -> Option<Answer> {
    let mut with = answers.clone();
    with.0.insert(step.clone(), answer.clone());
    let (fits, lost) = fit(old, new, &with, step, answer);
    fits.filter(|fits| lost.is_empty() && check_answer(new, answers, step, fits).is_ok())
}

/// What of one answer has a place in the new version, whether or not it is asked there; and what has not.
fn fit(
    old: &Questionnaire,
    new: &Questionnaire,
    answers: &Answers,
    step: &StepKey,
    answer: &Answer,
) -> (Option<Answer>, Vec<Lost>) {
    let lose = |reason| (None, vec![(answer.clone(), reason)]);
    match step {
        StepKey::Triage(id) => match (old.subject(id), new.subject(id)) {
            (Some(was), Some(is)) if answers.state(id).is_open() || !tells_more(was, is) => {
                (Some(answer.clone()), vec![])
            }
            // The levels of a subject that opens no question are read without being asked who may.
            (Some(_), Some(_)) => lose(DropReason::LessPrivate),
            (None, _) | (_, None) => lose(DropReason::QuestionGone),
        },
        StepKey::Sharing(id) if new.subject(id).is_some() => (Some(answer.clone()), vec![]),
        StepKey::Sharing(_) => lose(DropReason::QuestionGone),
        StepKey::PrivateTalk => fit_question(&old.private_talk, &new.private_talk, false, answer),
        StepKey::Answer(at) => {
            let (was, is) = (old.subject(&at.subject), new.subject(&at.subject));
            match (was.zip(old.question(at)), is.zip(new.question(at))) {
                (Some((was_in, was)), Some((is_in, is))) => {
                    let names_it = names_subject(is_in, is) && !names_subject(was_in, was);
                    fit_question(was, is, names_it, answer)
                }
                (None, _) | (_, None) => lose(DropReason::QuestionGone),
            }
        }
    }
}

/// `names_it`: a wish to talk would now tell the subject, and did not before.
fn fit_question(
    was: &Question,
    is: &Question,
    names_it: bool,
    answer: &Answer,
) -> (Option<Answer>, Vec<Lost>) {
    let mut lost = vec![];
    let stays = match answer {
        Answer::Choices(chosen) => {
            let judge = |id: &OptionId| judge_option(was, is, names_it, id);
            for reason in [DropReason::OptionGone, DropReason::LessPrivate] {
                let gone: Vec<OptionId> =
                    chosen.iter().filter(|id| judge(id) == Some(reason)).cloned().collect();
                if !gone.is_empty() {
                    lost.push((Answer::Choices(gone), reason));
                }
            }
            Answer::Choices(chosen.iter().filter(|id| judge(id).is_none()).cloned().collect())
        }
        _ if was.sensitive && !is.sensitive => {
            return (None, vec![(answer.clone(), DropReason::LessPrivate)]);
        }
        Answer::Entries(_) | Answer::Text(_) | Answer::Date(_) | Answer::Level(_) | Answer::Sharing(_) => {
            answer.clone()
        }
    };
    if matches!(&stays, Answer::Choices(chosen) if chosen.is_empty()) {
        return (None, lost);
    }
    if check_question(is, &stays, |_| true).is_empty() {
        return (Some(stays), lost);
    }
    lost.push((stays, DropReason::OtherKind));
    (None, lost)
}

/// Why a chosen option has no place; `None`: it has.
fn judge_option(was: &Question, is: &Question, names_it: bool, id: &OptionId) -> Option<DropReason> {
    let Some((old, new)) = was.option(id).zip(is.option(id)) else { return Some(DropReason::OptionGone) };
    let is_kept = |question: &Question, option: &Choice| question.sensitive || option.sensitive;
    if old.role != new.role {
        // A plain answer must not become a wish to talk.
        Some(DropReason::OptionGone)
    } else if is_kept(was, old) && !is_kept(is, new) || names_it && new.role == Role::Talk {
        Some(DropReason::LessPrivate)
    } else {
        None
    }
}

/// Whether a level that nobody could read by default could be read now.
fn tells_more(was: &Subject, is: &Subject) -> bool {
    was.sensitivity != Sensitivity::Normal && is.sensitivity == Sensitivity::Normal
}

/// Whether a wish to talk about it tells the subject's name (Q6).
fn names_subject(subject: &Subject, question: &Question) -> bool {
    subject.sensitivity != Sensitivity::Sensitive && !question.sensitive
}

fn find_wrong(definition: &Questionnaire, answers: &Answers) -> Option<(StepKey, Answer)> {
    let wrong =
        |(step, answer): &(&StepKey, &Answer)| check_answer(definition, answers, step, answer).is_err();
    answers.0.iter().find(wrong).map(|(step, answer)| (step.clone(), answer.clone()))
}

/// What `kept` lacks of an answer.
fn rest(answer: &Answer, kept: Option<&Answer>) -> Option<Answer> {
    match (answer, kept) {
        (_, None) => Some(answer.clone()),
        (Answer::Choices(all), Some(kept)) => {
            let rest: Vec<OptionId> = all.iter().filter(|id| !kept.choices().contains(id)).cloned().collect();
            (!rest.is_empty()).then_some(Answer::Choices(rest))
        }
        (_, Some(_)) => None,
    }
}

/// Every step that a questionnaire can ask, in its order.
fn steps_in_order(definition: &Questionnaire) -> Vec<StepKey> {
    let mut steps = Vec::new();
    for subject in &definition.subjects {
        steps.push(StepKey::Triage(subject.id.clone()));
        steps.extend(subject.questions.iter().map(|question| {
            let (subject, question) = (subject.id.clone(), question.id.clone());
            StepKey::Answer(crate::questionnaire::QuestionRef { subject, question })
        }));
        steps.push(StepKey::Sharing(subject.id.clone()));
    }
    steps.push(StepKey::PrivateTalk);
    steps
}
