//! One language file for authors and translators, three for browsers: a phone downloads the words of the first question
//! first, those of the other pages when they come, and those of the desk never.

use std::{collections::BTreeMap, fs, path::Path};

use super::{extension, files_below};
use crate::failure::Failure;

/// Keys that only the desk uses begin with this.
const DESK_KEYS: &str = "desk.";

/// What the keys begin with that only pages use which arrive later (`src/app/later.rs`). A house rule holds the code to it.
pub const LATER_KEYS: &[&str] = &[
    "home.",
    "pathway.",
    "record.",
    "account.",
    "paper.",
    "preview.",
    "together.",
    "workshops.",
    "documents.",
    "cv.",
    "offer.",
    "code.",
    "error.code.",
    "identity.",
    "error.identity.",
    "reach.",
    "error.reach.",
    "rights.",
    "error.rights.",
    "error.staff.",
    "forum.",
    "camera.",
    "slip.",
    "error.handover.",
    "kiosk.",
    "error.kiosk.",
    // Of the desk only.
    "error.assign.",
    "error.provider.",
    "error.import.",
    "programme.",
    "shell.own",
    "stock.changes.",
    "stock.conflict.",
    "stock.date.",
    "stock.differences.",
    "stock.guided.",
    "stock.last.level",
    "stock.last.not-discussed",
    "stock.left.",
    "stock.new.",
    "stock.no-answer",
    "stock.referent",
    "stock.refused.",
    "stock.removed.",
    "stock.review.",
    "stock.sharing.",
    "stock.start.",
    "stock.state.",
    "stock.text.",
    "stock.triage.",
    "stock.sent.",
    "stock.waiting.",
    "stock.help.",
    "error.pathway.",
    "error.dispute.",
    "error.preview-read-only",
    "error.sitting-elsewhere",
    "error.hours.",
    "error.meeting.",
    "error.booking.",
    "error.slot.",
    "error.upload.",
    "error.document.",
    "error.cv.",
    "error.forum.",
    "error.attendance.",
    "error.month.",
    "error.company.",
    "error.letters.",
];

/// Gives the desk, `root/staff`, language files of its own, takes its words out of the portal's, and the words of later
/// pages into a file beside each: `fr.json`, `fr.later.json`. To be called before the files get their versions.
pub fn part_words(root: &Path) -> Result<(), Failure> {
    let (portal, desk) = (root.join("i18n"), root.join("staff/i18n"));
    if !portal.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(&desk).map_err(Failure::at(&desk))?;
    let index = root.join("index.html");
    let mut html = fs::read_to_string(&index).map_err(Failure::at(&index))?;
    for file in files_below(&portal)?.into_iter().filter(|file| extension(file) == "json") {
        let whole = fs::read_to_string(&file).map_err(Failure::at(&file))?;
        let mut texts: BTreeMap<String, String> = serde_json::from_str(&whole)
            .map_err(|error| Failure::new(format!("{} is no flat list of texts: {error}", file.display())))?;
        let copy = desk.join(file.file_name().unwrap_or_default());
        fs::write(&copy, whole).map_err(Failure::at(&copy))?;
        texts.retain(|key, _| !key.starts_with(DESK_KEYS));
        let (later, first): (BTreeMap<_, _>, BTreeMap<_, _>) =
            texts.into_iter().partition(|(key, _)| LATER_KEYS.iter().any(|begin| key.starts_with(begin)));
        let code = file.file_stem().unwrap_or_default().to_string_lossy();
        write_texts(&file, &first)?;
        write_texts(&portal.join(format!("{code}.later.json")), &later)?;
        // The page names both; only the first is asked for with it.
        html = html.replacen("<html", &format!("<html data-i18n-later-{code}=/i18n/{code}.later.json"), 1);
    }
    fs::write(&index, html).map_err(Failure::at(&index))?;
    let page = root.join("staff/index.html");
    let html = fs::read_to_string(&page).map_err(Failure::at(&page))?;
    fs::write(&page, html.replace("/i18n/", "/staff/i18n/")).map_err(Failure::at(&page))
}

fn write_texts(file: &Path, texts: &BTreeMap<String, String>) -> Result<(), Failure> {
    let json = serde_json::to_string(texts).expect("BUG: texts are text");
    fs::write(file, json).map_err(Failure::at(file))
}
