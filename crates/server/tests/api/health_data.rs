//! What one answers about one's health: withdrawn at once and everywhere, gone after its own time, not asked where the host may
//! not hold it (decision 40).

use crate::harness::{Ask, Browser, START, World, content};
use crate::sending::send;
use crate::sharing::{id_of, summary};
use contract::health::WITHDRAW_HEALTH_ANSWERS;
use contract::pathway::GET_PATHWAY;
use contract::questionnaire::{GET_DRAFT, GET_QUESTIONNAIRE, GET_SUBMISSION, SAVE_ANSWER, SUBMIT_DRAFT};
use contract::retention::GET_RETENTION;
use contract::talk::LIST_TALK_REQUESTS;
use serde_json::{Value, json};
use server::library::HealthQuestions;
use server::retention::round;

const DAY_S: i64 = 86_400;

/// Mobility and health are hard and shared; a talk about "a personal subject" is asked for.
fn plan() -> Vec<(&'static str, Value)> {
    vec![
        ("triage.mobilite", json!({ "level": "hard" })),
        ("answer.mobilite.permis", json!({ "choices": ["perdu"] })),
        ("triage.sante", json!({ "level": "blocked" })),
        ("answer.sante.effet", json!({ "choices": ["talk"] })),
        ("answer.sante.soins", json!({ "choices": ["non"] })),
        ("sharing.sante", json!({ "sharing": "referent" })),
        ("triage.enfants-proches", json!({ "level": "hard" })),
        ("answer.enfants-proches.charge", json!({ "choices": ["ecole", "bebe"] })),
    ]
}

/// Nobody has answered anything.
async fn empty() -> World {
    let world = World::new().await;
    let nothing =
        "DELETE FROM talk_request; DELETE FROM submission; DELETE FROM draft; DELETE FROM sharing_change";
    world.change(nothing).await;
    world
}

async fn begin_again(browser: &mut Browser, step: &str, answer: Value) -> Value {
    let draft = browser.get(&GET_DRAFT).await.is(200).json();
    let body = json!({ "answer": answer, "questionnaire_version": draft["questionnaire_version"] });
    let ask = Ask::to(&SAVE_ANSWER).at(&[step]).body(body);
    let id = draft["id"].as_str().unwrap();
    browser.ask(ask.if_draft(id, 0)).await.is(200).json()
}

/// Rows in which something about health can be read.
async fn traces(world: &World) -> Vec<String> {
    let dump = world.dump().await;
    let tables = ["submission", "draft_answer", "sharing_change", "talk_request", "idempotency"];
    let rows = tables.iter().flat_map(|table| dump[*table].iter().map(move |row| format!("{table}: {row}")));
    let tells = |row: &String| {
        // A removed answer of a draft keeps its version, without a value.
        let is_empty = row.starts_with("draft_answer") && row.contains("|NULL|");
        !is_empty && (row.contains("sante") || row.contains("bebe"))
    };
    rows.filter(tells).collect()
}

/// The subjects that are hard, as the référent reads them.
async fn read_at(desk: &mut Browser, id: &str) -> Vec<String> {
    let stock = summary(desk, id).await.stock.unwrap();
    let hard = stock.subjects.iter().filter(|subject| subject.level.opens_subject());
    hard.map(|subject| subject.id.to_string()).collect()
}

async fn suggests(browser: &mut Browser, sheet: &str) -> bool {
    let pathway = browser.get(&GET_PATHWAY).await.is(200).json();
    pathway["suggestions"].to_string().contains(&format!("\"{sheet}\""))
}

#[tokio::test]
async fn what_is_withdrawn_is_nowhere_any_more() {
    let world = empty().await;
    let mut nadia = world.signed_in("new").await;
    let sent = send(&mut nadia, &world, &plan()).await;
    begin_again(&mut nadia, "triage.sante", json!({ "level": "hard" })).await;
    let mut desk = world.at_the_desk("referent").await;
    let id = id_of(&mut desk, "Nadia").await;
    assert!(read_at(&mut desk, &id).await.contains(&"sante".to_owned()));
    assert!(suggests(&mut nadia, "bilan-sante").await);
    assert!(!traces(&world).await.is_empty());

    let done = nadia.get(&WITHDRAW_HEALTH_ANSWERS).await.is(200).json();
    assert_eq!(done["at"], json!(START));
    assert_eq!(traces(&world).await, Vec::<String>::new());
    assert_eq!(read_at(&mut desk, &id).await, ["mobilite"]);
    assert!(!suggests(&mut nadia, "bilan-sante").await);
    let wishes = nadia.get(&LIST_TALK_REQUESTS).await.is(200).json();
    assert!(wishes.to_string().contains("withdrawn"), "{wishes}");
    // The rest stays as it was sent.
    let read = nadia.ask(Ask::to(&GET_SUBMISSION).at(&[sent.id.as_str()])).await.is(200).json();
    assert_eq!(read["answers"]["answer.enfants-proches.charge"], json!({ "choices": ["ecole"] }));
    assert_eq!(read["answers"]["answer.mobilite.permis"], json!({ "choices": ["perdu"] }));
    let draft = nadia.get(&GET_DRAFT).await.is(200).json();
    assert_eq!(draft["answers"]["triage.sante"]["answer"], json!(null));
    let kept = nadia.get(&GET_RETENTION).await.is(200).json();
    assert_eq!(kept["health_until"], json!(null));
    assert_eq!(world.dump().await["health_withdrawal"].len(), 1);
}

#[tokio::test]
async fn withdrawing_twice_is_withdrawing_once_and_touches_nobody_else() {
    let world = empty().await;
    let mut sylvie = world.signed_in("sent").await;
    let hers = send(&mut sylvie, &world, &plan()).await;
    let mut nadia = world.signed_in("new").await;
    // There is nothing.
    nadia.get(&WITHDRAW_HEALTH_ANSWERS).await.is(200);
    assert_eq!(world.dump().await["health_withdrawal"].len(), 0);
    send(&mut nadia, &world, &plan()).await;
    let ask = Ask::to(&WITHDRAW_HEALTH_ANSWERS);
    let first = nadia.ask(ask.clone()).await.is(200).json();
    world.pass_s(60);
    assert_eq!(nadia.ask(ask).await.is(200).json(), first);
    nadia.get(&WITHDRAW_HEALTH_ANSWERS).await.is(200);
    assert_eq!(world.dump().await["health_withdrawal"].len(), 1);
    let read = sylvie.ask(Ask::to(&GET_SUBMISSION).at(&[hers.id.as_str()])).await.is(200).json();
    assert_eq!(read["answers"]["triage.sante"], json!({ "level": "blocked" }));
    world.browser().get(&WITHDRAW_HEALTH_ANSWERS).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn another_device_brings_nothing_back_and_one_can_answer_anew() {
    let world = empty().await;
    let mut nadia = world.signed_in("new").await;
    let saved = begin_again(&mut nadia, "triage.sante", json!({ "level": "blocked" })).await;
    let mut other = nadia.clone();
    nadia.get(&WITHDRAW_HEALTH_ANSWERS).await.is(200);
    let (id, version) = (saved["draft"].as_str().unwrap(), saved["version"].as_u64().unwrap());
    let draft = nadia.get(&GET_DRAFT).await.is(200).json();
    let again =
        json!({ "answer": { "level": "hard" }, "questionnaire_version": draft["questionnaire_version"] });
    let stale = Ask::to(&SAVE_ANSWER).at(&["triage.sante"]).body(again.clone());
    // What it gave first and never heard of, and what it shows.
    for of in [0, version] {
        let reply = other.ask(stale.clone().if_draft(id, of)).await;
        reply.refuses(412, "answer.changed-elsewhere");
    }
    let fresh = Ask::to(&SAVE_ANSWER).at(&["triage.sante"]).body(again);
    nadia.ask(fresh.if_draft(id, version + 1)).await.is(200);
    let draft = nadia.get(&GET_DRAFT).await.is(200).json();
    assert_eq!(draft["answers"]["triage.sante"]["answer"], json!({ "level": "hard" }));
    assert!(nadia.get(&GET_RETENTION).await.is(200).json()["health_until"].is_number());
}

#[tokio::test]
async fn it_goes_after_its_own_time_and_the_rest_stays() {
    let world = empty().await;
    let sent = send(&mut world.signed_in("new").await, &world, &plan()).await;
    let kept = world.signed_in("new").await.get(&GET_RETENTION).await.is(200).json();
    assert_eq!(kept["health_until"], json!(START.plus_s(365 * DAY_S)));
    let read = Ask::to(&GET_SUBMISSION).at(&[sent.id.as_str()]);
    for (n_days, is_there) in [(365, true), (1, false)] {
        world.pass_s(n_days * DAY_S);
        round(&world.state).await.unwrap();
        let mut nadia = world.signed_in("new").await;
        let read = nadia.ask(read.clone()).await.is(200).json();
        assert_eq!(read["answers"]["triage.sante"].is_object(), is_there, "{read}");
        assert_eq!(read["answers"]["triage.mobilite"], json!({ "level": "hard" }));
        let kept = nadia.get(&GET_RETENTION).await.is(200).json();
        assert_eq!(kept["health_until"].is_number(), is_there);
    }
    assert_eq!(traces(&world).await, Vec::<String>::new());
    assert_eq!(world.dump().await["health_withdrawal"].len(), 0, "nobody has withdrawn anything");
}

#[tokio::test]
async fn an_old_draft_loses_what_is_older_than_that() {
    let world = empty().await;
    let mut nadia = world.signed_in("new").await;
    begin_again(&mut nadia, "triage.sante", json!({ "level": "blocked" })).await;
    for _ in 0..5 {
        world.pass_s(80 * DAY_S);
        round(&world.state).await.unwrap();
        let mut nadia = world.signed_in("new").await;
        let draft = nadia.get(&GET_DRAFT).await.is(200).json();
        let version = draft["answers"]["triage.mobilite"]["version"].as_u64().unwrap_or_default();
        let body =
            json!({ "answer": { "level": "hard" }, "questionnaire_version": draft["questionnaire_version"] });
        let ask = Ask::to(&SAVE_ANSWER).at(&["triage.mobilite"]).body(body);
        nadia.ask(ask.if_draft(draft["id"].as_str().unwrap(), version)).await.is(200);
    }
    let draft = world.signed_in("new").await.get(&GET_DRAFT).await.is(200).json();
    assert_eq!(draft["answers"]["triage.sante"]["answer"], json!(null));
    assert_eq!(draft["answers"]["triage.mobilite"]["answer"], json!({ "level": "hard" }));
}

#[tokio::test]
async fn where_health_may_not_be_held_it_is_not_asked_and_what_there_was_is_gone() {
    let world = empty().await;
    let mut nadia = world.signed_in("new").await;
    begin_again(&mut nadia, "triage.sante", json!({ "level": "blocked" })).await;
    let before = nadia.get(&GET_DRAFT).await.is(200).json()["questionnaire_version"].clone();
    let without = world.restarted_as(content(), HealthQuestions::LeftOut).await;
    let mut nadia = without.take_over(&nadia);
    // The draft stays on its version, which asks nothing about health here; and so do the questions as they are.
    for query in [String::new(), format!("version={}", before.as_str().unwrap())] {
        let asked = nadia.ask(Ask::to(&GET_QUESTIONNAIRE).query(&query)).await.is(200).text.clone();
        assert!(
            asked.contains("mobilite") && !asked.contains("\"sante\"") && !asked.contains("bebe"),
            "{query}"
        );
    }
    round(&without.state).await.unwrap();
    assert_eq!(traces(&without).await, Vec::<String>::new());
    let draft = nadia.get(&GET_DRAFT).await.is(200).json();
    let body = json!({ "answer": { "level": "blocked" }, "questionnaire_version": before });
    let id = draft["id"].as_str().unwrap();
    let version = draft["answers"]["triage.sante"]["version"].as_u64().unwrap();
    let ask = Ask::to(&SAVE_ANSWER).at(&["triage.sante"]).body(body).if_draft(id, version);
    nadia.ask(ask).await.refuses(422, "answer.refused");
    // Nothing of it is missing.
    let fine = json!({ "answer": { "level": "fine" }, "questionnaire_version": before });
    nadia.ask(Ask::to(&SAVE_ANSWER).at(&["triage.mobilite"]).body(fine).if_draft(id, 0)).await.is(200);
    nadia.ask(Ask::to(&SUBMIT_DRAFT)).await.is(201);
}
