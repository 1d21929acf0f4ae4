//! Runs `wasm-opt` on each wasm file and names it by what it now holds.

use std::{fs, io, path::Path, process::Command};

use super::{content_name, extension};
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

/// Optimises each `*_bg.wasm` directly inside `folder` and renames it, in its pages and scripts too.
pub fn shrink_wasm(folder: &Path) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(Failure::at(folder))? {
        let file = entry.map_err(Failure::at(folder))?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix("_bg.wasm") {
            run_wasm_opt(&file)?;
            let bytes = fs::read(&file).map_err(Failure::at(&file))?;
            // Trunk named it "portal-<hash>": its hash is of the bytes before they were optimised.
            let app = stem.split('-').next().unwrap_or(stem);
            let new_name = format!("{app}-{}_bg.wasm", content_name(&bytes, 16));
            fs::rename(&file, folder.join(&new_name)).map_err(Failure::at(&file))?;
            replace_in_texts(folder, &name, &new_name)?;
        }
    }
    Ok(())
}

fn run_wasm_opt(file: &Path) -> Result<(), Failure> {
    let status = Command::new("wasm-opt")
        .arg("-Oz")
        .args(WASM_FEATURES)
        .arg(file)
        .arg("-o")
        .arg(file)
        .status()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Failure::new("wasm-opt is missing: run `make setup`."),
            _ => Failure::new(format!("wasm-opt did not start: {error}")),
        })?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "wasm-opt could not optimise {}: its message stands above.",
            file.display()
        )))
    }
}

fn replace_in_texts(folder: &Path, old: &str, new: &str) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(Failure::at(folder))? {
        let file = entry.map_err(Failure::at(folder))?.path();
        if ["html", "js"].contains(&extension(&file).as_str()) {
            let text = fs::read_to_string(&file).map_err(Failure::at(&file))?;
            fs::write(&file, text.replace(old, new)).map_err(Failure::at(&file))?;
        }
    }
    Ok(())
}
