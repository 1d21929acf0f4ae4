//! What happens to the queue.

use super::Submit;
use contract::Problem;
use contract::questionnaire::{Draft, SavedAnswer, SubmissionSummary};
use domain::ids::PersonId;
use domain::questionnaire::{Answer, StepKey};
use std::rc::Rc;

/// Why a try failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No answer, or "later": the same may work in a while.
    Passing {
        retry_after_s: Option<u32>,
    },
    SessionNeeded,
    Refused(Rc<Problem>),
}

/// What happens to the queue. `key` is a fresh idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Given {
        step: StepKey,
        answer: Option<Answer>,
        questionnaire_version: String,
        key: String,
    },
    /// The server's draft was read: these are the versions.
    Read(Draft),
    Confirmed {
        key: String,
        saved: SavedAnswer,
    },
    Failed {
        key: String,
        failure: Failure,
    },
    /// Time, network or the person is back.
    Woken,
    SignedIn(PersonId),
    SignedOut,
    /// The person left, or the draft was sent: nothing of it stays.
    Emptied,
    KeptMine {
        step: StepKey,
        key: String,
    },
    KeptTheirs {
        step: StepKey,
    },
    /// The person has seen that these were refused.
    RefusalsSeen,
    /// The person has seen what went, and has decided about what is left over.
    Settled,
    /// The person has asked to send everything: it leaves once, behind the last answer.
    SubmitAsked(Submit),
    Submitted {
        key: String,
        summary: SubmissionSummary,
    },
}
