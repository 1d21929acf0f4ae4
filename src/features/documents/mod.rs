//! What the person hands in (C1 to C6): a file on its way, what was received and how it stands, who may see it.

mod act;
mod add;
mod companies;
mod entry;
mod photos;
mod received;
mod screen;
mod sender;
mod sending;
pub mod state;
mod upload;
mod versions;

pub use screen::Documents;

#[cfg(test)]
mod tests;
