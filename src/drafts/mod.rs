//! What is given and not yet sent, and the few choices kept on this device. The only user of browser storage.
//!
//! Answers wait in memory only, in the order given, until the server has each of them; [`state`] is the pure queue,
//! [`DraftsProvider`] sends what it says. The server is the record: nothing of an answer is written on the device.
//!
//! Must never know: features, the design kit.

mod device_choice;
mod elsewhere;
mod provider;
pub mod state;

pub use device_choice::{keep_language, kept_language};
pub use elsewhere::{Conflict, LeftOver, Removed};
pub use provider::{Drafts, DraftsProvider, failure_of, use_drafts};
pub use state::{Refusal, SaveState};

#[cfg(test)]
mod tests;
