//! What people are told, and how: kinds of messages, how one can be reached, when a reminder is due (W5, W8).

mod email;
mod kind;
mod offer;
mod phone;
mod reach;
mod remind;

pub use email::{EMAIL_MAX_CHARS, Email, NotAnEmail};
pub use kind::{MessageKind, Occasion, is_over, retry_after_s};
pub use offer::{OfferState, offer_state};
pub use phone::{NotAPhone, Phone};
pub use reach::{Channel, Reach, ReachProblem, read_reach};
pub use remind::{Local, is_decent, remind_day_before, remind_shortly_before};

#[cfg(test)]
mod tests;
