//! One line of a list.

use super::{Column, Columns, ProblemKind, Roster};
use crate::forum::read_name;
use crate::time::Date;

/// Ages at which someone can have a pathway; the rest is a slip of the pen.
const AGES: core::ops::RangeInclusive<u16> = 14..=110;

/// A cell with more lines than this has a quotation mark that nothing closes.
const CELL_MAX_LINES: usize = 4;

/// Someone of a list. `Debug` is not derived: it names them.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    pub first_name: String,
    pub last_name: String,
    pub birth_date: Date,
    /// A tag of [`Roster::languages`].
    pub language: Option<String>,
    /// A login of [`Roster::referents`].
    pub referent: Option<String>,
}

impl core::fmt::Debug for Listed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Listed(hidden)")
    }
}

/// What is wrong with a line, and in which column.
pub type Fault = (Option<Column>, ProblemKind);

/// # Errors
/// Everything that is wrong, in the order of [`Column::ALL`].
pub fn read_line(cells: &[&str], columns: &Columns, roster: &Roster<'_>) -> Result<Listed, Vec<Fault>> {
    if cells.iter().any(|cell| cell.lines().count() > CELL_MAX_LINES) {
        return Err(vec![(None, ProblemKind::OpenQuote)]);
    }
    let cell = |column| columns.cell(column, cells);
    let last_name = name(cell(Column::LastName), roster);
    let first_name = name(cell(Column::FirstName), roster);
    let birth_date = birth_date(cell(Column::BirthDate), roster.today);
    let language = language(cell(Column::Language), roster);
    let referent = referent(cell(Column::Referent), roster);
    let overfull = columns.is_overfull(cells);
    match (last_name, first_name, birth_date, language, referent) {
        (Ok(last_name), Ok(first_name), Ok(birth_date), Ok(language), Ok(referent)) if !overfull => {
            Ok(Listed { first_name, last_name, birth_date, language, referent })
        }
        (last_name, first_name, birth_date, language, referent) => {
            let found = [last_name.err(), first_name.err(), birth_date.err(), language.err(), referent.err()];
            let found = Column::ALL.into_iter().zip(found);
            let mut faults: Vec<Fault> =
                found.filter_map(|(column, kind)| Some((Some(column), kind?))).collect();
            if overfull {
                faults.push((None, ProblemKind::ExtraCells));
            }
            Err(faults)
        }
    }
}

fn name(cell: &str, roster: &Roster<'_>) -> Result<String, ProblemKind> {
    if cell.is_empty() {
        return Err(ProblemKind::Missing);
    }
    let is_one_line = !cell.contains(['\n', '\r']);
    let tidy = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = read_name(&tidy).filter(|name| is_one_line && name.chars().any(char::is_alphabetic));
    // Of signs alone nothing would be left to search for.
    name.filter(|name| !(roster.fold)(name).is_empty()).map(str::to_owned).ok_or(ProblemKind::NotAName)
}

/// `12/03/1987`, `12-3-1987`, `12.03.1987` or `1987-03-12`, with or without midnight behind it.
fn birth_date(cell: &str, today: Date) -> Result<Date, ProblemKind> {
    if cell.is_empty() {
        return Err(ProblemKind::Missing);
    }
    let day = cell.split([' ', 'T']).next().unwrap_or_default();
    let rest = cell[day.len()..].trim_start_matches([' ', 'T']);
    let is_midnight = !rest.chars().any(|c| c.is_ascii_digit() && c != '0') && rest.len() <= 12;
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let (Some([first, month, last]), true) = (parts.first_chunk::<3>(), parts.len() == 3 && is_midnight)
    else {
        return Err(ProblemKind::NotADate);
    };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let is_number = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if ![year, month, day].into_iter().all(|part| is_number(part)) {
        return Err(ProblemKind::NotADate);
    }
    if year.len() == 2 {
        return Err(ProblemKind::ShortYear);
    }
    let number = |text: &str| text.parse::<u16>().unwrap_or_default();
    let small = |text: &str| u8::try_from(number(text)).unwrap_or_default();
    let year = number(year);
    if year > today.year() || (1000..1900).contains(&year) {
        return Err(ProblemKind::Age);
    }
    let date = Date::new(year, small(month), small(day)).map_err(|_| ProblemKind::NotADate)?;
    if AGES.contains(&age(date, today)) { Ok(date) } else { Err(ProblemKind::Age) }
}

/// In whole years; 0 for whoever is not born yet.
fn age(born: Date, today: Date) -> u16 {
    let is_before = (today.month(), today.day()) < (born.month(), born.day());
    today.year().saturating_sub(born.year()).saturating_sub(u16::from(is_before))
}

/// A tag, or the French name of a language.
fn language(cell: &str, roster: &Roster<'_>) -> Result<Option<String>, ProblemKind> {
    const NAMES: [(&str, &str); 6] = [
        ("francais", "fr"),
        ("anglais", "en"),
        ("arabe", "ar"),
        ("ukrainien", "uk"),
        ("turc", "tr"),
        ("espagnol", "es"),
    ];
    if cell.is_empty() {
        return Ok(None);
    }
    let folded = (roster.fold)(cell);
    let tag = NAMES.iter().find(|(name, _)| *name == folded).map_or(cell, |(_, tag)| tag);
    let known = roster.languages.iter().find(|known| known.eq_ignore_ascii_case(tag));
    known.cloned().map(Some).ok_or(ProblemKind::UnknownLanguage)
}

fn referent(cell: &str, roster: &Roster<'_>) -> Result<Option<String>, ProblemKind> {
    if cell.is_empty() {
        return Ok(None);
    }
    let login = cell.to_lowercase();
    let known = roster.referents.contains(&login);
    known.then_some(Some(login)).ok_or(ProblemKind::UnknownReferent)
}
