//! Signing in with the access card and the date of birth.

mod sign_in;
pub mod state;

pub use sign_in::{SignIn, SignInProps};

#[cfg(test)]
mod tests;
