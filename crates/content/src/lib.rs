//! Reads and checks a content folder: what a département's authors write becomes definitions of `domain`.
//!
//! [`load`] gives either the whole content in every declared language, or every problem of every file at once, each
//! with its file, line, column and what to do. The rules of a questionnaire are `domain`'s ([`domain::questionnaire::lint`]);
//! this crate finds the line.
//!
//! A questionnaire that comes from elsewhere, a spreadsheet for one, is a [`Draft`]: the same trees of values that files
//! give, with places of its own, so that it is read and checked by the same code ([`check_draft`]).
//!
//! Must never know: HTTP, SQL, people, answers. Native only: it reads files.
//!
//! To add a key to a content file: add a field with its doc comment to the record in `raw/`, carry it over in `build/`,
//! then `UPDATE=1 cargo test -p content` writes the published schemas. To add a word (an icon, a kind): `vocabulary.rs`.

mod build;
mod draft;
mod explain;
mod folder;
mod model;
mod node;
mod places;
mod problem;
mod raw;
mod read;
mod text;
mod vocabulary;
mod write;

#[cfg(test)]
mod tests;

pub use draft::{Draft, File, check_draft, read_files};
pub use model::{
    Codes, Content, Conversation, Credit, DocumentStatus, FollowUpText, Forum, JobsDating, Lang,
    ObjectiveStatus, Outcome, Pack, Preparation, Prerequisite, Programme, Reason, Service, Statuses,
    SubjectCodes, TimeSlot, Venue, WaitingList, Workshop, Workshops,
};
pub use node::{Key, Node, Value};
pub use problem::{Pos, Problem, suggest};
pub use text::one_line;
pub use vocabulary::{icons, sensitivities};
pub use write::write_tree;

use build::Build;
use folder::Folder;
use problem::Report;
use std::collections::BTreeMap;
use std::path::Path;

/// Reads the content folder `dir` and checks all of it.
///
/// # Errors
/// Every problem of every file, sorted by file, line and column; at least one. A file that is not valid YAML gives
/// one problem and hides the others of that file.
pub fn load(dir: &Path) -> Result<Content, Vec<Problem>> {
    let mut report = Report::default();
    let content =
        folder::read_folder(dir, None, &mut report).and_then(|folder| assemble(&folder, &mut report));
    match content {
        Some(content) if report.is_clean() => Ok(content),
        _ => Err(report.into_problems()),
    }
}

/// `None` when a file is missing that the others need; then a problem says so.
fn assemble(folder: &Folder, report: &mut Report) -> Option<Content> {
    let pack = build::build_pack(folder.pack.as_ref()?, report)?;
    let default = &pack.default_language;
    let mut statuses = BTreeMap::new();
    let (mut questionnaires, mut pathways) = (BTreeMap::new(), BTreeMap::new());
    let mut conversations = BTreeMap::new();
    let (mut workshops, mut programmes, mut forums) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for lang in &pack.languages {
        let build = &mut Build { lang, default, report };
        if let Some(file) = &folder.questionnaire {
            questionnaires.insert(lang.clone(), build::build_questionnaire(file, folder, build));
        }
        if let Some(file) = &folder.pathway {
            pathways.insert(lang.clone(), build::build_pathway(file, folder, build));
            conversations.insert(lang.clone(), build::build_conversation(file, build));
            statuses.insert(lang.clone(), build::build_statuses(&file.statuses, build));
        }
        if let Some(file) = &folder.workshops {
            let mut all = build::build_workshops(file, build);
            if let Some(file) = &folder.programme {
                all.of_month = build::build_month_kinds(file, build);
            }
            workshops.insert(lang.clone(), all);
        }
        if let Some(file) = &folder.programme {
            programmes.insert(lang.clone(), build::build_programme(file, folder, build));
        }
        if let Some(file) = &folder.forum {
            forums.insert(lang.clone(), build::build_forum(file, build));
        }
    }
    // The rules are the same in every language, so one is enough.
    if let Some(definition) = questionnaires.values().next() {
        let sheets = build::sheet_ids(folder);
        let found = domain::questionnaire::lint(definition, &sheets);
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.as_str()).collect();
        explain::report_rules(&found, definition, &names, &places::Places::of(folder), report);
    }
    let codes = build::read_codes(folder.questionnaire.as_ref()?, folder);
    let credits = build::read_credits(folder);
    Some(Content {
        pack,
        questionnaires,
        pathways,
        conversations,
        statuses,
        workshops,
        programmes,
        forums,
        codes,
        credits,
    })
}
