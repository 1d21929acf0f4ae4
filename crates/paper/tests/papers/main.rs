//! The papers as their readers get them. They are left in `target/tmp/paper` to be looked at, and their pages, sizes
//! and times are printed (`cargo test -p paper -- --nocapture`); nothing about time is asserted.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod cv;
mod letters;
mod reader;
mod samples;
mod structure;
mod words;

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let document = samples::copy("fr");
    assert_eq!(paper::print(&document), paper::print(&document));
}

#[test]
fn a_paper_without_a_title_is_refused() {
    let document = paper::model::Document { title: String::new(), ..samples::copy("fr") };
    assert!(paper::print(&document).unwrap_err().reason.contains("NoDocumentTitle"));
}
