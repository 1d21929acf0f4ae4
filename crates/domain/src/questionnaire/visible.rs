//! What someone else may read of sent answers. Everything that staff see goes through here (product.md, rule 4).

use crate::ids::SubjectId;
use crate::questionnaire::{
    Answer, Answers, Questionnaire, Sensitivity, Sharing, StepKey, Subject, TalkRequest, prune, sharing_of,
};
use std::collections::{BTreeMap, BTreeSet};

/// Who reads, other than the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The caseworker who follows the person.
    Referent,
    /// The other people who follow the person, whom the person sees by name.
    Team,
}

/// What the person has said about the sharing of each subject, last word only. A subject that is not here is shared as
/// it was when it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sharings {
    pub said: BTreeMap<SubjectId, Sharing>,
    /// Subjects whose last word was said while somebody else was the référent.
    pub to_another: BTreeSet<SubjectId>,
}

impl Sharings {
    /// Who may read a subject now.
    pub fn of(&self, subject: &Subject, sent: &Answers) -> Sharing {
        let said = self.said.get(&subject.id).copied().unwrap_or_else(|| sharing_of(subject, sent));
        passed_on(subject.sensitivity, said, self.to_another.contains(&subject.id))
    }
}

/// Who may read what was said to be shared, when it was said to another référent: an ordinary subject goes on to the next
/// one, so that nothing has to be told twice; a delicate one was entrusted to somebody, and waits for a new word (decision 0036).
pub const fn passed_on(sensitivity: Sensitivity, said: Sharing, is_to_another: bool) -> Sharing {
    match sensitivity {
        Sensitivity::Delicate | Sensitivity::Sensitive if is_to_another => Sharing::Me,
        _ => said,
    }
}

impl Sharing {
    /// Whether this choice lets someone read.
    pub const fn lets(self, reader: Reader) -> bool {
        match (self, reader) {
            (Self::Me, _) | (Self::Referent, Reader::Team) => false,
            (Self::Referent | Self::Team, Reader::Referent) | (Self::Team, Reader::Team) => true,
        }
    }
}

/// The part of sent answers that `reader` may read: levels and answers of the subjects that are shared with them,
/// without what is sensitive by itself.
///
/// It is a function of what is shared: whatever the person keeps to themselves could be different, or not there, and
/// the result would be the same. So a question that was only asked because of a private answer goes too (it would tell
/// that answer), and a subject that is kept looks like one that was not discussed.
#[must_use]
pub fn visible_answers(
    definition: &Questionnaire,
    sent: &Answers,
    sharings: &Sharings,
    reader: Reader,
) -> Answers {
    let is_shared = |id: &SubjectId| {
        definition.subject(id).is_some_and(|subject| sharings.of(subject, sent).lets(reader))
    };
    let shown = sent.0.iter().filter_map(|(step, answer)| {
        let answer = match step {
            StepKey::Triage(subject) => is_shared(subject).then(|| answer.clone()),
            StepKey::Answer(at) if is_shared(&at.subject) => {
                let question = definition.question(at).filter(|question| !question.sensitive)?;
                match answer {
                    Answer::Choices(chosen) => {
                        let mut told = chosen.clone();
                        told.retain(|id| question.option(id).is_some_and(|option| !option.sensitive));
                        (!told.is_empty()).then_some(Answer::Choices(told))
                    }
                    other => Some(other.clone()),
                }
            }
            // Who reads is told by what is read; a wish to talk travels by itself.
            StepKey::Answer(_) | StepKey::Sharing(_) | StepKey::PrivateTalk => None,
        };
        Some((step.clone(), answer?))
    });
    prune(definition, &Answers(shown.collect()))
}

/// A wish to talk as `reader` may know it: a subject that is kept to oneself is not named (decision 0010).
#[must_use]
pub fn visible_request(
    definition: &Questionnaire,
    sent: &Answers,
    sharings: &Sharings,
    reader: Reader,
    request: &TalkRequest,
) -> TalkRequest {
    match request {
        TalkRequest::Subject(id) => {
            let subject = definition.subject(id);
            let is_named = subject.is_some_and(|subject| sharings.of(subject, sent).lets(reader));
            if is_named { request.clone() } else { TalkRequest::Personal }
        }
        TalkRequest::Personal | TalkRequest::Private => request.clone(),
    }
}
