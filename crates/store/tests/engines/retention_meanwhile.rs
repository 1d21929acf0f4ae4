//! Whoever is heard of while others are erased stays.

use crate::places::{NOW, Place, on_both_engines, person_id, read, write};
use crate::retention::{DAY_S, n_kept};
use crate::workshops::{book, slot, with};
use domain::retention::{ErasureReason, Passing, Periods};
use domain::time::Timestamp;
use sqlx::{AnyConnection, Connection, Executor};
use store::{Error, Owner, Session, Setting, Store};

on_both_engines! {
    whoever_is_heard_of_meanwhile_is_not_over,
    a_sign_in_at_the_same_time_is_waited_for,
    whoever_came_in_meanwhile_is_not_erased,
    a_place_that_tells_of_a_contact_is_kept_as_long_as_it_counts,
}

/// By then everybody's time is over.
const OVER: Timestamp = NOW.plus_s(800 * DAY_S);

async fn with_everybody_noted(place: &Place) -> Store {
    let store = with(place, vec![slot("s", 801 * DAY_S, 1)]).await;
    for who in ["ana", "ben", "cleo"] {
        write!(store, |tx| tx.note_expiry(&person_id(who), NOW.plus_s(705 * DAY_S)));
    }
    store
}

async fn is_over(store: &Store, who: &'static str) -> bool {
    write!(store, |tx| tx.lock_if_over(&person_id(who), Periods::default(), OVER))
}

async fn whoever_is_heard_of_meanwhile_is_not_over(place: Place) {
    let store = with_everybody_noted(&place).await;
    let near = read!(store, |tx| tx.list_resting(OVER, None, 9));
    assert!(near.len() >= 3, "they were listed");
    write!(store, |tx| tx.touch_person(&person_id("ana"), OVER));
    book(&store, "s", "ben", OVER).await;
    assert!(!is_over(&store, "ana").await && !is_over(&store, "ben").await);
    assert!(is_over(&store, "cleo").await);
    assert!(!is_over(&store, "dan").await, "it was never noted");
    assert!(!is_over(&store, "nobody").await);
}

fn session_of(who: &str) -> Session {
    Session {
        token_hash: "back".into(),
        owner: Owner::Person(person_id(who)),
        setting: Setting::Phone,
        created_at: OVER,
        last_seen_at: OVER,
        expires_at: OVER.plus_s(3600),
    }
}

async fn a_sign_in_at_the_same_time_is_waited_for(place: Place) {
    let store = with_everybody_noted(&place).await;
    let (touched, is_touched) = tokio::sync::oneshot::channel();
    let (go_on, may_go_on) = std::sync::mpsc::channel::<()>();
    let other = store.clone();
    let signing_in = tokio::spawn(async move {
        let done: Result<(), Error> = other
            .write(move |tx| {
                Box::pin(async move {
                    tx.touch_person(&person_id("ana"), OVER).await?;
                    touched.send(()).unwrap();
                    // On SQLite a job awaits nothing but its transaction.
                    tokio::task::block_in_place(|| may_go_on.recv()).unwrap();
                    Ok(())
                })
            })
            .await;
        done.unwrap();
    });
    is_touched.await.unwrap();
    let same = store.clone();
    let asking = tokio::spawn(async move { is_over(&same, "ana").await });
    tokio::task::yield_now().await;
    go_on.send(()).unwrap();
    assert!(!asking.await.unwrap());
    signing_in.await.unwrap();
}

/// With a card that was read just before it was revoked.
async fn whoever_came_in_meanwhile_is_not_erased(place: Place) {
    let store = with_everybody_noted(&place).await;
    let erase_over = |erasure: &'static str| {
        store.write(move |tx| {
            Box::pin(async move {
                tx.erase_person(&person_id("ana"), erasure, ErasureReason::TimeOver, OVER).await
            })
        })
    };
    write!(store, |tx| tx.close_ways_in(&person_id("ana"), OVER));
    write!(store, |tx| tx.insert_session(&session_of("ana")));
    let before = n_kept(&store, "ana").await;
    assert_eq!(erase_over("e1").await, Ok::<_, Error>(false));
    assert_eq!(n_kept(&store, "ana").await, before);
    assert_eq!(read!(store, |tx| tx.list_erasures(9)), []);
    write!(store, |tx| tx.close_ways_in(&person_id("ana"), OVER));
    assert_eq!(erase_over("e2").await, Ok::<_, Error>(true));
}

/// Whoever never signs in is known to have been heard of by their place.
async fn a_place_that_tells_of_a_contact_is_kept_as_long_as_it_counts(place: Place) {
    let store = with(&place, vec![slot("s", DAY_S, 1)]).await;
    book(&store, "s", "ana", NOW).await;
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    let noted = NOW.plus_s(90 * DAY_S);
    let late = sqlx::query("UPDATE booking SET changed_at = $1").bind(noted.as_ms());
    connection.execute(late).await.unwrap();
    connection.close().await.unwrap();
    for (before, n) in [(noted, 0), (noted.plus_s(1), 1)] {
        assert_eq!(read!(store, |tx| tx.count_over(Passing::Bookings, before)), n);
        assert_eq!(write!(store, |tx| tx.forget(Passing::Bookings, before, 9)), n);
    }
}
