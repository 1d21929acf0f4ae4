//! What the référent does with the files that a person lets them see. Each look leaves a line that the person reads.

use crate::access::{note, require_followed};
use crate::documents::person::{as_download, read_bytes};
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, StaffSession, Write};
use crate::idempotency::{once, staff_owner};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::ErrorCode;
use contract::documents::staff::{
    ClientDocuments, DOWNLOAD_CLIENT_DOCUMENT, LIST_CLIENT_DOCUMENTS, REPORT_UNREADABLE, SharedDocument,
};
use domain::documents::{Reach, Scan, reach};
use domain::ids::{DocumentId, PersonId, StaffId};
use domain::questionnaire::Reader;
use store::{Document, Tx};

/// What is shared is shared with the référent; the team sees that there is nothing.
pub async fn list(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(person_id): Param<PersonId>,
) -> Answer<Json<ClientDocuments>> {
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| {
        let reader = require_followed(tx, &caller.staff_id, &person_id).await?;
        if reader != Reader::Referent {
            return Ok(Vec::new());
        }
        let found = tx.list_shared_documents(&person_id).await?;
        if !found.is_empty() {
            note(tx, &person_id, &caller.staff_id, &LIST_CLIENT_DOCUMENTS, None, now).await?;
        }
        Ok::<_, ApiError>(found)
    };
    let found = state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    let documents = found.into_iter().map(on_wire).collect::<Result<_, _>>()?;
    Ok(Json(ClientDocuments { documents, has_scanner: state.settings.documents.scanner.is_some() }))
}

/// The line is written before the answer leaves: when nothing can be noted, nothing is opened.
pub async fn download(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<DocumentId>,
) -> Answer<Response> {
    let (staff_id, wanted) = (caller.staff_id.clone(), id.clone());
    let found = state.store.read(move |tx| Box::pin(async move { find(tx, &staff_id, &wanted).await }));
    let document = found.await?;
    let bytes = read_bytes(&state, &document.id).await?;
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| {
        // Again: it may have been withdrawn since.
        let document = find(tx, &caller.staff_id, &id).await?;
        let object = Some(id.to_string());
        note(tx, &document.person_id, &caller.staff_id, &DOWNLOAD_CLIENT_DOCUMENT, object, now).await?;
        Ok::<_, ApiError>(())
    };
    state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    as_download(&document, bytes)
}

pub async fn report(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<DocumentId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<SharedDocument>)> {
    let (owner, now) = (staff_owner(&caller.staff_id), state.clock.now());
    let job = async move |tx: &mut Tx| {
        let document = find(tx, &caller.staff_id, &id).await?;
        tx.mark_unreadable(&id, &caller.staff_id, now).await?;
        let object = Some(id.to_string());
        note(tx, &document.person_id, &caller.staff_id, &REPORT_UNREADABLE, object, now).await?;
        on_wire(find(tx, &caller.staff_id, &id).await?)
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { job(tx).await }));
    let (status, document) = done.await?;
    Ok((status, Json(document)))
}

/// # Errors
/// Not found when it is not shared with the caller; not ready before a clean verdict.
async fn find(tx: &mut Tx, staff_id: &StaffId, id: &DocumentId) -> Result<Document, ApiError> {
    let document = tx.find_shared_document(staff_id, id).await?.ok_or(ErrorCode::NotFound)?;
    match reach(false, document.shared_at.is_some(), document.state, document.scan) {
        Reach::Open => Ok(document),
        Reach::NotYet => Err(ErrorCode::DocumentNotReady.into()),
        Reach::Hidden => Err(ErrorCode::NotFound.into()),
    }
}

fn on_wire(document: Document) -> Result<SharedDocument, ApiError> {
    let (Some(kind), Some(shared_at)) = (document.kind, document.shared_at) else {
        return Err(ErrorCode::ServiceInternal.into());
    };
    Ok(SharedDocument {
        id: document.id,
        name: document.name,
        kind,
        size_bytes: document.size_bytes,
        received_at: document.created_at,
        shared_at,
        can_open: document.scan == Some(Scan::Clean),
        unreadable_at: document.unreadable_at,
        replaced_at: document.took_over_at,
    })
}
