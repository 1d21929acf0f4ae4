//! The photo of a CV: drawn anew by a process of its own, kept, and given to its owner only.

use crate::documents::draw_portrait;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::papers::as_picture;
use crate::state::AppState;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use contract::ErrorCode as Code;
use contract::cv::CvPhoto;
use domain::cv::PHOTO_MAX_BYTES;
use domain::ids::PersonId;
use std::sync::Arc;
use store::Tx;

/// The photo as bytes.
///
/// # Errors
/// When the store fails, or holds what is no base 64.
pub async fn find(tx: &mut Tx, person: &PersonId) -> Result<Option<Arc<[u8]>>, ApiError> {
    let kept = tx.find_cv_photo(person).await?;
    let bytes = kept.map(|kept| BASE64.decode(kept)).transpose().map_err(|_| Code::ServiceInternal)?;
    Ok(bytes.map(Arc::from))
}

pub async fn get(State(state): State<AppState>, caller: PersonSession) -> Answer<Response> {
    let found = state.store.read(move |tx| Box::pin(async move { find(tx, &caller.person_id).await }));
    let photo = found.await?.ok_or(Code::NotFound)?;
    Ok(as_picture(photo.to_vec()))
}

/// Answers with nothing: a kept answer would keep what was taken away.
pub async fn set(
    State(state): State<AppState>,
    caller: PersonSession,
    write: Write<CvPhoto>,
) -> Answer<StatusCode> {
    let sent = BASE64.decode(&write.body.jpeg).map_err(|_| Code::CvPhotoRefused)?;
    if sent.len() as u64 > PHOTO_MAX_BYTES {
        return Err(Code::CvPhotoRefused.into());
    }
    let drawn = draw_portrait(&state, &sent).await?.ok_or(Code::CvPhotoRefused)?;
    let (owner, now, person) = (person_owner(&caller.person_id), state.clock.now(), caller.person_id);
    let done = once(&state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move { Ok(tx.set_cv_photo(&person, &BASE64.encode(drawn), now).await?) })
    });
    done.await.map(|(status, ())| status)
}

pub async fn remove(
    State(state): State<AppState>,
    caller: PersonSession,
    write: Write<NoBody>,
) -> Answer<StatusCode> {
    let (owner, person) = (person_owner(&caller.person_id), caller.person_id);
    let done = once(&state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move { Ok(tx.remove_cv_photo(&person).await?) })
    });
    done.await.map(|(status, ())| status)
}
