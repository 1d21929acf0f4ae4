//! Who follows whom. A coordinator gives people to a référent: those whom nobody follows, one by the search, or all of a
//! colleague. A référent hands one of theirs over. Whoever followed them has lost access when the answer leaves (decision 0036).

use crate::coordinator::require_coordinator;
use crate::error::{Answer, ApiError};
use crate::extract::{Asked, Param, StaffSession, Write};
use crate::idempotency::{Attempt, once, staff_owner};
use crate::keys::random_id;
use crate::operation::Operation;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::assign::{
    ASSIGN_PEOPLE, ASSIGN_PEOPLE_OF, AssignPeople, AssignTo, Assigned, AssignmentView, Colleague,
    GET_ASSIGNMENT, HAND_PERSON_OVER, LIST_COLLEAGUES, MAX_AT_ONCE, SEARCH_UNASSIGNED, SearchUnassigned,
    Unassigned, UnassignedPage,
};
use contract::pathway::NewReferent;
use contract::{Endpoint, ErrorCode as Code};
use domain::ids::{PersonId, StaffId};
use domain::pathway::is_new_referent;
use domain::time::Timestamp;
use store::{Assigned as Done, Assignment, Person, ReferentChange, Tx};

/// People on one page of the list.
const PAGE_LENGTH: u32 = 50;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&LIST_COLLEAGUES, StatusCode::OK, list_colleagues).gives::<Vec<Colleague>>(),
        Operation::new(&SEARCH_UNASSIGNED, StatusCode::OK, search)
            .takes::<SearchUnassigned>()
            .gives::<UnassignedPage>()
            .may_refuse(&[Code::NotFound]),
        Operation::new(&GET_ASSIGNMENT, StatusCode::OK, get).gives::<AssignmentView>(),
        Operation::new(&ASSIGN_PEOPLE, StatusCode::OK, assign)
            .takes::<AssignPeople>()
            .gives::<Assigned>()
            .may_refuse(&[Code::NotFound, Code::AssignMoved, Code::AssignColleagueRefused]),
        Operation::new(&ASSIGN_PEOPLE_OF, StatusCode::OK, assign_all)
            .takes::<AssignTo>()
            .gives::<Assigned>()
            .may_refuse(&[Code::AssignColleagueRefused]),
        Operation::new(&HAND_PERSON_OVER, StatusCode::OK, hand_over)
            .takes::<AssignTo>()
            .gives::<Assigned>()
            .may_refuse(&[Code::AssignMoved, Code::AssignColleagueRefused]),
    ]
}

async fn list_colleagues(
    State(state): State<AppState>,
    caller: StaffSession,
) -> Answer<Json<Vec<Colleague>>> {
    let found = state.store.read(move |tx| Box::pin(async move { tx.list_colleagues().await }));
    let found = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    let on_wire = |one: store::Colleague| Colleague { is_me: one.id == caller.staff_id, ..colleague(one) };
    Ok(Json(found.into_iter().map(on_wire).collect()))
}

fn colleague(one: store::Colleague) -> Colleague {
    Colleague { id: one.id, name: one.name, place: one.place, n_clients: one.n_clients, is_me: false }
}

async fn search(
    State(state): State<AppState>,
    caller: StaffSession,
    Asked(wanted): Asked<SearchUnassigned>,
) -> Answer<Json<UnassignedPage>> {
    require_coordinator(&state, caller).await?;
    let job = async move |tx: &mut Tx| {
        let SearchUnassigned { q, former, after } = wanted;
        let listed = tx.list_unassigned(&q, former.as_ref(), after.as_ref(), PAGE_LENGTH + 1).await?;
        Ok::<_, ApiError>((listed, tx.count_unassigned().await?, tx.list_former_referents().await?))
    };
    let (mut listed, n_unassigned, former) =
        state.store.read(move |tx| Box::pin(async move { job(tx).await })).await?;
    let has_more = listed.len() > PAGE_LENGTH as usize;
    listed.truncate(PAGE_LENGTH as usize);
    let next = listed.last().filter(|_| has_more).map(|last| last.id.clone());
    let on_wire = |one: store::Unassigned| Unassigned {
        id: one.id,
        first_name: one.first_name,
        last_name: one.last_name,
        since: one.since,
        former: one.former,
    };
    let former = former.into_iter().map(colleague).collect();
    Ok(Json(UnassignedPage { people: listed.into_iter().map(on_wire).collect(), next, n_unassigned, former }))
}

async fn get(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<PersonId>,
) -> Answer<Json<AssignmentView>> {
    require_coordinator(&state, caller).await?;
    let job = async move |tx: &mut Tx| {
        let person = tx.find_person(&id).await?.ok_or(Code::NotFound)?;
        let last = tx.list_referent_changes(&id).await?.pop();
        let referent_name = match &person.referent_id {
            Some(id) => tx.find_staff(id).await?.map(|staff| staff.display_name),
            None => None,
        };
        Ok::<_, ApiError>(AssignmentView {
            first_name: person.first_name,
            last_name: person.last_name,
            referent: person.referent_id,
            referent_name,
            since: last.as_ref().map(|last| last.at),
            former: last.and_then(|last| last.from),
        })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

async fn assign(
    State(state): State<AppState>,
    caller: StaffSession,
    write: Write<AssignPeople>,
) -> Answer<Json<Assigned>> {
    let by = require_coordinator(&state, caller).await?.id;
    let AssignPeople { people, expected, to } = write.body;
    if !(1..=MAX_AT_ONCE).contains(&people.len()) {
        return Err(Code::RequestMalformed.into());
    }
    let decision = decide(&state, &by, to, &ASSIGN_PEOPLE);
    let work = async move |tx: &mut Tx| {
        let done = tx.assign(&people, expected.as_ref(), &decision).await?;
        told(tx, done, &decision.to).await
    };
    run(&state, &by, write.attempt, move |tx| Box::pin(async move { work(tx).await })).await
}

async fn assign_all(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(from): Param<StaffId>,
    write: Write<AssignTo>,
) -> Answer<Json<Assigned>> {
    let by = require_coordinator(&state, caller).await?.id;
    let decision = decide(&state, &by, write.body.to, &ASSIGN_PEOPLE_OF);
    let work = async move |tx: &mut Tx| {
        tx.find_staff(&from).await?.ok_or(Code::NotFound)?;
        let done = tx.assign_all_of(&from, &decision).await?;
        told(tx, done, &decision.to).await
    };
    run(&state, &by, write.attempt, move |tx| Box::pin(async move { work(tx).await })).await
}

/// Only their référent: the others who follow a person do not decide who answers for the whole.
async fn hand_over(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<PersonId>,
    write: Write<AssignTo>,
) -> Answer<Json<Assigned>> {
    let by = caller.staff_id;
    let decision = decide(&state, &by, write.body.to, &HAND_PERSON_OVER);
    let work = async move |tx: &mut Tx| {
        tx.find_followed(&decision.by, &id).await?.ok_or(Code::NotFound)?;
        let done = tx.assign(&[id], Some(&decision.by), &decision).await?;
        told(tx, done, &decision.to).await
    };
    run(&state, &by, write.attempt, move |tx| Box::pin(async move { work(tx).await })).await
}

fn decide(state: &AppState, by: &StaffId, to: StaffId, endpoint: &'static Endpoint) -> Assignment {
    let at = state.clock.now();
    Assignment { act: random_id(), to, by: by.clone(), operation: endpoint.operation_id, at }
}

async fn run<F>(state: &AppState, by: &StaffId, attempt: Attempt, work: F) -> Answer<Json<Assigned>>
where
    F: for<'t> FnOnce(&'t mut Tx) -> store::BoxFuture<'t, Result<Assigned, ApiError>> + Send + 'static,
{
    let (_, assigned) = once(state, staff_owner(by), attempt, StatusCode::OK, work).await?;
    tracing::info!(n_people = assigned.n_people, "people have another caseworker");
    Ok(Json(assigned))
}

/// A refusal gives up whatever was written.
async fn told(tx: &mut Tx, done: Done, to: &StaffId) -> Result<Assigned, ApiError> {
    match done {
        Done::Done(n_people) => {
            let to = tx.find_staff(to).await?.ok_or(Code::NotFound)?;
            Ok(Assigned { n_people, to: to.display_name })
        }
        Done::Moved => Err(Code::AssignMoved.into()),
        Done::NoColleague => Err(Code::AssignColleagueRefused.into()),
    }
}

/// Since when the référent of today follows a person, when that has ever changed, and whether it is news.
pub fn new_referent(
    person: &Person,
    changes: &[ReferentChange],
    now: Timestamp,
) -> (Option<Timestamp>, Option<NewReferent>) {
    let last = changes.last().filter(|last| last.to_id.is_some() && last.to_id == person.referent_id);
    let Some(last) = last else { return (None, None) };
    let news = is_new_referent(last.at, now);
    let news = news.then(|| NewReferent { since: last.at, before: last.from.clone() });
    (Some(last.at), news)
}
