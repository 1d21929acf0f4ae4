//! The file: measured, then read cell by cell.

use crate::refusal::Refusal;
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// A larger file is refused. The default questionnaire takes 40 kB.
pub const MAX_FILE_BYTES: usize = 8 << 20;
/// A file that unpacks to more is refused: a small file can hold gigabytes.
pub const MAX_UNPACKED_BYTES: u64 = 64 << 20;
/// A sheet with more rows is refused.
pub const MAX_ROWS: u32 = 20_000;
const MAX_COLUMNS: u32 = 256;
const MAX_CELLS: usize = 500_000;
const MAX_TEXT_BYTES: usize = 16 << 20;

/// The sheets that are read, by name in small letters.
pub(crate) type Sheets = BTreeMap<String, Sheet>;

/// One sheet, by row and column from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub cells: BTreeMap<(u32, u32), String>,
    /// Cells whose value is no text.
    pub faults: Vec<((u32, u32), String)>,
}

/// # Errors
/// When the file is none of Excel's, is damaged, or is beyond one of the limits.
pub(crate) fn read_workbook(bytes: &[u8], wanted: &[&str]) -> Result<Sheets, Refusal> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| explain(&error))?;
    let mut sheets = Sheets::new();
    for name in book.sheet_names() {
        let key = name.trim().to_lowercase();
        if wanted.contains(&key.as_str()) && !sheets.contains_key(&key) {
            let sheet = read_sheet(&mut book, &name)?;
            sheets.insert(key, sheet);
        }
    }
    Ok(sheets)
}

const NOT_XLSX: &str = "This is no .xlsx file. Open it in LibreOffice or Excel and save it as .xlsx.";

/// Unpacks everything into nothing: the sizes that a file claims may be wrong.
fn measure(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() > MAX_FILE_BYTES {
        let message = format!(
            "The file is larger than {} MB. Remove what is not part of the questions.",
            MAX_FILE_BYTES >> 20
        );
        return Err(Refusal::of_file(message));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let message = "This is an old .xls file or one with a password. Save it as .xlsx without a password.";
        return Err(Refusal::of_file(message));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::of_file(NOT_XLSX))?;
    let mut left = MAX_UNPACKED_BYTES;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| damaged())?;
        let mut unpacked = entry.take(left + 1);
        let n_bytes = std::io::copy(&mut unpacked, &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(n_bytes).ok_or_else(|| {
            let limit = MAX_UNPACKED_BYTES >> 20;
            Refusal::of_file(format!(
                "The file unpacks to more than {limit} MB. Remove what is not part of the questions."
            ))
        })?;
    }
    Ok(())
}

fn damaged() -> Refusal {
    Refusal::of_file("The file is damaged. Open it in LibreOffice or Excel and save it again.")
}

fn explain(error: &XlsxError) -> Refusal {
    match error {
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => Refusal::of_file(NOT_XLSX),
        _ => damaged(),
    }
}

fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Sheet, Refusal> {
    let mut sheet = Sheet::default();
    let mut n_bytes = 0;
    let too_much = |what: String| Refusal { place: name.to_owned(), message: what };
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| explain(&error))?;
    while let Some(cell) = reader.next_cell_with_formula().map_err(|error| explain(&error))? {
        let (row, column) = (cell.pos.0.saturating_add(1), cell.pos.1.saturating_add(1));
        let text = match text_of(&cell.value, cell.formula.is_some()) {
            Ok(text) => text,
            Err(message) => {
                sheet.faults.push(((row, column), message.to_owned()));
                continue;
            }
        };
        if text.is_empty() {
            continue;
        }
        if row > MAX_ROWS || column > MAX_COLUMNS {
            let message = format!(
                "Something is written in {}; {MAX_ROWS} rows and {MAX_COLUMNS} columns are the most. Remove it.",
                crate::refusal::cell_name(row, column)
            );
            return Err(too_much(message));
        }
        n_bytes += text.len();
        if n_bytes > MAX_TEXT_BYTES || sheet.cells.len() >= MAX_CELLS {
            return Err(too_much(
                "There is too much on this sheet. Remove what is not part of the questions.".to_owned(),
            ));
        }
        sheet.cells.insert((row, column), text);
    }
    drop(reader);
    unmerge(book, name, &mut sheet, MAX_TEXT_BYTES - n_bytes);
    Ok(sheet)
}

/// What a person sees in the cell.
fn text_of(value: &DataRef<'_>, is_formula: bool) -> Result<String, &'static str> {
    Ok(match value {
        DataRef::Empty if is_formula => {
            return Err(
                "This formula has no saved result. Open the file in LibreOffice or Excel and save it again.",
            );
        }
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        // `1` is kept as 1.0; `Display` writes it as 1.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_true) => is_true.to_string(),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => {
            return Err("This cell holds a date. Give the cell the format Text, then write the words again.");
        }
        DataRef::Error(_) => return Err("The formula in this cell has an error. Write the words instead."),
    })
}

/// Cells merged downwards all have the words of the topmost, as an author sees them; of cells merged sideways, the first
/// has them.
fn unmerge(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, sheet: &mut Sheet, mut bytes_left: usize) {
    let last = sheet.cells.keys().next_back().map_or(0, |(row, _)| *row);
    for area in book.merge_cells_by_sheet_name(name).unwrap_or_default() {
        let (top, column) = (area.start.0.saturating_add(1), area.start.1.saturating_add(1));
        let Some(text) = sheet.cells.get(&(top, column)).cloned() else { continue };
        for row in top + 1..=area.end.0.saturating_add(1).min(last) {
            bytes_left = bytes_left.saturating_sub(text.len());
            if sheet.cells.len() < MAX_CELLS && bytes_left > 0 {
                sheet.cells.entry((row, column)).or_insert_with(|| text.clone());
            }
        }
    }
}
