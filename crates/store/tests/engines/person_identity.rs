//! What people have linked to sign in with: one for each, nobody's twice, and gone with the card; on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, write};
use domain::ids::ReferenceId;
use domain::retention::ErasureReason;
use store::{Linked, NewIdentity, Owner, Session, Setting, Store, Told};

on_both_engines! {
    what_is_linked_opens_one_space,
    another_takes_the_place_of_the_one_before,
    what_is_taken_back_opens_nothing_and_can_be_linked_by_somebody_else,
    of_two_who_link_the_same_at_once_one_has_it,
    a_card_that_is_replaced_takes_the_link_along,
    nothing_is_linked_in_a_session_that_has_ended,
    nobody_is_let_in_while_the_ways_in_are_closed,
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    for (id, name) in [("ana", "Ana"), ("ben", "Ben")] {
        write!(store, |tx| tx.insert_person(&person(id, name, "Durand", None)));
        write!(store, |tx| tx.insert_session(&session(id, id)));
    }
    store
}

fn session(token_hash: &str, id: &str) -> Session {
    Session {
        token_hash: token_hash.to_owned(),
        owner: Owner::Person(person_id(id)),
        setting: Setting::Phone,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus_s(1800),
    }
}

/// `whom` links `subject`, in the session of their name.
fn link(n: u32, whom: &str, subject: &str) -> NewIdentity {
    NewIdentity {
        id: ReferenceId::new(format!("link-{n}")).unwrap(),
        person_id: person_id(whom),
        session: whom.to_owned(),
        subject_hash: subject.to_owned(),
        linked_at: NOW.plus_s(i64::from(n)),
    }
}

async fn linked(store: &Store, new: NewIdentity) -> Linked {
    write!(store, |tx| tx.link_identity(&new))
}

async fn who(store: &Store, subject: &'static str) -> Option<String> {
    write!(store, |tx| tx.find_person_by_identity(subject)).map(|person| person.id.to_string())
}

async fn what_is_linked_opens_one_space(place: Place) {
    let store = open(&place).await;
    assert_eq!(who(&store, "s-1").await, None);
    assert_eq!(read!(store, |tx| tx.find_identity(&person_id("ana"))), None);
    assert_eq!(linked(&store, link(1, "ana", "s-1")).await, Linked::Done);
    assert_eq!(linked(&store, link(2, "ana", "s-1")).await, Linked::Done, "it is linked already");
    assert_eq!(read!(store, |tx| tx.find_identity(&person_id("ana"))), Some(NOW.plus_s(1)));
    assert_eq!(linked(&store, link(3, "ben", "s-1")).await, Linked::OfSomeoneElse);
    assert_eq!(who(&store, "s-1").await.as_deref(), Some("ana"));
    assert_eq!(who(&store, "s-2").await, None);
}

async fn another_takes_the_place_of_the_one_before(place: Place) {
    let store = open(&place).await;
    linked(&store, link(1, "ana", "s-1")).await;
    assert_eq!(linked(&store, link(2, "ana", "s-2")).await, Linked::Done);
    assert_eq!((who(&store, "s-1").await, who(&store, "s-2").await.as_deref()), (None, Some("ana")));
    let told = read!(store, |tx| tx.list_told(&person_id("ana")));
    let links = told.into_iter().find(|table| table.table == "person_identity").unwrap();
    let row = |linked_at: i64, ended: Told| {
        vec![
            ("linked_at".to_owned(), Told::Number(NOW.plus_s(linked_at).as_ms())),
            ("ended_at".to_owned(), ended),
        ]
    };
    assert_eq!(links.rows, [row(1, Told::Number(NOW.plus_s(2).as_ms())), row(2, Told::Nothing)]);
}

async fn what_is_taken_back_opens_nothing_and_can_be_linked_by_somebody_else(place: Place) {
    let store = open(&place).await;
    linked(&store, link(1, "ana", "s-1")).await;
    assert!(write!(store, |tx| tx.unlink_identity(&person_id("ana"), NOW.plus_s(9))));
    assert!(!write!(store, |tx| tx.unlink_identity(&person_id("ana"), NOW.plus_s(9))));
    assert_eq!(who(&store, "s-1").await, None);
    assert_eq!(linked(&store, link(2, "ben", "s-1")).await, Linked::Done);
    assert_eq!(who(&store, "s-1").await.as_deref(), Some("ben"));
    write!(store, |tx| tx.close_ways_in(&person_id("ben"), NOW));
    write!(store, |tx| tx.erase_person(&person_id("ben"), "gone", ErasureReason::Asked, NOW));
    assert_eq!(
        linked(&store, link(3, "ana", "s-1")).await,
        Linked::Done,
        "nothing is left of who was erased"
    );
}

async fn of_two_who_link_the_same_at_once_one_has_it(place: Place) {
    let store = open(&place).await;
    let (one, other) =
        tokio::join!(linked(&store, link(1, "ana", "s-1")), linked(&store, link(2, "ben", "s-1")));
    assert_eq!([one, other].iter().filter(|linked| **linked == Linked::Done).count(), 1, "{one:?} {other:?}");
    let owner = if one == Linked::Done { "ana" } else { "ben" };
    assert_eq!(who(&store, "s-1").await.as_deref(), Some(owner));
}

async fn a_card_that_is_replaced_takes_the_link_along(place: Place) {
    let store = open(&place).await;
    write!(store, |tx| tx.issue_first_card(&person_id("ana"), "card", NOW));
    linked(&store, link(1, "ana", "s-1")).await;
    write!(store, |tx| tx.renew_card(&person_id("ana"), "new", NOW.plus_s(5)));
    assert_eq!(who(&store, "s-1").await, None);
    assert_eq!(read!(store, |tx| tx.find_identity(&person_id("ana"))), None);
}

async fn nothing_is_linked_in_a_session_that_has_ended(place: Place) {
    let store = open(&place).await;
    write!(store, |tx| tx.close_ways_in(&person_id("ana"), NOW));
    assert_eq!(linked(&store, link(1, "ana", "s-1")).await, Linked::SessionOver);
    assert_eq!(who(&store, "s-1").await, None);
}

/// Whatever comes first: once the ways in are closed, no session is open.
async fn nobody_is_let_in_while_the_ways_in_are_closed(place: Place) {
    let store = open(&place).await;
    for n in 0..20 {
        let round = session(&format!("round-{n}"), "ana");
        let again = NewIdentity { session: round.token_hash.clone(), ..link(n, "ana", "s-1") };
        write!(store, |tx| tx.insert_session(&round));
        assert_eq!(linked(&store, again).await, Linked::Done);
        let entering = store.write(move |tx| {
            Box::pin(async move {
                if tx.find_person_by_identity("s-1").await?.is_some() {
                    tx.insert_session(&session(&format!("entered-{n}"), "ana")).await?;
                }
                Ok::<_, store::Error>(())
            })
        });
        let closing = async { write!(store, |tx| tx.close_ways_in(&person_id("ana"), NOW)) };
        let (entered, ()) = tokio::join!(entering, closing);
        entered.unwrap();
        let token = format!("entered-{n}");
        assert_eq!(read!(store, |tx| tx.find_session(&token)), None, "round {n}");
    }
}
