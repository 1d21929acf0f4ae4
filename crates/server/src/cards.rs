//! Access cards (O2): a new one for someone, one taken back, and letters for those who never had one.
//!
//! A code is made with its letter and stands nowhere else. It follows from the deployment's key, the attempt and the person, so
//! that whoever repeats a request whose answer was lost gets the same letter, and nothing of it is kept.

use crate::access::note;
use crate::coordinator::{is_coordinator, require_coordinator};
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, StaffSession, Write};
use crate::idempotency::{Attempt, once, staff_owner};
use crate::operation::Operation;
use crate::papers::PDF;
use crate::qr;
use crate::security::shown_address;
use crate::staff::find_caller;
use crate::state::AppState;
use crate::venue::today;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use contract::ErrorCode;
use contract::cards::{CardView, GET_CARD, GET_LETTERS, LettersView, PRINT_LETTERS, RENEW_CARD, REVOKE_CARD};
use domain::ids::PersonId;
use domain::session::{CARD_CHARS, CardCode};
use paper::{Labels, Letter, LetterLabels, Letterhead, a_page_each, letters};
use store::{Addressee, Person, Staff, Tx};

/// Letters in one file: a card costs some 30 ms of one core, and whoever waits should not wait long.
const LETTERS_A_FILE: u32 = 50;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&GET_CARD, StatusCode::OK, get).gives::<CardView>(),
        Operation::new(&RENEW_CARD, StatusCode::OK, renew).gives_file(PDF),
        Operation::new(&REVOKE_CARD, StatusCode::OK, revoke).gives::<CardView>(),
        Operation::new(&GET_LETTERS, StatusCode::OK, count)
            .gives::<LettersView>()
            .may_refuse(&[ErrorCode::NotFound]),
        Operation::new(&PRINT_LETTERS, StatusCode::OK, print)
            .gives_file(PDF)
            .may_refuse(&[ErrorCode::NotFound, ErrorCode::LettersNone]),
    ]
}

/// The person, for a coordinator and for their référent.
///
/// # Errors
/// Not found for everyone else.
async fn require_person(tx: &mut Tx, staff: &Staff, id: &PersonId) -> Result<Person, ApiError> {
    let found = if is_coordinator(staff) {
        tx.find_person(id).await?
    } else {
        tx.find_followed(&staff.id, id).await?
    };
    found.ok_or_else(|| ErrorCode::NotFound.into())
}

async fn view(tx: &mut Tx, staff: &Staff, id: &PersonId) -> Result<CardView, ApiError> {
    let person = require_person(tx, staff, id).await?;
    let card = tx.find_card(id).await?;
    Ok(CardView {
        first_name: person.first_name,
        last_name: person.last_name,
        issued_at: card.map(|card| card.issued_at),
        revoked_at: card.and_then(|card| card.revoked_at),
    })
}

async fn get(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<PersonId>,
) -> Answer<Json<CardView>> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let found = state.store.read(move |tx| Box::pin(async move { view(tx, &staff, &id).await })).await;
    found.map(Json)
}

async fn renew(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<PersonId>,
    headers: HeaderMap,
    write: Write<NoBody>,
) -> Answer {
    let staff = find_caller(&state, caller.staff_id).await?;
    let (asking, wanted) = (staff.clone(), id.clone());
    let found =
        state.store.read(move |tx| Box::pin(async move { require_person(tx, &asking, &wanted).await }));
    found.await?;
    let code_hash = state.hasher.hash_card(code_of(&state, &write.attempt, &id)).await?;
    let (owner, now, attempt) = (staff_owner(&staff.id), state.clock.now(), write.attempt.clone());
    let person = id.clone();
    let job = async move |tx: &mut Tx| {
        // Again: somebody else may follow them by now.
        require_person(tx, &staff, &person).await?;
        tx.renew_card(&person, &code_hash, now).await?;
        note(tx, &person, &staff.id, &RENEW_CARD, None, now).await?;
        Ok::<_, ApiError>(())
    };
    once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { job(tx).await }))
        .await?;
    send_letters(&state, &headers, &attempt, vec![id], &LetterLabels::shipped().file).await
}

async fn revoke(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<PersonId>,
    write: Write<NoBody>,
) -> Answer<Json<CardView>> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let (owner, now) = (staff_owner(&staff.id), state.clock.now());
    let (asking, wanted) = (staff.clone(), id.clone());
    let job = async move |tx: &mut Tx| {
        require_person(tx, &asking, &wanted).await?;
        tx.close_ways_in(&wanted, now).await?;
        note(tx, &wanted, &asking.id, &REVOKE_CARD, None, now).await?;
        Ok::<_, ApiError>(())
    };
    // The answer names someone, so it is read and not kept.
    once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { job(tx).await }))
        .await?;
    let found = state.store.read(move |tx| Box::pin(async move { view(tx, &staff, &id).await })).await;
    found.map(Json)
}

async fn count(State(state): State<AppState>, caller: StaffSession) -> Answer<Json<LettersView>> {
    require_coordinator(&state, caller).await?;
    let found = state.store.read(move |tx| Box::pin(async move { tx.count_without_card().await }));
    let n_waiting = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    Ok(Json(LettersView { n_waiting, n_a_file: LETTERS_A_FILE }))
}

/// Who gets a letter is kept with the answer, by id; whoever has got a card meanwhile is left out.
async fn print(
    State(state): State<AppState>,
    caller: StaffSession,
    headers: HeaderMap,
    write: Write<NoBody>,
) -> Answer {
    let staff = require_coordinator(&state, caller).await?;
    let found =
        state.store.read(move |tx| Box::pin(async move { tx.list_without_card(LETTERS_A_FILE).await }));
    let waiting = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    let mut cards = Vec::new();
    for id in waiting {
        // One after the other, so that others can sign in meanwhile.
        let code_hash = state.hasher.hash_card(code_of(&state, &write.attempt, &id)).await?;
        cards.push((id, code_hash));
    }
    let (owner, now, attempt) = (staff_owner(&staff.id), state.clock.now(), write.attempt.clone());
    let job = async move |tx: &mut Tx| {
        let mut given = Vec::new();
        for (id, code_hash) in cards {
            if tx.issue_first_card(&id, &code_hash, now).await? {
                note(tx, &id, &staff.id, &PRINT_LETTERS, None, now).await?;
                given.push(id);
            }
        }
        if given.is_empty() { Err(ErrorCode::LettersNone.into()) } else { Ok(given) }
    };
    let given =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { job(tx).await }));
    let (_, given) = given.await?;
    tracing::info!(n_letters = given.len(), "letters with access cards were made");
    send_letters(&state, &headers, &attempt, given, &LetterLabels::shipped().file_of_many).await
}

fn code_of(state: &AppState, attempt: &Attempt, id: &PersonId) -> CardCode {
    let bytes = state.keys.mac_bytes("access-card", &[id.as_str().as_bytes(), attempt.key().as_bytes()]);
    CardCode::from_numbers(std::array::from_fn::<_, CARD_CHARS, _>(|n| bytes[n]))
}

/// The letters of the cards that this attempt has made. Whoever was erased meanwhile gets none.
async fn send_letters(
    state: &AppState,
    headers: &HeaderMap,
    attempt: &Attempt,
    ids: Vec<PersonId>,
    file: &str,
) -> Answer {
    let job = async move |tx: &mut Tx| {
        let mut found = Vec::new();
        for id in &ids {
            found.extend(tx.find_addressee(id).await?);
        }
        Ok::<_, store::Error>(found)
    };
    let addressees = state.store.read(move |tx| Box::pin(async move { job(tx).await })).await?;
    let all: Vec<Letter> = addressees.into_iter().map(|one| letter(state, attempt, one)).collect();
    if all.is_empty() {
        return Err(ErrorCode::NotFound.into());
    }
    let document = letters(&all, &letterhead(state, headers), LetterLabels::shipped());
    let document = a_page_each(document, all.len());
    state.press.send(document, file).await
}

fn letter(state: &AppState, attempt: &Attempt, one: Addressee) -> Letter {
    let code = code_of(state, attempt, &one.id);
    Letter {
        name: format!("{} {}", one.first_name, one.last_name),
        referent: one.referent,
        code: code.grouped(),
        qr: qr::draw(&code.qr_text(), qr::ECL::Q),
    }
}

fn letterhead(state: &AppState, headers: &HeaderMap) -> Letterhead {
    let service = &state.library.content().pack.service;
    Letterhead {
        from: vec![service.name.clone(), service.place.clone(), service.phone.clone()],
        address: shown_address(headers, state.settings.public_origin.as_deref()),
        phone: Some(service.phone.clone()).filter(|phone| !phone.is_empty()),
        made_on: Labels::shipped("fr").day(today(state.clock.now())),
    }
}
