//! The CV maker (C7): what a CV holds, part by part, how much of it, in which order, and what it still lacks.
//!
//! Every part may stay empty. What is asked of a person to make the paper is a name and one way to be reached.

mod check;
mod lack;
mod order;
mod part;
mod photo;

pub use check::{CvProblem, check_part};
pub use lack::{Lack, lacks, suggest_next};
pub use order::latest_first;
pub use part::{Contact, Cv, LineOf, More, Part, PartKey, Skill, Spoken, SpokenLevel, Stint, Wish};
pub use photo::{PHOTO_HEIGHT, PHOTO_MAX_BYTES, PHOTO_WIDTH};

/// The longest line, in characters.
pub const LINE_MAX_CHARS: usize = 80;

/// The longest text: a few words about oneself, interests.
pub const TEXT_MAX_CHARS: usize = 240;

/// Jobs, other doings or courses.
pub const MAX_STINTS: usize = 6;

/// Lines on what one did in one job.
pub const MAX_TASKS: usize = 3;

pub const MAX_SKILLS: usize = 8;

pub const MAX_LANGUAGES: usize = 6;

#[cfg(test)]
mod tests;
