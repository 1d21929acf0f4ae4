//! One date of a workshop, what the person does about it, and what came of that. Pure.

use crate::api::ApiError;
use contract::workshops::{SlotDetail, SlotView};
use domain::ids::ReasonId;
use domain::workshops::BookingStatus;
use std::rc::Rc;

/// An errand to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    Book,
    Cancel(Option<ReasonId>),
    Join,
    Leave,
    Accept,
    Decline,
}

impl Errand {
    /// Whether the slot is as the errand wanted it.
    fn is_done(&self, slot: &SlotView) -> bool {
        let status = slot.own.as_ref().map(|own| own.status);
        match self {
            Self::Book | Self::Accept => status == Some(BookingStatus::Booked),
            Self::Cancel(_) => status == Some(BookingStatus::CancelledByMe),
            Self::Join => status == Some(BookingStatus::Waiting),
            Self::Leave | Self::Decline => !status.is_some_and(BookingStatus::is_open),
        }
    }

    /// Key of the words that say it is done, and of the one thing to know next.
    pub const fn done_keys(&self) -> (&'static str, &'static str) {
        match self {
            Self::Book | Self::Accept => ("workshops.done.booked", "workshops.done.booked.next"),
            Self::Cancel(_) => ("workshops.done.cancelled", "workshops.done.cancelled.next"),
            Self::Join => ("workshops.done.joined", "workshops.done.joined.next"),
            Self::Leave => ("workshops.done.left", "workshops.done.left.next"),
            Self::Decline => ("workshops.done.declined", "workshops.done.left.next"),
        }
    }
}

/// The screen: the date, one errand at a time, and what came of the last one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    pub detail: Option<Rc<SlotDetail>>,
    pub errand: Option<Errand>,
    /// Errands so far.
    pub n_errands: u32,
    /// Grows with every end of an errand, good or bad.
    pub n_ends: u32,
    /// The errand that is done.
    pub done: Option<Errand>,
    /// Why the last errand failed.
    pub failed: Option<(Errand, ApiError)>,
    /// What the person is asked before it is done.
    pub asking: Option<Asking>,
}

/// What cannot be had back for certain is asked about once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    Cancel,
    Leave,
    Decline,
}

impl Asking {
    /// What a yes does.
    pub fn errand(self, reason: Option<ReasonId>) -> Errand {
        match self {
            Self::Cancel => Errand::Cancel(reason),
            Self::Leave => Errand::Leave,
            Self::Decline => Errand::Decline,
        }
    }
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Read(Rc<SlotDetail>),
    /// The person is asked, or is no longer.
    Asking(Option<Asking>),
    Asked(Errand),
    Answered(Box<SlotView>),
    Failed(ApiError),
}

impl State {
    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Read(detail) => next.read(detail),
            Event::Asking(asking) => next.asking = asking,
            Event::Asked(errand) => next.begin(errand),
            Event::Answered(slot) => {
                if let Some(detail) = &mut next.detail {
                    Rc::make_mut(detail).slot = *slot;
                }
                next.done = next.errand.take();
                next.n_ends += 1;
            }
            Event::Failed(error) => {
                next.failed = next.errand.take().map(|errand| (errand, error));
                next.n_ends += 1;
            }
        }
        next
    }

    fn begin(&mut self, errand: Errand) {
        self.asking = None;
        // One at a time: a second press while the first is on its way would be about something already gone.
        if self.errand.is_none() {
            self.errand = Some(errand);
            self.n_errands += 1;
            self.done = None;
            self.failed = None;
        }
    }

    fn read(&mut self, detail: Rc<SlotDetail>) {
        // An answer can be lost after the server has acted: what is read then tells.
        if let Some((errand, _)) =
            self.failed.take_if(|(errand, error)| error.code().is_none() && errand.is_done(&detail.slot))
        {
            self.done = Some(errand);
            self.n_ends += 1;
        }
        // Somebody else's doing since: a confirmation that is no longer true would be worse than none.
        self.done.take_if(|errand| !errand.is_done(&detail.slot));
        self.detail = Some(detail);
    }
}

impl yew::Reducible for State {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
