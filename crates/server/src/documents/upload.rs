//! A file arrives: announced, in chunks, to its end.

use crate::documents::person::{document_list, lock_version, new_id};
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, Params, PersonSession, Raw, Write};
use crate::idempotency::{once, person_owner};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use contract::ErrorCode;
use contract::documents::{CreateUpload, DocumentList, Upload};
use domain::documents::{
    CHUNK_BYTES, ChunkRefusal, Chunked, DocumentState, ReplaceRefusal, UploadRefusal, extension_of,
    place_chunk, replace_refusal, shown_name, upload_refusal,
};
use domain::ids::{DocumentId, PersonId};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::{Document, NewChunk, NewDocument, Tx};

/// RFC 9530.
const CONTENT_DIGEST: &str = "content-digest";

/// A file whose device calls it nothing that can be shown.
const NAMELESS: &str = "document";

pub async fn create(
    State(state): State<AppState>,
    caller: PersonSession,
    write: Write<CreateUpload>,
) -> Answer<(StatusCode, Json<Upload>)> {
    let CreateUpload { name, size_bytes, digest, replaces } = write.body;
    let is_digest = digest.len() == 64 && digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !is_digest {
        return Err(ErrorCode::UploadRefused.into());
    }
    let announced = NewDocument {
        id: new_id(),
        extension: extension_of(&name),
        name: shown_name(&name).unwrap_or_else(|| NAMELESS.to_owned()),
        size_bytes,
        digest,
    };
    let (owner, now, person) = (person_owner(&caller.person_id), state.clock.now(), caller.person_id);
    let job = async move |tx: &mut Tx| {
        let held = tx.lock_held(&person).await?;
        let mut new = announced.clone();
        if let Some(old) = &replaces {
            new.name = lock_replaceable(tx, &person, old).await?.name;
        }
        upload_refusal(held, new.size_bytes).map_err(|refusal| match refusal {
            UploadRefusal::Empty => ErrorCode::UploadRefused,
            UploadRefusal::TooLarge => ErrorCode::UploadTooLarge,
            UploadRefusal::TooMany => ErrorCode::UploadTooMany,
            UploadRefusal::NoRoom => ErrorCode::UploadNoRoom,
        })?;
        tx.insert_document(&person, &new, now).await?;
        if let Some(old) = &replaces {
            tx.replace_document(old, &new.id).await?;
        }
        find(tx, &person, &new.id).await.map(|found| on_wire(&found))
    };
    let made = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { job(tx).await })
    });
    let (status, upload) = made.await?;
    Ok((status, Json(upload)))
}

/// # Errors
/// Not found when it is not theirs; why a newer version of it cannot come.
async fn lock_replaceable(tx: &mut Tx, person: &PersonId, id: &DocumentId) -> Result<Document, ApiError> {
    let (document, papers) = lock_version(tx, person, id).await?;
    let paper = papers.iter().find(|paper| paper.current == *id);
    replace_refusal(paper, document.state).map_err(|refusal| match refusal {
        ReplaceRefusal::NotReady => ErrorCode::DocumentNotReady,
        ReplaceRefusal::Replaced => ErrorCode::DocumentReplaced,
    })?;
    Ok(document)
}

pub async fn get(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<DocumentId>,
) -> Answer<Json<Upload>> {
    let found =
        state.store.read(move |tx| Box::pin(async move { find(tx, &caller.person_id, &id).await })).await;
    found.map(|found| Json(on_wire(&found)))
}

#[derive(Debug, Deserialize)]
pub struct Place {
    offset: u64,
}

/// What is kept is committed with the count of what is received; the answer comes after both.
pub async fn send(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<DocumentId>,
    Params(place): Params<Place>,
    headers: HeaderMap,
    write: Write<Raw>,
) -> Answer<(StatusCode, Json<Upload>)> {
    let bytes = write.body.0;
    let digest = require_digest(&headers, &bytes)?;
    let chunk =
        NewChunk { offset: place.offset, length: bytes.len() as u64, digest, content: BASE64.encode(&bytes) };
    let (owner, now, person) = (person_owner(&caller.person_id), state.clock.now(), caller.person_id);
    let job = async move |tx: &mut Tx| {
        let document = tx.lock_document(&person, &id).await?.ok_or(ErrorCode::NotFound)?;
        keep(tx, &document, &chunk, now).await?;
        find(tx, &person, &id).await.map(|found| on_wire(&found))
    };
    let kept =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { job(tx).await }));
    let (status, upload) = kept.await?;
    Ok((status, Json(upload)))
}

async fn keep(
    tx: &mut Tx,
    document: &Document,
    chunk: &NewChunk,
    now: domain::time::Timestamp,
) -> Result<(), ApiError> {
    if document.state != DocumentState::Receiving {
        return Err(ErrorCode::UploadEnded.into());
    }
    match place_chunk(document.size_bytes, document.received_bytes, chunk.offset, chunk.length) {
        Ok(Chunked::Next) => Ok(tx.insert_chunk(&document.id, chunk, now).await?),
        Ok(Chunked::Again) => {
            let known = tx.find_chunk(&document.id, chunk.offset).await?;
            let is_same = known.is_some_and(|known| known.digest == chunk.digest);
            if is_same { Ok(()) } else { Err(ErrorCode::UploadDiffers.into()) }
        }
        Err(ChunkRefusal::Gap) => Err(ErrorCode::UploadGap.into()),
        Err(ChunkRefusal::Length) => Err(ErrorCode::RequestMalformed.into()),
    }
}

/// The digest of what has come, in base 64.
///
/// # Errors
/// When it is not the one that was announced, or none was.
pub fn require_digest(headers: &HeaderMap, bytes: &[u8]) -> Result<String, ApiError> {
    let digest = BASE64.encode(Sha256::digest(bytes));
    let announced = announced_digest(headers).ok_or(ErrorCode::RequestMalformed)?;
    if announced == digest { Ok(digest) } else { Err(ErrorCode::UploadDamaged.into()) }
}

/// `sha-256=:…:`, in base 64.
fn announced_digest(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(CONTENT_DIGEST)?.to_str().ok()?;
    value.split(',').find_map(|part| part.trim().strip_prefix("sha-256=:")?.strip_suffix(':'))
}

pub async fn finish(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<DocumentId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<DocumentList>)> {
    let (owner, now, person) = (person_owner(&caller.person_id), state.clock.now(), caller.person_id);
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let document = tx.lock_document(&person, &id).await?.ok_or(ErrorCode::NotFound)?;
        if document.state == DocumentState::Receiving {
            if document.received_bytes != document.size_bytes {
                return Err(ErrorCode::UploadIncomplete.into());
            }
            tx.begin_check(&id, now).await?;
        }
        document_list(tx, &shared, &person, |_| true).await
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { job(tx).await }));
    let (status, list) = done.await?;
    state.settings.documents.due.notify_one();
    Ok((status, Json(list)))
}

async fn find(tx: &mut Tx, person: &PersonId, id: &DocumentId) -> Result<Document, ApiError> {
    Ok(tx.find_document(person, id).await?.ok_or(ErrorCode::NotFound)?)
}

fn on_wire(document: &Document) -> Upload {
    Upload {
        id: document.id.clone(),
        state: document.state,
        size_bytes: document.size_bytes,
        received_bytes: document.received_bytes,
        chunk_bytes: CHUNK_BYTES,
    }
}
