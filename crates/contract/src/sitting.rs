//! Filling in together (R4): at the desk, with the person present, who has agreed to it.
//!
//! Like a preview, a sitting is an address: what is asked below [`PAGES`] and its id is asked in it. There [`OPERATIONS`] act as
//! they do for the person; everything else is as in a preview (`docs/decisions/0039-a-sitting-begins-with-the-persons-card.md`).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::SittingId;
use domain::session::Agreement;
use domain::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

const STAFF: &[Role] = &[Role::Referent, Role::Coordinator];

/// Where the pages of sittings are: `/together/<id>/stock`, and their operations: `/together/<id>/api/draft`.
pub const PAGES: &str = "/together/";

/// What is done together: taking stock. In a sitting these act for the person, once they have agreed.
pub const OPERATIONS: &[&str] = &[
    "getDraft",
    "saveAnswer",
    "submitDraft",
    "getDraftMove",
    "moveDraft",
    "getChanges",
    "listSharing",
    "setSharing",
    "listSubmissions",
];

pub const START_SITTING: Endpoint = Endpoint {
    operation_id: "startSitting",
    method: Method::Post,
    path: "/api/staff/clients/{id}/sittings",
    summary: Endpoint::docs(
        "Prepare to fill in together with someone whom the caller follows. Ends the sitting before.",
    ),
    roles: STAFF,
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const GET_SITTING: Endpoint = Endpoint {
    operation_id: "getSitting",
    method: Method::Get,
    path: "/api/staff/sittings/{id}",
    summary: Endpoint::docs(
        "A sitting of the caller's session: who is at the desk, and whether the person has agreed.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

pub const AGREE_TO_SITTING: Endpoint = Endpoint {
    operation_id: "agreeToSitting",
    method: Method::Post,
    path: "/api/staff/sittings/{id}/agreement",
    summary: Endpoint::docs(
        "The person agrees, with their access card and date of birth. From here on answers are read and written together.",
    ),
    roles: STAFF,
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const END_SITTING: Endpoint = Endpoint {
    operation_id: "endSitting",
    method: Method::Delete,
    path: "/api/staff/sittings/{id}",
    summary: Endpoint::docs("End a sitting."),
    roles: STAFF,
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

/// Answer of `startSitting`, `getSitting` and `agreeToSitting`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SittingView {
    pub id: SittingId,
    /// Who is at the desk, as people read it.
    pub with: String,
    /// It ends here at the latest; earlier with the desk's session.
    pub until: Timestamp,
    /// Until they have, nothing of the person can be asked in it.
    pub has_agreed: bool,
}

/// Body of `agreeToSitting`. `Debug` is not derived: the card must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreeToSitting {
    /// Ten characters of the access card; spaces, dashes and lower case are forgiven.
    pub card: String,
    pub birth_date: Date,
    pub by: Agreement,
}

impl core::fmt::Debug for AgreeToSitting {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("AgreeToSitting(hidden)")
    }
}

/// Where the addresses of this sitting begin.
pub fn base_of(id: &SittingId) -> String {
    [PAGES, id.as_str()].concat()
}
