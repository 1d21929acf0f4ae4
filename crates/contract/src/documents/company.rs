//! Files for a company of a jobs dating (C6): the person lets it have them, and the desk hands them over. A company has no
//! way in of its own.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::documents::DocumentKind;
use domain::ids::{CompanyId, DocumentId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

pub const SHARE_WITH_COMPANY: Endpoint = Endpoint {
    operation_id: "shareWithCompany",
    method: Method::Put,
    path: "/api/documents/{id}/companies/{company}",
    summary: Endpoint::docs("Let a company that one has a talk with have a file, once it is checked."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const UNSHARE_WITH_COMPANY: Endpoint = Endpoint {
    operation_id: "unshareWithCompany",
    method: Method::Delete,
    path: "/api/documents/{id}/companies/{company}",
    summary: Endpoint::docs("Let a company have a file no more. What was handed over stays with it."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

/// Names people, not what is in their files: nothing is opened.
pub const LIST_COMPANY_DOCUMENTS: Endpoint = Endpoint {
    operation_id: "listCompanyDocuments",
    method: Method::Get,
    path: "/api/staff/companies/{id}/documents",
    summary: Endpoint::docs("The files that people let a company have, by the time of their talk."),
    roles: &[Role::Coordinator],
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

/// Leaves a line in the record that the person can read.
pub const DOWNLOAD_COMPANY_DOCUMENT: Endpoint = Endpoint {
    operation_id: "downloadCompanyDocument",
    method: Method::Get,
    path: "/api/staff/companies/{company}/documents/{id}/file",
    summary: Endpoint::docs("A file to hand over to a company; only once an antivirus has found it clean."),
    roles: &[Role::Coordinator],
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

/// A company that the person has a talk with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyChoice {
    pub id: CompanyId,
    pub name: String,
}

/// Answer of `listCompanyDocuments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyDocuments {
    pub company: String,
    pub documents: Vec<CompanyDocument>,
}

/// A file for a company. `Debug` is not derived: it names someone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompanyDocument {
    pub id: DocumentId,
    pub first_name: String,
    pub last_name: String,
    /// As the person calls the file.
    pub name: String,
    pub kind: DocumentKind,
    pub size_bytes: u64,
    /// Their talk.
    pub talk_at: Timestamp,
    /// An antivirus has found it clean.
    pub can_open: bool,
}

impl core::fmt::Debug for CompanyDocument {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "CompanyDocument({})", self.id)
    }
}
