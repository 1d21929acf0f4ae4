//! Many clients on few places, whose recorded history a checker proves or refutes (T1, T3, decision 14).
//!
//! Every client has an idempotency key for each attempt and forgets some answers, as a phone in a tunnel does; two
//! sweeps run beside them, as two instances would, and staff change capacities. `LONG` makes it 20,000 operations of
//! 256 clients, five times. The checker is itself proved: it must refute what broken clients of the database record.

mod chance;
mod checker;
mod clients;
mod history;

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id};
use crate::workshops::{at, slot, slot_id};
use checker::{Violation, check};
use clients::{Desk, Load, play};
use domain::ids::BookingId;
use domain::workshops::BookingRefusal;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Executor};
use std::sync::Arc;
use store::{Constraint, Error, NewBooking, Seat, Store};
use tokio::sync::Barrier;

on_both_engines! {
    the_history_of_many_clients_holds,
    of_two_thousand_on_twenty_places_twenty_have_one_and_the_others_wait_in_order,
    counting_and_booking_afterwards_is_caught,
    one_place_too_few_is_caught,
    a_lost_acknowledgement_is_caught,
    two_devices_of_one_person_book_one_of_two_that_clash,
}

fn is_long() -> bool {
    std::env::var_os("LONG").is_some()
}

async fn the_history_of_many_clients_holds(place: Place) {
    let (n_runs, load) = match is_long() {
        false => (1, Load { n_clients: 24, n_operations: 1_200, ..Load::default() }),
        true => (5, Load { n_clients: 256, n_operations: 20_000, ..Load::default() }),
    };
    let stores = open_twice(&place).await;
    for run in 0..n_runs {
        let load = Load { seed: run + 1, name: format!("r{run}"), ..load.clone() };
        let history = play(&place, &stores, Desk::Real, &load).await;
        assert_eq!(check(&history), Vec::new(), "seed {}", load.seed);
        let n_offers = history.bookings.iter().filter(|booking| booking.was_offered).count();
        let n_full = history.events.iter().filter(|event| event.answer == REFUSED_FULL).count();
        assert!(n_offers > 10 && n_full > 10, "{n_offers} offers, {n_full} full: nothing was contended");
    }
}

const REFUSED_FULL: Seat = Seat::Refused(BookingRefusal::Full);

/// PostgreSQL has two instances; SQLite has one writer.
async fn open_twice(place: &Place) -> Vec<Store> {
    let first = place.open().await;
    match first.engine() {
        store::Engine::Sqlite => vec![first],
        store::Engine::Postgres => vec![first, place.open().await],
    }
}

async fn prepare(store: &Store, n_people: usize, capacity: u64) {
    let people: Vec<_> =
        (0..n_people).map(|n| (person(&format!("p{n}"), "Ana", "Essai", None), None)).collect();
    let job = store.write(move |tx| {
        Box::pin(async move {
            tx.insert_staff(&referent("claire", "c.martin")).await?;
            tx.insert_people(&people).await?;
            tx.insert_slot(&slot("hot", 10 * 86_400, capacity), &staff_id("claire"), NOW).await
        })
    });
    let done: Result<(), Error> = job.await;
    done.unwrap();
}

async fn of_two_thousand_on_twenty_places_twenty_have_one_and_the_others_wait_in_order(place: Place) {
    let stores = open_twice(&place).await;
    prepare(&stores[0], 2_000, 20).await;
    let clients = (0..2_000).map(|n| tokio::spawn(wait_or_book(stores[n % stores.len()].clone(), n)));
    let clients: Vec<_> = clients.collect();
    for client in clients {
        client.await.unwrap();
    }
    let hot = slot_id("hot");
    let slot = read!(stores[0], |tx| tx.find_slot(&hot)).unwrap();
    assert_eq!((slot.n_booked, slot.n_held, slot.n_waiting), (20, 0, 1_980));
    let mut ranks = Vec::new();
    for n in 0..2_000 {
        let id = person_id(&format!("p{n}"));
        let bookings = read!(stores[0], |tx| tx.list_bookings(&id, NOW));
        assert_eq!(bookings.len(), 1);
        ranks.extend(bookings[0].rank);
    }
    ranks.sort_unstable();
    assert!(ranks.into_iter().eq(1..=1_980), "everyone waits at a rank of their own");
}

/// Books, else waits; tries again while the service is busy, as the app does.
async fn wait_or_book(store: Store, n: usize) {
    loop {
        let job = store.write(move |tx| {
            Box::pin(async move {
                let (hot, id) = (slot_id("hot"), person_id(&format!("p{n}")));
                let booking = NewBooking { id: BookingId::new(format!("b{n}")).unwrap(), booked_by: None };
                match tx.take_seat(&hot, &id, booking, at(NOW)).await? {
                    REFUSED_FULL => {
                        tx.join_waitlist(&hot, &id, &BookingId::new(format!("b{n}")).unwrap(), at(NOW)).await
                    }
                    seat => Ok(seat),
                }
            })
        });
        match job.await {
            Ok(seat) => return assert_eq!(seat, Seat::Done),
            Err(Error::Unavailable(_) | Error::Conflict { constraint: Constraint::Race }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

async fn two_devices_of_one_person_book_one_of_two_that_clash(place: Place) {
    let stores = open_twice(&place).await;
    prepare(&stores[0], 20, 20).await;
    let other = stores[0].write(|tx| {
        Box::pin(async {
            tx.insert_slot(&slot("other", 10 * 86_400 + 60, 20), &staff_id("claire"), NOW).await
        })
    });
    let other: Result<(), Error> = other.await;
    other.unwrap();
    let taps = (0..40).map(|n| {
        let store = stores[n % stores.len()].clone();
        let slot = if n % 2 == 0 { "hot" } else { "other" };
        tokio::spawn(async move {
            let id = person_id(&format!("p{}", n / 2));
            let booking = NewBooking { id: BookingId::new(format!("b{n}")).unwrap(), booked_by: None };
            let taken = store.write(move |tx| {
                Box::pin(async move { tx.take_seat(&slot_id(slot), &id, booking, at(NOW)).await })
            });
            let taken: Result<Seat, Error> = taken.await;
            taken.unwrap()
        })
    });
    let mut answers = Vec::new();
    for tap in taps.collect::<Vec<_>>() {
        answers.push(tap.await.unwrap());
    }
    for pair in answers.chunks(2) {
        let n_done = pair.iter().filter(|seat| **seat == Seat::Done).count();
        assert_eq!((n_done, pair.contains(&Seat::Refused(BookingRefusal::Clash))), (1, true), "{pair:?}");
    }
}

/// Eight have counted the one free place before any of them books it.
async fn counting_and_booking_afterwards_is_caught(place: Place) {
    let load = Load { n_clients: 8, n_operations: 8, n_slots: 1, name: "c".to_owned(), ..Load::default() };
    let stores = open_twice(&place).await;
    let all_have_counted = Arc::new(Barrier::new(8));
    let history = play(&place, &stores, Desk::CountThenBook(all_have_counted), &load).await;
    let found = check(&history);
    assert!(found.iter().any(|violation| matches!(violation, Violation::Overbooked { .. })), "{found:?}");
}

async fn one_place_too_few_is_caught(place: Place) {
    let load = Load { n_clients: 8, n_operations: 200, name: "f".to_owned(), ..Load::default() };
    let history = play(&place, &open_twice(&place).await, Desk::OnePlaceTooFew, &load).await;
    let found = check(&history);
    assert!(found.iter().any(|violation| matches!(violation, Violation::FalselyFull { .. })), "{found:?}");
}

async fn a_lost_acknowledgement_is_caught(place: Place) {
    let load = Load { n_clients: 8, n_operations: 200, name: "l".to_owned(), ..Load::default() };
    let history = play(&place, &open_twice(&place).await, Desk::Forgets, &load).await;
    let found = check(&history);
    assert!(found.iter().any(|violation| matches!(violation, Violation::Lost { .. })), "{found:?}");
}

/// What is in the database when everyone has gone.
async fn fetch(place: &Place, statement: &'static str) -> Vec<AnyRow> {
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    connection.fetch_all(statement).await.unwrap()
}
