//! One language file for authors and translators, two for browsers: a phone does not download the words of the desk.

use std::{collections::BTreeMap, fs, path::Path};

use super::{extension, files_below};
use crate::failure::Failure;

/// Keys that only the desk uses begin with this.
const DESK_KEYS: &str = "desk.";

/// Gives the desk, `root/staff`, language files of its own, and takes its words out of the portal's. To be called before
/// the files get their versions.
pub fn part_from_desk(root: &Path) -> Result<(), Failure> {
    let (portal, desk) = (root.join("i18n"), root.join("staff/i18n"));
    if !portal.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(&desk).map_err(Failure::at(&desk))?;
    for file in files_below(&portal)?.into_iter().filter(|file| extension(file) == "json") {
        let whole = fs::read_to_string(&file).map_err(Failure::at(&file))?;
        let mut texts: BTreeMap<String, String> = serde_json::from_str(&whole)
            .map_err(|error| Failure::new(format!("{} is no flat list of texts: {error}", file.display())))?;
        let copy = desk.join(file.file_name().unwrap_or_default());
        fs::write(&copy, whole).map_err(Failure::at(&copy))?;
        texts.retain(|key, _| !key.starts_with(DESK_KEYS));
        let rest = serde_json::to_string(&texts).expect("BUG: texts are text");
        fs::write(&file, rest).map_err(Failure::at(&file))?;
    }
    let page = root.join("staff/index.html");
    let html = fs::read_to_string(&page).map_err(Failure::at(&page))?;
    fs::write(&page, html.replace("/i18n/", "/staff/i18n/")).map_err(Failure::at(&page))
}
