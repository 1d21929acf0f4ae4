//! What goes on behind: each file that has arrived is looked at and kept, each that is kept is scanned, and what must hold
//! nothing is emptied. Any number of instances may do this.

use crate::documents::check::{self, Fine, check};
use crate::documents::clamd::{Clamd, Verdict};
use crate::documents::objects::{Objects, Patience, Trouble, path_of};
use crate::documents::pictures;
use crate::state::AppState;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use domain::documents::{DocumentState, FileRefusal, Scan, takes_over};
use domain::time::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::iter;
use std::time::Duration;
use store::{Claim, Document, KeptChunk, Outcome, Store, Tx};

/// A clamd that has come back is noticed within this; 60 seconds are promised.
const EVERY: Duration = Duration::from_secs(5);
/// Longer than looking at a file, or scanning one, may take.
const CLAIM_S: i64 = 180;
const _: () = {
    let (look, put, draw) = (check::WITHIN, Patience::USUAL.put, pictures::WITHIN);
    assert!(look.as_secs() + put.as_secs() + draw.as_secs() < CLAIM_S.unsigned_abs());
};
/// After a neighbour failed.
const AGAIN_S: i64 = 10;
/// What clamd does not look at for its size, it will not look at before somebody has changed its settings.
const OVER_LIMITS_AGAIN_S: i64 = 3600;
/// What somebody has taken out of the object store may be put back from a copy.
const LOST_AGAIN_S: i64 = 3600;
/// As long as a worker could still be writing an object of a file that was removed.
const STALE_S: i64 = 3600;
const STALE_AGAIN_S: i64 = 30;
const STALE_AT_ONCE: u32 = 100;
/// An upload that nobody goes on with, and a refusal that nobody has taken away.
const UPLOAD_KEPT_S: i64 = 7 * 86_400;
const REFUSAL_KEPT_S: i64 = 30 * 86_400;

/// For ever.
pub async fn run(state: AppState) {
    loop {
        if let Err(error) = round(&state).await {
            tracing::warn!(%error, "files could not be looked after");
        }
        // Either is a reason to look.
        let _ = tokio::time::timeout(EVERY, state.settings.documents.due.notified()).await;
    }
}

/// Everything that is due now.
///
/// # Errors
/// When the store fails; what was done stays done.
pub async fn round(state: &AppState) -> Result<(), store::Error> {
    if check_all(state).await? && scan_all(state).await? {
        empty_stale(&state.store, &state.settings.documents.objects, state.clock.now()).await?;
    }
    purge(state).await
}

/// `false` when a neighbour is away: then each file would wait for it as long as the first did.
async fn check_all(state: &AppState) -> Result<bool, store::Error> {
    while let Some(claim) = claim(state, DocumentState::Checking).await? {
        let outcome = keep(state, &claim).await?;
        settle(state, claim, outcome).await?;
        if outcome.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `false` when the object store is away.
async fn scan_all(state: &AppState) -> Result<bool, store::Error> {
    let Some(scanner) = &state.settings.documents.scanner else { return Ok(true) };
    if !has_due_scans(state).await? || !scanner.is_there().await {
        return Ok(true);
    }
    while let Some(claim) = claim(state, DocumentState::Kept).await? {
        let outcome = scan(state, scanner, &claim).await;
        settle(state, claim, outcome).await?;
        match outcome {
            None => return Ok(false),
            Some(Outcome::Later(_)) if !scanner.is_there().await => break,
            Some(_) => {}
        }
    }
    Ok(true)
}

async fn claim(state: &AppState, which: DocumentState) -> Result<Option<Claim>, store::Error> {
    let now = state.clock.now();
    let is_due = state.store.read(move |tx| Box::pin(async move { tx.has_due_document(which, now).await }));
    // A look costs nothing; taking on is a commit.
    if !is_due.await? {
        return Ok(None);
    }
    let until = now.plus_s(CLAIM_S);
    state.store.write(move |tx| Box::pin(async move { tx.claim_document(which, now, until).await })).await
}

async fn has_due_scans(state: &AppState) -> Result<bool, store::Error> {
    let now = state.clock.now();
    let read = state
        .store
        .read(move |tx| Box::pin(async move { tx.has_due_document(DocumentState::Kept, now).await }));
    read.await
}

/// No outcome: soon again.
async fn settle(state: &AppState, claim: Claim, outcome: Option<Outcome>) -> Result<(), store::Error> {
    let now = state.clock.now();
    let outcome = outcome.unwrap_or(Outcome::Later(now.plus_s(AGAIN_S)));
    let scan = match outcome {
        Outcome::Kept { .. } => Some(Scan::Waiting),
        Outcome::Clean => Some(Scan::Clean),
        Outcome::Refused(_) | Outcome::Later(_) => None,
    };
    let has_scanner = state.settings.documents.scanner.is_some();
    let takes_over = scan.is_some() && takes_over(DocumentState::Kept, scan, has_scanner);
    let job = async move |tx: &mut Tx| {
        let id = &claim.document.id;
        if takes_over {
            tx.lock_replaced(id).await?;
        }
        if tx.settle_claim(&claim, outcome, now).await? && takes_over {
            tx.take_over(id, now).await?;
        }
        Ok(())
    };
    state.store.write(move |tx| Box::pin(async move { job(tx).await })).await
}

/// Puts the chunks together, has them looked at, and puts what is to be kept into the object store under the file's id, with
/// pictures of its pages beside it: done twice, it is the same. `None` when a neighbour is away.
async fn keep(state: &AppState, claim: &Claim) -> Result<Option<Outcome>, store::Error> {
    let document = &claim.document;
    let bytes = put_together(state, document).await?;
    if hex_digest(&bytes) != document.digest {
        return Ok(Some(Outcome::Refused(FileRefusal::Changed)));
    }
    let means = &state.settings.documents;
    let Fine { kind, bytes } = match check(&means.checker, bytes, &document.extension).await {
        Ok(Ok(fine)) => fine,
        Ok(Err(why)) => return Ok(Some(Outcome::Refused(why))),
        Err(error) => {
            tracing::error!(kind = %error.kind(), "a file could not be looked at");
            return Ok(None);
        }
    };
    let size_bytes = bytes.len() as u64;
    let bytes = Bytes::from(bytes);
    if let Err(trouble) = means.objects.put(&path_of(&document.id), bytes.clone()).await {
        tracing::warn!(%trouble, "a file could not be put into the object store");
        return Ok(None);
    }
    let n_pictures = pictures::make(state, &document.id, kind, &bytes).await;
    Ok(Some(Outcome::Kept { kind, size_bytes, n_pictures }))
}

/// What is here of a file. Chunk by chunk: asked for all at once, the allocator would keep twice a file's room for each of
/// the threads that read in turn.
async fn put_together(state: &AppState, document: &Document) -> Result<Vec<u8>, store::Error> {
    let mut bytes = Vec::with_capacity(usize::try_from(document.size_bytes).unwrap_or_default());
    loop {
        let (id, offset) = (document.id.clone(), bytes.len());
        let found =
            state.store.read_one(move |tx| Box::pin(async move { tx.find_chunk(&id, offset as u64).await }));
        let Some(chunk): Option<KeptChunk> = found.await? else { return Ok(bytes) };
        // What is not base 64 ends here, and the digest tells.
        if BASE64.decode_vec(chunk.content, &mut bytes).is_err() || bytes.len() == offset {
            return Ok(bytes);
        }
    }
}

/// `None` when the object store is away.
async fn scan(state: &AppState, scanner: &Clamd, claim: &Claim) -> Option<Outcome> {
    let now = state.clock.now();
    let bytes = match state.settings.documents.objects.get(&path_of(&claim.document.id)).await {
        Ok(bytes) => bytes,
        Err(Trouble::Absent) => {
            tracing::error!("a file that is kept is not in the object store");
            return Some(Outcome::Later(now.plus_s(LOST_AGAIN_S)));
        }
        Err(trouble) => {
            tracing::warn!(%trouble, "a file could not be read from the object store");
            return None;
        }
    };
    Some(match scanner.scan(&bytes).await {
        Ok(Verdict::Clean) => Outcome::Clean,
        Ok(Verdict::Infected) => Outcome::Refused(FileRefusal::Infected),
        Ok(Verdict::OverLimits) => {
            tracing::warn!("a file is over the limits of clamd: it stays with its owner");
            Outcome::Later(now.plus_s(OVER_LIMITS_AGAIN_S))
        }
        Err(error) => {
            tracing::warn!(kind = %error.kind(), "clamd did not look at a file");
            Outcome::Later(now.plus_s(AGAIN_S))
        }
    })
}

/// Empties what must hold nothing, ever more seldom, and forgets what has been empty for long enough.
///
/// # Errors
/// When the store fails; what was done stays done.
pub async fn empty_stale(store: &Store, objects: &Objects, now: Timestamp) -> Result<(), store::Error> {
    let stale =
        store.read(move |tx| Box::pin(async move { tx.list_stale_objects(now, STALE_AT_ONCE).await }));
    let mut emptied = Vec::new();
    'names: for (id, since) in stale.await? {
        for path in iter::once(path_of(&id)).chain(pictures::paths_of(&id)) {
            if let Err(trouble) = objects.delete(&path).await {
                tracing::warn!(%trouble, "a file could not be removed from the object store");
                break 'names;
            }
        }
        emptied.push((id, empty_again_at(since, now)));
    }
    if emptied.is_empty() {
        return Ok(());
    }
    store.write(move |tx| Box::pin(async move { tx.settle_stale_objects(&emptied).await })).await
}

/// After as long again as it has been stale: eight times in the hour.
fn empty_again_at(since: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let is_over = since < now.plus_s(-STALE_S);
    let waited_s = (now.as_ms() - since.as_ms()) / 1000;
    (!is_over).then(|| now.plus_s(waited_s.max(STALE_AGAIN_S)))
}

async fn purge(state: &AppState) -> Result<(), store::Error> {
    let now = state.clock.now();
    let (begun, refused) = (now.plus_s(-UPLOAD_KEPT_S), now.plus_s(-REFUSAL_KEPT_S));
    let has_old =
        state.store.read(move |tx| Box::pin(async move { tx.has_old_documents(begun, refused).await }));
    if has_old.await? {
        let purged =
            state.store.write(move |tx| Box::pin(async move { tx.purge_documents(begun, refused).await }));
        let n_documents = purged.await?;
        tracing::info!(n_documents, "removed uploads that nobody went on with");
    }
    Ok(())
}

/// SHA-256, as an upload is announced with.
pub fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("BUG: writing to memory does not fail");
        text
    })
}
