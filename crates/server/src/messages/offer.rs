//! The link of an offer: seen and answered by whoever holds it, without a session (W5).

use crate::error::{Answer, ApiError};
use crate::extract::{Asked, Params, Write};
use crate::idempotency::once;
use crate::keys::hash_token;
use crate::papers::Spoken;
use crate::state::AppState;
use crate::venue;
use crate::workshops::board::title;
use crate::workshops::moment;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::messages::{OfferLink, OfferView, OfferedSlot};
use domain::messages::{OfferState, offer_state};
use domain::time::Timestamp;
use domain::workshops::BookingRefusal;
use store::{LinkedOffer, OfferAnswer, Seat, Tx};

pub async fn view(
    State(state): State<AppState>,
    Params(spoken): Params<Spoken>,
    Asked(link): Asked<OfferLink>,
) -> Answer<Json<OfferView>> {
    let (shared, now) = (state.clone(), state.clock.now());
    let (hash, language) = (hash_token(&link.token), spoken.language);
    let job = async move |tx: &mut Tx| find_view(tx, &shared, &hash, language.as_deref(), now).await;
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

pub async fn accept(
    State(state): State<AppState>,
    Params(spoken): Params<Spoken>,
    write: Write<OfferLink>,
) -> Answer<(StatusCode, Json<OfferView>)> {
    answer(&state, spoken, write, OfferAnswer::Accept).await
}

pub async fn decline(
    State(state): State<AppState>,
    Params(spoken): Params<Spoken>,
    write: Write<OfferLink>,
) -> Answer<(StatusCode, Json<OfferView>)> {
    answer(&state, spoken, write, OfferAnswer::Decline).await
}

/// What cannot be answered any more is no error: the view says what it has become.
async fn answer(
    state: &AppState,
    spoken: Spoken,
    write: Write<OfferLink>,
    answer: OfferAnswer,
) -> Answer<(StatusCode, Json<OfferView>)> {
    let (shared, moment, hash) = (state.clone(), moment(state), hash_token(&write.body.token));
    let owner = ["offer:", &hash].concat();
    let work = async move |tx: &mut Tx| {
        match tx.answer_offer_by_link(&hash, answer, moment).await? {
            Seat::NoSlot => return Err(ErrorCode::NotFound.into()),
            Seat::Refused(BookingRefusal::Clash) => return Err(ErrorCode::BookingClash.into()),
            Seat::Done | Seat::NoOffer | Seat::PlaceFree | Seat::Refused(_) => {}
        }
        find_view(tx, &shared, &hash, spoken.language.as_deref(), moment.now).await
    };
    let done =
        once(state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    done.await.map(|(status, view)| (status, Json(view)))
}

/// # Errors
/// Not found, also for a link that never was.
async fn find_view(
    tx: &mut Tx,
    state: &AppState,
    hash: &str,
    language: Option<&str>,
    now: Timestamp,
) -> Result<OfferView, ApiError> {
    let LinkedOffer { slot_id, occasion, .. } =
        tx.find_offer_by_link(hash).await?.ok_or(ErrorCode::NotFound)?;
    let became = offer_state(occasion.status, occasion.offer_until, occasion.starts_at, now);
    let is_shown = matches!(became, OfferState::Open | OfferState::Taken);
    let slot = tx.find_slot(&slot_id).await?.filter(|_| is_shown);
    let workshops = state.library.workshops(state.library.language_for(language));
    let slot = slot.and_then(|slot| {
        let (kind, venue) = (workshops.kind(&slot.workshop)?, workshops.venue(&slot.venue)?);
        Some(OfferedSlot {
            title: title(kind, slot.label()),
            venue_name: venue.name.clone(),
            address: venue.address.clone(),
            when: venue::when(slot.span, slot.zone)?,
            offer_until: occasion.offer_until?,
        })
    });
    Ok(OfferView { state: became, slot })
}
