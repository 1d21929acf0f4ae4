//! Reading a request: parameters, `If-Match`, the body, the caller's session. Each refuses with its own code.

use crate::cookies;
use crate::error::ApiError;
use crate::idempotency::Attempt;
use crate::inside::Inside;
use crate::keys::hash_token;
use crate::sign_in::Limits;
use crate::sitting;
use crate::state::AppState;
use axum::extract::{FromRequest, FromRequestParts, OptionalFromRequestParts, Path, Query, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use bytes::Bytes;
use contract::ErrorCode;
use domain::ids::{PersonId, StaffId};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use std::str::FromStr;
use std::time::Duration;
use store::{Owner, Session, Setting};

/// The largest body of a write.
pub const BODY_LIMIT_BYTES: usize = 64 * 1024;

/// The person who calls, or who acts together with someone at the desk. Nothing of a person is written without it, and no preview
/// can give it: what is for reading only takes a [`PersonReader`](crate::preview::PersonReader).
#[derive(Debug)]
pub struct PersonSession {
    pub person_id: PersonId,
}

/// The person who calls, in a session of their own.
#[derive(Debug)]
pub struct OwnSession {
    pub person_id: PersonId,
    pub session: Session,
}

/// The member of staff who calls.
#[derive(Debug)]
pub struct StaffSession {
    pub staff_id: StaffId,
    pub session: Session,
}

impl FromRequestParts<AppState> for PersonSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if Inside::of(parts).is_some() {
            return sitting::find_person(parts, state).await.map(|person_id| Self { person_id });
        }
        OwnSession::from_request_parts(parts, state).await.map(|own| Self { person_id: own.person_id })
    }
}

impl FromRequestParts<AppState> for OwnSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if let Some(inside) = Inside::of(parts) {
            return Err(inside.refusal().into());
        }
        let needed = || ApiError::new(ErrorCode::SessionNeeded);
        let token = cookies::find(&parts.headers, cookies::PERSON).ok_or_else(needed)?;
        match find_session(state, token).await?.filter(|session| !is_typed(session, &parts.headers)) {
            Some(session) => match &session.owner {
                Owner::Person(id) => Ok(Self { person_id: id.clone(), session }),
                Owner::Staff(_) => Err(needed().set_cookies(cookies::clear_person())),
            },
            None => Err(needed().set_cookies(cookies::clear_person())),
        }
    }
}

impl FromRequestParts<AppState> for StaffSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let needed = || ApiError::new(ErrorCode::SessionNeeded);
        let token = cookies::find(&parts.headers, cookies::STAFF).ok_or_else(needed)?;
        match find_session(state, token).await? {
            Some(session) => match &session.owner {
                Owner::Staff(id) => Ok(Self { staff_id: id.clone(), session }),
                Owner::Person(_) => Err(needed().set_cookies(cookies::clear_staff())),
            },
            None => Err(needed().set_cookies(cookies::clear_staff())),
        }
    }
}

/// Whether someone opens an answer on a kiosk as if it were a page, by its address: there only a page may ask, whose document
/// ends with the visit (decision 29).
fn is_typed(session: &Session, headers: &HeaderMap) -> bool {
    session.setting == Setting::Kiosk
        && headers.get("sec-fetch-mode").is_some_and(|mode| mode.as_bytes() == b"navigate")
}

/// The session of a token, if it is neither ended nor over; notes that it is in use.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_session(state: &AppState, token: &str) -> Result<Option<Session>, ApiError> {
    let now = state.clock.now();
    let token_hash = hash_token(token);
    let wanted = token_hash.clone();
    let found = state.store.read_one(move |tx| Box::pin(async move { tx.find_session(&wanted).await })).await;
    let Some(session) = found.map_err(|error: store::Error| ApiError::from(error))? else { return Ok(None) };
    let limits = Limits::of(session.setting, state.settings.kiosk_idle_s);
    if limits.is_over(&session, now) {
        return Ok(None);
    }
    if limits.is_touch_due(&session, now) {
        let noted = state
            .store
            .write(move |tx| Box::pin(async move { tx.touch_session(&token_hash, now).await }))
            .await;
        if let Err(error) = noted {
            // Reading goes on when nothing can be written (trust.md, "Faults").
            let error: store::Error = error;
            tracing::warn!(%error, "a session in use could not be noted");
        }
    }
    Ok(Some(session))
}

/// A path parameter with a shape. A value of another shape names nothing, so it is not found.
#[derive(Debug)]
pub struct Param<T>(pub T);

impl<T: FromStr> FromRequestParts<AppState> for Param<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let text = <Path<String> as FromRequestParts<_>>::from_request_parts(parts, state).await;
        let value = text.ok().and_then(|Path(text)| text.parse().ok());
        value.map(Self).ok_or_else(|| ErrorCode::NotFound.into())
    }
}

/// Two path parameters, each with its shape.
#[derive(Debug)]
pub struct TwoParams<A, B>(pub A, pub B);

impl<A: FromStr, B: FromStr> FromRequestParts<AppState> for TwoParams<A, B> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let texts = <Path<(String, String)> as FromRequestParts<_>>::from_request_parts(parts, state).await;
        let read =
            |Path((one, other)): Path<(String, String)>| Some(Self(one.parse().ok()?, other.parse().ok()?));
        texts.ok().and_then(read).ok_or_else(|| ErrorCode::NotFound.into())
    }
}

/// The query parameters.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<AppState> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let read = Query::<T>::from_request_parts(parts, state).await;
        read.map(|Query(value)| Self(value)).map_err(|_| ErrorCode::RequestMalformed.into())
    }
}

/// The version that the caller means to change: `If-Match: "3"`.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub u64);

impl FromRequestParts<AppState> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, ApiError> {
        let Some(value) = parts.headers.get(IF_MATCH) else { return Err(ErrorCode::VersionMissing.into()) };
        // Only a strong tag compares for changing (RFC 9110, 13.1.1), and `*` would overwrite blindly.
        let text = value.to_str().unwrap_or_default().trim();
        let digits = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let version = digits.and_then(|digits| digits.parse().ok());
        version.map(Self).ok_or_else(|| ErrorCode::RequestMalformed.into())
    }
}

/// What the caller knows of a draft: `If-Match: "<draft>.<version>"`, the version of one answer or of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftTag {
    pub draft: String,
    pub version: u64,
}

impl DraftTag {
    /// `None` when the header is missing.
    fn read(headers: &HeaderMap) -> Result<Option<Self>, ApiError> {
        let Some(value) = headers.get(IF_MATCH) else { return Ok(None) };
        let tag = value.to_str().ok().and_then(|text| {
            let (draft, version) = text.trim().strip_prefix('"')?.strip_suffix('"')?.rsplit_once('.')?;
            Some(Self { draft: draft.to_owned(), version: version.parse().ok()? })
        });
        tag.map(Some).ok_or_else(|| ErrorCode::RequestMalformed.into())
    }
}

impl FromRequestParts<AppState> for DraftTag {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, ApiError> {
        Self::read(&parts.headers)?.ok_or_else(|| ErrorCode::VersionMissing.into())
    }
}

impl OptionalFromRequestParts<AppState> for DraftTag {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Option<Self>, ApiError> {
        Self::read(&parts.headers)
    }
}

/// A write: its body, and the attempt that it is.
#[derive(Debug)]
pub struct Write<T> {
    pub body: T,
    pub attempt: Attempt,
}

/// A write without a body.
#[derive(Debug, Clone, Copy)]
pub struct NoBody;

/// How the bytes of a body become a value.
pub trait FromBody: Sized {
    const NEEDS_JSON: bool;
    /// The largest.
    const LIMIT_BYTES: usize = BODY_LIMIT_BYTES;

    /// # Errors
    /// The refusal that tells what is wrong with the body.
    fn from_body(bytes: &[u8]) -> Result<Self, ApiError>;
}

impl FromBody for NoBody {
    const NEEDS_JSON: bool = false;

    fn from_body(_: &[u8]) -> Result<Self, ApiError> {
        Ok(Self)
    }
}

/// The bytes of a body as they are.
#[derive(Debug)]
pub struct Raw<const LIMIT: usize = BODY_LIMIT_BYTES>(pub Vec<u8>);

impl<const LIMIT: usize> FromBody for Raw<LIMIT> {
    const NEEDS_JSON: bool = false;
    const LIMIT_BYTES: usize = LIMIT;

    fn from_body(bytes: &[u8]) -> Result<Self, ApiError> {
        Ok(Self(bytes.to_vec()))
    }
}

impl<T: DeserializeOwned> FromBody for T {
    const NEEDS_JSON: bool = true;

    fn from_body(bytes: &[u8]) -> Result<Self, ApiError> {
        serde_json::from_slice(bytes).map_err(|_| ErrorCode::RequestMalformed.into())
    }
}

impl<T: FromBody> FromRequest<AppState> for Write<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let key = Attempt::read_key(&parts.headers)?;
        if T::NEEDS_JSON && !is_json(&parts.headers) {
            return Err(ErrorCode::RequestMediaType.into());
        }
        let bytes = read_body(&parts.headers, body, T::LIMIT_BYTES, state.settings.body_deadline).await?;
        let attempt = Attempt::new(key, &parts, &bytes, &state.keys);
        Ok(Self { body: T::from_body(&bytes)?, attempt })
    }
}

/// The body of a read that is sent by `POST`, because what it asks for must not stand in an address.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        if !is_json(&parts.headers) {
            return Err(ErrorCode::RequestMediaType.into());
        }
        let bytes = read_body(&parts.headers, body, BODY_LIMIT_BYTES, state.settings.body_deadline).await?;
        T::from_body(&bytes).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

async fn read_body(
    headers: &HeaderMap,
    body: axum::body::Body,
    limit_bytes: usize,
    deadline: Duration,
) -> Result<Bytes, ApiError> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|size_bytes| size_bytes > limit_bytes) {
        return Err(ErrorCode::RequestTooLarge.into());
    }
    // What may be larger has the time for it at 100 kB a second.
    let n_larger = announced.unwrap_or(limit_bytes).saturating_sub(BODY_LIMIT_BYTES);
    let deadline = deadline + Duration::from_millis(n_larger as u64 / 100);
    let limited = Limited::new(body, limit_bytes);
    match tokio::time::timeout(deadline, limited.collect()).await {
        Err(_) => Err(ErrorCode::RequestTimeout.into()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(ErrorCode::RequestTooLarge.into()),
        Ok(Err(_)) => Err(ErrorCode::RequestMalformed.into()),
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
    }
}
