//! What is kept of a person, until when, and all of it to take along (S4, S5).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

pub const GET_RETENTION: Endpoint = Endpoint {
    operation_id: "getRetention",
    method: Method::Get,
    path: "/api/retention",
    summary: Endpoint::docs("Until when everything of the person is kept if they are not heard of again."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

/// Answers with a ZIP file: a PDF and a JSON of all that is kept, the papers of the person, and their files. `language` as for
/// [`GET_RECAP`](crate::pathway::GET_RECAP).
pub const EXPORT_MY_DATA: Endpoint = Endpoint {
    operation_id: "exportMyData",
    method: Method::Get,
    path: "/api/my-data",
    summary: Endpoint::docs("Everything that is kept of the person, in one file to keep."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

/// Answer of `getRetention`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RetentionView {
    /// Every contact moves it.
    pub kept_until: Timestamp,
    /// Until when what the person has answered about their health is kept; `None`: there is nothing. Never told to a preview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub health_until: Option<Timestamp>,
    /// The person has asked to be erased, and it was agreed to: everything goes then. Never told to a preview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erase_at: Option<Timestamp>,
}
