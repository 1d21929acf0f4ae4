//! What people ask about what is kept of them, who answers, and what becomes of an erasure that was agreed to (S4).

use crate::harness::{Ask, Browser, World};
use crate::unchanged::look;
use contract::access::LIST_ACCESSES;
use contract::messages::staff::LIST_CALLS;
use contract::retention::{EXPORT_MY_DATA, GET_RETENTION};
use contract::rights::{
    ANSWER_RIGHTS_REQUEST, GET_RIGHTS_TO_ANSWER, LIST_RIGHTS_REQUESTS, LIST_RIGHTS_TO_ANSWER,
    MAKE_RIGHTS_REQUEST, WITHDRAW_RIGHTS_REQUEST,
};
use contract::session::GET_ME;
use serde_json::{Value, json};
use server::retention::round;

const WEEK_S: i64 = 7 * 86_400;
const WORDS: &str = "Mon adresse a changé.";

fn contest(words: &str) -> Ask {
    Ask::to(&MAKE_RIGHTS_REQUEST).body(json!({ "contest": words }))
}

fn erase() -> Ask {
    Ask::to(&MAKE_RIGHTS_REQUEST).body(json!("erase"))
}

async fn id_of(browser: &mut Browser, ask: Ask) -> String {
    browser.ask(ask).await.is(201).json()["id"].as_str().unwrap().to_owned()
}

fn answer(id: &str, outcome: &str, text: &str) -> Ask {
    Ask::to(&ANSWER_RIGHTS_REQUEST).at(&[id]).body(json!({ "outcome": outcome, "text": text }))
}

fn withdraw(id: &str) -> Ask {
    Ask::to(&WITHDRAW_RIGHTS_REQUEST).at(&[id])
}

/// The only one that the person has asked for.
async fn own(browser: &mut Browser) -> Value {
    browser.get(&LIST_RIGHTS_REQUESTS).await.is(200).json()["requests"][0].clone()
}

#[tokio::test]
async fn what_is_asked_has_a_day_by_which_it_is_answered() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let before = nadia.get(&LIST_RIGHTS_REQUESTS).await.is(200).json();
    assert_eq!(before["requests"], json!([]));
    let made = nadia.ask(contest("  Mon adresse a changé. ")).await.is(201).json();
    assert_eq!((&made["words"], &made["kind"]), (&json!(WORDS), &json!("contest")));
    assert_eq!(made["answer_by"], before["answer_by"]);
    assert_eq!(own(&mut nadia).await, made);
    nadia.ask(contest("autre chose")).await.refuses(409, "rights.open");
    for words in ["", " \n ", &"x".repeat(1001)] {
        nadia.ask(contest(words)).await.refuses(422, "rights.words-refused");
    }
    nadia.ask(Ask::to(&MAKE_RIGHTS_REQUEST).body(json!("other"))).await.refuses(400, "request.malformed");
    nadia.ask(erase()).await.is(201);
    world.browser().ask(erase()).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_lost_answer_is_given_again_and_asks_once() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let ask = erase();
    let first = nadia.ask(ask.clone()).await.is(201).json();
    assert_eq!(nadia.ask(ask).await.is(201).json(), first);
    assert_eq!(world.dump().await["rights_request"].len(), 1);
}

#[tokio::test]
async fn one_takes_back_what_is_open_and_nobody_elses() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let id = id_of(&mut nadia, contest(WORDS)).await;
    let mut sylvie = world.signed_in("sent").await;
    sylvie.ask(withdraw(&id)).await.refuses(404, "not-found");
    nadia.ask(withdraw("nothing")).await.refuses(404, "not-found");
    nadia.ask(withdraw(&id)).await.is(200);
    nadia.ask(withdraw(&id)).await.refuses(409, "rights.closed");
    let mut desk = world.at_the_desk("coordinator").await;
    assert_eq!(desk.get(&LIST_RIGHTS_TO_ANSWER).await.is(200).json(), json!({ "requests": [] }));
    desk.ask(answer(&id, "granted", "x")).await.refuses(409, "rights.closed");
    desk.ask(Ask::to(&GET_RIGHTS_TO_ANSWER).at(&[&id])).await.refuses(409, "rights.closed");
}

#[tokio::test]
async fn a_coordinator_reads_and_answers_and_the_person_sees_both() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let id = id_of(&mut nadia, contest(WORDS)).await;
    let mut desk = world.at_the_desk("coordinator").await;
    let listed = desk.get(&LIST_RIGHTS_TO_ANSWER).await;
    assert!(!listed.text.contains(WORDS), "the list has nobody's words");
    assert_eq!(listed.is(200).json()["requests"][0]["first_name"], "Nadia");
    let detail = desk.ask(Ask::to(&GET_RIGHTS_TO_ANSWER).at(&[&id])).await.is(200).json();
    assert_eq!(detail["words"], WORDS);
    for text in ["", &"x".repeat(1001)] {
        desk.ask(answer(&id, "refused", text)).await.refuses(422, "rights.words-refused");
    }
    let ask = answer(&id, "refused", " Nous gardons votre ancienne adresse un an. ");
    assert_eq!(desk.ask(ask.clone()).await.is(200).json(), json!({}));
    assert_eq!(desk.ask(ask).await.is(200).json(), json!({}), "a repetition is the same answer");
    desk.ask(answer(&id, "granted", "Si.")).await.refuses(409, "rights.closed");
    let given = own(&mut nadia).await["answer"].clone();
    assert_eq!(
        (&given["outcome"], &given["by"]),
        (&json!("refused"), &json!(world.staff("coordinator").name))
    );
    assert_eq!(given["text"], "Nous gardons votre ancienne adresse un an.");
    let looks = nadia.get(&LIST_ACCESSES).await.is(200).json();
    let operations: Vec<&Value> =
        looks["accesses"].as_array().unwrap().iter().map(|one| &one["operation"]).collect();
    assert!(
        operations.contains(&&json!("getRightsToAnswer"))
            && operations.contains(&&json!("answerRightsRequest"))
    );
    nadia.ask(withdraw(&id)).await.refuses(409, "rights.closed");
    nadia.ask(contest(WORDS)).await.is(201);
}

#[tokio::test]
async fn only_a_coordinator_answers() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let id = id_of(&mut nadia, erase()).await;
    let mut desk = world.at_the_desk("coordinator").await;
    let asks = |id: &str| {
        [
            Ask::to(&LIST_RIGHTS_TO_ANSWER),
            Ask::to(&GET_RIGHTS_TO_ANSWER).at(&[id]),
            answer(id, "refused", "Non."),
        ]
    };
    let mut referent = world.at_the_desk("referent").await;
    for ask in asks(&id) {
        referent.ask(ask.clone()).await.refuses(404, "not-found");
        world.browser().ask(ask.clone()).await.refuses(401, "session.needed");
        nadia.ask(ask).await.refuses(401, "session.needed");
    }
    for ask in &asks("nothing")[1..] {
        desk.ask(ask.clone()).await.refuses(404, "not-found");
    }
}

#[tokio::test]
async fn whoever_follows_a_person_is_not_told_what_they_ask() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let person = nadia.get(&GET_ME).await.json()["id"].as_str().unwrap().to_owned();
    let id = id_of(&mut nadia, erase()).await;
    world.at_the_desk("coordinator").await.ask(answer(&id, "granted", "Oui.")).await.is(200);
    let mut claire = world.at_the_desk("referent").await;
    let base = look(&mut claire, &person).await;
    let inside = Ask::to(&LIST_RIGHTS_REQUESTS).inside(&base);
    claire.ask(inside).await.refuses(403, "preview-read-only");
    let seen = claire.ask(Ask::to(&GET_RETENTION).inside(&base)).await.is(200).json();
    assert_eq!(seen.get("erase_at"), None);
    assert_eq!(
        nadia.get(&GET_RETENTION).await.json()["erase_at"],
        own(&mut nadia).await["answer"]["erase_at"]
    );
}

#[tokio::test]
async fn an_erasure_that_was_agreed_to_is_done_a_week_later() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let id = id_of(&mut nadia, erase()).await;
    let mut desk = world.at_the_desk("coordinator").await;
    let agreed = desk.ask(answer(&id, "granted", "Tout sera effacé.")).await.is(200).json();
    assert_eq!(agreed["erase_at"], json!(world.now().plus_s(WEEK_S).as_ms()));
    nadia.ask(erase()).await.refuses(409, "rights.open");
    let listed = desk.get(&LIST_RIGHTS_TO_ANSWER).await.json();
    assert_eq!(
        listed["requests"][0]["erase_at"], agreed["erase_at"],
        "it can be seen coming at the desk too"
    );
    world.pass_s(WEEK_S - 1);
    round(&world.state).await.unwrap();
    let mut again = world.signed_in("new").await;
    assert_eq!(own(&mut again).await["answer"]["text"], "Tout sera effacé.");
    again.get(&EXPORT_MY_DATA).await.is(200);
    world.pass_s(1);
    again.ask(withdraw(&id)).await.refuses(409, "rights.closed");
    round(&world.state).await.unwrap();
    again.get(&GET_ME).await.refuses(401, "session.needed");
    let dump = world.dump().await;
    assert!(!dump["person"].iter().any(|row| row.contains("Nadia")));
    assert!(dump["rights_request"].is_empty());
    assert_eq!(dump["erasure"].len(), 1);
    assert!(dump["erasure"][0].contains("asked"));
}

#[tokio::test]
async fn whoever_changes_their_mind_stays() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let id = id_of(&mut nadia, erase()).await;
    world.at_the_desk("coordinator").await.ask(answer(&id, "granted", "Oui.")).await.is(200);
    nadia.ask(withdraw(&id)).await.is(200);
    assert_eq!(nadia.get(&GET_RETENTION).await.json().get("erase_at"), None);
    world.pass_s(WEEK_S + 1);
    round(&world.state).await.unwrap();
    let mut nadia = world.signed_in("new").await;
    assert!(own(&mut nadia).await["withdrawn_at"].is_i64());
    nadia.ask(erase()).await.is(201);
}

#[tokio::test]
async fn whom_no_message_reaches_is_called_without_saying_why() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let id = id_of(&mut nadia, contest(WORDS)).await;
    let mut desk = world.at_the_desk("coordinator").await;
    desk.ask(answer(&id, "granted", "C’est fait.")).await.is(200);
    server::messages::sender::send_due(&world.state).await.unwrap();
    let calls = desk.get(&LIST_CALLS).await.is(200).json();
    let call =
        calls["calls"].as_array().unwrap().iter().find(|call| call["kind"] == "rights-answered").unwrap();
    assert_eq!((&call["first_name"], &call["title"]), (&json!("Nadia"), &json!("")));
    assert!(!call.to_string().contains(WORDS));
}
