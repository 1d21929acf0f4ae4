//! A look at a person's pages as they see them (R1, R2, R3): begun and ended at the desk, and nothing can be written in it.
//!
//! A preview is an address, not a cookie: whatever is asked below [`PAGES`] and the preview's id is asked by a member of staff
//! who looks. There, reads answer as they would to the person, without what the person keeps for themselves, every write
//! is refused, and so is every file to keep (`docs/decisions/0020-a-preview-is-an-address.md`).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::PreviewId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

const STAFF: &[Role] = &[Role::Referent, Role::Coordinator];

/// Where the pages of previews are: `/preview/<id>/pathway`, and their operations: `/preview/<id>/api/pathway`.
pub const PAGES: &str = "/preview/";

/// Reads that a preview does not give: files to keep and what they look like, what only goes with sending one, and the way to a provider.
/// It is a look, and takes
/// nothing away.
pub const WITHHELD: &[&str] = &[
    "getSubmissionCopy",
    "getRecap",
    "getCalendar",
    "downloadDocument",
    "getDocumentPicture",
    "getCvPhoto",
    "getUpload",
    "exportMyData",
    "listRightsRequests",
    "beginProviderEntry",
    "getIdentity",
    "beginProviderLink",
];

pub const START_PREVIEW: Endpoint = Endpoint {
    operation_id: "startPreview",
    method: Method::Post,
    path: "/api/staff/clients/{id}/previews",
    summary: Endpoint::docs(
        "Begin to look at the pages of someone whom the caller follows. Ends the look before.",
    ),
    roles: STAFF,
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const END_PREVIEW: Endpoint = Endpoint {
    operation_id: "endPreview",
    method: Method::Delete,
    path: "/api/staff/previews/{id}",
    summary: Endpoint::docs("End a look at someone's pages."),
    roles: STAFF,
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

/// A preview that has begun: the answer of `startPreview`. Inside of it `getMe` says whose pages these are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewView {
    pub id: PreviewId,
    /// It ends here at the latest; earlier with the desk's session.
    pub until: Timestamp,
}

/// Where the addresses of this preview begin.
pub fn base_of(id: &PreviewId) -> String {
    [PAGES, id.as_str()].concat()
}
