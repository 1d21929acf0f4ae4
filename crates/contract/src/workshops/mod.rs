//! Workshops with dates, for the person: their endpoints. What travels is in `view`; the desk's part is in `staff`.
//!
//! Every write on a slot answers with the slot as it is afterwards; asking again for what is so already changes nothing.

pub mod staff;
mod view;

pub use view::{
    BookingList, CancelBooking, OwnBooking, PrerequisiteView, SlotBrief, SlotDetail, SlotList, SlotOfMonth,
    SlotView, VenueView, When,
};

use crate::endpoint::{Effect, Endpoint, Method, Role};

/// `language` is an optional query parameter of every operation here.
pub const LIST_SLOTS: Endpoint = Endpoint {
    operation_id: "listSlots",
    method: Method::Get,
    path: "/api/slots",
    summary: Endpoint::docs(
        "The workshops to come, with places left and what the person has to do with each.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const GET_SLOT: Endpoint = Endpoint {
    operation_id: "getSlot",
    method: Method::Get,
    path: "/api/slots/{id}",
    summary: Endpoint::docs(
        "One workshop: what it is, how to get there, what to bring, other dates when it clashes or is full.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const BOOK_SEAT: Endpoint = Endpoint {
    operation_id: "bookSeat",
    method: Method::Post,
    path: "/api/slots/{id}/booking",
    summary: Endpoint::docs("Take a free place, or the one that is offered."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const CANCEL_BOOKING: Endpoint = Endpoint {
    operation_id: "cancelBooking",
    method: Method::Post,
    path: "/api/slots/{id}/booking/cancellation",
    summary: Endpoint::docs(
        "Give a place back, with or without a reason; also one that a caseworker booked.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const JOIN_WAITLIST: Endpoint = Endpoint {
    operation_id: "joinWaitlist",
    method: Method::Post,
    path: "/api/slots/{id}/waiting",
    summary: Endpoint::docs("Wait for a place, first come, first served."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const LEAVE_WAITLIST: Endpoint = Endpoint {
    operation_id: "leaveWaitlist",
    method: Method::Delete,
    path: "/api/slots/{id}/waiting",
    summary: Endpoint::docs("Wait no longer."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const ACCEPT_OFFER: Endpoint = Endpoint {
    operation_id: "acceptOffer",
    method: Method::Post,
    path: "/api/slots/{id}/offer/acceptance",
    summary: Endpoint::docs("Take the place that is offered."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const DECLINE_OFFER: Endpoint = Endpoint {
    operation_id: "declineOffer",
    method: Method::Post,
    path: "/api/slots/{id}/offer/refusal",
    summary: Endpoint::docs("Leave the place that is offered to the next in turn."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const LIST_BOOKINGS: Endpoint = Endpoint {
    operation_id: "listBookings",
    method: Method::Get,
    path: "/api/bookings",
    summary: Endpoint::docs(
        "What the person has booked, waits for or is offered, and where they were, by date.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};
