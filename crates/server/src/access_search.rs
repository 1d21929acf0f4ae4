//! The record of looks as a coordinator searches it. Who searches is noted like who looks: a search about someone in that person's
//! own record, any other among what coordinators read of each other.

use crate::access::note;
use crate::coordinator::require_coordinator;
use crate::error::{Answer, ApiError};
use crate::extract::{Asked, StaffSession};
use crate::keys::random_id;
use crate::operation::Operation;
use crate::state::AppState;
use crate::venue;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode as Code;
use contract::access_search::{AccessLine, FoundAccesses, SEARCH_ACCESSES, SearchAccesses, SearchedPerson};
use contract::pathway::AppointmentAt;
use domain::ids::StaffId;
use domain::time::{Date, TimeOfDay, Timestamp};
use store::{AccessFilter, FoundAccess, Person, StaffAct, Tx};

/// Lines on one page.
const PAGE_LENGTH: u32 = 50;

/// People whom a name may mean.
const N_PEOPLE: u32 = 10;

const DAY_S: i64 = 24 * 3600;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&SEARCH_ACCESSES, StatusCode::OK, search)
            .takes::<SearchAccesses>()
            .gives::<FoundAccesses>()
            .may_refuse(&[Code::NotFound, Code::ServiceDiskFull]),
    ]
}

/// The search is noted before it is answered: when nothing can be noted, nothing is shown.
async fn search(
    State(state): State<AppState>,
    caller: StaffSession,
    Asked(wanted): Asked<SearchAccesses>,
) -> Answer<Json<FoundAccesses>> {
    let by = require_coordinator(&state, caller).await?.id;
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| find(tx, &by, wanted, now).await;
    state.store.write(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

async fn find(
    tx: &mut Tx,
    by: &StaffId,
    wanted: SearchAccesses,
    now: Timestamp,
) -> Result<FoundAccesses, ApiError> {
    let people = find_people(tx, &wanted).await?;
    let is_about_someone = wanted.person.is_some() || !wanted.q.trim().is_empty();
    let person = match people.as_slice() {
        [person] if is_about_someone => Some(person.id.clone()),
        // Nobody is called so, or several are: one of them is chosen first.
        _ if is_about_someone => return Ok(FoundAccesses { lines: Vec::new(), next: None, people }),
        _ => None,
    };
    match &person {
        Some(person) => note(tx, person, by, &SEARCH_ACCESSES, None, now).await?,
        None => {
            let whose = wanted.staff.clone().unwrap_or_else(|| by.clone());
            if tx.find_staff(&whose).await?.is_some() {
                tx.note_staff_event(&random_id(), by, StaffAct::Searched, &whose, now).await?;
            }
        }
    }
    let filter = AccessFilter {
        person,
        staff: wanted.staff,
        operation: wanted.operation,
        from: wanted.from.and_then(begins_at),
        until: wanted.until.and_then(ends_at),
    };
    let mut lines = tx.search_accesses(&filter, wanted.after.as_ref(), PAGE_LENGTH + 1).await?;
    let has_more = lines.len() > PAGE_LENGTH as usize;
    lines.truncate(PAGE_LENGTH as usize);
    let next = lines.last().filter(|_| has_more).map(|last| last.id.clone());
    Ok(FoundAccesses { lines: lines.into_iter().map(on_wire).collect(), next, people })
}

async fn find_people(tx: &mut Tx, wanted: &SearchAccesses) -> Result<Vec<SearchedPerson>, store::Error> {
    if let Some(id) = &wanted.person {
        let found = tx.find_person(id).await?;
        let named =
            |one: Person| SearchedPerson { id: one.id, first_name: one.first_name, last_name: one.last_name };
        return Ok(found.into_iter().map(named).collect());
    }
    if wanted.q.trim().is_empty() {
        return Ok(Vec::new());
    }
    let found = tx.list_clients(None, &wanted.q, None, N_PEOPLE).await?;
    let named = |one: store::Client| SearchedPerson {
        id: one.id,
        first_name: one.first_name,
        last_name: one.last_name,
    };
    Ok(found.into_iter().map(named).collect())
}

fn begins_at(day: Date) -> Option<Timestamp> {
    let time = TimeOfDay::new(0, 0).expect("BUG: midnight is a time");
    venue::instant(AppointmentAt { day, time })
}

/// The last instant of a day is before noon of the next, whatever the clocks do that night.
fn ends_at(day: Date) -> Option<Timestamp> {
    let begun = begins_at(day)?;
    begins_at(venue::today(begun.plus_s(DAY_S + DAY_S / 2)))
}

fn on_wire(found: FoundAccess) -> AccessLine {
    AccessLine {
        id: found.id,
        at: found.at,
        name: found.staff_name,
        operation: found.operation,
        person: SearchedPerson {
            id: found.person_id,
            first_name: found.first_name,
            last_name: found.last_name,
        },
    }
}
