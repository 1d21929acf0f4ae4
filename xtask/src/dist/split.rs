//! From the wasm that the linker made to the parts that a browser asks for one by one.
//!
//! Trunk has run `wasm-bindgen` on the whole by then, which is what `trunk serve` shows; here its two files give way to
//! the first part, the later parts, and one script that knows how to fetch them.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use wasm_split_cli_support::{Options, transform};

use super::{files_below, remove};
use crate::failure::Failure;

/// Replaces the app's two files in `folder`, a Trunk build of the portal, by the parts of `linked`. Later parts are
/// called `<part>_bg.wasm`, the first one and the script keep their names.
pub fn split_app(linked: &Path, folder: &Path) -> Result<(), Failure> {
    let (script, first) = (app_file(folder, ".js")?, app_file(folder, "_bg.wasm")?);
    let work = folder.join(".split");
    remove(&work)?;
    fs::create_dir_all(&work).map_err(Failure::at(&work))?;

    let bytes = fs::read(linked).map_err(Failure::at(linked))?;
    let unbound = work.join("unbound.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = &work;
    options.main_out_path = &unbound;
    options.main_module = "./portal.js";
    let parts = transform(options).map_err(|error| {
        Failure::new(format!(
            "{} cannot be split: {error}. Was it built with the feature `split`?",
            linked.display()
        ))
    })?;
    if parts.split_modules.is_empty() {
        return Err(Failure::new(
            "The app has no part that arrives later: was it built with the feature `split`?",
        ));
    }

    run("wasm-bindgen", |command| {
        // The parts take the table of functions from the first one, so its export has to stay.
        command.args(["--keep-lld-exports", "--target", "web", "--no-typescript"]);
        command.args(["--out-name", "portal", "--out-dir"]);
        command.arg(&work).arg(&unbound)
    })?;
    // The script that fetches the parts and the one that speaks to them call each other: in one file they are one request.
    let glue = work.join("portal.js");
    run("esbuild", |command| {
        command.args(["--bundle", "--minify", "--format=esm", "--target=es2020", "--log-level=warning"]);
        // Its warnings are of ways to start the app that boot.js never takes: 0.2 kB of words.
        command.arg("--pure:console.warn");
        // wasm-bindgen names the one script that fetches parts once for each part.
        command.arg("--log-override:duplicate-object-key=silent");
        command.arg(format!("--outfile={}", script.display())).arg("--allow-overwrite").arg(&glue)
    })?;
    rename(&work.join("portal_bg.wasm"), &first)?;
    for part in parts.split_modules {
        let stem = part.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{}_bg.wasm", stem.trim_start_matches("split_"));
        rename(&part, &folder.join(&name))?;
        let text = fs::read_to_string(&script).map_err(Failure::at(&script))?;
        fs::write(&script, text.replace(&format!("{stem}.wasm"), &name)).map_err(Failure::at(&script))?;
    }
    remove(&work)
}

/// The one file of the app that ends like this ("portal-3f9c….js"), beside the page.
fn app_file(folder: &Path, end: &str) -> Result<PathBuf, Failure> {
    let is_app = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        file.parent() == Some(folder) && name.starts_with("portal-") && name.ends_with(end)
    };
    let found: Vec<PathBuf> = files_below(folder)?.into_iter().filter(is_app).collect();
    match found.as_slice() {
        [file] => Ok(file.clone()),
        _ => Err(Failure::new(format!(
            "{} holds {} files portal-…{end} and should hold one: build it again.",
            folder.display(),
            found.len()
        ))),
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::rename(from, to).map_err(Failure::at(from))
}

/// Runs a tool that set-up has installed; its own messages stay on the terminal.
pub(super) fn run(tool: &str, with: impl FnOnce(&mut Command) -> &mut Command) -> Result<(), Failure> {
    let status = with(&mut Command::new(tool)).status().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::new(format!("{tool} is missing: run `make setup`.")),
        _ => Failure::new(format!("{tool} did not start: {error}")),
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("{tool} failed: its message stands above.")))
    }
}
