//! Tells the service worker what to keep: every file of the portal but the decoder of HEIC photos, which few ever need,
//! and a version that changes with any of them.

use std::{fs, path::Path};

use super::{content_name, extension, files_below};
use crate::failure::Failure;

/// The marks in `assets/sw.js`.
const VERSION: &str = "const VERSION = \"\";";
const FILES: &str = "const FILES = [];";

/// Fills in `sw.js` of `root`, and stamps the version on its page: the service worker knows by it whether a page that the
/// server sends goes with the files that it has. Call it when all files have their last name and content, but before
/// they are compressed.
pub fn fill_in(root: &Path) -> Result<(), Failure> {
    let (worker, page) = (root.join("sw.js"), root.join("index.html"));
    let script = fs::read_to_string(&worker).map_err(Failure::at(&worker))?;
    let html = fs::read_to_string(&page).map_err(Failure::at(&page))?;
    let mut addresses = Vec::new();
    let mut everything = [script.as_bytes(), html.as_bytes()].concat();
    for file in files_below(root)? {
        let name = file.strip_prefix(root).expect("BUG: a file below a folder starts with it");
        let is_kept = !["staff", "heic"].iter().any(|folder| name.starts_with(folder))
            && name != Path::new("sw.js")
            && name != Path::new("index.html");
        if is_kept && extension(&file) != "map" {
            everything.extend(fs::read(&file).map_err(Failure::at(&file))?);
            addresses.push(address_in(&html, &format!("/{}", name.to_string_lossy())));
        }
    }
    let version = content_name(&everything, 16);
    let list = addresses.iter().map(|address| format!("\"{address}\"")).collect::<Vec<_>>().join(",");
    let filled =
        [(VERSION, format!("const VERSION = \"{version}\";")), (FILES, format!("const FILES = [{list}];"))];
    let mut text = script;
    for (mark, with) in filled {
        if !text.contains(mark) {
            return Err(Failure::new(format!("sw.js has no line `{mark}` to fill in.")));
        }
        text = text.replace(mark, &with);
    }
    fs::write(&worker, text).map_err(Failure::at(&worker))?;
    fs::write(&page, html.replacen("<html", &format!("<html data-version={version}"), 1))
        .map_err(Failure::at(&page))
}

/// As the page asks for it: `/i18n/fr.json?v=1a2b3c4d`.
fn address_in(html: &str, address: &str) -> String {
    let versioned = html.split_once(&format!("{address}?v=")).map(|(_, after)| {
        let version: String = after.chars().take_while(char::is_ascii_alphanumeric).collect();
        format!("{address}?v={version}")
    });
    versioned.unwrap_or_else(|| address.to_owned())
}
