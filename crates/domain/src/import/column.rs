//! The columns of a list, by what stands above them.

use serde::{Deserialize, Serialize};

/// A column that counts; every other is left where it is, and nothing of it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Column {
    LastName,
    FirstName,
    BirthDate,
    Language,
    /// The login of who follows them.
    Referent,
}

impl Column {
    pub const ALL: [Self; 5] =
        [Self::LastName, Self::FirstName, Self::BirthDate, Self::Language, Self::Referent];

    /// As it is named where its words are.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LastName => "last-name",
            Self::FirstName => "first-name",
            Self::BirthDate => "birth-date",
            Self::Language => "language",
            Self::Referent => "referent",
        }
    }

    pub const fn is_needed(self) -> bool {
        matches!(self, Self::LastName | Self::FirstName | Self::BirthDate)
    }

    /// What may stand above it, folded.
    const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::LastName => &["nom", "nom de famille", "nom d usage", "nom usuel", "last name"],
            Self::FirstName => &["prenom", "prenoms", "first name"],
            Self::BirthDate => &[
                "date de naissance",
                "date naissance",
                "naissance",
                "ne le",
                "nee le",
                "ne e le",
                "birth date",
                "date of birth",
            ],
            Self::Language => &["langue", "language"],
            Self::Referent => {
                &["referent", "referente", "referent unique", "identifiant du referent", "caseworker"]
            }
        }
    }
}

/// Where each column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    at: [Option<usize>; 5],
    n_columns: usize,
}

/// A column that is needed is not there, or one is there twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnsRefused;

impl Columns {
    /// Reads the line of headings.
    ///
    /// # Errors
    /// [`ColumnsRefused`].
    pub fn find(headings: &[&str], fold: fn(&str) -> String) -> Result<Self, ColumnsRefused> {
        let folded: Vec<String> = headings.iter().map(|heading| fold(heading)).collect();
        let mut at = [None; 5];
        for (column, place) in Column::ALL.into_iter().zip(&mut at) {
            let mut found = (0..folded.len()).filter(|n| column.headings().contains(&folded[*n].as_str()));
            *place = found.next();
            if found.next().is_some() || (place.is_none() && column.is_needed()) {
                return Err(ColumnsRefused);
            }
        }
        // Some programs write a separator after the last column, too.
        let n_columns = folded.iter().rposition(|heading| !heading.is_empty()).map_or(0, |last| last + 1);
        Ok(Self { at, n_columns })
    }

    /// What a line has in a column, without spaces around it; empty when it has nothing.
    pub(super) fn cell<'c>(&self, column: Column, cells: &[&'c str]) -> &'c str {
        let at = Column::ALL.iter().position(|one| *one == column).and_then(|n| self.at[n]);
        at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    }

    /// Whether a line has something beyond the last column.
    pub(super) fn is_overfull(&self, cells: &[&str]) -> bool {
        cells.iter().skip(self.n_columns).any(|cell| !cell.trim().is_empty())
    }
}
