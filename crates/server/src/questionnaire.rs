//! Taking stock: the questions, the draft, what was sent (Q1-Q13).

pub mod copy;
mod draft;
mod versions;

pub use draft::read_draft;

use crate::error::{Answer, ApiError};
use crate::extract::{DraftTag, NoBody, Param, Params, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::keys::random_id;
use crate::library::{Edition, Library};
use crate::operation::{Operation, QueryParam};
use crate::papers::{OWN_LANGUAGE, PDF};
use crate::preview::PersonReader;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, ETAG, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::ErrorCode;
use contract::questionnaire::{
    Draft, GET_DRAFT, GET_QUESTIONNAIRE, GET_SUBMISSION, GET_SUBMISSION_COPY, LIST_SUBMISSIONS, SAVE_ANSWER,
    SUBMIT_DRAFT, SaveAnswer, SavedAnswer, Submission, SubmissionSummary, draft_tag,
};
use contract::versions::{
    Changes, DraftMove, GET_CHANGES, GET_DRAFT_MOVE, MOVE_DRAFT, MoveDraft, MovedDraft,
};
use domain::ids::{PersonId, SubmissionId};
use domain::pathway::Milestone;
use domain::questionnaire::{
    Answers, Page, Questionnaire, StepKey, missing, prune, sharing_of, talk_requests,
};
use domain::time::Timestamp;
use serde::Deserialize;
use store::Tx;

pub const LANGUAGE: QueryParam = QueryParam {
    name: "language",
    description: "BCP 47 tag of the texts; the nearest declared language is taken.",
};
const VERSION: QueryParam =
    QueryParam { name: "version", description: "A version of the questions; the current one when absent." };

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&GET_QUESTIONNAIRE, StatusCode::OK, get_questionnaire)
            .gives::<Questionnaire>()
            .or_not_modified()
            .query(&[VERSION, LANGUAGE])
            .may_refuse(&[ErrorCode::QuestionnaireUnknown]),
        Operation::new(&GET_DRAFT, StatusCode::OK, draft::get_draft).gives::<Draft>().query(&[LANGUAGE]),
        Operation::new(&SAVE_ANSWER, StatusCode::OK, draft::save_answer)
            .takes::<SaveAnswer>()
            .gives::<SavedAnswer>()
            .may_refuse(&[
                ErrorCode::QuestionnaireUnknown,
                ErrorCode::AnswerRefused,
                ErrorCode::AnswerChangedElsewhere,
                ErrorCode::DraftGone,
                ErrorCode::DraftOtherVersion,
            ]),
        Operation::new(&SUBMIT_DRAFT, StatusCode::CREATED, submit_draft)
            .gives::<SubmissionSummary>()
            .query(&[LANGUAGE])
            .may_refuse(&[
                ErrorCode::DraftIncomplete,
                ErrorCode::DraftGone,
                ErrorCode::DraftChangedElsewhere,
            ]),
        Operation::new(&GET_DRAFT_MOVE, StatusCode::OK, versions::get_draft_move)
            .gives::<DraftMove>()
            .query(&[LANGUAGE])
            .may_refuse(&[ErrorCode::DraftGone, ErrorCode::QuestionnaireUnknown]),
        Operation::new(&MOVE_DRAFT, StatusCode::OK, versions::move_draft)
            .takes::<MoveDraft>()
            .gives::<MovedDraft>()
            .may_refuse(&[
                ErrorCode::QuestionnaireUnknown,
                ErrorCode::DraftGone,
                ErrorCode::DraftChangedElsewhere,
            ]),
        Operation::new(&LIST_SUBMISSIONS, StatusCode::OK, list_submissions).gives_list::<SubmissionSummary>(),
        Operation::new(&GET_SUBMISSION, StatusCode::OK, get_submission).gives::<Submission>(),
        Operation::new(&GET_SUBMISSION_COPY, StatusCode::OK, copy::get_submission_copy)
            .gives_file(PDF)
            .query(&[OWN_LANGUAGE])
            .may_refuse(&[ErrorCode::PreviewReadOnly]),
        Operation::new(&GET_CHANGES, StatusCode::OK, versions::get_changes)
            .gives::<Changes>()
            .query(&[LANGUAGE])
            .may_refuse(&[ErrorCode::QuestionnaireUnknown]),
    ]
}

#[derive(Debug, Deserialize)]
struct Wanted {
    version: Option<String>,
    language: Option<String>,
}

async fn get_questionnaire(
    State(state): State<AppState>,
    Params(wanted): Params<Wanted>,
    headers: HeaderMap,
) -> Answer {
    let version = wanted.version.unwrap_or_else(|| state.library.current_version().to_owned());
    let shared = state.clone();
    let found = state.store.read(move |tx| {
        Box::pin(async move { shared.library.find(tx, &version, wanted.language.as_deref()).await })
    });
    let edition = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    Ok(send_edition(&*edition.ok_or(ErrorCode::QuestionnaireUnknown)?, &headers))
}

fn send_edition(edition: &Edition, headers: &HeaderMap) -> Response {
    let mut response = if has_etag(headers, &edition.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        edition.packed.to_response(headers, "application/json")
    };
    let out = response.headers_mut();
    out.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    for (name, text) in [(ETAG, &edition.etag), (CONTENT_LANGUAGE, &edition.questionnaire.language)] {
        out.extend(HeaderValue::from_str(text).ok().map(|value| (name, value)));
    }
    response
}

/// Whether the client has this version already (`If-None-Match`, weak comparison).
pub fn has_etag(headers: &HeaderMap, etag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let lines = headers.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|tag| strong(tag) == strong(etag))
}

/// `ETag: "<draft>.<version>"`, of a draft or of one answer of it.
fn tagged(draft: &str, version: u64) -> [(axum::http::HeaderName, String); 1] {
    [(ETAG, format!("\"{}\"", draft_tag(draft, version)))]
}

/// `ETag: "3"` for what has a counted version.
pub fn version_tag(version: u64) -> [(axum::http::HeaderName, String); 1] {
    [(ETAG, format!("\"{version}\""))]
}

/// Whether this version has such a step, asked or not.
fn exists(questions: &Questionnaire, step: &StepKey) -> bool {
    match step {
        StepKey::Triage(subject) | StepKey::Sharing(subject) => questions.subject(subject).is_some(),
        StepKey::Answer(at) => questions.question(at).is_some(),
        StepKey::PrivateTalk => true,
    }
}

#[derive(Debug, Deserialize)]
struct SpokenLanguage {
    language: Option<String>,
}

async fn submit_draft(
    State(state): State<AppState>,
    caller: PersonSession,
    tag: Option<DraftTag>,
    Params(spoken): Params<SpokenLanguage>,
    write: Write<NoBody>,
) -> Answer {
    let owner = person_owner(&caller.person_id);
    let work = SubmitWork {
        state: state.clone(),
        person_id: caller.person_id,
        tag,
        language: spoken.language,
        now: state.clock.now(),
    };
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| Box::pin(work.run(tx)));
    let (status, summary) = done.await?;
    let place = GET_SUBMISSION.path_with(&[summary.id.as_str()]);
    Ok((status, [(LOCATION, place)], Json(summary)).into_response())
}

struct SubmitWork {
    state: AppState,
    person_id: PersonId,
    tag: Option<DraftTag>,
    language: Option<String>,
    now: Timestamp,
}

impl SubmitWork {
    async fn run(self, tx: &mut Tx) -> Result<SubmissionSummary, ApiError> {
        let draft = tx.lock_draft(&self.person_id).await?;
        self.check_seen(draft.as_ref())?;
        let version =
            draft.as_ref().map_or(self.state.library.current_version(), |draft| &draft.questionnaire_version);
        let edition =
            self.state.library.find(tx, version, None).await?.ok_or(ErrorCode::QuestionnaireUnknown)?;
        let questions = &edition.questionnaire;
        let answers = draft.as_ref().map(store::Draft::standing_answers).unwrap_or_default();
        let answers = prune(questions, &answers);
        let still_missing = missing_steps(questions, &answers);
        let Some(draft) = draft.filter(|_| still_missing.is_empty()) else {
            return Err(ApiError::new(ErrorCode::DraftIncomplete).missing(still_missing));
        };
        let submission = store::Submission {
            id: SubmissionId::new(random_id()).expect("BUG: a random id is an identifier"),
            person_id: self.person_id.clone(),
            questionnaire_version: draft.questionnaire_version.clone(),
            language: self.read_language(tx).await?,
            answers,
            sent_at: self.now,
        };
        let requests = talk_requests(questions, &submission.answers);
        if !tx.submit_draft(&draft.id, &submission, &requests, &[Milestone::StockSent]).await? {
            return Err(ErrorCode::DraftIncomplete.into());
        }
        let discussed = questions.subjects.iter().filter(|s| submission.answers.level(&s.id).is_some());
        let said: Vec<_> = discussed.map(|s| (s.id.clone(), sharing_of(s, &submission.answers))).collect();
        tx.save_sharing(&self.person_id, &said, self.now).await?;
        Ok(SubmissionSummary {
            id: submission.id,
            sent_at: submission.sent_at,
            questionnaire_version: submission.questionnaire_version,
            n_talk_requests: u32::try_from(requests.len()).unwrap_or(u32::MAX),
            read_at: None,
            read_by: None,
        })
    }

    /// What is sent is what the person has checked, when the request says what that was.
    fn check_seen(&self, draft: Option<&store::Draft>) -> Result<(), ErrorCode> {
        match (&self.tag, draft) {
            (Some(tag), Some(draft)) if draft.id == tag.draft => {
                if draft.revision == tag.version {
                    Ok(())
                } else {
                    Err(ErrorCode::DraftChangedElsewhere)
                }
            }
            (Some(tag), _) if tag.version > 0 => Err(ErrorCode::DraftGone),
            (Some(_) | None, _) => Ok(()),
        }
    }

    /// The language that the questions were read in; the person's own when the request does not say.
    async fn read_language(&self, tx: &mut Tx) -> Result<String, ApiError> {
        let library: &Library = &self.state.library;
        if let Some(tag) = &self.language {
            let language = library.language_for(Some(tag)).to_owned();
            tx.set_language(&self.person_id, &language).await?;
            return Ok(language);
        }
        let person = tx.find_person(&self.person_id).await?;
        Ok(library.language_for(person.as_ref().map(|person| person.language.as_str())).to_owned())
    }
}

/// What lacks an answer, by name. An empty triage lacks every subject's level.
fn missing_steps(questions: &Questionnaire, answers: &Answers) -> Vec<StepKey> {
    let steps = |page: Page| match page {
        Page::Triage => {
            questions.subjects.iter().map(|subject| StepKey::Triage(subject.id.clone())).collect()
        }
        Page::Question(at) => vec![StepKey::Answer(at)],
        Page::Sharing(subject) => vec![StepKey::Sharing(subject)],
        Page::PrivateTalk => vec![StepKey::PrivateTalk],
        Page::Review => vec![],
    };
    missing(questions, answers).into_iter().flat_map(steps).collect()
}

async fn list_submissions(
    State(state): State<AppState>,
    caller: PersonReader,
) -> Answer<Json<Vec<SubmissionSummary>>> {
    let job = async move |tx: &mut Tx| {
        let PersonReader { person_id, eyes } = caller;
        let mut all = tx.list_submissions(&person_id).await?;
        if let Some(shown) = eyes.find_shown(tx, &person_id).await? {
            all.iter_mut().for_each(|one| one.n_talk_requests = shown.n_wishes(&one.id));
        }
        Ok::<_, ApiError>(all)
    };
    let found = state.store.read(move |tx| Box::pin(async move { job(tx).await })).await?;
    Ok(Json(found.into_iter().map(summarize).collect()))
}

/// As the wire says it.
pub fn summarize(summary: store::SubmissionSummary) -> SubmissionSummary {
    SubmissionSummary {
        id: summary.id,
        sent_at: summary.sent_at,
        questionnaire_version: summary.questionnaire_version,
        n_talk_requests: u32::try_from(summary.n_talk_requests).unwrap_or(u32::MAX),
        read_at: summary.read_at,
        read_by: summary.read_by,
    }
}

async fn get_submission(
    State(state): State<AppState>,
    caller: PersonReader,
    Param(id): Param<SubmissionId>,
) -> Answer<Json<Submission>> {
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let PersonReader { person_id, eyes } = caller;
        let mut sent = tx.find_submission(&person_id, &id).await?.ok_or(ErrorCode::NotFound)?;
        if let Some(shown) = eyes.find_shown(tx, &person_id).await? {
            shown.limit(tx, &shared.library, &mut sent).await?;
        }
        Ok::<_, ApiError>(sent)
    };
    let sent = state.store.read(move |tx| Box::pin(async move { job(tx).await })).await?;
    Ok(Json(Submission {
        id: sent.id,
        sent_at: sent.sent_at,
        questionnaire_version: sent.questionnaire_version,
        language: sent.language,
        answers: sent.answers,
    }))
}
