//! What a person does with the files that they have handed in.

use super::company::since;
use crate::documents::BYTES;
use crate::documents::objects::path_of;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, PersonSession, Write};
use crate::idempotency::{Attempt, once, person_owner};
use crate::keys::random_id;
use crate::papers::as_file;
use crate::preview::{Eyes, PersonReader};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contract::ErrorCode;
use contract::documents::company::{CompanyChoice, DOWNLOAD_COMPANY_DOCUMENT};
use contract::documents::staff::DOWNLOAD_CLIENT_DOCUMENT;
use contract::documents::{DocumentList, DocumentView, Opened, RenameDocument};
use domain::documents::{
    DocumentState, MAX_DOCUMENTS, MAX_PERSON_BYTES, Paper, Reach, VersionLink, papers, reach, read_name,
};
use domain::ids::{CompanyId, DocumentId, PersonId};
use domain::questionnaire::Reader;
use object_store::path::Path;
use store::{Document, OpenedBy, Tx};

/// Of each file, so many of those who opened it are told here; the record has all.
const MAX_OPENED: usize = 5;

pub async fn list(State(state): State<AppState>, caller: PersonReader) -> Answer<Json<DocumentList>> {
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let is_own = matches!(caller.eyes, Eyes::Own(_));
        let mut list =
            document_list(tx, &shared, &caller.person_id, |document| is_shown(&caller.eyes, document))
                .await?;
        if !is_own {
            // With whom else a file is shared is no business of the one who looks.
            list.companies.clear();
            list.documents.iter_mut().for_each(|document| document.companies.clear());
        }
        Ok::<_, ApiError>(list)
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

/// In a preview a file that is not shared with the one who looks is not there, and takes no room.
fn is_shown(eyes: &Eyes, document: &Document) -> bool {
    let is_shared = match eyes {
        Eyes::Own(_) => return true,
        Eyes::Staff(_, Reader::Referent) => document.shared_at.is_some(),
        Eyes::Together(_) | Eyes::Staff(_, Reader::Team) => false,
    };
    reach(false, is_shared, document.state, document.scan) != Reach::Hidden
}

/// Everything that the person's page shows, as if there were no other files than those shown.
///
/// # Errors
/// When the store fails.
pub async fn document_list(
    tx: &mut Tx,
    state: &AppState,
    person: &PersonId,
    is_shown: impl Fn(&Document) -> bool,
) -> Result<DocumentList, ApiError> {
    let mut documents = tx.list_documents(person).await?;
    documents.retain(is_shown);
    let opens = [DOWNLOAD_CLIENT_DOCUMENT.operation_id, DOWNLOAD_COMPANY_DOCUMENT.operation_id];
    let opened = tx.list_opened(person, opens).await?;
    let mut companies: Vec<CompanyChoice> = Vec::new();
    for talk in tx.list_talked_with(person, since(state.clock.now())).await? {
        if !companies.iter().any(|known| known.id == talk.company) {
            companies.push(CompanyChoice { id: talk.company, name: talk.name });
        }
    }
    // A share without a talk is none.
    let mut open_to = tx.list_company_shares(person).await?;
    open_to.retain(|(_, company)| companies.iter().any(|known| known.id == *company));
    // In a preview a version that is not shown is not named either.
    let ids: Vec<DocumentId> = documents.iter().map(|document| document.id.clone()).collect();
    for document in &mut documents {
        document.replaces = document.replaces.take().filter(|id| ids.contains(id));
    }
    let held = documents.iter().filter(|document| document.state != DocumentState::Refused);
    let (n_held, held_bytes) = held.fold((0, 0), |(n, bytes), document| (n + 1, bytes + document.size_bytes));
    Ok(DocumentList {
        documents: documents.into_iter().map(|document| on_wire(document, &opened, &open_to)).collect(),
        companies,
        n_left: MAX_DOCUMENTS.saturating_sub(n_held),
        left_bytes: MAX_PERSON_BYTES.saturating_sub(held_bytes),
        has_scanner: state.settings.documents.scanner.is_some(),
    })
}

fn on_wire(document: Document, opened: &[OpenedBy], open_to: &[(DocumentId, CompanyId)]) -> DocumentView {
    let opened = opened.iter().filter(|one| one.document == document.id).take(MAX_OPENED);
    DocumentView {
        companies: open_to
            .iter()
            .filter(|(id, _)| *id == document.id)
            .map(|(_, company)| company.clone())
            .collect(),
        opened: opened.map(|one| Opened { name: one.name.clone(), at: one.at }).collect(),
        id: document.id,
        name: document.name,
        state: document.state,
        refusal: document.refusal,
        kind: document.kind,
        scan: document.scan,
        n_pictures: document.n_pictures,
        size_bytes: document.size_bytes,
        received_bytes: document.received_bytes,
        digest: document.digest,
        created_at: document.created_at,
        shared_at: document.shared_at,
        unreadable_at: document.unreadable_at,
        replaces: document.replaces,
        took_over_at: document.took_over_at,
    }
}

pub async fn download(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<DocumentId>,
) -> Answer<Response> {
    let document = find_open(&state, caller.person_id, id).await?;
    as_download(&document, read_bytes(&state, &document.id).await?)
}

/// The person's own file, when it is kept.
///
/// # Errors
/// Not found when it is not theirs; not ready before it is kept.
pub async fn find_open(state: &AppState, person: PersonId, id: DocumentId) -> Result<Document, ApiError> {
    let found = state.store.read(move |tx| Box::pin(async move { tx.find_document(&person, &id).await }));
    let found = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    let document = found.ok_or(ErrorCode::NotFound)?;
    match reach(true, false, document.state, document.scan) {
        Reach::Open => Ok(document),
        Reach::NotYet => Err(ErrorCode::DocumentNotReady.into()),
        Reach::Hidden => Err(ErrorCode::NotFound.into()),
    }
}

/// The bytes of a file that is kept.
///
/// # Errors
/// Unavailable when the object store is.
pub async fn read_bytes(state: &AppState, id: &DocumentId) -> Result<Vec<u8>, ApiError> {
    read_object(state, &path_of(id)).await
}

/// # Errors
/// Unavailable when the object store is.
pub async fn read_object(state: &AppState, path: &Path) -> Result<Vec<u8>, ApiError> {
    state.settings.documents.objects.get(path).await.map_err(|trouble| {
        tracing::warn!(%trouble, "a file could not be read from the object store");
        ApiError::unavailable()
    })
}

/// An answer that a browser keeps under the person's name for it.
///
/// # Errors
/// When a file that is kept has no kind, which is a broken promise of the store.
pub fn as_download(document: &Document, bytes: Vec<u8>) -> Answer<Response> {
    let kind = document.kind.ok_or(ErrorCode::ServiceInternal)?;
    Ok(as_file(bytes, BYTES, &kind.file_name(&document.name)))
}

/// What the person wants with a file.
enum Wish {
    Rename(String),
    Remove,
    Share,
    Unshare,
}

pub async fn rename(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<DocumentId>,
    write: Write<RenameDocument>,
) -> Answer<(StatusCode, Json<DocumentList>)> {
    let name = read_name(&write.body.name).ok_or(ErrorCode::DocumentNameRefused)?.to_owned();
    act(state, caller, id, Wish::Rename(name), write.attempt).await
}

pub async fn remove(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<DocumentId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<DocumentList>)> {
    act(state, caller, id, Wish::Remove, write.attempt).await
}

pub async fn share(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<DocumentId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<DocumentList>)> {
    act(state, caller, id, Wish::Share, write.attempt).await
}

pub async fn unshare(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<DocumentId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<DocumentList>)> {
    act(state, caller, id, Wish::Unshare, write.attempt).await
}

async fn act(
    state: AppState,
    caller: PersonSession,
    id: DocumentId,
    wish: Wish,
    attempt: Attempt,
) -> Answer<(StatusCode, Json<DocumentList>)> {
    let (owner, now, person) = (person_owner(&caller.person_id), state.clock.now(), caller.person_id);
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let (document, papers) = lock_version(tx, &person, &id).await?;
        match wish {
            Wish::Rename(name) => tx.rename_document(&person, &id, &name).await?,
            Wish::Remove => tx.remove_document(&person, &id, now).await?,
            Wish::Share if document.state == DocumentState::Refused => {
                return Err(ErrorCode::DocumentNotReady.into());
            }
            Wish::Share if papers.iter().all(|paper| paper.current != id) => {
                return Err(ErrorCode::DocumentReplaced.into());
            }
            Wish::Share => tx.share_document(&person, &id, now).await?,
            Wish::Unshare => tx.unshare_document(&person, &id).await?,
        }
        document_list(tx, &shared, &person, |_| true).await
    };
    let done = once(&state, owner, attempt, StatusCode::OK, move |tx| Box::pin(async move { job(tx).await }));
    let (status, list) = done.await?;
    state.settings.documents.due.notify_one();
    Ok((status, Json(list)))
}

/// The person's own file, locked, and how the versions of their papers stand.
///
/// # Errors
/// Not found when it is not theirs.
pub async fn lock_version(
    tx: &mut Tx,
    person: &PersonId,
    id: &DocumentId,
) -> Result<(Document, Vec<Paper>), ApiError> {
    let document = tx.lock_document(person, id).await?.ok_or(ErrorCode::NotFound)?;
    let links = tx.list_documents(person).await?.into_iter().map(|document| VersionLink {
        id: document.id,
        replaces: document.replaces,
        has_taken_over: document.took_over_at.is_some(),
    });
    Ok((document, papers(&links.collect::<Vec<_>>())))
}

pub fn new_id() -> DocumentId {
    DocumentId::new(random_id()).expect("BUG: a random id is an identifier")
}
