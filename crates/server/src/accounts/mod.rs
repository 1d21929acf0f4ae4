//! The accounts of staff. A coordinator makes, changes, resets and closes them here; [`setup`] is where whom an account is for chooses
//! how to sign in. Each act leaves a line, in its transaction, that coordinators read.

mod setup;

use crate::coordinator::require_coordinator;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Param, StaffSession, Write};
use crate::idempotency::{once, staff_owner};
use crate::keys::random_id;
use crate::operation::Operation;
use crate::staff::{role_from_wire, role_on_wire};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode as Code;
use contract::accounts::{
    ADD_STAFF, AddStaff, BEGIN_STAFF_SETUP, CLOSE_STAFF, COMPLETE_STAFF_SETUP, CompleteStaffSetup,
    LIST_STAFF, RENEW_STAFF_CODE, REOPEN_STAFF, StaffCode, StaffEventKind, StaffEventView, StaffList,
    StaffMember, StaffSetup, StaffSetupView, StaffState, UPDATE_STAFF, WriteStaff,
};
use contract::staff::StaffMe;
use domain::ids::StaffId;
use domain::session::{CARD_CHARS, CardCode};
use domain::staff::{SETUP_CODE_S, StaffCard, read_card, read_login};
use domain::time::Timestamp;
use store::{AccountChanged, Staff, StaffAccount, StaffAct, StaffEvent, StaffRole, Tx};

/// Lines of what was done that the page shows.
const N_EVENTS: u32 = 50;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&BEGIN_STAFF_SETUP, StatusCode::OK, setup::view)
            .takes::<StaffSetup>()
            .gives::<StaffSetupView>()
            .may_refuse(&[Code::StaffCodeRefused, Code::SessionSlowDown]),
        Operation::new(&COMPLETE_STAFF_SETUP, StatusCode::OK, setup::complete)
            .takes::<CompleteStaffSetup>()
            .gives::<StaffMe>()
            .may_refuse(&[
                Code::StaffCodeRefused,
                Code::SessionSlowDown,
                Code::StaffPasswordRefused,
                Code::StaffProofRefused,
            ]),
    ]
}

pub fn staff_operations() -> Vec<Operation> {
    let changes = &[Code::NotFound, Code::StaffAccountRefused, Code::StaffLastCoordinator];
    vec![
        Operation::new(&LIST_STAFF, StatusCode::OK, list).gives::<StaffList>().may_refuse(&[Code::NotFound]),
        Operation::new(&ADD_STAFF, StatusCode::CREATED, add)
            .takes::<AddStaff>()
            .gives::<StaffMember>()
            .may_refuse(&[Code::NotFound, Code::StaffAccountRefused, Code::StaffLoginTaken]),
        Operation::new(&UPDATE_STAFF, StatusCode::OK, update)
            .takes::<WriteStaff>()
            .gives::<StaffMember>()
            .may_refuse(changes),
        Operation::new(&RENEW_STAFF_CODE, StatusCode::CREATED, renew_code)
            .gives::<StaffCode>()
            .may_refuse(&[Code::NotFound, Code::StaffOwnAccount]),
        Operation::new(&CLOSE_STAFF, StatusCode::OK, close)
            .gives::<StaffMember>()
            .may_refuse(&[Code::NotFound, Code::StaffLastCoordinator]),
        Operation::new(&REOPEN_STAFF, StatusCode::OK, reopen)
            .gives::<StaffMember>()
            .may_refuse(&[Code::NotFound]),
    ]
}

async fn list(State(state): State<AppState>, caller: StaffSession) -> Answer<Json<StaffList>> {
    let me = require_coordinator(&state, caller).await?.id;
    let now = state.clock.now();
    let job = async move |tx: &mut Tx| {
        let members = tx.list_staff_accounts().await?.into_iter().map(|one| on_wire(one, &me, now));
        Ok::<_, store::Error>(StaffList {
            members: members.collect(),
            n_unassigned: tx.count_unassigned().await?,
            events: tx.list_staff_events(N_EVENTS).await?.into_iter().map(event_on_wire).collect(),
        })
    };
    let list = state.store.read(move |tx| Box::pin(async move { job(tx).await })).await;
    list.map(Json).map_err(ApiError::from)
}

async fn add(
    State(state): State<AppState>,
    caller: StaffSession,
    write: Write<AddStaff>,
) -> Answer<(StatusCode, Json<StaffMember>)> {
    let by = require_coordinator(&state, caller).await?.id;
    let login = read_login(&write.body.login).ok_or(Code::StaffAccountRefused)?;
    let StaffCard { name, phone, place } = card_of(&write.body.card)?;
    let now = state.clock.now();
    let staff = Staff {
        id: StaffId::new(random_id()).expect("BUG: a random id is an identifier"),
        login,
        display_name: name,
        role: role_from_wire(write.body.card.role),
        phone,
        place,
        password_hash: String::new(),
        totp_secret: String::new(),
        totp_last_step: 0,
        created_at: now,
    };
    let owner = staff_owner(&by);
    let work = async move |tx: &mut Tx| {
        // A statement that fails would give the whole transaction up.
        if tx.has_staff_login(&staff.login).await? {
            return Err(Code::StaffLoginTaken.into());
        }
        tx.insert_staff(&staff).await?;
        shown(tx, &by, StaffAct::Added, &staff.id, now).await
    };
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, member)| (status, Json(member)))
}

async fn update(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<StaffId>,
    write: Write<WriteStaff>,
) -> Answer<Json<StaffMember>> {
    let by = require_coordinator(&state, caller).await?.id;
    let (card, role) = (card_of(&write.body)?, role_from_wire(write.body.role));
    let (owner, now) = (staff_owner(&by), state.clock.now());
    let work = async move |tx: &mut Tx| {
        let before = tx.find_staff_account(&id).await?.ok_or(Code::NotFound)?.role;
        refuse(tx.update_staff(&id, &card, role).await?)?;
        let act = match (before, role) {
            (StaffRole::Referent, StaffRole::Coordinator) => StaffAct::Promoted,
            (StaffRole::Coordinator, StaffRole::Referent) => StaffAct::Demoted,
            _ => StaffAct::Changed,
        };
        shown(tx, &by, act, &id, now).await
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    Ok(Json(done.await?.1))
}

/// Only when it ends is kept with the answer: the code follows from the attempt.
async fn renew_code(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<StaffId>,
    write: Write<NoBody>,
) -> Answer<(StatusCode, Json<StaffCode>)> {
    let by = require_coordinator(&state, caller).await?.id;
    if by == id {
        // It would end the session that shows the code.
        return Err(Code::StaffOwnAccount.into());
    }
    let parts = [id.as_str().as_bytes(), write.attempt.key().as_bytes()];
    let bytes = state.keys.mac_bytes("staff-code", &parts);
    let code = CardCode::from_numbers(std::array::from_fn::<_, CARD_CHARS, _>(|n| bytes[n]));
    let code_hash = setup::hash_code(&state, &code);
    let (owner, now) = (staff_owner(&by), state.clock.now());
    let until = now.plus_s(SETUP_CODE_S);
    let work = async move |tx: &mut Tx| {
        if !tx.reset_staff(&id, &code_hash, until, now).await? {
            return Err(Code::NotFound.into());
        }
        tx.note_staff_event(&random_id(), &by, StaffAct::Code, &id, now).await?;
        Ok::<_, ApiError>(until)
    };
    let done = once(&state, owner, write.attempt, StatusCode::CREATED, move |tx| {
        Box::pin(async move { work(tx).await })
    });
    done.await.map(|(status, until)| (status, Json(StaffCode { code: code.grouped(), until })))
}

async fn close(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<StaffId>,
    write: Write<NoBody>,
) -> Answer<Json<StaffMember>> {
    let by = require_coordinator(&state, caller).await?.id;
    let (owner, now) = (staff_owner(&by), state.clock.now());
    let work = async move |tx: &mut Tx| {
        let (act, operation) = (random_id(), CLOSE_STAFF.operation_id);
        refuse(tx.close_staff(&id, &act, &by, operation, now).await?)?;
        shown(tx, &by, StaffAct::Closed, &id, now).await
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    Ok(Json(done.await?.1))
}

async fn reopen(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<StaffId>,
    write: Write<NoBody>,
) -> Answer<Json<StaffMember>> {
    let by = require_coordinator(&state, caller).await?.id;
    let (owner, now) = (staff_owner(&by), state.clock.now());
    let work = async move |tx: &mut Tx| {
        refuse(tx.reopen_staff(&id).await?)?;
        shown(tx, &by, StaffAct::Reopened, &id, now).await
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    Ok(Json(done.await?.1))
}

fn card_of(written: &WriteStaff) -> Result<StaffCard, ApiError> {
    read_card(&written.name, &written.phone, &written.place).map_err(|_| Code::StaffAccountRefused.into())
}

fn refuse(changed: AccountChanged) -> Result<(), ApiError> {
    match changed {
        AccountChanged::Done => Ok(()),
        AccountChanged::Missing => Err(Code::NotFound.into()),
        AccountChanged::LastCoordinator => Err(Code::StaffLastCoordinator.into()),
    }
}

/// Leaves the line of an act, and answers with the account as it is then.
async fn shown(
    tx: &mut Tx,
    by: &StaffId,
    act: StaffAct,
    id: &StaffId,
    now: Timestamp,
) -> Result<StaffMember, ApiError> {
    tx.note_staff_event(&random_id(), by, act, id, now).await?;
    let account = tx.find_staff_account(id).await?.ok_or(Code::NotFound)?;
    Ok(on_wire(account, by, now))
}

fn on_wire(account: StaffAccount, me: &StaffId, now: Timestamp) -> StaffMember {
    let state = match (account.closed_at, account.is_set_up) {
        (Some(_), _) => StaffState::Closed,
        (None, true) => StaffState::Open,
        (None, false) => StaffState::Waiting,
    };
    StaffMember {
        is_me: account.id == *me,
        id: account.id,
        login: account.login,
        name: account.card.name,
        role: role_on_wire(account.role),
        phone: account.card.phone,
        place: account.card.place,
        state,
        code_until: account.code_until.filter(|until| *until > now),
        last_seen_at: account.last_seen_at,
        n_clients: account.n_clients,
        n_left: account.n_left,
    }
}

fn event_on_wire(event: StaffEvent) -> StaffEventView {
    let kind = match event.act {
        StaffAct::Added => StaffEventKind::Added,
        StaffAct::Code => StaffEventKind::Code,
        StaffAct::SetUp => StaffEventKind::SetUp,
        StaffAct::Changed => StaffEventKind::Changed,
        StaffAct::Promoted => StaffEventKind::Promoted,
        StaffAct::Demoted => StaffEventKind::Demoted,
        StaffAct::Closed => StaffEventKind::Closed,
        StaffAct::Reopened => StaffEventKind::Reopened,
        StaffAct::Searched => StaffEventKind::Searched,
    };
    StaffEventView { at: event.at, by: event.by, kind, whose: event.whose }
}
