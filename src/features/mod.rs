//! One folder per feature; a feature never imports another.

pub mod account;
pub mod home;
pub mod pathway;
pub mod programme;
pub mod questionnaire;
pub mod record;
pub mod session;
pub mod workshops;
