//! Who follows whom: everything that goes with a hand-over goes at once, and nobody decides past somebody else.

use crate::harness::{Ask, Browser, World};
use crate::sending::send;
use crate::sharing::{id_of, summary};
use crate::unchanged::look;
use contract::access::LIST_ACCESSES;
use contract::accounts::{CLOSE_STAFF, LIST_STAFF, REOPEN_STAFF};
use contract::assign::{
    ASSIGN_PEOPLE, ASSIGN_PEOPLE_OF, GET_ASSIGNMENT, HAND_PERSON_OVER, LIST_COLLEAGUES, SEARCH_UNASSIGNED,
};
use contract::client::GET_CLIENT_SUMMARY;
use contract::pathway::GET_PATHWAY;
use contract::session::GET_ME;
use contract::sharing::{LIST_SHARING, SET_SHARING, SharingView};
use contract::staff::{LIST_CLIENTS, SEARCH_CLIENTS};
use domain::questionnaire::Sharing;
use serde_json::{Value, json};

async fn staff_id(desk: &mut Browser, name: &str) -> String {
    let all = desk.get(&LIST_COLLEAGUES).await.is(200).json();
    let one = all.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap();
    one["id"].as_str().unwrap().to_owned()
}

fn hand_over(person: &str, to: &str) -> Ask {
    Ask::to(&HAND_PERSON_OVER).at(&[person]).body(json!({ "to": to }))
}

fn assign(people: &[&str], expected: Option<&str>, to: &str) -> Ask {
    Ask::to(&ASSIGN_PEOPLE).body(json!({ "people": people, "expected": expected, "to": to }))
}

async fn unassigned(desk: &mut Browser, body: Value) -> Value {
    desk.ask(Ask::to(&SEARCH_UNASSIGNED).body(body)).await.is(200).json()
}

async fn sharing(browser: &mut Browser) -> SharingView {
    serde_json::from_str(&browser.get(&LIST_SHARING).await.is(200).text).unwrap()
}

#[tokio::test]
async fn a_referent_hands_one_over_and_has_lost_access() {
    let world = World::new().await;
    let mut sylvie = world.signed_in("sent").await;
    let mut claire = world.at_the_desk("referent").await;
    let mut omar = world.at_the_desk("employment").await;
    let id = id_of(&mut claire, "Sylvie").await;
    let to = staff_id(&mut claire, "Omar Fictif").await;
    let base = look(&mut claire, &id).await;
    claire.ask(Ask::to(&GET_ME).inside(&base)).await.is(200);
    world.pass_s(60);
    let ask = hand_over(&id, &to);
    let done = claire.ask(ask.clone()).await.is(200).json();
    assert_eq!(done, json!({ "n_people": 1, "to": "Omar Fictif" }));
    assert_eq!(claire.ask(ask).await.is(200).json(), done, "a lost answer is given again");
    claire.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[&id])).await.refuses(404, "not-found");
    claire.ask(Ask::to(&GET_ME).inside(&base)).await.refuses(401, "session.needed");
    claire.ask(hand_over(&id, &to)).await.refuses(404, "not-found");
    assert!(!claire.get(&LIST_CLIENTS).await.text.contains(&id));
    assert!(omar.get(&LIST_CLIENTS).await.text.contains(&id));
    assert_eq!(summary(&mut omar, &id).await.first_name, "Sylvie");

    // Who follows her now, since when, who before: told for a month; and the rest goes on.
    let pathway = sylvie.get(&GET_PATHWAY).await.is(200).json();
    assert_eq!(pathway["referent"]["name"], "Omar Fictif");
    let since = world.now().as_ms();
    assert_eq!(pathway["new_referent"], json!({ "since": since, "before": "Claire Fictive" }));
    assert_eq!(pathway["referent_since"], since);
    let social = pathway["team"].as_array().unwrap().iter().find(|one| one["kind"] == "social").unwrap();
    assert_eq!(social["contact"]["name"], "Omar Fictif", "the side that Claire did is his");
    let record = sylvie.get(&LIST_ACCESSES).await.json();
    let lines = record["accesses"].as_array().unwrap();
    let line = lines.iter().find(|line| line["operation"] == "handPersonOver").unwrap();
    assert_eq!(line["name"], "Claire Fictive");
    let seen = lines.iter().find(|line| line["operation"] == "startPreview").unwrap();
    assert_eq!(seen["n_minutes"], 1, "a look that was under way ended with it");
    world.pass_s(31 * 86_400);
    let mut sylvie = world.signed_in("sent").await;
    let pathway = sylvie.get(&GET_PATHWAY).await.is(200).json();
    assert_eq!((pathway.get("new_referent"), pathway["referent_since"].as_i64()), (None, Some(since)));
}

#[tokio::test]
async fn what_is_delicate_waits_for_a_new_word() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let plan = [
        ("triage.mobilite", json!({ "level": "hard" })),
        ("triage.sante", json!({ "level": "blocked" })),
        ("sharing.sante", json!({ "sharing": "referent" })),
    ];
    send(&mut nadia, &world, &plan).await;
    let mut claire = world.at_the_desk("referent").await;
    let mut omar = world.at_the_desk("employment").await;
    let id = id_of(&mut claire, "Nadia").await;
    let subjects = async |desk: &mut Browser| {
        let stock = summary(desk, &id).await.stock.unwrap();
        stock.subjects.into_iter().map(|one| one.id.to_string()).collect::<Vec<_>>()
    };
    let seen = subjects(&mut claire).await;
    assert!(seen.contains(&"sante".to_owned()) && seen.contains(&"mobilite".to_owned()), "{seen:?}");
    world.pass_s(60);
    let to = staff_id(&mut claire, "Omar Fictif").await;
    claire.ask(hand_over(&id, &to)).await.is(200);
    let seen = subjects(&mut omar).await;
    assert!(!seen.contains(&"sante".to_owned()) && seen.contains(&"mobilite".to_owned()), "{seen:?}");
    // A look at her pages shows no more than that, and she reads it plainly.
    let base = look(&mut omar, &id).await;
    let shown: SharingView =
        serde_json::from_str(&omar.ask(Ask::to(&LIST_SHARING).inside(&base)).await.is(200).text).unwrap();
    assert!(shown.subjects.iter().all(|one| one.subject.as_str() != "sante"));
    let view = sharing(&mut nadia).await;
    let of = |view: &SharingView, id: &str| {
        view.subjects.iter().find(|one| one.subject.as_str() == id).unwrap().clone()
    };
    let health = of(&view, "sante");
    assert_eq!((health.sharing, health.since), (Sharing::Me, world.now()));
    assert_eq!(health.was_for.as_deref(), Some("Claire Fictive"));
    assert_eq!(health.before[0].referent.as_deref(), Some("Claire Fictive"));
    let mobility = of(&view, "mobilite");
    assert_eq!(
        (mobility.sharing, mobility.since, &mobility.was_for),
        (Sharing::Referent, world.now(), &None)
    );
    assert_eq!(
        mobility.before[0].referent.as_deref(),
        Some("Claire Fictive"),
        "who could read, and until when"
    );
    // Her word counts, though it is the same word.
    world.pass_s(60);
    let say = Ask::to(&SET_SHARING).at(&["sante"]).body(json!({ "sharing": "referent" }));
    let said = nadia.ask(say).await.is(200).json();
    assert_eq!((said["sharing"].as_str(), said.get("was_for")), (Some("referent"), None));
    assert!(subjects(&mut omar).await.contains(&"sante".to_owned()));
    // Back with Claire, what was said to Omar is his alone.
    let back = staff_id(&mut omar, "Claire Fictive").await;
    world.pass_s(60);
    omar.ask(hand_over(&id, &back)).await.is(200);
    assert!(!subjects(&mut claire).await.contains(&"sante".to_owned()));
}

#[tokio::test]
async fn all_people_of_a_closed_account_are_given_to_another() {
    let world = World::new().await;
    let mut paul = world.at_the_desk("coordinator").await;
    let mut nadia = world.signed_in("new").await;
    let (claire, omar) =
        (staff_id(&mut paul, "Claire Fictive").await, staff_id(&mut paul, "Omar Fictif").await);
    let before = unassigned(&mut paul, json!({})).await["n_unassigned"].as_i64().unwrap();
    paul.ask(Ask::to(&CLOSE_STAFF).at(&[&claire])).await.is(200);
    let page = unassigned(&mut paul, json!({})).await;
    assert_eq!(page["n_unassigned"].as_i64().unwrap(), before + 3);
    let former = &page["former"];
    assert_eq!(
        (former[0]["name"].as_str(), former[0]["n_clients"].as_i64()),
        (Some("Claire Fictive"), Some(3))
    );
    let hers = unassigned(&mut paul, json!({ "former": claire })).await;
    assert_eq!(hers["people"].as_array().unwrap().len(), 3);
    assert_eq!(hers["people"][0]["former"], "Claire Fictive");
    let found = unassigned(&mut paul, json!({ "q": "nad", "former": claire })).await;
    assert_eq!(found["people"].as_array().unwrap().len(), 1);
    let members = paul.get(&LIST_STAFF).await.json();
    let member = members["members"].as_array().unwrap().iter().find(|one| one["id"] == claire).unwrap();
    assert_eq!((member["n_clients"].as_i64(), member["n_left"].as_i64()), (Some(0), Some(3)));
    let gone = nadia.get(&GET_PATHWAY).await.is(200).json();
    assert_eq!((gone.get("referent"), gone.get("new_referent")), (None, None));
    let all = |to: &str| Ask::to(&ASSIGN_PEOPLE_OF).at(&[&claire]).body(json!({ "to": to }));
    paul.ask(all(&claire)).await.refuses(422, "assign.colleague-refused");
    assert_eq!(paul.ask(all(&omar)).await.is(200).json()["n_people"], 3);
    assert_eq!(paul.ask(all(&omar)).await.is(200).json()["n_people"], 0);
    let told = nadia.get(&GET_PATHWAY).await.is(200).json();
    assert_eq!(told["new_referent"]["before"], "Claire Fictive");
    let record = nadia.get(&LIST_ACCESSES).await.json();
    let did: Vec<_> = record["accesses"].as_array().unwrap().iter().map(|line| &line["operation"]).collect();
    assert!(did.contains(&&json!("closeStaff")) && did.contains(&&json!("assignPeopleOf")), "{did:?}");
    // An account that is open again follows nobody.
    paul.ask(Ask::to(&REOPEN_STAFF).at(&[&claire])).await.is(200);
    let search = Ask::to(&SEARCH_CLIENTS).body(json!({ "q": "nadia" }));
    assert_eq!(paul.ask(search).await.json()["clients"][0]["referent"], "Omar Fictif");
    let asked = Ask::to(&ASSIGN_PEOPLE_OF).at(&["nobody"]).body(json!({ "to": omar }));
    paul.ask(asked).await.refuses(404, "not-found");
}

#[tokio::test]
async fn two_coordinators_see_each_other() {
    let world = World::new().await;
    let mut paul = world.at_the_desk("coordinator").await;
    let (claire, omar) =
        (staff_id(&mut paul, "Claire Fictive").await, staff_id(&mut paul, "Omar Fictif").await);
    let search = Ask::to(&SEARCH_CLIENTS).body(json!({ "q": "nadia" }));
    let found = paul.ask(search).await.json()["clients"][0].clone();
    let nadia = found["id"].as_str().unwrap();
    let view = paul.ask(Ask::to(&GET_ASSIGNMENT).at(&[nadia])).await.is(200).json();
    assert_eq!((view["referent"].as_str(), view.get("since")), (Some(claire.as_str()), None));
    paul.ask(assign(&[nadia], None, &omar)).await.refuses(409, "assign.moved");
    assert_eq!(paul.ask(assign(&[nadia], Some(&claire), &omar)).await.is(200).json()["n_people"], 1);
    paul.ask(assign(&[nadia], Some(&claire), &omar)).await.refuses(409, "assign.moved");
    let view = paul.ask(Ask::to(&GET_ASSIGNMENT).at(&[nadia])).await.is(200).json();
    assert_eq!((&view["referent_name"], &view["former"]), (&json!("Omar Fictif"), &json!("Claire Fictive")));
    let many: Vec<String> = (0..51).map(|n| format!("p{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    paul.ask(assign(&many, None, &omar)).await.refuses(400, "request.malformed");
    paul.ask(assign(&[], None, &omar)).await.refuses(400, "request.malformed");
    paul.ask(assign(&["nobody"], None, &omar)).await.refuses(409, "assign.moved");
    paul.ask(assign(&[nadia], Some(&omar), "nobody")).await.refuses(422, "assign.colleague-refused");
    paul.ask(assign(&[nadia], Some(&omar), &omar)).await.refuses(422, "assign.colleague-refused");
}

#[tokio::test]
async fn whoever_may_not_finds_nothing() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let mut omar = world.at_the_desk("employment").await;
    let (id, other) = (id_of(&mut claire, "Sylvie").await, staff_id(&mut claire, "Omar Fictif").await);
    // He is one of those who follow her, and not who answers for the whole.
    summary(&mut omar, &id).await;
    omar.ask(hand_over(&id, &other)).await.refuses(404, "not-found");
    claire.ask(hand_over(&id, "nobody")).await.refuses(422, "assign.colleague-refused");
    for ask in [
        Ask::to(&SEARCH_UNASSIGNED).body(json!({})),
        Ask::to(&GET_ASSIGNMENT).at(&[&id]),
        assign(&[&id], None, &other),
        Ask::to(&ASSIGN_PEOPLE_OF).at(&[&other]).body(json!({ "to": other })),
    ] {
        claire.ask(ask).await.refuses(404, "not-found");
    }
    world.browser().get(&LIST_COLLEAGUES).await.refuses(401, "session.needed");
    let mine = claire.get(&LIST_COLLEAGUES).await.json();
    assert_eq!(mine.as_array().unwrap().iter().filter(|one| one["is_me"] == true).count(), 1);
    assert_eq!(claire.get(&LIST_CLIENTS).await.json()["clients"][0].get("referent"), None);
}
