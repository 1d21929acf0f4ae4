//! The app: the person's portal and the staff desk, in the browser.
//!
//! In reading order: where one is ([`routes`]), what one does there ([`features`], [`desk`]), what holds it together
//! ([`app`]), what it is drawn with ([`ui`]), and the rooms that alone may touch the outside: [`api`] (fetch),
//! [`drafts`] (what is unsent, browser storage), [`i18n`] (words), [`device`] (the browser itself).
//!
//! Must never know: SQL, HTTP statuses (an error is a `contract` code), a rule that is not in `domain`.
//!
//! To add a screen: a page in [`routes`], a folder in [`features`] with its reducer in `state.rs`, its words in
//! `assets/i18n`. A feature never imports another.

pub mod routes;

pub mod features;

pub mod desk;

pub mod app;

#[cfg(debug_assertions)]
pub mod kit;
pub mod ui;

pub mod api;
pub mod device;
pub mod drafts;
pub mod i18n;
