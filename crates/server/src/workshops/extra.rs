//! What a coordinator does rarely: a place beyond the plan, with the reason (W3); a draft that goes.

use super::person::{moment, new_id, require};
use super::staff::find_view;
use crate::access::note;
use crate::coordinator::require_coordinator;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, Params, StaffSession, Write};
use crate::idempotency::{once, staff_owner};
use crate::papers::Spoken;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::workshops::staff::{ADD_EXTRA_SEAT, AddExtraSeat, StaffSlot};
use domain::ids::SlotId;
use domain::workshops::read_message;
use store::{NewBooking, SlotChanged, Tx};

pub async fn add(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<SlotId>,
    Params(spoken): Params<Spoken>,
    write: Write<AddExtraSeat>,
) -> Answer<(StatusCode, Json<StaffSlot>)> {
    let staff = require_coordinator(&state, caller).await?;
    let reason = read_message(&write.body.reason).ok_or(ErrorCode::SlotMessageRefused)?.to_owned();
    let (owner, shared, moment) = (staff_owner(&staff.id), state.clone(), moment(&state));
    let person = write.body.person;
    let work = async move |tx: &mut Tx| {
        tx.find_person(&person).await?.ok_or(ErrorCode::NotFound)?;
        let booking = NewBooking { id: new_id(), booked_by: Some(staff.id.clone()) };
        require(tx.add_extra_seat(&id, &person, booking, &reason, moment).await?)?;
        note(tx, &person, &staff.id, &ADD_EXTRA_SEAT, Some(id.to_string()), moment.now).await?;
        find_view(tx, &shared, &id, spoken.language.as_deref()).await
    };
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, slot)| (status, Json(slot)))
}

pub async fn delete(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<SlotId>,
    write: Write<NoBody>,
) -> Answer<StatusCode> {
    let staff = require_coordinator(&state, caller).await?;
    let work = async move |tx: &mut Tx| match tx.remove_draft(&id).await? {
        SlotChanged::Done => Ok(()),
        SlotChanged::NoSlot => Err(ApiError::from(ErrorCode::NotFound)),
        _ => Err(ErrorCode::SlotFixed.into()),
    };
    let done = once(&state, staff_owner(&staff.id), write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, ())| status)
}
