//! What a person does with slots.

use super::board::Board;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, Params, PersonSession, Write};
use crate::idempotency::{Attempt, once, person_owner};
use crate::keys::random_id;
use crate::papers::Spoken;
use crate::preview::PersonReader;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::workshops::{BookingList, CancelBooking, SlotDetail, SlotList, SlotView};
use domain::ids::{BookingId, PersonId, ReasonId, SlotId};
use domain::workshops::BookingRefusal;
use store::{Moment, NewBooking, Seat, Tx};

pub async fn list_slots(
    State(state): State<AppState>,
    caller: PersonReader,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<SlotList>> {
    read(&state, caller, spoken, |board| SlotList { slots: board.catalogue() }).await
}

pub async fn get_slot(
    State(state): State<AppState>,
    caller: PersonReader,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<SlotDetail>> {
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let person = tx.find_person(&caller.person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
        let language = spoken.language.unwrap_or(person.language);
        let now = shared.clock.now();
        let board = match tx.find_slot(&id).await?.and_then(|slot| slot.of_month) {
            Some(of) => Board::find_of_month(tx, &shared, &person.id, &language, (now, &of.month)).await?,
            None => Board::find(tx, &shared, &person.id, &language, now).await?,
        };
        board.detail(&id).ok_or_else(|| ApiError::from(ErrorCode::NotFound))
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

pub async fn list_bookings(
    State(state): State<AppState>,
    caller: PersonReader,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<BookingList>> {
    read(&state, caller, spoken, |board| board.bookings()).await
}

async fn read<T: Send + 'static>(
    state: &AppState,
    caller: PersonReader,
    spoken: Spoken,
    tell: impl FnOnce(&Board<'_>) -> T + Send + 'static,
) -> Answer<Json<T>> {
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let person = tx.find_person(&caller.person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
        let language = spoken.language.unwrap_or(person.language);
        let board = Board::find(tx, &shared, &person.id, &language, shared.clock.now()).await?;
        Ok::<_, ApiError>(tell(&board))
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

/// What the person wants with a slot.
enum Wish {
    Book,
    Cancel(Option<ReasonId>),
    Join,
    Leave,
    Accept,
    Decline,
}

/// A wish on its way into one transaction.
struct Work {
    state: AppState,
    person_id: PersonId,
    slot_id: SlotId,
    language: Option<String>,
    wish: Wish,
}

pub async fn book(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<SlotView>)> {
    Work::new(&state, caller, id, spoken, Wish::Book).once(write.attempt).await
}

pub async fn cancel(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
    write: Write<CancelBooking>,
) -> Answer<(StatusCode, Json<SlotView>)> {
    let reason = write.body.reason;
    let known = &state.library.workshops("").cancel_reasons;
    if reason.as_ref().is_some_and(|id| known.iter().all(|one| one.id != *id)) {
        return Err(ErrorCode::BookingReasonRefused.into());
    }
    Work::new(&state, caller, id, spoken, Wish::Cancel(reason)).once(write.attempt).await
}

pub async fn join(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<SlotView>)> {
    Work::new(&state, caller, id, spoken, Wish::Join).once(write.attempt).await
}

pub async fn leave(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<SlotView>)> {
    Work::new(&state, caller, id, spoken, Wish::Leave).once(write.attempt).await
}

pub async fn accept(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<SlotView>)> {
    Work::new(&state, caller, id, spoken, Wish::Accept).once(write.attempt).await
}

pub async fn decline(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<SlotView>)> {
    Work::new(&state, caller, id, spoken, Wish::Decline).once(write.attempt).await
}

impl Work {
    fn new(state: &AppState, caller: PersonSession, slot_id: SlotId, spoken: Spoken, wish: Wish) -> Self {
        Self { state: state.clone(), person_id: caller.person_id, slot_id, language: spoken.language, wish }
    }

    async fn once(self, attempt: Attempt) -> Answer<(StatusCode, Json<SlotView>)> {
        let (state, owner) = (self.state.clone(), person_owner(&self.person_id));
        let done = once(&state, owner, attempt, StatusCode::OK, move |tx| Box::pin(self.run(tx)));
        let (status, slot) = done.await?;
        Ok((status, Json(slot)))
    }

    async fn run(self, tx: &mut Tx) -> Result<SlotView, ApiError> {
        let Self { state, person_id, slot_id, language, wish } = self;
        let (slot, person, moment) = (&slot_id, &person_id, moment(&state));
        let seat = match wish {
            Wish::Book => {
                let booking = NewBooking { id: new_id(), booked_by: None };
                tx.take_seat(slot, person, booking, moment).await?
            }
            Wish::Cancel(reason) => tx.cancel_booking(slot, person, reason.as_ref(), moment).await?,
            Wish::Join => tx.join_waitlist(slot, person, &new_id(), moment).await?,
            Wish::Leave => tx.leave_waitlist(slot, person, moment).await?,
            Wish::Accept => tx.accept_offer(slot, person, moment).await?,
            Wish::Decline => tx.decline_offer(slot, person, moment).await?,
        };
        require(seat)?;
        let language = match language {
            Some(language) => language,
            None => tx.find_person(person).await?.ok_or(ErrorCode::SessionNeeded)?.language,
        };
        let own = Board::find_own(tx, &state, person, &language, moment.now).await?;
        if let Some(view) = own.slot(slot) {
            return Ok(view);
        }
        // Nothing was given back of a slot that the person never had to do with: it is among the others.
        let all = Board::find(tx, &state, person, &language, moment.now).await?;
        all.slot(slot).ok_or_else(|| ErrorCode::NotFound.into())
    }
}

pub fn new_id() -> BookingId {
    BookingId::new(random_id()).expect("BUG: a random id is an identifier")
}

pub fn moment(state: &AppState) -> Moment {
    Moment { now: state.clock.now(), terms: state.library.offer_terms() }
}

/// # Errors
/// The code of what is in the way.
pub fn require(seat: Seat) -> Result<(), ErrorCode> {
    match seat {
        Seat::Done => Ok(()),
        Seat::NoSlot => Err(ErrorCode::NotFound),
        Seat::NoOffer => Err(ErrorCode::BookingNoOffer),
        Seat::PlaceFree => Err(ErrorCode::BookingPlaceFree),
        Seat::Refused(BookingRefusal::Full) => Err(ErrorCode::BookingFull),
        Seat::Refused(BookingRefusal::Clash) => Err(ErrorCode::BookingClash),
        Seat::Refused(BookingRefusal::Begun) => Err(ErrorCode::BookingBegun),
        Seat::Refused(BookingRefusal::Cancelled) => Err(ErrorCode::BookingCancelled),
        Seat::Refused(BookingRefusal::NotInvited) => Err(ErrorCode::BookingNotInvited),
        Seat::Refused(BookingRefusal::OtherDay) => Err(ErrorCode::BookingOtherDay),
        Seat::Refused(BookingRefusal::NotYet) => Err(ErrorCode::BookingNotYet),
        Seat::Refused(BookingRefusal::EnoughTalks) => Err(ErrorCode::BookingEnoughTalks),
    }
}
