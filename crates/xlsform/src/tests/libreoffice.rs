//! Files that LibreOffice wrote (`tests/fixtures/README.md`).

use super::accepted::french_base;
use crate::from_xlsform;
use crate::refusal::SHEETS;
use crate::workbook::{Sheets, read_workbook};
use content::{Node, write_tree};
use std::path::Path;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

fn sheets(name: &str) -> Sheets {
    read_workbook(&fixture(name), &SHEETS).unwrap()
}

#[test]
fn a_spreadsheet_saved_by_libreoffice_has_the_same_cells() {
    let ours = sheets("ours.xlsx");
    assert_eq!(ours.len(), 4);
    for name in ["saved-by-calc.xlsx", "through-ods.xlsx"] {
        let theirs = sheets(name);
        for (sheet, cells) in &ours {
            assert!(theirs[sheet] == *cells, "{name}: {sheet}");
        }
    }
}

fn mobility(name: &str) -> (String, Node) {
    let dir = tempfile::tempdir().unwrap();
    let import = from_xlsform(&fixture(name), &french_base(dir.path()));
    let import = import.unwrap_or_else(|refusals| panic!("{refusals:#?}"));
    (write_tree(&import.files["questionnaire/mobilite.yaml"]), import.files["questionnaire.yaml"].clone())
}

#[test]
fn what_authors_type_in_libreoffice_is_what_they_mean() {
    let (mobility, frame) = mobility("field.xlsx");
    let expected = "\
title: {fr: \"Me d\u{e9}placer\"}
icon: bus
sensitivity: normal

questions:
  - id: velo
    kind: one
    text: {fr: \"Avez-vous un v\u{e9}lo ?\"}
    options:
      - id: \"1\"
        label: {fr: \"Oui\"}
      - id: \"0\"
        label: {fr: \"Non\"}

  - id: casque
    kind: one
    text: {fr: \"Avez-vous un casque ?\"}
    when: [{question: velo, any_of: [\"1\"]}]
    options:
      - id: \"1\"
        label: {fr: \"Oui\"}
      - id: \"0\"
        label: {fr: \"Non\"}
";
    assert_eq!(mobility, expected);
    assert_eq!(frame.get("version").unwrap().as_text(), "2026112401");
}

#[test]
fn a_csv_file_that_libreoffice_turned_into_a_spreadsheet_is_read() {
    let (mobility, _) = mobility("survey.xlsx");
    assert!(mobility.contains("  - id: depuis\n    kind: date\n"), "{mobility}");
    assert!(
        mobility.contains("text: {fr: \"Quelle ligne, le plus souvent ?\"}\n    max_chars: 40\n"),
        "{mobility}"
    );
}
