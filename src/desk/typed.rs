//! What staff type into forms, read.

use domain::workshops::read_message;

/// A whole number in a range.
pub fn in_range(text: &str, range: core::ops::RangeInclusive<u32>) -> Option<u32> {
    text.trim().parse().ok().filter(|n| range.contains(n))
}

/// Key of what is wrong with a message to those who had a place.
pub fn message_problem(text: &str) -> Option<&'static str> {
    read_message(text).is_none().then_some("error.slot.message-refused")
}
