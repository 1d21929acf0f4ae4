//! Taking stock: the draft that is being answered, and what was sent.

mod draft;
mod submission;
mod versions;

pub use draft::{Draft, DraftAnswer, Saved};
pub(crate) use submission::read_submission;
pub use submission::{Submission, SubmissionSummary};
