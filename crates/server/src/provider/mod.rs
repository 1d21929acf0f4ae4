//! Signing in to the desk at the provider of one's organisation (decision 33): the desk asks where to go, the provider sends
//! the browser back to a page of the desk, and that page gives in what it was sent back with. So every request of ours comes
//! from our own pages, and no cookie has to be sent along from elsewhere.

mod client;
mod errand;
pub mod person;

pub use client::{Asks, Provider, ProviderSettings, fold_email};

use crate::cookies;
use crate::error::{Answer, ApiError};
use crate::extract::Write;
use crate::keys::hash_token;
use crate::operation::Operation;
use crate::sign_in::{self, Limits};
use crate::staff::describe;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use client::{Known, NoEntry};
use contract::ErrorCode;
use contract::provider::{BEGIN_PROVIDER_SIGN_IN, FINISH_PROVIDER_SIGN_IN, ProviderAddress, ProviderReturn};
use contract::staff::StaffMe;
use errand::Way;
use store::{Owner, Setting, Tx};

/// As for the other ways in: a repetition signs in anew, which no code allows twice (see [`crate::session`]).
const OWNER: &str = "sign-in:provider";

const WAY: Way<'_> = Way { cookie: cookies::ERRAND, sealed_for: "provider-errand" };

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&BEGIN_PROVIDER_SIGN_IN, StatusCode::OK, begin)
            .gives::<ProviderAddress>()
            .may_refuse(&[ErrorCode::NotFound, ErrorCode::ProviderAway]),
        Operation::new(&FINISH_PROVIDER_SIGN_IN, StatusCode::OK, finish)
            .takes::<ProviderReturn>()
            .gives::<StaffMe>()
            .may_refuse(&[
                ErrorCode::NotFound,
                ErrorCode::ProviderAway,
                ErrorCode::ProviderRefused,
                ErrorCode::ProviderTooWeak,
                ErrorCode::ProviderUnknown,
            ]),
    ]
}

impl From<NoEntry> for ApiError {
    fn from(why: NoEntry) -> Self {
        match why {
            NoEntry::Away => Self::new(ErrorCode::ProviderAway).retry_after_s(30),
            NoEntry::Refused => Self::new(ErrorCode::ProviderRefused),
            NoEntry::TooWeak => Self::new(ErrorCode::ProviderTooWeak),
        }
    }
}

async fn begin(State(state): State<AppState>) -> Answer {
    let provider = state.settings.provider.as_ref().ok_or(ErrorCode::NotFound)?;
    let (address, errand) = provider.begin("", state.clock.now()).await?;
    Ok(WAY.leave(&state, address, &errand))
}

async fn finish(State(state): State<AppState>, headers: HeaderMap, write: Write<ProviderReturn>) -> Response {
    errand::end(WAY.cookie, open_session(&state, &headers, write).await)
}

async fn open_session(
    state: &AppState,
    headers: &HeaderMap,
    write: Write<ProviderReturn>,
) -> Answer<Response> {
    let provider = state.settings.provider.as_ref().ok_or(ErrorCode::NotFound)?;
    let now = state.clock.now();
    let errand = WAY.come_back(state, headers, &write.body, now)?;
    let Known { issuer, subject, verified_email } = provider.finish(write.body.code, errand, now).await?;
    let token = crate::keys::random_token();
    let (opening, old_token) = (token.clone(), cookies::find(headers, cookies::STAFF).map(hash_token));
    let (attempt, shared) = (write.attempt, state.clone());
    let job = async move |tx: &mut Tx| {
        if attempt.begin(tx, OWNER, now).await?.is_none() {
            attempt.finish(tx, OWNER, StatusCode::OK, "", None).await?;
        }
        let found = tx.find_staff_by_identity(&issuer, &subject, verified_email.as_deref(), now).await?;
        let staff = found.ok_or(ErrorCode::ProviderUnknown)?;
        let session = sign_in::session_of(&shared, &opening, Owner::Staff(staff.id.clone()), Setting::Desk);
        match &old_token {
            Some(old) => tx.rotate_session(old, &session).await?,
            None => tx.insert_session(&session).await?,
        }
        Ok::<_, ApiError>((staff, session))
    };
    let (staff, session) = state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    let max_age_s = Some(Limits::of(Setting::Desk, 0).absolute_s);
    let set = [cookies::set_secret(cookies::STAFF, &token, max_age_s)];
    Ok((AppendHeaders(cookies::set_cookie_headers(&set)), Json(describe(&staff, &session))).into_response())
}
