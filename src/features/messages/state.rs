//! An offer as its link shows it, and the one answer to it. Pure.

use crate::api::ApiError;
use contract::ErrorCode;
use contract::messages::OfferView;
use std::rc::Rc;

/// The answer on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    Accept,
    Decline,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    pub view: Option<Rc<OfferView>>,
    /// Why it cannot be shown.
    pub not_seen: Option<ApiError>,
    /// Grows with every wish to look again.
    pub n_looks: u32,
    pub errand: Option<Errand>,
    /// Errands so far.
    pub n_errands: u32,
    /// Grows with every end of an errand, good or bad.
    pub n_ends: u32,
    /// Why the last errand failed.
    pub failed: Option<ApiError>,
    /// Whether one is asked before the place goes to somebody else.
    pub is_asking: bool,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Look,
    Seen(Rc<OfferView>),
    NotSeen(ApiError),
    Asking(bool),
    Asked(Errand),
    Answered(Rc<OfferView>),
    Failed(ApiError),
}

impl State {
    /// Whether there is no such link.
    pub fn is_unknown(&self) -> bool {
        let error = self.failed.as_ref().or(self.not_seen.as_ref());
        error.is_some_and(|error| error.code() == Some(ErrorCode::NotFound))
    }

    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Look => {
                next.not_seen = None;
                next.n_looks += 1;
            }
            Event::Seen(view) => next.view = Some(view),
            // What is on screen is truer than nothing.
            Event::NotSeen(error) => next.not_seen = next.view.is_none().then_some(error),
            Event::Asking(is_asking) => next.is_asking = is_asking,
            // One at a time: a second press while the first is on its way would be about something already gone.
            Event::Asked(_) if self.errand.is_some() => {}
            Event::Asked(errand) => {
                next.is_asking = false;
                next.errand = Some(errand);
                next.n_errands += 1;
                next.failed = None;
            }
            Event::Answered(view) => {
                next.view = Some(view);
                next.errand = None;
                next.n_ends += 1;
            }
            Event::Failed(error) => {
                next.failed = Some(error);
                next.errand = None;
                next.n_ends += 1;
                // The answer may have arrived although its reply did not.
                next.n_looks += 1;
            }
        }
        next
    }
}

impl yew::Reducible for State {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
