//! The queue of unsent answers. Pure: no clock, no randomness, no network.
//!
//! Answers leave one at a time in the order given, because an answer may open the question that the next one belongs
//! to. A newer value replaces an older one of the same step only when nothing was given in between and the older one
//! has not left yet. The wish to send everything leaves behind the last of them ([`submission`]); all of it can be written
//! down and read again after a restart ([`record`]).

mod event;
mod record;
mod submission;

use super::elsewhere::{Conflict, LeftOver, Removed};
use contract::ErrorCode;
use contract::questionnaire::{Draft, DraftAnswer, SavedAnswer, draft_tag};
use domain::ids::PersonId;
use domain::questionnaire::{Answer, AnswerProblem, Answers, StepKey, step_map};

pub use event::{Event, Failure};
pub use submission::{Outbox, Sent, Submit};

/// Ends the key of an answer that is asked anew.
pub(super) const AGAIN: &str = "-again";

/// An answer that the server has not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    pub step: StepKey,
    /// `None` removes the answer.
    pub answer: Option<Answer>,
    pub questionnaire_version: String,
    /// The same at each try, so that they have one effect.
    pub key: String,
    /// The draft and the version that it changes; fixed when it leaves for the first time.
    pub if_match: Option<String>,
}

/// An answer that the server will never take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub step: StepKey,
    pub answer: Option<Answer>,
    pub code: ErrorCode,
    pub problems: Vec<AnswerProblem>,
}

impl Refusal {
    /// The answers do not lead to this question any more, or it is no longer there.
    pub fn is_closed(&self) -> bool {
        let is_closed = |problem: &AnswerProblem| {
            matches!(problem, AnswerProblem::UnknownStep | AnswerProblem::HiddenStep)
        };
        self.problems.iter().any(is_closed)
    }
}

/// What the queue is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    Ready,
    /// The first answer is on its way.
    Sending,
    /// The last try failed; a timer, the network or the person's return wakes it.
    Resting,
    /// Nobody is signed in; waits for the same person.
    #[default]
    SignedOut,
}

/// What the screen says about saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveState {
    /// The server has everything.
    Saved,
    /// On its way, nothing unusual.
    Saving,
    /// This many answers wait on this device for the network or for signing in again.
    Waiting { n_answers: usize },
}

/// Unsent answers and what is known about the server's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Queue {
    owner: Option<PersonId>,
    /// First given first; the first may be on its way.
    pub(super) waiting: Vec<Unsent>,
    /// The draft that the screen shows; empty before the first reading.
    draft: String,
    /// The draft's revision, as far as this device knows.
    revision: u64,
    /// The questions that the draft is on.
    pub(super) questionnaire_version: String,
    /// What the server holds, as far as this device knows.
    pub(super) known: Vec<(StepKey, DraftAnswer)>,
    /// What this device saved last, by step: a "conflict" with it is none, and when it goes the person is told.
    pub(super) ours: Vec<(StepKey, DraftAnswer)>,
    pub(super) conflicts: Vec<Conflict>,
    pub(super) left_over: Vec<LeftOver>,
    pub(super) removed: Vec<Removed>,
    pub(super) refusals: Vec<Refusal>,
    outbox: Outbox,
    phase: Phase,
    /// Failures since something last went well.
    n_failures: u32,
    retry_after_s: Option<u32>,
    /// Tries so far, of all answers.
    n_tries: u32,
    /// Answers confirmed so far.
    pub(super) n_saved: u32,
}

impl Queue {
    /// The queue after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        next.apply(event);
        if next.phase == Phase::Ready {
            next.let_leave();
        }
        next
    }

    fn let_leave(&mut self) {
        if self.is_submission_next() {
            self.let_submission_leave();
        } else if let Some(tag) =
            self.waiting.first().map(|first| draft_tag(&self.draft, self.version(&first.step)))
            && let Some(first) = self.waiting.first_mut()
        {
            first.if_match = first.if_match.take().or(Some(tag));
        } else {
            return;
        }
        self.phase = Phase::Sending;
        self.n_tries += 1;
    }

    /// The answer that must be on its way now, and the number of the try.
    pub fn sending(&self) -> Option<(u32, &Unsent)> {
        let is_its_turn = self.phase == Phase::Sending && !self.is_submission_next();
        let first = self.waiting.first().filter(|_| is_its_turn)?;
        Some((self.n_tries, first))
    }

    /// While resting: failures so far and the seconds that the server asked for.
    pub fn resting(&self) -> Option<(u32, Option<u32>)> {
        (self.phase == Phase::Resting).then_some((self.n_failures, self.retry_after_s))
    }

    pub fn save_state(&self) -> SaveState {
        match self.phase {
            _ if !self.has_unsent() => SaveState::Saved,
            Phase::Sending | Phase::Ready if self.n_failures == 0 => SaveState::Saving,
            _ => SaveState::Waiting { n_answers: self.waiting.len() },
        }
    }

    pub fn has_unsent(&self) -> bool {
        !self.waiting.is_empty() || matches!(self.outbox, Outbox::Asked(_))
    }

    /// Whose answers these are.
    pub const fn owner(&self) -> Option<&PersonId> {
        self.owner.as_ref()
    }

    /// The server's draft as far as this device knows; without network it stands for the server's own word.
    pub fn known(&self) -> Option<Draft> {
        (!self.draft.is_empty()).then(|| Draft {
            id: self.draft.clone(),
            questionnaire_version: self.questionnaire_version.clone(),
            newer_version: None,
            revision: self.revision,
            answers: step_map(self.known.iter().cloned()),
            last_time: vec![],
        })
    }

    /// What the screen shows, for `If-Match` of the whole draft.
    pub fn tag(&self) -> String {
        draft_tag(&self.draft, self.revision)
    }

    pub fn refusals(&self) -> &[Refusal] {
        &self.refusals
    }

    /// Answers confirmed so far; grows with each.
    pub const fn n_saved(&self) -> u32 {
        self.n_saved
    }

    /// Puts the unsent answers over the server's: what the person sees.
    pub fn overlay(&self, answers: &mut Answers) {
        let conflicts = self.conflicts.iter().map(|conflict| (&conflict.step, &conflict.mine));
        let waiting = self.waiting.iter().map(|unsent| (&unsent.step, &unsent.answer));
        for (step, answer) in conflicts.chain(waiting) {
            match answer {
                Some(answer) => answers.0.insert(step.clone(), answer.clone()),
                None => answers.0.remove(step),
            };
        }
    }

    fn version(&self, step: &StepKey) -> u64 {
        find(&self.known, step).map_or(0, |known| known.version)
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Given { step, answer, questionnaire_version, key } => {
                self.give(Unsent { step, answer, questionnaire_version, key, if_match: None });
            }
            Event::Read(draft) => self.read(draft),
            Event::Confirmed { key, saved } => self.confirm(&key, saved),
            Event::Failed { key, failure } => self.fail(&key, failure),
            Event::Woken => self.wake(),
            Event::SignedIn(person) => {
                // Another person on the same device: nothing of the first may reach their draft. What was only read
                // before it was known here who reads is this person's: the server knew.
                if self.owner.as_ref().map_or(self.has_unsent(), |owner| *owner != person) {
                    *self = Self { n_tries: self.n_tries, ..Self::default() };
                }
                self.owner = Some(person);
                if self.phase == Phase::SignedOut {
                    self.phase = Phase::Ready;
                }
            }
            Event::SignedOut => self.phase = Phase::SignedOut,
            Event::Emptied => {
                let phase = if self.phase == Phase::SignedOut { Phase::SignedOut } else { Phase::Ready };
                *self = Self { owner: self.owner.clone(), n_tries: self.n_tries, phase, ..Self::default() };
            }
            Event::KeptMine { step, key } => {
                if let Some(Conflict { mine: answer, questionnaire_version, .. }) = self.take_conflict(&step)
                {
                    self.give(Unsent { step, answer, questionnaire_version, key, if_match: None });
                }
            }
            Event::KeptTheirs { step } => {
                self.take_conflict(&step);
            }
            Event::RefusalsSeen => self.refusals.clear(),
            Event::Settled => {
                self.left_over.clear();
                self.removed.clear();
            }
            Event::SubmitAsked(submit) => self.ask_to_submit(submit),
            Event::Submitted { key, summary } => self.end_submission(&key, summary),
        }
    }

    fn wake(&mut self) {
        if self.phase == Phase::Resting {
            self.phase = Phase::Ready;
        }
    }

    fn read(&mut self, draft: Draft) {
        if self.draft == draft.id {
            self.note_removed(&draft);
        } else {
            self.ours.clear();
        }
        self.draft = draft.id;
        self.revision = draft.revision;
        self.questionnaire_version = draft.questionnaire_version;
        self.known = draft.answers.into_iter().collect();
    }

    /// The server has spoken of the draft.
    fn hear(&mut self, draft: &str, revision: u64) {
        if self.draft != draft {
            draft.clone_into(&mut self.draft);
            self.revision = 0;
        }
        // The answer to an earlier try may come late.
        self.revision = self.revision.max(revision);
    }

    pub(super) fn give(&mut self, given: Unsent) {
        self.begin_anew();
        // A choice between two answers that is open goes on with the newest of mine.
        if let Some(conflict) = self.conflicts.iter_mut().find(|conflict| conflict.step == given.step) {
            conflict.mine = given.answer;
            return;
        }
        match self.waiting.last_mut() {
            Some(last) if last.step == given.step && last.if_match.is_none() => *last = given,
            _ => self.waiting.push(given),
        }
    }

    fn is_first(&self, key: &str) -> bool {
        self.waiting.first().is_some_and(|first| first.key == key)
    }

    fn confirm(&mut self, key: &str, saved: SavedAnswer) {
        if !self.is_first(key) {
            return;
        }
        self.waiting.remove(0);
        self.hear(&saved.draft, saved.revision);
        for (step, was) in saved.removed {
            self.note_cut(&step, &was);
            put(&mut self.known, step, DraftAnswer { answer: None, version: was.version });
        }
        let kept = DraftAnswer { answer: saved.answer, version: saved.version };
        put(&mut self.known, saved.step.clone(), kept.clone());
        put(&mut self.ours, saved.step, kept);
        self.n_saved += 1;
        self.go_on();
    }

    fn fail(&mut self, key: &str, failure: Failure) {
        if !self.is_first(key) && !self.is_submission(key) {
            return;
        }
        match failure {
            Failure::Passing { retry_after_s } => {
                self.n_failures += 1;
                self.retry_after_s = retry_after_s;
                if self.phase == Phase::Sending {
                    self.phase = Phase::Resting;
                }
            }
            Failure::SessionNeeded => self.phase = Phase::SignedOut,
            Failure::Refused(problem) if self.is_submission(key) => {
                self.outbox = Outbox::Refused(problem);
                self.go_on();
            }
            Failure::Refused(problem) => {
                let refused = self.waiting.remove(0);
                match problem.current.as_deref() {
                    Some(current) => {
                        self.hear(&current.draft, current.revision);
                        self.meet(refused, current.clone());
                    }
                    // It had left with another `If-Match` before a crash: asked anew, the server tells what it holds.
                    None if problem.code == ErrorCode::IdempotencyKeyReused
                        && !refused.key.ends_with(AGAIN) =>
                    {
                        self.try_anew(refused);
                    }
                    None => {
                        self.refuse(refused, &problem);
                        self.stop_submission(problem);
                    }
                }
                self.go_on();
            }
        }
    }

    /// The first try had no effect, and the second is another request, so it has another key.
    pub(super) fn try_anew(&mut self, refused: Unsent) {
        let key = [&refused.key, AGAIN].concat();
        self.waiting.insert(0, Unsent { key, if_match: None, ..refused });
    }

    fn take_conflict(&mut self, step: &StepKey) -> Option<Conflict> {
        let i = self.conflicts.iter().position(|conflict| conflict.step == *step)?;
        Some(self.conflicts.remove(i))
    }

    fn go_on(&mut self) {
        self.n_failures = 0;
        self.retry_after_s = None;
        if self.phase == Phase::Sending {
            self.phase = Phase::Ready;
        }
    }
}

/// A few dozen steps at most: a list is searched as fast as a tree, and the phone downloads less code.
pub(super) fn find<'a, V>(list: &'a [(StepKey, V)], step: &StepKey) -> Option<&'a V> {
    list.iter().find(|(known, _)| known == step).map(|(_, value)| value)
}

pub(super) fn put<V>(list: &mut Vec<(StepKey, V)>, step: StepKey, value: V) {
    match list.iter_mut().find(|(known, _)| *known == step) {
        Some((_, old)) => *old = value,
        None => list.push((step, value)),
    }
}
