//! What staff do with forums: a coordinator makes, publishes and cancels them.

use super::view::Shown;
use crate::coordinator::{Changed, Work, is_coordinator};
use crate::error::{Answer, ApiError};
use crate::extract::{IfMatch, NoBody, Param, Params, StaffSession, Write};
use crate::keys::random_id;
use crate::papers::Spoken;
use crate::staff::find_caller;
use crate::state::AppState;
use crate::venue;
use crate::workshops::staff::venue_choices;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::forum::staff::{CancelForum, StaffForum, StaffForumList, UsualForum, WriteForum};
use contract::pathway::AppointmentAt;
use domain::forum::{ForumDay, check_forum, read_name};
use domain::ids::ForumId;
use domain::workshops::{SlotState, Span, read_message};
use store::{BoxFuture, Forum, ForumChange, ForumChanged, Tx};

/// How long what has been stays in the list.
const PAST_S: i64 = 30 * 86_400;

pub async fn list(
    State(state): State<AppState>,
    caller: StaffSession,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<StaffForumList>> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let language = shared.library.language_for(spoken.language.as_deref());
        let mut forums = Vec::new();
        for forum in tx.list_forums(shared.clock.now().plus_s(-PAST_S)).await? {
            if forum.state != SlotState::Draft || is_coordinator(&staff) {
                forums.extend(view(tx, &shared, language, &forum).await?);
            }
        }
        let usual = shared.library.forum(language);
        Ok::<_, ApiError>(StaffForumList {
            forums,
            venues: venue_choices(shared.library.workshops(language)),
            usual: UsualForum {
                slot_min: usual.slot_min,
                n_places: u32::from(usual.places_per_slot),
                kept_percent: u8::try_from(usual.places_without_ticket_percent).unwrap_or(100),
            },
        })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

pub async fn create(
    State(state): State<AppState>,
    caller: StaffSession,
    Params(spoken): Params<Spoken>,
    write: Write<WriteForum>,
) -> Answer<(StatusCode, Json<StaffForum>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let change = read_change(&state, &write.body).ok_or(ErrorCode::ForumRefused)?;
    let id = ForumId::new(random_id()).expect("BUG: a random id is an identifier");
    let forum_id = id.clone();
    work.once(
        write.attempt,
        StatusCode::CREATED,
        move |tx, staff, now| {
            Box::pin(async move {
                tx.insert_forum(&forum_id, &change, &staff.id, now).await?;
                Ok(ForumChanged::Done)
            })
        },
        see(id),
    )
    .await
}

pub async fn update(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<ForumId>,
    Params(spoken): Params<Spoken>,
    IfMatch(version): IfMatch,
    write: Write<WriteForum>,
) -> Answer<(StatusCode, Json<StaffForum>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let change = read_change(&state, &write.body).ok_or(ErrorCode::ForumRefused)?;
    let forum_id = id.clone();
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, _, now| Box::pin(async move { tx.change_forum(&forum_id, version, &change, now).await }),
        see(id),
    )
    .await
}

pub async fn publish(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<ForumId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<StaffForum>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let forum_id = id.clone();
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, _, now| Box::pin(async move { tx.publish_forum(&forum_id, now).await }),
        see(id),
    )
    .await
}

pub async fn cancel(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<ForumId>,
    Params(spoken): Params<Spoken>,
    write: Write<CancelForum>,
) -> Answer<(StatusCode, Json<StaffForum>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let message = read_message(&write.body.message).ok_or(ErrorCode::SlotMessageRefused)?.to_owned();
    let forum_id = id.clone();
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, _, now| Box::pin(async move { tx.cancel_forum(&forum_id, &message, now).await }),
        see(id),
    )
    .await
}

impl Changed for ForumChanged {
    fn refusal(&self) -> Option<ErrorCode> {
        match self {
            Self::Done => None,
            Self::NoForum => Some(ErrorCode::NotFound),
            Self::Stale => Some(ErrorCode::ForumChangedElsewhere),
            Self::Fixed => Some(ErrorCode::ForumFixed),
            Self::BelowTaken => Some(ErrorCode::ForumBelowTaken),
            Self::Begun => Some(ErrorCode::ForumBegun),
        }
    }
}

/// The forum as it is after a change.
fn see(id: ForumId) -> impl for<'t> FnOnce(&'t mut Tx, Work) -> BoxFuture<'t, Result<StaffForum, ApiError>> {
    move |tx, Work { state, language, .. }| {
        Box::pin(async move {
            let forum = tx.find_forum(&id).await?.ok_or(ErrorCode::NotFound)?;
            let language = state.library.language_for(language.as_deref());
            view(tx, &state, language, &forum).await?.ok_or_else(|| ErrorCode::NotFound.into())
        })
    }
}

async fn view(
    tx: &mut Tx,
    state: &AppState,
    language: &str,
    forum: &Forum,
) -> Result<Option<StaffForum>, store::Error> {
    let Some(shown) = Shown::new(state, language, forum) else { return Ok(None) };
    let (entries, arrived) = (tx.list_entries(&forum.id).await?, tx.count_arrivals(&forum.id).await?);
    let walk_ins = tx.count_walk_ins(&forum.id).await?;
    Ok(Some(shown.staff_view(&entries, &arrived, &walk_ins)))
}

/// What is asked for, when it can be.
fn read_change(state: &AppState, asked: &WriteForum) -> Option<ForumChange> {
    let venue = state.library.workshops("").venue(&asked.venue)?;
    let at = |time| venue::instant_in(AppointmentAt { day: asked.day, time }, venue.zone);
    let day = ForumDay {
        span: Span { from: at(asked.from)?, to: at(asked.to)? },
        slot_min: asked.slot_min,
        n_places: asked.n_places,
        kept_percent: asked.kept_percent,
    };
    check_forum(&day, state.clock.now()).ok()?;
    let name = read_name(&asked.name)?.to_owned();
    Some(ForumChange { name, venue: asked.venue.clone(), zone: venue.zone, day })
}
