//! What is asked below an address of the desk: in a preview (R1, R2) or while filling in together (R4).
//!
//! What is asked below `/preview/<id>/` or `/together/<id>/` is asked there, and nothing else is: [`enter`] gives such a request
//! the address of the operation and marks it. [`admit`] refuses what a marked request may not do by what the contract declares:
//! every write, except those that are done together in a sitting.

use crate::cookies;
use crate::error::ApiError;
use crate::extract::find_session;
use crate::state::AppState;
use axum::extract::Request;
use axum::http::Uri;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::{Effect, Endpoint, ErrorCode, Role, preview, sitting};
use domain::ids::{PreviewId, SittingId};
use store::{Owner, Session};

/// Marks a request, and says where it is asked.
#[derive(Debug, Clone)]
pub enum Inside {
    Preview(PreviewId),
    Sitting(SittingId),
}

/// Marks a request for what is done together in a sitting.
#[derive(Debug, Clone, Copy)]
struct Together;

impl Inside {
    /// Where a request is asked; `None`: nowhere in particular.
    pub fn of(parts: &Parts) -> Option<&Self> {
        parts.extensions.get()
    }

    /// What is answered to what cannot be done here.
    pub const fn refusal(&self) -> ErrorCode {
        match self {
            Self::Preview(_) => ErrorCode::PreviewReadOnly,
            Self::Sitting(_) => ErrorCode::SittingElsewhere,
        }
    }
}

/// The sitting in which this request acts for the person, if they have agreed to it.
pub fn together(parts: &Parts) -> Option<&SittingId> {
    parts.extensions.get::<Together>()?;
    match Inside::of(parts)? {
        Inside::Sitting(id) => Some(id),
        Inside::Preview(_) => None,
    }
}

/// `/preview/<id>/api/pathway` becomes `/api/pathway`, marked with the preview. Every other request stays as it is.
pub fn enter(mut request: Request) -> Request {
    if let Some((inside, uri)) = read_address(request.uri()) {
        *request.uri_mut() = uri;
        request.extensions_mut().insert(inside);
    }
    request
}

fn read_address(uri: &Uri) -> Option<(Inside, Uri)> {
    let address = uri.path_and_query()?.as_str();
    let below = |pages: &str| address.strip_prefix(pages)?.split_once('/');
    let (inside, rest) = match (below(preview::PAGES), below(sitting::PAGES)) {
        (Some((id, rest)), _) => (Inside::Preview(id.parse().ok()?), rest),
        (_, Some((id, rest))) => (Inside::Sitting(id.parse().ok()?), rest),
        (None, None) => return None,
    };
    let rest = rest.starts_with("api/").then(|| ["/", rest].concat())?;
    Some((inside, rest.parse().ok()?))
}

/// What an operation is inside, by its declaration alone: no write that is not done together, and nothing of the desk.
pub async fn admit(endpoint: &'static Endpoint, mut request: Request, next: Next) -> Response {
    let Some(inside) = request.extensions().get::<Inside>() else { return next.run(request).await };
    let is_persons = endpoint.roles.iter().any(|role| matches!(role, Role::Person | Role::Public));
    let is_sitting = matches!(inside, Inside::Sitting(_));
    if is_sitting && sitting::OPERATIONS.contains(&endpoint.operation_id) {
        request.extensions_mut().insert(Together);
        return next.run(request).await;
    }
    match endpoint.effect {
        Effect::Write => ApiError::new(inside.refusal()).into_response(),
        Effect::Read if !is_persons => ApiError::new(ErrorCode::SessionNeeded).into_response(),
        Effect::Read => next.run(request).await,
    }
}

/// The desk's own session, which opens what is inside. Its cookie is never touched: what is over looks like a session that has
/// ended, whatever the reason.
///
/// # Errors
/// When the store cannot be read.
pub async fn desk_session(parts: &Parts, state: &AppState) -> Result<Option<Session>, ApiError> {
    let Some(token) = cookies::find(&parts.headers, cookies::STAFF) else { return Ok(None) };
    let session = find_session(state, token).await?;
    Ok(session.filter(|session| matches!(session.owner, Owner::Staff(_))))
}

#[cfg(test)]
mod tests;
