//! What is being asked, one thing at a time. Pure: what was written stays until it has been sent.

use crate::api::ApiError;
use domain::ids::RightsRequestId;
use domain::rights::{RightsKind, WordsProblem, read_words};
use std::rc::Rc;
use yew::AttrValue;

/// Something to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    Ask(RightsKind),
    Withdraw(RightsKind, RightsRequestId),
}

impl Errand {
    /// Which of the two it is about.
    pub const fn kind(&self) -> RightsKind {
        match self {
            Self::Ask(kind) | Self::Withdraw(kind, _) => *kind,
        }
    }
}

/// The page. `Debug` is not derived: it holds the person's own words.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct State {
    /// What is to be put right.
    pub words: AttrValue,
    pub problem: Option<WordsProblem>,
    /// Under way.
    pub errand: Option<Errand>,
    /// Grows with each errand.
    pub n_errands: u32,
    /// Grows with each errand that was done: what is on the page is then read again.
    pub n_done: u32,
    pub failed: Option<(RightsKind, ApiError)>,
}

impl core::fmt::Debug for State {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("State(hidden)")
    }
}

/// What happens. `Debug` is not derived: it holds what is written.
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    Typed(AttrValue),
    Pressed(Errand),
    Done,
    Failed(ApiError),
}

impl core::fmt::Debug for Event {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Event(hidden)")
    }
}

impl State {
    /// The page after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Typed(words) => {
                next.words = words;
                next.problem = None;
            }
            Event::Pressed(_) if self.errand.is_some() => {}
            Event::Pressed(errand) => {
                next.failed = None;
                next.problem = match errand {
                    Errand::Ask(RightsKind::Contest) => read_words(&self.words).err(),
                    _ => None,
                };
                if next.problem.is_none() {
                    next.errand = Some(errand);
                    next.n_errands += 1;
                }
            }
            Event::Done => {
                if matches!(next.errand.take(), Some(Errand::Ask(RightsKind::Contest))) {
                    next.words = AttrValue::default();
                }
                next.n_done += 1;
            }
            Event::Failed(error) => next.failed = next.errand.take().map(|errand| (errand.kind(), error)),
        }
        next
    }

    /// Whether something about this one is under way.
    pub fn is_waiting(&self, kind: RightsKind) -> bool {
        self.errand.as_ref().is_some_and(|errand| errand.kind() == kind)
    }

    /// Why what was asked about this one was not sent.
    pub fn failure(&self, kind: RightsKind) -> Option<&ApiError> {
        self.failed.as_ref().filter(|(of, _)| *of == kind).map(|(_, error)| error)
    }
}

impl yew::Reducible for State {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
