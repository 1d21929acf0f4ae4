//! The person's own writes: own actions, reasons, dates, taking back, putting aside, discussing, hours.

use crate::harness::{Ask, Browser, World};
use contract::pathway::{
    ADD_ACTION, ANSWER_HOURS, DATE_ACTION, DISPUTE_OBJECTIVE, GET_CALENDAR, GET_PATHWAY, GET_RECAP,
    PUT_ASIDE, PathwayView, TAKE_BACK, UNDO_ACTION_CHANGE, UPDATE_ACTION, WITHDRAW_DISPUTE,
};
use domain::pathway::MAX_OPEN_OWN_ACTIONS;
use serde_json::{Value, json};

async fn view(browser: &mut Browser) -> PathwayView {
    serde_json::from_str(&browser.get(&GET_PATHWAY).await.is(200).text).unwrap()
}

fn say(id: &str, version: u64, body: Value) -> Ask {
    Ask::to(&UPDATE_ACTION).at(&[id]).body(body).if_match(version)
}

fn date(id: &str, version: u64, body: Value) -> Ask {
    Ask::to(&DATE_ACTION).at(&[id]).body(body).if_match(version)
}

fn undo(id: &str, version: u64) -> Ask {
    Ask::to(&UNDO_ACTION_CHANGE).at(&[id]).if_match(version)
}

async fn own(browser: &mut Browser, title: &str) -> Value {
    browser.ask(Ask::to(&ADD_ACTION).body(json!({ "title": title }))).await.is(201).json()
}

#[tokio::test]
async fn an_action_of_ones_own_has_the_persons_words_and_limits() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let action = own(&mut browser, "  Appeler l’école ").await;
    assert_eq!((&action["title"], &action["source"]), (&json!("Appeler l’école"), &json!("own")));
    assert_eq!((action.get("sheet"), &action["can_undo"]), (None, &json!(true)));
    let long = "é".repeat(81);
    for title in ["", " \n ", &long] {
        let refused = browser.ask(Ask::to(&ADD_ACTION).body(json!({ "title": title }))).await;
        refused.refuses(422, "pathway.title-refused");
    }
    browser.ask(Ask::to(&ADD_ACTION).body(json!({ "wish": "x" }))).await.refuses(400, "request.malformed");
    for n in 1..MAX_OPEN_OWN_ACTIONS {
        own(&mut browser, &format!("Action {n}")).await;
    }
    let more = Ask::to(&ADD_ACTION).body(json!({ "title": "Encore" }));
    browser.ask(more.clone()).await.refuses(409, "pathway.too-many");
    browser.ask(say(action["id"].as_str().unwrap(), 1, json!({ "status": "done" }))).await.is(200);
    browser.ask(more).await.is(201);
}

#[tokio::test]
async fn what_blocks_can_have_a_reason_of_the_list() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let action = own(&mut browser, "Appeler").await;
    let id = action["id"].as_str().unwrap();
    let stuck = browser.ask(say(id, 1, json!({ "status": "stuck" }))).await.is(200).json();
    assert_eq!(stuck.get("reason"), None, "a reason is never needed");
    let reason = view(&mut browser).await.stuck_reasons[0].clone();
    let why = json!({ "status": "stuck", "reason": reason.id.as_str() });
    let told = browser.ask(say(id, 2, why.clone())).await.is(200).json();
    assert_eq!(told["reason"]["label"], reason.label);
    browser.ask(say(id, 3, why)).await.refuses(409, "pathway.status-refused");
    let wrong = json!({ "status": "stuck", "reason": "parce-que" });
    browser.ask(say(id, 3, wrong)).await.refuses(422, "pathway.reason-refused");
    let misplaced = json!({ "status": "done", "reason": reason.id.as_str() });
    browser.ask(say(id, 3, misplaced)).await.refuses(422, "pathway.reason-refused");
    let again = browser.ask(say(id, 3, json!({ "status": "under-way" }))).await.is(200).json();
    assert_eq!(again.get("reason"), None);
    let history = again["history"].as_array().unwrap();
    let told: Vec<(&Value, &Value)> = history.iter().map(|one| (&one["kind"], &one["status"])).collect();
    assert_eq!(
        serde_json::to_value(told).unwrap(),
        json!([["added", "planned"], ["said", "stuck"], ["said", "stuck"], ["said", "under-way"]])
    );
    assert!(history.iter().all(|one| one["by"] == "me"));
}

#[tokio::test]
async fn an_action_gets_a_day_an_appointment_and_a_reminder() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let action = own(&mut browser, "Voir le garage").await;
    let id = action["id"].as_str().unwrap();
    let dates = json!({
        "due": "2026-12-08", "appointment": { "day": "2026-12-04", "time": "10:30" }, "reminder": "day-before",
    });
    let dated = browser.ask(date(id, 1, dates.clone())).await.is(200).json();
    let appointment = json!({ "day": "2026-12-04", "time": "10:30", "at": 1_796_376_600_000_i64 });
    assert_eq!((&dated["due"], &dated["appointment"]), (&json!("2026-12-08"), &appointment));
    browser.ask(date(id, 2, dates.clone())).await.refuses(422, "pathway.dates-refused");
    browser.ask(date(id, 1, dates)).await.refuses(412, "pathway.changed-elsewhere");
    browser.ask(date(id, 2, json!({ "reminder": "same-day" }))).await.refuses(422, "pathway.dates-refused");
    browser.ask(date(id, 2, json!({ "due": "2026-02-30" }))).await.refuses(400, "request.malformed");
    let at = json!({ "appointment": { "day": "2026-12-04", "time": "25:00" } });
    browser.ask(date(id, 2, at)).await.refuses(400, "request.malformed");
    browser.ask(date(id, 2, json!({})).without("if-match")).await.refuses(428, "version.missing");
    browser.ask(date("nothing", 1, json!({ "due": "2026-12-08" }))).await.refuses(404, "not-found");

    let file = browser.get(&GET_CALENDAR).await;
    assert_eq!(file.is(200).header("content-type"), "text/calendar");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"mon-parcours.ics\"");
    assert_eq!(file.text.matches("BEGIN:VEVENT").count(), 2);
    assert!(file.text.contains("DTSTART;TZID=Europe/Paris:20261204T103000"), "{}", file.text);
    let taken_away = browser.ask(date(id, 2, json!({}))).await.is(200).json();
    assert_eq!((taken_away.get("due"), taken_away.get("appointment")), (None, None));
    assert!(!browser.get(&GET_CALENDAR).await.text.contains("VEVENT"));
    world.browser().get(&GET_CALENDAR).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn every_change_can_be_taken_back_and_the_history_keeps_both() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let choose = || Ask::to(&ADD_ACTION).body(json!({ "sheet": "permis" }));
    let action = browser.ask(choose()).await.is(201).json();
    let id = action["id"].as_str().unwrap();
    let has_milestone = async |browser: &mut Browser| {
        let view = browser.get(&GET_PATHWAY).await.json();
        let steps = view["phases"][2]["steps"].as_array().unwrap().clone();
        steps.iter().find(|step| step["id"] == "actions").unwrap()["state"] == "done"
    };
    browser.ask(say(id, 1, json!({ "status": "done" }))).await.is(200);
    assert!(has_milestone(&mut browser).await);
    let back = browser.ask(undo(id, 2).key("once")).await.is(200).json();
    assert_eq!((&back["status"], &back["version"]), (&json!("planned"), &json!(3)));
    assert!(!has_milestone(&mut browser).await, "nothing is done any more");
    assert_eq!(browser.ask(undo(id, 2).key("once")).await.is(200).json(), back, "the same attempt");
    browser.ask(undo(id, 2)).await.refuses(412, "pathway.changed-elsewhere");
    let again = browser.ask(undo(id, 3)).await.is(200).json();
    assert_eq!((&again["status"], again["history"].as_array().unwrap().len()), (&json!("done"), 4));
    assert!(has_milestone(&mut browser).await);

    // Choosing itself is taken back: the action goes, and comes back when that is taken back.
    let other = own(&mut browser, "Écrire").await;
    let other_id = other["id"].as_str().unwrap();
    let gone = browser.ask(undo(other_id, 1)).await.is(200).json();
    assert_eq!(gone["is_withdrawn"], true);
    assert!(view(&mut browser).await.actions.iter().all(|one| one.id.as_str() != other_id));
    browser.ask(say(other_id, 2, json!({ "status": "done" }))).await.refuses(409, "pathway.status-refused");
    assert_eq!(browser.ask(undo(other_id, 2)).await.is(200).json()["is_withdrawn"], false);

    // A sheet that was chosen anew meanwhile is not opened twice.
    let third = browser.ask(choose()).await.is(201).json();
    let third_id = third["id"].as_str().unwrap();
    browser.ask(undo(third_id, 1)).await.is(200);
    browser.ask(choose()).await.is(201);
    browser.ask(undo(third_id, 2)).await.refuses(409, "pathway.action-open");
    browser.ask(undo("nothing", 1)).await.refuses(404, "not-found");
    browser.ask(undo(id, 4).without("if-match")).await.refuses(428, "version.missing");
    world.browser().ask(undo(id, 4)).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn what_someone_else_did_is_not_taken_back() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let pathway = view(&mut browser).await;
    let brought = &pathway.actions[2];
    assert!(!brought.can_undo);
    browser.ask(undo(brought.id.as_str(), 1)).await.refuses(409, "pathway.nothing-to-undo");
    let recorded = &pathway.actions[1];
    browser.ask(undo(recorded.id.as_str(), recorded.version)).await.refuses(409, "pathway.nothing-to-undo");
}

#[tokio::test]
async fn a_suggestion_put_aside_stays_away_for_ninety_days() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let before = view(&mut browser).await;
    let sheet = before.suggestions[0].sheet.id.clone();
    let put = Ask::to(&PUT_ASIDE).at(&[sheet.as_str()]);
    browser.ask(put.clone()).await.is(200);
    let after = view(&mut browser).await;
    assert!(after.suggestions.iter().all(|one| one.sheet.id != sheet));
    assert_eq!(after.put_aside.iter().map(|one| &one.sheet.id).collect::<Vec<_>>(), [&sheet]);
    let take = Ask::to(&TAKE_BACK).at(&[sheet.as_str()]);
    browser.ask(take.clone().key("back")).await.is(200);
    browser.ask(take.clone().key("back")).await.is(200);
    browser.ask(take).await.refuses(404, "not-found");
    assert_eq!(view(&mut browser).await.suggestions, before.suggestions);

    browser.ask(Ask::to(&PUT_ASIDE).at(&[sheet.as_str()])).await.is(200);
    world.pass_s(90 * 86_400);
    let mut later = world.signed_in("sent").await;
    assert!(view(&mut later).await.suggestions.iter().any(|one| one.sheet.id == sheet));
    later.ask(Ask::to(&PUT_ASIDE).at(&["no-such-sheet"])).await.refuses(422, "pathway.unknown-sheet");
    world.browser().ask(put).await.refuses(401, "session.needed");
    let take = Ask::to(&TAKE_BACK).at(&[sheet.as_str()]);
    world.browser().ask(take).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn what_a_referent_brought_can_be_discussed() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let pathway = view(&mut browser).await;
    let (mine, brought) = (pathway.actions[0].id.clone(), pathway.actions[2].id.clone());
    let reason = &pathway.dispute_reasons[0];
    let about = |id: &str| json!({ "about": { "action": id }, "reason": reason.id.as_str() });
    let ask = Ask::to(&DISPUTE_OBJECTIVE).body(about(brought.as_str()));
    let noted = browser.ask(ask.clone().key("tap")).await.is(201).json();
    assert_eq!(noted["reason"], reason.label);
    assert_eq!(browser.ask(ask.clone().key("tap")).await.is(201).json(), noted, "the same attempt");
    browser.ask(ask).await.refuses(409, "dispute.open");
    let shown = view(&mut browser).await.actions[2].dispute.clone().unwrap();
    assert_eq!(serde_json::to_value(&shown).unwrap(), noted);
    let not_mine = Ask::to(&DISPUTE_OBJECTIVE).body(about(mine.as_str()));
    browser.ask(not_mine).await.refuses(409, "dispute.not-possible");
    browser.ask(Ask::to(&DISPUTE_OBJECTIVE).body(about("nothing"))).await.refuses(404, "not-found");
    let wrong = json!({ "about": "hours", "reason": "parce-que" });
    browser.ask(Ask::to(&DISPUTE_OBJECTIVE).body(wrong)).await.refuses(422, "pathway.reason-refused");
    browser.ask(Ask::to(&DISPUTE_OBJECTIVE).body(json!({ "about": "hours" }))).await.is(201);
    assert!(view(&mut browser).await.hours.dispute.is_some());

    let id = noted["id"].as_str().unwrap();
    let mut other = world.signed_in("new").await;
    other.ask(Ask::to(&WITHDRAW_DISPUTE).at(&[id])).await.refuses(404, "not-found");
    let none = json!({ "about": "hours" });
    other.ask(Ask::to(&DISPUTE_OBJECTIVE).body(none.clone())).await.refuses(409, "dispute.not-possible");
    browser.ask(Ask::to(&WITHDRAW_DISPUTE).at(&[id])).await.is(200);
    browser.ask(Ask::to(&WITHDRAW_DISPUTE).at(&[id])).await.refuses(409, "dispute.closed");
    assert_eq!(view(&mut browser).await.actions[2].dispute, None);
    world.browser().ask(Ask::to(&DISPUTE_OBJECTIVE).body(none)).await.refuses(401, "session.needed");
    world.browser().ask(Ask::to(&WITHDRAW_DISPUTE).at(&[id])).await.refuses(401, "session.needed");
    let recap = browser.get(&GET_RECAP).await;
    assert!(recap.is(200).text.starts_with("%PDF-"));
}

#[tokio::test]
async fn the_person_confirms_hours_and_may_change_their_mind() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let hours = view(&mut browser).await.hours;
    let agreed = hours.agreement.clone().unwrap();
    assert_eq!((agreed.weekly_hours, agreed.reason.as_deref()), (8, Some("Enfants à garder")));
    assert_eq!(hours.proposals.len(), 2);
    assert!(hours.proposals.iter().all(|proposal| proposal.answer.is_none()));
    let id = hours.proposals[0].id.as_str();
    let answer = |body: Value| Ask::to(&ANSWER_HOURS).at(&[id]).body(body);
    for said in [json!("confirmed"), json!("declined"), Value::Null] {
        let told = browser.ask(answer(json!({ "answer": said }))).await.is(200).json();
        assert_eq!(told.get("answer").cloned().unwrap_or_default(), said);
    }
    browser.ask(answer(json!({ "answer": "late" }))).await.refuses(400, "request.malformed");
    let mut other = world.signed_in("new").await;
    other.ask(answer(json!({ "answer": "confirmed" }))).await.refuses(404, "not-found");
    world.browser().ask(answer(json!({}))).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn two_people_stand_side_by_side_and_an_empty_side_says_what_it_is_for() {
    let world = World::new().await;
    let team = view(&mut world.signed_in("sent").await).await.team;
    let told: Vec<_> = team
        .iter()
        .map(|one| (one.title.as_str(), one.contact.as_ref().map(|who| who.name.as_str())))
        .collect();
    let expected = [
        ("Accompagnement social", Some("Claire Fictive")),
        ("Accompagnement vers l’emploi", Some("Omar Fictif")),
    ];
    assert_eq!(told, expected);
    let empty = view(&mut world.signed_in("new").await).await.team;
    assert!(empty.len() == 2 && empty.iter().all(|one| one.contact.is_none() && !one.does.is_empty()));
}
