//! `/i18n/fr.json` in a page becomes `/i18n/fr.json?v=1a2b3c4d`: the browser may keep the file for ever, and a new
//! text is a new address.

use std::{fs, path::Path};

use super::{content_name, extension, files_below};
use crate::failure::Failure;

/// Rewrites every page below `root`; addresses are resolved from `root`, as the server does.
pub fn version_language_files(root: &Path) -> Result<(), Failure> {
    let files = files_below(root)?;
    let mut languages: Vec<_> = files
        .iter()
        .filter(|file| {
            extension(file) == "json" && file.parent().is_some_and(|parent| parent.ends_with("i18n"))
        })
        .collect();
    // The address of the portal's file is the end of the address of the desk's.
    languages.sort_by_key(|file| core::cmp::Reverse(file.as_os_str().len()));
    for page in files.iter().filter(|file| extension(file) == "html") {
        let mut html = fs::read_to_string(page).map_err(Failure::at(page))?;
        for file in &languages {
            let bytes = fs::read(file).map_err(Failure::at(file))?;
            let address = file.strip_prefix(root).expect("BUG: a file below a folder starts with it");
            let address = format!("/{}", address.to_string_lossy());
            html = with_version(&html, &address, &content_name(&bytes, 8));
        }
        fs::write(page, html).map_err(Failure::at(page))?;
    }
    Ok(())
}

/// Wherever the address ends as an address does: a minified page has quotes only where it needs them.
fn with_version(html: &str, address: &str, version: &str) -> String {
    let mut parts = html.split(address);
    let mut rewritten = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        rewritten.push_str(address);
        if part.starts_with(|next: char| next.is_whitespace() || "\"'>".contains(next)) {
            rewritten.push_str("?v=");
            rewritten.push_str(version);
        }
        rewritten.push_str(part);
    }
    rewritten
}
