//! The pathway and its actions (P1-P3, P8, Q11).

mod recap;

use crate::error::{Answer, ApiError};
use crate::extract::{IfMatch, Param, Params, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::keys::random_id;
use crate::library::Edition;
use crate::operation::Operation;
use crate::papers::{OWN_LANGUAGE, PDF, Spoken};
use crate::questionnaire::{has_etag, summarize, version_tag};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::ErrorCode;
use contract::pathway::{
    ADD_ACTION, ActionView, AddAction, GET_PATHWAY, GET_RECAP, PathwayView, ReasonView, SuggestionView,
    UPDATE_ACTION, UpdateAction,
};
use domain::ids::{ActionId, PersonId};
use domain::pathway::{ActionFact, Facts, Milestone, Pathway, may_person_change, next_step, view_phases};
use domain::questionnaire::{Questionnaire, Reason, Suggestion, suggest};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::{Action, ActionSource, Added, Person, Tx, Updated};

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&GET_PATHWAY, StatusCode::OK, get_pathway)
            .gives::<PathwayView>()
            .or_not_modified()
            .query(&[OWN_LANGUAGE]),
        Operation::new(&GET_RECAP, StatusCode::OK, recap::get_recap).gives_file(PDF).query(&[OWN_LANGUAGE]),
        Operation::new(&ADD_ACTION, StatusCode::CREATED, add_action)
            .takes::<AddAction>()
            .gives::<ActionView>()
            .query(&[OWN_LANGUAGE])
            .may_refuse(&[ErrorCode::PathwayUnknownSheet, ErrorCode::PathwayActionOpen]),
        Operation::new(&UPDATE_ACTION, StatusCode::OK, update_action)
            .takes::<UpdateAction>()
            .gives::<ActionView>()
            .query(&[OWN_LANGUAGE])
            .may_refuse(&[
                ErrorCode::PathwayActionOpen,
                ErrorCode::PathwayStatusRefused,
                ErrorCode::PathwayChangedElsewhere,
            ]),
    ]
}

/// What the store knows of a pathway.
struct Found {
    person: Person,
    referent: Option<contract::session::Contact>,
    submission: Option<(store::SubmissionSummary, Vec<Suggestion>, Arc<Edition>)>,
    facts: Facts,
    actions: Vec<Action>,
}

async fn get_pathway(
    State(state): State<AppState>,
    caller: PersonSession,
    Params(spoken): Params<Spoken>,
    headers: HeaderMap,
) -> Answer {
    let (shared, language) = (state.clone(), spoken.language.clone());
    let found = state.store.read(move |tx| {
        Box::pin(async move { find_pathway(tx, &shared, &caller.person_id, language.as_deref()).await })
    });
    let found = found.await?.ok_or(ErrorCode::SessionNeeded)?;
    let language = spoken.language.unwrap_or_else(|| found.person.language.clone());
    let view = compose(&state, found, &language);
    Ok(with_etag(&view, &headers))
}

async fn find_pathway(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    language: Option<&str>,
) -> Result<Option<Found>, ApiError> {
    let Some(person) = tx.find_person(person_id).await? else { return Ok(None) };
    let referent = crate::session::find_referent(tx, &person).await?;
    let language = language.unwrap_or(&person.language).to_owned();
    let submission = find_suggestions(tx, state, person_id, &language).await?;
    let mut actions = tx.list_actions(person_id).await?;
    actions.retain(|action| is_known(state, action));
    let draft = tx.find_draft(person_id).await?;
    let facts = Facts {
        milestones: tx.list_milestones(person_id).await?,
        n_draft_answers: draft.map_or(0, |draft| draft.standing_answers().0.len()),
        suggestions: submission.as_ref().map(|(_, suggestions, _)| suggestions.clone()).unwrap_or_default(),
        actions: actions.iter().map(as_fact).collect(),
    };
    Ok(Some(Found { person, referent, submission, facts, actions }))
}

/// The last sent answers with what they suggest, in the wording that was answered. A sheet that the content no longer
/// has is not suggested.
async fn find_suggestions(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    language: &str,
) -> Result<Option<(store::SubmissionSummary, Vec<Suggestion>, Arc<Edition>)>, ApiError> {
    let Some(summary) = tx.list_submissions(person_id).await?.into_iter().next() else { return Ok(None) };
    let Some(sent) = tx.find_submission(person_id, &summary.id).await? else { return Ok(None) };
    let edition = state.library.find(tx, &sent.questionnaire_version, Some(language)).await?;
    let Some(edition) = edition else {
        tracing::error!("the questions of a sent questionnaire were never published");
        return Err(ErrorCode::ServiceInternal.into());
    };
    let mut suggestions = suggest(&edition.questionnaire, &sent.answers);
    suggestions.retain(|suggestion| state.library.has_sheet(&suggestion.sheet));
    Ok(Some((summary, suggestions, edition)))
}

/// An action whose sheet the content no longer has cannot be shown; it comes back when the sheet does.
fn is_known(state: &AppState, action: &Action) -> bool {
    let is_known = state.library.has_sheet(&action.sheet);
    if !is_known {
        tracing::warn!(sheet = action.sheet.as_str(), "an action's sheet is no longer in the content");
    }
    is_known
}

fn as_fact(action: &Action) -> ActionFact {
    ActionFact { id: action.id.clone(), sheet: action.sheet.clone(), status: action.status }
}

fn compose(state: &AppState, found: Found, language: &str) -> PathwayView {
    let pathway = state.library.pathway(language);
    let Found { referent, submission, facts, actions, .. } = found;
    let is_new = |suggestion: &&Suggestion| actions.iter().all(|action| action.sheet != suggestion.sheet);
    let suggestions = submission.iter().flat_map(|(_, suggestions, edition)| {
        let new = suggestions.iter().filter(is_new);
        new.filter_map(|suggestion| view_suggestion(suggestion, pathway, &edition.questionnaire))
    });
    PathwayView {
        next_step: next_step(&facts, pathway),
        phases: view_phases(pathway, &facts.milestones),
        suggestions: suggestions.collect(),
        actions: actions.iter().filter_map(|action| view_action(action, pathway)).collect(),
        referent,
        last_submission: submission.map(|(summary, ..)| summarize(summary)),
    }
}

fn view_suggestion(
    suggestion: &Suggestion,
    pathway: &Pathway,
    questions: &Questionnaire,
) -> Option<SuggestionView> {
    let sheet = pathway.sheet(&suggestion.sheet)?.clone();
    let reasons = suggestion.reasons.iter().filter_map(|reason| view_reason(reason, questions)).collect();
    Some(SuggestionView { sheet, reasons })
}

fn view_reason(reason: &Reason, questions: &Questionnaire) -> Option<ReasonView> {
    let question = questions.question(&reason.at)?;
    Some(ReasonView {
        subject: questions.subject(&reason.at.subject)?.title.clone(),
        question: question.text.clone(),
        answer: question.option(&reason.option)?.label.clone(),
    })
}

fn view_action(action: &Action, pathway: &Pathway) -> Option<ActionView> {
    Some(ActionView {
        id: action.id.clone(),
        sheet: pathway.sheet(&action.sheet)?.clone(),
        status: action.status,
        version: action.version,
        chosen_at: action.created_at,
        changed_at: action.updated_at,
    })
}

/// The view with a tag of its content; 304 without it when the client has it.
fn with_etag(view: &PathwayView, headers: &HeaderMap) -> Response {
    let body = serde_json::to_vec(view).expect("BUG: what we answer is JSON");
    let digest: String = Sha256::digest(&body).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("\"{digest}\"");
    if has_etag(headers, &etag) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response();
    }
    ([(ETAG, etag)], [(axum::http::header::CONTENT_TYPE, "application/json")], body).into_response()
}

async fn add_action(
    State(state): State<AppState>,
    caller: PersonSession,
    Params(spoken): Params<Spoken>,
    write: Write<AddAction>,
) -> Answer {
    let sheet = write.body.sheet;
    if !state.library.has_sheet(&sheet) {
        return Err(ErrorCode::PathwayUnknownSheet.into());
    }
    let (person_id, now) = (caller.person_id, state.clock.now());
    let (owner, shared) = (person_owner(&person_id), state.clone());
    let work = async move |tx: &mut Tx| {
        let is_suggested = find_suggestions(tx, &shared, &person_id, "").await?;
        let is_suggested =
            is_suggested.is_some_and(|(_, suggestions, _)| suggestions.iter().any(|s| s.sheet == sheet));
        let source = if is_suggested { ActionSource::Suggested } else { ActionSource::Own };
        let id = ActionId::new(random_id()).expect("BUG: a random id is an identifier");
        match tx.add_action(&person_id, id, &sheet, source, now).await? {
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

async fn update_action(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<ActionId>,
    Params(spoken): Params<Spoken>,
    IfMatch(expected_version): IfMatch,
    write: Write<UpdateAction>,
) -> Answer {
    let (person_id, now, to) = (caller.person_id, state.clock.now(), write.body.status);
    let (owner, shared) = (person_owner(&person_id), state.clone());
    let work = async move |tx: &mut Tx| {
        let before = tx.find_action(&person_id, &id).await?.ok_or(ErrorCode::NotFound)?;
        if before.version != expected_version {
            return Err(ErrorCode::PathwayChangedElsewhere.into());
        }
        if !may_person_change(before.status, to) {
            return Err(ErrorCode::PathwayStatusRefused.into());
        }
        match tx.update_action(&person_id, &id, to, expected_version, now).await? {
            Updated::Updated(action) => {
                if action.status == domain::pathway::ActionStatus::Done {
                    tx.add_milestone(&person_id, Milestone::ActionDone, now).await?;
                }
                view_in(tx, &shared, &person_id, &action, spoken.language).await
            }
            Updated::Stale(_) => Err(ErrorCode::PathwayChangedElsewhere.into()),
            Updated::AlreadyOpen(_) => Err(ErrorCode::PathwayActionOpen.into()),
            Updated::NotFound => Err(ErrorCode::NotFound.into()),
        }
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    let (status, view) = done.await?;
    Ok((status, version_tag(view.version), Json(view)).into_response())
}

async fn view_in(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    action: &Action,
    language: Option<String>,
) -> Result<ActionView, ApiError> {
    let language = match language {
        Some(language) => language,
        None => tx.find_person(person_id).await?.map(|person| person.language).unwrap_or_default(),
    };
    view_action(action, state.library.pathway(&language)).ok_or_else(|| ErrorCode::PathwayUnknownSheet.into())
}
