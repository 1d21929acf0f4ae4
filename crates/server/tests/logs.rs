//! What is logged about a visit: operations and statuses, and nothing of the person.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

#[expect(dead_code, reason = "the harness is the routes' own; this visit needs a part of it")]
#[path = "api/harness.rs"]
mod harness;

use contract::pathway::GET_PATHWAY;
use contract::questionnaire::{SAVE_ANSWER, SUBMIT_DRAFT};
use contract::session::{END_SESSION, START_SESSION};
use contract::staff::{LIST_CLIENTS, SEARCH_CLIENTS, START_STAFF_SESSION};
use harness::{Ask, World};
use serde_json::{Value, json};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Captured {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// A visit with every kind of thing that must not be told, the refusals included. Returns those things.
async fn visit(world: &World) -> Vec<String> {
    let person = world.person("new").clone();
    let mut browser = world.signed_in("new").await;
    let mut secrets = vec![
        person.card.clone(),
        person.card.replace('-', ""),
        person.birth_date.to_string(),
        "Nadia".to_owned(),
        "Exemple".to_owned(),
        "1950-01-01".to_owned(),
        "blocked".to_owned(),
        "mobilite".to_owned(),
        "quelquun".to_owned(),
    ];
    secrets.extend(browser.cookies.values().filter(|value| value.len() > 8).cloned());
    let wrong = json!({ "card": person.card, "birth_date": "1950-01-01" });
    browser.ask(Ask::to(&START_SESSION).body(wrong)).await;
    let version = world.state.library.current_version();
    let save = |step: &str, answer: Value| {
        let body = json!({ "answer": answer, "questionnaire_version": version });
        Ask::to(&SAVE_ANSWER).at(&[step]).body(body).if_draft("new", 0)
    };
    browser.ask(save("triage.mobilite", json!({ "level": "blocked" }))).await.is(200);
    browser.ask(save("triage.mobilite", json!({ "level": "fine" }))).await.is(412);
    browser.ask(save("answer.mobilite.permis", json!({ "choices": ["blocked"] }))).await.is(422);
    browser.ask(Ask::to(&SUBMIT_DRAFT)).await.is(409);
    browser.get(&GET_PATHWAY).await.is(200);
    browser.fetch("/api/nothing?name=Nadia").await;
    browser.ask(Ask::to(&END_SESSION)).await.is(204);
    let mut desk = world.browser();
    let login = world.staff_login("referent");
    secrets.push(login["password"].as_str().unwrap().to_owned());
    secrets.push(login["code"].as_str().unwrap().to_owned());
    desk.ask(Ask::to(&START_STAFF_SESSION).body(login)).await.is(200);
    desk.ask(Ask::to(&SEARCH_CLIENTS).body(json!({ "q": "quelquun" }))).await.is(200);
    world.state.store.close().await;
    desk.get(&LIST_CLIENTS).await.is(503);
    secrets
}

#[tokio::test]
async fn a_log_tells_what_was_done_and_not_by_whom() {
    let captured = Captured::default();
    let lines = tracing_subscriber::fmt().json().flatten_event(true).with_max_level(tracing::Level::TRACE);
    lines.with_writer(captured.clone()).init();
    let secrets = visit(&World::new().await).await;
    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    // At TRACE the libraries below speak too (the database's driver, the HTTP parser); ours are from INFO up.
    let is_ours = |line: &Value| matches!(line["level"].as_str(), Some("INFO" | "WARN" | "ERROR"));
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let own: Vec<&Value> = lines.iter().filter(|line| is_ours(line)).collect();
    let answered = own.iter().filter(|line| line["message"] == "answered").count();
    assert_eq!(answered, 12, "one line per request");
    for operation in ["startSession", "saveAnswer", "submitDraft", "searchClients", "listClients"] {
        assert!(own.iter().any(|line| line["operation_id"] == operation), "{operation}");
    }
    let told = own.iter().map(|line| line.to_string()).collect::<Vec<_>>().join("\n");
    for secret in secrets {
        assert!(!told.contains(&secret), "{secret} in the log:\n{told}");
    }
}
