//! What a person does with a month.

use super::view::{is_month_open, view_company, view_dating, view_month};
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, Params, PersonSession, Write};
use crate::idempotency::{Attempt, once, person_owner};
use crate::papers::Spoken;
use crate::preview::PersonReader;
use crate::state::AppState;
use crate::workshops::board::Board;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::programme::{CompanyDetail, MonthList, MonthView};
use domain::ids::{CompanyId, MonthId, PersonId};
use domain::programme::MonthState;
use store::Tx;

pub async fn list(
    State(state): State<AppState>,
    caller: PersonReader,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<MonthList>> {
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let person = tx.find_person(&caller.person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
        let language = spoken.language.unwrap_or(person.language);
        let mut months = Vec::new();
        for month in tx.list_months(shared.clock.now()).await? {
            months.extend(view_month(tx, &shared, &person.id, &language, &month).await?);
        }
        Ok::<_, ApiError>(MonthList { months })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

pub async fn get_company(
    State(state): State<AppState>,
    caller: PersonReader,
    Param(id): Param<CompanyId>,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<CompanyDetail>> {
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let person = tx.find_person(&caller.person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
        let language = spoken.language.unwrap_or(person.language);
        let company = tx.find_company(&id).await?.ok_or(ErrorCode::NotFound)?;
        let month = find_published(tx, &company.month_id).await?;
        let fact = tx.find_month_fact(&month.id, &person.id).await?.ok_or(ErrorCode::NotFound)?;
        let dating = view_dating(&shared, &language, &month).ok_or(ErrorCode::NotFound)?;
        let now = shared.clock.now();
        let board = Board::find_of_month(tx, &shared, &person.id, &language, (now, &month.id)).await?;
        Ok::<_, ApiError>(CompanyDetail {
            talks: board.talks_with(&id),
            company: view_company(&shared, &language, &company),
            message: company.message,
            month: month.id.clone(),
            theme: month.theme.clone(),
            dating,
            opens_at: fact.opens_at,
            is_open: fact.is_open(now),
            max_talks: fact.max_talks,
        })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

/// A draft and a cancelled month look as if they did not exist.
async fn find_published(tx: &mut Tx, id: &MonthId) -> Result<store::Month, ApiError> {
    let month = tx.find_month(id).await?.filter(|month| month.state == MonthState::Published);
    month.ok_or_else(|| ErrorCode::NotFound.into())
}

/// What the person says to a month.
enum Wish {
    Ask,
    Decline,
}

pub async fn ask(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<MonthId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<MonthView>)> {
    say(state, (caller.person_id, id), spoken, write.attempt, Wish::Ask).await
}

pub async fn decline(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<MonthId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<MonthView>)> {
    say(state, (caller.person_id, id), spoken, write.attempt, Wish::Decline).await
}

async fn say(
    state: AppState,
    (person_id, id): (PersonId, MonthId),
    spoken: Spoken,
    attempt: Attempt,
    wish: Wish,
) -> Answer<(StatusCode, Json<MonthView>)> {
    let (owner, shared) = (person_owner(&person_id), state.clone());
    let work = async move |tx: &mut Tx| {
        let person = tx.find_person(&person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
        let month = tx.find_month(&id).await?.filter(|month| month.state != MonthState::Draft);
        let month = month.ok_or(ErrorCode::NotFound)?;
        let now = shared.clock.now();
        if !is_month_open(&month, now) {
            return Err(ErrorCode::MonthClosed.into());
        }
        let fact = tx.find_month_fact(&id, &person_id).await?.ok_or(ErrorCode::NotFound)?;
        match wish {
            // Who takes part has nothing to ask for.
            Wish::Ask if fact.is_participant() => {}
            Wish::Ask => drop(tx.ask_for_month(&id, &person_id, now).await?),
            Wish::Decline if fact.is_participant() => return Err(ErrorCode::MonthPlaceHeld.into()),
            Wish::Decline => tx.decline_month(&id, &person_id, now).await?,
        }
        let language = spoken.language.unwrap_or(person.language);
        let view = view_month(tx, &shared, &person_id, &language, &month).await?;
        view.ok_or_else(|| ApiError::from(ErrorCode::NotFound))
    };
    let done =
        once(&state, owner, attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    done.await.map(|(status, view)| (status, Json(view)))
}
