//! The pathway and its actions.

use crate::harness::{Ask, Browser, World, content, settings};
use contract::pathway::{ADD_ACTION, GET_PATHWAY, PathwayView, UPDATE_ACTION};
use domain::ids::SheetId;
use domain::pathway::{ActionStatus, Milestone, NextStep, PhaseState, StepState, Why};
use serde_json::{Value, json};
use server::static_files::Site;

async fn view(browser: &mut Browser) -> PathwayView {
    serde_json::from_str(&browser.get(&GET_PATHWAY).await.is(200).text).unwrap()
}

fn add(sheet: &str) -> Ask {
    Ask::to(&ADD_ACTION).body(json!({ "sheet": sheet }))
}

fn update(id: &str, status: &str, if_match: u64) -> Ask {
    Ask::to(&UPDATE_ACTION).at(&[id]).body(json!({ "status": status })).if_match(if_match)
}

async fn first_action(browser: &mut Browser) -> Value {
    let view = browser.get(&GET_PATHWAY).await.json();
    view["actions"][0].clone()
}

#[tokio::test]
async fn each_point_of_the_pathway_has_its_next_step() {
    let world = World::new().await;
    let new = view(&mut world.signed_in("new").await).await;
    assert_eq!((new.next.step, new.next.why, new.phases.len()), (NextStep::TakeStock, Why::First, 4));
    let steps = &new.phases[0].steps;
    assert_eq!(
        (steps[0].state, steps[1].state),
        (StepState::Done, StepState::Done),
        "invited, and signed in now"
    );
    let draft = view(&mut world.signed_in("draft").await).await;
    assert_eq!(draft.next.step, NextStep::ResumeStock { n_answers: 14 });
    let sent = view(&mut world.signed_in("sent").await).await;
    assert!(matches!(sent.next.step, NextStep::DoAction { .. }), "{:?}", sent.next);
    assert_eq!((sent.next.why, sent.next.title.as_ref()), (Why::Begun, Some(&sent.actions[0].title)));
    let statuses: Vec<ActionStatus> = sent.actions.iter().map(|action| action.status).collect();
    assert_eq!(statuses, [ActionStatus::UnderWay, ActionStatus::UnderWay, ActionStatus::Planned]);
    assert_eq!(sent.actions[2].brought_by.as_deref(), Some("Omar Fictif"));
    assert!(sent.phases.iter().any(|phase| phase.state == PhaseState::Past), "weeks have gone by");
    assert_eq!(sent.referent.map(|contact| contact.name).as_deref(), Some("Claire Fictive"));
    assert!(sent.last_submission.is_some());
    world.browser().get(&GET_PATHWAY).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_step_says_whether_a_public_screen_waits_with_its_words() {
    let world = World::new().await;
    let new = view(&mut world.signed_in("new").await).await;
    assert!(!new.next.is_delicate, "{:?}", new.next);
    let mut browser = world.signed_in("sent").await;
    let before = view(&mut browser).await;
    assert!(!before.next.is_delicate, "a telephone: {:?}", before.next);
    for action in &before.actions {
        browser.ask(update(action.id.as_str(), "stopped", action.version)).await.is(200);
    }
    for ask in [add("bilan-sante"), Ask::to(&ADD_ACTION).body(json!({ "title": "Appeler ma sœur" }))] {
        let added = browser.ask(ask).await.is(201).json();
        let next = view(&mut browser).await.next;
        assert_eq!(next.title.as_deref(), added["title"].as_str());
        assert!(next.is_delicate, "{next:?}");
        let id = added["id"].as_str().unwrap();
        browser.ask(update(id, "stopped", added["version"].as_u64().unwrap())).await.is(200);
    }
}

#[tokio::test]
async fn suggestions_have_reasons_in_the_words_that_were_answered() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let french = view(&mut browser).await;
    assert!(!french.suggestions.is_empty());
    let questions = &world.state.library.content().questionnaires;
    let questions = questions.values().find(|questions| questions.language == "fr").unwrap();
    for suggestion in &french.suggestions {
        assert!(!suggestion.reasons.is_empty());
        for reason in &suggestion.reasons {
            assert!(questions.subjects.iter().any(|subject| subject.title == reason.subject));
        }
        assert!(french.actions.iter().all(|action| action.sheet.as_ref() != Some(&suggestion.sheet)));
    }
    let english = browser.ask(Ask::to(&GET_PATHWAY).query("language=en")).await.is(200).json();
    assert_eq!(english["actions"][0]["id"], french.actions[0].id.as_str());
    assert_ne!(english["phases"][0]["title"], french.phases[0].title);
    assert_ne!(english["suggestions"][0]["reasons"][0]["answer"], french.suggestions[0].reasons[0].answer);
}

#[tokio::test]
async fn a_pathway_is_not_sent_twice() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let tag = browser.get(&GET_PATHWAY).await.header("etag").to_owned();
    let ask = Ask::to(&GET_PATHWAY).header("if-none-match", &tag);
    let again = browser.ask(ask.clone()).await;
    assert_eq!((again.status, again.text.as_str(), again.header("cache-control")), (304, "", "no-store"));
    let action = first_action(&mut browser).await;
    browser.ask(update(action["id"].as_str().unwrap(), "done", 3)).await.is(200);
    browser.ask(ask).await.is(200);
}

#[tokio::test]
async fn a_sheet_is_chosen_once() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let ask = add("permis").key("choosing");
    let first = browser.ask(ask.clone()).await;
    let action = first.is(201).json();
    assert_eq!((&action["status"], &action["version"]), (&json!("planned"), &json!(1)));
    assert_eq!((first.header("etag"), first.header("location")), ("\"1\"", &*place(&action)));
    assert_eq!(browser.ask(ask).await.is(201).text, first.text, "the same attempt");
    browser.ask(add("permis")).await.refuses(409, "pathway.action-open");
    browser.ask(add("no-such-sheet")).await.refuses(422, "pathway.unknown-sheet");
    browser.ask(add("No such sheet")).await.refuses(400, "request.malformed");
    assert_eq!(view(&mut browser).await.actions.len(), 1);
    world.browser().ask(add("permis")).await.refuses(401, "session.needed");
}

fn place(action: &Value) -> String {
    format!("/api/pathway/actions/{}", action["id"].as_str().unwrap())
}

#[tokio::test]
async fn the_person_says_where_an_action_stands() {
    let world = World::new().await;
    let mut browser = world.signed_in("sent").await;
    let id = first_action(&mut browser).await["id"].as_str().unwrap().to_owned();
    let ask = update(&id, "stuck", 3).key("saying");
    let stuck = browser.ask(ask.clone()).await;
    assert_eq!((stuck.is(200).json()["version"].as_u64(), stuck.header("etag")), (Some(4), "\"4\""));
    assert_eq!(browser.ask(ask).await.is(200).text, stuck.text, "the same attempt");
    browser.ask(update(&id, "done", 3)).await.refuses(412, "pathway.changed-elsewhere");
    browser.ask(update(&id, "cancelled", 4)).await.refuses(409, "pathway.status-refused");
    browser.ask(update(&id, "stuck", 4)).await.refuses(409, "pathway.status-refused");
    browser.ask(update(&id, "flying", 4)).await.refuses(400, "request.malformed");
    browser.ask(update(&id, "done", 4).without("if-match")).await.refuses(428, "version.missing");
    browser.ask(update(&id, "done", 4)).await.is(200);
    let person =
        browser.get(&contract::session::GET_ME).await.json()["id"].as_str().unwrap().parse().unwrap();
    let store = &world.state.store;
    let milestones = store.read(move |tx| Box::pin(async move { tx.list_milestones(&person).await })).await;
    let milestones: Result<_, store::Error> = milestones;
    assert!(milestones.unwrap().contains_key(&Milestone::ActionDone));
}

#[tokio::test]
async fn an_action_cannot_be_reopened_beside_another_of_its_sheet() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let first = browser.ask(add("permis")).await.is(201).json();
    let id = first["id"].as_str().unwrap();
    browser.ask(update(id, "stopped", 1)).await.is(200);
    browser.ask(add("permis")).await.is(201);
    browser.ask(update(id, "under-way", 2)).await.refuses(409, "pathway.action-open");
}

#[tokio::test]
async fn someone_elses_action_does_not_exist() {
    let world = World::new().await;
    let id = first_action(&mut world.signed_in("sent").await).await["id"].as_str().unwrap().to_owned();
    let mut other = world.signed_in("new").await;
    let theirs = other.ask(update(&id, "done", 2)).await;
    let nobodys = other.ask(update("nothing", "done", 2)).await;
    theirs.refuses(404, "not-found");
    assert_eq!((theirs.text, theirs.headers), (nobodys.text, nobodys.headers));
    other.ask(update("Not-an-id", "done", 2)).await.refuses(404, "not-found");
    world.browser().ask(update(&id, "done", 2)).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_sheet_that_left_the_content_breaks_nothing() {
    let world = World::new().await;
    let before = view(&mut world.signed_in("sent").await).await;
    let gone: SheetId = before.actions[0].sheet.as_ref().unwrap().id.clone();
    let mut smaller = content();
    for pathway in smaller.pathways.values_mut() {
        pathway.sheets.retain(|sheet| sheet.id != gone);
    }
    let later = World::with(smaller, Site::none(), settings()).await;
    let after = view(&mut later.signed_in("sent").await).await;
    assert_eq!(after.actions.len(), 2);
    assert!(after.suggestions.iter().all(|suggestion| suggestion.sheet.id != gone));
    assert_eq!(after.next.title.as_ref(), Some(&before.actions[1].title));
}
