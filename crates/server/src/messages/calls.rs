//! Whom somebody has to call: those who get no messages, and those whom none has reached.

use crate::access::note;
use crate::error::{Answer, ApiError};
use crate::extract::{Params, StaffSession, Write};
use crate::idempotency::{once, staff_owner};
use crate::papers::Spoken;
use crate::staff::find_caller;
use crate::state::AppState;
use crate::venue;
use crate::workshops::board::title;
use crate::workshops::is_theirs;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use content::Workshops;
use contract::ErrorCode;
use contract::messages::staff::{CallList, CallUntil, CallView, MARK_CALLED, MarkCalled};
use domain::messages::{MessageKind, Phone, is_over};
use store::{Matter, Message, ToCall, Tx};

/// Lines looked at.
const LIMIT: u32 = 500;

pub async fn list(
    State(state): State<AppState>,
    caller: StaffSession,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<CallList>> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let (shared, now) = (state.clone(), state.clock.now());
    let job = async move |tx: &mut Tx| {
        let workshops = shared.library.workshops(shared.library.language_for(spoken.language.as_deref()));
        let mut calls = Vec::new();
        for call in tx.list_messages_to_call(LIMIT).await? {
            let is_true = call.message.kind.is_called_for()
                && call.about.as_ref().is_some_and(|about| !is_over(call.message.kind, about.occasion, now));
            if is_true && is_theirs(tx, &staff, &call.person_id).await? {
                calls.extend(view(workshops, call));
            }
        }
        Ok::<_, ApiError>(CallList { calls })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

/// `None` when the content no longer has the workshop.
fn view(workshops: &Workshops, call: ToCall) -> Option<CallView> {
    let about = call.about?;
    let is_offer = call.message.kind == MessageKind::PlaceOffered;
    let until = about.occasion.offer_until.filter(|_| is_offer);
    let until = until.and_then(|until| venue::appointment_in(until, about.zone));
    Some(CallView {
        kind: call.message.kind,
        reference: call.message.reference,
        person: call.person_id,
        first_name: call.first_name,
        last_name: call.last_name,
        phone: call.reach.phone.as_ref().map(Phone::shown),
        title: match &about.matter {
            Matter::Slot { workshop, label } => title(workshops.kind(workshop)?, label),
            Matter::Forum(name) | Matter::Month(name) => name.clone(),
            Matter::News | Matter::Meeting | Matter::Code(_) => String::new(),
        },
        when: venue::when(about.span, about.zone)?,
        until: until.map(|until| CallUntil { day: until.day, time: until.time }),
    })
}

pub async fn mark(
    State(state): State<AppState>,
    caller: StaffSession,
    write: Write<MarkCalled>,
) -> Answer<StatusCode> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let (owner, now) = (staff_owner(&staff.id), state.clock.now());
    let message = Message { kind: write.body.kind, reference: write.body.reference };
    let work = async move |tx: &mut Tx| {
        let person_id = tx.find_message_person(&message).await?.ok_or(ErrorCode::NotFound)?;
        if !is_theirs(tx, &staff, &person_id).await? {
            return Err(ErrorCode::NotFound.into());
        }
        tx.mark_called(&message, &staff.id, now).await?;
        let object = Some(message.reference.to_string());
        note(tx, &person_id, &staff.id, &MARK_CALLED, object, now).await.map_err(ApiError::from)
    };
    let done = once(&state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, ())| status)
}
