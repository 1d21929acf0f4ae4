//! The door of a forum: the list with which it can stand alone, and what it saw meanwhile (W15). Nothing here says who
//! someone is.

use super::staff::STAFF;
use crate::endpoint::{Effect, Endpoint, Method};
use crate::workshops::When;
use domain::forum::{Arrival, TicketDigest};
use domain::ids::{DoorId, ForumId, WalkInId};
use domain::time::{TimeOfDay, Timestamp};
use serde::{Deserialize, Serialize};

pub const GET_DOOR: Endpoint = Endpoint {
    operation_id: "getDoor",
    method: Method::Get,
    path: "/api/staff/forums/{id}/door",
    summary: Endpoint::docs(
        "All that a door needs to stand alone: digests of the tickets, who has come, the half-hours.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

/// `since` is an optional query parameter: the `now` of the last answer.
pub const GET_DOOR_NEWS: Endpoint = Endpoint {
    operation_id: "getDoorNews",
    method: Method::Get,
    path: "/api/staff/forums/{id}/door/news",
    summary: Endpoint::docs("What the other doors saw since."),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

/// Scans may be sent in any order and again: of each ticket the earliest counts.
pub const RECORD_SCANS: Endpoint = Endpoint {
    operation_id: "recordScans",
    method: Method::Post,
    path: "/api/staff/forums/{id}/door/scans",
    summary: Endpoint::docs("What a door saw: tickets and people without one, at most two hundred at once."),
    roles: STAFF,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Most scans and people without a ticket, together, in one request.
pub const MAX_AT_ONCE: usize = 200;

/// Scans are heard of so late by a clock that is ahead of another: `since` looks back this far.
pub const NEWS_OVERLAP_S: i64 = 60;

/// Answer of `getDoor`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DoorList {
    pub forum: ForumId,
    pub name: String,
    pub venue_name: String,
    pub when: When,
    pub entries: Vec<DoorEntry>,
    /// By digest.
    pub tickets: Vec<DoorTicket>,
    /// The server's clock, by which a door sets its own.
    pub now: Timestamp,
}

/// A half-hour, as a door needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DoorEntry {
    pub number: u32,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// Places kept for people without a ticket.
    pub n_kept: u32,
    /// People without a ticket of whom the server has heard.
    pub n_walk_ins: u32,
}

/// A ticket, as a door needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DoorTicket {
    pub digest: TicketDigest,
    pub entry: u32,
    /// The earliest scan of which the server has heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrival: Option<Arrival>,
}

/// Answer of `getDoorNews` and `recordScans`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DoorNews {
    /// Tickets of whose coming the server has heard since; with `recordScans` those that were sent too.
    pub tickets: Vec<DoorTicket>,
    /// People without a ticket of each half-hour that has any.
    pub walk_ins: Vec<EntryCount>,
    pub now: Timestamp,
}

/// How many one half-hour has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryCount {
    pub entry: u32,
    pub n: u32,
}

/// Body of `recordScans`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordScans {
    pub door: DoorId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scans: Vec<Scan>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub walk_ins: Vec<WalkInSeen>,
    /// The `now` of the last answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
}

/// A ticket that was shown and let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DoorScan))]
pub struct Scan {
    pub digest: TicketDigest,
    pub at: Timestamp,
}

/// Someone without a ticket who was let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WalkInSeen {
    /// Chosen by the door, once for each person.
    pub id: WalkInId,
    pub entry: u32,
    pub at: Timestamp,
}
