//! What staff do with months: a coordinator makes them, a référent proposes them to those they follow.

use super::desk::{find_detail, staff_month};
use super::make::{NewMonth, change_of, make_talks};
use super::view::is_month_open;
use crate::access::{note, require_followed};
use crate::coordinator::{Changed, Work, is_coordinator};
use crate::error::{Answer, ApiError};
use crate::extract::{IfMatch, NoBody, Param, Params, StaffSession, TwoParams, Write};
use crate::idempotency::{once, staff_owner};
use crate::keys::random_id;
use crate::papers::Spoken;
use crate::staff::find_caller;
use crate::state::AppState;
use crate::workshops::moment;
use crate::workshops::staff::venue_choices;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::programme::staff::{
    CancelMonth, PROPOSE_MONTH, ProposeMonth, Proposed, StaffMonthDetail, StaffMonthList, WithdrawCompany,
    WriteMonth,
};
use domain::ids::{CompanyId, MonthId, ReferenceId, SlotId};
use domain::programme::{CompanySheet, MonthState, check_company};
use domain::time::Timestamp;
use domain::workshops::read_message;
use store::{BoxFuture, Company, Month, MonthChanged, Staff, Tx};

/// How long what has been stays in the list.
const PAST_S: i64 = 30 * 86_400;

pub async fn list(
    State(state): State<AppState>,
    caller: StaffSession,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<StaffMonthList>> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let shared = state.clone();
    let language = state.library.language_for(spoken.language.as_deref()).to_owned();
    let job = async move |tx: &mut Tx| {
        let mut months = Vec::new();
        for month in tx.list_months(shared.clock.now().plus_s(-PAST_S)).await? {
            if is_coordinator(&staff) || month.state != MonthState::Draft {
                let slots = tx.list_month_slots(&month.id).await?;
                months.extend(staff_month(tx, &shared, &language, &month, &slots).await?);
            }
        }
        let (workshops, programme) =
            (shared.library.workshops(&language), shared.library.programme(&language));
        Ok::<_, ApiError>(StaffMonthList {
            months,
            themes: programme.themes.clone(),
            venues: venue_choices(workshops),
            places: programme.preparation.places,
        })
    };
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

pub async fn get(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<MonthId>,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<StaffMonthDetail>> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let shared = state.clone();
    let job =
        async move |tx: &mut Tx| find_detail(tx, &shared, &staff, &id, spoken.language.as_deref()).await;
    state.store.read(move |tx| Box::pin(async move { job(tx).await })).await.map(Json)
}

pub async fn create(
    State(state): State<AppState>,
    caller: StaffSession,
    Params(spoken): Params<Spoken>,
    write: Write<WriteMonth>,
) -> Answer<(StatusCode, Json<StaffMonthDetail>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let made =
        NewMonth::read(&state.library, &write.body, state.clock.now()).ok_or(ErrorCode::MonthRefused)?;
    let id = MonthId::new(random_id()).expect("BUG: a random id is an identifier");
    let (days, shared) = (made.make_days(&id, new_slot_id), state.clone());
    let (change, companies_of) = (made.change, write.body.companies_of);
    let month = Month {
        id: id.clone(),
        theme: change.theme,
        state: MonthState::Draft,
        message: None,
        venue: change.venue,
        zone: change.zone,
        dating: change.dating,
        opens_at: None,
        max_talks: change.max_talks,
        version: 1,
    };
    work.once(
        write.attempt,
        StatusCode::CREATED,
        move |tx, staff, now| {
            Box::pin(async move {
                tx.insert_month(&month, days, &staff.id, now).await?;
                let Some(of) = companies_of else { return Ok(MonthChanged::Done) };
                for known in tx.list_companies(&of).await? {
                    if known.message.is_none() {
                        let company = new_company(month.id.clone(), known.sheet);
                        let changed = add(tx, &shared, &company, &staff, now).await?;
                        if changed != MonthChanged::Done {
                            return Ok(changed);
                        }
                    }
                }
                Ok(MonthChanged::Done)
            })
        },
        see(id),
    )
    .await
}

pub async fn update(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<MonthId>,
    Params(spoken): Params<Spoken>,
    IfMatch(version): IfMatch,
    write: Write<WriteMonth>,
) -> Answer<(StatusCode, Json<StaffMonthDetail>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let made =
        NewMonth::read(&state.library, &write.body, state.clock.now()).ok_or(ErrorCode::MonthRefused)?;
    let (month_id, shared, moment) = (id.clone(), state.clone(), moment(&state));
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, staff, _| {
            Box::pin(async move {
                let slots = |companies: &[Company]| {
                    let talks = companies.iter().flat_map(|company| {
                        make_talks(&shared.library, (&month_id, &made.change), company, new_slot_id)
                    });
                    made.make_days(&month_id, new_slot_id).into_iter().chain(talks).collect()
                };
                tx.change_month((&month_id, version), &made.change, slots, &staff.id, moment).await
            })
        },
        see(id),
    )
    .await
}

pub async fn publish(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<MonthId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<StaffMonthDetail>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let first_h = i64::from(state.library.programme("").jobs_dating.participants_first_h);
    let month_id = id.clone();
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, _, now| {
            Box::pin(async move { tx.publish_month(&month_id, now.plus_s(first_h * 3600), now).await })
        },
        see(id),
    )
    .await
}

pub async fn cancel(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<MonthId>,
    Params(spoken): Params<Spoken>,
    write: Write<CancelMonth>,
) -> Answer<(StatusCode, Json<StaffMonthDetail>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let message = read_message(&write.body.message).ok_or(ErrorCode::SlotMessageRefused)?.to_owned();
    let month_id = id.clone();
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, _, now| Box::pin(async move { tx.cancel_month(&month_id, &message, now).await }),
        see(id),
    )
    .await
}

pub async fn add_company(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<MonthId>,
    Params(spoken): Params<Spoken>,
    write: Write<CompanySheet>,
) -> Answer<(StatusCode, Json<StaffMonthDetail>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let jobs = state.library.jobs("");
    let sheet = check_company(&write.body, |code| jobs.iter().any(|job| job.code == code));
    let company = new_company(id.clone(), sheet.map_err(|_| ErrorCode::CompanyRefused)?);
    let shared = state.clone();
    work.once(
        write.attempt,
        StatusCode::CREATED,
        move |tx, staff, now| Box::pin(async move { add(tx, &shared, &company, &staff, now).await }),
        see(id),
    )
    .await
}

fn new_company(month_id: MonthId, sheet: CompanySheet) -> Company {
    let id = CompanyId::new(random_id()).expect("BUG: a random id is an identifier");
    Company { id, month_id, sheet, message: None }
}

/// Adds a company to its month, with its talks.
async fn add(
    tx: &mut Tx,
    state: &AppState,
    company: &Company,
    staff: &Staff,
    now: Timestamp,
) -> Result<MonthChanged, store::Error> {
    let talks =
        |month: &Month| make_talks(&state.library, (&month.id, &change_of(month)), company, new_slot_id);
    tx.insert_company(company, talks, &staff.id, now).await
}

pub async fn remove_company(
    State(state): State<AppState>,
    caller: StaffSession,
    TwoParams(id, company): TwoParams<MonthId, CompanyId>,
    Params(spoken): Params<Spoken>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<StaffMonthDetail>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let month_id = id.clone();
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, _, _| Box::pin(async move { tx.remove_company(&month_id, &company).await }),
        see(id),
    )
    .await
}

pub async fn withdraw_company(
    State(state): State<AppState>,
    caller: StaffSession,
    TwoParams(id, company): TwoParams<MonthId, CompanyId>,
    Params(spoken): Params<Spoken>,
    write: Write<WithdrawCompany>,
) -> Answer<(StatusCode, Json<StaffMonthDetail>)> {
    let work = Work::new(&state, caller, spoken).await?;
    let message = read_message(&write.body.message).ok_or(ErrorCode::SlotMessageRefused)?.to_owned();
    let month_id = id.clone();
    work.once(
        write.attempt,
        StatusCode::OK,
        move |tx, _, now| {
            Box::pin(async move { tx.withdraw_company(&month_id, &company, &message, now).await })
        },
        see(id),
    )
    .await
}

pub async fn propose(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<MonthId>,
    write: Write<ProposeMonth>,
) -> Answer<(StatusCode, Json<Proposed>)> {
    let staff = find_caller(&state, caller.staff_id).await?;
    let (owner, now, person) = (staff_owner(&staff.id), state.clock.now(), write.body.person);
    let work = async move |tx: &mut Tx| {
        let has_asked = tx.find_invitation(&id, &person).await?.is_some();
        if !(is_coordinator(&staff) && has_asked) {
            require_followed(tx, &staff.id, &person).await?;
        }
        let month = tx.find_month(&id).await?.filter(|month| month.state != MonthState::Draft);
        if !is_month_open(&month.ok_or(ErrorCode::NotFound)?, now) {
            return Err(ErrorCode::MonthClosed.into());
        }
        let proposal = ReferenceId::new(random_id()).expect("BUG: a random id is an identifier");
        let invitation = tx.propose_month((&id, &person), &proposal, &staff.id, now).await?;
        note(tx, &person, &staff.id, &PROPOSE_MONTH, Some(id.to_string()), now).await?;
        Ok::<_, ApiError>(Proposed { invitation })
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    done.await.map(|(status, proposed)| (status, Json(proposed)))
}

fn new_slot_id() -> SlotId {
    SlotId::new(random_id()).expect("BUG: a random id is an identifier")
}

impl Changed for MonthChanged {
    fn refusal(&self) -> Option<ErrorCode> {
        match self {
            Self::Done => None,
            Self::NoMonth => Some(ErrorCode::NotFound),
            Self::Stale => Some(ErrorCode::MonthChangedElsewhere),
            Self::Fixed => Some(ErrorCode::MonthFixed),
            Self::BelowTaken => Some(ErrorCode::SlotBelowTaken),
            Self::Begun => Some(ErrorCode::MonthBegun),
            Self::TooMany => Some(ErrorCode::CompanyTooMany),
        }
    }
}

/// The month as it is after a change.
fn see(
    id: MonthId,
) -> impl for<'t> FnOnce(&'t mut Tx, Work) -> BoxFuture<'t, Result<StaffMonthDetail, ApiError>> {
    move |tx, Work { state, staff, language }| {
        Box::pin(async move { find_detail(tx, &state, &staff, &id, language.as_deref()).await })
    }
}
