//! The desk: staff sign-in and the people one follows.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::pathway::{Appointment, DisputeView, HoursView, ReasonChoice};
use domain::caseload::Attention;
use domain::ids::{ActionId, PersonId, ReasonId, SheetId};
use domain::pathway::{ActionSource, ActionStatus, Milestone};
use domain::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

const STAFF: &[Role] = &[Role::Referent, Role::Coordinator];

pub const START_STAFF_SESSION: Endpoint = Endpoint {
    operation_id: "startStaffSession",
    method: Method::Post,
    path: "/api/staff/session",
    summary: Endpoint::docs("Sign in with login, password and the code of the authenticator app."),
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const GET_STAFF_ME: Endpoint = Endpoint {
    operation_id: "getStaffMe",
    method: Method::Get,
    path: "/api/staff/session",
    summary: Endpoint::docs("Which member of staff is signed in."),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const END_STAFF_SESSION: Endpoint = Endpoint {
    operation_id: "endStaffSession",
    method: Method::Delete,
    path: "/api/staff/session",
    summary: Endpoint::docs("Sign out."),
    roles: STAFF,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// `after` (the `next` of the page before) is an optional query parameter.
pub const LIST_CLIENTS: Endpoint = Endpoint {
    operation_id: "listClients",
    method: Method::Get,
    path: "/api/staff/clients",
    summary: Endpoint::docs(
        "The people that the caller follows, who calls for attention first, fifty at a time.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

/// A read by `POST`, because a name must not stand in an address (trust.md, "Privacy"). Answers as `listClients`.
pub const SEARCH_CLIENTS: Endpoint = Endpoint {
    operation_id: "searchClients",
    method: Method::Post,
    path: "/api/staff/clients/search",
    summary: Endpoint::docs(
        "Those of the people that the caller follows whose name begins so, and names near it.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const GET_CLIENT_PATHWAY: Endpoint = Endpoint {
    operation_id: "getClientPathway",
    method: Method::Get,
    path: "/api/staff/clients/{id}/pathway",
    summary: Endpoint::docs(
        "The actions of someone whom the caller follows, what is stuck, what is to be discussed, and hours.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

pub const BRING_ACTION: Endpoint = Endpoint {
    operation_id: "bringAction",
    method: Method::Post,
    path: "/api/staff/clients/{id}/actions",
    summary: Endpoint::docs("Bring an action sheet to a person's pathway. The person may discuss it."),
    roles: STAFF,
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const REPLY_TO_DISPUTE: Endpoint = Endpoint {
    operation_id: "replyToDispute",
    method: Method::Post,
    path: "/api/staff/disputes/{id}/reply",
    summary: Endpoint::docs("Reply, once, to something that a person wants to discuss."),
    roles: STAFF,
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

/// `If-Match` names the agreement's version, 0 before the first.
pub const AGREE_HOURS: Endpoint = Endpoint {
    operation_id: "agreeHours",
    method: Method::Put,
    path: "/api/staff/clients/{id}/hours",
    summary: Endpoint::docs(
        "Note the weekly hours that were agreed with a person, and the category of the reason when adapted.",
    ),
    roles: STAFF,
    effect: Effect::Write,
    owner: "id",
    needs_if_match: true,
};

/// Body of `startStaffSession`. `Debug` is not derived: secrets must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartStaffSession {
    pub login: String,
    pub password: String,
    /// Six digits (RFC 6238).
    pub code: String,
}

impl core::fmt::Debug for StartStaffSession {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("StartStaffSession(hidden)")
    }
}

/// What a member of staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StaffRole {
    Referent,
    Coordinator,
}

/// The member of staff who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMe {
    pub name: String,
    pub role: StaffRole,
    pub ends_at: Timestamp,
    pub idle_s: u32,
}

/// Body of `searchClients`. `Debug` is not derived: a name must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchClients {
    /// The beginning of a first or last name; accents and capitals aside.
    pub q: String,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl core::fmt::Debug for SearchClients {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SearchClients(hidden)")
    }
}

/// Answer of `listClients` and `searchClients`. `listClients`: what waits first (a stuck action, a wish to talk, something to
/// discuss), then whoever was not heard from for long, the longest first, then the others; by name within. `searchClients`: by
/// name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientPage {
    pub clients: Vec<Client>,
    /// Pass it as `after` to get the next page; absent on the last. Names nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Of a search whose first page is its last: people whose name is near what was typed, the nearest first. Not counted among
    /// those who were found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<Client>,
    /// How many people the caller follows, whatever is searched for.
    pub n_followed: u64,
}

/// One person that the caller follows. Holds no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Client {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: String,
    /// Who follows them, by name; for a coordinator only, absent when it is nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<String>,
    /// The latest thing that happened in the pathway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_milestone: Option<Milestone>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_milestone_at: Option<Timestamp>,
    /// Last sign-in of the person; absent when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<Timestamp>,
    /// When something was last heard from them; when they were added, if never.
    pub heard_at: Timestamp,
    /// Why they stand where they stand in the list; absent when nothing calls for attention.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<Attention>,
    /// Meetings to which they cannot come, neither moved nor called off.
    pub n_cannot_come: u32,
    /// Open wishes to talk.
    pub n_talk_requests: u32,
    /// Actions the person calls stuck.
    pub n_stuck_actions: u32,
    /// What they want to discuss and has no reply yet.
    pub n_disputes: u32,
}

/// Answer of `getClientPathway`. An action about something that the person keeps for themselves has no title here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientPathway {
    /// In the order chosen.
    pub actions: Vec<ClientAction>,
    pub hours: HoursView,
    /// What can be brought.
    pub sheets: Vec<SheetChoice>,
    /// Why hours can be adapted.
    pub hours_reasons: Vec<ReasonChoice>,
}

/// An action as the people who follow the person see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientAction {
    pub id: ActionId,
    /// Absent when the title would tell what the person keeps for themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub source: ActionSource,
    pub status: ActionStatus,
    /// Why it is stuck, when the person has said; never for an action without a title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    pub changed_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<DisputeView>,
}

/// A sheet that can be brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetChoice {
    pub id: SheetId,
    pub title: String,
}

/// Body of `bringAction`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BringAction {
    pub sheet: SheetId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// Body of `replyToDispute`. `Debug` is not derived: it is written about someone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplyToDispute {
    /// 1 to 600 characters.
    pub text: String,
}

impl core::fmt::Debug for ReplyToDispute {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ReplyToDispute(hidden)")
    }
}

/// Body of `agreeHours`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreeHours {
    /// 0 to 35.
    pub weekly_hours: u8,
    /// One of `hours_reasons`; needed below 15.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonId>,
}
