//! The desk: staff sign-in and the people one follows.

use crate::cookies;
use crate::error::{Answer, ApiError};
use crate::extract::{Asked, NoBody, Params, StaffSession, Write};
use crate::idempotency::Attempt;
use crate::keys::hash_token;
use crate::operation::{Operation, QueryParam};
use crate::session::CLEAR_EVERYTHING;
use crate::sign_in::{self, Device};
use crate::state::AppState;
use crate::totp;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use contract::ErrorCode;
use contract::staff::{
    Client, ClientPage, END_STAFF_SESSION, GET_STAFF_ME, LIST_CLIENTS, SEARCH_CLIENTS, START_STAFF_SESSION,
    SearchClients, StaffMe, StaffRole, StartStaffSession,
};
use domain::caseload::{Turn, silent_before};
use domain::ids::{PersonId, StaffId};
use domain::time::Timestamp;
use serde::Deserialize;
use store::{Owner, Session, Setting, Staff, Try, Tx};

/// As for people: a repetition signs in anew (see [`crate::session`]).
const OWNER: &str = "sign-in:staff";

/// People on one page of the list.
const PAGE_LENGTH: u32 = 50;

/// Names near what was typed; whoever wants others types more.
const N_NEAR: usize = 20;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&START_STAFF_SESSION, StatusCode::OK, start)
            .takes::<StartStaffSession>()
            .gives::<StaffMe>()
            .may_refuse(&[ErrorCode::StaffRefused, ErrorCode::SessionSlowDown]),
        Operation::new(&GET_STAFF_ME, StatusCode::OK, get_me).gives::<StaffMe>(),
        Operation::new(&END_STAFF_SESSION, StatusCode::NO_CONTENT, end),
        Operation::new(&LIST_CLIENTS, StatusCode::OK, list_clients)
            .gives::<ClientPage>()
            .query(&[QueryParam { name: "after", description: "The `next` of the page before." }]),
        Operation::new(&SEARCH_CLIENTS, StatusCode::OK, search_clients)
            .takes::<SearchClients>()
            .gives::<ClientPage>(),
    ]
}

/// A login as it is compared and stored.
pub fn fold_login(login: &str) -> String {
    login.trim().to_lowercase()
}

async fn start(State(state): State<AppState>, headers: HeaderMap, write: Write<StartStaffSession>) -> Answer {
    let StartStaffSession { login, password, code } = write.body;
    let (login, now) = (fold_login(&login), state.clock.now());
    state.budget.slow_down(now).await;
    let device = Device::read(&headers, &state.keys, &login);
    let throttle_key = device.throttle_key(&state.keys, &login);
    let found = begin(&state, login.clone(), throttle_key.clone(), write.attempt, now).await?;
    // Password and code are both looked at, whatever the first says and whether or not there is such a login.
    // An account that waits for its set-up has none, and takes as long.
    let stored = found.as_ref().map(|staff| staff.password_hash.clone()).filter(|hash| !hash.is_empty());
    let is_password_right = state.hasher.check_password(password, stored).await?;
    let step = matching_step(&state, found.as_ref(), &code, now);
    let right = found.filter(|_| is_password_right).zip(step);
    let opened = match right {
        Some((staff, step)) => {
            let (token, session) =
                sign_in::open_session(&state, Owner::Staff(staff.id.clone()), Setting::Desk);
            let old_token = cookies::find(&headers, cookies::STAFF).map(hash_token);
            let job = Opening { staff, step, throttle_key, old_token, session };
            let opened = state.store.write(move |tx| Box::pin(job.run(tx))).await?;
            opened.map(|(staff, session)| (token, staff, session))
        }
        None => None,
    };
    let Some((token, staff, session)) = opened else {
        state.budget.note_failure(now);
        return Err(ErrorCode::StaffRefused.into());
    };
    let max_age_s = Some(sign_in::Limits::of(Setting::Desk, 0).absolute_s);
    let set = [cookies::set_secret(cookies::STAFF, &token, max_age_s), device.remember(&state.keys, &login)];
    Ok((AppendHeaders(cookies::set_cookie_headers(&set)), Json(describe(&staff, &session))).into_response())
}

/// Counts the try before anything is compared, and looks the login up.
async fn begin(
    state: &AppState,
    login: String,
    throttle_key: String,
    attempt: Attempt,
    now: Timestamp,
) -> Result<Option<Staff>, ApiError> {
    let job = async move |tx: &mut Tx| {
        if attempt.begin(tx, OWNER, now).await?.is_none() {
            attempt.finish(tx, OWNER, StatusCode::OK, "", None).await?;
        }
        if let Try::Wait { until } = tx.take_try(&throttle_key, now).await? {
            return Ok(Err(until));
        }
        Ok::<_, ApiError>(Ok(tx.find_staff_by_login(&login).await?))
    };
    let found = state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    found.map_err(|until| sign_in::refuse_until(until, now))
}

fn matching_step(state: &AppState, staff: Option<&Staff>, code: &str, now: Timestamp) -> Option<i64> {
    let secret = staff.and_then(|staff| state.keys.open(staff.id.as_str(), &staff.totp_secret));
    let secret_or_dummy = secret.clone().unwrap_or_else(|| vec![0; totp::SECRET_BYTES]);
    let now_s = u64::try_from(now.as_ms() / 1000).unwrap_or_default();
    let step = totp::matching_step(&secret_or_dummy, code.trim(), now_s);
    secret.and(step)
}

struct Opening {
    staff: Staff,
    step: i64,
    throttle_key: String,
    old_token: Option<String>,
    session: Session,
}

impl Opening {
    /// `None` when the code was used before.
    async fn run(self, tx: &mut Tx) -> Result<Option<(Staff, Session)>, ApiError> {
        if !tx.take_totp_step(&self.staff.id, self.step).await? {
            return Ok(None);
        }
        tx.clear_tries(&self.throttle_key).await?;
        match &self.old_token {
            Some(old) => tx.rotate_session(old, &self.session).await?,
            None => tx.insert_session(&self.session).await?,
        }
        Ok(Some((self.staff, self.session)))
    }
}

/// # Errors
/// When the session has no such member of staff.
pub async fn find_caller(state: &AppState, id: StaffId) -> Result<Staff, ApiError> {
    let found = state.store.read(move |tx| Box::pin(async move { tx.find_staff(&id).await }));
    let found = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    found.ok_or_else(|| ErrorCode::SessionNeeded.into())
}

async fn get_me(State(state): State<AppState>, caller: StaffSession) -> Answer<Json<StaffMe>> {
    let staff = find_caller(&state, caller.staff_id).await?;
    Ok(Json(describe(&staff, &caller.session)))
}

/// Who is signed in by this session.
pub fn describe(staff: &Staff, session: &Session) -> StaffMe {
    StaffMe {
        name: staff.display_name.clone(),
        role: role_on_wire(staff.role),
        ends_at: session.expires_at,
        idle_s: sign_in::Limits::of(session.setting, 0).idle_s,
    }
}

pub const fn role_on_wire(role: store::StaffRole) -> StaffRole {
    match role {
        store::StaffRole::Referent => StaffRole::Referent,
        store::StaffRole::Coordinator => StaffRole::Coordinator,
    }
}

pub const fn role_from_wire(role: StaffRole) -> store::StaffRole {
    match role {
        StaffRole::Referent => store::StaffRole::Referent,
        StaffRole::Coordinator => store::StaffRole::Coordinator,
    }
}

async fn end(State(state): State<AppState>, headers: HeaderMap, write: Write<NoBody>) -> Response {
    let answer = match crate::session::end_session(&state, &headers, cookies::STAFF, write.attempt).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => error.into_response(),
    };
    let cookies = AppendHeaders(cookies::set_cookie_headers(&cookies::clear_staff()));
    ([CLEAR_EVERYTHING], cookies, answer).into_response()
}

#[derive(Debug, Deserialize)]
struct Wanted {
    after: Option<String>,
}

async fn list_clients(
    State(state): State<AppState>,
    caller: StaffSession,
    Params(wanted): Params<Wanted>,
) -> Answer<Json<ClientPage>> {
    let after = wanted.after.map(|after| after.parse::<Turn>()).transpose();
    let after = after.map_err(|_| ErrorCode::RequestMalformed)?;
    let before = silent_before(state.clock.now(), state.settings.silent_after_weeks);
    let staff = find_caller(&state, caller.staff_id).await?;
    let of = staff.clone();
    let job = async move |tx: &mut Tx| {
        let listed = tx.list_by_attention(whose(&of), before, after.as_ref(), PAGE_LENGTH + 1).await?;
        Ok::<_, ApiError>((listed, tx.count_clients(whose(&of)).await?))
    };
    let (listed, n_followed) = state.store.read(move |tx| Box::pin(async move { job(tx).await })).await?;
    let page = Page { listed, near: vec![], n_followed };
    Ok(Json(page.on_wire(&staff, before, |last| last.turn(before).to_string())))
}

async fn search_clients(
    State(state): State<AppState>,
    caller: StaffSession,
    Asked(wanted): Asked<SearchClients>,
) -> Answer<Json<ClientPage>> {
    let after = wanted.after.map(PersonId::new).transpose().map_err(|_| ErrorCode::RequestMalformed)?;
    let before = silent_before(state.clock.now(), state.settings.silent_after_weeks);
    let staff = find_caller(&state, caller.staff_id).await?;
    let of = staff.clone();
    let job = async move |tx: &mut Tx| {
        let listed = tx.list_clients(whose(&of), &wanted.q, after.as_ref(), PAGE_LENGTH + 1).await?;
        let is_whole = after.is_none() && listed.len() <= PAGE_LENGTH as usize;
        let near = if is_whole { tx.list_near_clients(whose(&of), &wanted.q, N_NEAR).await? } else { vec![] };
        Ok::<_, ApiError>((listed, near, tx.count_clients(whose(&of)).await?))
    };
    let (listed, near, n_followed) =
        state.store.read(move |tx| Box::pin(async move { job(tx).await })).await?;
    let page = Page { listed, near, n_followed };
    Ok(Json(page.on_wire(&staff, before, |last| last.id.to_string())))
}

/// A référent sees those they follow, a coordinator everybody.
fn whose(staff: &Staff) -> Option<&StaffId> {
    (staff.role == store::StaffRole::Referent).then_some(&staff.id)
}

/// What was read for a page, with one more when there is another.
struct Page {
    listed: Vec<store::Client>,
    near: Vec<store::Client>,
    n_followed: u64,
}

impl Page {
    fn on_wire(
        mut self,
        caller: &Staff,
        silent_before: Timestamp,
        next: impl Fn(&store::Client) -> String,
    ) -> ClientPage {
        let has_more = self.listed.len() > PAGE_LENGTH as usize;
        self.listed.truncate(PAGE_LENGTH as usize);
        let next = self.listed.last().filter(|_| has_more).map(next);
        let is_for_coordinator = caller.role == store::StaffRole::Coordinator;
        let on_wire = |client: store::Client| {
            let mut client = on_wire(client, silent_before);
            if !is_for_coordinator {
                // Theirs, all of them.
                client.referent = None;
            }
            client
        };
        ClientPage {
            clients: self.listed.into_iter().map(on_wire).collect(),
            next,
            near: self.near.into_iter().map(on_wire).collect(),
            n_followed: self.n_followed,
        }
    }
}

fn on_wire(client: store::Client, silent_before: Timestamp) -> Client {
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Client {
        attention: client.standing().attention(silent_before),
        heard_at: client.heard_at,
        id: client.id,
        first_name: client.first_name,
        last_name: client.last_name,
        referent: client.referent,
        last_milestone: client.last_milestone.map(|(milestone, _)| milestone),
        last_milestone_at: client.last_milestone.map(|(_, at)| at),
        last_seen_at: client.last_seen_at,
        n_cannot_come: count(client.n_cannot_come),
        n_talk_requests: count(client.n_talk_requests),
        n_stuck_actions: count(client.n_stuck_actions),
        n_disputes: count(client.n_disputes),
    }
}
