//! Whom somebody has to call: those who get no messages, and those whom none has reached.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::workshops::When;
use domain::ids::{PersonId, ReferenceId};
use domain::messages::MessageKind;
use serde::{Deserialize, Serialize};

const STAFF: &[Role] = &[Role::Referent, Role::Coordinator];

/// `language` is an optional query parameter.
pub const LIST_CALLS: Endpoint = Endpoint {
    operation_id: "listCalls",
    method: Method::Get,
    path: "/api/staff/calls",
    summary: Endpoint::docs(
        "Who has to be told by phone, and what, oldest first; a caseworker sees those they follow.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const MARK_CALLED: Endpoint = Endpoint {
    operation_id: "markCalled",
    method: Method::Post,
    path: "/api/staff/calls",
    summary: Endpoint::docs("Note that someone was told by phone."),
    roles: STAFF,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Answer of `listCalls`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallList {
    pub calls: Vec<CallView>,
}

/// Someone to call. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallView {
    pub kind: MessageKind,
    pub reference: ReferenceId,
    pub person: PersonId,
    pub first_name: String,
    pub last_name: String,
    /// As people write it; absent when none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Empty for an answer to what one has asked, which is not named.
    pub title: String,
    pub when: When,
    /// With an offer: until when the place is held, on the venue's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<CallUntil>,
}

impl core::fmt::Debug for CallView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "CallView({})", self.person)
    }
}

/// A moment on the venue's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallUntil {
    pub day: domain::time::Date,
    pub time: domain::time::TimeOfDay,
}

/// Body of `markCalled`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkCalled {
    pub kind: MessageKind,
    pub reference: ReferenceId,
}
