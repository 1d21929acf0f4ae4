//! Files that a person hands in (C1, C3 to C6): their endpoints. What travels is in `view`; the desk's part is in `staff`.
//!
//! A file has one id from its first byte on: what arrives as an upload is the document. An upload goes on where the server's
//! count of received bytes says, on whatever device; sending a chunk again changes nothing.

pub mod company;
pub mod staff;
mod view;

pub use view::{CreateUpload, DocumentList, DocumentView, Opened, RenameDocument, Upload};

use crate::endpoint::{Effect, Endpoint, Method, Role};

pub const LIST_DOCUMENTS: Endpoint = Endpoint {
    operation_id: "listDocuments",
    method: Method::Get,
    path: "/api/documents",
    summary: Endpoint::docs(
        "The person's files: what was received, where each stands, who may see it and who has opened it.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const CREATE_UPLOAD: Endpoint = Endpoint {
    operation_id: "createUpload",
    method: Method::Post,
    path: "/api/uploads",
    summary: Endpoint::docs("Announce a file, or a newer version of one; its bytes follow in chunks."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const GET_UPLOAD: Endpoint = Endpoint {
    operation_id: "getUpload",
    method: Method::Get,
    path: "/api/uploads/{id}",
    summary: Endpoint::docs("How much of a file is received: from there it goes on."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

/// The body is the bytes, `Content-Digest` (RFC 9530) their SHA-256, the query parameter `offset` where they belong.
pub const SEND_CHUNK: Endpoint = Endpoint {
    operation_id: "sendChunk",
    method: Method::Put,
    path: "/api/uploads/{id}",
    summary: Endpoint::docs(
        "Send the next bytes of a file, at most 64 KiB; they are on the disk when this is answered.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const FINISH_UPLOAD: Endpoint = Endpoint {
    operation_id: "finishUpload",
    method: Method::Post,
    path: "/api/uploads/{id}/finish",
    summary: Endpoint::docs("Say that the file has arrived whole; it is then checked."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const DOWNLOAD_DOCUMENT: Endpoint = Endpoint {
    operation_id: "downloadDocument",
    method: Method::Get,
    path: "/api/documents/{id}/file",
    summary: Endpoint::docs("The person's own file, to keep."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

/// Not in a preview, and not at the desk: it is there for whoever handed the file in to know it again.
pub const GET_DOCUMENT_PICTURE: Endpoint = Endpoint {
    operation_id: "getDocumentPicture",
    method: Method::Get,
    path: "/api/documents/{id}/pictures/{number}",
    summary: Endpoint::docs("What a page of the person's own file looks like; the first is 1."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

pub const RENAME_DOCUMENT: Endpoint = Endpoint {
    operation_id: "renameDocument",
    method: Method::Put,
    path: "/api/documents/{id}/name",
    summary: Endpoint::docs("Call a file something else, to tell versions apart."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const REMOVE_DOCUMENT: Endpoint = Endpoint {
    operation_id: "removeDocument",
    method: Method::Delete,
    path: "/api/documents/{id}",
    summary: Endpoint::docs("Remove a file for everyone, or give up its upload."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const SHARE_DOCUMENT: Endpoint = Endpoint {
    operation_id: "shareDocument",
    method: Method::Put,
    path: "/api/documents/{id}/sharing",
    summary: Endpoint::docs("Let the caseworker open a file, once it is checked."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const UNSHARE_DOCUMENT: Endpoint = Endpoint {
    operation_id: "unshareDocument",
    method: Method::Delete,
    path: "/api/documents/{id}/sharing",
    summary: Endpoint::docs("Keep a file to oneself again."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};
