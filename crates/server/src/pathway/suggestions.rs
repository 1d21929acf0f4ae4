//! "Pas maintenant": putting a suggestion aside, and taking it back.

use super::find::find_sent;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::pathway::Kept;
use domain::ids::SheetId;
use domain::pathway::Aside;
use store::Tx;

pub async fn put_aside(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(sheet): Param<SheetId>,
    write: Write<NoBody>,
) -> Answer<Json<Kept>> {
    let (person_id, now) = (caller.person_id, state.clock.now());
    let (owner, shared) = (person_owner(&person_id), state.clone());
    let work = async move |tx: &mut Tx| {
        let sent = find_sent(tx, &shared, &person_id, "").await?;
        let suggestion = sent.and_then(|sent| sent.suggestions.into_iter().find(|one| one.sheet == sheet));
        let suggestion = suggestion.ok_or(ErrorCode::PathwayUnknownSheet)?;
        tx.put_aside(&person_id, &sheet, &Aside { at: now, reasons: suggestion.reasons }).await?;
        Ok::<_, ApiError>(Kept { at: now })
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    Ok(Json(done.await?.1))
}

pub async fn take_back(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(sheet): Param<SheetId>,
    write: Write<NoBody>,
) -> Answer<Json<Kept>> {
    let (person_id, now) = (caller.person_id, state.clock.now());
    let owner = person_owner(&person_id);
    let work = async move |tx: &mut Tx| {
        if tx.take_back(&person_id, &sheet, now).await? {
            Ok::<_, ApiError>(Kept { at: now })
        } else {
            Err(ErrorCode::NotFound.into())
        }
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    Ok(Json(done.await?.1))
}
