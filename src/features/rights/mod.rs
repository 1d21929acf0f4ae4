//! What a person may ask about what is kept of them: that something be put right, that all of it be erased; and the answers (S4).

mod ask;
mod screen;
pub mod state;
mod told;

pub use screen::RightsPage;

#[cfg(test)]
mod tests;
