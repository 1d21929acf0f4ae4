//! What has changed with a person since they took stock before, for the summary before a meeting.

use crate::harness::{Ask, World};
use crate::sending::send;
use crate::sharing::{id_of, plan, summary};
use crate::staff::desk;
use contract::client::ClientChanges;
use contract::sharing::SET_SHARING;
use domain::questionnaire::{Change, SubjectState};
use serde_json::{Value, json};

fn told(changes: &ClientChanges) -> Vec<(&str, SubjectState, SubjectState, Change)> {
    let all = changes.subjects.iter();
    all.map(|subject| (subject.id.as_str(), subject.before, subject.after, subject.change)).collect()
}

#[tokio::test]
async fn the_second_time_tells_what_has_changed_of_what_is_shared() {
    let world = World::new().await;
    let mut desk = desk(&world, "referent").await;
    let id = id_of(&mut desk, "Nadia").await;
    assert_eq!(summary(&mut desk, &id).await.changes, None, "nothing was sent");
    let mut browser = world.signed_in("new").await;
    send(&mut browser, &world, &plan()).await;
    assert_eq!(summary(&mut desk, &id).await.changes, None, "once is no change");
    let first = world.now();
    world.pass_s(600);
    // Mobility goes well now, and so does health, which was kept and still is; work has become difficult.
    let second: Vec<(&str, Value)> =
        vec![("triage.emploi", json!({ "level": "hard" })), ("triage.budget", json!({ "level": "unsaid" }))];
    send(&mut browser, &world, &second).await;
    let changes = summary(&mut desk, &id).await.changes.unwrap();
    assert_eq!(changes.since, first);
    let expected = [("mobilite", SubjectState::Hard, SubjectState::Fine, Change::Closed)];
    let of_mobility: Vec<_> = told(&changes).into_iter().filter(|one| one.0 == "mobilite").collect();
    assert_eq!(of_mobility, expected);
    assert!(changes.subjects.iter().all(|subject| subject.id.as_str() != "sante"), "kept, then and now");
    let words = &changes.subjects.iter().find(|subject| subject.id.as_str() == "mobilite").unwrap();
    assert_eq!(words.before_words.as_deref(), Some("C\u{2019}est difficile, mais j\u{2019}avance"));

    // Health is shared from now on: what was said when it was kept stays kept.
    let share = |subject: &'static str, with: &'static str| {
        Ask::to(&SET_SHARING).at(&[subject]).body(json!({ "sharing": with }))
    };
    browser.ask(share("sante", "referent")).await.is(200);
    let changes = summary(&mut desk, &id).await.changes.unwrap();
    let health: Vec<_> = told(&changes).into_iter().filter(|one| one.0 == "sante").collect();
    assert_eq!(health, [("sante", SubjectState::NotDiscussed, SubjectState::Fine, Change::Strength)]);
    // Taken back: no word of it, not of before either.
    browser.ask(share("mobilite", "me")).await.is(200);
    let changes = summary(&mut desk, &id).await.changes.unwrap();
    assert!(changes.subjects.iter().all(|subject| subject.id.as_str() != "mobilite"));
}

#[tokio::test]
async fn what_was_done_or_is_stuck_since_is_told_and_what_was_before_is_not() {
    let world = World::new().await;
    let mut desk = desk(&world, "referent").await;
    let id = id_of(&mut desk, "Nadia").await;
    let mut browser = world.signed_in("new").await;
    let add = |title: &str| Ask::to(&contract::pathway::ADD_ACTION).body(json!({ "title": title }));
    let say = |id: &str, status: &str| {
        Ask::to(&contract::pathway::UPDATE_ACTION).at(&[id]).body(json!({ "status": status })).if_match(1)
    };
    let mut actions = Vec::new();
    for title in ["Avant", "Fait depuis", "Bloqué depuis"] {
        let added = browser.ask(add(title)).await.is(201).json();
        actions.push(added["id"].as_str().unwrap().to_owned());
    }
    browser.ask(say(&actions[0], "done")).await.is(200);
    world.pass_s(60);
    send(&mut browser, &world, &plan()).await;
    world.pass_s(60);
    browser.ask(say(&actions[1], "done")).await.is(200);
    browser.ask(say(&actions[2], "stuck")).await.is(200);
    world.pass_s(60);
    send(&mut browser, &world, &plan()).await;
    let changes = summary(&mut desk, &id).await.changes.unwrap();
    let titles = |all: &[contract::client::ChangedAction]| -> Vec<Option<String>> {
        all.iter().map(|action| action.title.clone()).collect()
    };
    assert_eq!(titles(&changes.done), [Some("Fait depuis".to_owned())]);
    assert_eq!(titles(&changes.stuck), [Some("Bloqué depuis".to_owned())]);
    assert_eq!(changes.subjects, [], "the same was said");
}
