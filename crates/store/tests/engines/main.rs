//! Every test in here runs twice: on SQLite and on a real PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod access_search;
mod accounts;
mod actions;
mod assign;
mod cards;
mod caseload;
mod codes;
mod contention;
mod cv;
mod documents;
mod draft_model;
mod extra_seats;
mod forum;
mod handover;
mod health;
mod import;
mod kiosk;
mod meetings;
mod messages;
mod pathway;
mod person_identity;
mod places;
mod postgres;
mod preview;
mod programme;
mod requests;
mod retention;
mod retention_meanwhile;
mod rights;
mod schema;
mod seats;
mod sharing;
mod sitting;
mod staff_identity;
mod story;
mod versions;
mod workshops;
