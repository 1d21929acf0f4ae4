//! The forum (W14): choosing a half-hour, the ticket, changing it and giving it back.

mod choose;
mod dialog;
mod errand;
mod screen;
pub mod state;
mod ticket;

pub use screen::Forum;

#[cfg(test)]
mod tests;
