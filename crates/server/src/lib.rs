//! The door: reads a request, asks the domain and the store, answers.
//!
//! Handlers are short and live in the file of their feature: `session`, `questionnaire`, `sharing`, `talk`, `access`,
//! `pathway`, `workshops`, `programme`, `forum`, `messages`, `documents`, `preview`, `staff`, `client`, `cards`, `kiosk`, `handover`.
//! What staff see of answers comes from `domain::questionnaire::visible_answers`. Around them: `extract` reads a request, `idempotency` makes a write
//! happen once, `coordinator` is what only one of them does, `error` turns a refusal into an answer,
//! `operation` makes routes and document from the contract, `drawn` puts a question into the page, `security`, `observe` and `listen` stand at the rim.
//!
//! Must never know: SQL, the DOM. What it may log: operations, statuses, durations, codes.
//!
//! **Invariant:** the routes under `/api` are those of [`contract::ENDPOINTS`], plus the document about them.
//! **Invariant:** a write answers 2xx only after the store has committed its effect and its answer together.
//! **Invariant:** every answer carries the headers of [`security::HEADERS`].
//!
//! To add an operation: write its endpoint in `contract`, a handler here, and list it in the feature's `operations()`.

mod access;
mod access_search;
mod accounts;
mod assign;
mod cards;
pub mod cli;
mod client;
mod client_changes;
pub mod clock;
mod code;
mod compress;
pub mod config;
pub mod cookies;
mod coordinator;
mod cv;
mod docs_page;
pub mod documents;
mod drawn;
pub mod error;
mod export;
mod extract;
mod forum;
mod handover;
pub mod hashing;
pub mod health;
pub mod health_data;
mod idempotency;
mod import;
mod inside;
pub mod keys;
mod kiosk;
pub mod library;
pub mod listen;
mod meetings;
pub mod messages;
mod observe;
pub mod openapi;
pub mod operation;
mod outward;
pub mod papers;
mod pathway;
mod preview;
mod programme;
pub mod provider;
mod qr;
mod questionnaire;
pub mod retention;
mod rights;
pub mod security;
mod session;
mod sharing;
pub mod sign_in;
mod sitting;
mod staff;
pub mod state;
pub mod static_files;
mod talk;
pub mod totp;
pub mod venue;
pub mod workshops;

pub use clock::Clock;
pub use state::{AppState, Parts, Settings};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use contract::ErrorCode;
use error::ApiError;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// The whole application as a service: operations, document, health, the app's files, and what protects them.
pub fn app(state: AppState) -> Router {
    // A PDF is compressed inside, and so is what people hand in and what they take along.
    let worth_it = DefaultPredicate::new()
        .and(NotForContentType::const_new(papers::PDF))
        .and(NotForContentType::const_new(documents::BYTES))
        .and(NotForContentType::const_new(export::ZIP));
    let compression = CompressionLayer::new().gzip(true).compress_when(worth_it);
    let api = operation::routes(operation::operations())
        .merge(openapi::routes())
        .layer(compression)
        .layer(from_fn_with_state(state.clone(), security::refuse_foreign_writes));
    let all: Router = api
        .merge(health::routes())
        .method_not_allowed_fallback(async || ApiError::new(ErrorCode::RequestMethod))
        .fallback(static_files::serve)
        .layer(CatchPanicLayer::custom(|_| ApiError::new(ErrorCode::ServiceInternal).into_response()))
        .layer(from_fn(observe::observe))
        .layer(from_fn(security::protect_answer))
        .with_state(state);
    // Before any route is looked for: an operation is at two addresses, and the second says that it is asked from the desk.
    Router::new().fallback_service(tower::ServiceBuilder::new().map_request(inside::enter).service(all))
}
