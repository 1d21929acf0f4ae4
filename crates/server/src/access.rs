//! Who has looked at whose file (R3, S4): each look leaves a line, and the person reads the lines.

use crate::error::{Answer, ApiError};
use crate::extract::Params;
use crate::keys::random_id;
use crate::operation::{Operation, QueryParam};
use crate::preview::PersonReader;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::access::{AccessPage, AccessView, LIST_ACCESSES};
use contract::{Endpoint, ErrorCode};
use domain::ids::{AccessId, PersonId, StaffId};
use domain::questionnaire::Reader;
use domain::time::Timestamp;
use serde::Deserialize;
use store::{Access, NotedAccess, Tx};

/// Lines on one page.
const PAGE_LENGTH: u32 = 50;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&LIST_ACCESSES, StatusCode::OK, list)
            .gives::<AccessPage>()
            .query(&[QueryParam { name: "after", description: "The `next` of the page before." }]),
    ]
}

/// As whom a member of staff reads about a person: the référent, or one of the team.
///
/// # Errors
/// Not found when the caller does not follow the person: it looks the same as nobody.
pub async fn require_followed(
    tx: &mut Tx,
    staff_id: &StaffId,
    person_id: &PersonId,
) -> Result<Reader, ApiError> {
    find_followed(tx, staff_id, person_id).await?.ok_or_else(|| ErrorCode::NotFound.into())
}

/// [`require_followed`], with `None` for whom the member of staff does not follow.
///
/// # Errors
/// When the store fails.
pub async fn find_followed(
    tx: &mut Tx,
    staff_id: &StaffId,
    person_id: &PersonId,
) -> Result<Option<Reader>, store::Error> {
    if tx.find_followed(staff_id, person_id).await?.is_some() {
        return Ok(Some(Reader::Referent));
    }
    Ok(tx.follows(staff_id, person_id).await?.then_some(Reader::Team))
}

/// Leaves a line, in the transaction of what it tells about: without a line there is no look.
///
/// # Errors
/// When the store fails.
pub async fn note(
    tx: &mut Tx,
    person_id: &PersonId,
    staff_id: &StaffId,
    endpoint: &'static Endpoint,
    object: Option<String>,
    now: Timestamp,
) -> Result<(), store::Error> {
    let access = Access {
        id: AccessId::new(random_id()).expect("BUG: a random id is an identifier"),
        person_id: person_id.clone(),
        staff_id: staff_id.clone(),
        operation: endpoint.operation_id,
        object,
        at: now,
    };
    tx.note_access(&access).await
}

#[derive(Debug, Deserialize)]
struct Wanted {
    after: Option<AccessId>,
}

async fn list(
    State(state): State<AppState>,
    caller: PersonReader,
    Params(wanted): Params<Wanted>,
) -> Answer<Json<AccessPage>> {
    let found = state.store.read(move |tx| {
        Box::pin(
            async move { tx.list_accesses(&caller.person_id, wanted.after.as_ref(), PAGE_LENGTH + 1).await },
        )
    });
    let mut found = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    let has_more = found.len() > PAGE_LENGTH as usize;
    found.truncate(PAGE_LENGTH as usize);
    let next = found.last().filter(|_| has_more).map(|last| last.id.clone());
    let now = state.clock.now();
    Ok(Json(AccessPage { accesses: found.into_iter().map(|noted| on_wire(noted, now)).collect(), next }))
}

fn on_wire(noted: NotedAccess, now: Timestamp) -> AccessView {
    let lasted_ms = noted.until.map(|until| until.min(now).as_ms().abs_diff(noted.at.as_ms()));
    AccessView {
        n_minutes: lasted_ms.map(|ms| u32::try_from(ms.div_ceil(60_000).max(1)).unwrap_or(u32::MAX)),
        id: noted.id,
        at: noted.at,
        name: noted.name,
        place: noted.place,
        operation: noted.operation,
        agreed_by: noted.agreed_by,
    }
}
