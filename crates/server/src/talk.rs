//! Wishes to talk (Q6): what the person sees of them, and what the référent does with them.

use crate::access::note;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, Params, PersonSession, StaffSession, Write};
use crate::idempotency::{once, once_about, person_owner, staff_owner};
use crate::operation::Operation;
use crate::papers::{OWN_LANGUAGE, Spoken};
use crate::preview::PersonReader;
use crate::questionnaire::LANGUAGE;
use crate::sharing::find_sent;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::talk::{
    About, CLOSE_TALK_REQUEST, LIST_TALK_REQUESTS, MARK_TALK_REQUEST_READ, TalkOutcome, TalkRequest,
    WITHDRAW_TALK_REQUEST,
};
use contract::{Endpoint, ErrorCode};
use domain::ids::{PersonId, StaffId, TalkRequestId};
use domain::questionnaire::{self, Questionnaire, Reader, visible_request};
use domain::time::Timestamp;
use store::{KeptTalkRequest, Tx};

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&LIST_TALK_REQUESTS, StatusCode::OK, list)
            .gives_list::<TalkRequest>()
            .query(&[OWN_LANGUAGE]),
        Operation::new(&WITHDRAW_TALK_REQUEST, StatusCode::OK, withdraw)
            .gives::<TalkRequest>()
            .query(&[OWN_LANGUAGE]),
        Operation::new(&MARK_TALK_REQUEST_READ, StatusCode::OK, mark_read)
            .gives::<TalkRequest>()
            .query(&[LANGUAGE]),
        Operation::new(&CLOSE_TALK_REQUEST, StatusCode::OK, close).gives::<TalkRequest>().query(&[LANGUAGE]),
    ]
}

async fn list(
    State(state): State<AppState>,
    caller: PersonReader,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<Vec<TalkRequest>>> {
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let person = tx.find_person(&caller.person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
        let language = spoken.language.as_deref().unwrap_or(&person.language);
        let mut all = Vec::new();
        let wishes = match caller.eyes.find_shown(tx, &person.id).await? {
            None => tx.list_talk_requests(&person.id).await?,
            Some(shown) => {
                let mut wishes = shown.wishes().to_vec();
                for wish in &mut wishes {
                    wish.request = shown.tell_wish(tx, &shared.library, wish).await?;
                }
                wishes
            }
        };
        for kept in wishes.into_iter().rev() {
            all.push(own_view(tx, &shared, kept, Some(language)).await?);
        }
        Ok::<_, ApiError>(all)
    };
    let found = state.store.read(move |tx| Box::pin(async move { job(tx).await }));
    Ok(Json(found.await?))
}

async fn own_view(
    tx: &mut Tx,
    state: &AppState,
    kept: KeptTalkRequest,
    language: Option<&str>,
) -> Result<TalkRequest, ApiError> {
    let edition = state.library.find(tx, &kept.questionnaire_version, language).await?;
    let about = about(edition.as_deref().map(|edition| &edition.questionnaire), &kept.request);
    Ok(view(kept, about))
}

/// A wish in words. A subject that the questions do not have is not named.
fn about(questions: Option<&Questionnaire>, request: &questionnaire::TalkRequest) -> About {
    match request {
        questionnaire::TalkRequest::Subject(id) => questions
            .and_then(|questions| questions.subject(id))
            .map_or(About::Personal, |subject| About::Subject(subject.title.clone())),
        questionnaire::TalkRequest::Personal => About::Personal,
        questionnaire::TalkRequest::Private => About::Private,
    }
}

fn view(kept: KeptTalkRequest, about: About) -> TalkRequest {
    TalkRequest {
        id: kept.id,
        about,
        asked_at: kept.created_at,
        read_at: kept.read_at,
        read_by: kept.read_by,
        closed_at: kept.closed_at,
        outcome: kept.outcome.map(|outcome| match outcome {
            store::TalkOutcome::Met => TalkOutcome::Met,
            store::TalkOutcome::Withdrawn => TalkOutcome::Withdrawn,
            store::TalkOutcome::Replaced => TalkOutcome::Replaced,
        }),
    }
}

async fn withdraw(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<TalkRequestId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer {
    let owner = person_owner(&caller.person_id);
    let work = Withdrawal {
        state: state.clone(),
        person_id: caller.person_id,
        id,
        language: spoken.language,
        now: state.clock.now(),
    };
    let done = once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(work.run(tx)));
    let (status, wish) = done.await?;
    Ok((status, Json(wish)).into_response())
}

struct Withdrawal {
    state: AppState,
    person_id: PersonId,
    id: TalkRequestId,
    language: Option<String>,
    now: Timestamp,
}

impl Withdrawal {
    async fn run(self, tx: &mut Tx) -> Result<TalkRequest, ApiError> {
        let found = tx.find_talk_request(&self.id).await?;
        found.filter(|wish| wish.person_id == self.person_id).ok_or(ErrorCode::NotFound)?;
        tx.close_talk_request(&self.id, store::TalkOutcome::Withdrawn, self.now).await?;
        let kept = tx.find_talk_request(&self.id).await?.ok_or(ErrorCode::NotFound)?;
        let person = tx.find_person(&self.person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
        let language = self.language.as_deref().unwrap_or(&person.language);
        own_view(tx, &self.state, kept, Some(language)).await
    }
}

/// The open wishes of a person as the référent may know them, in the order they were made.
///
/// # Errors
/// When the store fails.
pub async fn list_for_referent(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    language: Option<&str>,
) -> Result<Vec<TalkRequest>, ApiError> {
    let mut all = Vec::new();
    for kept in tx.list_talk_requests(person_id).await?.into_iter().filter(|wish| wish.outcome.is_none()) {
        all.push(referent_view(tx, state, kept, language).await?);
    }
    Ok(all)
}

async fn referent_view(
    tx: &mut Tx,
    state: &AppState,
    kept: KeptTalkRequest,
    language: Option<&str>,
) -> Result<TalkRequest, ApiError> {
    // An open wish came with the last answers; of an older one, nothing is told that could have changed since.
    let sent = find_sent(tx, state, &kept.person_id, language).await?;
    let sent = sent.filter(|sent| sent.submission.id == kept.submission_id);
    let Some(sent) = sent else { return Ok(view(kept, About::Personal)) };
    let sharings = tx.find_sharings(&kept.person_id).await?;
    let questions = &sent.edition.questionnaire;
    let answers = &sent.submission.answers;
    let told = visible_request(questions, answers, &sharings, Reader::Referent, &kept.request);
    Ok(view(kept, about(Some(questions), &told)))
}

async fn mark_read(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<TalkRequestId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer {
    Handling::new(&state, &caller, id, spoken, &MARK_TALK_REQUEST_READ).once(write).await
}

async fn close(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<TalkRequestId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer {
    Handling::new(&state, &caller, id, spoken, &CLOSE_TALK_REQUEST).once(write).await
}

/// What the référent does with a wish.
struct Handling {
    state: AppState,
    staff_id: StaffId,
    id: TalkRequestId,
    language: Option<String>,
    endpoint: &'static Endpoint,
    now: Timestamp,
}

impl Handling {
    fn new(
        state: &AppState,
        caller: &StaffSession,
        id: TalkRequestId,
        spoken: Spoken,
        endpoint: &'static Endpoint,
    ) -> Self {
        Self {
            state: state.clone(),
            staff_id: caller.staff_id.clone(),
            id,
            language: spoken.language,
            endpoint,
            now: state.clock.now(),
        }
    }

    async fn once(self, write: Write<NoBody>) -> Answer {
        let (state, owner) = (self.state.clone(), staff_owner(&self.staff_id));
        let done = once_about(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(self.run(tx)));
        let (status, wish) = done.await?;
        Ok((status, Json(wish)).into_response())
    }

    /// A wish of someone else, or one that the person took back, does not exist.
    async fn run(self, tx: &mut Tx) -> Result<(PersonId, TalkRequest), ApiError> {
        let wish = tx.find_talk_request(&self.id).await?.ok_or(ErrorCode::NotFound)?;
        tx.find_followed(&self.staff_id, &wish.person_id).await?.ok_or(ErrorCode::NotFound)?;
        if !matches!(wish.outcome, None | Some(store::TalkOutcome::Met)) {
            return Err(ErrorCode::NotFound.into());
        }
        tx.mark_talk_request_read(&self.id, &self.staff_id, self.now).await?;
        if self.endpoint == &CLOSE_TALK_REQUEST {
            tx.close_talk_request(&self.id, store::TalkOutcome::Met, self.now).await?;
        }
        let object = Some(self.id.to_string());
        note(tx, &wish.person_id, &self.staff_id, self.endpoint, object, self.now).await?;
        let kept = tx.find_talk_request(&self.id).await?.ok_or(ErrorCode::NotFound)?;
        let told = referent_view(tx, &self.state, kept, self.language.as_deref()).await?;
        Ok((wish.person_id, told))
    }
}
