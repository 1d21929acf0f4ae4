//! Adding people from a list (O2): looked at first, then added all at once or not at all.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::ImportId;
use domain::import::ProblemKind;
use domain::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

const COORDINATOR: &[Role] = &[Role::Coordinator];

/// The largest list, in bytes.
pub const MAX_IMPORT_BYTES: usize = 20 * 1024 * 1024;

pub const CHECK_IMPORT: Endpoint = Endpoint {
    operation_id: "checkImport",
    method: Method::Post,
    path: "/api/staff/imports",
    summary: Endpoint::docs(
        "Hand in a list of people (CSV in UTF-8, UTF-16 or Windows-1252) and have it looked at. Adds nobody.",
    ),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const GET_IMPORT: Endpoint = Endpoint {
    operation_id: "getImport",
    method: Method::Get,
    path: "/api/staff/imports/{id}",
    summary: Endpoint::docs(
        "What finishing a list would do, or has done, and what there is to say about its lines. For whoever handed it in, for a day.",
    ),
    roles: COORDINATOR,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const DOWNLOAD_IMPORT_PROBLEMS: Endpoint = Endpoint {
    operation_id: "downloadImportProblems",
    method: Method::Get,
    path: "/api/staff/imports/{id}/problems",
    summary: Endpoint::docs(
        "Everything there is to say about the lines of a list, as CSV. Holds nothing of what stands in them.",
    ),
    roles: COORDINATOR,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const FINISH_IMPORT: Endpoint = Endpoint {
    operation_id: "finishImport",
    method: Method::Post,
    path: "/api/staff/imports/{id}/completion",
    summary: Endpoint::docs(
        "Add everyone of a list who is not there yet, in one step. Lines with faults are left out only if the body says so.",
    ),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const REMOVE_IMPORT: Endpoint = Endpoint {
    operation_id: "removeImport",
    method: Method::Delete,
    path: "/api/staff/imports/{id}",
    summary: Endpoint::docs("Forget a list. Whoever was added from it stays."),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Answer of `checkImport`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckedImport {
    pub id: ImportId,
}

/// Answer of `getImport`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportView {
    pub id: ImportId,
    /// When it is forgotten.
    pub until: Timestamp,
    /// Lines with something in them.
    pub n_lines: u32,
    /// Who would be added; of a finished list: who was.
    pub n_new: u32,
    /// Who is there already; of a finished list: was.
    pub n_known: u32,
    /// Lines that name somebody of the list again.
    pub n_twins: u32,
    /// Lines with a fault.
    pub n_faulty: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// The first people who would be added, so that one sees whether they were read as they are meant; none of a finished list.
    pub first: Vec<ImportPerson>,
    /// The first of them: to put right, then told, each by line; `downloadImportProblems` has all.
    pub remarks: Vec<ImportRemark>,
    pub n_remarks: u32,
}

/// Someone of a list. `Debug` is not derived: it names them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportPerson {
    pub first_name: String,
    pub last_name: String,
    pub birth_date: Date,
}

impl core::fmt::Debug for ImportPerson {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ImportPerson(hidden)")
    }
}

/// Something to say about a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRemark {
    /// As programs for spreadsheets number it.
    pub line: u32,
    pub kind: ProblemKind,
    /// Whether it has to be put right.
    pub is_fault: bool,
    /// In the caller's language; empty when it is about the whole line.
    pub column: String,
    /// In the caller's language: what it is, and what to do.
    pub text: String,
}

/// Body of `finishImport`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FinishImport {
    /// Adds the others although some lines have faults.
    #[serde(default)]
    pub leave_faulty_out: bool,
}
