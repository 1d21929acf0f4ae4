//! Signing in at a provider, as far as it goes without one; with a real one: `tests/browser/provider.test.mjs`.

use crate::harness::{Ask, World, content, settings};
use contract::provider::{BEGIN_PROVIDER_SIGN_IN, FINISH_PROVIDER_SIGN_IN};
use contract::{identity, provider};
use serde_json::json;
use server::Settings;
use server::provider::{Asks, Provider, ProviderSettings};
use server::static_files::Site;

fn finish() -> Ask {
    Ask::to(&FINISH_PROVIDER_SIGN_IN).body(json!({ "code": "a-code", "state": "a-state" }))
}

/// A provider that nobody listens at.
fn nowhere(return_page: &str, asks: Asks) -> Option<Provider> {
    let settings = ProviderSettings {
        issuer: "http://127.0.0.1:1".to_owned(),
        client_id: "portal".to_owned(),
        client_secret: "secret".to_owned(),
        acr: vec!["two".to_owned()],
        return_address: ["http://localhost:8080", return_page].concat(),
        asks,
    };
    Some(Provider::open("OIDC_ISSUER", settings).unwrap())
}

/// Where staff and people could sign in at providers, if these were there.
pub async fn with_provider() -> World {
    let provider = nowhere(provider::RETURN_PAGE, Asks::Email);
    let person_provider = nowhere(identity::RETURN_PAGE, Asks::Nothing);
    World::with(content(), Site::none(), Settings { provider, person_provider, ..settings() }).await
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_way() {
    let world = World::new().await;
    world.browser().get(&BEGIN_PROVIDER_SIGN_IN).await.refuses(404, "not-found");
    world.browser().ask(finish()).await.refuses(404, "not-found");
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_and_the_local_door_is_open() {
    let world = with_provider().await;
    let reply = world.browser().get(&BEGIN_PROVIDER_SIGN_IN).await;
    reply.refuses(503, "provider.away");
    assert_eq!(reply.header("retry-after"), "30");
    world.at_the_desk("referent").await;
}

#[tokio::test]
async fn what_the_browser_did_not_leave_with_begins_nothing() {
    let world = with_provider().await;
    let mut browser = world.browser();
    browser.ask(finish()).await.refuses(401, "provider.refused");
    browser.cookies.insert("__Host-mt-errand".to_owned(), "forged".to_owned());
    let reply = browser.ask(finish()).await;
    reply.refuses(401, "provider.refused");
    assert!(!browser.cookies.contains_key("__Host-mt-errand"), "the errand is over");
    assert!(!browser.cookies.contains_key("__Host-mt-staff"));
}

#[tokio::test]
async fn only_our_own_pages_may_ask() {
    let world = with_provider().await;
    for endpoint in [&BEGIN_PROVIDER_SIGN_IN, &FINISH_PROVIDER_SIGN_IN] {
        let asked = world.browser().ask(Ask::to(endpoint).without("x-main-tendue")).await;
        asked.refuses(403, "request.foreign");
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_and_a_key_that_is_missing_are_refused() {
    let world = with_provider().await;
    world.browser().ask(finish().body(json!({ "code": 1 }))).await.refuses(400, "request.malformed");
    world.browser().ask(finish().without("content-type")).await.refuses(415, "request.media-type");
    world.browser().ask(finish().without("idempotency-key")).await.refuses(400, "idempotency.key-missing");
}
