//! A question drawn into the page: for whoever has it to answer, and for nobody else.

use crate::harness::{Ask, Browser, Reply, World, content, content_dir, settings};
use crate::kiosk::kiosk;
use contract::Method;
use contract::questionnaire::{GET_DRAFT, SAVE_ANSWER, SUBMIT_DRAFT};
use contract::session::{END_SESSION, START_SESSION};
use serde_json::{Value, json};
use server::static_files::{Service, Site};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const TRAVEL: &str = "/stock/q/mobilite/moyen";
const DRAWN: &str = "mt-boot--drawn";

/// A page with a place for a question, and the app's own words.
fn build() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("staff")).unwrap();
    fs::create_dir(at("i18n")).unwrap();
    let page = "<!doctype html><html lang=fr><title>Main Tendue</title><div id=app><template>%QUESTION%</template><p>la suite</p></div>";
    fs::write(at("index.html"), page).unwrap();
    fs::write(at("staff/index.html"), "<!doctype html>").unwrap();
    let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/i18n");
    for language in ["fr", "en"] {
        fs::copy(words.join(format!("{language}.json")), at(&format!("i18n/{language}.json"))).unwrap();
    }
    fs::write(at("i18n/fr.later.json"), "{}").unwrap();
    folder
}

async fn world() -> (World, TempDir) {
    let folder = build();
    let site = Site::load(folder.path(), &content_dir(), &Service::default()).unwrap();
    (World::with(content(), site, settings()).await, folder)
}

async fn give(browser: &mut Browser, step: &str, answer: Value) {
    let draft = browser.get(&GET_DRAFT).await.json();
    let version = draft["answers"][step]["version"].as_u64().unwrap_or(0);
    let body = json!({ "answer": answer, "questionnaire_version": draft["questionnaire_version"] });
    let ask = Ask::to(&SAVE_ANSWER).at(&[step]).body(body).if_draft(draft["id"].as_str().unwrap(), version);
    browser.ask(ask).await.is(200);
}

/// Signed in, and with the way to get around to speak of.
async fn at_travel(world: &World) -> Browser {
    let mut browser = world.signed_in("new").await;
    give(&mut browser, "triage.mobilite", json!({ "level": "hard" })).await;
    browser
}

async fn open(browser: &mut Browser, path: &str, languages: &str) -> Reply {
    let headers = BTreeMap::from([("accept-language".to_owned(), languages.to_owned())]);
    browser.send(Method::Get, path, headers, None).await
}

#[tokio::test]
async fn a_question_is_drawn_with_what_was_answered() {
    let (world, _folder) = world().await;
    let mut browser = at_travel(&world).await;
    give(&mut browser, "triage.numerique", json!({ "level": "blocked" })).await;
    let page = open(&mut browser, TRAVEL, "fr-FR,fr;q=0.9,en;q=0.8").await;
    assert_eq!(
        (page.is(200).header("cache-control"), page.header("content-type")),
        ("no-store", "text/html; charset=utf-8")
    );
    for part in [
        "<html data-drawn=fr lang=fr>",
        "<title>Me déplacer, question 1 sur 4 – Main Tendue</title>",
        "Me déplacer · Sujet\u{a0}1\u{a0}sur\u{a0}2",
        "Vous pouvez choisir plusieurs réponses.",
        r#"<input class="mt-choice__input" type="checkbox" id="q-velo" name="q">"#,
        "<span>ou</span>",
        "<p>la suite</p>",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(!page.text.contains("%QUESTION%") && !page.text.contains("Gardé."), "{}", page.text);

    give(&mut browser, "answer.mobilite.moyen", json!({ "choices": ["velo", "tc"] })).await;
    let page = open(&mut browser, TRAVEL, "fr").await.is(200).text.clone();
    assert_eq!(page.matches(" checked>").count(), 2);
    assert!(page.contains(r#"id="q-velo" name="q" checked>"#) && page.contains("Gardé."), "{page}");
}

#[tokio::test]
async fn it_is_drawn_in_the_first_language_that_is_asked_for_and_there() {
    let (world, _folder) = world().await;
    let mut browser = at_travel(&world).await;
    for (asked, drawn) in
        [("en-GB,fr;q=0.5", Some("en")), ("tlh, fr;q=0.5", Some("fr")), ("tlh", None), ("", None)]
    {
        let page = open(&mut browser, TRAVEL, asked).await;
        let found = page.is(200).text.split("data-drawn=").nth(1).and_then(|rest| rest.get(..2));
        assert_eq!(found, drawn, "{asked}");
    }
    let headers = BTreeMap::from(
        [("accept-language", "fr"), ("accept-encoding", "gzip, br")]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    let packed = browser.send(Method::Get, TRAVEL, headers, None).await;
    assert_eq!(packed.is(200).header("content-encoding"), "br");
    let english = open(&mut browser, TRAVEL, "en").await.text;
    assert!(
        english.contains("Getting around") && english.contains("You can choose several answers."),
        "{english}"
    );
}

#[tokio::test]
async fn what_was_said_last_time_stands_beside_it() {
    let (world, _folder) = world().await;
    let mut browser = at_travel(&world).await;
    for (step, answer) in [
        ("answer.mobilite.moyen", json!({ "choices": ["velo"] })),
        ("answer.mobilite.permis", json!({ "choices": ["oui"] })),
        ("answer.mobilite.distance", json!({ "choices": ["m30"] })),
        ("answer.mobilite.obstacle", json!({ "choices": ["rien"] })),
        ("sharing.mobilite", json!({ "sharing": "referent" })),
        ("private-talk", json!({ "choices": ["non"] })),
    ] {
        give(&mut browser, step, answer).await;
    }
    let draft = browser.get(&GET_DRAFT).await.json();
    let sent =
        Ask::to(&SUBMIT_DRAFT).if_draft(draft["id"].as_str().unwrap(), draft["revision"].as_u64().unwrap());
    browser.ask(sent).await.is(201);
    give(&mut browser, "triage.mobilite", json!({ "level": "hard" })).await;
    let page = open(&mut browser, TRAVEL, "fr").await.is(200).text.clone();
    assert!(page.contains("À vélo ou en trottinette\u{a0}»"), "{page}");
    assert!(
        page.contains(r#"aria-pressed="false"><span class="mt-button__words">Toujours pareil"#),
        "{page}"
    );
    assert_eq!(page.matches(" checked>").count(), 0, "it is no answer of now");
}

#[tokio::test]
async fn nothing_is_drawn_that_is_not_asked_here() {
    let (world, _folder) = world().await;
    let mut browser = at_travel(&world).await;
    for subject in ["sante", "logement", "metier-formation"] {
        give(&mut browser, &format!("triage.{subject}"), json!({ "level": "hard" })).await;
    }
    let plain = open(&mut browser, "/", "fr").await.is(200).text.clone();
    assert!(!plain.contains("%QUESTION%") && !plain.contains("<template>"), "{plain}");
    for path in [
        // Of a subject that was not chosen; sensitive; with help numbers; no list; no question; no page of one.
        "/stock/q/numerique/equipement",
        "/stock/q/sante/effet",
        "/stock/q/logement/etat",
        "/stock/q/metier-formation/metier",
        "/stock/q/mobilite/rien",
        "/stock/q/mobilite",
        "/stock/q/mobilite/moyen/x",
        "/stock/q/%20/moyen",
        "/stock/subjects",
        "/preview/0123/stock/q/mobilite/moyen",
    ] {
        assert_eq!(open(&mut browser, path, "fr").await.is(200).text, plain, "{path}");
    }
    assert!(open(&mut browser, TRAVEL, "fr").await.text.contains(DRAWN), "while others are");
}

#[tokio::test]
async fn nothing_is_drawn_for_anybody_else() {
    let (world, _folder) = world().await;
    let mut browser = at_travel(&world).await;
    assert!(open(&mut browser, TRAVEL, "fr").await.text.contains(DRAWN));
    let (mut device, _, _) = kiosk(&world).await;
    device.ask(Ask::to(&START_SESSION).body(crate::harness::card_of(world.person("new")))).await.is(200);
    for mut other in
        [world.browser(), world.at_the_desk("referent").await, world.signed_in("sent").await, device]
    {
        let page = open(&mut other, TRAVEL, "fr").await.is(200).text.clone();
        assert!(!page.contains(DRAWN) && !page.contains("À vélo"), "{page}");
    }
    browser.ask(Ask::to(&END_SESSION)).await.is(204);
    assert!(!open(&mut browser, TRAVEL, "fr").await.text.contains(DRAWN), "nor after signing out");
}

#[test]
fn words_that_cannot_be_read_are_named() {
    let folder = build();
    fs::write(folder.path().join("i18n/fr.json"), "no words").unwrap();
    let problem = Site::load(folder.path(), &content_dir(), &Service::default()).unwrap_err();
    assert!(problem.to_string().contains("fr.json"), "{problem}");
}
