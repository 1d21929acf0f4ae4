//! Signing in with the access card and the date of birth.

mod at_desk;
mod at_kiosk;
mod sending;
mod sign_in;
pub mod state;

pub use at_desk::AtDesk;
pub use at_kiosk::AtKiosk;
pub use sign_in::{SignIn, SignInProps};

#[cfg(test)]
mod tests;
