//! The forum, for the person: its half-hours, and the ticket for one of them (W14). The desk's part is in `staff`, the
//! door's in `door`.
//!
//! Every write answers with the forum as it is afterwards; asking again for what is so already changes nothing.

pub mod door;
pub mod staff;

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::workshops::{VenueView, When};
use domain::forum::{EntryFact, TicketCode, TicketRefusal, TicketStatus};
use domain::ids::ForumId;
use domain::time::{TimeOfDay, Timestamp};
use domain::workshops::{SlotState, Span};
use serde::{Deserialize, Serialize};

/// `language` is an optional query parameter of every operation here.
pub const LIST_FORUMS: Endpoint = Endpoint {
    operation_id: "listForums",
    method: Method::Get,
    path: "/api/forums",
    summary: Endpoint::docs(
        "The forums to come, each with the half-hour of the person's ticket when they have one.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const GET_FORUM: Endpoint = Endpoint {
    operation_id: "getForum",
    method: Method::Get,
    path: "/api/forums/{id}",
    summary: Endpoint::docs(
        "One forum: its half-hours with the tickets left of each, how to get there, the person's ticket.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const TAKE_TICKET: Endpoint = Endpoint {
    operation_id: "takeTicket",
    method: Method::Put,
    path: "/api/forums/{id}/ticket",
    summary: Endpoint::docs(
        "Take a ticket for a half-hour, or change to another one: the old is kept until the new is there.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const GIVE_TICKET_BACK: Endpoint = Endpoint {
    operation_id: "giveTicketBack",
    method: Method::Delete,
    path: "/api/forums/{id}/ticket",
    summary: Endpoint::docs("Give the ticket back."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

/// Answer of `listForums`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ForumList {
    /// By start; what was cancelled only for those who had a ticket.
    pub forums: Vec<ForumBrief>,
}

/// A forum in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ForumBrief {
    pub id: ForumId,
    pub name: String,
    pub venue_name: String,
    pub when: When,
    /// `published` or `cancelled`.
    pub state: SlotState,
    /// When the person may come in: the beginning of the half-hour of their ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<TimeOfDay>,
}

/// A forum, and what the person has to do with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ForumView {
    pub id: ForumId,
    pub name: String,
    pub venue: VenueView,
    pub when: When,
    /// `published` or `cancelled`.
    pub state: SlotState,
    /// With `cancelled`: what the organiser says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// In order.
    pub entries: Vec<EntryView>,
    /// Absent when the person has none. One that was cancelled with the forum is told by `state`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketView>,
    /// What a ticket is, in the words of the content.
    pub about: String,
    /// What to do at the door.
    pub at_door: String,
    /// That one can come without a ticket.
    pub without_ticket: String,
}

/// A half-hour at which one may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryView {
    /// Its place in the day, from 0.
    pub number: u32,
    /// On the venue's clock.
    pub from: TimeOfDay,
    pub to: TimeOfDay,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// Tickets that can still be taken.
    pub n_free: u32,
    /// Why no ticket can be had now; absent when one can, or is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<TicketRefusal>,
}

impl EntryView {
    /// What the rules need to know of it.
    pub const fn fact(&self) -> EntryFact {
        let span = Span { from: self.starts_at, to: self.ends_at };
        EntryFact { number: self.number, span, n_free: self.n_free }
    }
}

/// A ticket: the half-hour, and what is shown at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketView {
    pub entry: u32,
    pub code: TicketCode,
    /// The code as a QR code: a string for each row, "#" where it is dark, "." where it is light, without the margin.
    pub qr: Vec<String>,
    pub status: TicketStatus,
    /// When it was shown at a door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_at: Option<Timestamp>,
}

/// Body of `takeTicket`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeTicket {
    /// The half-hour's place in the day.
    pub entry: u32,
}
