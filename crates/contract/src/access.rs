//! Who has looked at what of a person (R3, S4). Never what they saw.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::AccessId;
use domain::session::Agreement;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// `after` (the `next` of the page before) is an optional query parameter.
pub const LIST_ACCESSES: Endpoint = Endpoint {
    operation_id: "listAccesses",
    method: Method::Get,
    path: "/api/accesses",
    summary: Endpoint::docs("Who has looked at the person's file, latest first, fifty at a time."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

/// Answer of `listAccesses`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessPage {
    pub accesses: Vec<AccessView>,
    /// Pass it as `after` to get the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<AccessId>,
}

/// One look at the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessView {
    pub id: AccessId,
    pub at: Timestamp,
    /// Who it was.
    pub name: String,
    pub place: String,
    /// The operation ("getClientSummary").
    pub operation: String,
    /// With `startPreview` and `agreeToSitting`: how long it has lasted, in minutes begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n_minutes: Option<u32>,
    /// With `agreeToSitting`: how the person agreed, at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<Agreement>,
}
