//! What another device of the same person did meanwhile: another answer, a branch cut, the draft sent or moved. Nothing
//! of what was given here vanishes without being said.

use super::state::{Queue, Refusal, Unsent, find, put};
use contract::questionnaire::{Draft, DraftAnswer, SavedAnswer};
use contract::{ErrorCode, Problem};
use domain::questionnaire::{Answer, StepKey};

/// Two answers to one step, from two devices. Both are kept until the person chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub step: StepKey,
    pub mine: Option<Answer>,
    pub theirs: Option<Answer>,
    pub(super) questionnaire_version: String,
}

/// An answer that was given to a draft that is no longer there, or no longer on these questions. It is kept nowhere but
/// here until the person decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOver {
    pub step: StepKey,
    pub answer: Answer,
    /// The questions that it answers.
    pub questionnaire_version: String,
    /// The draft was sent; otherwise it was moved to other questions.
    pub is_sent: bool,
}

/// An answer that is no longer kept, because the other device, or this one without knowing of it, has closed its question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    pub step: StepKey,
    pub answer: Answer,
    pub questionnaire_version: String,
}

impl Queue {
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    pub fn left_over(&self) -> &[LeftOver] {
        &self.left_over
    }

    pub fn removed(&self) -> &[Removed] {
        &self.removed
    }

    /// The server holds another answer than the one that `refused` meant to change.
    pub(super) fn meet(&mut self, refused: Unsent, current: SavedAnswer) {
        let there = DraftAnswer { answer: current.answer, version: current.version };
        put(&mut self.known, refused.step.clone(), there.clone());
        if there.answer == refused.answer {
            put(&mut self.ours, refused.step, there);
            self.n_saved += 1;
            return;
        }
        if find(&self.ours, &refused.step).is_some_and(|ours| ours.answer == there.answer) {
            // What stands there is what this device put there: only the version was behind.
            self.try_anew(refused);
            return;
        }
        let newest = self.waiting.iter().rev().find(|unsent| unsent.step == refused.step);
        let mine = newest.map_or(refused.answer, |unsent| unsent.answer.clone());
        self.waiting.retain(|unsent| unsent.step != refused.step);
        self.conflicts.push(Conflict {
            step: refused.step,
            mine,
            theirs: there.answer,
            questionnaire_version: refused.questionnaire_version,
        });
    }

    /// The server does not take an answer.
    pub(super) fn refuse(&mut self, refused: Unsent, problem: &Problem) {
        let is_sent = problem.code == ErrorCode::DraftGone;
        if is_sent || problem.code == ErrorCode::DraftOtherVersion {
            self.leave(refused, is_sent);
            return;
        }
        let Unsent { step, answer, questionnaire_version, .. } = refused;
        let refusal = Refusal { step, answer, code: problem.code, problems: problem.problems.clone() };
        if refusal.is_closed() {
            self.note(&refusal.step, refusal.answer.as_ref(), &questionnaire_version);
        }
        self.refusals.push(refusal);
    }

    /// The draft of this screen is gone: what waits for it, and what stands beside another answer, is left over. The last
    /// word on each step counts; taking an answer back leaves nothing.
    fn leave(&mut self, refused: Unsent, is_sent: bool) {
        let of = |unsent: Unsent| (unsent.step, unsent.answer, unsent.questionnaire_version);
        let conflicts = core::mem::take(&mut self.conflicts).into_iter();
        let mut all: Vec<_> = conflicts.map(|one| (one.step, one.mine, one.questionnaire_version)).collect();
        all.push(of(refused));
        all.extend(core::mem::take(&mut self.waiting).into_iter().map(of));
        for (step, answer, questionnaire_version) in all {
            self.left_over.retain(|known| known.step != step);
            if let Some(answer) = answer {
                self.left_over.push(LeftOver { step, answer, questionnaire_version, is_sent });
            }
        }
    }

    /// The draft was read again: what this device had put there and what is gone since was removed by another one.
    pub(super) fn note_removed(&mut self, draft: &Draft) {
        if !self.waiting.is_empty() {
            // The answer on its way may have cut it: its confirmation says so.
            return;
        }
        let version = self.questionnaire_version.clone();
        for (step, ours) in core::mem::take(&mut self.ours) {
            let now = draft.answers.get(&step);
            if now.is_some_and(|now| now.answer.is_none() && now.version > ours.version) {
                self.note(&step, ours.answer.as_ref(), &version);
            } else {
                self.ours.push((step, ours));
            }
        }
    }

    /// An answer of this device cut another one; when this device did not know of that one, the person is told.
    pub(super) fn note_cut(&mut self, step: &StepKey, was: &DraftAnswer) {
        self.ours.retain(|(ours, _)| ours != step);
        let known = find(&self.known, step).and_then(|known| known.answer.as_ref());
        if known != was.answer.as_ref() && !self.questionnaire_version.is_empty() {
            let version = self.questionnaire_version.clone();
            self.note(step, was.answer.as_ref(), &version);
        }
    }

    fn note(&mut self, step: &StepKey, answer: Option<&Answer>, version: &str) {
        if let Some(answer) = answer {
            self.removed.retain(|known| known.step != *step);
            self.removed.push(Removed {
                step: step.clone(),
                answer: answer.clone(),
                questionnaire_version: version.to_owned(),
            });
        }
    }
}
