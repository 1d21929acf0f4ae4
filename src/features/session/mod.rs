//! Signing in with the access card and the date of birth, with a one-time code, or at a provider.

mod at_desk;
mod at_kiosk;
mod code;
mod sending;
mod sign_in;
pub mod state;

pub use at_desk::AtDesk;
pub use at_kiosk::AtKiosk;
pub use code::{Code, Page as CodePage};
pub use sign_in::{SignIn, SignInProps};

#[cfg(test)]
mod tests;
