//! Access cards: one lives at most, whoever gives them out, and who never had one is found in piles.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use store::{Card, Owner, Session, Setting, Store};

on_both_engines! {
    a_new_card_ends_the_one_before_and_its_sessions,
    of_two_who_renew_at_once_one_card_lives,
    a_first_card_is_given_once,
    whoever_never_had_a_card_is_listed_by_who_hands_it_over,
}

async fn with(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    for (name, referent) in [("ana", None), ("ben", Some("claire")), ("cleo", Some("claire"))] {
        write!(store, |tx| tx.insert_person(&person(name, name, "Essai", referent)));
    }
    store
}

fn session(name: &str) -> Session {
    Session {
        token_hash: ["token-", name].concat(),
        owner: Owner::Person(person_id(name)),
        setting: Setting::Phone,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus_s(3600),
    }
}

async fn a_new_card_ends_the_one_before_and_its_sessions(place: Place) {
    let store = with(&place).await;
    assert_eq!(read!(store, |tx| tx.find_card(&person_id("ana"))), None);
    write!(store, |tx| tx.renew_card(&person_id("ana"), "one", NOW));
    write!(store, |tx| tx.insert_session(&session("ana")));
    let later = NOW.plus_s(60);
    write!(store, |tx| tx.renew_card(&person_id("ana"), "two", later));
    assert!(read!(store, |tx| tx.find_person_by_card("one")).is_none());
    assert_eq!(read!(store, |tx| tx.find_person_by_card("two")).unwrap().id, person_id("ana"));
    assert!(read!(store, |tx| tx.find_session("token-ana")).is_none());
    let lives = Card { issued_at: later, revoked_at: None };
    assert_eq!(read!(store, |tx| tx.find_card(&person_id("ana"))), Some(lives));
    write!(store, |tx| tx.close_ways_in(&person_id("ana"), later));
    let ended = Card { issued_at: later, revoked_at: Some(later) };
    assert_eq!(read!(store, |tx| tx.find_card(&person_id("ana"))), Some(ended));
}

async fn of_two_who_renew_at_once_one_card_lives(place: Place) {
    let store = with(&place).await;
    let renew = async |hash: &'static str| write!(store, |tx| tx.renew_card(&person_id("ana"), hash, NOW));
    tokio::join!(renew("one"), renew("two"));
    let mut n_live = 0;
    for hash in ["one", "two"] {
        n_live += u32::from(read!(store, |tx| tx.find_person_by_card(hash)).is_some());
    }
    assert_eq!(n_live, 1);
}

async fn a_first_card_is_given_once(place: Place) {
    let store = with(&place).await;
    let issue = async |name: &'static str, hash: &'static str| {
        write!(store, |tx| tx.issue_first_card(&person_id(name), hash, NOW))
    };
    let (one, other) = tokio::join!(issue("ana", "one"), issue("ana", "two"));
    assert!(one != other, "{one} {other}");
    assert!(!issue("nobody", "three").await);
    write!(store, |tx| tx.close_ways_in(&person_id("ana"), NOW));
    assert!(!issue("ana", "four").await, "whose card was taken back is given another by hand only");
}

async fn whoever_never_had_a_card_is_listed_by_who_hands_it_over(place: Place) {
    let store = with(&place).await;
    let list = async |limit: u32| read!(store, |tx| tx.list_without_card(limit));
    assert_eq!(list(9).await, ["ana", "ben", "cleo"].map(person_id));
    assert_eq!(list(1).await, [person_id("ana")]);
    write!(store, |tx| tx.issue_first_card(&person_id("ben"), "ben", NOW));
    assert_eq!(list(9).await, ["ana", "cleo"].map(person_id));
    assert_eq!(read!(store, |tx| tx.count_without_card()), 2);
    let addressee = read!(store, |tx| tx.find_addressee(&person_id("cleo"))).unwrap();
    let claire = read!(store, |tx| tx.find_staff(&staff_id("claire"))).unwrap();
    assert_eq!(addressee.referent, Some((claire.display_name, claire.place)));
    assert_eq!(read!(store, |tx| tx.find_addressee(&person_id("ana"))).unwrap().referent, None);
}
