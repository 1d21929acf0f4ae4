//! Signing in with a one-time code: through a real gateway on the loopback.

use crate::gateway::Gateway;
use crate::harness::{Ask, Browser, Reply, World, content, settings};
use crate::staff::desk;
use contract::Endpoint;
use contract::code::{CONFIRM_CODE, REQUEST_CODE};
use contract::messages::SAVE_REACH;
use contract::messages::staff::LIST_CALLS;
use contract::session::{END_SESSION, GET_ME, START_SESSION};
use serde_json::json;
use server::Settings;
use server::messages::sender::send_due;
use server::static_files::Site;
use std::time::Duration;

const PHONE: &str = "06 12 34 56 78";
const UNKNOWN: &str = "06 99 99 99 99";

pub async fn with_gateway() -> (World, Gateway) {
    let gateway = Gateway::start().await;
    let settings = Settings {
        channels: gateway.channels(),
        public_origin: Some("http://localhost:8080".to_owned()),
        failure_budget: 400,
        ..settings()
    };
    let world = World::with(content(), Site::none(), settings).await;
    let mut nadia = world.signed_in("new").await;
    nadia.ask(Ask::to(&SAVE_REACH).body(json!({ "phone": PHONE }))).await.is(204);
    (world, gateway)
}

/// What Nadia types, or somebody who has another number.
pub fn request(world: &World, to: &str) -> Ask {
    let birth_date = world.person("new").birth_date;
    Ask::to(&REQUEST_CODE).body(json!({ "by": "sms", "to": to, "birth_date": birth_date }))
}

pub fn confirm(code: &str) -> Ask {
    Ask::to(&CONFIRM_CODE).body(json!({ "code": code }))
}

/// Six digits that are not these.
pub fn other_than(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

/// The code in the latest of so many messages.
async fn code_in(gateway: &Gateway, n_messages: usize) -> String {
    let text = gateway.arrived(n_messages).await["text"].as_str().unwrap().to_owned();
    let code: String = text.split("votre code est ").nth(1).unwrap().chars().take(6).collect();
    assert!(code.bytes().all(|byte| byte.is_ascii_digit()), "{text}");
    code
}

/// A browser that has asked, and the code that arrived.
pub async fn asked(world: &World, gateway: &Gateway, n_messages: usize) -> (Browser, String) {
    let mut browser = world.browser();
    browser.ask(request(world, PHONE)).await.is(202);
    let code = code_in(gateway, n_messages).await;
    (browser, code)
}

async fn try_in(browser: &mut Browser, code: &str) -> (u16, String) {
    let reply = browser.ask(confirm(code)).await;
    (reply.status, if reply.status == 200 { String::new() } else { reply.code() })
}

fn refused(code: &str) -> (u16, String) {
    (401, code.to_owned())
}

#[tokio::test]
async fn a_person_without_their_card_signs_in_with_a_code() {
    let (world, gateway) = with_gateway().await;
    let mut browser = world.browser();
    let reply = browser.ask(request(&world, "+33 6.12.34.56.78")).await;
    assert_eq!(reply.is(202).text, "");
    let cookies: Vec<String> = reply.set_cookies().into_iter().map(str::to_owned).collect();
    let [cookie] = cookies.as_slice() else { panic!("{cookies:?}") };
    assert!(cookie.starts_with("__Host-mt-code="), "{cookie}");
    for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=600"] {
        assert!(cookie.split("; ").any(|found| found == attribute), "{attribute} in {cookie}");
    }
    let code = code_in(&gateway, 1).await;
    let message = &gateway.received()[0];
    let text = format!(
        "Main Tendue : votre code est {code}. Il marche 10 minutes, sur http://localhost:8080. Ne le donnez à personne."
    );
    assert_eq!(
        (message["to"].as_str(), message["text"].as_str()),
        (Some("+33612345678"), Some(text.as_str()))
    );

    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let reply = browser.ask(confirm(&spaced)).await;
    assert_eq!(reply.is(200).json()["first_name"], "Nadia");
    assert_eq!(browser.get(&GET_ME).await.is(200).json(), reply.json());
    assert!(!browser.cookies.contains_key("__Host-mt-code"), "it has done its part");
    assert_eq!(send_due(&world.state).await, Ok(0), "it left once");
}

#[tokio::test]
async fn a_code_is_kept_nowhere() {
    let (world, gateway) = with_gateway().await;
    let (mut browser, code) = asked(&world, &gateway, 1).await;
    let bound_to = browser.cookies["__Host-mt-code"].clone();
    browser.ask(confirm(&code)).await.is(200);
    for (table, rows) in world.dump().await {
        for row in rows {
            let is_there = row.split('|').any(|value| value.trim_matches('\'') == code);
            assert!(!is_there && !row.contains(&bound_to) && !row.contains("votre code"), "{table}: {row}");
        }
    }
}

/// Everything that an answer says, without what is random in a cookie.
fn said(reply: &Reply) -> (u16, String, Vec<(String, String)>) {
    let headers = reply.headers.iter().map(|(name, value)| {
        let value = value.to_str().unwrap();
        let value = value.split_once(';').filter(|_| name == "set-cookie").map_or(value, |(_, rest)| rest);
        (name.to_string(), value.to_owned())
    });
    (reply.status, reply.text.clone(), headers.collect())
}

#[tokio::test]
async fn whoever_is_not_known_is_answered_the_same_from_beginning_to_end() {
    let (world, gateway) = with_gateway().await;
    let wrong_date =
        request(&world, PHONE).body(json!({ "by": "sms", "to": PHONE, "birth_date": "1950-01-01" }));
    let mut talks = Vec::new();
    for ask in [request(&world, PHONE), request(&world, UNKNOWN), wrong_date] {
        let mut talk = Vec::new();
        for n_asked in 0..6 {
            let mut browser = world.browser();
            talk.push(said(&browser.ask(ask.clone().key(&format!("{n_asked}-{}", talks.len()))).await));
            if n_asked == 0 {
                for _ in 0..5 {
                    talk.push(said(&browser.ask(confirm("000000")).await));
                }
            }
        }
        talks.push(talk);
    }
    let statuses: Vec<u16> = talks[0].iter().map(|(status, ..)| *status).collect();
    assert_eq!(statuses, [202, 401, 401, 401, 429, 429, 202, 202, 202, 202, 429]);
    assert_eq!(talks[0], talks[1]);
    assert_eq!(talks[0], talks[2]);
    gateway.arrived(5).await;
    assert_eq!(gateway.received().len(), 5, "Nadia alone is written to");
}

#[tokio::test]
async fn the_answer_does_not_wait_for_the_message() {
    let (world, gateway) = with_gateway().await;
    gateway.hold();
    world.browser().ask(request(&world, PHONE)).await.is(202);
    gateway.arrived(1).await;
}

#[tokio::test]
async fn a_code_works_where_it_was_asked_for_and_once() {
    let (world, gateway) = with_gateway().await;
    let (mut browser, code) = asked(&world, &gateway, 1).await;
    let mut elsewhere = world.browser();
    assert_eq!(try_in(&mut elsewhere, &code).await, refused("code.over"));
    elsewhere.ask(request(&world, UNKNOWN)).await.is(202);
    assert_eq!(try_in(&mut elsewhere, &code).await, refused("code.refused"));
    let mut copy = browser.clone();
    assert_eq!(try_in(&mut browser, &code).await.0, 200);
    assert_eq!(try_in(&mut copy, &code).await, refused("code.over"));
}

#[tokio::test]
async fn a_code_works_ten_minutes() {
    let (world, gateway) = with_gateway().await;
    let (mut early, code) = asked(&world, &gateway, 1).await;
    let (mut late, other) = asked(&world, &gateway, 2).await;
    world.pass_s(599);
    assert_eq!(try_in(&mut early, &code).await.0, 200);
    world.pass_s(1);
    assert_eq!(try_in(&mut late, &other).await, refused("code.over"));
}

#[tokio::test]
async fn after_three_tries_a_code_is_over_and_the_next_one_works() {
    let (world, gateway) = with_gateway().await;
    let (mut browser, code) = asked(&world, &gateway, 1).await;
    let wrong = other_than(&code);
    let mut codes = Vec::new();
    for _ in 0..3 {
        codes.push(try_in(&mut browser, wrong).await.1);
    }
    assert_eq!(codes, ["code.refused", "code.refused", "code.over"]);
    assert_eq!(try_in(&mut browser, &code).await, (429, "session.slow-down".to_owned()));
    world.pass_s(1);
    assert_eq!(try_in(&mut browser, &code).await, refused("code.over"));
    browser.ask(request(&world, PHONE)).await.is(202);
    let next = code_in(&gateway, 2).await;
    world.pass_s(60);
    assert_eq!(try_in(&mut browser, &next).await.0, 200);
}

#[tokio::test]
async fn what_cannot_be_a_code_is_no_try() {
    let (world, gateway) = with_gateway().await;
    let (mut browser, code) = asked(&world, &gateway, 1).await;
    for odd in ["", "12345", "1234567", "abcdef", "12345é"] {
        assert_eq!(try_in(&mut browser, odd).await, refused("code.refused"), "{odd}");
    }
    assert_eq!(try_in(&mut browser, &code).await.0, 200);
}

#[tokio::test]
async fn five_codes_an_hour_and_then_it_is_said_when() {
    let (world, gateway) = with_gateway().await;
    for n in 1..=5 {
        asked(&world, &gateway, n).await;
    }
    let reply = world.browser().ask(request(&world, PHONE)).await;
    reply.refuses(429, "code.too-many");
    assert_eq!((reply.header("retry-after"), reply.set_cookies()), ("3600", vec![]));
    world.pass_s(3600);
    world.browser().ask(request(&world, PHONE)).await.is(202);
}

#[tokio::test]
async fn a_stranger_who_asks_takes_no_code_from_the_persons_own_browser() {
    let (world, gateway) = with_gateway().await;
    let mut own = world.signed_in("new").await;
    own.ask(Ask::to(&END_SESSION)).await.is(204);
    for n in 1..=5 {
        asked(&world, &gateway, n).await;
    }
    world.browser().ask(request(&world, PHONE)).await.refuses(429, "code.too-many");
    own.ask(request(&world, PHONE)).await.is(202);
    let code = code_in(&gateway, 6).await;
    assert_eq!(try_in(&mut own, &code).await.0, 200);
}

#[tokio::test]
async fn a_browser_that_came_in_by_a_code_is_known_for_the_card_too() {
    let (world, gateway) = with_gateway().await;
    let (mut own, code) = asked(&world, &gateway, 1).await;
    own.ask(confirm(&code)).await.is(200);
    let card = crate::harness::card_of(world.person("new"));
    let mut stranger = world.browser();
    let wrong = json!({ "card": world.person("new").card, "birth_date": "1950-01-01" });
    for _ in 0..3 {
        stranger.ask(Ask::to(&START_SESSION).body(wrong.clone())).await.is(401);
    }
    stranger.ask(Ask::to(&START_SESSION).body(card.clone())).await.refuses(429, "session.slow-down");
    own.ask(Ask::to(&START_SESSION).body(card)).await.is(200);
}

#[tokio::test]
async fn a_lost_answer_asked_for_again_has_one_effect() {
    let (world, gateway) = with_gateway().await;
    let mut browser = world.browser();
    let ask = request(&world, PHONE);
    browser.ask(ask.clone()).await.is(202);
    let bound_to = browser.cookies["__Host-mt-code"].clone();
    let code = code_in(&gateway, 1).await;
    browser.ask(ask).await.is(202);
    assert_eq!(browser.cookies["__Host-mt-code"], bound_to);
    assert_eq!(send_due(&world.state).await, Ok(0));
    assert_eq!(gateway.received().len(), 1, "one message");

    let wrong = confirm(other_than(&code));
    for _ in 0..5 {
        browser.ask(wrong.clone()).await.refuses(401, "code.refused");
    }
    browser.ask(wrong.body(json!({ "code": code }))).await.refuses(422, "idempotency.key-reused");
    let (mut lost, right) = (browser.clone(), confirm(&code));
    let first = browser.ask(right.clone()).await.is(200).json();
    assert_eq!(lost.ask(right.clone()).await.is(200).json(), first);
    assert_eq!(lost.cookies["__Host-mt-person"], browser.cookies["__Host-mt-person"]);
    let mut later = lost.clone();
    lost.ask(Ask::to(&END_SESSION)).await.is(204);
    later.cookies.insert("__Host-mt-code".to_owned(), bound_to);
    later.ask(right).await.refuses(401, "code.over");
}

#[tokio::test]
async fn a_number_that_is_taken_away_opens_nothing_any_more() {
    let (world, gateway) = with_gateway().await;
    let (mut browser, code) = asked(&world, &gateway, 1).await;
    let mut nadia = world.signed_in("new").await;
    nadia.ask(Ask::to(&SAVE_REACH).body(json!({}))).await.is(204);
    assert_eq!(try_in(&mut browser, &code).await, refused("code.refused"));
    world.browser().ask(request(&world, PHONE)).await.is(202);
    assert_eq!(send_due(&world.state).await, Ok(0));
    assert_eq!(gateway.received().len(), 1);
}

#[tokio::test]
async fn at_a_kiosk_it_is_a_visit_and_nothing_is_remembered() {
    let (world, gateway) = with_gateway().await;
    let (mut browser, code) = asked(&world, &gateway, 1).await;
    let ask = confirm(&code).body(json!({ "code": code, "setting": "kiosk" }));
    let reply = browser.ask(ask).await;
    assert_eq!(reply.is(200).json()["idle_s"], 180);
    assert!(reply.set_cookies().iter().all(|cookie| !cookie.contains("mt-device")));
}

#[tokio::test]
async fn nobody_calls_to_tell_a_code() {
    let (world, gateway) = with_gateway().await;
    gateway.answer_with(&[422]);
    world.browser().ask(request(&world, PHONE)).await.is(202);
    gateway.arrived(1).await;
    let is_noted = async {
        while !world.dump().await["outbox"]
            .iter()
            .any(|row| row.contains("'one-time-code'") && row.contains("'unsent'"))
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), is_noted).await.expect("what came of it is noted");
    let calls = desk(&world, "referent").await.get(&LIST_CALLS).await.is(200).json();
    assert_eq!(calls["calls"], json!([]));
}

#[tokio::test]
async fn wrong_codes_count_among_those_that_slow_everyone_down() {
    let gateway = Gateway::start().await;
    let settings = Settings { channels: gateway.channels(), failure_budget: 2, ..settings() };
    let world = World::with(content(), Site::none(), settings).await;
    let mut browser = world.browser();
    browser.ask(request(&world, UNKNOWN)).await.is(202);
    for _ in 0..3 {
        assert!(!world.state.budget.is_spent(world.now()));
        browser.ask(confirm("000000")).await.is(401);
    }
    assert!(world.state.budget.is_spent(world.now()));
}

#[tokio::test]
async fn a_way_that_there_is_not_is_not_there() {
    let (world, _gateway) = with_gateway().await;
    let by_mail = json!({ "by": "email", "to": "nadia@exemple.fr", "birth_date": "1990-01-01" });
    world.browser().ask(Ask::to(&REQUEST_CODE).body(by_mail)).await.refuses(404, "not-found");
    let without = World::new().await;
    without.browser().ask(request(&without, PHONE)).await.refuses(404, "not-found");
}

#[tokio::test]
async fn what_no_code_can_be_sent_to_is_said() {
    let (world, _gateway) = with_gateway().await;
    for to in ["", "06 12", "04 12 34 56 78", "nadia@exemple.fr"] {
        world.browser().ask(request(&world, to)).await.refuses(422, "code.address-refused");
    }
    for body in [json!({}), json!([]), json!({ "by": "pigeon", "to": PHONE, "birth_date": "1990-01-01" })] {
        world.browser().ask(Ask::to(&REQUEST_CODE).body(body)).await.refuses(400, "request.malformed");
    }
    world
        .browser()
        .ask(Ask::to(&CONFIRM_CODE).body(json!({ "code": 1 })))
        .await
        .refuses(400, "request.malformed");
}

#[tokio::test]
async fn only_our_own_pages_may_ask_and_with_a_key() {
    let (world, _gateway) = with_gateway().await;
    let asks: [fn(&World) -> Ask; 2] = [|world| request(world, PHONE), |_| confirm("123456")];
    for ask in asks {
        let check = async |ask: Ask, status: u16, code: &str| {
            let endpoint: &'static Endpoint = ask.endpoint;
            let reply = world.browser().ask(ask).await;
            assert_eq!((reply.status, reply.code().as_str()), (status, code), "{}", endpoint.operation_id);
        };
        check(ask(&world).without("x-main-tendue"), 403, "request.foreign").await;
        check(ask(&world).header("origin", "https://evil.example"), 403, "request.foreign").await;
        check(ask(&world).without("idempotency-key"), 400, "idempotency.key-missing").await;
        check(ask(&world).without("content-type"), 415, "request.media-type").await;
    }
}

#[tokio::test]
async fn without_the_store_the_answer_is_try_again() {
    let (world, gateway) = with_gateway().await;
    let (mut browser, code) = asked(&world, &gateway, 1).await;
    world.state.store.close().await;
    browser.ask(confirm(&code)).await.refuses(503, "service.unavailable");
    browser.ask(request(&world, PHONE)).await.refuses(503, "service.unavailable");
}
