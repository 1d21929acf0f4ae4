//! The papers that people keep, as files.

use crate::harness::{Ask, Browser, Reply, World};
use contract::pathway::{GET_PATHWAY, GET_RECAP, UPDATE_ACTION};
use contract::questionnaire::{GET_SUBMISSION_COPY, LIST_SUBMISSIONS};
use serde_json::json;

/// A file that is kept, by nobody else, and that no page of ours can be made to open.
fn check_file(reply: &Reply, name: &str) {
    assert!(reply.is(200).bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(reply.header("content-type"), "application/pdf");
    assert_eq!(reply.header("content-disposition"), format!("attachment; filename=\"{name}\""));
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    let policies: Vec<&str> = reply
        .headers
        .get_all("content-security-policy")
        .iter()
        .map(|value| value.to_str().unwrap())
        .collect();
    assert_eq!((policies.len(), policies[1]), (2, "sandbox"));
}

async fn sent_id(browser: &mut Browser) -> String {
    let listed = browser.get(&LIST_SUBMISSIONS).await.is(200).json();
    listed[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_was_sent_can_be_kept() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let id = sent_id(&mut browser).await;
    let ask = Ask::to(&GET_SUBMISSION_COPY).at(&[&id]);
    let own = browser.ask(ask.clone()).await;
    check_file(&own, "mes-reponses.pdf");
    assert!(own.text.contains("/Lang(fr)"), "the person reads French");
    let english = browser.ask(ask.clone().query("language=en")).await;
    check_file(&english, "my-answers.pdf");
    assert!(english.text.contains("/Lang(en)"));
    // It is compressed inside: doing it again would only cost time.
    assert_eq!(browser.ask(ask.header("accept-encoding", "gzip")).await.header("content-encoding"), "");
}

#[tokio::test]
async fn what_someone_else_sent_is_not_printed() {
    let world = World::new().await;
    let id = sent_id(&mut world.signed_in("sent").await).await;
    let ask = Ask::to(&GET_SUBMISSION_COPY).at(&[&id]);
    let mut other = world.signed_in("new").await;
    let theirs = other.ask(ask.clone()).await;
    let nobodys = other.ask(Ask::to(&GET_SUBMISSION_COPY).at(&["nothing"])).await;
    theirs.refuses(404, "not-found");
    assert_eq!((theirs.text, theirs.headers), (nobodys.text, nobodys.headers));
    world.browser().ask(ask).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_pathway_can_be_kept_at_any_point() {
    let world = World::new().await;
    for point in ["new", "draft", "sent"] {
        let mut browser = world.signed_in(point).await;
        check_file(&browser.get(&GET_RECAP).await, "mon-bilan.pdf");
        let english = browser.ask(Ask::to(&GET_RECAP).query("language=en")).await;
        check_file(&english, "my-summary.pdf");
    }
    world.browser().get(&GET_RECAP).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn the_recap_tells_what_is_now() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let before = browser.get(&GET_RECAP).await.text;
    assert_eq!(browser.get(&GET_RECAP).await.text, before, "the same pathway is the same file");
    let action = browser.get(&GET_PATHWAY).await.json()["actions"][0].clone();
    let version = action["version"].as_u64().unwrap();
    let done = Ask::to(&UPDATE_ACTION).at(&[action["id"].as_str().unwrap()]).if_match(version);
    browser.ask(done.body(json!({ "status": "done" }))).await.is(200);
    assert_ne!(browser.get(&GET_RECAP).await.text, before);
}

#[tokio::test]
async fn the_document_says_that_papers_are_files() {
    let document = World::new().await.browser().fetch("/api/openapi.json").await.is(200).json();
    for endpoint in [&GET_SUBMISSION_COPY, &GET_RECAP] {
        let answer = &document["paths"][endpoint.path]["get"]["responses"]["200"];
        assert_eq!(answer["content"], json!({ "application/pdf": {} }), "{}", endpoint.operation_id);
        assert!(answer["headers"]["content-disposition"].is_object());
    }
}
