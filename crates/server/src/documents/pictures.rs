//! What the pages of a file look like, for whoever handed it in: drawn by a process of its own when the file is kept, and
//! beside it in the object store ([decision 28](../../../../docs/decisions/0028-a-person-knows-their-paper-again.md)).
//!
//! A picture that cannot be drawn, or kept, is none: the file itself is kept all the same.

use crate::documents::check::ask;
use crate::documents::objects::Trouble;
use crate::documents::person::{find_open, read_object};
use crate::error::{Answer, ApiError};
use crate::extract::{PersonSession, TwoParams};
use crate::papers::as_picture;
use crate::state::AppState;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use contract::ErrorCode;
use domain::documents::{DocumentKind, MAX_PICTURES};
use domain::ids::DocumentId;
use object_store::path::Path;
use std::io;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// For drawing and keeping them all, so that the work on the file ends while it is taken on. The process has a limit of its own in
/// processor time.
pub const WITHIN: Duration = Duration::from_secs(40);
/// Of all pictures of a file; a page full of colours has a tenth.
const OUTPUT_BYTES: u64 = 4 << 20;

/// Where each picture of a file may be.
pub fn paths_of(id: &DocumentId) -> impl Iterator<Item = Path> {
    (1..=MAX_PICTURES).map(move |number| path_of(id, number))
}

fn path_of(id: &DocumentId, number: u64) -> Path {
    Path::from(format!("{id}.{number}"))
}

/// Draws the first pages of a file that was found fine and keeps their pictures. Answers how many, from the first one on.
pub async fn make(state: &AppState, id: &DocumentId, kind: DocumentKind, bytes: &[u8]) -> u64 {
    if !kind.has_pages() {
        return 0;
    }
    let (means, until) = (&state.settings.documents, Instant::now() + WITHIN);
    let drawn = match ask(&means.checker, &["draw-pages"], bytes, WITHIN, OUTPUT_BYTES).await {
        // What was told before the process ended, however it ended, are whole pages.
        Ok((_, said)) => said,
        Err(error) => {
            tracing::warn!(kind = %error.kind(), "the pages of a file could not be drawn");
            return 0;
        }
    };
    let mut n_kept = 0;
    for (picture, path) in read_pictures(&drawn).zip(paths_of(id)) {
        let put = timeout_at(until, means.objects.put(&path, Bytes::copy_from_slice(picture))).await;
        if let Err(trouble) = put.unwrap_or(Err(Trouble::Away)) {
            tracing::warn!(%trouble, "a picture of a page could not be put into the object store");
            break;
        }
        n_kept += 1;
    }
    n_kept
}

/// One picture on the output of `draw-pages`: how many bytes it has, then the bytes.
///
/// # Errors
/// When nobody listens.
pub fn write_picture(out: &mut impl io::Write, picture: &[u8]) -> io::Result<()> {
    let length = u32::try_from(picture.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(picture)?;
    out.flush()
}

/// The pictures that were written whole.
fn read_pictures(mut said: &[u8]) -> impl Iterator<Item = &[u8]> {
    core::iter::from_fn(move || {
        let (length, rest) = said.split_first_chunk()?;
        let (picture, rest) = rest.split_at_checked(u32::from_be_bytes(*length).try_into().ok()?)?;
        said = rest;
        Some(picture)
    })
}

/// Only its owner looks, from the moment the file is kept, and nothing keeps what they saw.
pub async fn get(
    State(state): State<AppState>,
    caller: PersonSession,
    TwoParams(id, number): TwoParams<DocumentId, u64>,
) -> Answer<Response> {
    let document = find_open(&state, caller.person_id, id).await?;
    if !(1..=document.n_pictures).contains(&number) {
        return Err(ErrorCode::NotFound.into());
    }
    let picture = read_object(&state, &path_of(&document.id, number)).await?;
    Ok(as_picture(picture))
}

/// What to keep of the photo of a CV; `None` when it is no picture.
///
/// # Errors
/// Unavailable when too many wait, or the process could not be asked.
pub async fn draw_portrait(state: &AppState, bytes: &[u8]) -> Result<Option<Vec<u8>>, ApiError> {
    let _turn = state.press.turn().await?;
    let means = &state.settings.documents;
    let asked = ask(&means.checker, &["draw-portrait"], bytes, WITHIN, OUTPUT_BYTES).await;
    let (_, said) = asked.map_err(|error| {
        tracing::warn!(kind = %error.kind(), "a photo could not be drawn");
        ApiError::unavailable()
    })?;
    Ok(read_pictures(&said).next().map(<[u8]>::to_vec))
}

#[cfg(test)]
mod tests;
