//! Problems with their place, and the book in which they are collected.

use core::fmt;
use std::collections::BTreeSet;

/// One thing to mend in a content folder. Displayed as `file:line:column: what. What to do.`
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The folder as given to [`crate::load`], then the path inside it, with `/`.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// What is wrong, then what to do about it. Full sentences in English.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, message } = self;
        write!(f, "{file}:{line}:{column}: {message}")
    }
}

impl core::error::Error for Problem {}

/// A place in one of the files that are looked at, or in one of the sources of a [`crate::Draft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pos {
    /// Which file or source, by number.
    pub file: u32,
    /// From 1; in a spreadsheet, the row.
    pub line: u32,
    /// From 1; in a spreadsheet, the column.
    pub column: u32,
}

impl Pos {
    pub const fn start_of(file: u32) -> Self {
        Self { file, line: 1, column: 1 }
    }
}

/// A value and where it is written.
#[derive(Debug, Clone)]
pub(crate) struct At<T> {
    pub pos: Pos,
    pub value: T,
}

/// Every problem found so far, each once: the same text is looked at once per language.
#[derive(Debug, Default)]
pub(crate) struct Report {
    files: Vec<String>,
    problems: BTreeSet<(Pos, String)>,
    /// Something could not be read, so that a name which seems unknown may be in there.
    pub is_blind: bool,
}

impl Report {
    /// The number by which a [`Pos`] names this file.
    pub fn add_file(&mut self, name: String) -> u32 {
        self.files.push(name);
        u32::try_from(self.files.len() - 1).expect("BUG: a folder has fewer than 2^32 files")
    }

    pub fn add(&mut self, pos: Pos, message: impl Into<String>) {
        self.problems.insert((pos, message.into()));
    }

    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// All problems, by file name, line and column.
    pub fn into_problems(self) -> Vec<Problem> {
        let file = |pos: Pos| self.files.get(pos.file as usize).cloned().unwrap_or_default();
        let problem = |(pos, message): (Pos, String)| Problem {
            file: file(pos),
            line: pos.line,
            column: pos.column,
            message,
        };
        let mut problems: Vec<Problem> = self.problems.iter().cloned().map(problem).collect();
        problems.sort();
        problems
    }
}

/// `a, b, c` with each word between backquotes.
pub(crate) fn quote_all<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// "Did you mean `x`?" when a known word is near, otherwise the list of the words that may stand here.
pub fn suggest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let nearest = known.iter().map(|word| (distance(written, word), *word)).min();
    match nearest {
        Some((n_edits, word)) if n_edits <= 1 + written.chars().count() / 4 => {
            format!("Did you mean `{word}`?")
        }
        Some(_) if known.len() <= 20 => format!("Use one of {}.", quote_all(known)),
        _ => "Check the spelling, or add it.".to_owned(),
    }
}

/// Levenshtein distance: how many letters to add, remove or replace.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replace = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
