//! Sends the operations of `contract` to the server. The only user of fetch.
//!
//! [`Call`] says what to send, [`send`] sends it: with a time-out, with retries where they are safe, and with one
//! idempotency key for all tries of one write. [`use_load`] is a read as a screen needs it. [`session`] is who is
//! signed in, as far as the server's answers tell. [`shelf`] is what may stand in when nothing can be read.
//!
//! Must never know: features, the design kit, drafts.

pub mod bytes;
mod call;
mod early;
mod fetch;
mod file;
mod json;
mod load;
pub mod policy;
mod session;
pub mod shelf;

pub use call::{ApiError, Call, new_key};
pub use early::wait as wait_for_early;
pub use fetch::{fetch_text, send, send_only, sleep_ms};
pub use file::{Received, send_file};
pub use json::read as read_json;
pub use load::{Load, Loaded, use_load, use_load_at};
pub use session::{
    Session, SessionEvent, SessionHandle, SessionProvider, SessionState, may_open, use_session,
};

#[cfg(test)]
mod tests;
