//! What the référent does with the files that a person lets them see.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::documents::DocumentKind;
use domain::ids::DocumentId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Leaves a line in the record that the person can read.
pub const LIST_CLIENT_DOCUMENTS: Endpoint = Endpoint {
    operation_id: "listClientDocuments",
    method: Method::Get,
    path: "/api/staff/people/{id}/documents",
    summary: Endpoint::docs("The files that a person lets their caseworker see."),
    roles: &[Role::Referent],
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

/// Leaves a line in the record that the person can read.
pub const DOWNLOAD_CLIENT_DOCUMENT: Endpoint = Endpoint {
    operation_id: "downloadClientDocument",
    method: Method::Get,
    path: "/api/staff/documents/{id}/file",
    summary: Endpoint::docs(
        "A file that a person lets the caller see; only once an antivirus has found it clean.",
    ),
    roles: &[Role::Referent],
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

pub const REPORT_UNREADABLE: Endpoint = Endpoint {
    operation_id: "reportUnreadable",
    method: Method::Post,
    path: "/api/staff/documents/{id}/unreadable",
    summary: Endpoint::docs("Tell the person that a file cannot be read well; they are told what to do."),
    roles: &[Role::Referent],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

/// Answer of `listClientDocuments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientDocuments {
    /// What was shared last comes first.
    pub documents: Vec<SharedDocument>,
    pub has_scanner: bool,
}

/// A file as the référent sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedDocument {
    pub id: DocumentId,
    pub name: String,
    pub kind: DocumentKind,
    pub size_bytes: u64,
    pub received_at: Timestamp,
    pub shared_at: Timestamp,
    /// An antivirus has found it clean.
    pub can_open: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable_at: Option<Timestamp>,
    /// Since when it stands in the place of an earlier version, which is not seen any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_at: Option<Timestamp>,
}
