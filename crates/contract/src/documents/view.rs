//! What a file looks like to the person whose it is.

use super::company::CompanyChoice;
use domain::documents::{DocumentKind, DocumentState, FileRefusal, Scan, VersionLink};
use domain::ids::{CompanyId, DocumentId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Answer of `listDocuments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentList {
    /// The latest first.
    pub documents: Vec<DocumentView>,
    /// How many more may come.
    pub n_left: u64,
    pub left_bytes: u64,
    /// Whether files are looked at by an antivirus here; without one, nobody but the person can open them.
    pub has_scanner: bool,
    /// Those that the person has a talk with, by its time: they may be let have a file.
    pub companies: Vec<CompanyChoice>,
}

/// A file of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentView {
    pub id: DocumentId,
    /// As the person calls it, without an ending.
    pub name: String,
    pub state: DocumentState,
    /// With `refused`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<FileRefusal>,
    /// With `kept`, and with `refused` when that much was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<DocumentKind>,
    /// With `kept`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Scan>,
    /// Pages, from the first on, that `getDocumentPicture` shows.
    pub n_pictures: u64,
    /// Of what was announced; with `kept`, of what is kept.
    pub size_bytes: u64,
    pub received_bytes: u64,
    /// SHA-256 of the whole file as it was announced, 64 hex digits: tells whether a file is the same.
    pub digest: String,
    /// When its upload began.
    pub created_at: Timestamp,
    /// Since when the référent may open it; absent while it is the person's alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_at: Option<Timestamp>,
    /// When the référent said that it cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable_at: Option<Timestamp>,
    /// The file that it is a newer version of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<DocumentId>,
    /// Since when it has that one's place, with its shares. Until then the older one counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took_over_at: Option<Timestamp>,
    /// Companies that may have it.
    pub companies: Vec<CompanyId>,
    /// Who has opened it, latest first, at most five.
    pub opened: Vec<Opened>,
}

/// Someone opened a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opened {
    pub name: String,
    pub at: Timestamp,
}

/// Body of `createUpload`. `Debug` is not derived: a file's name must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateUpload {
    /// As the device calls it ("CV_2026.pdf").
    pub name: String,
    pub size_bytes: u64,
    /// SHA-256 of the whole file, 64 hex digits.
    pub digest: String,
    /// The file in whose place it is sent: it has that one's name, and its shares once it is checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<DocumentId>,
}

impl DocumentView {
    /// What ties it to the one that it is a newer version of.
    pub fn link(&self) -> VersionLink {
        VersionLink {
            id: self.id.clone(),
            replaces: self.replaces.clone(),
            has_taken_over: self.took_over_at.is_some(),
        }
    }
}

impl core::fmt::Debug for CreateUpload {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "CreateUpload({} bytes)", self.size_bytes)
    }
}

/// Body of `renameDocument`. `Debug` is not derived: a file's name must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenameDocument {
    pub name: String,
}

impl core::fmt::Debug for RenameDocument {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RenameDocument(hidden)")
    }
}

/// How far a file has come. Answer of `createUpload`, `getUpload` and `sendChunk`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Upload {
    pub id: DocumentId,
    pub state: DocumentState,
    pub size_bytes: u64,
    /// What is on the server's disk: the next chunk begins here.
    pub received_bytes: u64,
    /// The most bytes of one chunk.
    pub chunk_bytes: u64,
}
