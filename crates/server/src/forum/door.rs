//! The door of a forum: its list, and scans that come in any order and again.

use super::view::{Shown, count_of};
use crate::error::{Answer, ApiError};
use crate::extract::{Param, Params, StaffSession, Write};
use crate::idempotency::{once, staff_owner};
use crate::papers::Spoken;
use crate::staff::find_caller;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::forum::door::{
    DoorEntry, DoorList, DoorNews, DoorTicket, EntryCount, MAX_AT_ONCE, NEWS_OVERLAP_S, RecordScans,
};
use domain::forum::{Arrival, WalkIn};
use domain::ids::ForumId;
use domain::time::Timestamp;
use domain::workshops::SlotState;
use serde::Deserialize;
use store::{Forum, Tx};

pub async fn get(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<ForumId>,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<DoorList>> {
    find_caller(&state, caller.staff_id).await?;
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let forum = find(tx, &id).await?;
        let language = shared.library.language_for(spoken.language.as_deref());
        let shown = Shown::new(&shared, language, &forum).ok_or(ErrorCode::NotFound)?;
        let (entries, walk_ins) = (tx.list_entries(&id).await?, tx.count_walk_ins(&id).await?);
        let entry = |entry: &store::Entry| {
            let (from, to) = shown.clock(entry)?;
            Some(DoorEntry {
                number: entry.number,
                from,
                to,
                starts_at: entry.span.from,
                ends_at: entry.span.to,
                n_kept: entry.n_kept,
                n_walk_ins: count_of(&walk_ins, entry.number),
            })
        };
        Ok::<_, ApiError>(DoorList {
            entries: entries.iter().filter_map(entry).collect(),
            tickets: tx.list_door_tickets(&id).await?.into_iter().map(on_wire).collect(),
            forum: id,
            name: forum.name.clone(),
            venue_name: shown.venue_name().to_owned(),
            when: shown.when(),
            now: shared.clock.now(),
        })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

/// What [`super::SINCE`] says.
#[derive(Debug, Deserialize)]
pub struct Since {
    since: Option<Timestamp>,
}

pub async fn news(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<ForumId>,
    Params(asked): Params<Since>,
) -> Answer<Json<DoorNews>> {
    find_caller(&state, caller.staff_id).await?;
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| {
        find(tx, &id).await?;
        find_news(tx, &id, asked.since, now).await
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

pub async fn record(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<ForumId>,
    write: Write<RecordScans>,
) -> Answer<(StatusCode, Json<DoorNews>)> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let seen = write.body;
    if seen.scans.len() + seen.walk_ins.len() > MAX_AT_ONCE {
        return Err(ErrorCode::RequestMalformed.into());
    }
    let now = state.clock.now();
    let work = async move |tx: &mut Tx| {
        find(tx, &id).await?;
        // In one order, whoever sends them: two doors with the same tickets never wait for each other in a ring.
        let mut scans = seen.scans;
        scans.sort_by(|a, b| a.digest.cmp(&b.digest));
        for scan in scans {
            let arrival = Arrival { at: scan.at, door: seen.door.clone() };
            tx.record_scan(&id, &scan.digest, &arrival, now).await?;
        }
        for one in seen.walk_ins {
            let walk_in = WalkIn { entry: one.entry, at: one.at };
            tx.record_walk_in(&id, &one.id, &walk_in, &seen.door).await?;
        }
        find_news(tx, &id, seen.since, now).await
    };
    let done = once(&state, staff_owner(&staff.id), write.attempt, StatusCode::OK, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, news)| (status, Json(news)))
}

/// A forum that has a door.
async fn find(tx: &mut Tx, id: &ForumId) -> Result<Forum, ApiError> {
    let forum = tx.find_forum(id).await?.filter(|forum| forum.state == SlotState::Published);
    forum.ok_or_else(|| ErrorCode::NotFound.into())
}

/// A write that ends later than one begun after it is heard of late: the look back is longer than a write takes.
async fn find_news(
    tx: &mut Tx,
    id: &ForumId,
    since: Option<Timestamp>,
    now: Timestamp,
) -> Result<DoorNews, ApiError> {
    let since = since.map_or(Timestamp(0), |since| since.plus_s(-NEWS_OVERLAP_S));
    let walk_ins = tx.count_walk_ins(id).await?.into_iter();
    Ok(DoorNews {
        tickets: tx.list_arrivals(id, since).await?.into_iter().map(on_wire).collect(),
        walk_ins: walk_ins.map(|count| EntryCount { entry: count.entry, n: count.n }).collect(),
        now,
    })
}

fn on_wire(ticket: store::DoorTicket) -> DoorTicket {
    DoorTicket { digest: ticket.digest, entry: ticket.entry, arrival: ticket.arrival }
}
