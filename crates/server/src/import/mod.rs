//! People from a list (O2, decision 35): handed in and looked at, then added all at once or not at all.
//!
//! The command line does the same by [`look`] and the store.

mod handed;
mod read;
mod text;
mod words;

pub use handed::{Handed, look, remarks};
pub use words::ImportWords;

use crate::coordinator::require_coordinator;
use crate::documents::require_digest;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, Params, Raw, StaffSession, Write};
use crate::idempotency::{once, staff_owner};
use crate::operation::Operation;
use crate::papers::{OWN_LANGUAGE, Spoken, as_file};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use contract::ErrorCode;
use contract::import::{
    CHECK_IMPORT, CheckedImport, DOWNLOAD_IMPORT_PROBLEMS, FINISH_IMPORT, FinishImport, GET_IMPORT,
    ImportPerson, ImportRemark, ImportView, MAX_IMPORT_BYTES, REMOVE_IMPORT,
};
use domain::ids::{ImportId, StaffId};
use domain::import::MAX_PROBLEMS;
use domain::retention::IMPORT_KEPT_S;
use store::{Import, Person, Tx};

const CSV: &str = "text/csv; charset=utf-8";

/// People that the page shows.
const N_FIRST: u32 = 3;

/// Remarks that the page shows; the file has all.
const N_SHOWN: usize = 100;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&CHECK_IMPORT, StatusCode::CREATED, check)
            .takes_bytes()
            .gives::<CheckedImport>()
            .may_refuse(&[
                ErrorCode::NotFound,
                ErrorCode::UploadDamaged,
                ErrorCode::ImportUnreadable,
                ErrorCode::ImportColumns,
                ErrorCode::ImportEmpty,
                ErrorCode::ImportTooMany,
            ]),
        Operation::new(&GET_IMPORT, StatusCode::OK, get).gives::<ImportView>().query(&[OWN_LANGUAGE]),
        Operation::new(&DOWNLOAD_IMPORT_PROBLEMS, StatusCode::OK, download)
            .gives_file(CSV)
            .query(&[OWN_LANGUAGE]),
        Operation::new(&FINISH_IMPORT, StatusCode::OK, finish)
            .takes::<FinishImport>()
            .gives::<ImportView>()
            .query(&[OWN_LANGUAGE])
            .may_refuse(&[ErrorCode::ImportFaulty]),
        Operation::new(&REMOVE_IMPORT, StatusCode::NO_CONTENT, remove),
    ]
}

async fn check(
    State(state): State<AppState>,
    caller: StaffSession,
    headers: HeaderMap,
    write: Write<Raw<MAX_IMPORT_BYTES>>,
) -> Answer<(StatusCode, Json<CheckedImport>)> {
    let staff = require_coordinator(&state, caller).await?.id;
    let bytes = write.body.0;
    require_digest(&headers, &bytes)?;
    let accounts = state.store.read(move |tx| Box::pin(async move { tx.list_staff_accounts().await })).await;
    let accounts = accounts.map_err(|error: store::Error| ApiError::from(error))?;
    let turn = state.press.turn().await?;
    let (shared, now, by) = (state.clone(), state.clock.now(), staff.clone());
    let looked = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        look(&bytes, &shared.library.content().pack, &accounts, by, now)
    });
    let Handed { import, people } =
        looked.await.map_err(|_| ApiError::from(ErrorCode::ServiceInternal))??;
    tracing::info!(n_lines = import.n_lines, n_faulty = import.n_faulty, "a list of people was looked at");
    let work = async move |tx: &mut Tx| {
        tx.insert_import(&import, &people, now).await?;
        Ok::<_, ApiError>(CheckedImport { id: import.id })
    };
    let done = once(&state, staff_owner(&staff), write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, checked)| (status, Json(checked)))
}

async fn get(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<ImportId>,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<ImportView>> {
    let staff = require_coordinator(&state, caller).await?.id;
    view(&state, staff, id, &spoken).await.map(Json)
}

async fn download(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<ImportId>,
    Params(spoken): Params<Spoken>,
) -> Answer {
    let staff = require_coordinator(&state, caller).await?.id;
    let (_, _, remarks) = find(&state, staff, id, &spoken).await?;
    let words = words_of(&spoken);
    let csv = words.csv(&remarks).map_err(|_| ApiError::from(ErrorCode::ServiceInternal))?;
    Ok(as_file(csv, CSV, &format!("{}.csv", words.file)))
}

async fn finish(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<ImportId>,
    Params(spoken): Params<Spoken>,
    write: Write<FinishImport>,
) -> Answer<Json<ImportView>> {
    let staff = require_coordinator(&state, caller).await?.id;
    let (by, which, now) = (staff.clone(), id.clone(), state.clock.now());
    let work = async move |tx: &mut Tx| {
        let import = tx.find_import(&by, &which).await?.ok_or(ErrorCode::NotFound)?;
        if import.n_faulty > 0 && !write.body.leave_faulty_out && import.finished_at.is_none() {
            return Err(ErrorCode::ImportFaulty.into());
        }
        Ok::<_, ApiError>(tx.finish_import(&by, &which, FINISH_IMPORT.operation_id, now).await?)
    };
    once(&state, staff_owner(&staff), write.attempt, StatusCode::OK, move |tx| {
        Box::pin(async move { work(tx).await })
    })
    .await?;
    let view = view(&state, staff, id, &spoken).await?;
    tracing::info!(n_added = view.n_new, "the people of a list were added");
    Ok(Json(view))
}

async fn remove(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<ImportId>,
    write: Write<NoBody>,
) -> Answer<StatusCode> {
    let staff = require_coordinator(&state, caller).await?.id;
    let owner = staff_owner(&staff);
    let work = async move |tx: &mut Tx| {
        let is_removed = tx.remove_import(&staff, &id).await?;
        is_removed.then_some(()).ok_or_else(|| ErrorCode::NotFound.into())
    };
    let done = once(&state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, ())| status)
}

fn words_of(spoken: &Spoken) -> &'static ImportWords {
    ImportWords::shipped(spoken.language.as_deref().unwrap_or("fr"))
}

/// A list of this member of staff, whom it would add first, and all that there is to say about its lines.
async fn find(
    state: &AppState,
    staff: StaffId,
    id: ImportId,
    spoken: &Spoken,
) -> Result<(Import, Vec<Person>, Vec<ImportRemark>), ApiError> {
    let limit = u32::try_from(MAX_PROBLEMS).unwrap_or(u32::MAX);
    let job = async move |tx: &mut Tx| {
        let Some(import) = tx.find_import(&staff, &id).await? else { return Ok(None) };
        let known = tx.list_known_lines(&id, limit).await?;
        Ok::<_, store::Error>(Some((import, known, tx.list_new_people(&id, N_FIRST).await?)))
    };
    let found = state.store.read(move |tx| Box::pin(async move { job(tx).await })).await?;
    let (import, known, first) = found.ok_or(ErrorCode::NotFound)?;
    let remarks = remarks(&import, known, words_of(spoken), &state.library.content().pack);
    Ok((import, first, remarks.map_err(|_| ErrorCode::ServiceInternal)?))
}

async fn view(
    state: &AppState,
    staff: StaffId,
    id: ImportId,
    spoken: &Spoken,
) -> Result<ImportView, ApiError> {
    let (import, first, mut remarks) = find(state, staff, id, spoken).await?;
    remarks.truncate(N_SHOWN);
    let n_told = if import.finished_at.is_some() { 0 } else { import.n_known };
    Ok(ImportView {
        id: import.id,
        until: import.created_at.plus_s(IMPORT_KEPT_S),
        n_lines: import.n_lines,
        n_new: import.n_new,
        n_known: import.n_known,
        n_twins: import.n_twins,
        n_faulty: import.n_faulty,
        finished_at: import.finished_at,
        first: first.into_iter().map(on_wire).collect(),
        remarks,
        n_remarks: import.n_problems + n_told,
    })
}

fn on_wire(person: Person) -> ImportPerson {
    let Person { first_name, last_name, birth_date, .. } = person;
    ImportPerson { first_name, last_name, birth_date }
}

#[cfg(test)]
mod tests;
