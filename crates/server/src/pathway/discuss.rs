//! What the person wants to discuss (P5), and what they say of proposed hours (P7).

use super::compose::{HOURS, Teller, find_reason};
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, Params, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::keys::random_id;
use crate::papers::Spoken;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::pathway::{AnswerHours, DisputeAbout, DisputeObjective, DisputeView, Kept, ProposalView};
use domain::ids::{DisputeId, PersonId, ProposalId};
use domain::pathway::may_dispute;
use std::collections::BTreeMap;
use store::{Dispute, Disputed, Tx};

pub async fn dispute(
    State(state): State<AppState>,
    caller: PersonSession,
    Params(spoken): Params<Spoken>,
    write: Write<DisputeObjective>,
) -> Answer<(StatusCode, Json<DisputeView>)> {
    let DisputeObjective { about, reason } = write.body;
    let known = &state.library.conversation("").dispute_reasons;
    if reason.as_ref().is_some_and(|id| find_reason(known, id).is_none()) {
        return Err(ErrorCode::PathwayReasonRefused.into());
    }
    let (person_id, now) = (caller.person_id, state.clock.now());
    let (owner, shared) = (person_owner(&person_id), state.clone());
    let work = async move |tx: &mut Tx| {
        let dispute = Dispute {
            id: DisputeId::new(random_id()).expect("BUG: a random id is an identifier"),
            about: name_about(tx, &person_id, &about).await?,
            person_id,
            reason,
            created_at: now,
            withdrawn_at: None,
            reply: None,
        };
        if tx.insert_dispute(&dispute).await? == Disputed::AlreadyOpen {
            return Err(ErrorCode::DisputeOpen.into());
        }
        let language = match spoken.language {
            Some(language) => language,
            None => {
                tx.find_person(&dispute.person_id).await?.map(|person| person.language).unwrap_or_default()
            }
        };
        Ok::<_, ApiError>(Teller::new(&shared, &language).view_dispute(&dispute, &BTreeMap::new()))
    };
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    let (status, view) = done.await?;
    Ok((status, Json(view)))
}

/// What is to be discussed, as the store names it, when it can be.
async fn name_about(tx: &mut Tx, person_id: &PersonId, about: &DisputeAbout) -> Result<String, ApiError> {
    match about {
        DisputeAbout::Action(id) => {
            let action = tx.find_action(person_id, id).await?.ok_or(ErrorCode::NotFound)?;
            let may = may_dispute(action.source);
            if may { Ok(id.to_string()) } else { Err(ErrorCode::DisputeNotPossible.into()) }
        }
        DisputeAbout::Hours => match tx.find_hours(person_id).await? {
            Some(_) => Ok(HOURS.to_owned()),
            None => Err(ErrorCode::DisputeNotPossible.into()),
        },
    }
}

pub async fn withdraw(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<DisputeId>,
    write: Write<NoBody>,
) -> Answer<Json<Kept>> {
    let (person_id, now) = (caller.person_id, state.clock.now());
    let owner = person_owner(&person_id);
    let work = async move |tx: &mut Tx| {
        if tx.withdraw_dispute(&person_id, &id, now).await? {
            return Ok(Kept { at: now });
        }
        let found = tx.find_dispute(&id).await?.filter(|dispute| dispute.person_id == person_id);
        Err::<Kept, ApiError>(match found {
            Some(_) => ErrorCode::DisputeClosed.into(),
            None => ErrorCode::NotFound.into(),
        })
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    Ok(Json(done.await?.1))
}

pub async fn answer_hours(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<ProposalId>,
    Params(spoken): Params<Spoken>,
    write: Write<AnswerHours>,
) -> Answer<Json<ProposalView>> {
    let (person_id, now, answer) = (caller.person_id, state.clock.now(), write.body.answer);
    let (owner, shared) = (person_owner(&person_id), state.clone());
    let work = async move |tx: &mut Tx| {
        if !tx.answer_hours(&person_id, &id, answer, now).await? {
            return Err(ErrorCode::NotFound.into());
        }
        let language = match spoken.language {
            Some(language) => language,
            None => tx.find_person(&person_id).await?.map(|person| person.language).unwrap_or_default(),
        };
        let proposals = tx.list_hours_proposals(&person_id).await?;
        let proposal = proposals.iter().find(|proposal| proposal.id == id);
        let view = proposal.and_then(|proposal| Teller::new(&shared, &language).proposal(proposal));
        view.ok_or_else(|| ApiError::from(ErrorCode::NotFound))
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    Ok(Json(done.await?.1))
}
