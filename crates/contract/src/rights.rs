//! What a person asks about what is kept of them, and the answer (S4): that it be erased, that something be put right.
//! `docs/decisions/0032-an-erasure-that-was-agreed-to-can-be-seen-coming.md` says how an answer reaches them.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::RightsRequestId;
use domain::rights::{RightsKind, RightsOutcome};
use domain::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

const PERSON: &[Role] = &[Role::Person];
const COORDINATOR: &[Role] = &[Role::Coordinator];

pub const LIST_RIGHTS_REQUESTS: Endpoint = Endpoint {
    operation_id: "listRightsRequests",
    method: Method::Get,
    path: "/api/rights",
    summary: Endpoint::docs(
        "What the person has asked about what is kept of them, latest first, with the answers.",
    ),
    roles: PERSON,
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const MAKE_RIGHTS_REQUEST: Endpoint = Endpoint {
    operation_id: "makeRightsRequest",
    method: Method::Post,
    path: "/api/rights",
    summary: Endpoint::docs(
        "Ask that everything be erased, or that something be put right. One of each can be open.",
    ),
    roles: PERSON,
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const WITHDRAW_RIGHTS_REQUEST: Endpoint = Endpoint {
    operation_id: "withdrawRightsRequest",
    method: Method::Delete,
    path: "/api/rights/{id}",
    summary: Endpoint::docs(
        "Take back what one has asked for: before the answer, or before an erasure that was agreed to is done.",
    ),
    roles: PERSON,
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const LIST_RIGHTS_TO_ANSWER: Endpoint = Endpoint {
    operation_id: "listRightsToAnswer",
    method: Method::Get,
    path: "/api/staff/rights",
    summary: Endpoint::docs(
        "Who waits for an answer about what is kept of them, oldest first, and the erasures that are to come. Never in whose words.",
    ),
    roles: COORDINATOR,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

/// Leaves a line in the record that the person can read.
pub const GET_RIGHTS_TO_ANSWER: Endpoint = Endpoint {
    operation_id: "getRightsToAnswer",
    method: Method::Get,
    path: "/api/staff/rights/{id}",
    summary: Endpoint::docs("What one person asks about what is kept of them, in their words."),
    roles: COORDINATOR,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const ANSWER_RIGHTS_REQUEST: Endpoint = Endpoint {
    operation_id: "answerRightsRequest",
    method: Method::Post,
    path: "/api/staff/rights/{id}/answer",
    summary: Endpoint::docs(
        "Answer, once, in words. An erasure that is agreed to is done a week later, unless the person takes it back.",
    ),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Body of `makeRightsRequest`: `"erase"`, which needs no reason, or `{"contest": "Mon adresse a changé."}`, 1 to 1,000 characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MakeRightsRequest {
    Erase,
    Contest(String),
}

/// `Debug` is not derived: these are the person's own words.
impl core::fmt::Debug for MakeRightsRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Erase => "Erase",
            Self::Contest(_) => "Contest(hidden)",
        })
    }
}

/// Answer of `listRightsRequests`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RightsView {
    pub requests: Vec<RightsRequestView>,
    /// The last day for the answer to what is asked today.
    pub answer_by: Date,
}

/// Something that was asked. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RightsRequestView {
    pub id: RightsRequestId,
    pub kind: RightsKind,
    /// With `contest`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    pub asked_at: Timestamp,
    /// The last day for the answer.
    pub answer_by: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<RightsAnswerView>,
}

impl core::fmt::Debug for RightsRequestView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RightsRequestView({})", self.id)
    }
}

impl RightsRequestView {
    /// Waits for its answer, or for the erasure that was agreed to: there can be no other of its kind.
    pub fn is_open(&self) -> bool {
        self.withdrawn_at.is_none() && self.answer.as_ref().is_none_or(|answer| answer.erase_at.is_some())
    }
}

/// What was answered.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RightsAnswerView {
    pub outcome: RightsOutcome,
    pub text: String,
    /// Who answered.
    pub by: String,
    pub at: Timestamp,
    /// When everything is erased, after that was agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erase_at: Option<Timestamp>,
}

impl core::fmt::Debug for RightsAnswerView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RightsAnswerView({:?})", self.outcome)
    }
}

/// Answer of `listRightsToAnswer`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RightsToAnswerList {
    pub requests: Vec<RightsToAnswer>,
}

/// Somebody who waits. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RightsToAnswer {
    pub id: RightsRequestId,
    pub kind: RightsKind,
    pub first_name: String,
    pub last_name: String,
    pub asked_at: Timestamp,
    /// The last day for the answer.
    pub answer_by: Date,
    /// Agreed to: when everything is erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erase_at: Option<Timestamp>,
}

impl core::fmt::Debug for RightsToAnswer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RightsToAnswer({})", self.id)
    }
}

/// Answer of `getRightsToAnswer`. `Debug` is not derived: these are the person's own words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RightsDetail {
    pub request: RightsToAnswer,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl core::fmt::Debug for RightsDetail {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RightsDetail({})", self.request.id)
    }
}

/// Body of `answerRightsRequest`. `Debug` is not derived: it is written about someone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerRightsRequest {
    pub outcome: RightsOutcome,
    /// 1 to 1,000 characters, which the person reads; with a refusal, the reason.
    pub text: String,
}

impl core::fmt::Debug for AnswerRightsRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "AnswerRightsRequest({:?})", self.outcome)
    }
}

/// Answer of `answerRightsRequest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RightsAnswered {
    /// When everything is erased, after that was agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erase_at: Option<Timestamp>,
}
