//! Filling in together: one at a time, agreed to once, no longer than the desk's session, and remembered afterwards; on both
//! engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::ids::{AccessId, SittingId};
use domain::retention::Passing;
use domain::session::Agreement;
use domain::time::Timestamp;
use store::{Access, Owner, Session, Setting, Sitting, Store};

on_both_engines! {
    the_second_sitting_takes_the_place_of_the_first,
    one_agrees_once_and_only_while_it_is_open,
    a_sitting_ends_with_the_session_at_the_desk,
    the_person_reads_how_they_agreed,
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", Some("claire"))));
    let session = Session {
        token_hash: "desk".into(),
        owner: Owner::Staff(staff_id("claire")),
        setting: Setting::Desk,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus_s(8 * 3600),
    };
    write!(store, |tx| tx.insert_session(&session));
    store
}

fn sitting_id(id: &str) -> SittingId {
    SittingId::new(id).unwrap()
}

fn sitting(id: &str, session: &str, at: Timestamp) -> Sitting {
    Sitting {
        id: sitting_id(id),
        staff_session: session.into(),
        staff_id: staff_id("claire"),
        person_id: person_id("ana"),
        started_at: at,
        expires_at: at.plus_s(3600),
        agreed_at: None,
    }
}

async fn start(store: &Store, sitting: Sitting) -> bool {
    write!(store, |tx| tx.start_sitting(&sitting))
}

async fn find(store: &Store, id: &'static str) -> Option<Sitting> {
    read!(store, |tx| tx.find_sitting(&sitting_id(id), "desk"))
}

async fn agree(store: &Store, id: &'static str, by: Agreement, at: Timestamp) -> bool {
    write!(store, |tx| tx.agree_to_sitting(&sitting_id(id), by, at))
}

async fn the_second_sitting_takes_the_place_of_the_first(place: Place) {
    let store = open(&place).await;
    let first = sitting("s1", "desk", NOW);
    assert!(start(&store, first.clone()).await);
    assert_eq!(find(&store, "s1").await, Some(first));
    assert_eq!(read!(store, |tx| tx.find_sitting(&sitting_id("s1"), "other")), None);
    assert!(start(&store, sitting("s2", "desk", NOW.plus_s(5))).await);
    assert_eq!(find(&store, "s1").await, None);
    assert!(find(&store, "s2").await.is_some());
}

async fn one_agrees_once_and_only_while_it_is_open(place: Place) {
    let store = open(&place).await;
    assert!(start(&store, sitting("s1", "desk", NOW)).await);
    assert!(!agree(&store, "s9", Agreement::Hand, NOW).await);
    assert!(agree(&store, "s1", Agreement::Hand, NOW.plus_s(1)).await);
    assert!(!agree(&store, "s1", Agreement::Spoken, NOW.plus_s(2)).await);
    assert_eq!(find(&store, "s1").await.unwrap().agreed_at, Some(NOW.plus_s(1)));
    assert!(start(&store, sitting("s2", "desk", NOW.plus_s(3))).await);
    write!(store, |tx| tx.end_sittings_of("desk", NOW.plus_s(4)));
    assert!(!agree(&store, "s2", Agreement::Hand, NOW.plus_s(5)).await);
}

async fn a_sitting_ends_with_the_session_at_the_desk(place: Place) {
    let store = open(&place).await;
    assert!(start(&store, sitting("s1", "desk", NOW)).await);
    assert!(write!(store, |tx| tx.end_session("desk", NOW.plus_s(60))));
    assert_eq!(find(&store, "s1").await, None);
    assert!(!start(&store, sitting("s2", "desk", NOW.plus_s(60))).await, "none begins after it");
    assert!(!start(&store, sitting("s3", "nobody", NOW)).await);
}

async fn the_person_reads_how_they_agreed(place: Place) {
    let store = open(&place).await;
    assert!(start(&store, sitting("s1", "desk", NOW)).await);
    assert!(agree(&store, "s1", Agreement::Spoken, NOW).await);
    let access = Access {
        id: AccessId::new("l1").unwrap(),
        person_id: person_id("ana"),
        staff_id: staff_id("claire"),
        operation: "agreeToSitting",
        object: Some("s1".into()),
        at: NOW,
    };
    write!(store, |tx| tx.note_access(&access));
    write!(store, |tx| tx.end_sittings_of("desk", NOW.plus_s(240)));
    // The end does not move, and what is over is not ended again.
    write!(store, |tx| tx.end_sittings_of("desk", NOW.plus_s(9000)));
    let lines = read!(store, |tx| tx.list_accesses(&person_id("ana"), None, 10));
    let told: Vec<_> = lines.iter().map(|line| (line.until, line.agreed_by)).collect();
    assert_eq!(told, [(Some(NOW.plus_s(240)), Some(Agreement::Spoken))]);
    let before = NOW.plus_s(1);
    assert_eq!(read!(store, |tx| tx.count_over(Passing::Sittings, before)), 1);
    assert_eq!(write!(store, |tx| tx.forget(Passing::Sittings, before, 10)), 1);
    let lines = read!(store, |tx| tx.list_accesses(&person_id("ana"), None, 10));
    assert_eq!((lines[0].until, lines[0].agreed_by), (None, None));
}
