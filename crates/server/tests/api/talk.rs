//! Wishes to talk: what the person and the référent see of them, and what becomes of them.

use crate::harness::{Ask, Browser, START, World};
use crate::sending::send;
use crate::sharing::{id_of, summary};
use crate::staff::desk;
use contract::access::LIST_ACCESSES;
use contract::sharing::SET_SHARING;
use contract::staff::LIST_CLIENTS;
use contract::talk::{
    About, CLOSE_TALK_REQUEST, LIST_TALK_REQUESTS, MARK_TALK_REQUEST_READ, TalkOutcome, TalkRequest,
    WITHDRAW_TALK_REQUEST,
};
use serde_json::{Value, json};

/// Wishes about mobility, about health (which is not named), and for a private meeting.
fn plan() -> Vec<(&'static str, Value)> {
    vec![
        ("triage.mobilite", json!({ "level": "hard" })),
        ("triage.sante", json!({ "level": "hard" })),
        ("answer.mobilite.permis", json!({ "choices": ["talk"] })),
        ("answer.sante.effet", json!({ "choices": ["talk"] })),
        ("private-talk", json!({ "choices": ["oui"] })),
    ]
}

async fn list(browser: &mut Browser) -> Vec<TalkRequest> {
    serde_json::from_str(&browser.get(&LIST_TALK_REQUESTS).await.is(200).text).unwrap()
}

async fn act(browser: &mut Browser, ask: Ask) -> TalkRequest {
    serde_json::from_str(&browser.ask(ask).await.is(200).text).unwrap()
}

async fn n_counted(desk: &mut Browser) -> Value {
    let page = desk.get(&LIST_CLIENTS).await.json();
    let nadia = page["clients"].as_array().unwrap().iter().find(|client| client["first_name"] == "Nadia");
    nadia.unwrap()["n_talk_requests"].clone()
}

#[tokio::test]
async fn a_wish_reaches_the_referent_with_its_subject_only() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    assert_eq!(send(&mut browser, &world, &plan()).await.n_talk_requests, 3);
    let own: Vec<About> = list(&mut browser).await.into_iter().map(|wish| wish.about).collect();
    let mobility = About::Subject("Me déplacer".to_owned());
    assert_eq!(own, [About::Private, About::Personal, mobility.clone()], "latest first");
    let mut desk = desk(&world, "referent").await;
    let id = id_of(&mut desk, "Nadia").await;
    let told: Vec<About> = summary(&mut desk, &id).await.talk_requests.into_iter().map(|w| w.about).collect();
    assert_eq!(told, [mobility, About::Personal, About::Private]);
    assert_eq!(n_counted(&mut desk).await, 3);
    // Kept to oneself afterwards, the subject is not named any more.
    let keep = Ask::to(&SET_SHARING).at(&["mobilite"]).body(json!({ "sharing": "me" }));
    browser.ask(keep).await.is(200);
    let told = summary(&mut desk, &id).await.talk_requests;
    assert_eq!(told[0].about, About::Personal);
}

#[tokio::test]
async fn the_person_sees_that_a_wish_was_read_and_met() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    send(&mut browser, &world, &plan()).await;
    let mut desk = desk(&world, "referent").await;
    let id = id_of(&mut desk, "Nadia").await;
    let wish = summary(&mut desk, &id).await.talk_requests[0].clone();
    assert_eq!((wish.asked_at, wish.read_at), (START, None));
    let name = wish.id.as_str();
    world.pass_s(5);
    let read = act(&mut desk, Ask::to(&MARK_TALK_REQUEST_READ).at(&[name])).await;
    world.pass_s(5);
    let again = act(&mut desk, Ask::to(&MARK_TALK_REQUEST_READ).at(&[name])).await;
    assert_eq!((read.read_at, again.read_at), (Some(START.plus_s(5)), Some(START.plus_s(5))));
    let own = list(&mut browser).await.into_iter().find(|own| own.id == wish.id).unwrap();
    assert_eq!((own.read_at, own.read_by.as_deref()), (Some(START.plus_s(5)), Some("Claire Fictive")));
    let met = act(&mut desk, Ask::to(&CLOSE_TALK_REQUEST).at(&[name])).await;
    assert_eq!((met.outcome, met.closed_at), (Some(TalkOutcome::Met), Some(START.plus_s(10))));
    assert_eq!(act(&mut desk, Ask::to(&CLOSE_TALK_REQUEST).at(&[name])).await, met, "twice is once");
    assert_eq!(summary(&mut desk, &id).await.talk_requests.len(), 2);
    assert_eq!(n_counted(&mut desk).await, 2);
    let noted = browser.get(&LIST_ACCESSES).await.json();
    let operations: Vec<&Value> =
        noted["accesses"].as_array().unwrap().iter().map(|a| &a["operation"]).collect();
    assert!(
        operations.contains(&&json!("markTalkRequestRead"))
            && operations.contains(&&json!("closeTalkRequest"))
    );
    // Met without being marked read first is read too.
    let other = summary(&mut desk, &id).await.talk_requests[0].clone();
    let met = act(&mut desk, Ask::to(&CLOSE_TALK_REQUEST).at(&[other.id.as_str()])).await;
    assert_eq!(met.read_at, Some(START.plus_s(10)));
}

#[tokio::test]
async fn a_wish_can_be_taken_back() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    send(&mut browser, &world, &plan()).await;
    let wish = list(&mut browser).await[0].clone();
    let name = wish.id.as_str();
    let back = act(&mut browser, Ask::to(&WITHDRAW_TALK_REQUEST).at(&[name])).await;
    assert_eq!((back.outcome, back.closed_at), (Some(TalkOutcome::Withdrawn), Some(START)));
    world.pass_s(5);
    assert_eq!(act(&mut browser, Ask::to(&WITHDRAW_TALK_REQUEST).at(&[name])).await, back);
    let mut desk = desk(&world, "referent").await;
    assert_eq!(n_counted(&mut desk).await, 2);
    for endpoint in [&MARK_TALK_REQUEST_READ, &CLOSE_TALK_REQUEST] {
        desk.ask(Ask::to(endpoint).at(&[name])).await.refuses(404, "not-found");
    }
}

#[tokio::test]
async fn a_wish_of_someone_else_does_not_exist() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    send(&mut browser, &world, &plan()).await;
    let wish = list(&mut browser).await[0].clone();
    let name = wish.id.as_str();
    let mut other = world.signed_in("sent").await;
    let theirs = other.ask(Ask::to(&WITHDRAW_TALK_REQUEST).at(&[name])).await;
    let nobodys = other.ask(Ask::to(&WITHDRAW_TALK_REQUEST).at(&["nothing"])).await;
    theirs.refuses(404, "not-found");
    assert_eq!((theirs.text, theirs.headers), (nobodys.text, nobodys.headers));
    let mut coordinator = desk(&world, "coordinator").await;
    for endpoint in [&MARK_TALK_REQUEST_READ, &CLOSE_TALK_REQUEST] {
        coordinator.ask(Ask::to(endpoint).at(&[name])).await.refuses(404, "not-found");
        coordinator.ask(Ask::to(endpoint).at(&["Not-an-id"])).await.refuses(404, "not-found");
        browser.ask(Ask::to(endpoint).at(&[name])).await.refuses(401, "session.needed");
        let keyless = Ask::to(endpoint).at(&[name]).without("idempotency-key");
        coordinator.ask(keyless).await.refuses(400, "idempotency.key-missing");
    }
    world.browser().ask(Ask::to(&WITHDRAW_TALK_REQUEST).at(&[name])).await.refuses(401, "session.needed");
    world.browser().get(&LIST_TALK_REQUESTS).await.refuses(401, "session.needed");
    assert_eq!(list(&mut browser).await[0], wish, "nothing has changed");
}
