//! Setting one's account up, with the code of a coordinator: first the code, then a password and an authenticator app. For whom nobody is
//! signed in.

mod screen;
pub mod state;

pub(super) use screen::SetupPage;

#[cfg(test)]
mod tests;
