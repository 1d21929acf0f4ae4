//! Files that a person hands in: a CV (C1 to C6).
//!
//! A file arrives in chunks, is checked, and is then kept or refused. Nobody but its owner may open it before an antivirus
//! has said that it is clean, and then only whom they share it with.

mod chunk;
mod kind;
mod limits;
mod name;
mod photos;
mod state;
mod versions;

pub use chunk::{CHUNK_BYTES, ChunkRefusal, Chunked, part_bytes, place_chunk};
pub use kind::{DocumentKind, FileRefusal};
pub use limits::{
    COMPANY_AFTER_S, Held, MAX_DOCUMENTS, MAX_FILE_BYTES, MAX_PERSON_BYTES, MAX_PICTURES, UploadRefusal,
    upload_refusal,
};
pub(crate) use name::is_hidden;
pub use name::{NAME_MAX_CHARS, extension_of, read_name, shown_name};
pub use photos::{MAX_PAGES, PAGE_BYTES, PAGE_SIDE, PdfPart, PhotoPage, pdf_bytes, pdf_of};
pub use state::{DocumentState, Reach, Scan, reach};
pub use versions::{Paper, ReplaceRefusal, VersionLink, papers, replace_refusal, takes_over};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod version_tests;
