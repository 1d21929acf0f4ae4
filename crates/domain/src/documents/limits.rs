//! How much a person may hand in.

/// How long after a talk its company may still be let have a file, in seconds: it may ask for one afterwards (decision 34).
pub const COMPANY_AFTER_S: i64 = 30 * 86_400;

/// Of one file: 8 MiB (trust.md, "Files").
pub const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;

/// Of everything that a person keeps: 30 MiB.
pub const MAX_PERSON_BYTES: u64 = 30 * 1024 * 1024;

/// Files that a person keeps.
pub const MAX_DOCUMENTS: u64 = 5;

/// Pages of a file of which there are pictures for whoever handed it in, from its first one on.
pub const MAX_PICTURES: u64 = 4;

/// What a person holds already; what is on its way counts with its announced size, what was refused does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    pub n_documents: u64,
    pub size_bytes: u64,
}

/// Why a file cannot come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadRefusal {
    Empty,
    TooLarge,
    /// Five are there.
    TooMany,
    /// Together they would be over 30 MiB.
    NoRoom,
}

/// Whether a file of this size may come.
///
/// # Errors
/// What the person can do something about, the file itself first.
pub fn upload_refusal(held: Held, size_bytes: u64) -> Result<(), UploadRefusal> {
    if size_bytes == 0 {
        return Err(UploadRefusal::Empty);
    }
    if size_bytes > MAX_FILE_BYTES {
        return Err(UploadRefusal::TooLarge);
    }
    if held.n_documents >= MAX_DOCUMENTS {
        return Err(UploadRefusal::TooMany);
    }
    if held.size_bytes.saturating_add(size_bytes) > MAX_PERSON_BYTES {
        return Err(UploadRefusal::NoRoom);
    }
    Ok(())
}
