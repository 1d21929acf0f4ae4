//! The real program, killed again and again while people use it.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

mod answers;
mod program;
mod seats;
