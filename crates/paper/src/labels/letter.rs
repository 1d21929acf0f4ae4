//! The words of the letter that brings an access card. In French only, like every letter of the service.

use serde::Deserialize;
use std::sync::LazyLock;

/// The words of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterLabels {
    /// What the file of one letter is called, without its ending; nothing about the person.
    pub file: String,
    /// The same of several letters.
    pub file_of_many: String,
    /// Of the file, for its reader's window.
    pub title: String,
    /// Under the name, in the window: `{name}`.
    pub handed_by: String,
    pub heading: String,
    pub lead: String,
    /// Over the code.
    pub code: String,
    pub qr: String,
    pub steps: LetterSteps,
    /// For whoever has no phone.
    pub kiosk: String,
    pub keep: String,
    /// `{date}`.
    pub made: String,
    /// `{phone}`.
    pub help: String,
    /// Without a number to call.
    pub help_at_office: String,
}

/// How one signs in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterSteps {
    pub title: String,
    /// `{address}`.
    pub address: String,
    pub code: String,
    pub birth_date: String,
}

static LABELS: LazyLock<LetterLabels> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../labels/letter.json"))
        .expect("BUG: the labels that ship are complete")
});

impl LetterLabels {
    pub fn shipped() -> &'static Self {
        &LABELS
    }
}
