//! Files that harm, or try to, with what must become of each; and good ones, that nothing of it may stop.
//!
//! Made here, never stored: no file of a real person, nothing that an antivirus on a developer's machine would take away.

pub mod make;
mod others;
mod packages;
mod pdfs;
mod pictures;

use domain::documents::FileRefusal;

/// What must become of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// It is kept as it came.
    Kept,
    /// What is kept was drawn by us.
    Redrawn,
    Refused(FileRefusal),
    /// Refused, for whatever reason, or drawn anew: never kept as it came.
    NeverAsItCame,
    /// Only the antivirus can tell.
    Infected,
}

/// A file, as a device would send it.
#[derive(Debug, Clone)]
pub struct Sample {
    /// What it is, for a failing test.
    pub what: String,
    pub name: String,
    pub bytes: Vec<u8>,
    pub expected: Expected,
}

pub fn sample(what: impl Into<String>, name: &str, bytes: Vec<u8>, expected: Expected) -> Sample {
    Sample { what: what.into(), name: name.to_owned(), bytes, expected }
}

pub fn refused(what: impl Into<String>, name: &str, bytes: Vec<u8>, why: FileRefusal) -> Sample {
    sample(what, name, bytes, Expected::Refused(why))
}

/// What people hand in.
pub fn good() -> Vec<Sample> {
    vec![
        sample("a PDF", "cv.pdf", make::pdf(&[]), Expected::Kept),
        sample("a PDF without an ending", "cv", make::pdf(&[]), Expected::Kept),
        sample("a DOCX", "cv.docx", make::docx(&[]), Expected::Kept),
        sample("an ODT", "cv.odt", make::odt(&[]), Expected::Kept),
        sample("a JPEG", "cv.jpg", make::jpeg(60, 40), Expected::Redrawn),
        sample("a PNG", "cv.png", make::png_with(*b"tEXt", b"Software\0x"), Expected::Redrawn),
        sample("a JPEG that a phone calls PNG", "cv.png", make::jpeg(60, 40), Expected::Redrawn),
    ]
}

pub fn hostile() -> Vec<Sample> {
    [pdfs::all(), packages::all(), pictures::all(), others::all()].concat()
}

/// The beginnings of good files.
fn cut(good: &Sample) -> Vec<Sample> {
    let length = good.bytes.len();
    let at = [length / 8, length / 3, length / 2, length * 9 / 10];
    let cut = at.map(|at| {
        let what = format!("{}, cut after {at} of {length} bytes", good.what);
        sample(what, &good.name, good.bytes[..at].to_vec(), Expected::NeverAsItCame)
    });
    cut.to_vec()
}
