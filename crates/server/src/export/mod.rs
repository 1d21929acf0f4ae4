//! Everything that is kept of a person, for themselves (S4), and until when (S5).
//!
//! One ZIP: what each table tells as a PDF to read and as JSON for other programs, the person's papers, and their files. What
//! a table tells is `store::KEPT_OF_A_PERSON`; its words are `words/copy`.

mod tell;
mod words;

use crate::documents::person::read_bytes;
use crate::error::{Answer, ApiError};
use crate::extract::{Params, PersonSession};
use crate::health_data::find_health_until;
use crate::operation::Operation;
use crate::papers::{OWN_LANGUAGE, Spoken, as_file};
use crate::preview::{Eyes, PersonReader};
use crate::questionnaire::copy::{copy_of_draft, copy_of_submission};
use crate::state::AppState;
use crate::{cv, pathway, venue};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_LENGTH;
use axum::response::Response;
use bytes::Bytes;
use contract::ErrorCode;
use contract::retention::{EXPORT_MY_DATA, GET_RETENTION, RetentionView};
use domain::documents::{Reach, reach};
use domain::ids::PersonId;
use domain::time::Timestamp;
use futures_util::stream;
use paper::Labels;
use paper::model;
use std::convert::Infallible;
use std::io::{Cursor, Write};
use std::sync::Arc;
use std::time::Duration;
use store::{Document, Person, ToldTable, Tx};
use tell::Teller;
use tokio::sync::OwnedSemaphorePermit;
use words::CopyWords;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const ZIP: &str = "application/zip";

/// How long one may wait for those who came first: each has all files of a person in memory.
const QUEUE_LIMIT: Duration = Duration::from_secs(8);

const PIECE_BYTES: usize = 64 * 1024;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&GET_RETENTION, StatusCode::OK, get_retention).gives::<RetentionView>(),
        Operation::new(&EXPORT_MY_DATA, StatusCode::OK, export)
            .query(&[OWN_LANGUAGE])
            .gives_file(ZIP)
            .may_refuse(&[ErrorCode::PreviewReadOnly]),
    ]
}

async fn get_retention(State(state): State<AppState>, caller: PersonReader) -> Answer<Json<RetentionView>> {
    let (library, periods) = (Arc::clone(&state.library), state.settings.periods);
    let job = async move |tx: &mut Tx| {
        let id = &caller.person_id;
        let Some(resting) = tx.find_resting(id).await? else { return Ok(None) };
        let last_contact = resting.last_contact;
        // What one has asked is between the person and who answers; so is whether there is anything about their health.
        let (erase_at, health_until) = match caller.eyes {
            Eyes::Own(_) => (
                tx.find_erasure_to_come(id).await?,
                find_health_until(tx, &library, id, periods, last_contact).await?,
            ),
            Eyes::Together(_) | Eyes::Staff(..) => (None, None),
        };
        let kept_until = periods.ends_at(last_contact);
        Ok::<_, store::Error>(Some(RetentionView { kept_until, health_until, erase_at }))
    };
    let found = state.store.read(move |tx| Box::pin(async move { job(tx).await })).await;
    let found = found.map_err(|error: store::Error| ApiError::from(error))?;
    Ok(Json(found.ok_or(ErrorCode::SessionNeeded)?))
}

/// What goes into the file.
struct Found {
    person: Person,
    language: String,
    told: Vec<ToldTable>,
    /// Name and paper.
    papers: Vec<(String, model::Document)>,
    documents: Vec<Document>,
    /// The photo of the CV.
    photo: Option<Arc<[u8]>>,
}

async fn export(
    State(state): State<AppState>,
    caller: PersonSession,
    Params(spoken): Params<Spoken>,
) -> Answer<Response> {
    let turn = tokio::time::timeout(QUEUE_LIMIT, Arc::clone(&state.exports).acquire_owned()).await;
    let turn = turn.map_err(|_| ApiError::unavailable())?.expect("BUG: the semaphore is never closed");
    let now = state.clock.now();
    let shared = state.clone();
    let found = state.store.read(move |tx| {
        Box::pin(async move { find(tx, &shared, &caller.person_id, spoken.language, now).await })
    });
    let mut found = found.await?;
    let labels = Labels::shipped(&found.language);
    let words = &labels.everything;
    let teller =
        Teller::new(state.library.content(), &found.language, CopyWords::shipped(&found.language), labels);
    let everything = teller.everything(&found.person, &found.told, now);
    found.papers.insert(0, (words.file.clone(), paper::everything(&everything, labels)));
    let mut files = vec![(format!("{}.json", words.file), tell::json(&found.told, now))];
    for (name, document) in found.papers {
        files.push((format!("{name}.pdf"), state.press.print(document).await?));
    }
    if let Some(photo) = found.photo {
        files.push((format!("{}.jpg", words.photo_file), photo.to_vec()));
    }
    for (at, document) in found.documents.iter().enumerate() {
        let kind = document.kind.ok_or(ErrorCode::ServiceInternal)?;
        // Two files may have the same name.
        let name = format!("{}/{} - {}", words.folder, at + 1, kind.file_name(&document.name));
        files.push((name, read_bytes(&state, &document.id).await?));
    }
    let packed = tokio::task::spawn_blocking(move || pack(files)).await;
    let packed = packed.ok().and_then(Result::ok).ok_or(ErrorCode::ServiceInternal)?;
    let n_bytes = packed.len();
    let mut answer = as_file(body_with(packed, turn), ZIP, &format!("{}.zip", words.file));
    answer.headers_mut().insert(CONTENT_LENGTH, n_bytes.into());
    Ok(answer)
}

/// Piece by piece, with the turn: the next may come when the last piece has left, or the client has gone.
fn body_with(bytes: Vec<u8>, turn: OwnedSemaphorePermit) -> Body {
    let pieces = stream::unfold((Bytes::from(bytes), turn), |(mut left, turn)| async move {
        let piece = left.split_to(left.len().min(PIECE_BYTES));
        (!piece.is_empty()).then_some((Ok::<_, Infallible>(piece), (left, turn)))
    });
    Body::from_stream(pieces)
}

async fn find(
    tx: &mut Tx,
    state: &AppState,
    id: &PersonId,
    language: Option<String>,
    now: Timestamp,
) -> Result<Found, ApiError> {
    let person = tx.find_person(id).await?.ok_or(ErrorCode::SessionNeeded)?;
    let language = language.unwrap_or_else(|| person.language.clone());
    let labels = Labels::shipped(&language);
    let mut papers = Vec::new();
    if let Some(recap) = pathway::recap_of(tx, state, id, &language, now).await? {
        papers.push((labels.recap.file.clone(), recap));
    }
    // The first that was sent is the first.
    for (at, sent) in tx.list_submissions(id).await?.iter().rev().enumerate() {
        let copy = copy_of_submission(tx, state, id, &sent.id, Some(&language)).await?;
        papers.push((format!("{}-{}", labels.copy.file, at + 1), copy));
    }
    if let Some(copy) = copy_of_draft(tx, state, id, &language).await? {
        papers.push((labels.everything.draft_file.clone(), copy));
    }
    let mut documents = tx.list_documents(id).await?;
    documents.retain(|document| reach(true, false, document.state, document.scan) == Reach::Open);
    let photo = cv::photo::find(tx, id).await?;
    Ok(Found { told: tx.list_told(id).await?, person, language, papers, documents, photo })
}

/// Papers and pictures are compressed inside; the rest is small.
fn pack(files: Vec<(String, Vec<u8>)>) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(
            name,
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )?;
        zip.write_all(&bytes)?;
    }
    let mut packed = zip.finish()?.into_inner();
    // It grew by doubling, and stays until a slow client has read it.
    packed.shrink_to_fit();
    Ok(packed)
}

/// An instant as the département's calendar and clock show it.
fn in_words(labels: &Labels, at: Timestamp) -> Option<String> {
    let shown = venue::appointment(at)?;
    let (day, time) = (labels.day(shown.day), shown.time.to_string());
    Some(paper::fill(&labels.everything.at, &[("day", &day), ("time", &time)]))
}
