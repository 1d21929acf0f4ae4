//! The person's own writes to their actions: choosing, saying, dating, taking back (P3, P4).

use super::compose::{Teller, can_undo, find_reason};
use super::find::{find_pathway, find_sent};
use crate::error::{Answer, ApiError};
use crate::extract::{IfMatch, NoBody, Param, Params, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::keys::random_id;
use crate::papers::Spoken;
use crate::questionnaire::version_tag;
use crate::state::AppState;
use crate::venue;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use contract::ErrorCode;
use contract::pathway::{ActionView, AddAction, DateAction, UPDATE_ACTION, UpdateAction};
use domain::ids::{ActionId, PersonId};
use domain::pathway::{
    ActionSource, ActionState, ActionStatus, ActionTitle, Aim, MAX_OPEN_OWN_ACTIONS, Milestone, undo,
};
use domain::time::Timestamp;
use store::{Action, ActionEvent, Added, Change, EventKind, Tx, Updated};

pub async fn add_action(
    State(state): State<AppState>,
    caller: PersonSession,
    Params(spoken): Params<Spoken>,
    write: Write<AddAction>,
) -> Answer {
    let aim = match write.body {
        AddAction::Sheet(sheet) if state.library.has_sheet(&sheet) => Aim::Sheet(sheet),
        AddAction::Sheet(_) => return Err(ErrorCode::PathwayUnknownSheet.into()),
        AddAction::Title(title) => {
            Aim::Own(ActionTitle::new(&title).map_err(|_| ErrorCode::PathwayTitleRefused)?)
        }
    };
    let (person_id, now) = (caller.person_id, state.clock.now());
    let (owner, shared) = (person_owner(&person_id), state.clone());
    let work = async move |tx: &mut Tx| {
        let source = source_of(tx, &shared, &person_id, &aim).await?;
        let id = ActionId::new(random_id()).expect("BUG: a random id is an identifier");
        let action = Action::chosen(id, aim, source, now);
        match tx.add_action(&person_id, action, &Change::by_person(EventKind::Added, now)).await? {
            Added::Added(action) => view_in(tx, &shared, &person_id, &action, spoken.language).await,
            Added::AlreadyOpen(_) => Err(ErrorCode::PathwayActionOpen.into()),
        }
    };
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    let (status, view) = done.await?;
    let place = UPDATE_ACTION.path_with(&[view.id.as_str()]);
    Ok((status, version_tag(view.version), [(LOCATION, place)], Json(view)).into_response())
}

async fn source_of(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    aim: &Aim,
) -> Result<ActionSource, ApiError> {
    let Some(sheet) = aim.sheet() else {
        let actions = tx.list_actions(person_id).await?;
        let own = actions.iter().filter(|action| action.aim.sheet().is_none() && action.state.is_open());
        let is_full = own.count() >= MAX_OPEN_OWN_ACTIONS;
        return if is_full { Err(ErrorCode::PathwayTooMany.into()) } else { Ok(ActionSource::Own) };
    };
    let sent = find_sent(tx, state, person_id, "").await?;
    let is_suggested = sent.is_some_and(|sent| sent.suggestions.iter().any(|one| one.sheet == *sheet));
    Ok(if is_suggested { ActionSource::Suggested } else { ActionSource::Own })
}

pub async fn update_action(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<ActionId>,
    Params(spoken): Params<Spoken>,
    IfMatch(version): IfMatch,
    write: Write<UpdateAction>,
) -> Answer {
    let UpdateAction { status, reason } = write.body;
    let known = &state.library.conversation("").stuck_reasons;
    if reason.as_ref().is_some_and(|id| status != ActionStatus::Stuck || find_reason(known, id).is_none()) {
        return Err(ErrorCode::PathwayReasonRefused.into());
    }
    let step = move |before: &ActionState, _: &[ActionEvent]| {
        before.said(status, reason).ok_or(ErrorCode::PathwayStatusRefused)
    };
    let attempt = write.attempt;
    change(Changing { state, caller, id, spoken, version, attempt, kind: EventKind::Said }, step).await
}

pub async fn date_action(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<ActionId>,
    Params(spoken): Params<Spoken>,
    IfMatch(version): IfMatch,
    write: Write<DateAction>,
) -> Answer {
    let DateAction { due, appointment, reminder } = write.body;
    let appointment_at = match appointment {
        None => None,
        Some(asked) => Some(venue::instant(asked).ok_or(ErrorCode::PathwayDatesRefused)?),
    };
    let step = move |before: &ActionState, _: &[ActionEvent]| {
        before.dated(due, appointment_at, reminder).ok_or(ErrorCode::PathwayDatesRefused)
    };
    let attempt = write.attempt;
    change(Changing { state, caller, id, spoken, version, attempt, kind: EventKind::Dated }, step).await
}

pub async fn undo_change(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<ActionId>,
    Params(spoken): Params<Spoken>,
    IfMatch(version): IfMatch,
    write: Write<NoBody>,
) -> Answer {
    let step = move |_: &ActionState, events: &[ActionEvent]| {
        let states: Vec<ActionState> = events.iter().map(|event| event.state.clone()).collect();
        undo(&states).filter(|_| can_undo(events)).ok_or(ErrorCode::PathwayNothingToUndo)
    };
    let attempt = write.attempt;
    change(Changing { state, caller, id, spoken, version, attempt, kind: EventKind::Undone }, step).await
}

/// A change of one action by the person.
struct Changing {
    state: AppState,
    caller: PersonSession,
    id: ActionId,
    spoken: Spoken,
    version: u64,
    attempt: crate::idempotency::Attempt,
    kind: EventKind,
}

/// Brings an action into the state that `step` gives for its state and history, once.
async fn change<F>(changing: Changing, step: F) -> Answer
where
    F: FnOnce(&ActionState, &[ActionEvent]) -> Result<ActionState, ErrorCode> + Send + 'static,
{
    let Changing { state, caller, id, spoken, version, attempt, kind } = changing;
    let (person_id, now) = (caller.person_id, state.clock.now());
    let (owner, shared) = (person_owner(&person_id), state.clone());
    let work = async move |tx: &mut Tx| {
        let before = tx.find_action(&person_id, &id).await?.ok_or(ErrorCode::NotFound)?;
        if before.version != version {
            return Err(ErrorCode::PathwayChangedElsewhere.into());
        }
        let mut events = tx.list_action_events(&person_id).await?;
        events.retain(|event| event.action_id == id);
        let next = step(&before.state, &events)?;
        let change = Change::by_person(kind, now);
        match tx.change_action(&person_id, &id, version, &next, &change).await? {
            Updated::Updated(action) => {
                note_done(tx, &person_id, &before.state, &events, &action, now).await?;
                view_in(tx, &shared, &person_id, &action, spoken.language).await
            }
            Updated::Stale(_) => Err(ErrorCode::PathwayChangedElsewhere.into()),
            Updated::AlreadyOpen(_) => Err(ErrorCode::PathwayActionOpen.into()),
            Updated::NotFound => Err(ErrorCode::NotFound.into()),
        }
    };
    let done =
        once(&state, owner, attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    let (status, view) = done.await?;
    Ok((status, version_tag(view.version), Json(view)).into_response())
}

/// Notes the milestone of a first action that is done; takes it back when the change that reached it is taken back.
async fn note_done(
    tx: &mut Tx,
    person_id: &PersonId,
    before: &ActionState,
    events: &[ActionEvent],
    after: &Action,
    now: Timestamp,
) -> Result<(), ApiError> {
    let (was_done, is_done) = (before.status == ActionStatus::Done, after.state.status == ActionStatus::Done);
    if is_done && !was_done {
        tx.add_milestone(person_id, Milestone::ActionDone, now).await?;
    }
    if was_done && !is_done {
        for event in events.iter().filter(|event| event.state.status == ActionStatus::Done) {
            tx.remove_milestone(person_id, Milestone::ActionDone, event.change.at).await?;
        }
        // Another action that is done keeps the milestone, from when it was done.
        let others = tx.list_actions(person_id).await?;
        let done = others.iter().filter(|action| action.state.status == ActionStatus::Done);
        if let Some(at) = done.map(|action| action.updated_at).min() {
            tx.add_milestone(person_id, Milestone::ActionDone, at).await?;
        }
    }
    Ok(())
}

async fn view_in(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    action: &Action,
    language: Option<String>,
) -> Result<ActionView, ApiError> {
    let found = find_pathway(tx, state, person_id, language.as_deref()).await?;
    let found = found.ok_or(ErrorCode::SessionNeeded)?;
    let language = language.unwrap_or_else(|| found.person.language.clone());
    Teller::new(state, &language).action(action, &found).ok_or_else(|| ErrorCode::PathwayUnknownSheet.into())
}
