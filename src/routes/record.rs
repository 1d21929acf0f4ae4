//! The addresses of the person's record.

use core::fmt;
use domain::ids::SubmissionId;

/// A page of what the person has sent, who reads it and who has looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordPage {
    Answers,
    Copy(SubmissionId),
    Sharing,
    Talks,
    Looks,
}

impl RecordPage {
    pub(super) fn parse<'a>(parts: &mut impl Iterator<Item = &'a str>) -> Option<Self> {
        Some(match (parts.next()?, parts.next()) {
            ("answers", None) => Self::Answers,
            ("answers", Some(id)) => Self::Copy(SubmissionId::new(id).ok()?),
            ("sharing", None) => Self::Sharing,
            ("talks", None) => Self::Talks,
            ("looks", None) => Self::Looks,
            _ => return None,
        })
    }
}

impl fmt::Display for RecordPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Copy(id) => return write!(f, "/record/answers/{id}"),
            Self::Answers => "/record/answers",
            Self::Sharing => "/record/sharing",
            Self::Talks => "/record/talks",
            Self::Looks => "/record/looks",
        })
    }
}
