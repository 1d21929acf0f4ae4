//! What is wrong with a spreadsheet, and where.

use content::{Pos, Problem};
use core::fmt;

/// The sheets that are read, in the order in which [`Pos::file`] counts them; after them, the base's questionnaire.yaml.
pub(crate) const SHEETS: [&str; 4] = ["survey", "choices", "settings", "mt_helplines"];
pub(crate) const SURVEY: u32 = 0;
pub(crate) const CHOICES: u32 = 1;
pub(crate) const SETTINGS: u32 = 2;
pub(crate) const HELPLINES: u32 = 3;
pub(crate) const BASE: u32 = 4;

/// One thing to mend. Displayed as `survey!C12: what. What to do.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// A sheet ("survey"), a cell ("survey!C12"), or a place in a content folder ("content/x/pack.yaml:3:1").
    pub place: String,
    /// What is wrong, then what to do about it. Full sentences in English.
    pub message: String,
}

impl Refusal {
    pub(crate) fn of_file(message: impl Into<String>) -> Self {
        Self { place: String::new(), message: message.into() }
    }

    /// A problem that `content` told of a draft of sheets, or of the folder around it.
    pub(crate) fn of_problem(problem: Problem) -> Self {
        let Problem { file, line, column, message } = problem;
        if SHEETS.contains(&file.as_str()) {
            return Self { place: format!("{file}!{}", cell_name(line, column)), message: reword(&message) };
        }
        Self { place: format!("{file}:{line}:{column}"), message }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, message } = self;
        if place.is_empty() { f.write_str(message) } else { write!(f, "{place}: {message}") }
    }
}

impl core::error::Error for Refusal {}

/// `C12`, from row 12 and column 3, both from 1.
pub(crate) fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column.max(1);
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect::<String>() + &row.max(1).to_string()
}

/// What `content` says to authors of files, beside what it is called on a sheet.
pub(crate) const WORDING: [(&str, &str); 5] = [
    ("another `id`", "another `name`"),
    ("an option with `exclusive: true`", "a choice with `mt_exclusive` yes"),
    ("`shared_options: [skip]`", "a choice `skip` with `mt_role` skip"),
    ("Give one of them `role: talk`", "Write talk in the `mt_role` of one"),
    ("Add it with its label", "Add it to the list `mt.levels` or `mt.sharing`"),
];

fn reword(message: &str) -> String {
    WORDING
        .iter()
        .fold(message.to_owned(), |message, (of_files, of_sheets)| message.replace(of_files, of_sheets))
}

/// Every problem found so far.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub problems: Vec<(Pos, String)>,
    /// Something that others refer to could not be read.
    pub is_partial: bool,
}

impl Book {
    pub fn add(&mut self, pos: Pos, message: impl Into<String>) {
        self.problems.push((pos, message.into()));
    }

    /// A problem that hides a name.
    pub fn add_lost(&mut self, pos: Pos, message: impl Into<String>) {
        self.is_partial = true;
        self.add(pos, message);
    }
}
