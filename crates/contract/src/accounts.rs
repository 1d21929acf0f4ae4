//! The accounts of staff: a coordinator makes, changes, resets and closes them; whom one is for sets it up with a code that works once.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::staff::StaffRole;
use domain::ids::StaffId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

const COORDINATOR: &[Role] = &[Role::Coordinator];
const PUBLIC: &[Role] = &[Role::Public];

pub const LIST_STAFF: Endpoint = Endpoint {
    operation_id: "listStaff",
    method: Method::Get,
    path: "/api/staff/accounts",
    summary: Endpoint::docs("Every account of staff, and what was done with them last."),
    roles: COORDINATOR,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const ADD_STAFF: Endpoint = Endpoint {
    operation_id: "addStaff",
    method: Method::Post,
    path: "/api/staff/accounts",
    summary: Endpoint::docs("Make an account for a colleague. Its code comes from renewStaffCode."),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const UPDATE_STAFF: Endpoint = Endpoint {
    operation_id: "updateStaff",
    method: Method::Put,
    path: "/api/staff/accounts/{id}",
    summary: Endpoint::docs(
        "Change what people read of a member of staff, and what they may do. The last coordinator stays one.",
    ),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const RENEW_STAFF_CODE: Endpoint = Endpoint {
    operation_id: "renewStaffCode",
    method: Method::Post,
    path: "/api/staff/accounts/{id}/code",
    summary: Endpoint::docs(
        "Make a code with which a colleague chooses a password and an authenticator app, in place of those they had. Their sessions end.",
    ),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const CLOSE_STAFF: Endpoint = Endpoint {
    operation_id: "closeStaff",
    method: Method::Post,
    path: "/api/staff/accounts/{id}/closure",
    summary: Endpoint::docs(
        "Close an account: its sessions end at once, and the people whom it followed have nobody for now.",
    ),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const REOPEN_STAFF: Endpoint = Endpoint {
    operation_id: "reopenStaff",
    method: Method::Delete,
    path: "/api/staff/accounts/{id}/closure",
    summary: Endpoint::docs("Open a closed account again. It needs a new code, and follows nobody."),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Uses nothing up, and counts as a try.
pub const BEGIN_STAFF_SETUP: Endpoint = Endpoint {
    operation_id: "beginStaffSetup",
    method: Method::Post,
    path: "/api/staff/setup",
    summary: Endpoint::docs(
        "What an authenticator app needs for the account of a code. By POST, because a code must stand in no address.",
    ),
    roles: PUBLIC,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Signs in as well: the code of the app has just been shown to work.
pub const COMPLETE_STAFF_SETUP: Endpoint = Endpoint {
    operation_id: "completeStaffSetup",
    method: Method::Post,
    path: "/api/staff/setup/completion",
    summary: Endpoint::docs(
        "Choose the password of an account, prove the authenticator app, and use the code up.",
    ),
    roles: PUBLIC,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Body of `addStaff`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddStaff {
    /// 2 to 80 letters, digits and `. - _ @`; capitals do not count.
    pub login: String,
    pub card: WriteStaff,
}

/// Body of `updateStaff`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteStaff {
    /// As people read it: 1 to 80 characters on one line.
    pub name: String,
    pub role: StaffRole,
    /// Shown to the people followed.
    #[serde(default)]
    pub phone: String,
    /// Where people are received.
    #[serde(default)]
    pub place: String,
}

/// Answer of `listStaff`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffList {
    /// The open ones first, by name.
    pub members: Vec<StaffMember>,
    /// People whom nobody follows.
    pub n_unassigned: u64,
    /// What was done with accounts, latest first.
    pub events: Vec<StaffEventView>,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMember {
    pub id: StaffId,
    pub login: String,
    pub name: String,
    pub role: StaffRole,
    pub phone: String,
    pub place: String,
    pub state: StaffState,
    /// The caller's own.
    pub is_me: bool,
    /// With `waiting`: until when its code works; absent when it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_until: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<Timestamp>,
    /// People whose référent they are.
    pub n_clients: u64,
    /// People whose référent they were, and whom nobody follows since.
    pub n_left: u64,
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StaffState {
    Open,
    /// Has not been set up, or not again.
    Waiting,
    Closed,
}

/// What was done with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StaffEventKind {
    Added,
    Code,
    SetUp,
    Changed,
    Promoted,
    Demoted,
    Closed,
    Reopened,
    /// The record of looks was searched, for their lines; by and whose the same: for everyone's.
    Searched,
}

/// A line about an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffEventView {
    pub at: Timestamp,
    /// Who did it, by name.
    pub by: String,
    pub kind: StaffEventKind,
    /// Whose account, by name.
    pub whose: String,
}

/// Answer of `renewStaffCode`. Shown once; `Debug` is not derived: it must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffCode {
    /// Ten characters, grouped like a card's.
    pub code: String,
    /// It works before this.
    pub until: Timestamp,
}

impl core::fmt::Debug for StaffCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("StaffCode(hidden)")
    }
}

/// Body of `beginStaffSetup`. `Debug` is not derived: a code must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffSetup {
    pub login: String,
    pub code: String,
}

impl core::fmt::Debug for StaffSetup {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("StaffSetup(hidden)")
    }
}

/// Answer of `beginStaffSetup`. `Debug` is not derived: it holds a secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffSetupView {
    /// Whose account it is.
    pub name: String,
    /// What an authenticator app reads from a QR code (`otpauth://…`).
    pub address: String,
    /// The secret as one types it into the app.
    pub secret: String,
    /// The QR code of `address`: a text a row, `#` for each dark module.
    pub qr: Vec<String>,
    /// The secret under the deployment's key, to be handed back: nothing is kept before it is proven.
    pub sealed: String,
}

impl core::fmt::Debug for StaffSetupView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("StaffSetupView(hidden)")
    }
}

/// Body of `completeStaffSetup`; answers as `startStaffSession`. `Debug` is not derived: secrets must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompleteStaffSetup {
    pub login: String,
    pub code: String,
    /// 12 to 128 characters, none of the common ones.
    pub password: String,
    /// As `beginStaffSetup` gave it.
    pub sealed: String,
    /// The six digits that the app shows.
    pub totp: String,
}

impl core::fmt::Debug for CompleteStaffSetup {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("CompleteStaffSetup(hidden)")
    }
}
