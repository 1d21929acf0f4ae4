//! What the client decides, over the contract, on the real router and a real database: the reducers of the screens, without
//! a browser. `tests/browser` shows that the screens use them; here they meet more faults than a browser has time for.
//!
//! To add a journey: act on a [`device::Device`] as a person would, then look at what the server holds.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

mod device;
mod expiry;
mod faults;
mod first_journey;
mod two_devices;
mod world;
