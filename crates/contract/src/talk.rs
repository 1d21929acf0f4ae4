//! Wishes to talk (Q6), for the person who has them and for the référent whom they reach.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::TalkRequestId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

pub const LIST_TALK_REQUESTS: Endpoint = Endpoint {
    operation_id: "listTalkRequests",
    method: Method::Get,
    path: "/api/talk-requests",
    summary: Endpoint::docs("The person's wishes to talk and what became of them, latest first."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const WITHDRAW_TALK_REQUEST: Endpoint = Endpoint {
    operation_id: "withdrawTalkRequest",
    method: Method::Delete,
    path: "/api/talk-requests/{id}",
    summary: Endpoint::docs("Take a wish to talk back. One that is over stays as it is."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const MARK_TALK_REQUEST_READ: Endpoint = Endpoint {
    operation_id: "markTalkRequestRead",
    method: Method::Post,
    path: "/api/staff/talk-requests/{id}/reading",
    summary: Endpoint::docs("Tell the person that the wish was read. The first time counts."),
    roles: &[Role::Referent],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const CLOSE_TALK_REQUEST: Endpoint = Endpoint {
    operation_id: "closeTalkRequest",
    method: Method::Post,
    path: "/api/staff/talk-requests/{id}/meeting",
    summary: Endpoint::docs("Say that one has talked about it. The wish leaves the list."),
    roles: &[Role::Referent],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

/// What a wish to talk is about, as far as its reader may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum About {
    /// The title of a subject.
    Subject(String),
    /// A subject that is not named.
    Personal,
    /// A private meeting, without a reason.
    Private,
}

/// How a wish to talk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TalkOutcome {
    /// One has talked about it.
    Met,
    /// The person took it back.
    Withdrawn,
    /// Newer answers took its place.
    Replaced,
}

/// A wish to talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TalkRequest {
    pub id: TalkRequestId,
    pub about: About,
    pub asked_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
    /// Name of who read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<TalkOutcome>,
}
