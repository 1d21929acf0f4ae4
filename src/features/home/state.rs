//! Which card the next step makes. Pure: keys and names, no words.

use contract::pathway::{ActionView, PathwayView, ReasonView};
use contract::session::Contact;
use domain::pathway::{ActionSheet, NextStep};

/// The next step with what its card shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card<'a> {
    TakeStock,
    Resume {
        n_answers: u32,
    },
    /// A suggestion, with the first of its reasons.
    Choose {
        sheet: &'a ActionSheet,
        reason: Option<&'a ReasonView>,
    },
    Do {
        action: &'a ActionView,
    },
    /// Everything open is stuck.
    Talk {
        referent: Option<&'a Contact>,
        stuck: Option<&'a ActionView>,
    },
    Wait {
        referent: Option<&'a Contact>,
    },
}

/// The card of a pathway's next step. When the step names something that the view lacks, which only a server and an
/// app of different ages can produce, it is the card that is always true.
pub fn card(view: &PathwayView) -> Card<'_> {
    let referent = view.referent.as_ref();
    let found = match &view.next_step {
        NextStep::TakeStock => Some(Card::TakeStock),
        NextStep::ResumeStock { n_answers } => {
            Some(Card::Resume { n_answers: u32::try_from(*n_answers).unwrap_or(u32::MAX) })
        }
        NextStep::ChooseAction { sheet } => {
            let suggestion = view.suggestions.iter().find(|suggestion| suggestion.sheet.id == *sheet);
            suggestion.map(|found| Card::Choose { sheet: &found.sheet, reason: found.reasons.first() })
        }
        NextStep::DoAction { action, .. } => {
            view.actions.iter().find(|found| found.id == *action).map(|action| Card::Do { action })
        }
        NextStep::TalkToReferent => {
            let is_stuck = |action: &&ActionView| action.status == domain::pathway::ActionStatus::Stuck;
            Some(Card::Talk { referent, stuck: view.actions.iter().find(is_stuck) })
        }
        NextStep::WaitForReferent => None,
    };
    found.unwrap_or(Card::Wait { referent })
}
