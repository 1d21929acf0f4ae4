//! Files for a company of a jobs dating: who may be let have one, and handing them over at the desk (decision 34).

use crate::access::note;
use crate::coordinator::require_coordinator;
use crate::documents::person::{as_download, document_list, lock_version, read_bytes};
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, PersonSession, StaffSession, TwoParams, Write};
use crate::idempotency::{Attempt, once, person_owner};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::ErrorCode;
use contract::documents::DocumentList;
use contract::documents::company::{CompanyDocument, CompanyDocuments, DOWNLOAD_COMPANY_DOCUMENT};
use domain::documents::{COMPANY_AFTER_S, DocumentState, Reach, Scan, reach};
use domain::ids::{CompanyId, DocumentId, PersonId};
use domain::time::Timestamp;
use store::{Document, ForCompany, Tx};

/// From when on talks count.
pub fn since(now: Timestamp) -> Timestamp {
    now.plus_s(-COMPANY_AFTER_S)
}

pub async fn share(
    State(state): State<AppState>,
    caller: PersonSession,
    TwoParams(id, company): TwoParams<DocumentId, CompanyId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<DocumentList>)> {
    act(state, caller.person_id, (id, company), true, write.attempt).await
}

pub async fn unshare(
    State(state): State<AppState>,
    caller: PersonSession,
    TwoParams(id, company): TwoParams<DocumentId, CompanyId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<DocumentList>)> {
    act(state, caller.person_id, (id, company), false, write.attempt).await
}

async fn act(
    state: AppState,
    person: PersonId,
    (id, company): (DocumentId, CompanyId),
    is_shared: bool,
    attempt: Attempt,
) -> Answer<(StatusCode, Json<DocumentList>)> {
    let (owner, now, shared) = (person_owner(&person), state.clock.now(), state.clone());
    let job = async move |tx: &mut Tx| {
        let (document, papers) = lock_version(tx, &person, &id).await?;
        if is_shared {
            let talks = tx.list_talked_with(&person, since(now)).await?;
            if !talks.iter().any(|talk| talk.company == company) {
                return Err(ErrorCode::NotFound.into());
            }
            if document.state == DocumentState::Refused {
                return Err(ErrorCode::DocumentNotReady.into());
            }
            if papers.iter().all(|paper| paper.current != id) {
                return Err(ErrorCode::DocumentReplaced.into());
            }
            tx.share_with_company(&id, &company, now).await?;
        } else {
            tx.unshare_with_company(&id, &company).await?;
        }
        document_list(tx, &shared, &person, |_| true).await
    };
    let done = once(&state, owner, attempt, StatusCode::OK, move |tx| Box::pin(async move { job(tx).await }));
    let (status, list) = done.await?;
    Ok((status, Json(list)))
}

pub async fn list(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<CompanyId>,
) -> Answer<Json<CompanyDocuments>> {
    require_coordinator(&state, caller).await?;
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| {
        let company = tx.find_company(&id).await?.ok_or(ErrorCode::NotFound)?;
        let documents = tx.list_company_documents(&id, since(now)).await?;
        let documents = documents.into_iter().map(on_wire).collect::<Result<_, ApiError>>()?;
        Ok::<_, ApiError>(CompanyDocuments { company: company.sheet.name, documents })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

/// The line is written before the answer leaves: when nothing can be noted, nothing is opened.
pub async fn download(
    State(state): State<AppState>,
    caller: StaffSession,
    TwoParams(company, id): TwoParams<CompanyId, DocumentId>,
) -> Answer<Response> {
    let staff = require_coordinator(&state, caller).await?;
    let (of, wanted, now) = (company.clone(), id.clone(), state.clock.now());
    let found = state.store.read(move |tx| Box::pin(async move { find(tx, &of, &wanted, now).await }));
    let document = found.await?;
    let bytes = read_bytes(&state, &document.id).await?;
    let job = async move |tx: &mut Tx| {
        // Again: it may have been withdrawn since.
        let document = find(tx, &company, &id, now).await?;
        note(tx, &document.person_id, &staff.id, &DOWNLOAD_COMPANY_DOCUMENT, Some(id.to_string()), now)
            .await?;
        Ok::<_, ApiError>(())
    };
    state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    as_download(&document, bytes)
}

/// # Errors
/// Not found when the company may not have it; not ready before a clean verdict.
async fn find(
    tx: &mut Tx,
    company: &CompanyId,
    id: &DocumentId,
    now: Timestamp,
) -> Result<Document, ApiError> {
    let documents = tx.list_company_documents(company, since(now)).await?;
    let found = documents.into_iter().map(|one| one.document).find(|document| document.id == *id);
    let document = found.ok_or(ErrorCode::NotFound)?;
    match reach(false, true, document.state, document.scan) {
        Reach::Open => Ok(document),
        Reach::NotYet => Err(ErrorCode::DocumentNotReady.into()),
        Reach::Hidden => Err(ErrorCode::NotFound.into()),
    }
}

fn on_wire(one: ForCompany) -> Result<CompanyDocument, ApiError> {
    let ForCompany { document, first_name, last_name, starts_at } = one;
    Ok(CompanyDocument {
        kind: document.kind.ok_or(ErrorCode::ServiceInternal)?,
        can_open: document.scan == Some(Scan::Clean),
        id: document.id,
        first_name,
        last_name,
        name: document.name,
        size_bytes: document.size_bytes,
        talk_at: starts_at,
    })
}
