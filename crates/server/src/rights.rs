//! What people ask about what is kept of them, and the answers (S4; decision 32). An erasure that was agreed to is done by
//! [`crate::retention`] when its time has come.

use crate::access::note;
use crate::coordinator::require_coordinator;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, PersonSession, StaffSession, Write};
use crate::idempotency::{once, person_owner, staff_owner};
use crate::keys::random_id;
use crate::operation::Operation;
use crate::state::AppState;
use crate::venue;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::pathway::Kept;
use contract::rights::{
    ANSWER_RIGHTS_REQUEST, AnswerRightsRequest, GET_RIGHTS_TO_ANSWER, LIST_RIGHTS_REQUESTS,
    LIST_RIGHTS_TO_ANSWER, MAKE_RIGHTS_REQUEST, MakeRightsRequest, RightsAnswerView, RightsAnswered,
    RightsDetail, RightsRequestView, RightsToAnswer, RightsToAnswerList, RightsView, WITHDRAW_RIGHTS_REQUEST,
};
use domain::ids::RightsRequestId;
use domain::rights::{RightsKind, RightsOutcome, answer_by, erased_at, read_words};
use domain::time::{Date, Timestamp};
use store::{RightsAnswer, RightsRequest, RightsWaiting, Tx};

/// Lines of the desk's list.
const LIMIT: u32 = 500;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&LIST_RIGHTS_REQUESTS, StatusCode::OK, list)
            .gives::<RightsView>()
            .may_refuse(&[ErrorCode::PreviewReadOnly]),
        Operation::new(&MAKE_RIGHTS_REQUEST, StatusCode::CREATED, make)
            .takes::<MakeRightsRequest>()
            .gives::<RightsRequestView>()
            .may_refuse(&[ErrorCode::RightsOpen, ErrorCode::RightsWordsRefused]),
        Operation::new(&WITHDRAW_RIGHTS_REQUEST, StatusCode::OK, withdraw)
            .gives::<Kept>()
            .may_refuse(&[ErrorCode::NotFound, ErrorCode::RightsClosed]),
    ]
}

pub fn staff_operations() -> Vec<Operation> {
    let closed = &[ErrorCode::NotFound, ErrorCode::RightsClosed];
    vec![
        Operation::new(&LIST_RIGHTS_TO_ANSWER, StatusCode::OK, list_waiting)
            .gives::<RightsToAnswerList>()
            .may_refuse(&[ErrorCode::NotFound]),
        Operation::new(&GET_RIGHTS_TO_ANSWER, StatusCode::OK, get_waiting)
            .gives::<RightsDetail>()
            .may_refuse(closed),
        Operation::new(&ANSWER_RIGHTS_REQUEST, StatusCode::OK, answer)
            .takes::<AnswerRightsRequest>()
            .gives::<RightsAnswered>()
            .may_refuse(&[ErrorCode::NotFound, ErrorCode::RightsClosed, ErrorCode::RightsWordsRefused]),
    ]
}

async fn list(State(state): State<AppState>, caller: PersonSession) -> Answer<Json<RightsView>> {
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| {
        let mut requests = Vec::new();
        for request in tx.list_rights_requests(&caller.person_id).await? {
            requests.push(on_wire(tx, request).await?);
        }
        Ok::<_, ApiError>(RightsView { requests, answer_by: due(now)? })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

/// Answers with what is kept: the words of the person, for a day, among what is erased with them.
async fn make(
    State(state): State<AppState>,
    caller: PersonSession,
    write: Write<MakeRightsRequest>,
) -> Answer<(StatusCode, Json<RightsRequestView>)> {
    let (kind, words) = match &write.body {
        MakeRightsRequest::Erase => (RightsKind::Erase, None),
        MakeRightsRequest::Contest(words) => {
            let words = read_words(words).map_err(|_| ErrorCode::RightsWordsRefused)?;
            (RightsKind::Contest, Some(words.to_owned()))
        }
    };
    let (person_id, now) = (caller.person_id, state.clock.now());
    let owner = person_owner(&person_id);
    let id = RightsRequestId::new(random_id()).expect("BUG: a random id is an identifier");
    let work = async move |tx: &mut Tx| {
        if !tx.insert_rights_request(&id, &person_id, kind, words.as_deref(), now).await? {
            return Err(ErrorCode::RightsOpen.into());
        }
        let request =
            RightsRequest { id, person_id, kind, words, created_at: now, withdrawn_at: None, answer: None };
        on_wire(tx, request).await
    };
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, view)| (status, Json(view)))
}

async fn withdraw(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<RightsRequestId>,
    write: Write<NoBody>,
) -> Answer<Json<Kept>> {
    let (person_id, now) = (caller.person_id, state.clock.now());
    let owner = person_owner(&person_id);
    let work = async move |tx: &mut Tx| {
        if tx.withdraw_rights_request(&person_id, &id, now).await? {
            return Ok(Kept { at: now });
        }
        let found = tx.find_rights_request(&id).await?;
        Err::<Kept, ApiError>(match found.filter(|found| found.request.person_id == person_id) {
            Some(_) => ErrorCode::RightsClosed.into(),
            None => ErrorCode::NotFound.into(),
        })
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    Ok(Json(done.await?.1))
}

async fn list_waiting(
    State(state): State<AppState>,
    caller: StaffSession,
) -> Answer<Json<RightsToAnswerList>> {
    require_coordinator(&state, caller).await?;
    let found = state.store.read(move |tx| Box::pin(async move { tx.list_rights_waiting(LIMIT).await }));
    let found: Vec<RightsWaiting> = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    let requests = found.into_iter().map(to_answer).collect::<Result<_, _>>()?;
    Ok(Json(RightsToAnswerList { requests }))
}

/// The person's own words: a look, which leaves a line.
async fn get_waiting(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<RightsRequestId>,
) -> Answer<Json<RightsDetail>> {
    let staff_id = require_coordinator(&state, caller).await?.id;
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| {
        let waiting = find_unanswered(tx, &id).await?;
        let (person_id, object) = (&waiting.request.person_id, Some(id.to_string()));
        note(tx, person_id, &staff_id, &GET_RIGHTS_TO_ANSWER, object, now).await?;
        let words = waiting.request.words.clone();
        Ok::<_, ApiError>(RightsDetail { request: to_answer(waiting)?, words })
    };
    state.store.write(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

async fn answer(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<RightsRequestId>,
    write: Write<AnswerRightsRequest>,
) -> Answer<Json<RightsAnswered>> {
    let staff_id = require_coordinator(&state, caller).await?.id;
    let AnswerRightsRequest { outcome, text } = write.body;
    let text = read_words(&text).map_err(|_| ErrorCode::RightsWordsRefused)?.to_owned();
    let (owner, now) = (staff_owner(&staff_id), state.clock.now());
    let work = async move |tx: &mut Tx| {
        let RightsRequest { person_id, kind, .. } = find_unanswered(tx, &id).await?.request;
        let is_erasure = kind == RightsKind::Erase && outcome == RightsOutcome::Granted;
        let erase_at = is_erasure.then(|| erased_at(now));
        let answer = RightsAnswer { outcome, text, by: staff_id, at: now, erase_at };
        if !tx.answer_rights_request(&id, &answer).await? {
            return Err(ErrorCode::RightsClosed.into());
        }
        note(tx, &person_id, &answer.by, &ANSWER_RIGHTS_REQUEST, Some(id.to_string()), now).await?;
        Ok::<_, ApiError>(RightsAnswered { erase_at })
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    Ok(Json(done.await?.1))
}

/// # Errors
/// Not found; closed when there is nothing to answer any more.
async fn find_unanswered(tx: &mut Tx, id: &RightsRequestId) -> Result<RightsWaiting, ApiError> {
    let found = tx.find_rights_request(id).await?.ok_or(ErrorCode::NotFound)?;
    let is_open = found.request.answer.is_none() && found.request.withdrawn_at.is_none();
    if is_open { Ok(found) } else { Err(ErrorCode::RightsClosed.into()) }
}

/// The last day for the answer to what was asked then, on the calendar here.
fn due(asked_at: Timestamp) -> Result<Date, ApiError> {
    Ok(answer_by(venue::today(asked_at)).ok_or(ErrorCode::ServiceInternal)?)
}

async fn on_wire(tx: &mut Tx, request: RightsRequest) -> Result<RightsRequestView, ApiError> {
    let answer = match request.answer {
        None => None,
        Some(RightsAnswer { outcome, text, by, at, erase_at }) => {
            let by = tx.find_staff(&by).await?.map(|staff| staff.display_name).unwrap_or_default();
            Some(RightsAnswerView { outcome, text, by, at, erase_at })
        }
    };
    Ok(RightsRequestView {
        id: request.id,
        kind: request.kind,
        words: request.words,
        asked_at: request.created_at,
        answer_by: due(request.created_at)?,
        withdrawn_at: request.withdrawn_at,
        answer,
    })
}

fn to_answer(waiting: RightsWaiting) -> Result<RightsToAnswer, ApiError> {
    let RightsWaiting { request, first_name, last_name } = waiting;
    Ok(RightsToAnswer {
        answer_by: due(request.created_at)?,
        id: request.id,
        kind: request.kind,
        first_name,
        last_name,
        asked_at: request.created_at,
        erase_at: request.answer.and_then(|answer| answer.erase_at),
    })
}
