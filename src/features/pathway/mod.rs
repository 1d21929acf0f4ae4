//! The whole pathway on one page (P1): phases, what was chosen, ideas with their reasons, who follows, what was sent.

mod action;
mod errand;
mod phases;
mod screen;
mod sheet;
pub mod state;
mod suggestion;

pub use screen::Pathway;

#[cfg(test)]
mod tests;
