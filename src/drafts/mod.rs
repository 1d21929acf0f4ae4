//! What is given and not yet sent, and the few choices kept on this device. The only user of browser storage.
//!
//! Answers wait in the order given until the server has each of them; [`state`] is the pure queue, [`DraftsProvider`] sends
//! what it says. The server is the record. On a device that the person has declared theirs, what waits is also kept in
//! the browser, encrypted ([`keep`]); everywhere else in memory only.
//!
//! Must never know: features, the design kit.

mod device_choice;
mod elsewhere;
mod keep;
mod pages;
mod provider;
mod renewal;
pub mod state;

pub use device_choice::{keep_language, kept_language};
pub use elsewhere::{Conflict, LeftOver, Removed};
pub use keep::{Keeping, begin_restoring, restore};
pub use pages::{KeptPages, keep_pages, kept_pages};
pub use provider::{Drafts, DraftsProvider, failure_of, use_drafts};
pub use renewal::{open_new_version, use_new_version};
pub use state::{Outbox, Refusal, SaveState, Sent};

#[cfg(test)]
mod tests;
