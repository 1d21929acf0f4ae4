//! The actions of a person: chosen once, changed by version, each change kept, each change taken back.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::ids::{ActionId, ReasonId, SheetId};
use domain::pathway::{ActionSource, ActionState, ActionStatus, ActionTitle, Aim, Milestone, Reminder, undo};
use sqlx::{Connection, Executor};
use store::{Action, Actor, Added, Change, EventKind, Store, Updated};

on_both_engines! {
    an_action_is_chosen_once_and_changed_by_version,
    every_change_is_kept_and_can_be_taken_back,
    an_action_of_ones_own_has_words_and_dates,
    actions_from_before_the_history_keep_what_they_were,
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", Some("claire"))));
    write!(store, |tx| tx.insert_person(&person("ben", "Ben", "Ali", None)));
    store
}

fn action_id(text: &str) -> ActionId {
    ActionId::new(text).unwrap()
}

async fn add(store: &Store, id: &'static str, sheet: &'static str) -> Added {
    let aim = Aim::Sheet(SheetId::new(sheet).unwrap());
    let action = Action::chosen(action_id(id), aim, ActionSource::Suggested, NOW);
    let change = Change::by_person(EventKind::Added, NOW);
    write!(store, |tx| tx.add_action(&person_id("ana"), action, &change))
}

async fn say(
    store: &Store,
    who: &'static str,
    id: &'static str,
    status: ActionStatus,
    expected: u64,
) -> Updated {
    let state = ActionState { status, ..ActionState::planned() };
    let change = Change::by_person(EventKind::Said, NOW.plus_s(5));
    write!(store, |tx| tx.change_action(&person_id(who), &action_id(id), expected, &state, &change))
}

async fn an_action_is_chosen_once_and_changed_by_version(place: Place) {
    let store = open(&place).await;
    let Added::Added(first) = add(&store, "a1", "aide-transport").await else { panic!("not added") };
    assert_eq!(add(&store, "a2", "aide-transport").await, Added::AlreadyOpen(first.clone()));
    assert!(matches!(add(&store, "a3", "auto-ecole").await, Added::Added(_)));

    let state = ActionState { status: ActionStatus::Done, ..ActionState::planned() };
    let done = Action { state, version: 2, updated_at: NOW.plus_s(5), ..first };
    assert_eq!(say(&store, "ana", "a1", ActionStatus::Done, 1).await, Updated::Updated(done.clone()));
    assert_eq!(say(&store, "ana", "a1", ActionStatus::Stuck, 1).await, Updated::Stale(done.clone()));
    assert_eq!(say(&store, "ben", "a1", ActionStatus::Stuck, 2).await, Updated::NotFound);
    assert_eq!(say(&store, "ana", "nothing", ActionStatus::Stuck, 2).await, Updated::NotFound);
    // Chosen again once done; then the first cannot be reopened beside it.
    let Added::Added(second) = add(&store, "a4", "aide-transport").await else { panic!("not added") };
    let refused = say(&store, "ana", "a1", ActionStatus::UnderWay, 2).await;
    assert_eq!(refused, Updated::AlreadyOpen(second));
    assert!(matches!(say(&store, "ana", "a4", ActionStatus::Stuck, 1).await, Updated::Updated(_)));
    let actions = read!(store, |tx| tx.list_actions(&person_id("ana")));
    assert_eq!(actions.iter().map(|action| action.id.as_str()).collect::<Vec<_>>(), ["a1", "a3", "a4"]);
    assert_eq!(actions[0], done);
    assert_eq!(read!(store, |tx| tx.list_actions(&person_id("ben"))), []);
}

async fn every_change_is_kept_and_can_be_taken_back(place: Place) {
    let store = open(&place).await;
    add(&store, "a1", "aide-transport").await;
    let stuck = ActionState {
        status: ActionStatus::Stuck,
        reason: Some(ReasonId::new("trop-loin").unwrap()),
        ..ActionState::planned()
    };
    let change = Change::by_person(EventKind::Said, NOW.plus_s(9));
    let state = stuck.clone();
    write!(store, |tx| tx.change_action(&person_id("ana"), &action_id("a1"), 1, &state, &change));
    let events = read!(store, |tx| tx.list_action_events(&person_id("ana")));
    let told: Vec<_> = events.iter().map(|event| (event.version, event.change.kind)).collect();
    assert_eq!(told, [(1, EventKind::Added), (2, EventKind::Said)]);
    assert_eq!((&events[1].state, &events[1].change.actor), (&stuck, &Actor::Person));
    assert_eq!(read!(store, |tx| tx.list_action_events(&person_id("ben"))), []);

    // Back to planned, then back to the choice itself: the action goes, its history stays, and the sheet is free again.
    let mut states: Vec<ActionState> = events.into_iter().map(|event| event.state).collect();
    let back = undo(&states).unwrap();
    states.push(back.clone());
    let change = Change::by_person(EventKind::Undone, NOW.plus_s(10));
    write!(store, |tx| tx.change_action(&person_id("ana"), &action_id("a1"), 2, &back, &change));
    let withdrawn = undo(&states[..1]).unwrap();
    let change = Change::by_person(EventKind::Undone, NOW.plus_s(11));
    write!(store, |tx| tx.change_action(&person_id("ana"), &action_id("a1"), 3, &withdrawn, &change));
    assert_eq!(read!(store, |tx| tx.list_actions(&person_id("ana"))), []);
    assert_eq!(read!(store, |tx| tx.list_action_events(&person_id("ana"))).len(), 4);
    assert!(matches!(add(&store, "a2", "aide-transport").await, Added::Added(_)));
    let change = Change::by_person(EventKind::Undone, NOW.plus_s(12));
    let again = ActionState::planned();
    let refused =
        write!(store, |tx| tx.change_action(&person_id("ana"), &action_id("a1"), 4, &again, &change));
    assert!(matches!(refused, Updated::AlreadyOpen(_)));

    write!(store, |tx| tx.add_milestone(&person_id("ana"), Milestone::ActionDone, NOW));
    let remove =
        async |at| write!(store, |tx| tx.remove_milestone(&person_id("ana"), Milestone::ActionDone, at));
    assert!(!remove(NOW.plus_s(1)).await, "another time is another thing");
    assert!(remove(NOW).await);
}

async fn an_action_of_ones_own_has_words_and_dates(place: Place) {
    let store = open(&place).await;
    let own = |id: &str| {
        let aim = Aim::Own(ActionTitle::new("Appeler l’école").unwrap());
        Action { brought_by: None, ..Action::chosen(action_id(id), aim, ActionSource::Own, NOW) }
    };
    let change = Change::by_person(EventKind::Added, NOW);
    // The same words twice are two actions.
    for id in ["o1", "o2"] {
        let (action, change) = (own(id), change.clone());
        let added = write!(store, |tx| tx.add_action(&person_id("ana"), action, &change));
        assert!(matches!(added, Added::Added(_)));
    }
    let dated = ActionState {
        due: Some("2026-12-08".parse().unwrap()),
        appointment_at: Some(NOW.plus_s(86_400)),
        reminder: Some(Reminder::DayBefore),
        ..ActionState::planned()
    };
    let change = Change { kind: EventKind::Dated, actor: Actor::Staff(staff_id("claire")), at: NOW };
    let state = dated.clone();
    write!(store, |tx| tx.change_action(&person_id("ana"), &action_id("o1"), 1, &state, &change));
    let found = read!(store, |tx| tx.find_action(&person_id("ana"), &action_id("o1"))).unwrap();
    assert_eq!((found.aim, found.state), (own("o1").aim, dated.clone()));
    let events = read!(store, |tx| tx.list_action_events(&person_id("ana")));
    let last = events.iter().rfind(|event| event.action_id == action_id("o1")).unwrap();
    assert_eq!((&last.state, &last.change.actor), (&dated, &Actor::Staff(staff_id("claire"))));
}

/// An action that the first schema held is still there, with one line of history, and its sheet is still chosen once.
async fn actions_from_before_the_history_keep_what_they_were(place: Place) {
    let store = open(&place).await;
    store.close().await;
    let mut connection = sqlx::AnyConnection::connect(&place.url).await.unwrap();
    let first: &str = include_str!("../../migrations/0001_first_journey.sql");
    let table = first.find("CREATE TABLE action (").unwrap();
    let go_back = "DROP TABLE action_event; DROP TABLE put_aside; DROP TABLE dispute; DROP TABLE follow_up;
                   DROP TABLE hours_agreement; DROP TABLE hours_proposal; DROP TABLE action;
                   DELETE FROM _sqlx_migrations WHERE version = 3;";
    connection.execute(go_back).await.unwrap();
    connection.execute(&first[table..]).await.unwrap();
    let old = "INSERT INTO action (id, person_id, sheet, status, source, created_at, updated_at, version)
               VALUES ('a1', 'ana', 'cv', 'stuck', 'suggested', 1, 2, 7)";
    connection.execute(old).await.unwrap();
    connection.close().await.unwrap();
    let store = place.open().await;
    let kept = read!(store, |tx| tx.list_actions(&person_id("ana")));
    assert_eq!((kept.len(), kept[0].version, kept[0].state.status), (1, 7, ActionStatus::Stuck));
    let events = read!(store, |tx| tx.list_action_events(&person_id("ana")));
    assert_eq!((events.len(), events[0].version, events[0].change.kind), (1, 7, EventKind::Recorded));
    assert!(matches!(add(&store, "a2", "cv").await, Added::AlreadyOpen(_)));
}
