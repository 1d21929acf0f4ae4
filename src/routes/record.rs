//! The addresses of the person's record.

use core::fmt;
use domain::ids::{SubmissionId, write_pieces};

/// A page of what the person has sent, who reads it and who has looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordPage {
    Answers,
    Copy(SubmissionId),
    Sharing,
    Talks,
    Looks,
}

impl fmt::Display for RecordPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Copy(id) => return write_pieces(f, &["/record/answers/", id.as_str()]),
            Self::Answers => "/record/answers",
            Self::Sharing => "/record/sharing",
            Self::Talks => "/record/talks",
            Self::Looks => "/record/looks",
        })
    }
}
