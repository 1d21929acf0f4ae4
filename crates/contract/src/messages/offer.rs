//! The link that a message about an offer carries (W5): good for this one act, without signing in.
//!
//! What stands in the link travels in a body, never in an address of the API, so that no log on the way has it. A link that
//! never was looks the same as one that is wrong.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::workshops::When;
use domain::messages::OfferState;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// `language` is an optional query parameter of every operation here. Looking changes nothing.
pub const VIEW_OFFER_BY_LINK: Endpoint = Endpoint {
    operation_id: "viewOfferByLink",
    method: Method::Post,
    path: "/api/offer",
    summary: Endpoint::docs(
        "What the offer of a link is, or has become. By POST, because the link must stand in no address.",
    ),
    roles: &[Role::Public],
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const ACCEPT_OFFER_BY_LINK: Endpoint = Endpoint {
    operation_id: "acceptOfferByLink",
    method: Method::Post,
    path: "/api/offer/acceptance",
    summary: Endpoint::docs("Take the place that the link offers. Answers with what the offer has become."),
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const DECLINE_OFFER_BY_LINK: Endpoint = Endpoint {
    operation_id: "declineOfferByLink",
    method: Method::Post,
    path: "/api/offer/refusal",
    summary: Endpoint::docs(
        "Leave the place that the link offers to the next in turn. Answers with what the offer has become.",
    ),
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Body of the three. `Debug` is not derived: the link must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferLink {
    /// What stands behind `/o/` in the link.
    pub token: String,
}

impl core::fmt::Debug for OfferLink {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("OfferLink(hidden)")
    }
}

/// Answer of the three. Names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferView {
    pub state: OfferState,
    /// While `open` and once `taken`: what it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<OfferedSlot>,
}

/// What a place is offered for, in the fewest words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferedSlot {
    pub title: String,
    pub venue_name: String,
    pub address: String,
    pub when: When,
    /// Until when the place is or was held.
    pub offer_until: Timestamp,
}
