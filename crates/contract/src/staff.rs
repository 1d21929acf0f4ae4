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

/// Query parameters: `q` (beginning of a name), `after` (the `next` of the page before).
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

/// Answer of `listClients`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientPage {
    pub clients: Vec<Client>,
    /// Pass it as `after` to get the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many people the caller follows, whatever `q` says.
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
