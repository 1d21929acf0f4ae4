//! A pathway at the desk: what is told, what is brought, the reply, the hours.

use crate::harness::{Ask, Browser, World};
use contract::access::LIST_ACCESSES;
use contract::pathway::{ADD_ACTION, DISPUTE_OBJECTIVE, GET_PATHWAY, UNDO_ACTION_CHANGE, UPDATE_ACTION};
use contract::session::GET_ME;
use contract::staff::{AGREE_HOURS, BRING_ACTION, GET_CLIENT_PATHWAY, LIST_CLIENTS, REPLY_TO_DISPUTE};
use serde_json::{Value, json};

async fn id_of(browser: &mut Browser) -> String {
    browser.get(&GET_ME).await.json()["id"].as_str().unwrap().to_owned()
}

fn pathway_of(id: &str) -> Ask {
    Ask::to(&GET_CLIENT_PATHWAY).at(&[id])
}

fn titles(pathway: &Value) -> Vec<Option<&str>> {
    pathway["actions"].as_array().unwrap().iter().map(|action| action["title"].as_str()).collect()
}

#[tokio::test]
async fn those_who_follow_see_a_pathway_and_nobody_else_does() {
    let world = World::new().await;
    let sent = id_of(&mut world.signed_in("sent").await).await;
    let new = id_of(&mut world.signed_in("new").await).await;
    world.at_the_desk("referent").await.ask(pathway_of(&sent)).await.is(200);
    world.at_the_desk("coordinator").await.ask(pathway_of(&new)).await.refuses(404, "not-found");
    let looks = world.signed_in("sent").await.get(&LIST_ACCESSES).await.json();
    assert_eq!(looks["accesses"][0]["operation"], "getClientPathway", "{looks}");
    let mut adviser = world.at_the_desk("employment").await;
    adviser.ask(pathway_of(&sent)).await.is(200);
    let theirs = adviser.ask(pathway_of(&new)).await;
    let nobodys = adviser.ask(pathway_of("nobody")).await;
    theirs.refuses(404, "not-found");
    assert_eq!((theirs.text, theirs.headers), (nobodys.text, nobodys.headers));
    let bring = Ask::to(&BRING_ACTION).at(&[&new]).body(json!({ "sheet": "permis" }));
    adviser.ask(bring).await.refuses(404, "not-found");
    let agree = Ask::to(&AGREE_HOURS).at(&[&new]).body(json!({ "weekly_hours": 15 })).if_match(0);
    adviser.ask(agree).await.refuses(404, "not-found");
    world.signed_in("new").await.ask(pathway_of(&new)).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn what_blocks_is_told_with_its_reason_and_what_is_private_without_its_name() {
    let world = World::new().await;
    let mut person = world.signed_in("new").await;
    let id = id_of(&mut person).await;
    for body in
        [json!({ "sheet": "permis" }), json!({ "sheet": "point-ecoute" }), json!({ "title": "Appeler" })]
    {
        let action = person.ask(Ask::to(&ADD_ACTION).body(body)).await.is(201).json();
        let body = json!({ "status": "stuck", "reason": "trop-loin" });
        let stuck = Ask::to(&UPDATE_ACTION).at(&[action["id"].as_str().unwrap()]).body(body).if_match(1);
        person.ask(stuck).await.is(200);
        // The list is in the order chosen.
        world.pass_s(1);
    }
    let mut desk = world.at_the_desk("referent").await;
    let pathway = desk.ask(pathway_of(&id)).await.is(200).json();
    let told = titles(&pathway);
    assert_eq!((told[0].is_some(), told[1], told[2]), (true, None, Some("Appeler")));
    let reasons: Vec<_> =
        pathway["actions"].as_array().unwrap().iter().map(|action| action["reason"].as_str()).collect();
    assert_eq!(reasons, [Some("C’est trop loin"), None, Some("C’est trop loin")]);
    let listed = desk.get(&LIST_CLIENTS).await.json();
    let line =
        listed["clients"].as_array().unwrap().iter().find(|client| client["id"] == id.as_str()).cloned();
    assert_eq!(line.unwrap()["n_stuck_actions"], 3);
}

#[tokio::test]
async fn a_choice_that_was_taken_back_is_not_told() {
    let world = World::new().await;
    let mut person = world.signed_in("new").await;
    let id = id_of(&mut person).await;
    let action = person.ask(Ask::to(&ADD_ACTION).body(json!({ "title": "Appeler" }))).await.json();
    let undo = Ask::to(&UNDO_ACTION_CHANGE).at(&[action["id"].as_str().unwrap()]).if_match(1);
    person.ask(undo).await.is(200);
    let pathway = world.at_the_desk("referent").await.ask(pathway_of(&id)).await.json();
    assert_eq!(titles(&pathway), []);
}

#[tokio::test]
async fn an_action_is_brought_once_discussed_and_replied_to_once() {
    let world = World::new().await;
    let mut person = world.signed_in("new").await;
    let id = id_of(&mut person).await;
    let mut desk = world.at_the_desk("referent").await;
    let ask = Ask::to(&BRING_ACTION).at(&[&id]).body(json!({ "sheet": "permis", "due": "2026-12-20" }));
    let brought = desk.ask(ask.clone().key("tap")).await.is(201).json();
    assert_eq!((&brought["source"], &brought["due"]), (&json!("referent"), &json!("2026-12-20")));
    assert_eq!(desk.ask(ask.clone().key("tap")).await.is(201).json(), brought, "the same attempt");
    desk.ask(ask).await.refuses(409, "pathway.action-open");
    let unknown = Ask::to(&BRING_ACTION).at(&[&id]).body(json!({ "sheet": "no-such-sheet" }));
    desk.ask(unknown).await.refuses(422, "pathway.unknown-sheet");
    let shown = person.get(&GET_PATHWAY).await.json()["actions"][0].clone();
    assert_eq!(
        (&shown["brought_by"], &shown["history"][0]["by"]),
        (&json!("Claire Fictive"), &json!("staff"))
    );

    let about = json!({ "about": { "action": brought["id"] } });
    let dispute = person.ask(Ask::to(&DISPUTE_OBJECTIVE).body(about)).await.is(201).json();
    let dispute_id = dispute["id"].as_str().unwrap();
    let line = desk.get(&LIST_CLIENTS).await.json();
    let line = line["clients"].as_array().unwrap().iter().find(|client| client["id"] == id.as_str()).cloned();
    assert_eq!(line.unwrap()["n_disputes"], 1);
    let reply = |text: &str| Ask::to(&REPLY_TO_DISPUTE).at(&[dispute_id]).body(json!({ "text": text }));
    for text in ["  ", &"é".repeat(601)] {
        desk.ask(reply(text)).await.refuses(422, "dispute.reply-refused");
    }
    world.at_the_desk("employment").await.ask(reply("Bonjour")).await.refuses(404, "not-found");
    let said = desk.ask(reply(" On en parle lundi. ")).await.is(201).json();
    assert_eq!((&said["text"], &said["by"]), (&json!("On en parle lundi."), &json!("Claire Fictive")));
    desk.ask(reply("Encore")).await.refuses(409, "dispute.closed");
    let shown = person.get(&GET_PATHWAY).await.json()["actions"][0]["dispute"].clone();
    assert_eq!(shown["reply"], said);
    world.browser().ask(reply("Bonjour")).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn hours_are_agreed_by_version_with_a_category_when_adapted() {
    let world = World::new().await;
    let mut person = world.signed_in("new").await;
    let id = id_of(&mut person).await;
    let mut desk = world.at_the_desk("referent").await;
    let agree = |body: Value, version: u64| Ask::to(&AGREE_HOURS).at(&[&id]).body(body).if_match(version);
    desk.ask(agree(json!({ "weekly_hours": 10 }), 0)).await.refuses(422, "hours.refused");
    desk.ask(agree(json!({ "weekly_hours": 36, "reason": "sante" }), 0)).await.refuses(422, "hours.refused");
    let unknown = json!({ "weekly_hours": 10, "reason": "grippe" });
    desk.ask(agree(unknown, 0)).await.refuses(422, "pathway.reason-refused");
    let adapted = json!({ "weekly_hours": 10, "reason": "sante" });
    let agreed = desk.ask(agree(adapted.clone(), 0)).await.is(200).json();
    assert_eq!((&agreed["version"], &agreed["reason"]), (&json!(1), &json!("Santé")));
    desk.ask(agree(adapted.clone(), 0)).await.refuses(412, "hours.changed-elsewhere");
    desk.ask(agree(adapted.clone(), 1).without("if-match")).await.refuses(428, "version.missing");
    desk.ask(agree(json!({ "weekly_hours": 15 }), 1)).await.is(200);
    let shown = person.get(&GET_PATHWAY).await.json()["hours"]["agreement"].clone();
    assert_eq!((&shown["weekly_hours"], &shown["with"]), (&json!(15), &json!("Claire Fictive")));
    world.browser().ask(agree(adapted, 2)).await.refuses(401, "session.needed");
}
