//! The rules of Main Tendue, and nothing else.
//!
//! Pure: no I/O, no clock, no randomness, no async. It compiles for the browser and for the server, so a rule is
//! written once and both sides obey it. `now`, where a rule needs it, is an argument.
//!
//! Must never know: HTTP, SQL, the DOM, files, which language a sentence is in.
//!
//! To add a rule: find its feature below (the same word names it in every crate), write a function of plain values,
//! return a small closed enum that says why not, and prove it with `proptest` in the sibling `tests.rs`.

pub mod caseload;
pub mod cv;
pub mod documents;
pub mod forum;
pub mod ids;
pub mod import;
pub mod meetings;
pub mod messages;
#[cfg(feature = "openapi")]
mod openapi;
pub mod pathway;
pub mod programme;
pub mod questionnaire;
pub mod retention;
pub mod rights;
pub mod session;
pub mod staff;
pub mod time;
pub mod typography;
pub mod words;
pub mod workshops;
