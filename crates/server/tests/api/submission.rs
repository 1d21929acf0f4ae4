//! Sending the answers, and what was sent.

use crate::harness::{Ask, Browser, World};
use contract::questionnaire::{
    GET_DRAFT, GET_SUBMISSION, LIST_SUBMISSIONS, SAVE_ANSWER, SUBMIT_DRAFT, SubmissionSummary,
};
use contract::session::GET_ME;
use serde_json::{Value, json};

async fn give(browser: &mut Browser, world: &World, step: &str, answer: Value) {
    let version = world.state.library.current_version();
    let body = json!({ "answer": answer, "questionnaire_version": version });
    let id = browser.get(&GET_DRAFT).await.json()["id"].as_str().unwrap().to_owned();
    browser.ask(Ask::to(&SAVE_ANSWER).at(&[step]).body(body).if_draft(&id, 0)).await.is(200);
}

/// A triage where all is well but one subject that is unsaid, and a wish to talk.
async fn fill(browser: &mut Browser, world: &World) {
    for subject in &world.state.library.content().questionnaires.values().next().unwrap().subjects {
        let level = if subject.id.as_str() == "sante" { "unsaid" } else { "fine" };
        give(browser, world, &format!("triage.{}", subject.id), json!({ "level": level })).await;
    }
}

#[tokio::test]
async fn nothing_can_be_sent_before_something_is_answered() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let reply = browser.ask(Ask::to(&SUBMIT_DRAFT)).await;
    reply.refuses(409, "draft.incomplete");
    assert_eq!(reply.json()["missing"].as_array().map(Vec::len), Some(12));
    assert_eq!(reply.json()["missing"][0], "triage.mobilite");
}

#[tokio::test]
async fn what_is_missing_is_named_in_order() {
    let world = World::new().await;
    let reply = world.signed_in("draft").await.ask(Ask::to(&SUBMIT_DRAFT)).await;
    reply.refuses(409, "draft.incomplete");
    let missing: Vec<String> = serde_json::from_value(reply.json()["missing"].clone()).unwrap();
    assert!(missing.contains(&"sharing.mobilite".to_owned()), "{missing:?}");
    assert!(
        missing.iter().all(|step| step.starts_with("answer.") || step.starts_with("sharing.")),
        "{missing:?}"
    );
}

#[tokio::test]
async fn answers_are_sent_once_and_can_be_read_again() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    fill(&mut browser, &world).await;
    let ask = Ask::to(&SUBMIT_DRAFT).query("language=en").key("sending");
    let sent = browser.ask(ask.clone()).await;
    let summary: SubmissionSummary = serde_json::from_str(&sent.is(201).text).unwrap();
    assert_eq!(sent.header("location"), format!("/api/submissions/{}", summary.id));
    assert_eq!((summary.sent_at, summary.n_talk_requests), (world.now(), 0));
    world.pass_s(5);
    assert_eq!(browser.ask(ask).await.is(201).text, sent.text);
    assert_eq!(browser.get(&LIST_SUBMISSIONS).await.is(200).json(), json!([sent.json()]));
    let read = browser.ask(Ask::to(&GET_SUBMISSION).at(&[summary.id.as_str()])).await.is(200).json();
    assert_eq!(read["answers"]["triage.sante"], json!({ "level": "unsaid" }));
    assert_eq!(read["language"], "en");
    assert_eq!(browser.get(&GET_ME).await.json()["language"], "en", "the language chosen last is kept");
    // The draft is gone; there is nothing left to send.
    assert_eq!(browser.get(&GET_DRAFT).await.json()["revision"], 0);
    browser.ask(Ask::to(&SUBMIT_DRAFT)).await.refuses(409, "draft.incomplete");
}

#[tokio::test]
async fn a_wish_to_talk_is_counted() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    fill(&mut browser, &world).await;
    let questions = world.state.library.content().questionnaires.values().next().unwrap().clone();
    let talk =
        questions.private_talk.options.iter().find(|option| option.role == domain::questionnaire::Role::Talk);
    give(&mut browser, &world, "private-talk", json!({ "choices": [talk.unwrap().id] })).await;
    let sent = browser.ask(Ask::to(&SUBMIT_DRAFT)).await;
    assert_eq!(sent.is(201).json()["n_talk_requests"], 1);
}

#[tokio::test]
async fn what_someone_else_sent_does_not_exist() {
    let world = World::new().await;
    let listed = world.signed_in("sent").await.get(&LIST_SUBMISSIONS).await.is(200).json();
    let id = listed[0]["id"].as_str().unwrap();
    let mut other = world.signed_in("new").await;
    let theirs = other.ask(Ask::to(&GET_SUBMISSION).at(&[id])).await;
    let nobodys = other.ask(Ask::to(&GET_SUBMISSION).at(&["nothing"])).await;
    theirs.refuses(404, "not-found");
    assert_eq!((theirs.text, theirs.headers), (nobodys.text, nobodys.headers));
    world.browser().ask(Ask::to(&GET_SUBMISSION).at(&[id])).await.refuses(401, "session.needed");
    world.browser().get(&LIST_SUBMISSIONS).await.refuses(401, "session.needed");
    world.browser().ask(Ask::to(&SUBMIT_DRAFT)).await.refuses(401, "session.needed");
}
