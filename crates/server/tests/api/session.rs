use crate::harness::{Ask, World, card_of};
use contract::session::{END_SESSION, GET_ME, START_SESSION};
use serde_json::json;

#[tokio::test]
async fn a_person_signs_in_with_card_and_date_of_birth() {
    let world = World::new().await;
    let mut browser = world.browser();
    let reply = browser.ask(Ask::to(&START_SESSION).body(card_of(world.person("new")))).await;
    let me = reply.is(200).json();
    assert_eq!((me["first_name"].as_str(), me["language"].as_str()), (Some("Nadia"), Some("fr")));
    assert_eq!(me["referent"]["name"], "Claire Fictive");
    assert_eq!(
        (me["idle_s"].as_u64(), me["ends_at"].as_i64()),
        (Some(1800), Some(world.now().plus_s(43_200).0))
    );
    let again = browser.get(&GET_ME).await;
    assert_eq!(again.is(200).json(), me);
    assert_eq!(again.header("cache-control"), "no-store");
}

#[tokio::test]
async fn the_card_may_be_typed_as_people_type() {
    let world = World::new().await;
    let person = world.person("new");
    let card = format!(" {} ", person.card.to_lowercase().replace('-', " "));
    let body = json!({ "card": card, "birth_date": person.birth_date });
    world.browser().ask(Ask::to(&START_SESSION).body(body)).await.is(200);
}

#[tokio::test]
async fn the_cookies_are_out_of_reach_and_a_marker_is_not() {
    let world = World::new().await;
    let mut browser = world.browser();
    let reply = browser.ask(Ask::to(&START_SESSION).body(card_of(world.person("new")))).await;
    let cookies = reply.set_cookies();
    let person = cookies.iter().find(|cookie| cookie.starts_with("__Host-mt-person=")).unwrap();
    for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=43200"] {
        assert!(person.split("; ").any(|found| found == attribute), "{attribute} in {person}");
    }
    let marker = cookies.iter().find(|cookie| cookie.starts_with("mt-signed-in=1")).unwrap();
    assert!(!marker.contains("HttpOnly"), "{marker}");
    // 256 bits in base 64.
    assert_eq!(browser.cookies["__Host-mt-person"].len(), 43);
}

#[tokio::test]
async fn a_kiosk_forgets_its_cookies_and_is_no_known_browser() {
    let world = World::new().await;
    let mut body = card_of(world.person("new"));
    body["setting"] = json!("kiosk");
    let reply = world.browser().ask(Ask::to(&START_SESSION).body(body)).await;
    assert_eq!(reply.is(200).json()["idle_s"], 180);
    assert!(
        reply.set_cookies().iter().all(|cookie| !cookie.contains("Max-Age")),
        "{:?}",
        reply.set_cookies()
    );
    assert!(reply.set_cookies().iter().all(|cookie| !cookie.contains("mt-device")));
}

#[tokio::test]
async fn an_unknown_card_and_a_wrong_date_look_the_same() {
    let world = World::new().await;
    let person = world.person("new");
    let wrong_date = json!({ "card": person.card, "birth_date": "1950-01-01" });
    let unknown_card = json!({ "card": "00000-00000", "birth_date": person.birth_date });
    let mut replies = Vec::new();
    for body in [wrong_date, unknown_card] {
        let reply = world.browser().ask(Ask::to(&START_SESSION).body(body)).await;
        reply.refuses(401, "session.refused");
        assert!(reply.set_cookies().is_empty());
        replies.push((reply.headers, reply.text));
    }
    assert_eq!(replies[0], replies[1]);
}

#[tokio::test]
async fn what_is_no_card_or_no_date_is_told_apart_from_what_is_no_request() {
    let world = World::new().await;
    let mut browser = world.browser();
    for body in [
        json!({ "card": "SHORT", "birth_date": "1990-01-01" }),
        json!({ "card": "7K4M9-2PXQ8", "birth_date": "1990-02-31" }),
        json!({ "card": "7K4M9-2PXQ8", "birth_date": "" }),
        json!({ "card": "", "birth_date": "1990-02-01" }),
    ] {
        browser.ask(Ask::to(&START_SESSION).body(body)).await.refuses(422, "session.card-unreadable");
    }
    for body in [json!({}), json!([]), json!({ "card": 1, "birth_date": "1990-01-01" }), json!("text")] {
        browser.ask(Ask::to(&START_SESSION).body(body)).await.refuses(400, "request.malformed");
    }
    let odd = json!({ "card": "7K4M9-2PXQ8", "birth_date": "1990-01-01", "setting": "fridge" });
    browser.ask(Ask::to(&START_SESSION).body(odd)).await.refuses(400, "request.malformed");
}

#[tokio::test]
async fn a_body_must_be_json_and_small() {
    let world = World::new().await;
    let mut browser = world.browser();
    let ask = Ask::to(&START_SESSION).body(card_of(world.person("new")));
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
        let reply = browser.ask(ask.clone().header("content-type", kind)).await;
        reply.refuses(415, "request.media-type");
    }
    browser.ask(ask.clone().without("content-type")).await.refuses(415, "request.media-type");
    browser.ask(ask.clone().header("content-type", "application/json; charset=utf-8")).await.is(200);
    browser.ask(ask.clone().text("{".to_owned())).await.refuses(400, "request.malformed");
    let padded = format!("{}{}", " ".repeat(64 * 1024), card_of(world.person("new")));
    let length = padded.len().to_string();
    browser.ask(ask.clone().text(padded.clone())).await.refuses(413, "request.too-large");
    let announced = ask.text(padded).header("content-length", &length);
    browser.ask(announced).await.refuses(413, "request.too-large");
}

#[tokio::test]
async fn a_write_from_elsewhere_is_refused() {
    let world = World::new().await;
    let mut browser = world.browser();
    let ask = Ask::to(&START_SESSION).body(card_of(world.person("new")));
    browser.ask(ask.clone().without("x-main-tendue")).await.refuses(403, "request.foreign");
    let foreign = ask.clone().header("origin", "https://evil.example");
    browser.ask(foreign).await.refuses(403, "request.foreign");
    browser.ask(ask.clone().header("sec-fetch-site", "cross-site")).await.refuses(403, "request.foreign");
    browser.ask(ask.header("origin", "http://localhost:8080")).await.is(200);
}

#[tokio::test]
async fn a_write_needs_a_key() {
    let world = World::new().await;
    let mut browser = world.browser();
    let ask = Ask::to(&START_SESSION).body(card_of(world.person("new")));
    let reply = browser.ask(ask.clone().without("idempotency-key")).await;
    reply.refuses(400, "idempotency.key-missing");
    for key in ["", "with space", &"k".repeat(65)] {
        browser.ask(ask.clone().key(key)).await.refuses(400, "idempotency.key-missing");
    }
    browser.ask(ask.key(&"k".repeat(64))).await.is(200);
}

#[tokio::test]
async fn signing_in_again_with_the_same_key_never_gives_the_first_session_away() {
    let world = World::new().await;
    let ask = Ask::to(&START_SESSION).body(card_of(world.person("new"))).key("the-same");
    let (mut first, mut second) = (world.browser(), world.browser());
    first.ask(ask.clone()).await.is(200);
    second.ask(ask.clone()).await.is(200);
    assert_ne!(first.cookies["__Host-mt-person"], second.cookies["__Host-mt-person"]);
    let other = ask.body(card_of(world.person("sent")));
    second.ask(other).await.refuses(422, "idempotency.key-reused");
}

#[tokio::test]
async fn signing_in_ends_the_session_that_the_browser_had() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let mut old = browser.clone();
    browser.ask(Ask::to(&START_SESSION).body(card_of(world.person("sent")))).await.is(200);
    old.get(&GET_ME).await.refuses(401, "session.needed");
    assert_eq!(browser.get(&GET_ME).await.json()["first_name"], "Sylvie");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_empties_the_browser() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let mut copy = browser.clone();
    let ask = Ask::to(&END_SESSION);
    let reply = browser.ask(ask.clone()).await;
    reply.is(204);
    assert_eq!(reply.header("clear-site-data"), "\"storage\"");
    assert!(browser.cookies.contains_key("__Host-mt-device"), "this phone stays known as such");
    assert!(
        !browser.cookies.contains_key("__Host-mt-person") && !browser.cookies.contains_key("mt-signed-in")
    );
    copy.get(&GET_ME).await.refuses(401, "session.needed");
    // The answer was lost, and the browser asks again with the cookie it still has.
    let mut repeating = world.browser();
    repeating.cookies = world.signed_in("sent").await.cookies;
    let lost = Ask::to(&END_SESSION);
    let cookies = repeating.cookies.clone();
    repeating.ask(lost.clone()).await.is(204);
    repeating.cookies = cookies;
    repeating.ask(lost).await.is(204);
}

#[tokio::test]
async fn signing_out_of_a_kiosk_empties_everything() {
    let world = World::new().await;
    let mut browser = world.browser();
    let mut body = card_of(world.person("new"));
    body["setting"] = json!("kiosk");
    browser.ask(Ask::to(&START_SESSION).body(body)).await.is(200);
    let reply = browser.ask(Ask::to(&END_SESSION)).await;
    assert_eq!(reply.is(204).header("clear-site-data"), "\"cache\",\"cookies\",\"storage\"");
}

#[tokio::test]
async fn signing_out_without_a_session_empties_the_browser_all_the_same() {
    let world = World::new().await;
    let reply = world.browser().ask(Ask::to(&END_SESSION)).await;
    reply.refuses(401, "session.needed");
    assert_ne!(reply.header("clear-site-data"), "");
    assert_eq!(reply.set_cookies().len(), 2);
}

#[tokio::test]
async fn a_made_up_token_is_no_session_and_is_cleared() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.cookies.insert("__Host-mt-person".to_owned(), "made-up".to_owned());
    browser.cookies.insert("mt-signed-in".to_owned(), "1".to_owned());
    browser.get(&GET_ME).await.refuses(401, "session.needed");
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
}

#[tokio::test]
async fn a_staff_token_opens_no_persons_door() {
    let world = World::new().await;
    let mut browser = world.browser();
    let login = world.staff_login("referent");
    browser.ask(Ask::to(&contract::staff::START_STAFF_SESSION).body(login)).await.is(200);
    let token = browser.cookies["__Host-mt-staff"].clone();
    browser.cookies.insert("__Host-mt-person".to_owned(), token);
    browser.get(&GET_ME).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn without_the_store_the_answer_is_try_again() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    world.state.store.close().await;
    let reply = browser.get(&GET_ME).await;
    reply.refuses(503, "service.unavailable");
    assert_eq!((reply.header("retry-after"), reply.json()["retry_after_s"].as_u64()), ("5", Some(5)));
    let sign_in = Ask::to(&START_SESSION).body(card_of(world.person("new")));
    browser.ask(sign_in).await.refuses(503, "service.unavailable");
}
