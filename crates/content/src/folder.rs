//! Finds and reads the files of a content folder.

use crate::node::parse;
use crate::problem::{Pos, Report, suggest};
use crate::raw::{
    ActionSheets, ForumFile, Lexicon, Pack, PathwayFile, ProgrammeFile, QuestionnaireFile, SubjectFile,
    WorkshopsFile,
};
use crate::read::Read;
use std::collections::BTreeMap;
use std::path::Path;

/// The files that every folder has, in the order in which an author meets them.
const FILES: [&str; 6] =
    ["pack.yaml", "questionnaire.yaml", "pathway.yaml", "workshops.yaml", "programme.yaml", "forum.yaml"];

/// Every file, read. `None`: not there or no YAML, which is reported.
#[derive(Debug)]
pub(crate) struct Folder {
    pub pack: Option<Pack>,
    pub questionnaire: Option<QuestionnaireFile>,
    pub pathway: Option<PathwayFile>,
    pub workshops: Option<WorkshopsFile>,
    pub programme: Option<ProgrammeFile>,
    pub forum: Option<ForumFile>,
    /// By file name without `.yaml`; an unreadable file keeps its name.
    pub subjects: BTreeMap<String, (Pos, Option<SubjectFile>)>,
    pub sheets: Vec<ActionSheets>,
    pub lexicons: BTreeMap<String, Option<Lexicon>>,
}

pub(crate) fn read_folder(dir: &Path, report: &mut Report) -> Option<Folder> {
    if !dir.is_dir() {
        let name = display(dir);
        let file = report.add_file(name);
        report.add(Pos::start_of(file), "There is no folder here. Give the path of a content folder.");
        return None;
    }
    report_strays(dir, report);
    Some(Folder {
        pack: read_file(dir, FILES[0], report).1,
        questionnaire: read_file(dir, FILES[1], report).1,
        pathway: read_file(dir, FILES[2], report).1,
        workshops: read_file(dir, FILES[3], report).1,
        programme: read_file(dir, FILES[4], report).1,
        forum: read_file(dir, FILES[5], report).1,
        subjects: read_all(dir, "questionnaire", report),
        sheets: read_all(dir, "action-sheets", report).into_values().filter_map(|(_, file)| file).collect(),
        lexicons: read_all(dir, "lexicon", report)
            .into_iter()
            .map(|(name, (_, file))| (name, file))
            .collect(),
    })
}

fn read_file<T: Read>(dir: &Path, name: &str, report: &mut Report) -> (Pos, Option<T>) {
    let path = dir.join(name);
    let file = report.add_file(display(&path));
    let start = Pos::start_of(file);
    let text = match std::fs::read(&path) {
        Ok(bytes) => String::from_utf8(bytes)
            .map_err(|_| "The file is not UTF-8 text. Save it again as UTF-8.".to_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err("The file is missing. Copy it from the default content.".to_owned())
        }
        Err(error) => Err(format!("The file cannot be read ({error}). Check its rights.")),
    };
    match text {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            (start, parse(file, text, report).map(|node| T::read(&node, report)))
        }
        Err(message) => {
            report.is_blind = true;
            report.add(start, message);
            (start, None)
        }
    }
}

/// Every `.yaml` file of a folder, by name without the ending.
fn read_all<T: Read>(dir: &Path, folder: &str, report: &mut Report) -> BTreeMap<String, (Pos, Option<T>)> {
    let mut files = BTreeMap::new();
    for name in file_names(&dir.join(folder)) {
        match name.strip_suffix(".yaml") {
            Some(stem) => {
                files.insert(stem.to_owned(), read_file(dir, &format!("{folder}/{name}"), report));
            }
            None => report_ending(&dir.join(folder), &name, report),
        }
    }
    files
}

/// Files that look like content and that nothing reads: a wrong name must not go unseen.
fn report_strays(dir: &Path, report: &mut Report) {
    for name in file_names(dir) {
        if name.ends_with(".yaml") && !FILES.contains(&name.as_str()) {
            let file = report.add_file(display(&dir.join(&name)));
            let hint = suggest(&name, FILES);
            report.add(Pos::start_of(file), format!("Nothing reads a file of this name. {hint}"));
        } else {
            report_ending(dir, &name, report);
        }
    }
}

fn report_ending(dir: &Path, name: &str, report: &mut Report) {
    if name.ends_with(".yml") {
        let file = report.add_file(display(&dir.join(name)));
        report.add(Pos::start_of(file), "Only files that end in `.yaml` are read. Rename it.");
    }
}

/// Names of the files in a folder, sorted; hidden files and folders left out.
fn file_names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    let mut names: Vec<String> = files
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

fn display(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
