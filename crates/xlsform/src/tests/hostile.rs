//! Files that are none, or that would fill the memory.

use super::default_dir;
use crate::workbook::{MAX_FILE_BYTES, MAX_ROWS, read_workbook};
use crate::{from_xlsform, to_xlsform};
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::io::{Cursor, Read, Write};

fn refusal(bytes: &[u8]) -> String {
    from_xlsform(bytes, &default_dir()).unwrap_err()[0].to_string()
}

#[test]
fn what_is_no_xlsx_is_refused() {
    for bytes in [&b""[..], b"type,name\nnote,x", b"PK\x03\x04 and then nothing"] {
        assert!(refusal(bytes).starts_with("This is no .xlsx file."), "{}", refusal(bytes));
    }
    assert!(refusal(&[0xd0, 0xcf, 0x11, 0xe0, 0, 0]).contains("password"));
    assert!(refusal(&vec![0; MAX_FILE_BYTES + 1]).contains("larger than 8 MB"));
    let mut ods = zip::ZipWriter::new(Cursor::new(Vec::new()));
    ods.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
    ods.write_all(b"<office/>").unwrap();
    assert!(refusal(ods.finish().unwrap().get_ref()).starts_with("This is no .xlsx file."));
}

#[test]
fn a_small_file_that_unpacks_to_much_is_refused() {
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..65 {
        bomb.write_all(&zeros).unwrap();
    }
    let bytes = bomb.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(refusal(&bytes).contains("unpacks to more than 64 MB"));
}

#[test]
fn a_file_that_is_cut_or_changed_is_refused_or_read() {
    let whole = to_xlsform(&default_dir()).unwrap();
    for n_bytes in [10, 1000, whole.len() / 2, whole.len() - 10] {
        assert!(from_xlsform(&whole[..n_bytes], &default_dir()).is_err());
    }
    // A byte changed anywhere never panics; its checksum refuses most.
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        let _ = from_xlsform(&changed, &default_dir());
    }
}

/// The cells of a sheet `survey` that this makes.
fn written(
    make: impl FnOnce(&mut rust_xlsxwriter::Worksheet),
) -> Result<crate::workbook::Sheets, crate::Refusal> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Survey ").unwrap();
    make(sheet);
    read_workbook(&workbook.save_to_buffer().unwrap(), &["survey"])
}

#[test]
fn a_cell_far_away_takes_no_room() {
    let refusal = written(|sheet| {
        sheet.write_string(0, 0, "type").unwrap();
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
    });
    let refusal = refusal.unwrap_err().to_string();
    assert!(refusal.contains("XFD1048576") && refusal.contains(&MAX_ROWS.to_string()), "{refusal}");
    // Only colours far away are no text.
    let sheets = written(|sheet| {
        sheet.write_string(0, 0, "type").unwrap();
        sheet.write_blank(1_048_575, 16_383, &Format::new().set_bold()).unwrap();
    });
    assert_eq!(sheets.unwrap()["survey"].cells.len(), 1);
}

#[test]
fn a_long_text_in_many_cells_is_too_much() {
    let long = "x".repeat(32_000);
    let refusal = written(|sheet| {
        for row in 0..600 {
            sheet.write_string(row, 0, &long).unwrap();
        }
    });
    assert!(refusal.unwrap_err().to_string().contains("too much on this sheet"));
}

#[test]
fn cells_are_what_their_author_sees() {
    let sheets = written(|sheet| {
        sheet.write_number(0, 0, 1.0).unwrap();
        sheet.write_number(0, 1, 0.5).unwrap();
        sheet.write_number(0, 2, 2_024_010_101.0).unwrap();
        sheet.write_boolean(0, 3, true).unwrap();
        sheet.write_formula(0, 4, Formula::new("=\"a\"&\"b\"").set_result("ab")).unwrap();
        sheet.merge_range(1, 0, 3, 1, "list", &Format::new()).unwrap();
        sheet.write_string(3, 2, "last").unwrap();
        sheet
            .write_rich_string(4, 0, &[(&Format::new().set_bold(), "bold"), (&Format::new(), " and not")])
            .unwrap();
    });
    let sheets = sheets.unwrap();
    let cell = |row, column| sheets["survey"].cells.get(&(row, column)).map(String::as_str);
    let first: Vec<_> = (1..=5).map(|column| cell(1, column)).collect();
    assert_eq!(first, [Some("1"), Some("0.5"), Some("2024010101"), Some("true"), Some("ab")]);
    // Merged downwards: in each row. Merged sideways: in the first column.
    assert_eq!([cell(2, 1), cell(3, 1), cell(4, 1)], [Some("list"); 3]);
    assert_eq!([cell(2, 2), cell(4, 2), cell(4, 3)], [None, None, Some("last")]);
    assert_eq!(cell(5, 1), Some("bold and not"));
}

#[test]
fn a_value_that_is_no_text_is_refused_at_its_cell() {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheets = written(|sheet| {
        sheet.write_string(0, 0, "type").unwrap();
        sheet.write_number_with_format(1, 0, 45_000.0, &date).unwrap();
        sheet.write_formula(2, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let faults = &sheets.unwrap()["survey"].faults;
    assert_eq!(faults[0].0, (2, 1));
    assert!(faults[0].1.contains("a date"), "{faults:?}");
    assert_eq!(faults.get(1).map(|fault| fault.0), Some((3, 2)), "{faults:?}");
}

#[test]
fn the_same_content_gives_the_same_cells() {
    let cells = |bytes: Vec<u8>| {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut text).unwrap();
        text
    };
    assert_eq!(cells(to_xlsform(&default_dir()).unwrap()), cells(to_xlsform(&default_dir()).unwrap()));
}
