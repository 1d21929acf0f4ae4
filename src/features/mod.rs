//! One folder per feature; a feature never imports another.

pub mod account;
pub mod cv;
pub mod documents;
pub mod forum;
pub mod from_desk;
pub mod home;
pub mod kiosk;
pub mod messages;
pub mod pathway;
pub mod programme;
pub mod questionnaire;
pub mod record;
pub mod rights;
pub mod session;
pub mod workshops;
