//! What a person does with forums.

use super::view::Shown;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, Params, PersonSession, Write};
use crate::idempotency::{Attempt, once, person_owner};
use crate::keys::{random_bytes, random_id};
use crate::papers::Spoken;
use crate::preview::PersonReader;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::forum::{ForumList, ForumView, TakeTicket};
use domain::forum::{TicketCode, TicketRefusal, TicketStatus};
use domain::ids::{ForumId, PersonId, TicketId};
use domain::time::Timestamp;
use domain::workshops::SlotState;
use store::{NewTicket, Ticketed, Tx};

pub async fn list(
    State(state): State<AppState>,
    caller: PersonReader,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<ForumList>> {
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let (language, now) = (language(tx, &caller.person_id, spoken.language).await?, shared.clock.now());
        let tickets = tx.list_tickets(&caller.person_id, now).await?;
        let mut forums = Vec::new();
        for forum in tx.list_forums(now).await? {
            let Some(shown) = Shown::new(&shared, &language, &forum) else { continue };
            let ticket = tickets.iter().find(|ticket| ticket.forum_id == forum.id);
            let status = ticket.map(|ticket| ticket.status);
            let is_seen = match forum.state {
                SlotState::Draft => false,
                SlotState::Published => true,
                SlotState::Cancelled => status == Some(TicketStatus::Cancelled),
            };
            if !is_seen {
                continue;
            }
            let held = ticket.filter(|ticket| ticket.status == TicketStatus::Held);
            let mut own = None;
            if let Some(ticket) = held {
                let entries = tx.list_entries(&forum.id).await?;
                let entry = entries.iter().find(|entry| entry.number == ticket.entry);
                own = entry.and_then(|entry| shown.clock(entry)).map(|(from, _)| from);
            }
            forums.push(shown.brief(own));
        }
        Ok::<_, ApiError>(ForumList { forums })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

pub async fn get(
    State(state): State<AppState>,
    caller: PersonReader,
    Param(id): Param<ForumId>,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<ForumView>> {
    let shared = state.clone();
    let job = async move |tx: &mut Tx| find(tx, &shared, &caller.person_id, &id, spoken.language).await;
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

pub async fn take(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<ForumId>,
    Params(spoken): Params<Spoken>,
    write: Write<TakeTicket>,
) -> Answer<(StatusCode, Json<ForumView>)> {
    let wish = Wish::Take(write.body.entry, new_ticket());
    run(state, caller.person_id, id, spoken, write.attempt, wish).await
}

pub async fn give_back(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<ForumId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<ForumView>)> {
    run(state, caller.person_id, id, spoken, write.attempt, Wish::GiveBack).await
}

/// What the person wants with their ticket.
enum Wish {
    Take(u32, NewTicket),
    GiveBack,
}

async fn run(
    state: AppState,
    person_id: PersonId,
    id: ForumId,
    spoken: Spoken,
    attempt: Attempt,
    wish: Wish,
) -> Answer<(StatusCode, Json<ForumView>)> {
    let (owner, shared, now) = (person_owner(&person_id), state.clone(), state.clock.now());
    let work = async move |tx: &mut Tx| {
        let ticketed = match &wish {
            Wish::Take(entry, new) => tx.take_ticket(&id, *entry, &person_id, new, now).await?,
            Wish::GiveBack => tx.give_ticket_back(&id, &person_id, now).await?,
        };
        require(ticketed)?;
        find(tx, &shared, &person_id, &id, spoken.language).await
    };
    let done =
        once(&state, owner, attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    done.await.map(|(status, view)| (status, Json(view)))
}

fn new_ticket() -> NewTicket {
    NewTicket {
        id: TicketId::new(random_id()).expect("BUG: a random id is an identifier"),
        codes: [(); 4].map(|()| TicketCode::from_numbers(random_bytes())),
    }
}

async fn language(tx: &mut Tx, person_id: &PersonId, asked: Option<String>) -> Result<String, ApiError> {
    let person = tx.find_person(person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
    Ok(asked.unwrap_or(person.language))
}

async fn find(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    id: &ForumId,
    asked: Option<String>,
) -> Result<ForumView, ApiError> {
    let language = language(tx, person_id, asked).await?;
    let forum = tx.find_forum(id).await?.filter(|forum| forum.state != SlotState::Draft);
    let forum = forum.ok_or(ErrorCode::NotFound)?;
    let entries = tx.list_entries(id).await?;
    let tickets = tx.list_tickets(person_id, Timestamp(0)).await?;
    let ticket = tickets.into_iter().find(|ticket| ticket.forum_id == *id);
    let shown = Shown::new(state, &language, &forum).ok_or(ErrorCode::NotFound)?;
    Ok(shown.view(&entries, ticket, state.clock.now()))
}

/// # Errors
/// The code of what is in the way.
fn require(ticketed: Ticketed) -> Result<(), ErrorCode> {
    match ticketed {
        Ticketed::Done => Ok(()),
        Ticketed::NoForum => Err(ErrorCode::NotFound),
        Ticketed::Refused(TicketRefusal::Full) => Err(ErrorCode::ForumFull),
        Ticketed::Refused(TicketRefusal::Past) => Err(ErrorCode::ForumPast),
        Ticketed::Refused(TicketRefusal::Cancelled) => Err(ErrorCode::ForumCancelled),
        Ticketed::Refused(TicketRefusal::Used) => Err(ErrorCode::ForumTicketUsed),
    }
}
