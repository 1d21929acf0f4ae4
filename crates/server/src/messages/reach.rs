//! How a person wants to be told.

use crate::error::{Answer, ApiError};
use crate::extract::{PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::preview::PersonReader;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::messages::ReachView;
use domain::messages::{Phone, Reach, read_reach};

pub async fn get(State(state): State<AppState>, caller: PersonReader) -> Answer<Json<ReachView>> {
    let found = state.store.read(move |tx| Box::pin(async move { tx.find_reach(&caller.person_id).await }));
    let found = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    Ok(Json(on_wire(&found.ok_or(ErrorCode::SessionNeeded)?)))
}

/// Answers with nothing: a kept answer would keep a number that was taken away.
pub async fn save(
    State(state): State<AppState>,
    caller: PersonSession,
    write: Write<ReachView>,
) -> Answer<StatusCode> {
    let ReachView { phone, email, told_by } = write.body;
    let reach = read_reach(&phone, &email, told_by).map_err(|_| ErrorCode::ReachRefused)?;
    let (owner, person_id) = (person_owner(&caller.person_id), caller.person_id);
    let done = once(&state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move { tx.save_reach(&person_id, &reach).await.map_err(ApiError::from) })
    });
    done.await.map(|(status, ())| status)
}

pub fn on_wire(reach: &Reach) -> ReachView {
    ReachView {
        phone: reach.phone.as_ref().map(Phone::shown).unwrap_or_default(),
        email: reach.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default(),
        told_by: reach.told_by,
    }
}
