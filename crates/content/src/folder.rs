//! Finds and reads the files of a content folder.

use crate::draft::Draft;
use crate::node::{Node, parse};
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

/// With a draft, what it holds is read from there: its questionnaire and subjects instead of those of the folder, its
/// lexicons beside the others.
pub(crate) fn read_folder(dir: &Path, draft: Option<&Draft>, report: &mut Report) -> Option<Folder> {
    if !dir.is_dir() {
        let name = display(dir);
        let file = report.add_file(name);
        report.add(Pos::start_of(file), "There is no folder here. Give the path of a content folder.");
        return None;
    }
    report_strays(dir, report);
    let from = &Source { dir, draft };
    Some(Folder {
        pack: read_file(from, FILES[0], report).1,
        questionnaire: read_file(from, FILES[1], report).1,
        pathway: read_file(from, FILES[2], report).1,
        workshops: read_file(from, FILES[3], report).1,
        programme: read_file(from, FILES[4], report).1,
        forum: read_file(from, FILES[5], report).1,
        subjects: read_all(from, "questionnaire", report),
        sheets: read_all(from, "action-sheets", report).into_values().filter_map(|(_, file)| file).collect(),
        lexicons: read_all(from, "lexicon", report)
            .into_iter()
            .map(|(name, (_, file))| (name, file))
            .collect(),
    })
}

/// Where files are read from.
struct Source<'a> {
    dir: &'a Path,
    draft: Option<&'a Draft>,
}

fn read_file<T: Read>(from: &Source<'_>, name: &str, report: &mut Report) -> (Pos, Option<T>) {
    if let Some(node) = from.draft.and_then(|draft| draft.files.get(name)) {
        return (node.pos, Some(T::read(node, report)));
    }
    let (start, node) = read_tree(from.dir, name, report);
    (start, node.map(|node| T::read(&node, report)))
}

/// A file as a tree, and its first place. `None`: not there or no YAML, which is reported.
pub(crate) fn read_tree(dir: &Path, name: &str, report: &mut Report) -> (Pos, Option<Node>) {
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
            (start, parse(file, text, report))
        }
        Err(message) => {
            report.is_blind = true;
            report.add(start, message);
            (start, None)
        }
    }
}

/// Every `.yaml` file of a folder, by name without the ending.
fn read_all<T: Read>(
    from: &Source<'_>,
    folder: &str,
    report: &mut Report,
) -> BTreeMap<String, (Pos, Option<T>)> {
    let drafted = from.draft.map_or_else(Vec::new, |draft| draft.names_in(folder));
    let mut names: Vec<String> = drafted.iter().map(|stem| format!("{stem}.yaml")).collect();
    if drafted.is_empty() || folder == "lexicon" {
        let others = file_names(&from.dir.join(folder)).into_iter().filter(|name| !names.contains(name));
        names = names.iter().cloned().chain(others).collect();
    }
    let mut files = BTreeMap::new();
    for name in names {
        match name.strip_suffix(".yaml") {
            Some(stem) => {
                files.insert(stem.to_owned(), read_file(from, &format!("{folder}/{name}"), report));
            }
            None => report_ending(&from.dir.join(folder), &name, report),
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
pub(crate) fn file_names(dir: &Path) -> Vec<String> {
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
