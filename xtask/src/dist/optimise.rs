//! Runs `wasm-opt` on each wasm file; names what the app is made of by what it now holds.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    content_name, extension, files_below, locals::number_locals_alike, order::put_like_beside_like,
    split::run,
};
use crate::failure::Failure;

/// What rustc's wasm target uses today; wasm-opt refuses a file with a feature that it was not told of.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Beside `-Oz`, which counts bytes before compression.
const FOR_THE_WIRE: [&str; 7] = [
    // A repetition costs brotli less than a local that holds its value.
    "--skip-pass=local-cse",
    // Brotli writes a run of zeros in less than what another segment costs.
    "--skip-pass=memory-packing",
    // The first kilobyte is the far end of the stack, so an address may be folded into the access that uses it.
    "--low-memory-unused",
    // A function that is larger and called once stays one: like stands beside like only whole.
    "--one-caller-inline-max-function-size=20",
    // How an access says that it is aligned is a hint that no browser follows; without it accesses read alike.
    "--dealign",
    // What the tools say of themselves: no browser reads it.
    "--strip-producers",
    "--strip-target-features",
];

/// Optimises each `*_bg.wasm` directly inside `folder`, then names it and every script by what they hold, in the pages
/// and scripts that name them too.
pub fn shrink_wasm(folder: &Path) -> Result<(), Failure> {
    for file in files_in(folder)? {
        let name = name_of(&file);
        if let Some(stem) = name.strip_suffix("_bg.wasm") {
            run("wasm-opt", |command| {
                command.arg("-Oz").args(FOR_THE_WIRE).args(WASM_FEATURES).arg(&file).arg("-o").arg(&file)
            })?;
            let bytes = fs::read(&file).map_err(Failure::at(&file))?;
            let ordered = put_like_beside_like(&bytes)?;
            fs::write(&file, number_locals_alike(&ordered)?).map_err(Failure::at(&file))?;
            rename_by_content(folder, &file, stem, "_bg.wasm")?;
        }
    }
    // Only now do the scripts hold the names of what they fetch.
    for file in files_in(folder)? {
        let name = name_of(&file);
        // What Trunk gave no hash is asked for by its plain name.
        if let Some(stem) = name.strip_suffix(".js").filter(|stem| stem.contains('-')) {
            rename_by_content(folder, &file, stem, ".js")?;
        }
    }
    Ok(())
}

/// `portal-<Trunk's hash>` → `portal-<hash of what it now holds>`.
fn rename_by_content(folder: &Path, file: &Path, stem: &str, end: &str) -> Result<(), Failure> {
    let bytes = fs::read(file).map_err(Failure::at(file))?;
    let app = stem.split('-').next().unwrap_or(stem);
    let new_name = format!("{app}-{}{end}", content_name(&bytes, 8));
    fs::rename(file, folder.join(&new_name)).map_err(Failure::at(file))?;
    replace_in_texts(folder, &name_of(file), &new_name)
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = files_below(folder)?;
    files.retain(|file| file.parent() == Some(folder));
    Ok(files)
}

fn replace_in_texts(folder: &Path, old: &str, new: &str) -> Result<(), Failure> {
    for file in files_in(folder)? {
        if ["html", "js"].contains(&extension(&file).as_str()) {
            let text = fs::read_to_string(&file).map_err(Failure::at(&file))?;
            fs::write(&file, text.replace(old, new)).map_err(Failure::at(&file))?;
        }
    }
    Ok(())
}
