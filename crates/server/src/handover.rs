//! A visit at a kiosk goes on on a phone (decision 29): the kiosk shows a code, the phone gives it in and has a session of its
//! own, and the one at the kiosk has ended in the same transaction.

use crate::cookies;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, OwnSession, Write};
use crate::idempotency::once;
use crate::keys::hash_token;
use crate::kiosk;
use crate::operation::Operation;
use crate::qr;
use crate::session::{describe, find_referent, welcome};
use crate::sign_in::{Limits, session_of};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::header::ORIGIN;
use axum::http::{HeaderMap, StatusCode};
use contract::ErrorCode;
use contract::handover::{HandoverView, OFFER_HANDOVER, TAKE_HANDOVER, TakeHandover};
use contract::session::{Me, Setting};
use domain::session::{CARD_CHARS, CardCode};
use store::Owner;

/// How long a code works, in seconds: long enough to find the camera of a phone.
const CODE_LIMIT_S: i64 = 120;

/// The page of the portal that takes a code; the code stands behind `#`, which no browser sends to a server.
const PAGE: &str = "/kiosk/phone";

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&OFFER_HANDOVER, StatusCode::CREATED, offer)
            .gives::<HandoverView>()
            .may_refuse(&[ErrorCode::HandoverRefused]),
        Operation::new(&TAKE_HANDOVER, StatusCode::OK, take)
            .takes::<TakeHandover>()
            .gives::<Me>()
            .may_refuse(&[ErrorCode::HandoverRefused]),
    ]
}

/// Only when it ends is kept with the answer: the code follows from the session and the attempt.
async fn offer(
    State(state): State<AppState>,
    caller: OwnSession,
    headers: HeaderMap,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<HandoverView>)> {
    let OwnSession { session, .. } = caller;
    if session.setting != store::Setting::Kiosk {
        return Err(ErrorCode::HandoverRefused.into());
    }
    let parts = [session.token_hash.as_bytes(), write.attempt.key().as_bytes()];
    let bytes = state.keys.mac_bytes("handover-code", &parts);
    let code = CardCode::from_numbers(std::array::from_fn::<_, CARD_CHARS, _>(|n| bytes[n]));
    let (code_hash, until) = (hash_code(&state, &code), state.clock.now().plus_s(CODE_LIMIT_S));
    let owner = format!("session:{}", session.token_hash);
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move {
            let is_saved = tx.save_handover(&session.token_hash, &code_hash, until).await?;
            is_saved.then_some(until).ok_or_else(|| ApiError::from(ErrorCode::SessionNeeded))
        })
    });
    let (status, until) = done.await?;
    // The page's own address; a browser sends it with every write.
    let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()).map(str::to_owned);
    let address = [&origin.or(state.settings.public_origin.clone()).unwrap_or_default(), PAGE].concat();
    let code = code.grouped();
    let qr = qr::draw(&[&address, "#", &code].concat(), qr::ECL::M);
    Ok((status, Json(HandoverView { code, address, qr, until })))
}

/// The session follows from the code and the attempt, so that a phone whose answer was lost asks again and has the same.
async fn take(State(state): State<AppState>, headers: HeaderMap, write: Write<TakeHandover>) -> Answer {
    let now = state.clock.now();
    state.budget.slow_down(now).await;
    let code: CardCode = write.body.code.parse().map_err(|_| ErrorCode::HandoverRefused)?;
    let code_hash = hash_code(&state, &code);
    let token = state.keys.mac("handover-session", &[code_hash.as_bytes(), write.attempt.key().as_bytes()]);
    let (setting, kept) = if kiosk::is_kiosk(&state, &headers).await {
        (Setting::Kiosk, store::Setting::Kiosk)
    } else {
        (Setting::Phone, store::Setting::Phone)
    };
    let (owner, token_hash) = (["handover:", &code_hash].concat(), hash_token(&token));
    let (old, own, kiosk_idle_s) = (
        cookies::find(&headers, cookies::PERSON).map(hash_token),
        token_hash.clone(),
        state.settings.kiosk_idle_s,
    );
    let begun = {
        let (state, token) = (state.clone(), token.clone());
        move |owner| session_of(&state, &token, owner, kept)
    };
    let done = once(&state, owner, write.attempt, StatusCode::OK, move |tx| {
        Box::pin(async move {
            let refused = || ApiError::from(ErrorCode::HandoverRefused);
            let visit = tx.find_handover(&code_hash, now).await?.ok_or_else(refused)?;
            let is_over = Limits::of(visit.setting, kiosk_idle_s).is_over(&visit, now);
            let Owner::Person(id) = &visit.owner else { return Err(refused()) };
            if is_over || !tx.take_handover(&code_hash, now).await? {
                return Err(refused());
            }
            let session = begun(visit.owner.clone());
            match &old {
                Some(old) => tx.rotate_session(old, &session).await?,
                None => tx.insert_session(&session).await?,
            }
            tx.touch_person(id, now).await.map_err(ApiError::from)
        })
    });
    if let Err(error) = done.await {
        if error.code() == ErrorCode::HandoverRefused {
            state.budget.note_failure(now);
        }
        return Err(error);
    }
    let found = state.store.read(move |tx| {
        Box::pin(async move {
            let Some(session) = tx.find_session(&own).await? else { return Ok(None) };
            let Owner::Person(id) = &session.owner else { return Ok(None) };
            let Some(person) = tx.find_person(id).await? else { return Ok(None) };
            let referent = find_referent(tx, &person).await?;
            Ok::<_, ApiError>(Some((person, referent, session)))
        })
    });
    // Repeated after the session that it began has ended.
    let (person, referent, session) = found.await?.ok_or(ErrorCode::HandoverRefused)?;
    Ok(welcome(&token, setting, &describe(&state, person, referent, &session), None))
}

/// Keyed, so that a copy of the database alone gives no code away.
fn hash_code(state: &AppState, code: &CardCode) -> String {
    state.keys.mac("handover-code-hash", &[code.as_str().as_bytes()])
}
