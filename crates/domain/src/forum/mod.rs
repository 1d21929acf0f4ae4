//! The forum: half-hours at which one may come in, tickets for them, and the door (W14, W15).
//!
//! A half-hour says when one comes in, not how long one stays: it is no commitment that clashes with others.

mod code;
mod day;
mod door;
mod entry;

pub use code::{CODE_CHARS, NotACode, TicketCode, TicketDigest};
pub use day::{
    ForumDay, ForumProblem, MAX_PLACES, MAX_SLOT_MIN, MIN_SLOT_MIN, NAME_MAX_CHARS, check_forum, entries,
    n_kept, read_name,
};
pub use door::{Arrival, Arrivals, EARLY_S, LATE_S, Sign, WalkIn, WalkIns, sign};
pub use entry::{EntryFact, TicketRefusal, TicketStatus, next_free, ticket_refusal};

#[cfg(test)]
mod tests;
