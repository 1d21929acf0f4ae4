//! The whole pathway on one page (P1): phases, what is to be done and what happened to it, ideas with their reasons, who
//! follows, hours, what was sent; and the same on paper.

mod action;
mod dates;
mod discuss;
mod errand;
mod history;
mod hours;
mod meetings;
mod own;
mod phases;
mod printed;
mod said;
mod screen;
mod sheet;
pub mod state;
mod suggestion;
mod team;

pub use screen::Pathway;

#[cfg(test)]
mod tests;
