//! Looking at a person's pages as they see them (R1, R2, R3; decision 20).
//!
//! What is asked inside a preview is refused when it writes, by what the contract declares ([`crate::inside`]), and
//! [`PersonSession`](crate::extract::PersonSession), without which nothing of a person can be written, cannot be had from it.
//! A read that is meant for previews takes a [`PersonReader`]; a read that does not is refused. Filling in together reads
//! through it too, and is a preview in all that is not done together.

use crate::access::{find_followed, note, require_followed};
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, OwnSession, Param, StaffSession, Write};
use crate::idempotency::{once, staff_owner};
use crate::inside::{Inside, desk_session};
use crate::keys::random_id;
use crate::library::Library;
use crate::operation::Operation;
use crate::sitting;
use crate::state::AppState;
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use contract::ErrorCode;
use contract::preview::{END_PREVIEW, PreviewView, START_PREVIEW};
use domain::ids::{PersonId, PreviewId, SubmissionId};
use domain::questionnaire::{
    Answers, Questionnaire, Reader, Sharings, TalkRequest, preview_answers, shared_then_and_now,
    visible_request,
};
use domain::time::Timestamp;
use store::{KeptTalkRequest, Preview, Session, Submission, TalkOutcome, Tx};

/// How long a preview may last, in seconds.
const LIMIT_S: i64 = 30 * 60;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&START_PREVIEW, StatusCode::CREATED, start).gives::<PreviewView>(),
        Operation::new(&END_PREVIEW, StatusCode::NO_CONTENT, end),
    ]
}

/// Who reads a person's pages. Nothing can be written with it.
#[derive(Debug)]
pub struct PersonReader {
    pub person_id: PersonId,
    pub eyes: Eyes,
}

/// Whose eyes see the pages.
#[derive(Debug)]
pub enum Eyes {
    /// The person's own.
    Own(Session),
    /// The person's and those of someone at the desk, in what they do together.
    Together(Look),
    /// Those of someone who follows the person, who looks.
    Staff(Look, Reader),
}

/// When a look at someone's pages began, and when it ends at the latest.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub started_at: Timestamp,
    pub expires_at: Timestamp,
}

impl FromRequestParts<AppState> for PersonReader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let found = match Inside::of(parts).cloned() {
            Some(Inside::Preview(id)) => find(parts, state, id).await?,
            Some(Inside::Sitting(id)) => sitting::find_reader(parts, state, &id).await?,
            None => {
                let OwnSession { person_id, session } = OwnSession::from_request_parts(parts, state).await?;
                Some(Self { person_id, eyes: Eyes::Own(session) })
            }
        };
        found.ok_or_else(|| ErrorCode::SessionNeeded.into())
    }
}

/// A preview lives as long as the session at the desk in which it was begun, and as the caller follows the person.
async fn find(parts: &Parts, state: &AppState, id: PreviewId) -> Result<Option<PersonReader>, ApiError> {
    let Some(session) = desk_session(parts, state).await? else { return Ok(None) };
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| {
        let found = tx.find_preview(&id, &session.token_hash).await?;
        let Some(preview) = found.filter(|preview| now < preview.expires_at) else { return Ok(None) };
        let Some(reader) = find_followed(tx, &preview.staff_id, &preview.person_id).await? else {
            return Ok(None);
        };
        let look = Look { started_at: preview.started_at, expires_at: preview.expires_at };
        Ok::<_, ApiError>(Some(PersonReader {
            person_id: preview.person_id,
            eyes: Eyes::Staff(look, reader),
        }))
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await
}

impl Eyes {
    /// What the eyes may know; `None` for the person's own and for what is done together: these see everything.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find_shown(&self, tx: &mut Tx, person_id: &PersonId) -> Result<Option<Shown>, store::Error> {
        match self {
            Self::Own(_) | Self::Together(_) => Ok(None),
            Self::Staff(_, reader) => Shown::find(tx, person_id, *reader).await.map(Some),
        }
    }
}

/// What someone who looks may know of what a person has sent.
#[derive(Debug)]
pub struct Shown {
    reader: Reader,
    sharings: Sharings,
    /// Wishes that stand or were met, as far as the one who looks hears of wishes.
    wishes: Vec<KeptTalkRequest>,
    /// The last submission: what came before is shown as far as it was shared then.
    last: Option<SubmissionId>,
}

impl Shown {
    async fn find(tx: &mut Tx, person_id: &PersonId, reader: Reader) -> Result<Self, store::Error> {
        let mut wishes = match reader {
            Reader::Referent => tx.list_talk_requests(person_id).await?,
            Reader::Team => Vec::new(),
        };
        wishes.retain(|wish| wish.outcome != Some(TalkOutcome::Withdrawn));
        let last = tx.list_submissions(person_id).await?.into_iter().next().map(|last| last.id);
        Ok(Self { reader, sharings: tx.find_sharings(person_id).await?, wishes, last })
    }

    pub fn reader(&self) -> Reader {
        self.reader
    }

    /// The wishes that are known, in the order they were made.
    pub fn wishes(&self) -> &[KeptTalkRequest] {
        &self.wishes
    }

    /// Takes out of a submission what is kept. Without the questions nothing of it can be told.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn limit(
        &self,
        tx: &mut Tx,
        library: &Library,
        submission: &mut Submission,
    ) -> Result<(), store::Error> {
        let edition = library.find(tx, &submission.questionnaire_version, None).await?;
        submission.answers = edition
            .map(|edition| self.answers(&submission.id, &edition.questionnaire, &submission.answers))
            .unwrap_or_default();
        Ok(())
    }

    /// A wish as the one who looks may know it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn tell_wish(
        &self,
        tx: &mut Tx,
        library: &Library,
        wish: &KeptTalkRequest,
    ) -> Result<TalkRequest, store::Error> {
        let sent = tx.find_submission(&wish.person_id, &wish.submission_id).await?;
        let edition = library.find(tx, &wish.questionnaire_version, None).await?;
        let Some((sent, edition)) = sent.zip(edition) else { return Ok(TalkRequest::Personal) };
        let (questions, answers) = (&edition.questionnaire, &sent.answers);
        let sharings = self.sharings(&sent.id, questions, answers);
        Ok(visible_request(questions, answers, &sharings, self.reader, &wish.request))
    }

    /// Who may read answers of this submission.
    fn sharings(&self, id: &SubmissionId, definition: &Questionnaire, sent: &Answers) -> Sharings {
        if self.last.as_ref() == Some(id) {
            return self.sharings.clone();
        }
        shared_then_and_now(definition, sent, &self.sharings)
    }

    /// The answers of a submission as the person's pages show them.
    pub fn answers(&self, id: &SubmissionId, definition: &Questionnaire, sent: &Answers) -> Answers {
        let is_private =
            |wish: &&KeptTalkRequest| wish.submission_id == *id && wish.request == TalkRequest::Private;
        let has_wish = self.wishes.iter().any(|wish| is_private(&wish));
        preview_answers(definition, sent, &self.sharings(id, definition, sent), self.reader, has_wish)
    }

    /// How many of its wishes are known.
    pub fn n_wishes(&self, id: &SubmissionId) -> u64 {
        self.wishes.iter().filter(|wish| wish.submission_id == *id).count() as u64
    }
}

/// The look is noted with its beginning: when nothing can be noted, nothing is shown.
async fn start(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(person_id): Param<PersonId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<PreviewView>)> {
    let (owner, now) = (staff_owner(&caller.staff_id), state.clock.now());
    let work = async move |tx: &mut Tx| {
        require_followed(tx, &caller.staff_id, &person_id).await?;
        let preview = Preview {
            id: PreviewId::new(random_id()).expect("BUG: a random id is an identifier"),
            staff_session: caller.session.token_hash,
            staff_id: caller.staff_id,
            person_id,
            started_at: now,
            expires_at: now.plus_s(LIMIT_S).min(caller.session.expires_at),
        };
        if !tx.start_preview(&preview).await? {
            return Err(ErrorCode::SessionNeeded.into());
        }
        let object = Some(preview.id.to_string());
        note(tx, &preview.person_id, &preview.staff_id, &START_PREVIEW, object, now).await?;
        Ok::<_, ApiError>(PreviewView { id: preview.id, until: preview.expires_at })
    };
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    let (status, preview) = done.await?;
    Ok((status, Json(preview)))
}

/// A preview of another session, or one that has ended, does not exist.
async fn end(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<PreviewId>,
    write: Write<NoBody>,
) -> Answer<StatusCode> {
    let (owner, now) = (staff_owner(&caller.staff_id), state.clock.now());
    let work = async move |tx: &mut Tx| {
        let session = &caller.session.token_hash;
        tx.find_preview(&id, session).await?.ok_or(ErrorCode::NotFound)?;
        tx.end_previews_of(session, now).await?;
        Ok::<_, ApiError>(())
    };
    let done = once(&state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, ())| status)
}
