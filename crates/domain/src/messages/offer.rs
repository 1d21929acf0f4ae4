//! What an offer has become, for whoever opens its link (W5).

use crate::time::Timestamp;
use crate::workshops::BookingStatus;
use serde::{Deserialize, Serialize};

/// What an offer has become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OfferState {
    /// It can be answered.
    Open,
    /// The place is taken: the person said yes.
    Taken,
    /// The person said no, or gave the place back since.
    Left,
    /// It was not answered in time.
    Expired,
    /// What it was for does not take place.
    Cancelled,
    /// It has begun.
    Begun,
}

/// What has become of an offer that stood until `offer_until` for something that starts at `starts_at`.
pub fn offer_state(
    status: BookingStatus,
    offer_until: Option<Timestamp>,
    starts_at: Timestamp,
    now: Timestamp,
) -> OfferState {
    match status {
        BookingStatus::CancelledByService => OfferState::Cancelled,
        _ if starts_at <= now => OfferState::Begun,
        BookingStatus::Offered if offer_until.is_some_and(|until| now < until) => OfferState::Open,
        BookingStatus::Offered | BookingStatus::Expired | BookingStatus::Waiting => OfferState::Expired,
        BookingStatus::CancelledByMe => OfferState::Left,
        BookingStatus::Booked | BookingStatus::Attended | BookingStatus::Excused | BookingStatus::Absent => {
            OfferState::Taken
        }
    }
}
