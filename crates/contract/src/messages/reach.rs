//! How a person wants to be told: their own to give, change and take back.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::messages::Channel;
use serde::{Deserialize, Serialize};

pub const GET_REACH: Endpoint = Endpoint {
    operation_id: "getReach",
    method: Method::Get,
    path: "/api/reach",
    summary: Endpoint::docs(
        "The phone number and e-mail address that the person gave, and how they want to be told.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const SAVE_REACH: Endpoint = Endpoint {
    operation_id: "saveReach",
    method: Method::Put,
    path: "/api/reach",
    summary: Endpoint::docs("Replace them. Nothing is needed: what is empty is taken away."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

/// Answer of `getReach` and body of `saveReach`. `Debug` is not derived: it must not reach a log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReachView {
    /// As people write it ("06 12 34 56 78"); empty when there is none.
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
    /// Absent: neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by: Option<Channel>,
}

impl core::fmt::Debug for ReachView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ReachView(hidden)")
    }
}
