//! People who sign in at a provider that they have linked with their space themselves (S2, decision 38). Of what it calls them a
//! keyed hash is kept, and nothing else is asked of it.

use super::client::Provider;
use super::errand::{self, Way};
use crate::cookies;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, OwnSession, Write};
use crate::idempotency::{once, person_owner};
use crate::inside::Inside;
use crate::keys::{hash_token, random_id, random_token};
use crate::kiosk;
use crate::operation::Operation;
use crate::session::{describe, let_in, welcome};
use crate::sign_in::{self, Device};
use crate::state::AppState;
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::ErrorCode;
use contract::identity::{
    BEGIN_PROVIDER_ENTRY, BEGIN_PROVIDER_LINK, ENTRY_STATE, FINISH_PROVIDER_ENTRY, GET_IDENTITY,
    IdentityView, LINK_IDENTITY, LINK_STATE, UNLINK_IDENTITY,
};
use contract::provider::{ProviderAddress, ProviderReturn};
use contract::session::{Me, Setting};
use domain::ids::{PersonId, ReferenceId};
use domain::time::Timestamp;
use store::{Linked, NewIdentity, Owner, Tx};

/// As for the other ways in: a repetition signs in anew, which no code allows twice (see [`crate::session`]).
const OWNER: &str = "sign-in:person-provider";
const COOKIE: &str = cookies::PERSON_ERRAND;
const ENTRY: Way<'_> = Way { cookie: COOKIE, sealed_for: "person-entry" };

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&BEGIN_PROVIDER_ENTRY, StatusCode::OK, begin_entry)
            .gives::<ProviderAddress>()
            .may_refuse(&[ErrorCode::NotFound, ErrorCode::ProviderAway, ErrorCode::PreviewReadOnly]),
        Operation::new(&FINISH_PROVIDER_ENTRY, StatusCode::OK, finish_entry)
            .takes::<ProviderReturn>()
            .gives::<Me>()
            .may_refuse(&[
                ErrorCode::NotFound,
                ErrorCode::ProviderAway,
                ErrorCode::ProviderRefused,
                ErrorCode::ProviderTooWeak,
                ErrorCode::ProviderUnknown,
            ]),
        Operation::new(&GET_IDENTITY, StatusCode::OK, get)
            .gives::<IdentityView>()
            .may_refuse(&[ErrorCode::NotFound, ErrorCode::PreviewReadOnly]),
        Operation::new(&BEGIN_PROVIDER_LINK, StatusCode::OK, begin_link)
            .gives::<ProviderAddress>()
            .may_refuse(&[ErrorCode::NotFound, ErrorCode::ProviderAway, ErrorCode::PreviewReadOnly]),
        Operation::new(&LINK_IDENTITY, StatusCode::NO_CONTENT, link).takes::<ProviderReturn>().may_refuse(&[
            ErrorCode::NotFound,
            ErrorCode::ProviderAway,
            ErrorCode::ProviderRefused,
            ErrorCode::ProviderTooWeak,
            ErrorCode::IdentityTaken,
        ]),
        Operation::new(&UNLINK_IDENTITY, StatusCode::NO_CONTENT, unlink).may_refuse(&[ErrorCode::NotFound]),
    ]
}

/// The provider, where there is a way to it: not from the desk, and never from a kiosk, which leads to no other site.
#[derive(Debug)]
struct Door(Provider);

impl FromRequestParts<AppState> for Door {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if let Some(inside) = Inside::of(parts) {
            return Err(inside.refusal().into());
        }
        let provider = state.settings.person_provider.clone().ok_or(ErrorCode::NotFound)?;
        if kiosk::is_kiosk(state, &parts.headers).await {
            return Err(ErrorCode::NotFound.into());
        }
        Ok(Self(provider))
    }
}

/// The person who calls, at a [`Door`].
#[derive(Debug)]
struct AtDoor {
    provider: Provider,
    person_id: PersonId,
    /// Token hash of their session.
    session: String,
}

impl FromRequestParts<AppState> for AtDoor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let OwnSession { person_id, session } = OwnSession::from_request_parts(parts, state).await?;
        let Door(provider) = Door::from_request_parts(parts, state).await?;
        if session.setting == store::Setting::Kiosk {
            return Err(ErrorCode::NotFound.into());
        }
        Ok(Self { provider, person_id, session: session.token_hash })
    }
}

async fn begin_entry(State(state): State<AppState>, Door(provider): Door) -> Answer {
    let now = state.clock.now();
    state.budget.slow_down(now).await;
    let (address, errand) = provider.begin(ENTRY_STATE, now).await?;
    Ok(ENTRY.leave(&state, address, &errand))
}

async fn finish_entry(
    State(state): State<AppState>,
    Door(provider): Door,
    headers: HeaderMap,
    write: Write<ProviderReturn>,
) -> Response {
    errand::end(COOKIE, enter(&state, provider, &headers, write).await)
}

async fn enter(
    state: &AppState,
    provider: Provider,
    headers: &HeaderMap,
    write: Write<ProviderReturn>,
) -> Answer<Response> {
    let now = state.clock.now();
    state.budget.slow_down(now).await;
    let subject_hash = ask_who(state, &provider, &ENTRY, headers, write.body, now).await?;
    let token = random_token();
    let (token_hash, old_token) =
        (hash_token(&token), cookies::find(headers, cookies::PERSON).map(hash_token));
    let (attempt, shared) = (write.attempt, state.clone());
    let job = async move |tx: &mut Tx| {
        if attempt.begin(tx, OWNER, now).await?.is_none() {
            attempt.finish(tx, OWNER, StatusCode::OK, "", None).await?;
        }
        let found = tx.find_person_by_identity(&subject_hash).await?;
        let person = found.ok_or(ErrorCode::ProviderUnknown)?;
        let owner = Owner::Person(person.id.clone());
        let session = sign_in::session_with(&shared, token_hash, owner, store::Setting::Phone);
        let referent = let_in(tx, &person, &session, old_token.as_deref(), now).await?;
        let card = tx.find_card_hash(&person.id).await?;
        Ok::<_, ApiError>((person, referent, session, card))
    };
    let (person, referent, session, card) =
        state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    // Known by the card, as when one signs in with it.
    let subject = card.unwrap_or_else(|| person.id.to_string());
    let device = Device::read(headers, &state.keys, &subject).remember(&state.keys, &subject);
    let me = describe(state, person, referent, &session);
    Ok(welcome(&token, Setting::Phone, &me, Some(device)))
}

async fn get(State(state): State<AppState>, caller: AtDoor) -> Answer<Json<IdentityView>> {
    let found =
        state.store.read(move |tx| Box::pin(async move { tx.find_identity(&caller.person_id).await }));
    let linked_at = found.await.map_err(|error: store::Error| ApiError::from(error))?;
    Ok(Json(IdentityView { linked_at }))
}

/// What is begun by one person is finished by nobody else who signs in meanwhile.
fn sealed_for(person_id: &PersonId) -> String {
    ["person-link:", person_id.as_str()].concat()
}

async fn begin_link(State(state): State<AppState>, caller: AtDoor) -> Answer {
    let (address, errand) = caller.provider.begin(LINK_STATE, state.clock.now()).await?;
    let way = Way { cookie: COOKIE, sealed_for: &sealed_for(&caller.person_id) };
    Ok(way.leave(&state, address, &errand))
}

async fn link(
    State(state): State<AppState>,
    caller: AtDoor,
    headers: HeaderMap,
    write: Write<ProviderReturn>,
) -> Response {
    errand::end(COOKIE, link_with(&state, caller, &headers, write).await)
}

async fn link_with(
    state: &AppState,
    caller: AtDoor,
    headers: &HeaderMap,
    write: Write<ProviderReturn>,
) -> Answer<Response> {
    let AtDoor { provider, person_id, session } = caller;
    let now = state.clock.now();
    let way = Way { cookie: COOKIE, sealed_for: &sealed_for(&person_id) };
    let subject_hash = ask_who(state, &provider, &way, headers, write.body, now).await?;
    let owner = person_owner(&person_id);
    let id = ReferenceId::new(random_id()).expect("BUG: what is drawn is an id");
    let new = NewIdentity { id, person_id, session, subject_hash, linked_at: now };
    let done = once(state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move {
            match tx.link_identity(&new).await? {
                Linked::Done => Ok(()),
                Linked::OfSomeoneElse => Err(ErrorCode::IdentityTaken.into()),
                Linked::SessionOver => Err(ErrorCode::SessionNeeded.into()),
            }
        })
    });
    done.await.map(|(status, ())| status.into_response())
}

async fn unlink(State(state): State<AppState>, caller: AtDoor, write: Write<NoBody>) -> Answer<StatusCode> {
    let (owner, person_id, now) = (person_owner(&caller.person_id), caller.person_id, state.clock.now());
    let done = once(&state, owner, write.attempt, StatusCode::NO_CONTENT, move |tx| {
        Box::pin(async move { tx.unlink_identity(&person_id, now).await.map(|_| ()).map_err(ApiError::from) })
    });
    done.await.map(|(status, ())| status)
}

/// Whom the provider sent back, as it is kept. Nothing but comparing is ever done with it, so that a copy of the database tells
/// nobody who is who there.
async fn ask_who(
    state: &AppState,
    provider: &Provider,
    way: &Way<'_>,
    headers: &HeaderMap,
    given: ProviderReturn,
    now: Timestamp,
) -> Result<String, ApiError> {
    let errand = way.come_back(state, headers, &given, now)?;
    let known = provider.finish(given.code, errand, now).await?;
    Ok(state.keys.mac("person-identity", &[known.issuer.as_bytes(), known.subject.as_bytes()]))
}
