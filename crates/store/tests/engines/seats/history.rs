//! What clients saw and what the database kept.

use domain::workshops::{BookingStatus, Span};
use std::collections::BTreeMap;
use store::Seat;

/// What a client asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Book,
    Cancel,
    Join,
    Leave,
    Accept,
    Decline,
}

/// What an answer tells of where the person stands with the slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Unknown,
    /// An open booking, or none.
    Known(Option<BookingStatus>),
}

impl Standing {
    pub const BOOKED: Self = Self::Known(Some(BookingStatus::Booked));

    pub fn may_be_open(self) -> bool {
        match self {
            Self::Unknown => true,
            Self::Known(status) => status.is_some_and(BookingStatus::is_open),
        }
    }

    pub fn is_surely_open(self) -> bool {
        self != Self::Unknown && self.may_be_open()
    }
}

/// One answered wish. Ticks order all beginnings and ends of all clients.
#[derive(Debug, Clone)]
pub struct Event {
    pub slot: String,
    pub person: String,
    pub wish: Wish,
    pub answer: Seat,
    /// Of the transaction of the answer.
    pub own: Standing,
    /// Id that a booking of this wish got, if it made one.
    pub booking: String,
    pub began: u64,
    pub ended: u64,
}

/// A change of capacity that was done, or the first one, which began at 0.
#[derive(Debug, Clone)]
pub struct Capacity {
    pub slot: String,
    pub capacity: u64,
    pub began: u64,
    pub ended: u64,
}

/// A booking as it is at the end.
#[derive(Debug, Clone)]
pub struct KeptBooking {
    pub id: String,
    pub slot: String,
    pub person: String,
    pub status: BookingStatus,
    pub turn: Option<i64>,
    pub was_offered: bool,
}

/// A slot as it is at the end.
#[derive(Debug, Clone)]
pub struct KeptSlot {
    pub span: Span,
    pub capacity: u64,
    pub n_booked: u64,
    pub n_held: u64,
    pub n_waiting: u64,
}

#[derive(Debug, Clone, Default)]
pub struct History {
    pub events: Vec<Event>,
    pub capacities: Vec<Capacity>,
    pub bookings: Vec<KeptBooking>,
    pub slots: BTreeMap<String, KeptSlot>,
    /// Bookings of which someone is told that a place is offered, one entry a message.
    pub offers_told: Vec<String>,
    /// Slots that a last sweep found to be settled.
    pub last_tick: u64,
}
