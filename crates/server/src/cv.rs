//! The CV maker (C7): answers saved part by part, and the paper that is made of them, which goes the way of every file.

pub mod photo;

use crate::documents::person::{document_list, new_id};
use crate::documents::work::hex_digest;
use crate::error::{Answer, ApiError};
use crate::extract::{IfMatch, NoBody, Param, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::operation::Operation;
use crate::papers::JPEG;
use crate::preview::{Eyes, PersonReader};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use contract::ErrorCode as Code;
use contract::cv::{
    CvPhoto, CvView, GET_CV, GET_CV_PHOTO, KeptPart, MAKE_CV, REMOVE_CV_PHOTO, SAVE_CV_PART, SET_CV_PHOTO,
    SheetLine, SheetLineKind, SkillIdea,
};
use contract::documents::DocumentList;
use domain::cv::{Cv, Part, PartKey, check_part, lacks};
use domain::documents::{
    CHUNK_BYTES, DocumentKind, NAME_MAX_CHARS, UploadRefusal, read_name, upload_refusal,
};
use domain::ids::PersonId;
use domain::time::Timestamp;
use paper::model::{Block, HeadingLevel, Tone};
use paper::{CvLabels, on_one_page};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::{CvPart, CvSaved, NewChunk, NewDocument, Tx};

/// Of whom the trades and ideas are: the paper is in French, whatever language the person reads (decision 24).
const PAPER_LANGUAGE: &str = "fr";

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&GET_CV, StatusCode::OK, get).gives::<CvView>(),
        Operation::new(&SAVE_CV_PART, StatusCode::NO_CONTENT, save)
            .takes::<Part>()
            .may_refuse(&[Code::CvRefused, Code::CvChangedElsewhere]),
        Operation::new(&GET_CV_PHOTO, StatusCode::OK, photo::get)
            .gives_file(JPEG)
            .may_refuse(&[Code::NotFound, Code::PreviewReadOnly]),
        Operation::new(&SET_CV_PHOTO, StatusCode::NO_CONTENT, photo::set)
            .takes::<CvPhoto>()
            .may_refuse(&[Code::CvPhotoRefused]),
        Operation::new(&REMOVE_CV_PHOTO, StatusCode::NO_CONTENT, photo::remove),
        Operation::new(&MAKE_CV, StatusCode::CREATED, make).gives::<DocumentList>().may_refuse(&[
            Code::CvIncomplete,
            Code::UploadTooMany,
            Code::UploadNoRoom,
        ]),
    ]
}

/// In a preview nothing is answered yet, as for a draft: what one writes here is nobody's until the paper is shared.
async fn get(State(state): State<AppState>, caller: PersonReader) -> Answer<Json<CvView>> {
    let PersonReader { person_id, eyes } = caller;
    let found = state.store.read({
        let person_id = person_id.clone();
        move |tx| Box::pin(async move { tx.find_person(&person_id).await })
    });
    let person =
        found.await.map_err(|error: store::Error| ApiError::from(error))?.ok_or(Code::SessionNeeded)?;
    let (parts, photo_at) = match eyes {
        Eyes::Own(_) => find_kept(&state, person_id).await?,
        Eyes::Together(_) | Eyes::Staff(..) => (Vec::new(), None),
    };
    let cv = cv_of(&parts);
    let labels = CvLabels::shipped();
    let ideas = labels.ideas_for(&cv.trades()).into_iter();
    // Without its bytes: here it is only said that it is there.
    let photo = photo_at.map(|_| Arc::from([]));
    let sheet = if parts.is_empty() { Vec::new() } else { sheet(&paper::cv(&cv, photo, labels).blocks) };
    Ok(Json(CvView {
        name: [person.first_name.as_str(), " ", &person.last_name].concat(),
        photo_at,
        sheet,
        jobs: state.library.jobs(PAPER_LANGUAGE).to_vec(),
        ideas: ideas.map(|idea| SkillIdea { code: idea.code.clone(), text: idea.text.clone() }).collect(),
        parts: parts.into_iter().map(|CvPart { version, part }| KeptPart { version, part }).collect(),
    }))
}

/// The parts, and since when there is a photo.
async fn find_kept(state: &AppState, person: PersonId) -> Result<(Vec<CvPart>, Option<Timestamp>), ApiError> {
    let found = state.store.read(move |tx| {
        Box::pin(async move { Ok((tx.list_cv_parts(&person).await?, tx.find_cv_photo_at(&person).await?)) })
    });
    found.await.map_err(|error: store::Error| ApiError::from(error))
}

/// All that is printed.
async fn find_all(state: &AppState, person: PersonId) -> Result<(Cv, Option<Arc<[u8]>>), ApiError> {
    let job = async move |tx: &mut Tx| {
        Ok((cv_of(&tx.list_cv_parts(&person).await?), photo::find(tx, &person).await?))
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await
}

fn cv_of(parts: &[CvPart]) -> Cv {
    Cv::of(parts.iter().map(|kept| kept.part.clone()))
}

/// The same blocks that are printed, so that what one looks at is what one gets.
fn sheet(blocks: &[Block]) -> Vec<SheetLine> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { level, text, .. } => {
                let kind = match level {
                    HeadingLevel::Title => SheetLineKind::Name,
                    HeadingLevel::Section => SheetLineKind::Section,
                    HeadingLevel::Item => SheetLineKind::Item,
                };
                lines.push(SheetLine { kind, text: text.clone() });
            }
            Block::Paragraph(tone, text) => {
                let kind = match tone {
                    Tone::Lead => SheetLineKind::Lead,
                    Tone::Note => SheetLineKind::Note,
                    Tone::Plain | Tone::Strong => SheetLineKind::Text,
                };
                lines.push(SheetLine { kind, text: text.clone() });
            }
            Block::List(_, items) => {
                lines.extend(
                    items.iter().map(|text| SheetLine { kind: SheetLineKind::Bullet, text: text.clone() }),
                );
            }
            Block::Portrait(picture, head) => {
                lines.push(SheetLine { kind: SheetLineKind::Photo, text: picture.alt.clone() });
                lines.extend(sheet(head));
            }
            other => unreachable!("BUG: a CV has no {other:?}"),
        }
    }
    lines
}

/// Answers with nothing: a kept answer would keep what was taken away.
async fn save(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(key): Param<String>,
    IfMatch(version): IfMatch,
    write: Write<Part>,
) -> Answer<StatusCode> {
    let key: PartKey = key.parse().map_err(|()| Code::NotFound)?;
    let part = check_part(write.body).map_err(|_| Code::CvRefused)?;
    if part.key() != key {
        return Err(Code::CvRefused.into());
    }
    let (owner, now, person) = (person_owner(&caller.person_id), state.clock.now(), caller.person_id);
    let done = once(&state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move {
            match tx.save_cv_part(&person, version, &part, now).await? {
                CvSaved::Saved => Ok(()),
                CvSaved::Stale => Err(Code::CvChangedElsewhere.into()),
            }
        })
    });
    done.await.map(|(status, ())| status)
}

/// The paper arrives as if the person had sent it: in chunks, to be looked at and scanned like any other file.
async fn make(
    State(state): State<AppState>,
    caller: PersonSession,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<DocumentList>)> {
    let (owner, now, person) = (person_owner(&caller.person_id), state.clock.now(), caller.person_id);
    let (cv, photo) = find_all(&state, person.clone()).await?;
    if !lacks(&cv).is_empty() {
        return Err(Code::CvIncomplete.into());
    }
    let labels = CvLabels::shipped();
    let name = labels.file_name(&cv.contact.name);
    let bytes = state.press.print(on_one_page(paper::cv(&cv, photo, labels))).await?;
    let new = NewDocument {
        id: new_id(),
        name: name_of(&name),
        extension: DocumentKind::Pdf.extension().to_owned(),
        size_bytes: bytes.len() as u64,
        digest: hex_digest(&bytes),
    };
    let chunks = chunks(&bytes);
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let held = tx.lock_held(&person).await?;
        upload_refusal(held, new.size_bytes).map_err(|refusal| match refusal {
            UploadRefusal::Empty | UploadRefusal::TooLarge => Code::ServiceInternal,
            UploadRefusal::TooMany => Code::UploadTooMany,
            UploadRefusal::NoRoom => Code::UploadNoRoom,
        })?;
        tx.insert_document(&person, &new, now).await?;
        for chunk in &chunks {
            tx.insert_chunk(&new.id, chunk, now).await?;
        }
        tx.begin_check(&new.id, now).await?;
        document_list(tx, &shared, &person, |_| true).await
    };
    let made = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { job(tx).await })
    });
    let (status, list) = made.await?;
    state.settings.documents.due.notify_one();
    Ok((status, Json(list)))
}

/// A title as the name of a file, which may be shorter.
fn name_of(title: &str) -> String {
    let short: String = title.chars().take(NAME_MAX_CHARS).collect();
    read_name(&short).expect("BUG: what is kept of a name is one line of plain signs").to_owned()
}

fn chunks(bytes: &[u8]) -> Vec<NewChunk> {
    let length = usize::try_from(CHUNK_BYTES).unwrap_or(usize::MAX);
    let chunk = |(n, part): (usize, &[u8])| NewChunk {
        offset: (n * length) as u64,
        length: part.len() as u64,
        digest: BASE64.encode(Sha256::digest(part)),
        content: BASE64.encode(part),
    };
    bytes.chunks(length).enumerate().map(chunk).collect()
}
