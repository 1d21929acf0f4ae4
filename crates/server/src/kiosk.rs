//! Public devices in an office (K1; decision 21): a coordinator makes a code that works once, and the browser that is given
//! it is a kiosk from then on, by a cookie. What a kiosk does otherwise than a phone asks [`is_kiosk`].

use crate::cookies;
use crate::coordinator::require_coordinator;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, StaffSession, Write};
use crate::idempotency::{once, staff_owner};
use crate::keys::{hash_token, random_id};
use crate::operation::Operation;
use crate::session::CLEAR_KEPT;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use contract::ErrorCode;
use contract::kiosk::{
    ADD_KIOSK, AddKiosk, ENROL_KIOSK, EnrolKiosk, KioskCode, KioskView, LIST_KIOSKS, REMOVE_KIOSK,
    RENEW_KIOSK_CODE,
};
use domain::forum::read_name;
use domain::ids::KioskId;
use domain::session::{CARD_CHARS, CardCode};
use store::Kiosk;

/// How long a code may take from the desk to the device, in seconds.
const CODE_LIMIT_S: i64 = 15 * 60;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&ENROL_KIOSK, StatusCode::NO_CONTENT, enrol)
            .takes::<EnrolKiosk>()
            .may_refuse(&[ErrorCode::KioskCodeRefused]),
    ]
}

pub fn staff_operations() -> Vec<Operation> {
    vec![
        Operation::new(&LIST_KIOSKS, StatusCode::OK, list)
            .gives_list::<KioskView>()
            .may_refuse(&[ErrorCode::NotFound]),
        Operation::new(&ADD_KIOSK, StatusCode::CREATED, add)
            .takes::<AddKiosk>()
            .gives::<KioskView>()
            .may_refuse(&[ErrorCode::NotFound, ErrorCode::KioskNameRefused]),
        Operation::new(&RENEW_KIOSK_CODE, StatusCode::CREATED, renew_code).gives::<KioskCode>(),
        Operation::new(&REMOVE_KIOSK, StatusCode::NO_CONTENT, remove),
    ]
}

/// Whether a request comes from a kiosk. While the store cannot say, a device that was one is taken for one: that keeps
/// less.
pub async fn is_kiosk(state: &AppState, headers: &HeaderMap) -> bool {
    let Some(token) = cookies::find(headers, cookies::KIOSK) else { return false };
    let token_hash = hash_token(token);
    let found = state.store.read(move |tx| Box::pin(async move { tx.is_kiosk(&token_hash).await }));
    found.await.unwrap_or_else(|error: store::Error| {
        tracing::warn!(%error, "a kiosk could not be looked up");
        true
    })
}

/// Ends the visit that a kiosk's new page comes after, however the page before was left: a visit lasts as long as its
/// document (decision 29). Gives the cookies that go with it, which go even when the store cannot be asked.
pub async fn forget_visit(state: &AppState, headers: &HeaderMap) -> Vec<String> {
    let Some(token) = cookies::find(headers, cookies::PERSON) else { return Vec::new() };
    let (token_hash, now) = (hash_token(token), state.clock.now());
    let ended =
        state.store.write(move |tx| Box::pin(async move { tx.end_session(&token_hash, now).await })).await;
    if let Err(error) = ended {
        let error: store::Error = error;
        tracing::warn!(%error, "a visit that was left could not be ended");
    }
    cookies::clear_person()
}

/// The token follows from the code and the attempt, so that a device whose answer was lost asks again and has the same.
async fn enrol(State(state): State<AppState>, write: Write<EnrolKiosk>) -> Answer<Response> {
    let now = state.clock.now();
    state.budget.slow_down(now).await;
    let code: CardCode = write.body.code.parse().map_err(|_| ErrorCode::KioskCodeRefused)?;
    let code_hash = hash_code(&state, &code);
    let parts = [code_hash.as_bytes(), write.attempt.key().as_bytes()];
    let token = state.keys.mac("kiosk-device", &parts);
    let (owner, token_hash) = (["kiosk:", &code_hash].concat(), hash_token(&token));
    let done = once(&state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move {
            let is_enrolled = tx.enrol_kiosk(&code_hash, &token_hash, now).await?;
            is_enrolled.then_some(()).ok_or_else(|| ApiError::from(ErrorCode::KioskCodeRefused))
        })
    });
    if let Err(error) = done.await {
        if error.code() == ErrorCode::KioskCodeRefused {
            state.budget.note_failure(now);
        }
        return Err(error);
    }
    // Whatever this browser knew of anyone goes.
    let mut set = cookies::clear_person();
    set.push(cookies::set_secret(cookies::DEVICE, "", Some(0)));
    set.push(cookies::set_kiosk(&token));
    let cookies = AppendHeaders(cookies::set_cookie_headers(&set));
    Ok(([CLEAR_KEPT], cookies, StatusCode::NO_CONTENT).into_response())
}

async fn list(State(state): State<AppState>, caller: StaffSession) -> Answer<Json<Vec<KioskView>>> {
    require_coordinator(&state, caller).await?;
    let found = state.store.read(move |tx| Box::pin(async move { tx.list_kiosks().await }));
    let kiosks = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    Ok(Json(kiosks.into_iter().map(on_wire).collect()))
}

async fn add(
    State(state): State<AppState>,
    caller: StaffSession,
    write: Write<AddKiosk>,
) -> Answer<(StatusCode, Json<KioskView>)> {
    let staff_id = require_coordinator(&state, caller).await?.id;
    let name = read_name(&write.body.name).ok_or(ErrorCode::KioskNameRefused)?.to_owned();
    let id = KioskId::new(random_id()).expect("BUG: a random id is an identifier");
    let (owner, now) = (staff_owner(&staff_id), state.clock.now());
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move {
            tx.insert_kiosk(&id, &name, &staff_id, now).await?;
            Ok::<_, ApiError>(KioskView { id, name, enrolled_at: None })
        })
    });
    done.await.map(|(status, kiosk)| (status, Json(kiosk)))
}

/// Only when it ends is kept with the answer: the code follows from the attempt.
async fn renew_code(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<KioskId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<KioskCode>)> {
    let staff_id = require_coordinator(&state, caller).await?.id;
    let parts = [id.as_str().as_bytes(), write.attempt.key().as_bytes()];
    let bytes = state.keys.mac_bytes("kiosk-code", &parts);
    let code = CardCode::from_numbers(std::array::from_fn::<_, CARD_CHARS, _>(|n| bytes[n]));
    let code_hash = hash_code(&state, &code);
    let (owner, until) = (staff_owner(&staff_id), state.clock.now().plus_s(CODE_LIMIT_S));
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move {
            let is_saved = tx.save_kiosk_code(&id, &code_hash, until).await?;
            is_saved.then_some(until).ok_or_else(|| ApiError::from(ErrorCode::NotFound))
        })
    });
    done.await.map(|(status, until)| (status, Json(KioskCode { code: code.grouped(), until })))
}

async fn remove(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<KioskId>,
    write: Write<NoBody>,
) -> Answer<StatusCode> {
    let staff_id = require_coordinator(&state, caller).await?.id;
    let done = once(&state, staff_owner(&staff_id), write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move {
            let is_removed = tx.remove_kiosk(&id).await?;
            is_removed.then_some(()).ok_or_else(|| ApiError::from(ErrorCode::NotFound))
        })
    });
    done.await.map(|(status, ())| status)
}

/// Keyed, so that a copy of the database alone gives no code away.
fn hash_code(state: &AppState, code: &CardCode) -> String {
    state.keys.mac("kiosk-code-hash", &[code.as_str().as_bytes()])
}

fn on_wire(kiosk: Kiosk) -> KioskView {
    KioskView { id: kiosk.id, name: kiosk.name, enrolled_at: kiosk.enrolled_at }
}
