//! A person signs in with the access card and the date of birth (K2, Q8).

use crate::cookies;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, Write};
use crate::idempotency::Attempt;
use crate::keys::hash_token;
use crate::kiosk;
use crate::operation::Operation;
use crate::preview::{Eyes, Look, PersonReader};
use crate::sign_in::{self, Device, Proof};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use contract::ErrorCode;
use contract::session::{Contact, END_SESSION, GET_ME, Me, START_SESSION, Setting, StartSession};
use domain::ids::PersonId;
use domain::pathway::Milestone;
use domain::session::CardCode;
use domain::time::{Date, Timestamp};
use serde_json::Value;
use store::{Owner, Person, Session, Tx};

/// Sign-ins have no owner yet; their keys share one namespace. A key is bound to the body only, and a repetition signs
/// in anew: giving back a kept answer would hand one browser's session to another that guessed or copied the key.
const OWNER: &str = "sign-in:person";

/// Empties the browser of everything of this site (trust.md, "Kiosk").
pub const CLEAR_EVERYTHING: (&str, &str) = ("clear-site-data", "\"cache\",\"cookies\",\"storage\"");

/// Empties a kiosk of what its browser keeps. Its own cookie stays, so the others are cleared by name.
pub const CLEAR_KEPT: (&str, &str) = ("clear-site-data", "\"cache\",\"storage\"");

/// Empties a person's own phone of what was stored. The app stays for the next visit, and so does the cookie that tells
/// this phone's tries from a stranger's; the session's own cookies are cleared by name.
const CLEAR_STORAGE: (&str, &str) = ("clear-site-data", "\"storage\"");

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&START_SESSION, StatusCode::OK, start)
            .takes::<StartSession>()
            .gives::<Me>()
            .may_refuse(&[
                ErrorCode::SessionRefused,
                ErrorCode::SessionCardUnreadable,
                ErrorCode::SessionSlowDown,
            ]),
        Operation::new(&GET_ME, StatusCode::OK, get_me).gives::<Me>(),
        Operation::new(&END_SESSION, StatusCode::NO_CONTENT, end),
    ]
}

async fn start(State(state): State<AppState>, headers: HeaderMap, write: Write<Value>) -> Answer {
    let (card, mut request) = read_request(write.body)?;
    if kiosk::is_kiosk(&state, &headers).await {
        request.setting = Setting::Kiosk;
    }
    let now = state.clock.now();
    state.budget.slow_down(now).await;
    // Before anything is looked up, so that a card that exists takes as long as one that does not.
    let card_hash = state.hasher.hash_card(card).await?;
    let device = Device::read(&headers, &state.keys, &card_hash);
    let setting = kept_setting(request.setting);
    let (token, session) = sign_in::open_session(&state, Owner::Person(nobody()), setting);
    let job = SignIn {
        attempt: write.attempt,
        throttle_key: device.throttle_key(&state.keys, &card_hash),
        card_hash: card_hash.clone(),
        birth_date: request.birth_date,
        old_token: cookies::find(&headers, cookies::PERSON).map(hash_token),
        session,
        now,
    };
    match state.store.write(move |tx| Box::pin(job.run(tx))).await? {
        Outcome::In(signed_in) => {
            let me = describe(&state, signed_in.person, signed_in.referent, &signed_in.session);
            let device =
                (request.setting == Setting::Phone).then(|| device.remember(&state.keys, &card_hash));
            Ok(welcome(&token, request.setting, &me, device))
        }
        Outcome::Wait(until) => Err(sign_in::refuse_until(until, now)),
        Outcome::Refused => {
            state.budget.note_failure(now);
            Err(ErrorCode::SessionRefused.into())
        }
    }
}

fn read_request(body: Value) -> Result<(CardCode, StartSession), ApiError> {
    let card = sign_in::read_card(&body)?;
    let request = serde_json::from_value(body).map_err(|_| ErrorCode::RequestMalformed)?;
    Ok((card, request))
}

/// The owner of a session before its card was found.
fn nobody() -> PersonId {
    PersonId::new("nobody").expect("BUG: a literal identifier")
}

struct SignIn {
    attempt: Attempt,
    throttle_key: String,
    card_hash: String,
    birth_date: Date,
    old_token: Option<String>,
    session: Session,
    now: Timestamp,
}

struct SignedIn {
    person: Person,
    referent: Option<Contact>,
    session: Session,
}

enum Outcome {
    In(Box<SignedIn>),
    Wait(Timestamp),
    Refused,
}

impl SignIn {
    /// The try is counted first and stays counted: a refusal is an `Ok` of the transaction.
    async fn run(mut self, tx: &mut Tx) -> Result<Outcome, ApiError> {
        let repeated = self.attempt.begin(tx, OWNER, self.now).await?;
        let proof =
            sign_in::prove(tx, &self.throttle_key, &self.card_hash, self.birth_date, self.now).await?;
        self.note_attempt(tx, repeated.is_some()).await?;
        let person = match proof {
            Proof::Right(person) => *person,
            Proof::Wait(until) => return Ok(Outcome::Wait(until)),
            Proof::Wrong => return Ok(Outcome::Refused),
        };
        self.session.owner = Owner::Person(person.id.clone());
        let referent = let_in(tx, &person, &self.session, self.old_token.as_deref(), self.now).await?;
        Ok(Outcome::In(Box::new(SignedIn { person, referent, session: self.session })))
    }

    /// Binds the key to this body. Nothing of the answer is kept.
    async fn note_attempt(&self, tx: &mut Tx, is_repeated: bool) -> Result<(), store::Error> {
        if is_repeated { Ok(()) } else { self.attempt.finish(tx, OWNER, StatusCode::OK, "", None).await }
    }
}

/// What a session that begins is kept as.
pub const fn kept_setting(setting: Setting) -> store::Setting {
    match setting {
        Setting::Phone => store::Setting::Phone,
        Setting::Kiosk => store::Setting::Kiosk,
    }
}

/// Begins the session of a person who has proved who they are, in place of the one that the browser had; answers who follows
/// them.
///
/// # Errors
/// When the store fails.
pub async fn let_in(
    tx: &mut Tx,
    person: &Person,
    session: &Session,
    old_token: Option<&str>,
    now: Timestamp,
) -> Result<Option<Contact>, store::Error> {
    match old_token {
        Some(old) => tx.rotate_session(old, session).await?,
        None => tx.insert_session(session).await?,
    }
    tx.touch_person(&person.id, now).await?;
    tx.add_milestone(&person.id, Milestone::SignedIn, now).await?;
    find_referent(tx, person).await
}

/// The answer that begins a session in a browser.
pub fn welcome(token: &str, setting: Setting, me: &Me, device: Option<String>) -> Response {
    // A kiosk's cookies go when the browser closes.
    let max_age_s = match setting {
        Setting::Phone => Some(sign_in::Limits::of(store::Setting::Phone, 0).absolute_s),
        Setting::Kiosk => None,
    };
    let mut set =
        vec![cookies::set_secret(cookies::PERSON, token, max_age_s), cookies::set_marker(max_age_s)];
    set.extend(device);
    (AppendHeaders(cookies::set_cookie_headers(&set)), Json(me)).into_response()
}

async fn get_me(State(state): State<AppState>, caller: PersonReader) -> Answer<Json<Me>> {
    let PersonReader { person_id, eyes } = caller;
    let found = state.store.read(move |tx| {
        Box::pin(async move {
            let Some(person) = tx.find_person(&person_id).await? else { return Ok(None) };
            let referent = find_referent(tx, &person).await?;
            Ok::<_, ApiError>(Some((person, referent)))
        })
    });
    let (person, referent) = found.await?.ok_or(ErrorCode::SessionNeeded)?;
    Ok(Json(match eyes {
        Eyes::Own(session) => describe(&state, person, referent, &session),
        Eyes::Together(look) | Eyes::Staff(look, _) => describe_look(person, referent, look),
    }))
}

/// The person whose pages someone at the desk has before them, and until when.
fn describe_look(person: Person, referent: Option<Contact>, look: Look) -> Me {
    let lasts_ms = look.expires_at.as_ms() - look.started_at.as_ms();
    Me {
        id: person.id,
        first_name: person.first_name,
        language: person.language,
        referent,
        ends_at: look.expires_at,
        idle_s: u32::try_from(lasts_ms / 1000).unwrap_or_default(),
        in_preview: true,
    }
}

/// The person who is signed in by this session.
pub fn describe(state: &AppState, person: Person, referent: Option<Contact>, session: &Session) -> Me {
    Me {
        id: person.id,
        first_name: person.first_name,
        language: person.language,
        referent,
        ends_at: session.expires_at,
        idle_s: sign_in::Limits::of(session.setting, state.settings.kiosk_idle_s).idle_s,
        in_preview: false,
    }
}

/// Who follows a person, as the person sees them.
///
/// # Errors
/// When the store fails.
pub async fn find_referent(tx: &mut Tx, person: &Person) -> Result<Option<Contact>, store::Error> {
    let Some(id) = &person.referent_id else { return Ok(None) };
    let staff = tx.find_staff(id).await?;
    Ok(staff.map(|staff| Contact { name: staff.display_name, phone: staff.phone, place: staff.place }))
}

/// Ends the session and empties the browser, which happens whatever the answer is. Repeating it says the same again.
async fn end(State(state): State<AppState>, headers: HeaderMap, write: Write<NoBody>) -> Response {
    let setting = setting_of(&state, &headers).await;
    let answer = match end_session(&state, &headers, cookies::PERSON, write.attempt).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => error.into_response(),
    };
    let cookies = AppendHeaders(cookies::set_cookie_headers(&cookies::clear_person()));
    let clear = match setting {
        _ if kiosk::is_kiosk(&state, &headers).await => CLEAR_KEPT,
        Some(store::Setting::Phone) => CLEAR_STORAGE,
        _ => CLEAR_EVERYTHING,
    };
    ([clear], cookies, answer).into_response()
}

/// What the session was opened from; none when there is no such session any more.
async fn setting_of(state: &AppState, headers: &HeaderMap) -> Option<store::Setting> {
    let token_hash = hash_token(cookies::find(headers, cookies::PERSON)?);
    let found = state.store.read(move |tx| Box::pin(async move { tx.find_session(&token_hash).await }));
    found.await.ok().flatten().map(|session| session.setting)
}

/// Ends the session that this cookie names.
///
/// # Errors
/// When there is none, or it has ended, by another request or by itself.
pub async fn end_session(
    state: &AppState,
    headers: &HeaderMap,
    cookie: &str,
    attempt: Attempt,
) -> Result<(), ApiError> {
    let token = cookies::find(headers, cookie).ok_or(ErrorCode::SessionNeeded)?;
    let (token_hash, now) = (hash_token(token), state.clock.now());
    let kiosk_idle_s = state.settings.kiosk_idle_s;
    let job = async move |tx: &mut Tx| {
        // The session may be over by the time of a repetition, so its owner is asked of the session itself.
        let owner = format!("session:{token_hash}");
        if attempt.begin(tx, &owner, now).await?.is_some() {
            return Ok(());
        }
        let session = tx.find_session(&token_hash).await?.ok_or(ErrorCode::SessionNeeded)?;
        if sign_in::Limits::of(session.setting, kiosk_idle_s).is_over(&session, now) {
            return Err(ErrorCode::SessionNeeded.into());
        }
        if !tx.end_session(&token_hash, now).await? {
            return Err(ErrorCode::SessionNeeded.into());
        }
        attempt.finish(tx, &owner, StatusCode::NO_CONTENT, "", None).await.map_err(ApiError::from)
    };
    state.store.write(move |tx| Box::pin(async move { job(tx).await })).await
}
