//! Workshops with dates: slots, places, the waiting list and its offers (W1 to W9).

mod alternatives;
mod booking;
mod offer;
mod slot;
mod zone;

pub use alternatives::{MAX_ALTERNATIVES, alternatives};
pub use booking::{Attendance, BookingRefusal, BookingStatus, booking_refusal, is_open, refusal_with};
pub use offer::OfferTerms;
pub use slot::{
    MAX_CAPACITY, MAX_DURATION_MIN, MESSAGE_MAX_CHARS, MIN_DURATION_MIN, Need, SlotFact, SlotProblem,
    SlotState, Span, check_slot, is_in_school_hours, read_message,
};
pub use zone::Zone;

#[cfg(test)]
mod tests;
