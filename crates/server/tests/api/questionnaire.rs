//! The questions and the draft.

use crate::harness::{Ask, Browser, Reply, World, content, settings};
use contract::questionnaire::{GET_DRAFT, GET_QUESTIONNAIRE, SAVE_ANSWER};
use serde_json::{Value, json};
use server::static_files::Site;

fn version(world: &World) -> String {
    world.state.library.current_version().to_owned()
}

/// As a screen that has read that nothing is begun.
fn save(world: &World, step: &str, answer: Value, version_of_answer: u64) -> Ask {
    let body = json!({ "answer": answer, "questionnaire_version": version(world) });
    Ask::to(&SAVE_ANSWER).at(&[step]).body(body).if_draft("new", version_of_answer)
}

/// Saves what must be right, as a screen that has just read the draft.
async fn give(
    browser: &mut Browser,
    world: &World,
    step: &str,
    answer: Value,
    version_of_answer: u64,
) -> Value {
    let id = draft_id(browser).await;
    let reply = browser.ask(save(world, step, answer, 0).if_draft(&id, version_of_answer)).await;
    reply.is(200).json()
}

async fn draft_id(browser: &mut Browser) -> String {
    browser.get(&GET_DRAFT).await.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn anyone_may_read_the_questions_in_a_language() {
    let world = World::new().await;
    let mut browser = world.browser();
    let french = browser.get(&GET_QUESTIONNAIRE).await;
    assert_eq!(french.is(200).json()["subjects"].as_array().map(Vec::len), Some(12));
    assert_eq!(
        (french.header("content-language"), french.header("cache-control")),
        ("fr", "public, max-age=60")
    );
    let english = browser.ask(Ask::to(&GET_QUESTIONNAIRE).query("language=en-GB")).await.json();
    assert_eq!((&english["language"], &english["version"]), (&json!("en"), &french.json()["version"]));
    let unknown = browser.ask(Ask::to(&GET_QUESTIONNAIRE).query("language=tlh")).await;
    assert_eq!(unknown.json()["language"], "fr");
}

#[tokio::test]
async fn the_questions_are_not_sent_twice() {
    let world = World::new().await;
    let mut browser = world.browser();
    let first = browser.get(&GET_QUESTIONNAIRE).await;
    let tag = first.header("etag").to_owned();
    let again = browser.ask(Ask::to(&GET_QUESTIONNAIRE).header("if-none-match", &tag)).await;
    assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", tag.as_str()));
    let other = Ask::to(&GET_QUESTIONNAIRE).query("language=en").header("if-none-match", &tag);
    browser.ask(other).await.is(200);
    let packed = browser.ask(Ask::to(&GET_QUESTIONNAIRE).header("accept-encoding", "gzip, br")).await;
    assert_eq!(packed.header("content-encoding"), "br");
    let n_bytes: usize = packed.header("content-length").parse().unwrap();
    assert!(n_bytes < first.text.len() / 3, "{n_bytes}");
}

#[tokio::test]
async fn a_version_that_was_never_published_is_unknown() {
    let world = World::new().await;
    let reply = world.browser().ask(Ask::to(&GET_QUESTIONNAIRE).query("version=0-00000000")).await;
    reply.refuses(404, "questionnaire.unknown");
}

#[tokio::test]
async fn a_draft_and_its_wording_stay_when_the_content_moves_on() {
    let world = World::new().await;
    let mut reworded = content();
    for questions in reworded.questionnaires.values_mut() {
        questions.subjects[0].questions[0].text = "Une autre question ?".to_owned();
    }
    let later = World::with(reworded, Site::none(), settings()).await;
    assert_ne!(version(&world), version(&later));
    let mut browser = later.signed_in("draft").await;
    let draft = browser.get(&GET_DRAFT).await.json();
    assert_eq!(draft["questionnaire_version"], version(&world));
    let old = Ask::to(&GET_QUESTIONNAIRE).query(&format!("version={}", version(&world)));
    let old = browser.ask(old).await.is(200).json();
    assert_ne!(old["subjects"][0]["questions"][0]["text"], "Une autre question ?");
    assert_eq!(draft["newer_version"], version(&later));
    // An answer to other questions than the draft's is not taken for an answer to them, in either direction.
    let id = draft["id"].as_str().unwrap();
    let newer = save(&later, "triage.mobilite", json!({ "level": "hard" }), 0).if_draft(id, 1);
    browser.ask(newer).await.refuses(409, "draft.other-version");
    let own = save(&world, "triage.mobilite", json!({ "level": "hard" }), 0).if_draft(id, 1);
    assert_eq!(browser.ask(own).await.is(200).json()["version"], 2);
    assert_eq!(browser.get(&GET_DRAFT).await.json()["questionnaire_version"], version(&world));
}

#[tokio::test]
async fn nothing_begun_is_an_empty_draft() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let reply = browser.get(&GET_DRAFT).await;
    let expected =
        json!({ "id": "new", "questionnaire_version": version(&world), "revision": 0, "answers": {} });
    assert_eq!((reply.is(200).json(), reply.header("etag")), (expected, "\"new.0\""));
    world.browser().get(&GET_DRAFT).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn the_first_answer_begins_a_draft_and_another_device_finds_it() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    let saved = give(&mut phone, &world, "triage.mobilite", json!({ "level": "blocked" }), 0).await;
    let expected = json!({
        "step": "triage.mobilite", "answer": { "level": "blocked" }, "draft": saved["draft"], "version": 1,
        "revision": 1, "saved_at": world.now().0,
    });
    assert_eq!(saved, expected);
    let mut kiosk = world.signed_in("new").await;
    let reply = kiosk.get(&GET_DRAFT).await;
    let answers = json!({ "triage.mobilite": { "answer": { "level": "blocked" }, "version": 1 } });
    assert_eq!((&reply.json()["answers"], &reply.json()["id"]), (&answers, &saved["draft"]));
    assert_eq!(reply.header("etag"), format!("\"{}.1\"", saved["draft"].as_str().unwrap()));
}

#[tokio::test]
async fn a_stale_answer_is_refused_with_what_is_there() {
    let world = World::new().await;
    let (mut phone, mut kiosk) = (world.signed_in("new").await, world.signed_in("new").await);
    give(&mut phone, &world, "triage.mobilite", json!({ "level": "blocked" }), 0).await;
    let reply = kiosk.ask(save(&world, "triage.mobilite", json!({ "level": "fine" }), 0)).await;
    reply.refuses(412, "answer.changed-elsewhere");
    let current = &reply.json()["current"];
    assert_eq!((&current["answer"], &current["version"]), (&json!({ "level": "blocked" }), &json!(1)));
    give(&mut kiosk, &world, "triage.mobilite", json!({ "level": "fine" }), 1).await;
    let ahead = save(&world, "triage.logement", json!({ "level": "fine" }), 0);
    let id = draft_id(&mut phone).await;
    let never_given = phone.ask(ahead.if_draft(&id, 3)).await;
    never_given.refuses(412, "answer.changed-elsewhere");
    assert_eq!(never_given.json()["current"]["version"], 0);
}

#[tokio::test]
async fn the_version_to_change_must_be_named() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let ask = save(&world, "triage.mobilite", json!({ "level": "fine" }), 0);
    browser.ask(ask.clone().without("if-match")).await.refuses(428, "version.missing");
    for tag in ["*", "W/\"new.0\"", "new.0", "\"0\"", "\"new.one\""] {
        browser.ask(ask.clone().header("if-match", tag)).await.refuses(400, "request.malformed");
    }
}

async fn refused(browser: &mut Browser, world: &World, step: &str, answer: Value) -> Reply {
    let reply = browser.ask(save(world, step, answer, 0)).await;
    reply.refuses(422, "answer.refused");
    reply
}

#[tokio::test]
async fn a_wrong_answer_is_refused_with_every_reason_and_nothing_begins() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let hidden = refused(&mut browser, &world, "answer.mobilite.permis", json!({ "choices": ["oui"] })).await;
    assert_eq!(hidden.json()["problems"], json!(["hidden-step"]));
    assert_eq!(browser.get(&GET_DRAFT).await.json()["revision"], 0);
    give(&mut browser, &world, "triage.mobilite", json!({ "level": "hard" }), 0).await;
    let unknown = json!({ "choices": ["perhaps"] });
    let unknown = refused(&mut browser, &world, "answer.mobilite.permis", unknown).await;
    assert_eq!(unknown.json()["problems"], json!([{ "unknown-option": { "option": "perhaps" } }]));
    let two = json!({ "choices": ["oui", "perhaps"] });
    let two = refused(&mut browser, &world, "answer.mobilite.permis", two).await;
    assert_eq!(two.json()["problems"].as_array().map(Vec::len), Some(2));
    let kind = refused(&mut browser, &world, "answer.mobilite.permis", json!({ "text": "oui" })).await;
    assert_eq!(kind.json()["problems"], json!(["wrong-kind"]));
    let step = refused(&mut browser, &world, "answer.mobilite.nothing", json!({ "text": "oui" })).await;
    assert_eq!(step.json()["problems"], json!(["unknown-step"]));
    refused(&mut browser, &world, "answer.mobilite.nothing", Value::Null).await;
}

#[tokio::test]
async fn what_is_no_step_is_not_found_and_what_is_no_answer_is_malformed() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    for step in ["nonsense", "triage.Mobilité", "triage", "answer.a.b.c", "%FF"] {
        browser.ask(save(&world, step, json!({ "level": "fine" }), 0)).await.refuses(404, "not-found");
    }
    let odd = save(&world, "triage.mobilite", json!({ "mood": "fine" }), 0);
    browser.ask(odd).await.refuses(400, "request.malformed");
}

#[tokio::test]
async fn a_new_draft_on_unknown_questions_is_refused() {
    let world = World::new().await;
    let body = json!({ "answer": { "level": "fine" }, "questionnaire_version": "0-00000000" });
    let ask = Ask::to(&SAVE_ANSWER).at(&["triage.mobilite"]).body(body).if_draft("new", 0);
    world.signed_in("new").await.ask(ask).await.refuses(404, "questionnaire.unknown");
}

#[tokio::test]
async fn a_branch_that_is_cut_keeps_nothing_and_says_so() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    give(&mut browser, &world, "triage.mobilite", json!({ "level": "hard" }), 0).await;
    give(&mut browser, &world, "answer.mobilite.permis", json!({ "choices": ["oui"] }), 0).await;
    give(&mut browser, &world, "sharing.mobilite", json!({ "sharing": "team" }), 0).await;
    let saved = give(&mut browser, &world, "triage.mobilite", json!({ "level": "fine" }), 1).await;
    assert_eq!(
        saved["removed"],
        json!({
            "answer.mobilite.permis": { "answer": { "choices": ["oui"] }, "version": 2 },
            "sharing.mobilite": { "answer": { "sharing": "team" }, "version": 2 },
        })
    );
    assert_eq!(saved["revision"], 4);
    let draft = browser.get(&GET_DRAFT).await.json();
    let gone = json!({ "answer": null, "version": 2 });
    assert_eq!((&draft["answers"]["answer.mobilite.permis"], &draft["revision"]), (&gone, &json!(4)));
}

#[tokio::test]
async fn an_answer_can_be_taken_back_and_given_again() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    give(&mut browser, &world, "triage.mobilite", json!({ "level": "hard" }), 0).await;
    let removed = give(&mut browser, &world, "triage.mobilite", Value::Null, 1).await;
    assert_eq!((&removed["answer"], &removed["version"]), (&Value::Null, &json!(2)));
    let again = give(&mut browser, &world, "triage.mobilite", json!({ "level": "fine" }), 2).await;
    assert_eq!(again["version"], 3);
}

#[tokio::test]
async fn the_same_attempt_counts_once() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let ask = save(&world, "triage.mobilite", json!({ "level": "hard" }), 0).key("attempt");
    let first = browser.ask(ask.clone()).await;
    world.pass_s(60);
    let again = browser.ask(ask.clone()).await;
    assert_eq!(
        (first.is(200).text.clone(), first.header("etag")),
        (again.is(200).text.clone(), again.header("etag"))
    );
    assert_eq!(browser.get(&GET_DRAFT).await.json()["revision"], 1);
    let other = save(&world, "triage.mobilite", json!({ "level": "fine" }), 0).key("attempt");
    browser.ask(other).await.refuses(422, "idempotency.key-reused");
    let elsewhere = save(&world, "triage.logement", json!({ "level": "hard" }), 0).key("attempt");
    browser.ask(elsewhere).await.refuses(422, "idempotency.key-reused");
    // Another person may use the same key.
    let mut other = world.signed_in("sent").await;
    let id = draft_id(&mut other).await;
    other.ask(ask.if_draft(&id, 0)).await.is(200);
}

#[tokio::test]
async fn an_attempt_is_recognised_after_signing_in_again() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let ask = save(&world, "triage.mobilite", json!({ "level": "hard" }), 0).key("attempt");
    browser.ask(ask.clone()).await.is(200);
    world.pass_s(3600);
    browser.ask(ask.clone()).await.refuses(401, "session.needed");
    let mut browser = world.signed_in("new").await;
    assert_eq!(browser.ask(ask).await.is(200).json()["version"], 1);
    assert_eq!(browser.get(&GET_DRAFT).await.json()["revision"], 1);
}

#[tokio::test]
async fn a_refused_attempt_leaves_its_key_free() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let ask = save(&world, "answer.mobilite.permis", json!({ "choices": ["oui"] }), 0).key("attempt");
    browser.ask(ask.clone()).await.refuses(422, "answer.refused");
    give(&mut browser, &world, "triage.mobilite", json!({ "level": "hard" }), 0).await;
    browser.ask(ask).await.is(200);
}
