//! A file becomes lines, and lines people.

use super::text::{decode, separator};
use contract::ErrorCode;
use csv::{ReaderBuilder, StringRecord};
use domain::import::{Checked, Columns, MAX_PEOPLE, Roster};

/// # Errors
/// Why it is no list of people.
pub fn read(bytes: &[u8], roster: &Roster<'_>) -> Result<Checked, ErrorCode> {
    let text = decode(bytes).ok_or(ErrorCode::ImportUnreadable)?;
    let (delimiter, begins_at) = separator(&text);
    let mut lines = Lines { text: &text, at: 0, n_passed: 1, n_inside: 0 };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(&text.as_bytes()[begins_at..]);
    let mut record = StringRecord::new();
    let mut columns = None;
    let mut checked = Checked::default();
    while reader.read_record(&mut record).map_err(|_| ErrorCode::ImportUnreadable)? {
        let begins = record.position().map_or(0, |position| position.byte());
        let line = lines.number(begins_at + usize::try_from(begins).unwrap_or(usize::MAX), &record);
        let cells: Vec<&str> = record.iter().collect();
        match &columns {
            None if cells.iter().all(|cell| cell.trim().is_empty()) => {}
            None => {
                let found = Columns::find(&cells, roster.fold);
                columns = Some(found.map_err(|_| ErrorCode::ImportColumns)?);
            }
            Some(columns) => checked.take(line, &cells, columns, roster),
        }
        if checked.n_lines as usize > MAX_PEOPLE {
            return Err(ErrorCode::ImportTooMany);
        }
    }
    match (columns, checked.n_lines) {
        (None, _) | (_, 0) => Err(ErrorCode::ImportEmpty),
        _ => Ok(checked),
    }
}

/// Numbers records as programs for spreadsheets do: empty lines count, the lines inside a cell do not.
struct Lines<'t> {
    text: &'t str,
    /// How far the text has been counted, and the line that is there.
    at: usize,
    n_passed: u32,
    /// Line breaks inside cells so far.
    n_inside: u32,
}

impl Lines<'_> {
    /// The number of the record that begins at `from`, or after the empty lines there.
    fn number(&mut self, from: usize, record: &StringRecord) -> u32 {
        let bytes = self.text.as_bytes();
        let mut from = from.min(bytes.len());
        while bytes.get(from) == Some(&b'\n') {
            from += 1;
        }
        self.n_passed += count(&bytes[self.at..from]);
        self.at = from;
        let number = self.n_passed - self.n_inside;
        self.n_inside += record.iter().map(|cell| count(cell.as_bytes())).sum::<u32>();
        number
    }
}

fn count(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}
