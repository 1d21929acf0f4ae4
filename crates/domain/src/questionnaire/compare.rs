//! What has changed between two times of taking stock (Q12), also when the questions have changed in between.

use crate::ids::SubjectId;
use crate::questionnaire::{Answers, Questionnaire, SubjectState};
use serde::{Deserialize, Serialize};

/// One time of taking stock: the answers, and the questions that were answered.
#[derive(Debug, Clone, Copy)]
pub struct StockTaken<'a> {
    pub definition: &'a Questionnaire,
    pub answers: &'a Answers,
}

/// What became of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectChange {
    pub subject: SubjectId,
    pub before: SubjectState,
    /// "Not discussed" also when the newer questions have no such subject.
    pub after: SubjectState,
    pub change: Change,
}

/// How a subject has changed. Silence, before or after, is never read as better or worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Change {
    /// It was difficult, now it goes well.
    Closed,
    /// It blocked, now it is difficult and goes on.
    Easier,
    /// As difficult as before.
    Same,
    /// It was difficult, now it blocks.
    Harder,
    /// It went well, now it is difficult.
    New,
    /// It is difficult, and nothing was said of it before.
    FirstSaid,
    /// It goes well, and it was not difficult before.
    Strength,
    /// Nothing is said of it this time.
    Silent,
    /// The newer questions no longer have it.
    Gone,
}

/// Every subject of either time, once: those of `new` in its order, then those that are gone in the order of `old`.
pub fn compare(old: &StockTaken<'_>, new: &StockTaken<'_>) -> Vec<SubjectChange> {
    let state = |taken: &StockTaken<'_>, id: &SubjectId| match taken.definition.subject(id) {
        Some(_) => taken.answers.state(id),
        None => SubjectState::NotDiscussed,
    };
    let of = |id: &SubjectId, is_gone: bool| {
        let (before, after) = (state(old, id), state(new, id));
        let change = if is_gone { Change::Gone } else { change_of(before, after) };
        SubjectChange { subject: id.clone(), before, after, change }
    };
    let here = new.definition.subjects.iter().map(|subject| of(&subject.id, false));
    let gone = old.definition.subjects.iter().filter(|subject| new.definition.subject(&subject.id).is_none());
    here.chain(gone.map(|subject| of(&subject.id, true))).collect()
}

const fn change_of(before: SubjectState, after: SubjectState) -> Change {
    use SubjectState as State;
    match (before, after) {
        (_, State::NotDiscussed | State::Unsaid) => Change::Silent,
        (State::Hard | State::Blocked, State::Fine) => Change::Closed,
        (State::Fine | State::NotDiscussed | State::Unsaid, State::Fine) => Change::Strength,
        (State::NotDiscussed | State::Unsaid, State::Hard | State::Blocked) => Change::FirstSaid,
        (State::Fine, State::Hard | State::Blocked) => Change::New,
        (State::Blocked, State::Hard) => Change::Easier,
        (State::Hard, State::Blocked) => Change::Harder,
        (State::Hard, State::Hard) | (State::Blocked, State::Blocked) => Change::Same,
    }
}
