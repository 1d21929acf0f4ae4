//! What the ways of signing in share: counting tries, the budget of wrong codes, known browsers, session limits
//! (trust.md, "Sign-in").

use crate::cookies;
use crate::error::ApiError;
use crate::keys::{self, Keys};
use crate::state::AppState;
use axum::http::HeaderMap;
use contract::ErrorCode;
use domain::session::CardCode;
use domain::time::{Date, Timestamp};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use serde_json::Value;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use store::{Person, Session, Setting, Try, Tx};
use subtle::ConstantTimeEq;

/// How long everyone is slowed down after the budget was spent, and by how much per sign-in.
const SLOW_FOR_S: i64 = 60;
const SLOW_BY: Duration = Duration::from_secs(2);
/// The warning of a kiosk before it ends a visit, in seconds.
const KIOSK_WARNING_S: u32 = 60;

/// How long a session may rest and last, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub idle_s: u32,
    pub absolute_s: u32,
}

impl Limits {
    pub const fn of(setting: Setting, kiosk_idle_s: u32) -> Self {
        match setting {
            Setting::Phone => Self { idle_s: 30 * 60, absolute_s: 12 * 3600 },
            Setting::Kiosk => Self { idle_s: kiosk_idle_s + KIOSK_WARNING_S, absolute_s: 30 * 60 },
            Setting::Desk => Self { idle_s: 30 * 60, absolute_s: 8 * 3600 },
        }
    }

    pub fn is_over(self, session: &Session, now: Timestamp) -> bool {
        now >= session.expires_at || now >= session.last_seen_at.plus_s(i64::from(self.idle_s))
    }

    /// Whether it is worth a write to note that the session is in use: not with every request, yet often enough that
    /// the promised idle time is cut by a thirtieth at most.
    pub fn is_touch_due(self, session: &Session, now: Timestamp) -> bool {
        now >= session.last_seen_at.plus_s(i64::from(self.idle_s / 30))
    }
}

/// A browser from which this card or login was used before. Wrong tries of known browsers are counted one by one,
/// those of all others together: a stranger can slow down strangers only, and cannot make up new browsers to get more
/// tries (the "device cookie" of OWASP's guide on slowing down online guessing).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Empty for an unknown browser.
    id: String,
}

impl Device {
    /// `subject` is the card's hash or the login.
    pub fn read(headers: &HeaderMap, keys: &Keys, subject: &str) -> Self {
        let known = cookies::find(headers, cookies::DEVICE).and_then(|value| {
            let (id, proof) = value.split_once('.')?;
            let expected = keys.mac("device", &[id.as_bytes(), subject.as_bytes()]);
            let is_ours = proof.as_bytes().ct_eq(expected.as_bytes());
            bool::from(is_ours).then(|| id.to_owned())
        });
        Self { id: known.unwrap_or_default() }
    }

    /// Under which name the tries are counted.
    pub fn throttle_key(&self, keys: &Keys, subject: &str) -> String {
        keys.mac("throttle", &[subject.as_bytes(), self.id.as_bytes()])
    }

    /// `Set-Cookie` that makes this browser a known one.
    pub fn remember(&self, keys: &Keys, subject: &str) -> String {
        let id = if self.id.is_empty() { keys::random_id() } else { self.id.clone() };
        let proof = keys.mac("device", &[id.as_bytes(), subject.as_bytes()]);
        cookies::set_device(&format!("{id}.{proof}"))
    }
}

/// The budget of wrong codes that everyone shares. Spending it slows all sign-ins down for a while and raises an
/// alarm; it locks nobody out.
#[derive(Debug)]
pub struct Budget {
    limiter: DefaultDirectRateLimiter,
    slow_until: AtomicI64,
}

impl Budget {
    /// `burst` wrong codes at once, and a hundredth of it more each second.
    pub fn new(burst: u32) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let per_second = NonZeroU32::new(burst.get() / 100).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(per_second).allow_burst(burst);
        Self { limiter: RateLimiter::direct(quota), slow_until: AtomicI64::new(i64::MIN) }
    }

    /// Notes a wrong code.
    pub fn note_failure(&self, now: Timestamp) {
        metrics::counter!("sign_in_failures_total").increment(1);
        if self.limiter.check().is_err() {
            let before = self.slow_until.fetch_max(now.plus_s(SLOW_FOR_S).as_ms(), Ordering::Relaxed);
            if before <= now.as_ms() {
                metrics::counter!("sign_in_alarms_total").increment(1);
                tracing::error!("alarm: too many wrong codes at sign-in, everyone is slowed down");
            }
        }
    }

    pub fn is_spent(&self, now: Timestamp) -> bool {
        now.as_ms() < self.slow_until.load(Ordering::Relaxed)
    }

    /// Waits while the budget is spent.
    pub async fn slow_down(&self, now: Timestamp) {
        if self.is_spent(now) {
            tokio::time::sleep(SLOW_BY).await;
        }
    }
}

/// The card of a body that also names a date of birth. A card or a date that cannot be one is told apart from a body that is no
/// request at all.
///
/// # Errors
/// Which of the two it is.
pub fn read_card(body: &Value) -> Result<CardCode, ApiError> {
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let (Some(card), Some(date)) = (text("card"), text("birth_date")) else {
        return Err(ErrorCode::RequestMalformed.into());
    };
    let card = card.parse().map_err(|_| ErrorCode::SessionCardUnreadable)?;
    date.parse::<Date>().map_err(|_| ErrorCode::SessionCardUnreadable)?;
    Ok(card)
}

/// What came of a card and a date of birth.
#[derive(Debug)]
pub enum Proof {
    Right(Box<Person>),
    /// Too early after wrong ones.
    Wait(Timestamp),
    Wrong,
}

/// Whose card and date of birth these are. The try is counted first and stays counted: the caller commits whatever the answer is.
///
/// # Errors
/// When the store fails.
pub async fn prove(
    tx: &mut Tx,
    throttle_key: &str,
    card_hash: &str,
    birth_date: Date,
    now: Timestamp,
) -> Result<Proof, store::Error> {
    if let Try::Wait { until } = tx.take_try(throttle_key, now).await? {
        return Ok(Proof::Wait(until));
    }
    let found = tx.find_person_by_card(card_hash).await?;
    let expected = found.as_ref().map_or_else(String::new, |person| person.birth_date.to_string());
    let is_right = bool::from(expected.as_bytes().ct_eq(birth_date.to_string().as_bytes()));
    let Some(person) = found.filter(|_| is_right) else { return Ok(Proof::Wrong) };
    tx.clear_tries(throttle_key).await?;
    Ok(Proof::Right(Box::new(person)))
}

/// The refusal of a try that comes too early.
pub fn refuse_until(until: Timestamp, now: Timestamp) -> ApiError {
    refuse_as(ErrorCode::SessionSlowDown, until, now)
}

/// A refusal that says when to try again.
pub fn refuse_as(code: ErrorCode, until: Timestamp, now: Timestamp) -> ApiError {
    let wait_ms = until.as_ms().saturating_sub(now.as_ms()).max(0);
    let wait_s = u32::try_from(wait_ms.unsigned_abs().div_ceil(1000)).unwrap_or(60).max(1);
    ApiError::new(code).retry_after_s(wait_s)
}

/// A session that begins now, and the token for its cookie.
pub fn open_session(state: &AppState, owner: store::Owner, setting: Setting) -> (String, Session) {
    let token = keys::random_token();
    let session = session_of(state, &token, owner, setting);
    (token, session)
}

/// The session of a token, from now on.
pub fn session_of(state: &AppState, token: &str, owner: store::Owner, setting: Setting) -> Session {
    session_with(state, keys::hash_token(token), owner, setting)
}

/// The same, of the hash of its token.
pub fn session_with(state: &AppState, token_hash: String, owner: store::Owner, setting: Setting) -> Session {
    let now = state.clock.now();
    let limits = Limits::of(setting, state.settings.kiosk_idle_s);
    Session {
        token_hash,
        owner,
        setting,
        created_at: now,
        last_seen_at: now,
        expires_at: now.plus_s(i64::from(limits.absolute_s)),
    }
}

#[cfg(test)]
mod tests;
