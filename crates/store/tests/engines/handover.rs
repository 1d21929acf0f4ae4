//! A visit goes on elsewhere: one code at a time, one who takes it, and the visit ends with it; on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, write};
use store::{Owner, Session, Setting, Store};

on_both_engines! {
    a_code_that_is_taken_ends_the_visit,
    a_code_works_no_longer_than_its_time_nor_than_its_visit,
    a_new_code_takes_the_place_of_the_one_before,
    of_many_who_give_it_in_one_has_it,
}

const LIMIT_S: i64 = 120;

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", None)));
    let session = Session {
        token_hash: "kiosk".into(),
        owner: Owner::Person(person_id("ana")),
        setting: Setting::Kiosk,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus_s(1800),
    };
    write!(store, |tx| tx.insert_session(&session));
    store
}

async fn offer(store: &Store, code: &'static str) -> bool {
    write!(store, |tx| tx.save_handover("kiosk", code, NOW.plus_s(LIMIT_S)))
}

async fn take(store: &Store, code: &'static str, after_s: i64) -> bool {
    write!(store, |tx| tx.take_handover(code, NOW.plus_s(after_s)))
}

async fn is_found(store: &Store, code: &'static str, after_s: i64) -> bool {
    read!(store, |tx| tx.find_handover(code, NOW.plus_s(after_s))).is_some()
}

async fn a_code_that_is_taken_ends_the_visit(place: Place) {
    let store = open(&place).await;
    assert!(offer(&store, "code").await);
    let visit = read!(store, |tx| tx.find_handover("code", NOW)).unwrap();
    assert_eq!((visit.token_hash.as_str(), visit.owner), ("kiosk", Owner::Person(person_id("ana"))));
    assert!(read!(store, |tx| tx.find_session("kiosk")).is_some(), "offering ends nothing");
    assert!(!take(&store, "other", 1).await);
    assert!(take(&store, "code", 1).await);
    assert!(read!(store, |tx| tx.find_session("kiosk")).is_none());
    assert!(!take(&store, "code", 1).await, "a code works once");
    assert!(!offer(&store, "newer").await, "a visit that has ended goes on nowhere");
}

async fn a_code_works_no_longer_than_its_time_nor_than_its_visit(place: Place) {
    let store = open(&place).await;
    offer(&store, "code").await;
    assert!(is_found(&store, "code", LIMIT_S - 1).await);
    assert!(!is_found(&store, "code", LIMIT_S).await);
    assert!(!take(&store, "code", LIMIT_S).await);
    assert!(write!(store, |tx| tx.end_session("kiosk", NOW)));
    assert!(!is_found(&store, "code", 1).await);
    assert!(!take(&store, "code", 1).await);
}

async fn a_new_code_takes_the_place_of_the_one_before(place: Place) {
    let store = open(&place).await;
    offer(&store, "code").await;
    offer(&store, "newer").await;
    assert!(!take(&store, "code", 1).await);
    assert!(take(&store, "newer", 1).await);
}

async fn of_many_who_give_it_in_one_has_it(place: Place) {
    let store = open(&place).await;
    offer(&store, "code").await;
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { take(&store, "code", 1).await })
        })
        .collect();
    let mut n_taken = 0;
    for one in tries {
        n_taken += usize::from(one.await.unwrap());
    }
    assert_eq!(n_taken, 1);
}
