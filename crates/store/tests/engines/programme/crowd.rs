//! Many who want one talk, and one person on many devices.

use super::{N_TALKS, OPENS_AT, book, cancel, month_id, with_month};
use crate::places::{NOW, Place, on_both_engines, person, person_id, read, write};
use domain::workshops::BookingRefusal;
use sqlx::{AnyConnection, Connection, Executor, Row};
use std::sync::Arc;
use store::{Seat, Store};
use tokio::sync::Barrier;

on_both_engines! {
    of_forty_who_want_one_talk_one_has_it,
    nobody_has_a_fifth_talk_whatever_their_devices_do,
    without_the_lock_two_devices_would_have_a_fifth_talk,
}

async fn of_forty_who_want_one_talk_one_has_it(place: Place) {
    let store = with_month(&place).await;
    let names: Vec<String> = (0..40).map(|n| format!("p{n}")).collect();
    for name in names.clone() {
        write!(store, |tx| tx.insert_person(&person(&name, &name, "Essai", None)));
    }
    let tasks: Vec<_> = names
        .into_iter()
        .map(|name| {
            let store = store.clone();
            tokio::spawn(async move { book(&store, "x3", &name, OPENS_AT).await })
        })
        .collect();
    let mut n_done = 0;
    for task in tasks {
        match task.await.unwrap() {
            Seat::Done => n_done += 1,
            other => assert_eq!(other, Seat::Refused(BookingRefusal::Full)),
        }
    }
    assert_eq!(n_done, 1);
}

async fn nobody_has_a_fifth_talk_whatever_their_devices_do(place: Place) {
    let store = with_month(&place).await;
    let tasks: Vec<_> = (0..N_TALKS)
        .map(|nth| {
            let store = store.clone();
            tokio::spawn(async move { book(&store, &format!("x{nth}"), "eve", OPENS_AT).await })
        })
        .collect();
    let mut n_done = 0;
    for task in tasks {
        match task.await.unwrap() {
            Seat::Done => n_done += 1,
            other => assert_eq!(other, Seat::Refused(BookingRefusal::EnoughTalks)),
        }
    }
    assert_eq!(n_done, 4);
    let fact = read!(store, |tx| tx.find_month_fact(&month_id(), &person_id("eve"))).unwrap();
    assert_eq!((fact.n_talks, fact.is_participant()), (4, false));
    assert_eq!(cancel_one(&store).await, Seat::Done);
    let free = read!(store, |tx| tx.list_month_slots(&month_id()));
    let free = free.iter().find(|slot| slot.id.as_str().starts_with('x') && slot.n_booked == 0).unwrap();
    assert_eq!(book(&store, free.id.as_str(), "eve", OPENS_AT.plus_s(1)).await, Seat::Done, "one for one");
}

async fn cancel_one(store: &Store) -> Seat {
    let own = read!(store, |tx| tx.list_own_slots(&person_id("eve"), NOW));
    cancel(store, own[0].id.as_str(), "eve").await
}

/// The negative control of the test above: counting before booking, without the lock, lets two devices both be fourth.
async fn without_the_lock_two_devices_would_have_a_fifth_talk(place: Place) {
    let store = with_month(&place).await;
    for slot in ["x0", "x1", "x2"] {
        book(&store, slot, "eve", OPENS_AT).await;
    }
    let count = "SELECT COUNT(*) FROM booking WHERE person_id = 'eve' AND status = 'booked'";
    let both_have_counted = Arc::new(Barrier::new(2));
    let devices: Vec<_> = ["x3", "x4"]
        .into_iter()
        .map(|slot| {
            let (url, both_have_counted) = (place.url.clone(), both_have_counted.clone());
            tokio::spawn(async move {
                let mut connection = AnyConnection::connect(&url).await.unwrap();
                let n_talks: i64 = connection.fetch_one(count).await.unwrap().get(0);
                both_have_counted.wait().await;
                if n_talks < 4 {
                    let statement = sqlx::query(
                        "INSERT INTO booking (id, slot_id, person_id, status, created_at, changed_at)
                         VALUES ($1, $1, 'eve', 'booked', 0, 0)",
                    );
                    statement.bind(slot).execute(&mut connection).await.unwrap();
                }
            })
        })
        .collect();
    for device in devices {
        device.await.unwrap();
    }
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    assert_eq!(connection.fetch_one(count).await.unwrap().get::<i64, _>(0), 5);
}
