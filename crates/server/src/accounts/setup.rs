//! Setting an account up with the code of the desk: a password and an authenticator app, proven with one of its codes. Tries are counted as
//! those of the sign-in are, before anything is compared; a wrong login looks like a wrong code.
//!
//! The app's secret is new at each look and goes to the browser and back under the deployment's key, so that nothing has to be kept before it is
//! proven, and whoever made the code does not know it.

use crate::cookies;
use crate::error::{Answer, ApiError};
use crate::extract::Write;
use crate::idempotency::{Attempt, once};
use crate::keys::{random_bytes, random_id};
use crate::qr::{self, ECL};
use crate::sign_in::{self, Device, Limits};
use crate::staff::{describe, fold_login};
use crate::state::AppState;
use crate::totp;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use contract::ErrorCode;
use contract::accounts::{CompleteStaffSetup, StaffSetup, StaffSetupView};
use domain::session::CardCode;
use domain::staff::check_password;
use domain::time::Timestamp;
use store::{Owner, Setting, StaffAct, Try, Tx, WayIn};
use zxcvbn::{Score, zxcvbn};

/// A repetition looks anew.
const OWNER: &str = "setup:staff";

/// Words that whoever guesses a password here tries first.
const OF_THIS_SERVICE: [&str; 3] = ["main tendue", "maintendue", "insertion"];

pub async fn view(
    State(state): State<AppState>,
    headers: HeaderMap,
    write: Write<StaffSetup>,
) -> Answer<Json<StaffSetupView>> {
    let now = state.clock.now();
    let StaffSetup { login, code } = write.body;
    let (login, code_hash) = try_code(&state, &headers, &login, &code, Some(write.attempt)).await?;
    let (wanted, hash) = (login.clone(), code_hash.clone());
    let throttle_key = Device::read(&headers, &state.keys, &login).throttle_key(&state.keys, &login);
    let job = async move |tx: &mut Tx| {
        let found = tx.find_staff_to_set_up(&wanted, &hash, now).await?;
        if found.is_some() {
            tx.clear_tries(&throttle_key).await?;
        }
        Ok::<_, store::Error>(found)
    };
    let found = state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    let Some(staff) = found else { return Err(refuse(&state, now)) };
    // Nobody who has seen the code knows the secret of whoever uses it up.
    let secret = random_bytes::<{ totp::SECRET_BYTES }>();
    Ok(Json(StaffSetupView {
        name: staff.display_name,
        address: totp::enrolment_url(&secret, &login),
        secret: totp::as_base32(&secret),
        qr: qr::draw(&totp::enrolment_url(&secret, &login), ECL::M),
        sealed: state.keys.seal(&code_hash, &secret),
    }))
}

/// The session's token follows from the code and the attempt, so that whoever's answer was lost asks again and has the same.
pub async fn complete(
    State(state): State<AppState>,
    headers: HeaderMap,
    write: Write<CompleteStaffSetup>,
) -> Answer {
    let now = state.clock.now();
    let CompleteStaffSetup { login, code, password, sealed, totp } = write.body;
    // Neither tells anything about the account.
    check_chosen(&password, &fold_login(&login))?;
    let (login, code_hash) = try_code(&state, &headers, &login, &code, None).await?;
    let secret = state.keys.open(&code_hash, &sealed);
    let now_s = u64::try_from(now.as_ms() / 1000).unwrap_or_default();
    let step = secret.as_deref().and_then(|secret| totp::matching_step(secret, totp.trim(), now_s));
    let password_hash = state.hasher.hash_password(password).await?;
    let token =
        state.keys.mac("staff-setup-session", &[code_hash.as_bytes(), write.attempt.key().as_bytes()]);
    let device = Device::read(&headers, &state.keys, &login);
    let (owner, throttle_key) = (["setup:", &code_hash].concat(), device.throttle_key(&state.keys, &login));
    let (shared, of_session, wanted) = (state.clone(), token.clone(), login.clone());
    let work = async move |tx: &mut Tx| {
        let found = tx.find_staff_to_set_up(&wanted, &code_hash, now).await?;
        let staff = found.ok_or(ErrorCode::StaffCodeRefused)?;
        let (secret, totp_step) = secret.zip(step).ok_or(ErrorCode::StaffProofRefused)?;
        let way_in =
            WayIn { password_hash, totp_secret: shared.keys.seal(staff.id.as_str(), &secret), totp_step };
        if !tx.set_staff_up(&staff.id, &code_hash, &way_in, now).await? {
            return Err(ErrorCode::StaffCodeRefused.into());
        }
        tx.clear_tries(&throttle_key).await?;
        tx.note_staff_event(&random_id(), &staff.id, StaffAct::SetUp, &staff.id, now).await?;
        let session =
            sign_in::session_of(&shared, &of_session, Owner::Staff(staff.id.clone()), Setting::Desk);
        tx.insert_session(&session).await?;
        Ok::<_, ApiError>(describe(&staff, &session))
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    let me = match done.await {
        Ok((_, me)) => me,
        Err(error) if error.code() == ErrorCode::StaffCodeRefused => return Err(refuse(&state, now)),
        Err(error) => return Err(error),
    };
    let max_age_s = Some(Limits::of(Setting::Desk, 0).absolute_s);
    let set = [cookies::set_secret(cookies::STAFF, &token, max_age_s), device.remember(&state.keys, &login)];
    Ok((AppendHeaders(cookies::set_cookie_headers(&set)), Json(me)).into_response())
}

/// Keyed, so that a copy of the database alone gives no code away.
pub fn hash_code(state: &AppState, code: &CardCode) -> String {
    state.keys.mac("staff-code-hash", &[code.as_str().as_bytes()])
}

/// Counts the try before anything is looked up; notes the key of an attempt whose answer is not kept, because it holds a secret. Gives the login as it is stored, and the hash of the code.
async fn try_code(
    state: &AppState,
    headers: &HeaderMap,
    login: &str,
    code: &str,
    attempt: Option<Attempt>,
) -> Result<(String, String), ApiError> {
    let (login, now) = (fold_login(login), state.clock.now());
    state.budget.slow_down(now).await;
    let throttle_key = Device::read(headers, &state.keys, &login).throttle_key(&state.keys, &login);
    let job = async move |tx: &mut Tx| {
        if let Some(attempt) = attempt
            && attempt.begin(tx, OWNER, now).await?.is_none()
        {
            attempt.finish(tx, OWNER, StatusCode::OK, "", None).await?;
        }
        tx.take_try(&throttle_key, now).await.map_err(ApiError::from)
    };
    let tried = state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    if let Try::Wait { until } = tried {
        return Err(sign_in::refuse_until(until, now));
    }
    let code: CardCode = code.parse().map_err(|_| refuse(state, now))?;
    Ok((login, hash_code(state, &code)))
}

fn refuse(state: &AppState, now: Timestamp) -> ApiError {
    state.budget.note_failure(now);
    ErrorCode::StaffCodeRefused.into()
}

/// What the rules ask of a password, and that it is none of the common ones.
fn check_chosen(password: &str, login: &str) -> Result<(), ApiError> {
    check_password(password, login).map_err(|_| ErrorCode::StaffPasswordRefused)?;
    let known: Vec<&str> = OF_THIS_SERVICE.into_iter().chain([login]).collect();
    let is_strong = zxcvbn(password, &known).score() >= Score::Three;
    if is_strong { Ok(()) } else { Err(ErrorCode::StaffPasswordRefused.into()) }
}
