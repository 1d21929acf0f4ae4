//! What the people who follow a person see of their pathway and do about it: the reply (P5), an action that they bring,
//! the hours that were agreed (P7).

use super::compose::{Teller, as_choice, find_reason};
use super::find::{Found, find_pathway};
use crate::access::{note, require_followed};
use crate::error::{Answer, ApiError};
use crate::extract::{IfMatch, Param, Params, StaffSession, Write};
use crate::idempotency::{once_about, staff_owner};
use crate::keys::random_id;
use crate::papers::Spoken;
use crate::questionnaire::version_tag;
use crate::staff::find_caller;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::ErrorCode;
use contract::pathway::{AgreementView, ReplyView};
use contract::staff::{
    AgreeHours, BringAction, ClientAction, ClientPathway, GET_CLIENT_PATHWAY, ReplyToDispute, SheetChoice,
};
use domain::ids::{ActionId, DisputeId, PersonId};
use domain::pathway::{ActionSource, ActionState, Aim, check_hours, is_told, read_reply};
use domain::questionnaire::Reader;
use std::collections::BTreeMap;
use store::{Action, Actor, Added, Change, EventKind, HoursAgreement, Reply, Tx};

/// The look is noted before it is answered: when nothing can be noted, nothing is shown.
pub async fn get_client_pathway(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(person_id): Param<PersonId>,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<ClientPathway>> {
    let language = state.library.language_for(spoken.language.as_deref()).to_owned();
    let (shared, wanted, now) = (state.clone(), language.clone(), state.clock.now());
    let job = async move |tx: &mut Tx| {
        let reader = require_followed(tx, &caller.staff_id, &person_id).await?;
        let found = find_pathway(tx, &shared, &person_id, Some(&wanted)).await?;
        let found = found.ok_or(ErrorCode::NotFound)?;
        note(tx, &person_id, &caller.staff_id, &GET_CLIENT_PATHWAY, None, now).await?;
        Ok::<_, ApiError>((found, reader))
    };
    let (found, reader) = state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    let teller = Teller::new(&state, &language);
    let sheets = teller.pathway.sheets.iter();
    Ok(Json(ClientPathway {
        actions: found.actions.iter().map(|action| tell(&teller, action, &found, reader)).collect(),
        hours: teller.hours(&found),
        sheets: sheets
            .map(|sheet| SheetChoice { id: sheet.id.clone(), title: sheet.title.clone() })
            .collect(),
        hours_reasons: teller.conversation.hours_reasons.iter().map(as_choice).collect(),
    }))
}

/// The actions of someone as `reader` may know them.
///
/// # Errors
/// When the store fails.
pub async fn list_told(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    language: Option<&str>,
    reader: Reader,
) -> Result<Vec<ClientAction>, ApiError> {
    let language = state.library.language_for(language).to_owned();
    let found = find_pathway(tx, state, person_id, Some(&language)).await?.ok_or(ErrorCode::NotFound)?;
    let teller = Teller::new(state, &language);
    Ok(found.actions.iter().map(|action| tell(&teller, action, &found, reader)).collect())
}

/// An action without what the person keeps for themselves.
fn tell(teller: &Teller<'_>, action: &Action, found: &Found, reader: Reader) -> ClientAction {
    let sheet = action.aim.sheet().and_then(|id| teller.pathway.sheet(id));
    let kept = found.sent.as_ref().map(|sent| sent.kept_from(reader)).unwrap_or_default();
    let view = teller.action(action, found).filter(|_| is_told(action.source, sheet, &kept));
    ClientAction {
        id: action.id.clone(),
        source: action.source,
        status: action.state.status,
        due: action.state.due,
        appointment: action.state.appointment_at.and_then(crate::venue::appointment),
        changed_at: action.updated_at,
        dispute: teller.dispute(action.id.as_str(), found),
        reason: view.as_ref().and_then(|view| view.reason.as_ref().map(|reason| reason.label.clone())),
        title: view.map(|view| view.title),
    }
}

pub async fn bring_action(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(person_id): Param<PersonId>,
    Params(spoken): Params<Spoken>,
    write: Write<BringAction>,
) -> Answer<(StatusCode, Json<ClientAction>)> {
    let BringAction { sheet, due } = write.body;
    if !state.library.has_sheet(&sheet) {
        return Err(ErrorCode::PathwayUnknownSheet.into());
    }
    let staff = find_caller(&state, caller.staff_id).await?;
    let (owner, now, shared) = (staff_owner(&staff.id), state.clock.now(), state.clone());
    let language = state.library.language_for(spoken.language.as_deref()).to_owned();
    let work = async move |tx: &mut Tx| {
        let reader = require_followed(tx, &staff.id, &person_id).await?;
        let id = ActionId::new(random_id()).expect("BUG: a random id is an identifier");
        let action = Action {
            brought_by: Some(staff.id.clone()),
            state: ActionState { due, ..ActionState::planned() },
            ..Action::chosen(id, Aim::Sheet(sheet), ActionSource::Referent, now)
        };
        let change = Change { kind: EventKind::Added, actor: Actor::Staff(staff.id), at: now };
        let Added::Added(action) = tx.add_action(&person_id, action, &change).await? else {
            return Err(ErrorCode::PathwayActionOpen.into());
        };
        let found = find_pathway(tx, &shared, &person_id, Some(&language)).await?;
        let found = found.ok_or(ErrorCode::NotFound)?;
        let told = tell(&Teller::new(&shared, &language), &action, &found, reader);
        Ok::<_, ApiError>((person_id, told))
    };
    let done = once_about(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    let (status, action) = done.await?;
    Ok((status, Json(action)))
}

pub async fn reply(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<DisputeId>,
    write: Write<ReplyToDispute>,
) -> Answer<(StatusCode, Json<ReplyView>)> {
    let text = read_reply(&write.body.text).ok_or(ErrorCode::DisputeReplyRefused)?.to_owned();
    let staff = find_caller(&state, caller.staff_id).await?;
    let (owner, now) = (staff_owner(&staff.id), state.clock.now());
    let work = async move |tx: &mut Tx| {
        let dispute = tx.find_dispute(&id).await?.ok_or(ErrorCode::NotFound)?;
        require_followed(tx, &staff.id, &dispute.person_id).await?;
        let reply = Reply { text, by: staff.id.clone(), at: now };
        if !tx.reply_to_dispute(&id, &reply).await? {
            return Err(ErrorCode::DisputeClosed.into());
        }
        Ok::<_, ApiError>((
            dispute.person_id,
            ReplyView { text: reply.text, by: staff.display_name, at: now },
        ))
    };
    let done = once_about(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    let (status, reply) = done.await?;
    Ok((status, Json(reply)))
}

pub async fn agree_hours(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(person_id): Param<PersonId>,
    Params(spoken): Params<Spoken>,
    IfMatch(version): IfMatch,
    write: Write<AgreeHours>,
) -> Answer {
    let AgreeHours { weekly_hours, reason } = write.body;
    let known = &state.library.conversation("").hours_reasons;
    if reason.as_ref().is_some_and(|id| find_reason(known, id).is_none()) {
        return Err(ErrorCode::PathwayReasonRefused.into());
    }
    check_hours(weekly_hours, reason.is_some()).map_err(|_| ErrorCode::HoursRefused)?;
    let staff = find_caller(&state, caller.staff_id).await?;
    let (owner, now, shared) = (staff_owner(&staff.id), state.clock.now(), state.clone());
    let language = state.library.language_for(spoken.language.as_deref()).to_owned();
    let work = async move |tx: &mut Tx| {
        require_followed(tx, &staff.id, &person_id).await?;
        let agreement = HoursAgreement {
            version: version + 1,
            weekly_hours,
            reason,
            agreed_with: Some(staff.id.clone()),
            agreed_at: now,
        };
        if !tx.agree_hours(&person_id, version, &agreement).await? {
            return Err(ErrorCode::HoursChangedElsewhere.into());
        }
        let names = BTreeMap::from([(staff.id, staff.display_name)]);
        Ok::<_, ApiError>((person_id, Teller::new(&shared, &language).agreement(&agreement, &names)))
    };
    let done = once_about(&state, owner, write.attempt, StatusCode::OK, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    let (status, view) = done.await?;
    let view: AgreementView = view;
    Ok((status, version_tag(view.version), Json(view)).into_response())
}
