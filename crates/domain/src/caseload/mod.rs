//! The people that somebody follows, as a list (R5): who calls for attention, and names that are typed with an error.
//!
//! Must never know: what anyone has answered. Only that something waits counts here, never how hard it is.

mod attention;
mod near;

pub use attention::{Attention, Standing, Turn, TurnError, silent_before};
pub use near::near;

#[cfg(test)]
mod tests;
