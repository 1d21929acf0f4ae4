//! The forum at the desk: a coordinator makes it, publishes it, cancels it with a message.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::workshops::When;
use crate::workshops::staff::{CancelSlot, VenueChoice};
use domain::ids::{ForumId, VenueId};
use domain::time::{Date, TimeOfDay};
use domain::workshops::SlotState;
use serde::{Deserialize, Serialize};

pub(super) const STAFF: &[Role] = &[Role::Referent, Role::Coordinator];

/// What those who had a ticket are told.
pub type CancelForum = CancelSlot;

pub const LIST_STAFF_FORUMS: Endpoint = Endpoint {
    operation_id: "listStaffForums",
    method: Method::Get,
    path: "/api/staff/forums",
    summary: Endpoint::docs(
        "Every forum from thirty days ago on with its half-hours, drafts too for a coordinator.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const CREATE_FORUM: Endpoint = Endpoint {
    operation_id: "createForum",
    method: Method::Post,
    path: "/api/staff/forums",
    summary: Endpoint::docs("Make a draft of a forum, cut into half-hours."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const UPDATE_FORUM: Endpoint = Endpoint {
    operation_id: "updateForum",
    method: Method::Put,
    path: "/api/staff/forums/{id}",
    summary: Endpoint::docs(
        "Change a forum; once published, its name and places only. Fewer tickets than are held are refused.",
    ),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: true,
};

pub const PUBLISH_FORUM: Endpoint = Endpoint {
    operation_id: "publishForum",
    method: Method::Post,
    path: "/api/staff/forums/{id}/publication",
    summary: Endpoint::docs("Let people see a draft and take tickets."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const CANCEL_FORUM: Endpoint = Endpoint {
    operation_id: "cancelForum",
    method: Method::Post,
    path: "/api/staff/forums/{id}/cancellation",
    summary: Endpoint::docs("Cancel a forum, with a message to all who have a ticket."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Answer of `listStaffForums`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffForumList {
    /// By start.
    pub forums: Vec<StaffForum>,
    pub venues: Vec<VenueChoice>,
    pub usual: UsualForum,
}

/// What a forum is like when nobody says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsualForum {
    pub slot_min: u16,
    pub n_places: u32,
    pub kept_percent: u8,
}

/// A forum as the desk sees it. Names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffForum {
    pub id: ForumId,
    pub name: String,
    pub venue: VenueId,
    pub venue_name: String,
    pub when: When,
    pub slot_min: u16,
    pub kept_percent: u8,
    pub state: SlotState,
    /// With `cancelled`: what people were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// For `If-Match`. Tickets do not change it.
    pub version: u64,
    /// In order.
    pub entries: Vec<StaffEntry>,
}

/// A half-hour in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffEntry {
    /// Its place in the day, from 0.
    pub number: u32,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
    pub n_places: u32,
    /// Of these, kept for people without a ticket.
    pub n_kept: u32,
    /// Tickets that are held.
    pub n_taken: u32,
    /// Of these, shown at a door.
    pub n_arrived: u32,
    /// People who came without a ticket.
    pub n_walk_ins: u32,
}

/// Body of `createForum` and `updateForum`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteForum {
    /// 1 to 80 characters.
    pub name: String,
    pub venue: VenueId,
    /// As the venue's calendar and clock show it.
    pub day: Date,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
    /// 5 to 240.
    pub slot_min: u16,
    /// Of each half-hour, 1 to 10,000.
    pub n_places: u32,
    /// 0 to 99.
    pub kept_percent: u8,
}
