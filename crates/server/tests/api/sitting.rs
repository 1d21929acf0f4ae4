//! Filling in together: how it begins, what is done in it and what is not, and every way in which it ends.

use crate::harness::{Ask, Browser, Reply, World, card_of};
use crate::recipes::recipe;
use crate::sharing::id_of;
use crate::unchanged::share_everything;
use contract::access::LIST_ACCESSES;
use contract::pathway::GET_PATHWAY;
use contract::questionnaire::{GET_DRAFT, SAVE_ANSWER, SUBMIT_DRAFT};
use contract::session::GET_ME;
use contract::sitting::{AGREE_TO_SITTING, END_SITTING, GET_SITTING, OPERATIONS, START_SITTING};
use contract::staff::{END_STAFF_SESSION, GET_STAFF_ME};
use contract::{ENDPOINTS, Effect, Role};
use serde_json::{Value, json};

/// A sitting that waits for the person: its id.
async fn prepare(desk: &mut Browser, person: &str) -> String {
    let sitting = desk.ask(Ask::to(&START_SITTING).at(&[person])).await.is(201).json();
    assert_eq!(sitting["has_agreed"], json!(false));
    sitting["id"].as_str().unwrap().to_owned()
}

fn agreement(world: &World, point: &str) -> Value {
    let mut body = card_of(world.person(point));
    body["by"] = json!("hand");
    body
}

fn agree(id: &str, body: Value) -> Ask {
    Ask::to(&AGREE_TO_SITTING).at(&[id]).body(body)
}

fn inside(id: &str, ask: Ask) -> Ask {
    ask.inside(&contract::sitting::base_of(&id.parse().unwrap()))
}

async fn draft(desk: &mut Browser, id: &str) -> Reply {
    desk.ask(inside(id, Ask::to(&GET_DRAFT))).await
}

fn answer(world: &World) -> Ask {
    let version = world.state.library.current_version();
    let body = json!({ "answer": { "level": "hard" }, "questionnaire_version": version });
    Ask::to(&SAVE_ANSWER).at(&["triage.sante"]).body(body).if_draft("new", 0)
}

async fn begun(world: &World) -> (Browser, String) {
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let id = prepare(&mut claire, &nadia).await;
    claire.ask(agree(&id, agreement(world, "new"))).await.is(200);
    (claire, id)
}

#[tokio::test]
async fn nothing_of_a_person_is_there_before_they_agree() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let id = prepare(&mut claire, &nadia).await;
    draft(&mut claire, &id).await.refuses(401, "session.needed");
    claire.ask(inside(&id, answer(&world))).await.refuses(401, "session.needed");
    claire.ask(inside(&id, Ask::to(&GET_ME))).await.refuses(401, "session.needed");
    let mut person = world.signed_in("new").await;
    assert_eq!(person.get(&LIST_ACCESSES).await.json()["accesses"], json!([]), "and nothing is noted");
}

#[tokio::test]
async fn what_is_answered_together_is_the_persons_and_private_subjects_are_there() {
    let world = World::new().await;
    let (mut claire, id) = begun(&world).await;
    let reply = claire.ask(inside(&id, answer(&world))).await;
    assert_eq!(reply.is(200).set_cookies(), [""; 0], "no cookie: the address and the desk's own session");
    let together = draft(&mut claire, &id).await.is(200).json();
    assert_eq!(together["answers"]["triage.sante"]["answer"], json!({ "level": "hard" }));
    let mut person = world.signed_in("new").await;
    assert_eq!(person.get(&GET_DRAFT).await.json(), together);
    let me = claire.ask(inside(&id, Ask::to(&GET_ME))).await.is(200).json();
    assert_eq!((&me["first_name"], &me["in_preview"]), (&json!("Nadia"), &json!(true)));
    claire.get(&GET_STAFF_ME).await.is(200);
    claire.get(&GET_DRAFT).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn only_their_own_card_and_date_of_birth_begin_it() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let id = prepare(&mut claire, &nadia).await;
    let mut wrong = agreement(&world, "new");
    wrong["birth_date"] = json!("1950-01-01");
    claire.ask(agree(&id, wrong)).await.refuses(401, "session.refused");
    // Karim's card is right, and it is not Nadia's.
    claire.ask(agree(&id, agreement(&world, "draft"))).await.refuses(401, "session.refused");
    let mut unreadable = agreement(&world, "new");
    unreadable["card"] = json!("?");
    claire.ask(agree(&id, unreadable)).await.refuses(422, "session.card-unreadable");
    let mut no_word = agreement(&world, "new");
    no_word["by"] = json!("nodding");
    claire.ask(agree(&id, no_word)).await.refuses(400, "request.malformed");
    draft(&mut claire, &id).await.refuses(401, "session.needed");
    // Another session of the desk does not know of it.
    let mut other = world.at_the_desk("coordinator").await;
    other.ask(agree(&id, agreement(&world, "new"))).await.refuses(404, "not-found");
    other.ask(Ask::to(&GET_SITTING).at(&[&id])).await.refuses(404, "not-found");
    other.ask(Ask::to(&END_SITTING).at(&[&id])).await.refuses(404, "not-found");
    let start = Ask::to(&START_SITTING).at(&[&nadia]);
    other.ask(start.clone()).await.refuses(404, "not-found");
    world.signed_in("new").await.ask(start).await.refuses(401, "session.needed");
    assert_eq!(claire.ask(agree(&id, agreement(&world, "new"))).await.is(200).json()["has_agreed"], true);
}

#[tokio::test]
async fn wrong_cards_are_slowed_down_as_at_the_door() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let id = prepare(&mut claire, &nadia).await;
    let mut wrong = agreement(&world, "new");
    wrong["birth_date"] = json!("1950-01-01");
    for _ in 0..3 {
        claire.ask(agree(&id, wrong.clone())).await.refuses(401, "session.refused");
    }
    let slowed = claire.ask(agree(&id, agreement(&world, "new"))).await;
    slowed.refuses(429, "session.slow-down");
    assert_ne!(slowed.header("retry-after"), "");
    world.pass_s(60);
    claire.ask(agree(&id, agreement(&world, "new"))).await.is(200);
}

#[tokio::test]
async fn everything_else_is_the_persons_alone() {
    let world = World::new().await;
    let (mut nadia, mut claire, known) = share_everything(&world).await;
    let id = prepare(&mut claire, &known.person).await;
    claire.ask(agree(&id, agreement(&world, "new"))).await.is(200);
    let before = world.dump().await;
    for endpoint in ENDPOINTS.iter().filter(|endpoint| endpoint.effect == Effect::Write) {
        if OPERATIONS.contains(&endpoint.operation_id) {
            continue;
        }
        for ask in recipe(endpoint.operation_id, &known) {
            claire.ask(inside(&id, ask)).await.refuses(403, "sitting-elsewhere");
        }
    }
    assert!(before == world.dump().await, "a refusal changes nothing");
    // Reads that are not done together show what a preview shows; nothing of the desk is there.
    let kept = Ask::to(&contract::sharing::SET_SHARING).at(&["mobilite"]).body(json!({ "sharing": "me" }));
    nadia.ask(kept).await.is(200);
    let own = nadia.get(&GET_PATHWAY).await.text;
    let seen = claire.ask(inside(&id, Ask::to(&GET_PATHWAY))).await;
    assert_ne!(seen.is(200).text, own);
    for endpoint in ENDPOINTS.iter().filter(|endpoint| endpoint.effect == Effect::Read) {
        if endpoint.roles.iter().any(|role| matches!(role, Role::Person | Role::Public)) {
            continue;
        }
        for ask in recipe(endpoint.operation_id, &known) {
            claire.ask(inside(&id, ask)).await.refuses(401, "session.needed");
        }
    }
}

/// A list that names what is not there protects nothing.
#[test]
fn what_is_done_together_exists_and_is_the_persons() {
    for id in OPERATIONS {
        let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.operation_id == *id).unwrap();
        assert_eq!(endpoint.roles, [Role::Person], "{id}");
    }
}

#[tokio::test]
async fn the_person_reads_how_they_agreed_and_how_long_it_was() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    let id = prepare(&mut claire, &nadia).await;
    world.pass_s(60);
    let mut spoken = agreement(&world, "new");
    spoken["by"] = json!("spoken");
    let once = agree(&id, spoken).key("once");
    let first = claire.ask(once.clone()).await.is(200).json();
    assert_eq!(claire.ask(once).await.is(200).json(), first);
    claire.ask(agree(&id, agreement(&world, "new"))).await.is(200);
    world.pass_s(540);
    let end = Ask::to(&END_SITTING).at(&[&id]);
    claire.ask(end.clone().key("end")).await.is(204);
    claire.ask(end.clone().key("end")).await.is(204);
    claire.ask(end).await.refuses(404, "not-found");
    draft(&mut claire, &id).await.refuses(401, "session.needed");
    world.pass_s(3600);
    let lines = world.signed_in("new").await.get(&LIST_ACCESSES).await.json()["accesses"].clone();
    assert_eq!(lines.as_array().unwrap().len(), 1, "agreed once, noted once: {lines}");
    let line = &lines[0];
    let told = (&line["operation"], &line["name"], &line["agreed_by"], &line["n_minutes"]);
    assert_eq!(told, (&json!("agreeToSitting"), &json!("Claire Fictive"), &json!("spoken"), &json!(9)));
}

#[tokio::test]
async fn it_ends_after_an_hour_with_the_next_one_and_with_the_desk() {
    let world = World::new().await;
    let (mut claire, first) = begun(&world).await;
    world.pass_s(1500);
    draft(&mut claire, &first).await.is(200);
    world.pass_s(1500);
    draft(&mut claire, &first).await.is(200);
    world.pass_s(600);
    draft(&mut claire, &first).await.refuses(401, "session.needed");
    claire.ask(Ask::to(&GET_SITTING).at(&[&first])).await.refuses(404, "not-found");
    claire.get(&GET_STAFF_ME).await.is(200);
    let nadia = id_of(&mut claire, "Nadia").await;
    let second = prepare(&mut claire, &nadia).await;
    claire.ask(agree(&second, agreement(&world, "new"))).await.is(200);
    let third = prepare(&mut claire, &nadia).await;
    draft(&mut claire, &second).await.refuses(401, "session.needed");
    claire.ask(agree(&third, agreement(&world, "new"))).await.is(200);
    let mut kept = claire.clone();
    claire.ask(Ask::to(&END_STAFF_SESSION)).await.is(204);
    draft(&mut kept, &third).await.refuses(401, "session.needed");
    draft(&mut world.browser(), &third).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn whoever_no_longer_follows_the_person_is_out_at_once() {
    let world = World::new().await;
    let (mut claire, id) = begun(&world).await;
    world.change("UPDATE person SET referent_id = NULL WHERE first_name = 'Nadia'").await;
    draft(&mut claire, &id).await.refuses(401, "session.needed");
    claire.ask(inside(&id, answer(&world))).await.refuses(401, "session.needed");
    claire.ask(inside(&id, Ask::to(&SUBMIT_DRAFT))).await.refuses(401, "session.needed");
}
