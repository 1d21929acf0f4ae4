//! A questionnaire that is not in files yet, and the files of one that is, both as trees.

use crate::folder::{file_names, read_folder, read_tree};
use crate::model::Content;
use crate::node::Node;
use crate::problem::{Pos, Problem, Report};
use std::collections::BTreeMap;
use std::path::Path;

/// A questionnaire to be put into a content folder.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// What [`Pos::file`] counts through in the trees below ("survey"): named as the file of a problem.
    pub sources: Vec<String>,
    /// By path inside the folder: `questionnaire.yaml`, `questionnaire/<subject>.yaml`, `lexicon/<name>.yaml`.
    pub files: BTreeMap<String, Node>,
    /// A name that seems unknown may be in something that could not be read.
    pub is_partial: bool,
}

impl Draft {
    /// Names, without `.yaml`, of what the draft holds in one folder.
    pub(crate) fn names_in(&self, folder: &str) -> Vec<&str> {
        let inside = |path: &'_ String| -> Option<(usize, usize)> {
            let rest = path.strip_prefix(folder)?.strip_prefix('/')?;
            Some((path.len() - rest.len(), path.len() - ".yaml".len()))
        };
        self.files.keys().filter_map(|path| inside(path).map(|(from, to)| &path[from..to])).collect()
    }
}

/// Checks the content folder `dir` as it would be with the questionnaire of `draft` in it. `found` are problems that
/// the draft is known to have.
///
/// # Errors
/// Every problem, sorted as in [`crate::load`]; those of the draft name its sources, those of the folder its files.
pub fn check_draft(dir: &Path, draft: &Draft, found: Vec<(Pos, String)>) -> Result<Content, Vec<Problem>> {
    let mut report = Report::default();
    for source in &draft.sources {
        report.add_file(source.clone());
    }
    report.is_blind = draft.is_partial;
    for (pos, message) in found {
        report.add(pos, message);
    }
    let folder = read_folder(dir, Some(draft), &mut report);
    let content = folder.and_then(|folder| crate::assemble(&folder, &mut report));
    match content {
        Some(content) if report.is_clean() => Ok(content),
        _ => Err(report.into_problems()),
    }
}

/// One file of the questionnaire of a folder.
#[derive(Debug, Clone)]
pub struct File {
    /// Inside the folder, with `/`.
    pub path: String,
    pub tree: Node,
}

/// The files of the questionnaire in a content folder: `questionnaire.yaml`, its subjects and all lexicons, each part
/// sorted by name. [`Pos::file`] counts through them, from `first`.
///
/// # Errors
/// A file that is missing or no YAML. Other problems are those of [`crate::load`].
pub fn read_files(dir: &Path, first: u32) -> Result<Vec<File>, Vec<Problem>> {
    let mut report = Report::default();
    (0..first).for_each(|_| {
        report.add_file(String::new());
    });
    let in_folder = |folder: &'static str| {
        let names = file_names(&dir.join(folder)).into_iter().filter(|name| name.ends_with(".yaml"));
        names.map(move |name| format!("{folder}/{name}"))
    };
    let paths: Vec<String> = std::iter::once("questionnaire.yaml".to_owned())
        .chain(in_folder("questionnaire"))
        .chain(in_folder("lexicon"))
        .collect();
    let mut files = Vec::new();
    for path in paths {
        if let (_, Some(tree)) = read_tree(dir, &path, &mut report) {
            files.push(File { path, tree });
        }
    }
    if report.is_clean() { Ok(files) } else { Err(report.into_problems()) }
}
