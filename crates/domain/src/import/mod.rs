//! People from a list that a coordinator hands in (O2): which columns count, what a line says, what is wrong with it, and who is in the
//! list twice. The list itself, its signs and its separators, is read by the caller.

mod checked;
mod column;
mod line;

pub use checked::{Checked, Problem};
pub use column::{Column, Columns, ColumnsRefused};
pub use line::{Fault, Listed, read_line};

use crate::time::Date;
use serde::{Deserialize, Serialize};

/// People in one list: a département has up to 115,000 households (product.md).
pub const MAX_PEOPLE: usize = 120_000;

/// Problems that are told; the rest is counted.
pub const MAX_PROBLEMS: usize = 10_000;

/// What a list is read against.
#[derive(Debug, Clone)]
pub struct Roster<'r> {
    pub today: Date,
    /// Names as one compares them: without accents, capitals and double spaces.
    pub fold: fn(&str) -> String,
    /// Tags of the languages that there are.
    pub languages: &'r [String],
    /// Logins of the open accounts that can follow people.
    pub referents: &'r [String],
}

/// What there is to say about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProblemKind {
    /// A cell that must not be empty.
    Missing,
    /// 1 to 80 characters on one line, with a letter among them.
    NotAName,
    /// No day of the calendar, or not written as one.
    NotADate,
    /// A year of two digits could be of two centuries.
    ShortYear,
    /// Nobody of that age has a pathway.
    Age,
    UnknownLanguage,
    UnknownReferent,
    /// More cells than columns: a separator inside a cell, most likely.
    ExtraCells,
    /// A quotation mark that nothing closes has swallowed the lines after it.
    OpenQuote,
    /// Somebody of the list again; the first time counts.
    Twin,
    /// Somebody who is there already.
    Known,
    /// The same, with first and last name exchanged.
    Swapped,
}

impl ProblemKind {
    pub const ALL: [Self; 12] = [
        Self::Missing,
        Self::NotAName,
        Self::NotADate,
        Self::ShortYear,
        Self::Age,
        Self::UnknownLanguage,
        Self::UnknownReferent,
        Self::ExtraCells,
        Self::OpenQuote,
        Self::Twin,
        Self::Known,
        Self::Swapped,
    ];

    /// As it is named where its words are.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotAName => "not-a-name",
            Self::NotADate => "not-a-date",
            Self::ShortYear => "short-year",
            Self::Age => "age",
            Self::UnknownLanguage => "unknown-language",
            Self::UnknownReferent => "unknown-referent",
            Self::ExtraCells => "extra-cells",
            Self::OpenQuote => "open-quote",
            Self::Twin => "twin",
            Self::Known => "known",
            Self::Swapped => "swapped",
        }
    }

    /// Whether someone has to put it right; the others are told, and nobody has to do anything.
    pub const fn is_fault(self) -> bool {
        !matches!(self, Self::Twin | Self::Known | Self::Swapped)
    }
}

#[cfg(test)]
mod tests;
