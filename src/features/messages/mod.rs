//! What people are told: the page that the link of an offer opens (W5), and how one wants to be told.

mod form;
mod offer;
mod reach;
pub mod state;

pub use offer::Offer;
pub use reach::ReachPage;

#[cfg(test)]
mod tests;
