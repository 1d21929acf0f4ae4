//! Beginning a preview, looking, and every way in which it ends.

use crate::harness::{Ask, Browser, World};
use crate::unchanged::{look, share_everything};
use contract::access::LIST_ACCESSES;
use contract::assign::{HAND_PERSON_OVER, LIST_COLLEAGUES};
use contract::documents::{LIST_DOCUMENTS, UNSHARE_DOCUMENT};
use contract::pathway::{ADD_ACTION, GET_PATHWAY};
use contract::preview::{END_PREVIEW, START_PREVIEW};
use contract::questionnaire::{GET_DRAFT, GET_SUBMISSION, LIST_SUBMISSIONS, SAVE_ANSWER};
use contract::session::GET_ME;
use contract::sharing::{LIST_SHARING, SET_SHARING};
use contract::staff::{END_STAFF_SESSION, GET_STAFF_ME, LIST_CLIENTS};
use contract::talk::{LIST_TALK_REQUESTS, WITHDRAW_TALK_REQUEST};
use serde_json::{Value, json};

pub async fn id_of(desk: &mut Browser, first_name: &str) -> String {
    let page = desk.get(&LIST_CLIENTS).await.json();
    let clients = page["clients"].as_array().unwrap();
    let found = clients.iter().find(|client| client["first_name"] == first_name).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

fn id_in(base: &str) -> &str {
    base.rsplit('/').next().unwrap()
}

async fn me(browser: &mut Browser, base: &str) -> crate::harness::Reply {
    browser.ask(Ask::to(&GET_ME).inside(base)).await
}

#[tokio::test]
async fn a_preview_says_whose_it_is_and_until_when() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let id = id_of(&mut claire, "Nadia").await;
    let reply = claire.ask(Ask::to(&START_PREVIEW).at(&[&id])).await;
    let preview = reply.is(201).json();
    assert_eq!(preview["until"], json!(world.now().plus_s(1800).0));
    assert_eq!(reply.set_cookies(), [""; 0], "no cookie: the address and the desk's own session are enough");
    let base = format!("/preview/{}", preview["id"].as_str().unwrap());
    let seen = me(&mut claire, &base).await.is(200).json();
    let told = (&seen["first_name"], &seen["in_preview"], &seen["ends_at"]);
    assert_eq!(told, (&json!("Nadia"), &json!(true), &preview["until"]));
    claire.get(&GET_STAFF_ME).await.is(200);
    claire.get(&GET_ME).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn only_whoever_follows_a_person_may_look() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let mut coordinator = world.at_the_desk("coordinator").await;
    let start = |id: &str| Ask::to(&START_PREVIEW).at(&[id]);
    let theirs = coordinator.ask(start(&nadia)).await;
    let nobodys = coordinator.ask(start("nothing")).await;
    theirs.refuses(404, "not-found");
    assert_eq!((theirs.text, theirs.headers), (nobodys.text, nobodys.headers));
    claire.ask(start("NOT")).await.refuses(404, "not-found");
    world.browser().ask(start(&nadia)).await.refuses(401, "session.needed");
    world.signed_in("new").await.ask(start(&nadia)).await.refuses(401, "session.needed");
    claire.ask(start(&nadia).without("x-main-tendue")).await.refuses(403, "request.foreign");
    claire.ask(start(&nadia).without("idempotency-key")).await.refuses(400, "idempotency.key-missing");
    let mut person = world.signed_in("new").await;
    assert_eq!(person.get(&LIST_ACCESSES).await.json()["accesses"], json!([]), "a refusal is no look");
}

#[tokio::test]
async fn a_repeated_beginning_is_one_look() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let karim = id_of(&mut claire, "Karim").await;
    let start = |id: &str| Ask::to(&START_PREVIEW).at(&[id]).key("once");
    let first = claire.ask(start(&nadia)).await.is(201).json();
    assert_eq!(claire.ask(start(&nadia)).await.is(201).json(), first);
    claire.ask(start(&karim)).await.refuses(422, "idempotency.key-reused");
    let mut person = world.signed_in("new").await;
    let lines = person.get(&LIST_ACCESSES).await.json();
    assert_eq!(lines["accesses"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn it_ends_by_its_button_and_the_person_reads_how_long_it_was() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let base = look(&mut claire, &nadia).await;
    let end = Ask::to(&END_PREVIEW).at(&[id_in(&base)]);
    let mut other = world.at_the_desk("coordinator").await;
    other.ask(end.clone()).await.refuses(404, "not-found");
    world.browser().ask(end.clone()).await.refuses(401, "session.needed");
    claire.ask(end.clone().without("x-main-tendue")).await.refuses(403, "request.foreign");
    me(&mut claire, &base).await.is(200);
    world.pass_s(200);
    let once = end.clone().key("end");
    claire.ask(once.clone()).await.is(204);
    claire.ask(once).await.is(204);
    claire.ask(end).await.refuses(404, "not-found");
    me(&mut claire, &base).await.refuses(401, "session.needed");
    world.pass_s(600);
    let mut person = world.signed_in("new").await;
    let line = person.get(&LIST_ACCESSES).await.json()["accesses"][0].clone();
    let told = (&line["operation"], &line["name"], &line["n_minutes"]);
    assert_eq!(told, (&json!("startPreview"), &json!("Claire Fictive"), &json!(4)));
}

#[tokio::test]
async fn it_ends_after_half_an_hour() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let base = look(&mut claire, &nadia).await;
    world.pass_s(1799);
    me(&mut claire, &base).await.is(200);
    world.pass_s(1);
    let over = me(&mut claire, &base).await;
    over.refuses(401, "session.needed");
    assert_eq!(over.set_cookies(), [""; 0], "the desk's session goes on");
    claire.get(&GET_STAFF_ME).await.is(200);
    world.pass_s(9000);
    let mut person = world.signed_in("new").await;
    assert_eq!(person.get(&LIST_ACCESSES).await.json()["accesses"][0]["n_minutes"], 30);
}

#[tokio::test]
async fn it_ends_with_the_session_at_the_desk() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let base = look(&mut claire, &nadia).await;
    let mut kept = claire.clone();
    claire.ask(Ask::to(&END_STAFF_SESSION)).await.is(204);
    me(&mut kept, &base).await.refuses(401, "session.needed");
    me(&mut world.browser(), &base).await.refuses(401, "session.needed");
    // Nor does another session of the same person at the desk open it.
    world.pass_s(30);
    let mut again = world.at_the_desk("referent").await;
    me(&mut again, &base).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn the_second_takes_the_place_of_the_first() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let karim = id_of(&mut claire, "Karim").await;
    let first = look(&mut claire, &nadia).await;
    let second = look(&mut claire, &karim).await;
    let gone = me(&mut claire, &first).await;
    gone.refuses(401, "session.needed");
    assert!(!gone.text.contains("Karim"));
    assert_eq!(me(&mut claire, &second).await.is(200).json()["first_name"], "Karim");
}

#[tokio::test]
async fn a_persons_own_session_in_the_same_browser_is_another() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let own = browser.get(&GET_ME).await.json();
    let mut claire = world.at_the_desk("referent").await;
    browser.cookies.extend(claire.cookies.clone());
    let nadia = id_of(&mut claire, "Nadia").await;
    let base = look(&mut browser, &nadia).await;
    assert_eq!(me(&mut browser, &base).await.json()["first_name"], "Nadia");
    assert_eq!(browser.get(&GET_ME).await.json(), own);
    let write = Ask::to(&ADD_ACTION).body(json!({ "title": "Appeler" }));
    browser.ask(write.clone().inside(&base)).await.refuses(403, "preview-read-only");
    browser.ask(write).await.is(201);
    // Without the desk's session, the person's opens no preview, not even of their own pages.
    browser.cookies.remove("__Host-mt-staff");
    me(&mut browser, &base).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn whoever_no_longer_follows_no_longer_looks() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let base = look(&mut claire, &nadia).await;
    let colleagues = claire.get(&LIST_COLLEAGUES).await.json();
    let other = colleagues.as_array().unwrap().iter().find(|one| one.get("is_me").is_none()).unwrap();
    let ask = Ask::to(&HAND_PERSON_OVER).at(&[&nadia]).body(json!({ "to": other["id"] }));
    claire.ask(ask).await.is(200);
    me(&mut claire, &base).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn what_is_not_sent_is_not_there() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let id = id_of(&mut claire, "Karim").await;
    let mut karim = world.signed_in("draft").await;
    assert_ne!(karim.get(&GET_DRAFT).await.json()["answers"], json!({}));
    let base = look(&mut claire, &id).await;
    assert_eq!(claire.ask(Ask::to(&GET_DRAFT).inside(&base)).await.is(200).json()["answers"], json!({}));
    let home = claire.ask(Ask::to(&GET_PATHWAY).inside(&base)).await.is(200).json();
    assert!(!home["next"].to_string().contains("resume"), "{}", home["next"]);
    let answer = json!({ "answer": { "level": "fine" }, "questionnaire_version": world.state.library.current_version() });
    let write = Ask::to(&SAVE_ANSWER).at(&["triage.mobilite"]).body(answer).if_draft("new", 0);
    claire.ask(write.inside(&base)).await.refuses(403, "preview-read-only");
}

#[tokio::test]
async fn what_is_kept_looks_like_what_was_never_there() {
    let world = World::new().await;
    let (mut nadia, mut claire, known) = share_everything(&world).await;
    let base = look(&mut claire, &known.person).await;
    let subjects = async |claire: &mut Browser| {
        let seen = claire.ask(Ask::to(&LIST_SHARING).inside(&base)).await.is(200).json();
        seen["subjects"].as_array().unwrap().iter().map(|one| one["subject"].clone()).collect::<Vec<Value>>()
    };
    assert!(subjects(&mut claire).await.contains(&json!("mobilite")));
    nadia.ask(Ask::to(&SET_SHARING).at(&["mobilite"]).body(json!({ "sharing": "me" }))).await.is(200);
    assert!(!subjects(&mut claire).await.contains(&json!("mobilite")));
    let copy = claire.ask(Ask::to(&GET_SUBMISSION).at(&[&known.submission]).inside(&base)).await;
    assert!(!copy.is(200).text.contains("mobilite"), "{}", copy.text);
    let pathway = claire.ask(Ask::to(&GET_PATHWAY).inside(&base)).await.is(200).json();
    let told: Vec<&Value> =
        pathway["actions"].as_array().unwrap().iter().map(|action| &action["source"]).collect();
    assert_eq!(
        told,
        ["referent"],
        "what was brought is known; what was chosen about a subject that is kept is not"
    );

    let files =
        async |claire: &mut Browser| claire.ask(Ask::to(&LIST_DOCUMENTS).inside(&base)).await.is(200).json();
    let shared = files(&mut claire).await;
    assert_eq!(shared["documents"].as_array().unwrap().len(), 1);
    nadia.ask(Ask::to(&UNSHARE_DOCUMENT).at(&[&known.document])).await.is(200);
    let kept = files(&mut claire).await;
    assert_eq!(kept["documents"], json!([]));
    assert_eq!(kept["n_left"], json!(shared["n_left"].as_u64().unwrap() + 1), "it does not even take room");

    let wishes = async |claire: &mut Browser| {
        claire.ask(Ask::to(&LIST_TALK_REQUESTS).inside(&base)).await.is(200).json()
    };
    let about: Vec<Value> =
        wishes(&mut claire).await.as_array().unwrap().iter().map(|wish| wish["about"].clone()).collect();
    assert_eq!(about, [json!("private"), json!("personal")], "the subject has no name any more");
    for wish in nadia.get(&LIST_TALK_REQUESTS).await.json().as_array().unwrap() {
        nadia.ask(Ask::to(&WITHDRAW_TALK_REQUEST).at(&[wish["id"].as_str().unwrap()])).await.is(200);
    }
    assert_eq!(wishes(&mut claire).await, json!([]));
    let sent = claire.ask(Ask::to(&LIST_SUBMISSIONS).inside(&base)).await.is(200).json();
    assert_eq!(sent[0]["n_talk_requests"], 0);
    let copy = claire.ask(Ask::to(&GET_SUBMISSION).at(&[&known.submission]).inside(&base)).await.json();
    assert_eq!(copy["answers"]["private-talk"], json!({ "choices": ["non"] }));
}
