//! A source tree as the rules see it, and bad ones for their negative tests.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Not ours to judge: built, downloaded or private.
const SKIPPED: [&str; 6] = ["target", "dist", "node_modules", ".git", "data", "vendor"];

/// Where this repository is.
pub fn house() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file with its path as a person would write it, from the root and with `/`.
#[derive(Debug)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn at(&self, line: usize, sentence: &str) -> String {
        format!("{}:{line}: {sentence}", self.path)
    }

    /// Files whose every line is a test or a benchmark.
    pub fn is_test(&self) -> bool {
        let in_folder = |folder: &str| self.is_below(folder) || self.path.contains(&format!("/{folder}/"));
        self.path.ends_with("/tests.rs") || in_folder("tests") || in_folder("benches")
    }

    /// The page that shows the design kit, in development builds only: its words are specimens.
    pub fn is_specimen(&self) -> bool {
        self.path == "src/kit.rs" || self.is_below("src/kit")
    }

    pub fn is_below(&self, folder: &str) -> bool {
        self.path.starts_with(&format!("{folder}/"))
    }
}

/// Every file below `folder` (of `root`) with one of these extensions, sorted; none when the folder does not exist.
pub fn sources(root: &Path, folder: &str, extensions: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root.join(folder), extensions, &mut found);
    found.sort();
    found
        .into_iter()
        .filter_map(|file| {
            let path = file.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
            Some(Source { path, text: fs::read_to_string(&file).ok()? })
        })
        .collect()
}

/// One file by its path from the root.
pub fn source(root: &Path, path: &str) -> Option<Source> {
    fs::read_to_string(root.join(path)).ok().map(|text| Source { path: path.to_owned(), text })
}

fn collect(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !SKIPPED.contains(&name.as_str()) && !name.starts_with(".dist") {
                collect(&path, extensions, found);
            }
        } else if path
            .extension()
            .is_some_and(|ending| extensions.contains(&ending.to_string_lossy().as_ref()))
        {
            found.push(path);
        }
    }
}

/// The rule finds nothing in this repository.
#[track_caller]
pub fn holds(rule: fn(&Path) -> Vec<String>) {
    let found = rule(house());
    assert!(found.is_empty(), "\n\n{}\n", found.join("\n"));
}

/// The rule finds, in a tree of these files, exactly one violation for each expected beginning, in any order.
#[track_caller]
pub fn finds(rule: fn(&Path) -> Vec<String>, files: &[(&str, &str)], expected: &[&str]) {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let file = root.path().join(name);
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }
    let found = rule(root.path());
    for beginning in expected {
        let n_matches = found.iter().filter(|violation| violation.starts_with(beginning)).count();
        assert_eq!(n_matches, 1, "\"{beginning}\" among {found:#?}");
    }
    assert_eq!(found.len(), expected.len(), "nothing else: {found:#?}");
}
