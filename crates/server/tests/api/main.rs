//! The routes, as a client sees them. One file per feature.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

mod access_search;
mod accounts;
mod actions;
mod assign;
mod cards;
mod client_changes;
mod client_pathway;
mod code;
mod drawn;
mod export;
mod extra_seats;
mod forums;
mod gateway;
mod handover;
mod harness;
mod health_data;
mod identity;
mod import;
mod kiosk;
mod matrix;
mod meetings;
mod messages;
mod openapi;
mod papers;
mod pathway;
mod preview;
mod programme;
mod programme_changes;
mod provider;
mod questionnaire;
mod retention;
mod rights;
mod sending;
mod session;
mod sharing;
mod sign_in_limits;
mod sitting;
mod slots;
mod slow_clients;
mod staff;
mod submission;
mod talk;
mod unchanged;
mod versions;
mod web;
mod workshops;

#[path = "../privacy/recipes.rs"]
mod recipes;

#[expect(dead_code, reason = "the reader is the papers' own; this test only searches")]
#[path = "../../../paper/tests/papers/reader.rs"]
mod reader;
