//! The forum: one ticket a person, never more than there are places, and doors whose scans come in any order.

mod change;

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::forum::{
    Arrival, Arrivals, ForumDay, TicketCode, TicketDigest, TicketRefusal, TicketStatus, WalkIn,
};
use domain::ids::{DoorId, ForumId, TicketId, WalkInId};
use domain::time::Timestamp;
use domain::workshops::{Span, Zone};
use sqlx::{AnyConnection, Connection, Executor};
use store::{
    Constraint, Engine, Entry, Error, ForumChange, ForumChanged, NewTicket, Store, Ticket, Ticketed,
};

on_both_engines! {
    a_ticket_is_taken_changed_and_given_back,
    the_kept_places_are_never_given_to_tickets,
    a_change_to_a_full_half_hour_loses_nothing,
    a_code_is_never_given_out_twice,
    scans_come_in_any_order_and_again,
    people_without_a_ticket_are_counted_once,
    who_has_come_keeps_their_ticket,
    of_two_hundred_on_nineteen_places_nineteen_have_a_ticket,
    people_who_change_all_at_once_lose_nothing,
    counting_before_taking_is_caught,
    the_engine_itself_refuses_one_ticket_too_many,
}

const HOUR_S: i64 = 3600;
const DAY_S: i64 = 24 * HOUR_S;

fn forum_id() -> ForumId {
    ForumId::new("f").unwrap()
}

fn door(name: &str) -> DoorId {
    DoorId::new(name).unwrap()
}

/// Three hours in ten days, in half-hours of so many places, of which a tenth is kept.
fn change(n_places: u32) -> ForumChange {
    let from = NOW.plus_s(10 * DAY_S);
    let day = ForumDay {
        span: Span { from, to: from.plus_s(3 * HOUR_S) },
        slot_min: 30,
        n_places,
        kept_percent: 10,
    };
    ForumChange { name: "Forum".into(), venue: "ici".parse().unwrap(), zone: Zone::Reunion, day }
}

/// A published forum and people p0, p1 …
async fn with(place: &Place, n_places: u32, n_people: usize) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    let people: Vec<_> =
        (0..n_people).map(|n| (person(&format!("p{n}"), "Ana", "Essai", None), None)).collect();
    write!(store, |tx| tx.insert_people(&people));
    write!(store, |tx| tx.insert_forum(&forum_id(), &change(n_places), &staff_id("claire"), NOW));
    assert_eq!(write!(store, |tx| tx.publish_forum(&forum_id(), NOW)), ForumChanged::Done);
    store
}

/// Codes that differ for each `n`.
fn new_ticket(n: usize) -> NewTicket {
    let code = |first: usize| {
        TicketCode::from_numbers([first, n / 1024, n / 32, n, 0, 0].map(|n| u8::try_from(n % 32).unwrap()))
    };
    NewTicket { id: TicketId::new(format!("t{n}")).unwrap(), codes: [code(0), code(1), code(2), code(3)] }
}

async fn try_take(store: &Store, who: usize, entry: u32, ticket: NewTicket) -> Result<Ticketed, Error> {
    let who = person_id(&format!("p{who}"));
    let job = store.write(move |tx| {
        Box::pin(async move { tx.take_ticket(&forum_id(), entry, &who, &ticket, NOW).await })
    });
    job.await
}

async fn take(store: &Store, who: usize, entry: u32) -> Ticketed {
    try_take(store, who, entry, new_ticket(who)).await.unwrap()
}

async fn give_back(store: &Store, who: usize) -> Ticketed {
    let who = person_id(&format!("p{who}"));
    write!(store, |tx| tx.give_ticket_back(&forum_id(), &who, NOW))
}

async fn ticket(store: &Store, who: usize) -> Option<Ticket> {
    let who = person_id(&format!("p{who}"));
    read!(store, |tx| tx.list_tickets(&who, NOW)).into_iter().next()
}

async fn entries(store: &Store) -> Vec<Entry> {
    read!(store, |tx| tx.list_entries(&forum_id()))
}

async fn n_taken(store: &Store) -> Vec<u32> {
    entries(store).await.iter().map(|entry| entry.n_taken).collect()
}

async fn scan(store: &Store, who: usize, at_s: i64, by: &str, heard: Timestamp) {
    let digest = TicketDigest::of(&forum_id(), &ticket(store, who).await.unwrap().code);
    let arrival = Arrival { at: NOW.plus_s(at_s), door: door(by) };
    write!(store, |tx| tx.record_scan(&forum_id(), &digest, &arrival, heard));
}

async fn arrivals(store: &Store) -> Arrivals {
    let tickets = read!(store, |tx| tx.list_door_tickets(&forum_id()));
    tickets.into_iter().filter_map(|ticket| Some((ticket.digest, ticket.arrival?))).collect()
}

/// PostgreSQL has two instances; SQLite has one writer.
async fn two_of(place: &Place, first: Store) -> Vec<Store> {
    match first.engine() {
        Engine::Sqlite => vec![first],
        Engine::Postgres => vec![first, place.open().await],
    }
}

async fn a_ticket_is_taken_changed_and_given_back(place: Place) {
    let store = with(&place, 10, 2).await;
    assert_eq!((entries(&store).await.len(), entries(&store).await[0].n_kept), (6, 1));
    assert_eq!(take(&store, 0, 1).await, Ticketed::Done);
    let first = ticket(&store, 0).await.unwrap();
    assert_eq!((first.entry, first.status, first.arrived_at), (1, TicketStatus::Held, None));
    assert_eq!(take(&store, 0, 1).await, Ticketed::Done, "twice is once");
    assert_eq!(take(&store, 1, 1).await, Ticketed::Done);
    assert_eq!(n_taken(&store).await, [0, 2, 0, 0, 0, 0]);
    assert_eq!(take(&store, 0, 4).await, Ticketed::Done);
    let changed = ticket(&store, 0).await.unwrap();
    assert_eq!(
        (changed.entry, &changed.code, &changed.id),
        (4, &first.code, &first.id),
        "the paper stays right"
    );
    assert_eq!(n_taken(&store).await, [0, 1, 0, 0, 1, 0]);
    assert_eq!(give_back(&store, 0).await, Ticketed::Done);
    assert_eq!(give_back(&store, 0).await, Ticketed::Done, "twice is once");
    assert_eq!(ticket(&store, 0).await.unwrap().status, TicketStatus::GivenBack);
    assert_eq!(n_taken(&store).await, [0, 1, 0, 0, 0, 0]);
    assert_eq!(try_take(&store, 0, 2, new_ticket(100)).await, Ok(Ticketed::Done));
    let again = ticket(&store, 0).await.unwrap();
    assert!(
        again.code != first.code && again.status == TicketStatus::Held,
        "what was given back opens nothing"
    );
    assert_eq!(take(&store, 0, 6).await, Ticketed::NoForum);
    let other = ForumId::new("g").unwrap();
    let taken = write!(store, |tx| tx.take_ticket(&other, 0, &person_id("p0"), &new_ticket(7), NOW));
    assert_eq!(taken, Ticketed::NoForum);
}

async fn the_kept_places_are_never_given_to_tickets(place: Place) {
    let store = with(&place, 10, 10).await;
    for who in 0..9 {
        assert_eq!(take(&store, who, 0).await, Ticketed::Done);
    }
    assert_eq!(take(&store, 9, 0).await, Ticketed::Refused(TicketRefusal::Full));
    assert_eq!(ticket(&store, 9).await, None);
    assert_eq!(give_back(&store, 3).await, Ticketed::Done);
    assert_eq!(take(&store, 9, 0).await, Ticketed::Done);
}

async fn a_change_to_a_full_half_hour_loses_nothing(place: Place) {
    let store = with(&place, 2, 2).await;
    assert_eq!(take(&store, 0, 0).await, Ticketed::Done);
    assert_eq!(take(&store, 1, 1).await, Ticketed::Done);
    assert_eq!(take(&store, 0, 1).await, Ticketed::Refused(TicketRefusal::Full));
    assert_eq!(ticket(&store, 0).await.unwrap().entry, 0);
    assert_eq!(n_taken(&store).await, [1, 1, 0, 0, 0, 0]);
}

async fn a_code_is_never_given_out_twice(place: Place) {
    let store = with(&place, 10, 5).await;
    let same = |id: &str| NewTicket { id: TicketId::new(id).unwrap(), ..new_ticket(1) };
    for who in 0..4 {
        assert_eq!(try_take(&store, who, 0, same(&format!("s{who}"))).await, Ok(Ticketed::Done));
    }
    give_back(&store, 0).await;
    let none_left = try_take(&store, 4, 0, same("s4")).await;
    assert_eq!(
        none_left,
        Err(Error::Conflict { constraint: Constraint::Race }),
        "the caller tries again with others"
    );
    assert_eq!(n_taken(&store).await[0], 3, "and nothing is counted");
    let mut codes = Vec::new();
    for who in 0..4 {
        codes.push(String::from(ticket(&store, who).await.unwrap().code));
    }
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 4);
}

/// Two doors send the same scans in different orders, one of them twice: what the server knows is what `domain` says.
async fn scans_come_in_any_order_and_again(place: Place) {
    let store = with(&place, 10, 3).await;
    for who in 0..3 {
        take(&store, who, 0).await;
    }
    let scans = [(0, 50, "north"), (1, 20, "south"), (0, 10, "south"), (1, 20, "north"), (2, 5, "south")];
    let mut expected = Arrivals::default();
    for (who, at_s, by) in scans {
        let digest = TicketDigest::of(&forum_id(), &ticket(&store, who).await.unwrap().code);
        expected.add(digest, Arrival { at: NOW.plus_s(at_s), door: door(by) });
    }
    for (n, (who, at_s, by)) in scans.iter().chain(scans.iter().rev()).enumerate() {
        scan(&store, *who, *at_s, by, NOW.plus_s(100 + i64::try_from(n).unwrap())).await;
    }
    assert_eq!(arrivals(&store).await, expected);
    let counts = read!(store, |tx| tx.count_arrivals(&forum_id()));
    assert_eq!(counts.iter().map(|count| (count.entry, count.n)).collect::<Vec<_>>(), [(0, 3)]);
    // The fifth scan was the last that told something new.
    assert_eq!(read!(store, |tx| tx.list_arrivals(&forum_id(), NOW.plus_s(104))).len(), 1);
    assert_eq!(read!(store, |tx| tx.list_arrivals(&forum_id(), NOW.plus_s(105))).len(), 0);
    give_back(&store, 0).await;
    let unknown = TicketDigest::of(&forum_id(), &TicketCode::from_numbers([31; 6]));
    let late = Arrival { at: NOW, door: door("north") };
    write!(store, |tx| tx.record_scan(&forum_id(), &unknown, &late, NOW));
    assert_eq!(arrivals(&store).await, expected, "a code that is no ticket keeps nothing");
}

async fn people_without_a_ticket_are_counted_once(place: Place) {
    let store = with(&place, 10, 1).await;
    for (id, entry) in [("w1", 0), ("w2", 0), ("w1", 0), ("w3", 5), ("w4", 6)] {
        let (id, one) = (WalkInId::new(id).unwrap(), WalkIn { entry, at: NOW });
        write!(store, |tx| tx.record_walk_in(&forum_id(), &id, &one, &door("north")));
    }
    let counts = read!(store, |tx| tx.count_walk_ins(&forum_id()));
    assert_eq!(counts.iter().map(|count| (count.entry, count.n)).collect::<Vec<_>>(), [(0, 2), (5, 1)]);
}

async fn who_has_come_keeps_their_ticket(place: Place) {
    let store = with(&place, 10, 1).await;
    take(&store, 0, 0).await;
    scan(&store, 0, 5, "north", NOW).await;
    assert_eq!(give_back(&store, 0).await, Ticketed::Refused(TicketRefusal::Used));
    assert_eq!(take(&store, 0, 1).await, Ticketed::Refused(TicketRefusal::Used));
    assert_eq!(take(&store, 0, 0).await, Ticketed::Done, "it is so already");
    assert_eq!(ticket(&store, 0).await.unwrap().arrived_at, Some(NOW.plus_s(5)));
}

async fn of_two_hundred_on_nineteen_places_nineteen_have_a_ticket(place: Place) {
    // 22 places, of which 3 are kept.
    let stores = two_of(&place, with(&place, 22, 200).await).await;
    let taps = (0..200).map(|who| {
        let store = stores[who % stores.len()].clone();
        tokio::spawn(async move { until_answered(&store, who, 0).await })
    });
    let mut n_done = 0;
    for tap in taps.collect::<Vec<_>>() {
        match tap.await.unwrap() {
            Ticketed::Done => n_done += 1,
            Ticketed::Refused(TicketRefusal::Full) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((n_done, n_taken(&stores[0]).await[0]), (19, 19));
}

/// Each has a ticket, all go to other half-hours at once and back: the counts are those of the tickets, and nobody is without.
async fn people_who_change_all_at_once_lose_nothing(place: Place) {
    let stores = two_of(&place, with(&place, 10, 40).await).await;
    let walks = (0..40usize).map(|who| {
        let store = stores[who % stores.len()].clone();
        tokio::spawn(async move {
            let mut has_ticket = false;
            for step in 0..6usize {
                let entry = u32::try_from((who * 7 + step * 5) % 6).unwrap();
                has_ticket |= until_answered(&store, who, entry).await == Ticketed::Done;
                assert_eq!(ticket(&store, who).await.is_some(), has_ticket);
            }
        })
    });
    for walk in walks.collect::<Vec<_>>() {
        walk.await.unwrap();
    }
    let held = n_held(&stores[0], 40).await;
    assert_eq!(n_taken(&stores[0]).await, held);
    assert!(held.iter().all(|n| *n <= 9), "{held:?}");
}

/// How many people hold a ticket of each half-hour.
async fn n_held(store: &Store, n_people: usize) -> [u32; 6] {
    let mut held = [0; 6];
    for who in 0..n_people {
        if let Some(ticket) = ticket(store, who).await {
            held[ticket.entry as usize] += 1;
        }
    }
    held
}

/// The negative control: four clients that have counted the one free place before any of them takes it.
async fn counting_before_taking_is_caught(place: Place) {
    let store = with(&place, 10, 12).await;
    for who in 0..8 {
        take(&store, who, 0).await;
    }
    let counted = n_taken(&store).await[0];
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    for who in 8..12usize {
        let ticket = sqlx::query(
            "INSERT INTO ticket (id, forum_id, entry, person_id, code, digest, status, taken_at, changed_at)
             VALUES ($1, 'f', 0, $2, $1, $1, 'held', 0, 0)",
        );
        // An id and a code that can be read back, and that nobody has.
        let name = format!("99990{}", who - 8);
        connection.execute(ticket.bind(name).bind(format!("p{who}"))).await.unwrap();
        let count = sqlx::query("UPDATE forum_entry SET n_taken = $1 WHERE number = 0");
        connection.execute(count.bind(i64::from(counted + 1))).await.unwrap();
    }
    let held = n_held(&store, 12).await;
    assert_ne!(n_taken(&store).await, held);
    assert!(held[0] > 9, "{held:?}");
}

/// Tries again while the service is busy, as the app does.
async fn until_answered(store: &Store, who: usize, entry: u32) -> Ticketed {
    loop {
        match try_take(store, who, entry, new_ticket(who)).await {
            Ok(ticketed) => return ticketed,
            Err(Error::Unavailable(_) | Error::Conflict { constraint: Constraint::Race }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

async fn the_engine_itself_refuses_one_ticket_too_many(place: Place) {
    with(&place, 10, 1).await.close().await;
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    connection.execute("UPDATE forum_entry SET n_taken = 9 WHERE number = 0").await.unwrap();
    let refused = connection.execute("UPDATE forum_entry SET n_taken = 10 WHERE number = 0").await;
    assert!(refused.unwrap_err().to_string().contains("forum_entry_not_overbooked"));
}
