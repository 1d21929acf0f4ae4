//! What a slot looks like to a person. Texts are in the language asked for (`language` query parameter).

use crate::pathway::ReasonChoice;
use domain::ids::{CompanyId, MonthId, ReasonId, SlotId, VenueId, WorkshopId};
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::{BookingRefusal, BookingStatus, Need, SlotState, Zone};
use serde::{Deserialize, Serialize};

/// Answer of `listSlots`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotList {
    /// By start; what has ended is left out, and what was cancelled, unless the person had a place.
    pub slots: Vec<SlotView>,
}

/// Answer of `listBookings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingList {
    /// What is to come, by start.
    pub coming: Vec<SlotView>,
    /// Where the person was in the last ninety days, latest first.
    pub attended: Vec<SlotView>,
}

/// A slot, and what the person has to do with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotView {
    pub id: SlotId,
    pub workshop: WorkshopId,
    pub title: String,
    /// What one leaves with.
    pub outcome: String,
    pub venue: VenueId,
    pub venue_name: String,
    pub when: When,
    pub duration_min: u16,
    pub n_places: u32,
    /// Places that can be taken now; 0 while others wait.
    pub n_free: u32,
    pub n_waiting: u32,
    /// Whether children can be looked after.
    pub childcare: bool,
    /// Whether children are at school all the while.
    pub school_hours: bool,
    /// `published` or `cancelled`.
    pub state: SlotState,
    /// With `cancelled`: what the organiser says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Absent when the person never had to do with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnBooking>,
    /// Why no place can be taken now; absent when one can, or is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<BookingRefusal>,
    /// What the person is expected at at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clash: Option<SlotBrief>,
    /// Until when one can book, cancel, wait, or answer an offer.
    pub open_until: Timestamp,
    /// When it is a preparation day or a talk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_month: Option<SlotOfMonth>,
}

/// What a slot is of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotOfMonth {
    pub month: MonthId,
    /// With whom it is a talk; without, it is a preparation day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyId>,
    /// When talks open to everyone.
    pub opens_at: Timestamp,
    /// Most talks of one person.
    pub max_talks: u32,
    /// The person's group on a preparation day, 1 for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<u32>,
}

/// When a slot is, as the venue's calendar and clock show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct When {
    pub day: Date,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
    pub zone: Zone,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

/// Where the person stands with a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnBooking {
    pub status: BookingStatus,
    /// With `waiting`: 1 for who is next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// With `offered` and `expired` after an offer: until when the place is or was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer_until: Option<Timestamp>,
    /// Name of the caseworker who booked it for the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booked_by: Option<String>,
    pub changed_at: Timestamp,
}

/// A slot in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotBrief {
    pub id: SlotId,
    pub title: String,
    pub when: When,
}

/// Answer of `getSlot`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotDetail {
    pub slot: SlotView,
    pub about: String,
    pub bring: Vec<String>,
    pub prerequisites: Vec<PrerequisiteView>,
    pub venue: VenueView,
    /// Other dates of the same workshop that can be booked, at most three; empty while this one can be.
    pub alternatives: Vec<SlotView>,
    /// What can be said with a cancellation.
    pub cancel_reasons: Vec<ReasonChoice>,
}

/// What one needs before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrerequisiteView {
    pub need: Need,
    pub text: String,
}

/// Where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueView {
    pub name: String,
    pub address: String,
    /// How to get there.
    pub access: String,
}

/// Body of `cancelBooking`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelBooking {
    /// Never needed: one of `cancel_reasons`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonId>,
}
