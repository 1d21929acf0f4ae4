//! Filling in together (R4; decision 39): at the desk, once the person has agreed with their card and their date of birth.
//!
//! What is asked below `/together/<id>/` is asked in a sitting ([`crate::inside`]). Taking stock acts there for the person;
//! everything else is as in a preview.

use crate::access::{find_followed, note, require_followed};
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, StaffSession, Write};
use crate::idempotency::{once, staff_owner};
use crate::inside::{Inside, desk_session, together};
use crate::keys::random_id;
use crate::operation::Operation;
use crate::preview::{Eyes, Look, PersonReader};
use crate::sign_in::{Device, Proof, prove, read_card, refuse_until};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use contract::ErrorCode;
use contract::sitting::{
    AGREE_TO_SITTING, AgreeToSitting, END_SITTING, GET_SITTING, START_SITTING, SittingView,
};
use domain::ids::{PersonId, SittingId};
use domain::questionnaire::Reader;
use domain::time::Timestamp;
use serde_json::Value;
use store::{Sitting, Tx};

/// How long a sitting may last, in seconds.
const LIMIT_S: i64 = 60 * 60;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&START_SITTING, StatusCode::CREATED, start).gives::<SittingView>(),
        Operation::new(&GET_SITTING, StatusCode::OK, get).gives::<SittingView>(),
        Operation::new(&AGREE_TO_SITTING, StatusCode::OK, agree)
            .takes::<AgreeToSitting>()
            .gives::<SittingView>()
            .may_refuse(&[
                ErrorCode::SessionRefused,
                ErrorCode::SessionCardUnreadable,
                ErrorCode::SessionSlowDown,
            ]),
        Operation::new(&END_SITTING, StatusCode::NO_CONTENT, end),
    ]
}

/// The person for whom a request acts in a sitting.
///
/// # Errors
/// When this is not done together, or the sitting is over or was not agreed to.
pub async fn find_person(parts: &Parts, state: &AppState) -> Result<PersonId, ApiError> {
    let Some(id) = together(parts) else {
        return Err(Inside::of(parts).map_or(ErrorCode::SessionNeeded, Inside::refusal).into());
    };
    let (sitting, _) = find_agreed(parts, state, id).await?.ok_or(ErrorCode::SessionNeeded)?;
    Ok(sitting.person_id)
}

/// Who reads in a sitting; `None` when it is over or was not agreed to.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_reader(
    parts: &Parts,
    state: &AppState,
    id: &SittingId,
) -> Result<Option<PersonReader>, ApiError> {
    let found = find_agreed(parts, state, id).await?;
    Ok(found.map(|(sitting, reader)| {
        let look = Look { started_at: sitting.started_at, expires_at: sitting.expires_at };
        let is_together = together(parts).is_some();
        let eyes = if is_together { Eyes::Together(look) } else { Eyes::Staff(look, reader) };
        PersonReader { person_id: sitting.person_id, eyes }
    }))
}

/// A sitting lives as long as the session at the desk in which it was begun, and as the caller follows the person.
async fn find_agreed(
    parts: &Parts,
    state: &AppState,
    id: &SittingId,
) -> Result<Option<(Sitting, Reader)>, ApiError> {
    let Some(session) = desk_session(parts, state).await? else { return Ok(None) };
    let (id, now) = (id.clone(), state.clock.now());
    let job = async move |tx: &mut Tx| {
        let found = find_open(tx, &id, &session.token_hash, now).await?;
        let Some(sitting) = found.filter(|sitting| sitting.agreed_at.is_some()) else { return Ok(None) };
        let reader = find_followed(tx, &sitting.staff_id, &sitting.person_id).await?;
        Ok::<_, ApiError>(reader.map(|reader| (sitting, reader)))
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await
}

async fn find_open(
    tx: &mut Tx,
    id: &SittingId,
    staff_session: &str,
    now: Timestamp,
) -> Result<Option<Sitting>, store::Error> {
    Ok(tx.find_sitting(id, staff_session).await?.filter(|sitting| now < sitting.expires_at))
}

/// Nothing of the person is read yet, so nothing is noted.
async fn start(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(person_id): Param<PersonId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<SittingView>)> {
    let (owner, now) = (staff_owner(&caller.staff_id), state.clock.now());
    let work = async move |tx: &mut Tx| {
        require_followed(tx, &caller.staff_id, &person_id).await?;
        let sitting = Sitting {
            id: SittingId::new(random_id()).expect("BUG: a random id is an identifier"),
            staff_session: caller.session.token_hash,
            staff_id: caller.staff_id,
            person_id,
            started_at: now,
            expires_at: now.plus_s(LIMIT_S).min(caller.session.expires_at),
            agreed_at: None,
        };
        if !tx.start_sitting(&sitting).await? {
            return Err(ErrorCode::SessionNeeded.into());
        }
        view(tx, sitting).await
    };
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    let (status, sitting) = done.await?;
    Ok((status, Json(sitting)))
}

async fn view(tx: &mut Tx, sitting: Sitting) -> Result<SittingView, ApiError> {
    let staff = tx.find_staff(&sitting.staff_id).await?.ok_or(ErrorCode::SessionNeeded)?;
    Ok(SittingView {
        id: sitting.id,
        with: staff.display_name,
        until: sitting.expires_at,
        has_agreed: sitting.agreed_at.is_some(),
    })
}

/// A sitting of another session, or one that is over, does not exist.
async fn get(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<SittingId>,
) -> Answer<Json<SittingView>> {
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| {
        let found = find_open(tx, &id, &caller.session.token_hash, now).await?;
        view(tx, found.ok_or(ErrorCode::NotFound)?).await
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

/// The card of anyone else is a wrong card. It is noted with the agreement: when nothing can be noted, nothing is shown.
async fn agree(
    State(state): State<AppState>,
    caller: StaffSession,
    headers: HeaderMap,
    Param(id): Param<SittingId>,
    write: Write<Value>,
) -> Answer<(StatusCode, Json<SittingView>)> {
    let (session, now) = (caller.session.token_hash, state.clock.now());
    let person_id = {
        let (id, session) = (id.clone(), session.clone());
        let job = async move |tx: &mut Tx| find_open(tx, &id, &session, now).await;
        let found = state.store.read(move |tx| Box::pin(async move { job(tx).await })).await;
        found.map_err(|error: store::Error| ApiError::from(error))?.ok_or(ErrorCode::NotFound)?.person_id
    };
    let card = read_card(&write.body)?;
    let request: AgreeToSitting =
        serde_json::from_value(write.body).map_err(|_| ErrorCode::RequestMalformed)?;
    state.budget.slow_down(now).await;
    let card_hash = state.hasher.hash_card(card).await?;
    let throttle_key = Device::read(&headers, &state.keys, &card_hash).throttle_key(&state.keys, &card_hash);
    let job = async move |tx: &mut Tx| prove(tx, &throttle_key, &card_hash, request.birth_date, now).await;
    let proof = state.store.write(move |tx| Box::pin(async move { job(tx).await })).await;
    let proof = proof.map_err(|error: store::Error| ApiError::from(error))?;
    match proof {
        Proof::Right(person) if person.id == person_id => {}
        Proof::Wait(until) => return Err(refuse_until(until, now)),
        Proof::Right(_) | Proof::Wrong => {
            state.budget.note_failure(now);
            return Err(ErrorCode::SessionRefused.into());
        }
    }
    let work = async move |tx: &mut Tx| {
        let mut sitting = find_open(tx, &id, &session, now).await?.ok_or(ErrorCode::NotFound)?;
        require_followed(tx, &sitting.staff_id, &sitting.person_id).await?;
        if tx.agree_to_sitting(&id, request.by, now).await? {
            let object = Some(id.to_string());
            note(tx, &sitting.person_id, &sitting.staff_id, &AGREE_TO_SITTING, object, now).await?;
            tx.touch_person(&sitting.person_id, now).await?;
            sitting.agreed_at = Some(now);
        }
        view(tx, sitting).await
    };
    let owner = staff_owner(&caller.staff_id);
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    let (status, sitting) = done.await?;
    Ok((status, Json(sitting)))
}

async fn end(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<SittingId>,
    write: Write<NoBody>,
) -> Answer<StatusCode> {
    let (owner, now) = (staff_owner(&caller.staff_id), state.clock.now());
    let work = async move |tx: &mut Tx| {
        let session = &caller.session.token_hash;
        tx.find_sitting(&id, session).await?.ok_or(ErrorCode::NotFound)?;
        tx.end_sittings_of(session, now).await?;
        Ok::<_, ApiError>(())
    };
    let done = once(&state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, ())| status)
}
