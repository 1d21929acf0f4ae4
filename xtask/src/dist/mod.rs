//! From the linker's wasm and two Trunk builds to the folder that the server serves.
//!
//! The new folder grows beside the old one and replaces it by a rename, so a server that is running never sees half of
//! a build.

mod compress;
mod fingerprint;
mod glue;
mod locals;
mod optimise;
mod order;
mod short_names;
mod split;
mod sw_list;
#[cfg(test)]
mod tests;
mod type_ids;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
pub use split::split_app;

use crate::failure::Failure;

/// Puts the portal at the root of `out` and the desk under `out/staff`, with wasm optimised and named by its content,
/// language files fingerprinted, and a `.br` and a `.gz` beside every file that compresses.
pub fn assemble(portal: &Path, desk: &Path, out: &Path) -> Result<(), Failure> {
    let next = sibling(out, "next");
    let previous = sibling(out, "previous");
    remove(&next)?;
    copy_tree(portal, &next)?;
    copy_tree(desk, &next.join("staff"))?;
    short_names::shorten(&next)?;
    short_names::shorten(&next.join("staff"))?;
    for app in [&next, &next.join("staff")] {
        type_ids::number_types(app)?;
        optimise::shrink_wasm(app)?;
    }
    words::part_words(&next)?;
    fingerprint::version_language_files(&next)?;
    sw_list::fill_in(&next)?;
    compress::write_siblings(&next)?;

    remove(&previous)?;
    if out.exists() {
        fs::rename(out, &previous).map_err(Failure::at(out))?;
    }
    fs::rename(&next, out).map_err(Failure::at(&next))?;
    remove(&previous)
}

/// `dist` → `.dist-next`: same folder, so that a rename is enough.
fn sibling(out: &Path, suffix: &str) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}-{suffix}"))
}

fn remove(folder: &Path) -> Result<(), Failure> {
    if folder.exists() { fs::remove_dir_all(folder).map_err(Failure::at(folder)) } else { Ok(()) }
}

fn copy_tree(from: &Path, to: &Path) -> Result<(), Failure> {
    for file in files_below(from)? {
        let target = to.join(file.strip_prefix(from).expect("BUG: a file below a folder starts with it"));
        let parent = target.parent().expect("BUG: a file below a folder has a parent");
        fs::create_dir_all(parent).map_err(Failure::at(parent))?;
        fs::copy(&file, &target).map_err(Failure::at(&target))?;
    }
    Ok(())
}

/// Every file below `folder`, sorted; what begins with a dot is Trunk's own and not part of a build.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(Failure::at(folder))? {
        let entry = entry.map_err(Failure::at(folder))?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_file() {
            found.push(path);
        } else {
            found.extend(files_below(&path)?);
        }
    }
    found.sort();
    Ok(found)
}

/// The lower-case extension, empty when there is none.
pub fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// The first `n_chars` hexadecimal digits of the SHA-256 of `bytes`.
fn content_name(bytes: &[u8], n_chars: usize) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..n_chars].to_owned()
}
