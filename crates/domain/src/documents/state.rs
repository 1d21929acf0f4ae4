//! Where a file stands, and who may open it.

use serde::{Deserialize, Serialize};

/// Where a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DocumentState {
    /// It has not arrived whole.
    Receiving,
    /// Whole; its content is being looked at.
    Checking,
    Kept,
    Refused,
}

/// What the antivirus has said of a file that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scan {
    /// Nothing yet.
    Waiting,
    Clean,
}

/// Whether someone may open a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Open,
    /// Not yet: it is not whole, or not checked.
    NotYet,
    /// For this reader there is no such file.
    Hidden,
}

/// Whether the owner, or with `is_owner` false the référent, may open a file.
pub fn reach(is_owner: bool, is_shared: bool, state: DocumentState, scan: Option<Scan>) -> Reach {
    match (is_owner, is_shared, state, scan) {
        (true, _, DocumentState::Kept, _) | (false, true, DocumentState::Kept, Some(Scan::Clean)) => {
            Reach::Open
        }
        (true, ..) | (false, true, DocumentState::Kept, _) => Reach::NotYet,
        (false, ..) => Reach::Hidden,
    }
}
