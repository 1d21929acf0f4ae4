//! What staff do with slots: a coordinator makes them, a référent books for those they follow.

use super::board::{SLOTS_LIMIT, duration_min, is_known, small, title};
use super::person::{moment, new_id, require};
use crate::access::{note, require_followed};
use crate::coordinator::{Changed, Work, is_coordinator};
use crate::error::{Answer, ApiError};
use crate::extract::{IfMatch, NoBody, Param, Params, StaffSession, Write};
use crate::idempotency::{once, staff_owner};
use crate::keys::random_id;
use crate::papers::Spoken;
use crate::staff::find_caller;
use crate::state::AppState;
use crate::venue;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use content::{Venue, Workshops};
use contract::ErrorCode;
use contract::pathway::AppointmentAt;
use contract::workshops::staff::{
    AttendanceList, AttendeeView, BOOK_FOR_CLIENT, BookForClient, CancelSlot, RECORD_ATTENDANCE,
    RecordAttendance, StaffSlot, StaffSlotList, VenueChoice, WaiterView, WorkshopChoice, WriteSlot,
};
use domain::ids::{PersonId, ProposalId, SlotId};
use domain::pathway::Milestone;
use domain::time::Timestamp;
use domain::workshops::{Attendance, SlotState, Span, check_slot, is_in_school_hours, is_open, read_message};
use store::{Attendee, BoxFuture, HoursProposal, NewBooking, Slot, SlotChange, SlotChanged, Staff, Tx};

/// How long what has been stays in the list.
const PAST_S: i64 = 30 * 86_400;

pub async fn list(
    State(state): State<AppState>,
    caller: StaffSession,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<StaffSlotList>> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let after = state.clock.now().plus_s(-PAST_S);
    let found =
        state.store.read(move |tx| Box::pin(async move { tx.list_slots(after, SLOTS_LIMIT).await })).await;
    let mut slots = found.map_err(|error: store::Error| ApiError::from(error))?;
    let workshops = workshops(&state, spoken.language.as_deref());
    slots.retain(|slot| is_coordinator(&staff) || slot.state != SlotState::Draft);
    slots.retain(|slot| is_known(workshops, slot));
    let kinds = workshops.kinds.iter().map(|kind| WorkshopChoice {
        id: kind.id.clone(),
        title: kind.title.clone(),
        duration_min: kind.duration_min,
        places: kind.places,
    });
    Ok(Json(StaffSlotList {
        slots: slots.iter().filter_map(|slot| view(workshops, slot)).collect(),
        workshops: kinds.collect(),
        venues: venue_choices(workshops),
    }))
}

pub async fn create(
    State(state): State<AppState>,
    caller: StaffSession,
    Params(spoken): Params<Spoken>,
    write: Write<WriteSlot>,
) -> Answer<(StatusCode, Json<StaffSlot>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let change = read_change(&state, &write.body).ok_or(ErrorCode::SlotRefused)?;
    let slot = Slot::draft(SlotId::new(random_id()).expect("BUG: a random id is an identifier"), change);
    let show = see(slot.id.clone());
    work.once(
        write.attempt,
        StatusCode::CREATED,
        move |tx, staff, now| {
            Box::pin(async move {
                tx.insert_slot(&slot, &staff.id, now).await?;
                Ok(SlotChanged::Done)
            })
        },
        show,
    )
    .await
}

pub async fn update(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
    IfMatch(version): IfMatch,
    write: Write<WriteSlot>,
) -> Answer<(StatusCode, Json<StaffSlot>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let change = read_change(&state, &write.body).ok_or(ErrorCode::SlotRefused)?;
    let (slot_id, moment) = (id.clone(), moment(&state));
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, _, _| Box::pin(async move { tx.change_slot(&slot_id, version, &change, moment).await }),
        see(id),
    )
    .await
}

pub async fn publish(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<StaffSlot>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let slot_id = id.clone();
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, _, now| Box::pin(async move { tx.publish_slot(&slot_id, now).await }),
        see(id),
    )
    .await
}

pub async fn cancel(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
    write: Write<CancelSlot>,
) -> Answer<(StatusCode, Json<StaffSlot>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let message = read_message(&write.body.message).ok_or(ErrorCode::SlotMessageRefused)?.to_owned();
    let slot_id = id.clone();
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, _, now| Box::pin(async move { tx.cancel_slot(&slot_id, &message, now).await }),
        see(id),
    )
    .await
}

impl Changed for SlotChanged {
    fn refusal(&self) -> Option<ErrorCode> {
        match self {
            Self::Done => None,
            Self::NoSlot => Some(ErrorCode::NotFound),
            Self::Stale => Some(ErrorCode::SlotChangedElsewhere),
            Self::Fixed => Some(ErrorCode::SlotFixed),
            Self::BelowTaken { .. } => Some(ErrorCode::SlotBelowTaken),
            Self::Begun => Some(ErrorCode::SlotBegun),
        }
    }
}

/// The slot as it is after a change.
fn see(id: SlotId) -> impl for<'t> FnOnce(&'t mut Tx, Work) -> BoxFuture<'t, Result<StaffSlot, ApiError>> {
    move |tx, Work { state, language, .. }| {
        Box::pin(async move { find_view(tx, &state, &id, language.as_deref()).await })
    }
}

/// What is asked for, when it can be.
fn read_change(state: &AppState, asked: &WriteSlot) -> Option<SlotChange> {
    let workshops = state.library.workshops("");
    let venue = workshops.venue(&asked.venue)?;
    workshops.kinds.iter().find(|kind| kind.id == asked.workshop)?;
    let from = venue::instant_in(AppointmentAt { day: asked.day, time: asked.time }, venue.zone)?;
    let span = Span { from, to: from.plus_s(i64::from(asked.duration_min) * 60) };
    check_slot(span, asked.capacity, state.clock.now()).ok()?;
    Some(SlotChange {
        workshop: asked.workshop.clone(),
        venue: asked.venue.clone(),
        zone: venue.zone,
        span,
        capacity: u64::from(asked.capacity),
        childcare: asked.childcare,
    })
}

pub async fn get_attendance(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<AttendanceList>> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let slot = find_view(tx, &shared, &id, spoken.language.as_deref()).await?;
        if slot.state == SlotState::Draft && !is_coordinator(&staff) {
            return Err(ErrorCode::NotFound.into());
        }
        let mut people = Vec::new();
        for attendee in tx.list_attendees(&id).await? {
            if is_theirs(tx, &staff, &attendee.person_id).await? {
                people.push(on_wire(attendee));
            }
        }
        let mut waiting = Vec::new();
        let mut rank = 0;
        for waiter in tx.list_waiters(&id).await? {
            rank += u32::from(waiter.offer_until.is_none());
            if is_theirs(tx, &staff, &waiter.person_id).await? {
                waiting.push(WaiterView {
                    rank: waiter.offer_until.is_none().then_some(rank),
                    person: waiter.person_id,
                    first_name: waiter.first_name,
                    last_name: waiter.last_name,
                    offer_until: waiter.offer_until,
                });
            }
        }
        Ok::<_, ApiError>(AttendanceList { slot, people, waiting })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

pub async fn record_attendance(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<SlotId>,
    write: Write<RecordAttendance>,
) -> Answer<(StatusCode, Json<AttendeeView>)> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let (owner, now) = (staff_owner(&staff.id), state.clock.now());
    let RecordAttendance { person, attendance } = write.body;
    let work = async move |tx: &mut Tx| {
        let slot = tx.find_slot(&id).await?.ok_or(ErrorCode::NotFound)?;
        let attendee = tx.find_attendee(&id, &person).await?.ok_or(ErrorCode::NotFound)?;
        if !is_theirs(tx, &staff, &person).await? {
            return Err(ErrorCode::NotFound.into());
        }
        if is_open(slot.span, now) {
            return Err(ErrorCode::AttendanceEarly.into());
        }
        tx.record_attendance(&id, &person, attendance, now).await?;
        follow_up(tx, &slot, &attendee, attendance, now).await?;
        note(tx, &person, &staff.id, &RECORD_ATTENDANCE, Some(attendee.booking_id.to_string()), now).await?;
        Ok::<_, ApiError>(on_wire(Attendee { status: attendance.into(), ..attendee }))
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    done.await.map(|(status, view)| (status, Json(view)))
}

/// Being there is a milestone, and proposes the hours once, whatever is noted later (W16).
async fn follow_up(
    tx: &mut Tx,
    slot: &Slot,
    attendee: &Attendee,
    attendance: Attendance,
    now: Timestamp,
) -> Result<(), ApiError> {
    if attendance != Attendance::Attended {
        return Ok(());
    }
    let Some(when) = venue::when(slot.span, slot.zone) else { return Ok(()) };
    tx.add_milestone(&attendee.person_id, Milestone::WorkshopAttended, now).await?;
    let proposal = HoursProposal {
        id: ProposalId::new(attendee.booking_id.as_str()).expect("BUG: both are identifiers"),
        held_on: when.day,
        n_minutes: u64::from(duration_min(slot.span)),
        workshop: slot.workshop.clone(),
        proposed_at: now,
        answer: None,
    };
    tx.propose_hours(&attendee.person_id, &proposal).await?;
    Ok(())
}

pub async fn book_for(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(person_id): Param<PersonId>,
    Params(spoken): Params<Spoken>,
    write: Write<BookForClient>,
) -> Answer<(StatusCode, Json<StaffSlot>)> {
    let (owner, shared, moment) = (staff_owner(&caller.staff_id), state.clone(), moment(&state));
    let (staff_id, slot_id) = (caller.staff_id, write.body.slot);
    let work = async move |tx: &mut Tx| {
        require_followed(tx, &staff_id, &person_id).await?;
        let booking = NewBooking { id: new_id(), booked_by: Some(staff_id.clone()) };
        let seat = tx.take_seat(&slot_id, &person_id, booking, moment).await?;
        require(seat)?;
        note(tx, &person_id, &staff_id, &BOOK_FOR_CLIENT, Some(slot_id.to_string()), moment.now).await?;
        find_view(tx, &shared, &slot_id, spoken.language.as_deref()).await
    };
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, slot)| (status, Json(slot)))
}

/// Whether someone may be seen: a coordinator sees everybody, a référent those they follow.
///
/// # Errors
/// When the store fails.
pub async fn is_theirs(tx: &mut Tx, staff: &Staff, person_id: &PersonId) -> Result<bool, ApiError> {
    if is_coordinator(staff) {
        return Ok(true);
    }
    Ok(tx.find_followed(&staff.id, person_id).await?.is_some() || tx.follows(&staff.id, person_id).await?)
}

pub(crate) fn workshops<'a>(state: &'a AppState, language: Option<&str>) -> &'a Workshops {
    state.library.workshops(state.library.language_for(language))
}

/// Where something can take place.
pub(crate) fn venue_choices(workshops: &Workshops) -> Vec<VenueChoice> {
    let choice =
        |venue: &Venue| VenueChoice { id: venue.id.clone(), name: venue.name.clone(), zone: venue.zone };
    workshops.venues.iter().map(choice).collect()
}

pub(super) async fn find_view(
    tx: &mut Tx,
    state: &AppState,
    id: &SlotId,
    language: Option<&str>,
) -> Result<StaffSlot, ApiError> {
    let slot = tx.find_slot(id).await?.ok_or(ErrorCode::NotFound)?;
    view(workshops(state, language), &slot).ok_or_else(|| ErrorCode::NotFound.into())
}

/// `None` when the content no longer has the workshop or the venue.
pub(crate) fn view(workshops: &Workshops, slot: &Slot) -> Option<StaffSlot> {
    let (kind, venue) = (workshops.kind(&slot.workshop)?, workshops.venue(&slot.venue)?);
    let (when, duration_min) = (venue::when(slot.span, slot.zone)?, duration_min(slot.span));
    Some(StaffSlot {
        id: slot.id.clone(),
        workshop: kind.id.clone(),
        title: title(kind, slot.label()),
        venue: venue.id.clone(),
        venue_name: venue.name.clone(),
        when,
        duration_min,
        capacity: small(slot.capacity),
        n_extra: small(slot.n_extra),
        n_booked: small(slot.n_booked),
        n_held: small(slot.n_held),
        n_waiting: small(slot.n_waiting),
        childcare: slot.childcare,
        school_hours: is_in_school_hours(when.day, when.from, duration_min),
        state: slot.state,
        message: slot.message.clone(),
        month: slot.of_month.as_ref().map(|of| of.month.clone()),
        version: slot.version,
    })
}

fn on_wire(attendee: Attendee) -> AttendeeView {
    AttendeeView {
        person: attendee.person_id,
        first_name: attendee.first_name,
        last_name: attendee.last_name,
        status: attendee.status,
    }
}
