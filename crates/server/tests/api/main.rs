//! The routes, as a client sees them. One file per feature.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

mod actions;
mod client_pathway;
mod harness;
mod openapi;
mod papers;
mod pathway;
mod programme;
mod questionnaire;
mod sending;
mod session;
mod sharing;
mod sign_in_limits;
mod slots;
mod slow_clients;
mod staff;
mod submission;
mod talk;
mod versions;
mod web;
mod workshops;
