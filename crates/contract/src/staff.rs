//! The desk: staff sign-in and the people one follows.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::PersonId;
use domain::pathway::Milestone;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

const STAFF: &[Role] = &[Role::Referent, Role::Coordinator];

pub const START_STAFF_SESSION: Endpoint = Endpoint {
    operation_id: "startStaffSession",
    method: Method::Post,
    path: "/api/staff/session",
    summary: "Sign in with login, password and the code of the authenticator app.",
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const GET_STAFF_ME: Endpoint = Endpoint {
    operation_id: "getStaffMe",
    method: Method::Get,
    path: "/api/staff/session",
    summary: "Which member of staff is signed in.",
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const END_STAFF_SESSION: Endpoint = Endpoint {
    operation_id: "endStaffSession",
    method: Method::Delete,
    path: "/api/staff/session",
    summary: "Sign out.",
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
    summary: "The people that the caller follows, by name, fifty at a time.",
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
    summary: "Those of the people that the caller follows whose name begins so.",
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
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
    pub after: Option<PersonId>,
}

impl core::fmt::Debug for SearchClients {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SearchClients(hidden)")
    }
}

/// Answer of `listClients` and `searchClients`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientPage {
    pub clients: Vec<Client>,
    /// Pass it as `after` to get the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<PersonId>,
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
    /// The latest thing that happened in the pathway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_milestone: Option<Milestone>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_milestone_at: Option<Timestamp>,
    /// Last sign-in of the person; absent when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<Timestamp>,
    /// Open wishes to talk.
    pub n_talk_requests: u32,
    /// Actions the person calls stuck.
    pub n_stuck_actions: u32,
}
