//! One effect per attempt: the key, what it is bound to, and the answer that is given again.
//!
//! A key belongs to the person who used it, not to one session: an answer that was sent just before
//! a session ended is still recognised after signing in again. It is bound to an HMAC of method, path, `If-Match` and
//! body. Only what had an effect is kept; a refusal has none, so asking again decides again.

use crate::error::ApiError;
use crate::keys::Keys;
use crate::state::AppState;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use contract::{ErrorCode, IDEMPOTENCY_HEADER};
use domain::ids::{PersonId, StaffId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Begun, BoxFuture, Tx};

const KEY_MAX_CHARS: usize = 64;

/// One attempt at one write, which a client may repeat.
#[derive(Debug, Clone)]
pub struct Attempt {
    key: String,
    request_hash: String,
}

impl Attempt {
    /// # Errors
    /// When the header is missing or is not 1 to 64 visible ASCII characters.
    pub fn read_key(headers: &HeaderMap) -> Result<String, ApiError> {
        let key = headers.get(IDEMPOTENCY_HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_key = (1..=KEY_MAX_CHARS).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
        if is_key { Ok(key.to_owned()) } else { Err(ErrorCode::IdempotencyKeyMissing.into()) }
    }

    pub fn new(key: String, parts: &Parts, body: &[u8], keys: &Keys) -> Self {
        let if_match = parts.headers.get(IF_MATCH).map_or(&[][..], |value| value.as_bytes());
        let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
        // Keyed, because a plain hash of an answer or a card could be found by trying them all.
        let about = [parts.method.as_str().as_bytes(), path.as_bytes(), if_match, body];
        Self { key, request_hash: keys.mac("request", &about) }
    }

    /// What is derived from it is the same for each repetition, without being kept.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Claims the key inside the transaction of the work.
    ///
    /// # Errors
    /// When the key named another request, or the same one has not ended.
    pub async fn begin(
        &self,
        tx: &mut Tx,
        owner: &str,
        now: domain::time::Timestamp,
    ) -> Result<Option<(u16, String)>, ApiError> {
        match tx.begin_request(owner, &self.key, &self.request_hash, now).await? {
            Begun::New => Ok(None),
            Begun::Done { status, body } => Ok(Some((status, body))),
            Begun::OtherRequest => Err(ErrorCode::IdempotencyKeyReused.into()),
            Begun::Running => Err(ApiError::new(ErrorCode::IdempotencyInProgress).retry_after_s(1)),
        }
    }

    /// Keeps the answer; `about`: as [`once_about`].
    ///
    /// # Errors
    /// When the store fails.
    pub async fn finish(
        &self,
        tx: &mut Tx,
        owner: &str,
        status: StatusCode,
        body: &str,
        about: Option<&PersonId>,
    ) -> Result<(), store::Error> {
        tx.finish_request(owner, &self.key, status.as_u16(), body, about).await
    }
}

/// Under whose name a person's keys are kept.
pub fn person_owner(id: &PersonId) -> String {
    format!("person:{id}")
}

/// Under whose name a member of staff's keys are kept.
pub fn staff_owner(id: &StaffId) -> String {
    format!("staff:{id}")
}

/// Runs `work` once for this attempt, in one transaction with the noting of its answer; gives the kept answer when it
/// was run before.
///
/// # Errors
/// What `work` refuses, and what [`Attempt::begin`] does; then nothing is written.
pub async fn once<T, F>(
    state: &AppState,
    owner: String,
    attempt: Attempt,
    status: StatusCode,
    work: F,
) -> Result<(StatusCode, T), ApiError>
where
    T: Serialize + DeserializeOwned + Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, ApiError>> + Send + 'static,
{
    run(state, owner, attempt, status, move |tx| {
        Box::pin(async move { work(tx).await.map(|answer| (None, answer)) })
    })
    .await
}

/// [`once`] for what a member of staff does with a person: the answer that is kept goes with that person, too.
///
/// # Errors
/// As [`once`].
pub async fn once_about<T, F>(
    state: &AppState,
    owner: String,
    attempt: Attempt,
    status: StatusCode,
    work: F,
) -> Result<(StatusCode, T), ApiError>
where
    T: Serialize + DeserializeOwned + Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(PersonId, T), ApiError>> + Send + 'static,
{
    run(state, owner, attempt, status, move |tx| {
        Box::pin(async move { work(tx).await.map(|(person, answer)| (Some(person), answer)) })
    })
    .await
}

async fn run<T, F>(
    state: &AppState,
    owner: String,
    attempt: Attempt,
    status: StatusCode,
    work: F,
) -> Result<(StatusCode, T), ApiError>
where
    T: Serialize + DeserializeOwned + Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(Option<PersonId>, T), ApiError>> + Send + 'static,
{
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| {
        if let Some((status, body)) = attempt.begin(tx, &owner, now).await? {
            let kept = serde_json::from_str(&body).map_err(|_| ErrorCode::ServiceInternal)?;
            return Ok((status, kept));
        }
        let (about, answer) = work(tx).await?;
        let body = serde_json::to_string(&answer).expect("BUG: what we answer is JSON");
        attempt.finish(tx, &owner, status, &body, about.as_ref()).await?;
        Ok::<_, ApiError>((status.as_u16(), answer))
    };
    let (status, answer) = state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    Ok((StatusCode::from_u16(status).unwrap_or(StatusCode::OK), answer))
}
