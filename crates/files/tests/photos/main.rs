//! What a phone makes of photos is a PDF like any other.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

mod make;
mod pages;

use domain::documents::{DocumentKind, MAX_FILE_BYTES, MAX_PAGES};
use files::{Checked, check};
use lopdf::{Document, Object};

#[test]
fn photos_of_a_cv_are_kept_with_each_page_upright_on_a_sheet() {
    let n_pages = u8::try_from(MAX_PAGES).unwrap();
    let pdf = make::pdf_of_photos(n_pages);
    assert!((pdf.len() as u64) < MAX_FILE_BYTES, "{} bytes", pdf.len());
    assert_eq!(check(&pdf, "pdf"), Ok(Checked { kind: DocumentKind::Pdf, rewritten: None }));
    let document = Document::load_mem(&pdf).unwrap();
    let sheets: Vec<Vec<f32>> = document.page_iter().map(|page| sheet(&document, page)).collect();
    assert_eq!(sheets.len(), MAX_PAGES);
    for (n_turns, sheet) in sheets.iter().enumerate() {
        let size = if n_turns % 2 == 0 { [595.28, 841.89] } else { [841.89, 595.28] };
        assert_eq!(sheet[2..], size, "page {n_turns}");
    }
}

fn sheet(document: &Document, page: (u32, u16)) -> Vec<f32> {
    let page = document.get_dictionary(page).unwrap();
    let sides = page.get(b"MediaBox").and_then(Object::as_array).unwrap();
    sides.iter().map(|side| side.as_float().unwrap()).collect()
}
