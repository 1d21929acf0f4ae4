//! Sending everything: asked for once, leaves behind the last answer, has one effect however often it is tried.

use super::{Phase, Queue};
use contract::Problem;
use contract::questionnaire::{SubmissionSummary, next_draft};
use std::rc::Rc;

/// What the person has asked to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submit {
    /// The same at each try, so that they have one effect.
    pub key: String,
    /// What the questions were read in.
    pub language: String,
    /// Whether anyone else will read a part of it.
    pub is_shared: bool,
    /// Whether something was sent before, to compare it with.
    pub is_retake: bool,
    /// The whole draft that it sends; fixed when it leaves for the first time. From then on it may have had its effect, and
    /// what is given later leaves after it.
    pub if_match: Option<String>,
}

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub summary: Rc<SubmissionSummary>,
    pub is_shared: bool,
    pub is_retake: bool,
}

/// Where the wish to send everything stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Outbox {
    #[default]
    Empty,
    Asked(Submit),
    Sent(Sent),
    /// The server would not take it, or an answer before it: the person looks again.
    Refused(Rc<Problem>),
}

impl Queue {
    pub const fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// The submission that must be on its way now, and the number of the try.
    pub fn submitting(&self) -> Option<(u32, &Submit)> {
        match &self.outbox {
            Outbox::Asked(submit) if self.phase == Phase::Sending && self.is_submission_next() => {
                Some((self.n_tries, submit))
            }
            _ => None,
        }
    }

    pub(super) fn is_submission_next(&self) -> bool {
        match &self.outbox {
            // The person chooses first between two answers that stand side by side.
            Outbox::Asked(submit) => {
                submit.if_match.is_some()
                    || (self.waiting.is_empty() && self.conflicts.is_empty() && self.left_over.is_empty())
            }
            Outbox::Empty | Outbox::Sent(_) | Outbox::Refused(_) => false,
        }
    }

    pub(super) fn is_submission(&self, tried: &str) -> bool {
        self.submitting().is_some_and(|(_, submit)| submit.key == tried)
    }

    pub(super) fn let_submission_leave(&mut self) {
        let tag = self.tag();
        if let Outbox::Asked(submit) = &mut self.outbox {
            submit.if_match = submit.if_match.take().or(Some(tag));
        }
    }

    /// Asked a second time, it is still the same wish.
    pub(super) fn ask_to_submit(&mut self, submit: Submit) {
        if !matches!(self.outbox, Outbox::Asked(_)) {
            self.outbox = Outbox::Asked(submit);
        }
        self.wake();
    }

    /// An answer that the server does not take: what would be sent is not what the person has read.
    pub(super) fn stop_submission(&mut self, problem: Rc<Problem>) {
        if matches!(&self.outbox, Outbox::Asked(submit) if submit.if_match.is_none()) {
            self.outbox = Outbox::Refused(problem);
        }
    }

    /// The server has it, and its draft is gone. What was given since belongs to the next one.
    pub(super) fn end_submission(&mut self, tried: &str, summary: SubmissionSummary) {
        let Outbox::Asked(submit) = &self.outbox else { return };
        if submit.key != tried {
            return;
        }
        let Submit { is_shared, is_retake, .. } = *submit;
        self.draft = next_draft(Some(&summary.id));
        self.revision = 0;
        self.questionnaire_version.clone_from(&summary.questionnaire_version);
        self.outbox = Outbox::Sent(Sent { summary: Rc::new(summary), is_shared, is_retake });
        self.known.clear();
        self.ours.clear();
        self.removed.clear();
        self.conflicts.clear();
        self.refusals.clear();
        self.n_saved += 1;
        self.go_on();
    }

    /// An answer after something was sent is the first of another taking stock.
    pub(super) fn begin_anew(&mut self) {
        if matches!(self.outbox, Outbox::Sent(_) | Outbox::Refused(_)) {
            self.outbox = Outbox::Empty;
        }
    }
}
