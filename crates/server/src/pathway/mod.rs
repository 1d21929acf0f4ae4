//! The pathway, its actions, what is put aside or to be discussed, and hours (P1-P8, Q11).
//!
//! `find` reads what the store knows, `compose` says it in one language; the writes stand in the file of what they change.

mod actions;
mod calendar;
mod client;
mod compose;
mod discuss;
mod find;
mod recap;
mod suggestions;

pub use client::list_told;
pub use recap::recap_of;

use crate::error::{Answer, ApiError};
use crate::extract::Params;
use crate::keys::digest;
use crate::operation::Operation;
use crate::papers::{OWN_LANGUAGE, PDF, Spoken};
use crate::preview::PersonReader;
use crate::questionnaire::has_etag;
use crate::state::AppState;
use axum::extract::State;
use axum::http::header::ETAG;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use compose::Teller;
use contract::ErrorCode;
use contract::pathway::{
    ADD_ACTION, ANSWER_HOURS, ActionView, AddAction, AnswerHours, DATE_ACTION, DISPUTE_OBJECTIVE, DateAction,
    DisputeObjective, DisputeView, GET_CALENDAR, GET_PATHWAY, GET_RECAP, Kept, PUT_ASIDE, PathwayView,
    ProposalView, TAKE_BACK, UNDO_ACTION_CHANGE, UPDATE_ACTION, UpdateAction, WITHDRAW_DISPUTE,
};
use contract::pathway::{AgreementView, ReplyView};
use contract::staff::{
    AGREE_HOURS, AgreeHours, BRING_ACTION, BringAction, ClientAction, ClientPathway, GET_CLIENT_PATHWAY,
    REPLY_TO_DISPUTE, ReplyToDispute,
};
use find::find_pathway;
use store::Tx;

pub fn operations() -> Vec<Operation> {
    use ErrorCode as Code;
    let spoken = |operation: Operation| operation.query(&[OWN_LANGUAGE]);
    vec![
        spoken(Operation::new(&GET_PATHWAY, StatusCode::OK, get_pathway))
            .gives::<PathwayView>()
            .or_not_modified(),
        spoken(Operation::new(&GET_RECAP, StatusCode::OK, recap::get_recap))
            .gives_file(PDF)
            .may_refuse(&[Code::PreviewReadOnly]),
        spoken(Operation::new(&GET_CALENDAR, StatusCode::OK, calendar::get_calendar))
            .gives_file(calendar::MEDIA_TYPE)
            .may_refuse(&[Code::PreviewReadOnly]),
        spoken(Operation::new(&ADD_ACTION, StatusCode::CREATED, actions::add_action))
            .takes::<AddAction>()
            .gives::<ActionView>()
            .may_refuse(&[
                Code::PathwayUnknownSheet,
                Code::PathwayActionOpen,
                Code::PathwayTitleRefused,
                Code::PathwayTooMany,
            ]),
        spoken(Operation::new(&UPDATE_ACTION, StatusCode::OK, actions::update_action))
            .takes::<UpdateAction>()
            .gives::<ActionView>()
            .may_refuse(&[
                Code::PathwayActionOpen,
                Code::PathwayStatusRefused,
                Code::PathwayReasonRefused,
                Code::PathwayChangedElsewhere,
            ]),
        spoken(Operation::new(&DATE_ACTION, StatusCode::OK, actions::date_action))
            .takes::<DateAction>()
            .gives::<ActionView>()
            .may_refuse(&[Code::PathwayDatesRefused, Code::PathwayChangedElsewhere]),
        spoken(Operation::new(&UNDO_ACTION_CHANGE, StatusCode::OK, actions::undo_change))
            .gives::<ActionView>()
            .may_refuse(&[
                Code::PathwayNothingToUndo,
                Code::PathwayActionOpen,
                Code::PathwayChangedElsewhere,
            ]),
        Operation::new(&PUT_ASIDE, StatusCode::OK, suggestions::put_aside)
            .gives::<Kept>()
            .may_refuse(&[Code::PathwayUnknownSheet]),
        Operation::new(&TAKE_BACK, StatusCode::OK, suggestions::take_back).gives::<Kept>(),
        spoken(Operation::new(&DISPUTE_OBJECTIVE, StatusCode::CREATED, discuss::dispute))
            .takes::<DisputeObjective>()
            .gives::<DisputeView>()
            .may_refuse(&[
                Code::NotFound,
                Code::PathwayReasonRefused,
                Code::DisputeOpen,
                Code::DisputeNotPossible,
            ]),
        Operation::new(&WITHDRAW_DISPUTE, StatusCode::OK, discuss::withdraw)
            .gives::<Kept>()
            .may_refuse(&[Code::DisputeClosed]),
        spoken(Operation::new(&ANSWER_HOURS, StatusCode::OK, discuss::answer_hours))
            .takes::<AnswerHours>()
            .gives::<ProposalView>(),
    ]
}

/// What the desk does with a pathway.
pub fn staff_operations() -> Vec<Operation> {
    use ErrorCode as Code;
    let spoken = |operation: Operation| operation.query(&[OWN_LANGUAGE]);
    vec![
        spoken(Operation::new(&GET_CLIENT_PATHWAY, StatusCode::OK, client::get_client_pathway))
            .gives::<ClientPathway>()
            .may_refuse(&[Code::ServiceDiskFull]),
        spoken(Operation::new(&BRING_ACTION, StatusCode::CREATED, client::bring_action))
            .takes::<BringAction>()
            .gives::<ClientAction>()
            .may_refuse(&[Code::PathwayUnknownSheet, Code::PathwayActionOpen]),
        Operation::new(&REPLY_TO_DISPUTE, StatusCode::CREATED, client::reply)
            .takes::<ReplyToDispute>()
            .gives::<ReplyView>()
            .may_refuse(&[Code::DisputeReplyRefused, Code::DisputeClosed]),
        spoken(Operation::new(&AGREE_HOURS, StatusCode::OK, client::agree_hours))
            .takes::<AgreeHours>()
            .gives::<AgreementView>()
            .may_refuse(&[Code::HoursRefused, Code::PathwayReasonRefused, Code::HoursChangedElsewhere]),
    ]
}

async fn get_pathway(
    State(state): State<AppState>,
    caller: PersonReader,
    Params(spoken): Params<Spoken>,
    headers: HeaderMap,
) -> Answer {
    let (shared, language) = (state.clone(), spoken.language.clone());
    let job = async move |tx: &mut Tx| {
        let PersonReader { person_id, eyes } = caller;
        let found = find_pathway(tx, &shared, &person_id, language.as_deref()).await?;
        let mut found = found.ok_or(ErrorCode::SessionNeeded)?;
        if let Some(shown) = eyes.find_shown(tx, &person_id).await? {
            found.limit_to(&shown, &shared);
        }
        Ok::<_, ApiError>(found)
    };
    let found = state.store.read(move |tx| Box::pin(async move { job(tx).await })).await?;
    let language = spoken.language.unwrap_or_else(|| found.person.language.clone());
    let view = Teller::new(&state, &language).compose(&found, state.clock.now());
    Ok(with_etag(&view, &headers))
}

/// The view with a tag of its content; 304 without it when the client has it.
fn with_etag(view: &PathwayView, headers: &HeaderMap) -> Response {
    let body = serde_json::to_vec(view).expect("BUG: what we answer is JSON");
    let etag = format!("\"{}\"", digest(&body));
    if has_etag(headers, &etag) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response();
    }
    ([(ETAG, etag)], [(axum::http::header::CONTENT_TYPE, "application/json")], body).into_response()
}
