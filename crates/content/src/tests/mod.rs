mod broken;
mod broken_rules;
mod broken_texts;
mod default_content;
mod drafts;
mod guide;
mod schema;

use crate::{Content, Problem, load};
use std::path::{Path, PathBuf};

/// The default content of the repository.
fn default_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/default")
}

/// A copy of the default content in a temporary folder, to break it.
struct Copy {
    dir: tempfile::TempDir,
}

impl Copy {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        copy_folder(&default_dir(), dir.path());
        Self { dir }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.dir.path().join(file)
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path(file)).unwrap()
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.path(file), text).unwrap();
    }

    /// Replaces the first `from` by `to`; gives the line of `from`.
    fn replace(&self, file: &str, from: &str, to: &str) -> u32 {
        let text = self.read(file);
        let at = text.find(from).unwrap_or_else(|| panic!("{file} has no {from:?}"));
        self.write(file, &text.replacen(from, to, 1));
        u32::try_from(text[..at].matches('\n').count() + 1).unwrap()
    }

    fn load(&self) -> Result<Content, Vec<Problem>> {
        load(self.dir.path())
    }

    /// Every problem as `file:line: message`, with the file inside the folder.
    fn problems(&self) -> Vec<String> {
        let folder = format!("{}/", self.dir.path().display());
        let problems = self.load().unwrap_err();
        let inside = |file: &str| file.strip_prefix(&folder).unwrap_or(file).to_owned();
        problems
            .iter()
            .map(|problem| format!("{}:{}: {}", inside(&problem.file), problem.line, problem.message))
            .collect()
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copy = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir(&copy).unwrap();
            copy_folder(&path, &copy);
        } else {
            std::fs::copy(&path, &copy).unwrap();
        }
    }
}

/// Changes `from` to `to` in one file and expects exactly one problem, on the line of `from` plus `line_offset`.
#[track_caller]
fn check(file: &str, from: &str, to: &str, line_offset: i32, message: &str) {
    let copy = Copy::new();
    let line = copy.replace(file, from, to).saturating_add_signed(line_offset);
    assert_eq!(copy.problems(), [format!("{file}:{line}: {message}")]);
}
