//! Signing in at a provider as a person, as far as it goes without one; with a real one: `tests/browser/identity.test.mjs`.

use crate::harness::{Ask, World, card_of};
use crate::kiosk::kiosk;
use crate::preview::id_of;
use crate::provider::with_provider;
use crate::unchanged::look;
use contract::Endpoint;
use contract::identity::{
    BEGIN_PROVIDER_ENTRY, BEGIN_PROVIDER_LINK, FINISH_PROVIDER_ENTRY, GET_IDENTITY, LINK_IDENTITY,
    UNLINK_IDENTITY,
};
use contract::session::START_SESSION;
use serde_json::json;

const PERSONS: [&Endpoint; 4] = [&GET_IDENTITY, &BEGIN_PROVIDER_LINK, &LINK_IDENTITY, &UNLINK_IDENTITY];
const ALL: [&Endpoint; 6] = [
    &BEGIN_PROVIDER_ENTRY,
    &FINISH_PROVIDER_ENTRY,
    &GET_IDENTITY,
    &BEGIN_PROVIDER_LINK,
    &LINK_IDENTITY,
    &UNLINK_IDENTITY,
];

fn ask(endpoint: &'static Endpoint) -> Ask {
    let has_body = ["finishProviderEntry", "linkIdentity"].contains(&endpoint.operation_id);
    let ask = Ask::to(endpoint);
    if has_body { ask.body(json!({ "code": "a-code", "state": "a-state" })) } else { ask }
}

#[tokio::test]
async fn without_a_provider_nothing_of_it_is_there() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    for endpoint in ALL {
        nadia.ask(ask(endpoint)).await.refuses(404, "not-found");
    }
}

#[tokio::test]
async fn linking_is_for_whoever_is_signed_in() {
    let world = with_provider().await;
    let mut claire = world.at_the_desk("referent").await;
    for endpoint in PERSONS {
        world.browser().ask(ask(endpoint)).await.refuses(401, "session.needed");
        claire.ask(ask(endpoint)).await.refuses(401, "session.needed");
    }
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_and_the_card_opens() {
    let world = with_provider().await;
    let reply = world.browser().ask(ask(&BEGIN_PROVIDER_ENTRY)).await;
    reply.refuses(503, "provider.away");
    assert_eq!(reply.header("retry-after"), "30");
    world.signed_in("new").await.ask(ask(&BEGIN_PROVIDER_LINK)).await.refuses(503, "provider.away");
}

#[tokio::test]
async fn what_the_browser_did_not_leave_with_opens_and_links_nothing() {
    let world = with_provider().await;
    for (endpoint, mut browser) in
        [(&FINISH_PROVIDER_ENTRY, world.browser()), (&LINK_IDENTITY, world.signed_in("new").await)]
    {
        let had_session = browser.cookies.contains_key("__Host-mt-person");
        browser.ask(ask(endpoint)).await.refuses(401, "provider.refused");
        browser.cookies.insert("__Host-mt-person-errand".to_owned(), "forged".to_owned());
        browser.ask(ask(endpoint)).await.refuses(401, "provider.refused");
        assert!(!browser.cookies.contains_key("__Host-mt-person-errand"), "the errand is over");
        assert_eq!(browser.cookies.contains_key("__Host-mt-person"), had_session);
    }
}

#[tokio::test]
async fn what_is_linked_is_told_and_can_be_taken_back() {
    let world = with_provider().await;
    let mut nadia = world.signed_in("new").await;
    assert_eq!(nadia.get(&GET_IDENTITY).await.is(200).json(), json!({}));
    nadia.ask(ask(&UNLINK_IDENTITY)).await.is(204);
    world
        .change(
            "INSERT INTO person_identity (id, person_id, subject_hash, linked_at)
             SELECT 'link', owner_id, 'hash', 5 FROM session WHERE kind = 'person' AND ended_at IS NULL",
        )
        .await;
    assert_eq!(nadia.get(&GET_IDENTITY).await.is(200).json(), json!({ "linked_at": 5 }));
    let unlink = ask(&UNLINK_IDENTITY).key("once");
    nadia.ask(unlink.clone()).await.is(204);
    nadia.ask(unlink).await.is(204);
    assert_eq!(nadia.get(&GET_IDENTITY).await.is(200).json(), json!({}));
}

#[tokio::test]
async fn on_a_kiosk_there_is_no_such_way() {
    let world = with_provider().await;
    let (mut kiosk, ..) = kiosk(&world).await;
    kiosk.ask(Ask::to(&START_SESSION).body(card_of(world.person("new")))).await.is(200);
    for endpoint in ALL {
        kiosk.ask(ask(endpoint)).await.refuses(404, "not-found");
    }
    // Nor in a visit that somebody says to be one.
    let mut visit = world.browser();
    let mut card = card_of(world.person("new"));
    card["setting"] = json!("kiosk");
    visit.ask(Ask::to(&START_SESSION).body(card)).await.is(200);
    for endpoint in PERSONS {
        visit.ask(ask(endpoint)).await.refuses(404, "not-found");
    }
}

#[tokio::test]
async fn whoever_looks_at_a_persons_pages_links_nothing() {
    let world = with_provider().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let base = look(&mut claire, &nadia).await;
    for endpoint in ALL {
        claire.ask(ask(endpoint).inside(&base)).await.refuses(403, "preview-read-only");
    }
}

#[tokio::test]
async fn only_our_own_pages_may_ask_and_a_body_must_be_one() {
    let world = with_provider().await;
    let mut nadia = world.signed_in("new").await;
    for endpoint in ALL.into_iter().filter(|endpoint| endpoint.operation_id != "getIdentity") {
        nadia.ask(ask(endpoint).without("x-main-tendue")).await.refuses(403, "request.foreign");
    }
    for endpoint in [&FINISH_PROVIDER_ENTRY, &LINK_IDENTITY] {
        nadia.ask(ask(endpoint).body(json!({ "code": 1 }))).await.refuses(400, "request.malformed");
        nadia.ask(ask(endpoint).without("content-type")).await.refuses(415, "request.media-type");
        nadia.ask(ask(endpoint).without("idempotency-key")).await.refuses(400, "idempotency.key-missing");
    }
}
