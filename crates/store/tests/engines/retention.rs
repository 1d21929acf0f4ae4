//! How long people are kept, and that nothing is left of someone who is erased.

use crate::places::{NOW, Place, on_both_engines, person_id, read, staff_id, write};
use crate::workshops::{at, book, join, slot, slot_id, status, with};
use domain::documents::DocumentState;
use domain::forum::{ForumDay, TicketCode};
use domain::ids::{AccessId, DocumentId, ForumId, TicketId};
use domain::pathway::{FollowUp, Milestone};
use domain::retention::{ErasureReason, Passing, Periods};
use domain::time::Timestamp;
use domain::workshops::{BookingStatus, Span, Zone};
use sqlx::{AnyConnection, Connection, Executor, Row};
use std::collections::BTreeSet;
use store::{
    Access, Begun, Constraint, Erasure, Error, ForumChange, KEPT_OF_A_PERSON, NewDocument, NewTicket, Owner,
    Session, Setting, Store, Told,
};

on_both_engines! {
    nothing_is_left_of_someone_who_is_erased,
    a_person_is_told_everything_by_name_and_nothing_opaque,
    their_places_go_to_whoever_waits,
    what_has_begun_keeps_its_count,
    a_place_that_comes_meanwhile_stops_the_erasing,
    a_file_that_comes_meanwhile_stops_it_too,
    only_who_was_not_heard_of_for_long_is_resting,
    what_passes_goes_in_time_and_is_counted_before,
}

pub const DAY_S: i64 = 86_400;

fn document(name: &str) -> NewDocument {
    NewDocument {
        id: DocumentId::new(name).unwrap(),
        name: name.to_owned(),
        extension: "pdf".to_owned(),
        size_bytes: 9,
        digest: "d".to_owned(),
    }
}

fn forum_id() -> ForumId {
    ForumId::new("f").unwrap()
}

async fn take_ticket(store: &Store, who: &'static str) {
    let from = NOW.plus_s(10 * DAY_S);
    let day =
        ForumDay { span: Span { from, to: from.plus_s(3600) }, slot_min: 30, n_places: 10, kept_percent: 10 };
    let change = ForumChange { name: "Forum".into(), venue: "ici".parse().unwrap(), zone: Zone::Paris, day };
    write!(store, |tx| tx.insert_forum(&forum_id(), &change, &staff_id("claire"), NOW));
    write!(store, |tx| tx.publish_forum(&forum_id(), NOW));
    let code = |n: u8| TicketCode::from_numbers([n, 1, 1, 1, 1, 1]);
    let new = NewTicket { id: TicketId::new("t1").unwrap(), codes: [code(0), code(1), code(2), code(3)] };
    write!(store, |tx| tx.take_ticket(&forum_id(), 0, &person_id(who), &new, NOW));
}

async fn n_taken(store: &Store) -> u32 {
    read!(store, |tx| tx.list_entries(&forum_id()))[0].n_taken
}

/// As the server does it.
async fn erase(store: &Store, who: &'static str, now: Timestamp) -> Result<bool, Error> {
    let id = person_id(who);
    write!(store, |tx| tx.close_ways_in(&person_id(who), now));
    for slot in read!(store, |tx| tx.list_open_slots_of(&person_id(who), now)) {
        write!(store, |tx| tx.vacate_slot(&slot, &person_id(who), at(now)));
    }
    for forum in read!(store, |tx| tx.list_forums_of(&person_id(who))) {
        write!(store, |tx| tx.give_ticket_back(&forum, &person_id(who), now));
    }
    let reason = ErasureReason::Asked;
    store.write(move |tx| Box::pin(async move { tx.erase_person(&id, who, reason, now).await })).await
}

pub async fn n_kept(store: &Store, who: &'static str) -> u64 {
    read!(store, |tx| tx.count_kept(&person_id(who))).iter().map(|(_, n)| n).sum()
}

/// Ana has something in many places: a way in, a place, a ticket, a file, looks.
async fn furnished(place: &Place) -> Store {
    let store = with(place, vec![slot("s", DAY_S, 1)]).await;
    write!(store, |tx| tx.issue_card(&person_id("ana"), "card", NOW));
    let session = Session {
        token_hash: "token".into(),
        owner: Owner::Person(person_id("ana")),
        setting: Setting::Phone,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus_s(3600),
    };
    write!(store, |tx| tx.insert_session(&session));
    write!(store, |tx| tx.start_draft("d1", &person_id("ana"), "2026-1", NOW));
    write!(store, |tx| tx.add_milestone(&person_id("ana"), Milestone::SignedIn, NOW));
    write!(store, |tx| tx.set_follow_up(&person_id("ana"), FollowUp::Social, &staff_id("claire"), NOW));
    book(&store, "s", "ana", NOW).await;
    take_ticket(&store, "ana").await;
    write!(store, |tx| tx.insert_document(&person_id("ana"), &document("cv"), NOW));
    for (owner, body, about) in [
        ("person:ana", "{}", None),
        ("staff:claire", r#"{"person":"ana"}"#, None),
        ("staff:paul", "her words", Some("ana")),
        ("person:ben", "{}", None),
    ] {
        let begun = write!(store, |tx| tx.begin_request(owner, "key", "hash", NOW));
        assert_eq!(begun, Begun::New);
        write!(store, |tx| tx.finish_request(owner, "key", 200, body, about.map(person_id).as_ref()));
    }
    let access = Access {
        id: AccessId::new("a1").unwrap(),
        person_id: person_id("ana"),
        staff_id: staff_id("claire"),
        operation: "getClientSummary",
        object: None,
        at: NOW,
    };
    write!(store, |tx| tx.note_access(&access));
    store
}

async fn nothing_is_left_of_someone_who_is_erased(place: Place) {
    let store = furnished(&place).await;
    let n_rows = n_kept(&store, "ana").await;
    assert!(n_rows > 10);
    assert_eq!(n_taken(&store).await, 1);
    assert_eq!(erase(&store, "ana", NOW).await, Ok(true));
    // What was given back first has become rows that tell so.
    let noted = read!(store, |tx| tx.list_erasures(9));
    let expected = Erasure { at: NOW, reason: ErasureReason::Asked, n_rows, n_files: 1 };
    assert_eq!(noted, [expected]);
    assert_eq!((n_kept(&store, "ana").await, n_taken(&store).await), (0, 0));
    let stale = read!(store, |tx| tx.list_stale_objects(NOW, 9));
    assert_eq!(stale, [(DocumentId::new("cv").unwrap(), NOW)], "its bytes are to be removed");
    assert!(write!(store, |tx| tx.claim_document(DocumentState::Checking, NOW, NOW)).is_none());
    // What staff were answered about her went too; others keep what is theirs.
    for (owner, begun) in [
        ("staff:claire", Begun::New),
        ("staff:paul", Begun::New),
        ("person:ben", Begun::Done { status: 200, body: "{}".into() }),
    ] {
        assert_eq!(write!(store, |tx| tx.begin_request(owner, "key", "hash", NOW)), begun, "{owner}");
    }
    assert!(n_kept(&store, "ben").await > 0);
    assert_eq!(erase(&store, "ana", NOW).await, Ok(false), "there is no such person");
    assert_eq!(read!(store, |tx| tx.list_erasures(9)).len(), 1, "and nothing to note");
}

async fn a_person_is_told_everything_by_name_and_nothing_opaque(place: Place) {
    let store = furnished(&place).await;
    let told = read!(store, |tx| tx.list_told(&person_id("ana")));
    let held = read!(store, |tx| tx.count_kept(&person_id("ana")));
    let is_told =
        |table: &str| KEPT_OF_A_PERSON.iter().any(|kept| kept.table == table && kept.untold.is_none());
    let expected: Vec<(&str, u64)> = held.into_iter().filter(|(table, n)| *n > 0 && is_told(table)).collect();
    let found: Vec<(&str, u64)> = told.iter().map(|one| (one.table, one.rows.len() as u64)).collect();
    assert_eq!(found, expected);
    let value = |table: &str, column: &str| {
        let rows = &told.iter().find(|one| one.table == table).unwrap().rows;
        rows[0].iter().find(|(name, _)| name == column).unwrap().1.clone()
    };
    let text = |text: &str| Told::Text(text.to_owned());
    assert!(value("person", "first_name") == text("ana") && value("person", "phone") == Told::Nothing);
    assert!(value("person", "created_at") == Told::Number(NOW.as_ms()));
    assert!(value("access_log", "staff") == text("Claire Martin"));
    assert!(value("ticket", "starts_at") == Told::Number(NOW.plus_s(10 * DAY_S).as_ms()));
    let all = told.iter().flat_map(|one| &one.rows).flatten();
    let opaque = ["card", "token", "claire", "t1", "d1"];
    for (column, told) in all {
        let is_opaque = matches!(told, Told::Text(text) if opaque.contains(&text.as_str()));
        assert!(!is_opaque, "{column}");
    }
}

async fn their_places_go_to_whoever_waits(place: Place) {
    let store = with(&place, vec![slot("s", DAY_S, 1), slot("later", 2 * DAY_S, 1)]).await;
    book(&store, "s", "ana", NOW).await;
    for who in ["ben", "cleo"] {
        join(&store, "s", who, NOW).await;
    }
    book(&store, "later", "ben", NOW).await;
    join(&store, "later", "ana", NOW).await;
    assert_eq!(erase(&store, "ana", NOW).await, Ok(true));
    assert_eq!(status(&store, "cleo").await, BookingStatus::Waiting);
    let offered = read!(store, |tx| tx.find_slot(&slot_id("s"))).unwrap();
    assert_eq!((offered.n_booked, offered.n_held, offered.n_waiting), (0, 1, 1), "ben is offered it");
    // What is offered to someone who is erased goes on, too.
    assert_eq!(erase(&store, "ben", NOW).await, Ok(true));
    assert_eq!(status(&store, "cleo").await, BookingStatus::Offered);
    let later = read!(store, |tx| tx.find_slot(&slot_id("later"))).unwrap();
    assert_eq!((later.n_booked, later.n_held, later.n_waiting), (0, 0, 0));
}

async fn what_has_begun_keeps_its_count(place: Place) {
    let store = with(&place, vec![slot("s", 60, 3)]).await;
    for who in ["ana", "ben"] {
        book(&store, "s", who, NOW).await;
    }
    assert_eq!(erase(&store, "ana", NOW.plus_s(3600)).await, Ok(true));
    let past = read!(store, |tx| tx.find_slot(&slot_id("s"))).unwrap();
    assert_eq!(past.n_booked, 2, "two had a place, whoever they were");
    assert_eq!(read!(store, |tx| tx.list_attendees(&slot_id("s"))).len(), 1);
    assert_eq!(n_kept(&store, "ana").await, 0);
}

async fn a_place_that_comes_meanwhile_stops_the_erasing(place: Place) {
    let store = furnished(&place).await;
    let before = n_kept(&store, "ana").await;
    let reason = ErasureReason::Asked;
    let refused: Result<bool, Error> = store
        .write(move |tx| Box::pin(async move { tx.erase_person(&person_id("ana"), "e", reason, NOW).await }))
        .await;
    assert_eq!(refused, Err(Error::Conflict { constraint: Constraint::Reference }));
    assert_eq!(n_kept(&store, "ana").await, before, "nothing of it was done");
    assert_eq!(read!(store, |tx| tx.list_stale_objects(NOW, 9)), []);
    assert_eq!(read!(store, |tx| tx.list_erasures(9)), []);
    assert_eq!(erase(&store, "ana", NOW).await, Ok(true));
}

/// Two at once, on PostgreSQL: whoever comes second finds no person, or stops the erasing.
async fn a_file_that_comes_meanwhile_stops_it_too(place: Place) {
    for _ in 0..10 {
        let store = with(&place, vec![]).await;
        let other = store.clone();
        let announce = async {
            let done: Result<(), Error> = other
                .write(|tx| {
                    Box::pin(async move { tx.insert_document(&person_id("ana"), &document("cv"), NOW).await })
                })
                .await;
            done.is_ok()
        };
        let (erased, is_announced) = tokio::join!(erase(&store, "ana", NOW), announce);
        let found = read!(store, |tx| tx.find_document(&person_id("ana"), &document("cv").id)).is_some();
        let stale = read!(store, |tx| tx.list_stale_objects(NOW, 9)).len();
        match erased {
            Ok(true) => assert_eq!((found, stale), (false, usize::from(is_announced))),
            Err(Error::Conflict { .. }) => assert_eq!((found, is_announced, stale), (true, true, 0)),
            other => panic!("{other:?}"),
        }
        store.close().await;
        empty(&place).await;
    }
}

async fn empty(place: &Place) {
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    for table in ["document", "stale_object", "person", "staff"] {
        connection.execute(sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM {table}")))).await.unwrap();
    }
    connection.close().await.unwrap();
}

async fn only_who_was_not_heard_of_for_long_is_resting(place: Place) {
    let store = with(&place, vec![slot("s", DAY_S, 3)]).await;
    let later = NOW.plus_s(100 * DAY_S);
    write!(store, |tx| tx.touch_person(&person_id("ana"), later));
    book(&store, "s", "ben", NOW.plus_s(60)).await;
    write!(store, |tx| tx.add_milestone(&person_id("cleo"), Milestone::ReferentMet, NOW.plus_s(90)));
    write!(store, |tx| tx.note_expiry(&person_id("dan"), NOW.plus_s(5)));
    let mut found = Vec::new();
    let mut after = None;
    while let Some(last) = read!(store, |tx| tx.list_resting(NOW.plus_s(99), after.as_ref(), 1)).pop() {
        found.push((last.person_id.to_string(), last.last_contact, last.expiry_noted_at));
        after = Some(last.person_id);
    }
    let one = |who: &str, after_s: i64, noted| (who.to_owned(), NOW.plus_s(after_s), noted);
    let expected = [
        one("ben", 60, None),
        one("cleo", 90, None),
        one("dan", 0, Some(NOW.plus_s(5))),
        one("eve", 0, None),
    ];
    assert_eq!(found, expected);
}

async fn what_passes_goes_in_time_and_is_counted_before(place: Place) {
    let store = with(&place, vec![slot("s", 400 * DAY_S, 1)]).await;
    write!(store, |tx| tx.start_draft("d1", &person_id("ana"), "2026-1", NOW));
    book(&store, "s", "ana", NOW).await;
    join(&store, "s", "ben", NOW).await;
    write!(store, |tx| tx.cancel_booking(&slot_id("s"), &person_id("ana"), None, at(NOW)));
    take_ticket(&store, "ana").await;
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    connection.execute("UPDATE booking SET link_hash = 'hash' WHERE status = 'offered'").await.unwrap();
    connection.execute("UPDATE outbox SET outcome = 'sms', ended_at = created_at").await.unwrap();
    // An offer stands for a day at first; a slot and a half-hour end an hour after they began.
    let hours = |days: i64| days * DAY_S + 3600;
    for (what, after_s, n) in [
        (Passing::Drafts, 90 * DAY_S, 1),
        (Passing::Links, 31 * DAY_S, 1),
        (Passing::Messages, 365 * DAY_S, 1),
        (Passing::Tickets, hours(10 + 731), 1),
        (Passing::Bookings, hours(400 + 731), 2),
    ] {
        let periods = Periods::default();
        let on_the_day = periods.over_before(what, NOW.plus_s(after_s));
        let after = periods.over_before(what, NOW.plus_s(after_s + 1));
        assert_eq!(read!(store, |tx| tx.count_over(what, on_the_day)), 0, "{what:?}");
        assert_eq!(read!(store, |tx| tx.count_over(what, after)), n, "{what:?}");
        assert_eq!(write!(store, |tx| tx.forget(what, on_the_day, 9)), 0, "{what:?}");
        // As many at once as are asked for, and no more.
        for left in (0..n).rev() {
            assert_eq!(write!(store, |tx| tx.forget(what, after, 1)), 1, "{what:?}");
            assert_eq!(read!(store, |tx| tx.count_over(what, after)), left, "{what:?}");
        }
        if what == Passing::Links {
            let left = connection.fetch_one("SELECT COUNT(link_hash), COUNT(*) FROM booking").await.unwrap();
            assert_eq!((left.get::<i64, _>(0), left.get::<i64, _>(1)), (0, 2), "the booking stays");
        }
    }
    let past = read!(store, |tx| tx.find_slot(&slot_id("s"))).unwrap();
    assert_eq!((past.n_held, n_taken(&store).await), (1, 1), "counts stay");
}

/// A page of SQLite keeps what was deleted from it until something else takes the room.
#[tokio::test]
async fn nothing_is_left_in_the_file_either() {
    const MARK: &str = "zq-nobody-writes-this-otherwise";
    let place = Place::sqlite();
    let folder = place.folder.as_ref().unwrap();
    let store = furnished(&place).await;
    write!(store, |tx| tx.start_draft(MARK, &person_id("ben"), "2026-1", NOW));
    write!(store, |tx| tx.insert_document(&person_id("ben"), &document(MARK), NOW));
    store.close().await;
    let is_there = || {
        let held = std::fs::read_dir(folder.path()).unwrap().map(|file| std::fs::read(file.unwrap().path()));
        held.map(Result::unwrap).any(|bytes| bytes.windows(MARK.len()).any(|part| part == MARK.as_bytes()))
    };
    assert!(is_there());
    let store = place.open().await;
    assert_eq!(erase(&store, "ben", NOW).await, Ok(true));
    write!(store, |tx| tx.settle_stale_objects(&[(document(MARK).id, None)]));
    store.close().await;
    assert!(!is_there());
}

/// A new table of a person's has to say whether they are given it, and is counted when they are erased.
#[tokio::test]
async fn every_table_of_a_person_is_in_the_list() {
    let place = Place::sqlite();
    place.open().await.close().await;
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    let references = connection
        .fetch_all(
            "SELECT t.name, f.\"table\" FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'",
        )
        .await
        .unwrap();
    let references: Vec<(String, String)> = references.iter().map(|row| (row.get(0), row.get(1))).collect();
    let mut expected = BTreeSet::from(["person".to_owned()]);
    loop {
        let more = references.iter().filter(|(_, to)| expected.contains(to)).map(|(from, _)| from.clone());
        let grown: BTreeSet<String> = expected.iter().cloned().chain(more).collect();
        if grown == expected {
            break;
        }
        expected = grown;
    }
    // They name a person without a reference.
    expected.extend(["session", "idempotency", "import_line"].map(str::to_owned));
    let listed: BTreeSet<String> = KEPT_OF_A_PERSON.iter().map(|kept| kept.table.to_owned()).collect();
    assert_eq!(listed, expected);
    let named = "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
                 WHERE t.type = 'table' AND c.name = 'person_id'";
    for row in connection.fetch_all(named).await.unwrap() {
        assert!(listed.contains(row.get::<&str, _>(0)), "{}", row.get::<&str, _>(0));
    }
}
