//! A ZIP container: measured whole before anything in it is believed.

use domain::documents::FileRefusal;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A long CV with pictures has dozens.
const MAX_ENTRIES: usize = 1000;
/// What all of it may be, unpacked.
const MAX_UNPACKED_BYTES: u64 = 64 << 20;
/// What one part may be to its packed size, once it is larger than [`RATIO_FROM_BYTES`]: text packs to a tenth.
const MAX_RATIO: u64 = 200;
const RATIO_FROM_BYTES: u64 = 1 << 20;

/// The parts of a package, by name.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    pub names: Vec<String>,
}

impl<'a> Package<'a> {
    /// Opens a package and unpacks every part into nothing: the sizes that a file claims may be wrong.
    ///
    /// # Errors
    /// When it has a password, is larger than it may be, names what it must not, or cannot be read to its end.
    pub fn open(bytes: &'a [u8]) -> Result<Self, FileRefusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileRefusal::Broken)?;
        if archive.offset() != 0 || archive.is_empty() {
            return Err(FileRefusal::Broken);
        }
        if archive.len() > MAX_ENTRIES {
            return Err(FileRefusal::TooBigInside);
        }
        let mut left = MAX_UNPACKED_BYTES;
        let mut names = Vec::with_capacity(archive.len());
        for at in 0..archive.len() {
            let raw = archive.by_index_raw(at).map_err(|_| FileRefusal::Broken)?;
            if raw.encrypted() {
                return Err(FileRefusal::Protected);
            }
            let name = raw.name().map_err(|_| FileRefusal::Broken)?.into_owned();
            drop(raw);
            if !is_plain(&name) {
                return Err(FileRefusal::Broken);
            }
            let part = archive.by_index(at).map_err(|_| FileRefusal::Broken)?;
            let (claimed, packed) = (part.size(), part.compressed_size());
            let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
            let n_bytes = unpacked.map_err(|_| FileRefusal::Broken)?;
            left = left.checked_sub(n_bytes).ok_or(FileRefusal::TooBigInside)?;
            if n_bytes > RATIO_FROM_BYTES && n_bytes / packed.max(1) > MAX_RATIO {
                return Err(FileRefusal::TooBigInside);
            }
            if n_bytes != claimed {
                return Err(FileRefusal::Broken);
            }
            names.push(name);
        }
        if has_twins(&names) || archive.has_overlapping_files().unwrap_or(true) {
            return Err(FileRefusal::Broken);
        }
        Ok(Self { archive, names })
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// A part, whole; what [`Package::open`] has measured.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, FileRefusal> {
        let mut part = self.archive.by_name(name).map_err(|_| FileRefusal::Broken)?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(|_| FileRefusal::Broken)?;
        Ok(bytes)
    }
}

/// Whether unpacking a part of this name would stay where it is put.
fn is_plain(name: &str) -> bool {
    let is_outside = name.starts_with('/') || name.contains(['\\', '\0', ':']);
    !name.is_empty() && !is_outside && name.split('/').all(|part| part != ".." && part != ".")
}

/// Two parts of one name: which one is read depends on who reads.
fn has_twins(names: &[String]) -> bool {
    let mut lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    lower.sort_unstable();
    lower.windows(2).any(|pair| pair[0] == pair[1])
}
