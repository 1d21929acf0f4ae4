//! Signing in at a provider (OpenID Connect) as a person, once one has linked it oneself (S2, decision 38).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The page to which the provider sends the browser back: the one where people come in without their card.
pub const RETURN_PAGE: &str = "/code";

/// How a state begins that comes back from linking, and one that comes back from signing in, so that the page knows what to ask
/// for. The server does not go by it.
pub const LINK_STATE: &str = "link-";
pub const ENTRY_STATE: &str = "enter-";

/// A read by `POST`: nothing is kept but a cookie, and no other site can send it.
pub const BEGIN_PROVIDER_ENTRY: Endpoint = Endpoint {
    operation_id: "beginProviderEntry",
    method: Method::Post,
    path: "/api/provider",
    summary: Endpoint::docs(
        "Where the browser goes to sign in at the provider for people, when there is one.",
    ),
    roles: &[Role::Public],
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const FINISH_PROVIDER_ENTRY: Endpoint = Endpoint {
    operation_id: "finishProviderEntry",
    method: Method::Post,
    path: "/api/provider/session",
    summary: Endpoint::docs("Sign in with what the provider sent the browser back with."),
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const GET_IDENTITY: Endpoint = Endpoint {
    operation_id: "getIdentity",
    method: Method::Get,
    path: "/api/identity",
    summary: Endpoint::docs("Whether the person has linked the provider."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

/// As [`BEGIN_PROVIDER_ENTRY`]; what comes back links for this person only.
pub const BEGIN_PROVIDER_LINK: Endpoint = Endpoint {
    operation_id: "beginProviderLink",
    method: Method::Post,
    path: "/api/identity/provider",
    summary: Endpoint::docs("Where the browser goes to link the provider."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const LINK_IDENTITY: Endpoint = Endpoint {
    operation_id: "linkIdentity",
    method: Method::Put,
    path: "/api/identity",
    summary: Endpoint::docs(
        "Link the provider with what it sent the browser back with, in place of what was linked before.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const UNLINK_IDENTITY: Endpoint = Endpoint {
    operation_id: "unlinkIdentity",
    method: Method::Delete,
    path: "/api/identity",
    summary: Endpoint::docs("The provider opens the person's space no longer."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

/// Answer of `getIdentity`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IdentityView {
    /// Absent: nothing is linked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked_at: Option<Timestamp>,
}
