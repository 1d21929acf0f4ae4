//! Signing in with a one-time code by SMS or e-mail (decision 37). What a code is follows from its id and the deployment's key,
//! so that none is kept anywhere; what is asked for costs the same and answers the same whether anyone is known by it or not.

use crate::cookies;
use crate::error::{Answer, ApiError};
use crate::extract::Write;
use crate::idempotency::Attempt;
use crate::keys::{self, Keys, hash_token};
use crate::kiosk;
use crate::messages::sender;
use crate::operation::Operation;
use crate::session::{describe, find_referent, kept_setting, let_in, welcome};
use crate::sign_in::{self, Device};
use crate::state::AppState;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use contract::ErrorCode;
use contract::code::{CONFIRM_CODE, ConfirmCode, REQUEST_CODE, RequestCode};
use contract::session::{Contact, Me, Setting};
use domain::ids::ReferenceId;
use domain::messages::{Channel, MessageKind};
use domain::session::{CODE_MINUTES, CODE_TRIES, OneTimeCode, may_compare, read_code_address};
use domain::time::Timestamp;
use store::{Asked, KeptCode, Message, NewCode, Owner, Person, Session, Try, Tx};
use subtle::ConstantTimeEq;

/// Nobody owns what is asked for before anyone is known.
const OWNER: &str = "code:request";

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&REQUEST_CODE, StatusCode::ACCEPTED, request).takes::<RequestCode>().may_refuse(&[
            ErrorCode::NotFound,
            ErrorCode::CodeAddressRefused,
            ErrorCode::CodeTooMany,
        ]),
        Operation::new(&CONFIRM_CODE, StatusCode::OK, confirm)
            .takes::<ConfirmCode>()
            .gives::<Me>()
            .may_refuse(&[ErrorCode::CodeRefused, ErrorCode::CodeOver, ErrorCode::SessionSlowDown]),
    ]
}

/// The code with this id: the same each time it is asked, so that a message which leaves again says the same.
pub fn code_of(keys: &Keys, id: &ReferenceId) -> OneTimeCode {
    let bytes = keys.mac_bytes("one-time-code", &[id.as_str().as_bytes()]);
    let (bits, _) = bytes.split_first_chunk().expect("BUG: 32 bytes are more than 8");
    OneTimeCode::from_bits(u64::from_le_bytes(*bits))
}

async fn request(State(state): State<AppState>, headers: HeaderMap, write: Write<RequestCode>) -> Answer {
    let RequestCode { by, to, birth_date } = write.body;
    let has_way = match by {
        Channel::Sms => state.settings.channels.has_sms(),
        Channel::Email => state.settings.channels.has_mail(),
    };
    if !has_way {
        return Err(ErrorCode::NotFound.into());
    }
    let address = read_code_address(by, &to).map_err(|_| ErrorCode::CodeAddressRefused)?;
    let now = state.clock.now();
    state.budget.slow_down(now).await;
    let typed = address.as_str().to_lowercase();
    let subject = state.keys.mac("code-asker", &[typed.as_bytes(), birth_date.to_string().as_bytes()]);
    // It follows from the attempt, so that a browser whose answer was lost asks again and is bound to the same code.
    let browser = state.keys.mac("code-browser", &[subject.as_bytes(), write.attempt.key().as_bytes()]);
    let id = ReferenceId::new(keys::random_id()).expect("BUG: what is drawn is an id");
    let message = Message { kind: MessageKind::OneTimeCode, reference: id.clone() };
    let (shared, attempt, browser_hash) = (state.clone(), write.attempt, hash_token(&browser));
    let job = async move |tx: &mut Tx| {
        if attempt.begin(tx, OWNER, now).await?.is_some() {
            return Ok(());
        }
        let found = tx.find_person_by_address(&address, birth_date).await?;
        let known_as = found.as_ref().map_or(subject.as_str(), |(person, card)| device_subject(person, card));
        let code = NewCode {
            id,
            asker_hash: Device::read(&headers, &shared.keys, known_as).throttle_key(&shared.keys, &subject),
            browser_hash,
            person_id: found.map(|(person, _)| person.id),
            channel: address.channel(),
            asked_at: now,
        };
        if let Asked::Wait { until } = tx.ask_code(&code).await? {
            return Err(sign_in::refuse_as(ErrorCode::CodeTooMany, until, now));
        }
        attempt.finish(tx, OWNER, StatusCode::ACCEPTED, "", None).await.map_err(ApiError::from)
    };
    state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    // Nobody waits for it: the answer must not tell by its time whether a message leaves.
    sender::send_soon(&state, message);
    let set = [cookies::set_secret(cookies::CODE, &browser, Some(CODE_MINUTES * 60))];
    Ok((StatusCode::ACCEPTED, AppendHeaders(cookies::set_cookie_headers(&set))).into_response())
}

/// What a browser is known by that a person has signed in with before: by their card, as when they sign in with it.
fn device_subject<'p>(person: &'p Person, card: &'p Option<String>) -> &'p str {
    card.as_deref().unwrap_or(person.id.as_str())
}

async fn confirm(State(state): State<AppState>, headers: HeaderMap, write: Write<ConfirmCode>) -> Answer {
    let now = state.clock.now();
    state.budget.slow_down(now).await;
    let browser = cookies::find(&headers, cookies::CODE).ok_or(ErrorCode::CodeOver)?;
    let code: OneTimeCode = write.body.code.parse().map_err(|_| ErrorCode::CodeRefused)?;
    let browser_hash = hash_token(browser);
    let setting = if kiosk::is_kiosk(&state, &headers).await { Setting::Kiosk } else { write.body.setting };
    // It follows from the browser and the attempt, so that a browser whose answer was lost asks again and has the same.
    let parts = [browser_hash.as_bytes(), write.attempt.key().as_bytes()];
    let token = state.keys.mac("code-session", &parts);
    let job = Confirm {
        state: state.clone(),
        attempt: write.attempt,
        owner: ["code:", &browser_hash].concat(),
        browser_hash,
        code,
        token_hash: hash_token(&token),
        old_token: cookies::find(&headers, cookies::PERSON).map(hash_token),
        setting: kept_setting(setting),
        now,
    };
    match state.store.write(move |tx| Box::pin(job.run(tx))).await? {
        Outcome::In(signed_in) => {
            let SignedIn { person, card, referent, session } = *signed_in;
            let subject = device_subject(&person, &card).to_owned();
            let device = Device::read(&headers, &state.keys, &subject);
            let device = (setting == Setting::Phone).then(|| device.remember(&state.keys, &subject));
            let me = describe(&state, person, referent, &session);
            let over = cookies::set_cookie_headers(&[cookies::set_secret(cookies::CODE, "", Some(0))]);
            Ok((AppendHeaders(over), welcome(&token, setting, &me, device)).into_response())
        }
        Outcome::Refused(why) => {
            state.budget.note_failure(now);
            Err(why.into())
        }
    }
}

/// One try of a code, inside its transaction.
struct Confirm {
    state: AppState,
    attempt: Attempt,
    owner: String,
    browser_hash: String,
    code: OneTimeCode,
    token_hash: String,
    old_token: Option<String>,
    setting: store::Setting,
    now: Timestamp,
}

struct SignedIn {
    person: Person,
    card: Option<String>,
    referent: Option<Contact>,
    session: Session,
}

enum Outcome {
    In(Box<SignedIn>),
    Refused(ErrorCode),
}

impl Confirm {
    /// The try is counted first and stays counted: a refusal is an `Ok` of the transaction. A repetition is no new try.
    async fn run(self, tx: &mut Tx) -> Result<Outcome, ApiError> {
        if let Some((status, why)) = self.attempt.begin(tx, &self.owner, self.now).await? {
            return self.repeat(tx, status, &why).await;
        }
        let outcome = self.decide(tx).await?;
        let (status, why) = match &outcome {
            Outcome::In(_) => (StatusCode::OK, ""),
            Outcome::Refused(why) => (StatusCode::UNAUTHORIZED, why.as_str()),
        };
        self.attempt.finish(tx, &self.owner, status, why, None).await?;
        Ok(outcome)
    }

    async fn decide(&self, tx: &mut Tx) -> Result<Outcome, ApiError> {
        let over = Outcome::Refused(ErrorCode::CodeOver);
        let Some(KeptCode { id, asker_hash, person_id, .. }) = tx.find_code(&self.browser_hash).await? else {
            return Ok(over);
        };
        if let Try::Wait { until } = tx.take_try(&asker_hash, self.now).await? {
            return Err(sign_in::refuse_until(until, self.now));
        }
        let Some((n_tries, ends_at)) = tx.count_code_try(&id).await? else { return Ok(over) };
        let expected = code_of(&self.state.keys, &id);
        let is_right = bool::from(expected.as_str().as_bytes().ct_eq(self.code.as_str().as_bytes()));
        if !may_compare(n_tries, ends_at, self.now) {
            return Ok(over);
        }
        // Of whoever is not known no code is right.
        let Some(person_id) = person_id.filter(|_| is_right) else {
            let is_last = n_tries == CODE_TRIES;
            return Ok(if is_last { over } else { Outcome::Refused(ErrorCode::CodeRefused) });
        };
        tx.clear_tries(&asker_hash).await?;
        tx.end_code(&id, self.now).await?;
        let Some(person) = tx.find_person(&person_id).await? else { return Ok(over) };
        let owner = Owner::Person(person_id);
        let session = sign_in::session_with(&self.state, self.token_hash.clone(), owner, self.setting);
        let referent = let_in(tx, &person, &session, self.old_token.as_deref(), self.now).await?;
        let card = tx.find_card_hash(&person.id).await?;
        Ok(Outcome::In(Box::new(SignedIn { person, card, referent, session })))
    }

    /// What the try was answered before; the session may have ended since.
    async fn repeat(&self, tx: &mut Tx, status: u16, why: &str) -> Result<Outcome, ApiError> {
        let over = Outcome::Refused(ErrorCode::CodeOver);
        if status != StatusCode::OK.as_u16() {
            let is_refused = why == ErrorCode::CodeRefused.as_str();
            return Ok(if is_refused { Outcome::Refused(ErrorCode::CodeRefused) } else { over });
        }
        let Some(session) = tx.find_session(&self.token_hash).await? else { return Ok(over) };
        let Owner::Person(id) = &session.owner else { return Ok(over) };
        let Some(person) = tx.find_person(id).await? else { return Ok(over) };
        let referent = find_referent(tx, &person).await?;
        let card = tx.find_card_hash(&person.id).await?;
        Ok(Outcome::In(Box::new(SignedIn { person, card, referent, session })))
    }
}
