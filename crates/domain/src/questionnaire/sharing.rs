//! Who may read what (Q6, Q7).

use crate::ids::SubjectId;
use crate::questionnaire::{
    Answers, Page, Question, Questionnaire, Role, Sensitivity, Sharing, StepKey, Subject, route,
};

/// Who may read a subject now: the person's choice or, before it, the careful default. A delicate subject has no
/// pre-chosen answer on screen; until the person chooses, nobody else reads it.
pub fn sharing_of(subject: &Subject, answers: &Answers) -> Sharing {
    answers.sharing(&subject.id).unwrap_or(match subject.sensitivity {
        Sensitivity::Normal => Sharing::Referent,
        Sensitivity::Delicate | Sensitivity::Sensitive => Sharing::Me,
    })
}

/// A wish to talk with the référent. Carries no answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TalkRequest {
    /// About this subject, by name.
    Subject(SubjectId),
    /// About "un sujet personnel": a sensitive subject, whose name is not told.
    Personal,
    /// A private meeting, without a reason.
    Private,
}

/// A subject that is sensitive or kept to oneself is not named (decision 0010).
fn name_request(subject: &Subject, question: &Question, sharing: Sharing) -> TalkRequest {
    match subject.sensitivity {
        Sensitivity::Normal | Sensitivity::Delicate if !question.sensitive && sharing != Sharing::Me => {
            TalkRequest::Subject(subject.id.clone())
        }
        _ => TalkRequest::Personal,
    }
}

/// The wishes to talk that these answers hold, each once, in route order.
pub fn talk_requests(definition: &Questionnaire, answers: &Answers) -> Vec<TalkRequest> {
    let mut requests = Vec::new();
    for page in route(definition, answers).pages {
        let request = match page {
            Page::Question(at) => {
                let Some((subject, question)) = definition.subject(&at.subject).zip(definition.question(&at))
                else {
                    continue;
                };
                let chosen = answers.get(&StepKey::Answer(at)).map_or(&[][..], |answer| answer.choices());
                let asks = question.options.iter().any(|o| o.role == Role::Talk && chosen.contains(&o.id));
                if !asks {
                    continue;
                }
                name_request(subject, question, sharing_of(subject, answers))
            }
            Page::PrivateTalk => {
                let chosen = answers.get(&StepKey::PrivateTalk).map_or(&[][..], |answer| answer.choices());
                let asks = definition
                    .private_talk
                    .options
                    .iter()
                    .any(|o| o.role == Role::Talk && chosen.contains(&o.id));
                if !asks {
                    continue;
                }
                TalkRequest::Private
            }
            Page::Triage | Page::Sharing(_) | Page::Review => continue,
        };
        if !requests.contains(&request) {
            requests.push(request);
        }
    }
    requests
}
