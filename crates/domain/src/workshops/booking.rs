//! What a person has to do with a slot, and why they cannot book it.

use crate::time::Timestamp;
use crate::workshops::{SlotFact, SlotState, Span};
use serde::{Deserialize, Serialize};

/// Where a booking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingStatus {
    Booked,
    /// On the waiting list.
    Waiting,
    /// A place is held until the offer expires.
    Offered,
    /// The offer was not answered in time, or the workshop began before a place came free.
    Expired,
    CancelledByMe,
    CancelledByService,
    Attended,
    /// Absent, with a reason.
    Excused,
    Absent,
}

impl BookingStatus {
    /// Each of them, in the usual order.
    pub const ALL: &'static [Self] = &[
        Self::Booked,
        Self::Waiting,
        Self::Offered,
        Self::Expired,
        Self::CancelledByMe,
        Self::CancelledByService,
        Self::Attended,
        Self::Excused,
        Self::Absent,
    ];

    /// Whether the person has a place, is offered one, or waits for one. A person has at most one such booking of a slot.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Booked | Self::Waiting | Self::Offered)
    }
}

/// What staff note of someone who had a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Attendance {
    Attended,
    /// Absent, with a reason.
    Excused,
    Absent,
}

impl From<Attendance> for BookingStatus {
    fn from(attendance: Attendance) -> Self {
        match attendance {
            Attendance::Attended => Self::Attended,
            Attendance::Excused => Self::Excused,
            Attendance::Absent => Self::Absent,
        }
    }
}

/// Why a place cannot be taken. Each has a way on: another date, the waiting list, what is held already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BookingRefusal {
    /// The slot was cancelled.
    Cancelled,
    /// It has begun.
    Begun,
    /// The person is expected elsewhere at that time.
    Clash,
    /// No place is free, or those who wait come first.
    Full,
    /// A preparation day: the person asks for the month, or it is proposed to them.
    NotInvited,
    /// A preparation day: the person has one in this month.
    OtherDay,
    /// A talk: those who have a preparation day choose first, then everyone.
    NotYet,
    /// A talk: the person has as many as one may have.
    EnoughTalks,
}

/// Whether `person`, who is expected at `commitments`, may take a place now. A place that is offered to them is theirs
/// to take: `own` says so.
///
/// # Errors
/// The reason that weighs most.
pub fn booking_refusal(
    slot: &SlotFact,
    own: Option<BookingStatus>,
    commitments: &[Span],
    now: Timestamp,
) -> Result<(), BookingRefusal> {
    if slot.state != SlotState::Published {
        return Err(BookingRefusal::Cancelled);
    }
    if !is_open(slot.span, now) {
        return Err(BookingRefusal::Begun);
    }
    if own == Some(BookingStatus::Booked) {
        return Ok(());
    }
    if commitments.iter().any(|held| held.clashes(slot.span)) {
        return Err(BookingRefusal::Clash);
    }
    let has_place = own == Some(BookingStatus::Offered) || (own.is_none() && slot.n_free > 0);
    if has_place { Ok(()) } else { Err(BookingRefusal::Full) }
}

/// [`booking_refusal`] of a slot that asks more: `asks` is why the person may not have what they do not have yet.
///
/// # Errors
/// The reason that weighs most. Places say nothing to whoever may not take one.
pub fn refusal_with(
    asks: Option<BookingRefusal>,
    slot: &SlotFact,
    own: Option<BookingStatus>,
    commitments: &[Span],
    now: Timestamp,
) -> Result<(), BookingRefusal> {
    let plain = booking_refusal(slot, own, commitments, now);
    let is_over = matches!(plain, Err(BookingRefusal::Cancelled | BookingRefusal::Begun));
    match asks {
        Some(asks) if !is_over && own != Some(BookingStatus::Booked) => Err(asks),
        _ => plain,
    }
}

/// Whether one may still book, cancel, join or leave the list, or answer an offer: until the slot begins.
pub fn is_open(span: Span, now: Timestamp) -> bool {
    now < span.from
}
