//! Slots, who has a place or waits for one (decision 14). Who is to be told of it is written with `Tx::tell`.
//!
//! **Invariant:** whatever changes who has a place first locks the row of the slot, then at most one person's calendar,
//! always in this order.

mod attendance;
mod booking;
mod extra;
mod find;
mod offer_link;
mod seat;
mod settle;
mod slot;
mod waiting;

pub use attendance::Attendee;
pub use booking::Booking;
pub use offer_link::{LinkedOffer, OfferAnswer};
pub use seat::{NewBooking, Seat};
pub use settle::Moment;
pub use slot::{OfMonth, Slot, SlotChange, SlotChanged};
pub use waiting::Waiter;

use crate::row::word_table;
use domain::workshops::{BookingStatus, SlotState};

word_table! { SlotState { Draft = "draft", Published = "published", Cancelled = "cancelled" } }

word_table! {
    BookingStatus {
        Booked = "booked",
        Waiting = "waiting",
        Offered = "offered",
        Expired = "expired",
        CancelledByMe = "cancelled-by-me",
        CancelledByService = "cancelled-by-service",
        Attended = "attended",
        Excused = "excused",
        Absent = "absent",
    }
}
