//! Everything that the portal puts on paper, as tagged PDFs (PDF/UA-1 as far as a program can check it).
//!
//! Three steps, each a function: a paper is made from values ([`answers_copy`], [`paper_form`], [`recap`], [`cv`],
//! [`letters`]) as a
//! [`model::Document`] of blocks; blocks become lines, strips and pages; pages become a PDF ([`print`]). Everything
//! that is drawn belongs to the document's structure or is an artifact, so that a screen reader reads what the eye
//! reads.
//!
//! Must never know: HTTP, SQL, the clock, files, the network. Dates come in as words. No sentence is in code: it
//! comes from the content, from the caller, or from `labels/`.
//!
//! To add a paper: a file in `documents/`, its words in `labels/` in every language, and a case in `tests/`. To add a
//! kind of block: [`model::Block`], then the exhaustive `match` in `layout/` says where.

mod documents;
pub mod labels;
mod layout;
pub mod model;
mod pages;
mod pdf;
mod shape;
mod tags;
mod text;

pub use documents::{
    Copy, Everything, EverythingPart, HandIn, Letter, Letterhead, Recap, RecapContact, RecapPhase, RecapRow,
    answers_copy, cv, everything, letters, paper_form, recap,
};
pub use labels::{CalendarLabels, CvLabels, Labels, LetterLabels, fill};
pub use pdf::{PrintError, a_page_each, on_one_page, print};
