//! Workshops with dates, for the desk. A coordinator makes slots; a référent books for those they follow (W9).

use super::When;
use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::{MonthId, PersonId, SlotId, VenueId, WorkshopId};
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::{Attendance, BookingStatus, SlotState, Zone};
use serde::{Deserialize, Serialize};

const STAFF: &[Role] = &[Role::Referent, Role::Coordinator];

pub const LIST_STAFF_SLOTS: Endpoint = Endpoint {
    operation_id: "listStaffSlots",
    method: Method::Get,
    path: "/api/staff/slots",
    summary: Endpoint::docs(
        "Every workshop with a date from thirty days ago on, drafts too for a coordinator, and what a new one can be.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const CREATE_SLOT: Endpoint = Endpoint {
    operation_id: "createSlot",
    method: Method::Post,
    path: "/api/staff/slots",
    summary: Endpoint::docs("Make a draft of a slot."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const UPDATE_SLOT: Endpoint = Endpoint {
    operation_id: "updateSlot",
    method: Method::Put,
    path: "/api/staff/slots/{id}",
    summary: Endpoint::docs(
        "Change a slot; once published, its capacity and childcare only. Fewer places than are taken are refused.",
    ),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: true,
};

pub const DELETE_SLOT: Endpoint = Endpoint {
    operation_id: "deleteSlot",
    method: Method::Delete,
    path: "/api/staff/slots/{id}",
    summary: Endpoint::docs("Remove a draft. What was published is cancelled instead."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const ADD_EXTRA_SEAT: Endpoint = Endpoint {
    operation_id: "addExtraSeat",
    method: Method::Post,
    path: "/api/staff/slots/{id}/extra",
    summary: Endpoint::docs(
        "Give someone a place of a full slot by adding one to it, with the reason; they are told and can refuse.",
    ),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const PUBLISH_SLOT: Endpoint = Endpoint {
    operation_id: "publishSlot",
    method: Method::Post,
    path: "/api/staff/slots/{id}/publication",
    summary: Endpoint::docs("Let people see and book a draft."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const CANCEL_SLOT: Endpoint = Endpoint {
    operation_id: "cancelSlot",
    method: Method::Post,
    path: "/api/staff/slots/{id}/cancellation",
    summary: Endpoint::docs("Cancel a slot, with a message to all who have a place or wait for one."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const GET_ATTENDANCE: Endpoint = Endpoint {
    operation_id: "getAttendance",
    method: Method::Get,
    path: "/api/staff/slots/{id}/attendance",
    summary: Endpoint::docs("Who has a place, by name; a caseworker sees those they follow."),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const RECORD_ATTENDANCE: Endpoint = Endpoint {
    operation_id: "recordAttendance",
    method: Method::Post,
    path: "/api/staff/slots/{id}/attendance",
    summary: Endpoint::docs(
        "Note whether someone came; noting again corrects it. Being there proposes hours to the person (W16).",
    ),
    roles: STAFF,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const BOOK_FOR_CLIENT: Endpoint = Endpoint {
    operation_id: "bookForClient",
    method: Method::Post,
    path: "/api/staff/clients/{id}/bookings",
    summary: Endpoint::docs(
        "Book a free place for someone whom the caller follows; they are told and can refuse.",
    ),
    roles: STAFF,
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

/// Answer of `listStaffSlots`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffSlotList {
    /// By start.
    pub slots: Vec<StaffSlot>,
    pub workshops: Vec<WorkshopChoice>,
    pub venues: Vec<VenueChoice>,
}

/// A slot as the desk sees it. Names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffSlot {
    pub id: SlotId,
    pub workshop: WorkshopId,
    pub title: String,
    pub venue: VenueId,
    pub venue_name: String,
    pub when: When,
    pub duration_min: u16,
    pub capacity: u32,
    /// How many of `capacity` were added for one person each.
    pub n_extra: u32,
    pub n_booked: u32,
    /// Places that are offered to someone.
    pub n_held: u32,
    pub n_waiting: u32,
    pub childcare: bool,
    pub school_hours: bool,
    pub state: SlotState,
    /// With `cancelled`: what people were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// When it is a preparation day or a talk, which changes with its month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<MonthId>,
    /// For `If-Match`. Bookings do not change it.
    pub version: u64,
}

/// A kind of workshop that can be held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkshopChoice {
    pub id: WorkshopId,
    pub title: String,
    /// As usual.
    pub duration_min: u16,
    /// As usual.
    pub places: u16,
}

/// Where it can be held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueChoice {
    pub id: VenueId,
    pub name: String,
    pub zone: Zone,
}

/// Body of `createSlot` and `updateSlot`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteSlot {
    pub workshop: WorkshopId,
    pub venue: VenueId,
    /// As the venue's calendar and clock show it.
    pub day: Date,
    pub time: TimeOfDay,
    /// 5 to 600.
    pub duration_min: u16,
    /// 1 to 1,000.
    pub capacity: u32,
    #[serde(default)]
    pub childcare: bool,
}

/// Body of `cancelSlot`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelSlot {
    /// What those who had a place are told: 1 to 300 characters.
    pub message: String,
}

/// Answer of `getAttendance`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceList {
    pub slot: StaffSlot,
    /// By name.
    pub people: Vec<AttendeeView>,
    /// Those who are offered a place, then those who wait, in turn.
    pub waiting: Vec<WaiterView>,
}

/// Someone who waits for a place, or is offered one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaiterView {
    pub person: PersonId,
    pub first_name: String,
    pub last_name: String,
    /// 1 for who is next; absent for one who is offered a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Until when the place is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer_until: Option<Timestamp>,
}

/// Body of `addExtraSeat`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddExtraSeat {
    pub person: PersonId,
    /// Why: 1 to 300 characters, for the record.
    pub reason: String,
}

/// Someone who has a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendeeView {
    pub person: PersonId,
    pub first_name: String,
    pub last_name: String,
    /// `booked`, or what was noted since: `attended`, `excused`, `absent`.
    pub status: BookingStatus,
}

/// Body of `recordAttendance`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordAttendance {
    pub person: PersonId,
    pub attendance: Attendance,
}

/// Body of `bookForClient`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookForClient {
    pub slot: SlotId,
}
