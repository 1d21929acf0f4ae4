//! What of the pathway stands on a public screen only once it is asked for (K3).

use crate::ids::{SheetId, SubjectId};
use crate::pathway::{Facts, NextStep, Pathway};
use crate::questionnaire::{Sensitivity, Subject};

/// Whether the words of a step can tell something private to whoever stands beside the screen: its sheet is of a subject that
/// is delicate or sensitive, or sensitive by itself; an answer about such a subject led to it; or it is in the person's own
/// words, of which nobody knows what they say. One that is not among `subjects`, those of the questions as they
/// are, counts as delicate.
pub fn is_delicate(step: &NextStep, facts: &Facts, pathway: &Pathway, subjects: &[Subject]) -> bool {
    let is_careful = |id: &SubjectId| {
        let subject = subjects.iter().find(|subject| subject.id == *id);
        subject.is_none_or(|subject| subject.sensitivity != Sensitivity::Normal)
    };
    let is_of = |id: &SheetId| {
        pathway.sheet(id).is_none_or(|sheet| sheet.sensitive || sheet.subjects.iter().any(is_careful))
    };
    match step {
        NextStep::ChooseAction { sheet } => {
            let mut suggestions = facts.suggestions.iter().filter(|one| one.sheet == *sheet);
            is_of(sheet)
                || suggestions.any(|one| one.reasons.iter().any(|reason| is_careful(&reason.at.subject)))
        }
        NextStep::DoAction { action } | NextStep::GoToAppointment { action } => {
            let fact = facts.actions.iter().find(|one| one.id == *action);
            fact.and_then(|fact| fact.sheet.as_ref()).is_none_or(is_of)
        }
        NextStep::TakeStock
        | NextStep::ResumeStock { .. }
        | NextStep::GoToWorkshop { .. }
        | NextStep::GoToMeeting { .. }
        | NextStep::AnswerOffer { .. }
        | NextStep::TalkToReferent
        | NextStep::WaitForReferent => false,
    }
}
