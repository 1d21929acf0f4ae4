//! Who may read what was sent, and what the référent sees of it.

use crate::harness::{Ask, Browser, START, World};
use crate::sending::send;
use crate::staff::desk;
use contract::access::LIST_ACCESSES;
use contract::client::{ClientSummary, GET_CLIENT_SUMMARY};
use contract::questionnaire::LIST_SUBMISSIONS;
use contract::sharing::{LIST_SHARING, SET_SHARING, SharingView, SubjectSharing};
use contract::staff::LIST_CLIENTS;
use domain::questionnaire::Sharing;
use serde_json::{Value, json};

/// The opaque id of the person called so, as the desk knows it.
pub async fn id_of(desk: &mut Browser, first_name: &str) -> String {
    let page = desk.get(&LIST_CLIENTS).await.json();
    let clients = page["clients"].as_array().unwrap();
    let client = clients.iter().find(|client| client["first_name"] == first_name).unwrap();
    client["id"].as_str().unwrap().to_owned()
}

pub async fn summary(desk: &mut Browser, id: &str) -> ClientSummary {
    let reply = desk.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[id])).await;
    serde_json::from_str(&reply.is(200).text).unwrap()
}

async fn share(browser: &mut Browser, subject: &str, sharing: &str) -> SubjectSharing {
    let ask = Ask::to(&SET_SHARING).at(&[subject]).body(json!({ "sharing": sharing }));
    serde_json::from_str(&browser.ask(ask).await.is(200).text).unwrap()
}

async fn list(browser: &mut Browser) -> SharingView {
    serde_json::from_str(&browser.get(&LIST_SHARING).await.is(200).text).unwrap()
}

/// Mobility is hard and shared, health stops the person and is kept; all else is fine.
pub fn plan() -> Vec<(&'static str, Value)> {
    vec![
        ("triage.mobilite", json!({ "level": "hard" })),
        ("triage.sante", json!({ "level": "blocked" })),
        ("triage.budget", json!({ "level": "unsaid" })),
        ("answer.mobilite.permis", json!({ "choices": ["perdu"] })),
    ]
}

#[tokio::test]
async fn sharing_is_changed_at_any_time_and_its_history_stays() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let before = list(&mut browser).await;
    assert_eq!((before.subjects.len(), before.options.len()), (0, 0), "nothing is sent yet");
    assert_eq!(before.referent.unwrap().name, "Claire Fictive");
    let ask = Ask::to(&SET_SHARING).at(&["mobilite"]).body(json!({ "sharing": "me" }));
    browser.ask(ask).await.refuses(404, "not-found");

    send(&mut browser, &world, &plan()).await;
    let sent = list(&mut browser).await;
    assert_eq!((sent.subjects.len(), sent.options.len()), (12, 3));
    let of = |view: &SharingView, id: &str| {
        view.subjects.iter().find(|subject| subject.subject.as_str() == id).unwrap().clone()
    };
    let mobility = of(&sent, "mobilite");
    assert_eq!((mobility.sharing, mobility.since, mobility.before.len()), (Sharing::Referent, START, 0));
    assert_eq!(of(&sent, "sante").sharing, Sharing::Me);

    world.pass_s(60);
    let kept = share(&mut browser, "mobilite", "me").await;
    world.pass_s(60);
    share(&mut browser, "mobilite", "me").await;
    let given = share(&mut browser, "mobilite", "team").await;
    assert_eq!((kept.sharing, kept.since), (Sharing::Me, START.plus_s(60)));
    assert_eq!((given.sharing, given.since), (Sharing::Team, START.plus_s(120)));
    let told: Vec<_> =
        given.before.iter().map(|p| (p.sharing, p.from, p.until, p.referent.as_deref())).collect();
    let claire = Some("Claire Fictive");
    let expected = [
        (Sharing::Me, START.plus_s(60), START.plus_s(120), claire),
        (Sharing::Referent, START, START.plus_s(60), claire),
    ];
    assert_eq!(told, expected);
    assert_eq!(of(&list(&mut browser).await, "mobilite"), given);
}

#[tokio::test]
async fn answers_from_before_are_shared_as_they_were_sent() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let seeded = list(&mut browser).await;
    let first = &seeded.subjects[0];
    assert_eq!(first.since, START.plus_s(-30 * 86_400));
    let other = if first.sharing == Sharing::Me { "referent" } else { "me" };
    let changed = share(&mut browser, first.subject.as_str(), other).await;
    assert_eq!((changed.before.len(), changed.before[0].from), (1, first.since));
}

#[tokio::test]
async fn set_sharing_refuses_what_it_cannot_do() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    send(&mut browser, &world, &plan()).await;
    let ask = |subject: &str, body: Value| Ask::to(&SET_SHARING).at(&[subject]).body(body);
    let right = json!({ "sharing": "me" });
    browser.ask(ask("nothing", right.clone())).await.refuses(404, "not-found");
    browser.ask(ask("Not-an-id", right.clone())).await.refuses(404, "not-found");
    browser.ask(ask("mobilite", json!({ "sharing": "everyone" }))).await.refuses(400, "request.malformed");
    let keyless = ask("mobilite", right.clone()).without("idempotency-key");
    browser.ask(keyless).await.refuses(400, "idempotency.key-missing");
    browser
        .ask(ask("mobilite", right.clone()).without("x-main-tendue"))
        .await
        .refuses(403, "request.foreign");
    let once = ask("mobilite", right.clone()).key("once");
    browser.ask(once.clone()).await.is(200);
    world.pass_s(60);
    let again: SubjectSharing = serde_json::from_str(&browser.ask(once).await.is(200).text).unwrap();
    assert_eq!(again.since, START);
    let reused = ask("mobilite", json!({ "sharing": "team" })).key("once");
    browser.ask(reused).await.refuses(422, "idempotency.key-reused");
    world.browser().ask(ask("mobilite", right)).await.refuses(401, "session.needed");
    world.browser().get(&LIST_SHARING).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn the_referent_sees_what_is_shared_in_words_and_nothing_else() {
    let world = World::new().await;
    let mut desk = desk(&world, "referent").await;
    let id = id_of(&mut desk, "Nadia").await;
    assert_eq!(summary(&mut desk, &id).await.stock, None);
    let mut browser = world.signed_in("new").await;
    send(&mut browser, &world, &plan()).await;
    let stock = summary(&mut desk, &id).await.stock.unwrap();
    let mobility = &stock.subjects[0];
    assert_eq!(
        (mobility.title.as_str(), mobility.level_label.as_str()),
        ("Me déplacer", "C\u{2019}est difficile, mais j\u{2019}avance")
    );
    let permit = mobility.answers.iter().find(|answer| answer.question.contains("permis")).unwrap();
    assert_eq!(permit.answer, "Je l\u{2019}ai perdu ou il est suspendu");
    let has = |title: &str| stock.subjects.iter().any(|subject| subject.title == title);
    assert!(!has("Ma santé") && stock.not_discussed.contains(&"Ma santé".to_owned()));
    // In English, the same.
    let reply = desk.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[&id]).query("language=en")).await;
    assert_eq!(reply.is(200).json()["stock"]["subjects"][0]["title"], "Getting around");

    share(&mut browser, "mobilite", "me").await;
    share(&mut browser, "sante", "referent").await;
    let stock = summary(&mut desk, &id).await.stock.unwrap();
    let has = |title: &str| stock.subjects.iter().any(|subject| subject.title == title);
    assert!(has("Ma santé") && !has("Me déplacer"));
    assert_eq!(stock.not_discussed[0], "Me déplacer");
}

#[tokio::test]
async fn a_person_whom_one_does_not_follow_does_not_exist() {
    let world = World::new().await;
    let mut referent = desk(&world, "referent").await;
    let id = id_of(&mut referent, "Sylvie").await;
    let mut coordinator = desk(&world, "coordinator").await;
    let theirs = coordinator.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[&id])).await;
    let nobodys = coordinator.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&["nothing"])).await;
    theirs.refuses(404, "not-found");
    assert_eq!((theirs.text, theirs.headers), (nobodys.text, nobodys.headers));
    referent.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&["nothing"])).await.refuses(404, "not-found");
    world.browser().ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[&id])).await.refuses(401, "session.needed");
    let mut person = world.signed_in("sent").await;
    person.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[&id])).await.refuses(401, "session.needed");
    assert_eq!(person.get(&LIST_ACCESSES).await.json()["accesses"], json!([]), "a refusal is no look");
}

#[tokio::test]
async fn every_look_is_noted_and_the_person_reads_the_notes() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    send(&mut browser, &world, &plan()).await;
    assert_eq!(browser.get(&LIST_SUBMISSIONS).await.json()[0].get("read_at"), None, "sent is not read");
    let mut desk = desk(&world, "referent").await;
    let id = id_of(&mut desk, "Nadia").await;
    for _ in 0..51 {
        world.pass_s(1);
        summary(&mut desk, &id).await;
    }
    let page = browser.get(&LIST_ACCESSES).await.is(200).json();
    let lines = page["accesses"].as_array().unwrap();
    assert_eq!(lines.len(), 50);
    let expected = json!({
        "id": lines[0]["id"], "at": world.now().0, "name": "Claire Fictive", "place": lines[0]["place"],
        "operation": "getClientSummary",
    });
    assert_eq!(lines[0], expected);
    let next = format!("after={}", page["next"].as_str().unwrap());
    let last = browser.ask(Ask::to(&LIST_ACCESSES).query(&next)).await.is(200).json();
    assert_eq!((last["accesses"].as_array().map(Vec::len), last.get("next")), (Some(1), None));
    let sent = browser.get(&LIST_SUBMISSIONS).await.json();
    assert_eq!(
        (&sent[0]["read_at"], &sent[0]["read_by"]),
        (&json!(START.plus_s(1).0), &json!("Claire Fictive"))
    );
    browser.ask(Ask::to(&LIST_ACCESSES).query("after=Not+an+id")).await.refuses(400, "request.malformed");
    let mut other = world.signed_in("sent").await;
    let theirs = other.ask(Ask::to(&LIST_ACCESSES).query(&next)).await.is(200).json();
    assert_eq!(theirs["accesses"], json!([]));
    world.browser().get(&LIST_ACCESSES).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_look_at_nothing_reads_no_answers() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    send(&mut browser, &world, &plan()).await;
    for subject in list(&mut browser).await.subjects {
        share(&mut browser, subject.subject.as_str(), "me").await;
    }
    let mut desk = desk(&world, "referent").await;
    let id = id_of(&mut desk, "Nadia").await;
    let stock = summary(&mut desk, &id).await.stock.unwrap();
    assert_eq!((stock.subjects.len(), stock.not_discussed.len()), (0, 12));
    assert_eq!(browser.get(&LIST_SUBMISSIONS).await.json()[0].get("read_at"), None);
}

#[tokio::test]
async fn without_a_line_in_the_record_nothing_is_shown() {
    let world = World::new().await;
    let mut desk = desk(&world, "referent").await;
    let id = id_of(&mut desk, "Sylvie").await;
    let gone = world.state.store.clone();
    gone.close().await;
    desk.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[&id])).await.refuses(503, "service.unavailable");
}

#[tokio::test]
async fn one_of_the_team_sees_what_is_shared_with_the_team() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let view = list(&mut browser).await;
    assert_eq!(view.team.len(), 1, "the adviser, beside the one who follows");
    let subjects: Vec<String> = view.subjects.iter().map(|subject| subject.subject.to_string()).collect();
    for subject in &subjects {
        share(&mut browser, subject, "referent").await;
    }
    share(&mut browser, &subjects[0], "team").await;
    let id = id_of(&mut desk(&world, "referent").await, "Sylvie").await;
    let mut adviser = desk(&world, "employment").await;
    let seen = summary(&mut adviser, &id).await;
    let stock = seen.stock.unwrap();
    let told: Vec<&str> = stock.subjects.iter().map(|subject| subject.id.as_str()).collect();
    assert_eq!((told, seen.talk_requests.len()), (vec![subjects[0].as_str()], 0));
    let sent = browser.get(&LIST_SUBMISSIONS).await.json();
    assert_eq!(sent[0].get("read_at"), None, "read is what one expects of the one who follows");
}
