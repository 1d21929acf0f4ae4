//! Slots one step at a time: who has a place, who waits, who is told.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::ids::{BookingId, PersonId, ReasonId, SlotId};
use domain::time::Timestamp;
use domain::workshops::{Attendance, BookingRefusal, BookingStatus, OfferTerms, SlotState, Span, Zone};
use sqlx::{AnyConnection, Connection, Executor, Row};
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Booking, Moment, NewBooking, Seat, Slot, SlotChange, SlotChanged, Store};

on_both_engines! {
    a_place_is_taken_and_given_back,
    a_free_place_is_offered_in_turn,
    an_offer_that_is_not_answered_goes_to_the_next,
    the_list_ends_when_the_workshop_begins,
    nobody_is_at_two_places_at_once,
    capacity_never_falls_below_what_is_taken,
    a_published_slot_stays_where_it_is,
    all_are_told_of_a_cancelled_slot,
    a_draft_is_seen_by_nobody,
    attendance_is_noted_and_corrected,
    a_place_that_staff_booked_says_so,
    the_engine_itself_refuses_one_place_too_many,
}

const HOUR_S: i64 = 3600;
const DAY_S: i64 = 24 * HOUR_S;

pub fn slot_id(text: &str) -> SlotId {
    SlotId::new(text).unwrap()
}

pub fn at(now: Timestamp) -> Moment {
    Moment { now, terms: OfferTerms::default() }
}

/// A published slot of one hour.
pub fn slot(id: &str, starts_in_s: i64, capacity: u64) -> Slot {
    let change = SlotChange {
        workshop: "cv".parse().unwrap(),
        venue: "ici".parse().unwrap(),
        zone: Zone::Reunion,
        span: Span { from: NOW.plus_s(starts_in_s), to: NOW.plus_s(starts_in_s + HOUR_S) },
        capacity,
        childcare: true,
    };
    Slot { state: SlotState::Published, ..Slot::draft(slot_id(id), change) }
}

/// A store with five people and these slots.
pub async fn with(place: &Place, slots: Vec<Slot>) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    for name in ["ana", "ben", "cleo", "dan", "eve"] {
        write!(store, |tx| tx.insert_person(&person(name, name, "Essai", Some("claire"))));
    }
    for slot in slots {
        write!(store, |tx| tx.insert_slot(&slot, &staff_id("claire"), NOW));
    }
    store
}

pub fn new_booking() -> NewBooking {
    static N: AtomicU32 = AtomicU32::new(0);
    let id = BookingId::new(format!("b{}", N.fetch_add(1, Ordering::Relaxed))).unwrap();
    NewBooking { id, booked_by: None }
}

pub async fn book(store: &Store, slot: &str, who: &str, now: Timestamp) -> Seat {
    let (slot, who) = (slot_id(slot), person_id(who));
    write!(store, |tx| tx.take_seat(&slot, &who, new_booking(), at(now)))
}

pub async fn join(store: &Store, slot: &str, who: &str, now: Timestamp) -> Seat {
    let (slot, who) = (slot_id(slot), person_id(who));
    write!(store, |tx| tx.join_waitlist(&slot, &who, &new_booking().id, at(now)))
}

pub async fn cancel(store: &Store, slot: &str, who: &str, now: Timestamp) -> Seat {
    let (slot, who) = (slot_id(slot), person_id(who));
    let reason = ReasonId::new("garde").unwrap();
    write!(store, |tx| tx.cancel_booking(&slot, &who, Some(&reason), at(now)))
}

async fn accept(store: &Store, slot: &str, who: &str, now: Timestamp) -> Seat {
    let (slot, who) = (slot_id(slot), person_id(who));
    write!(store, |tx| tx.accept_offer(&slot, &who, at(now)))
}

pub async fn latest(store: &Store, who: &str) -> Booking {
    let who: PersonId = person_id(who);
    read!(store, |tx| tx.list_bookings(&who, Timestamp(0))).into_iter().next().unwrap()
}

pub async fn status(store: &Store, who: &str) -> BookingStatus {
    latest(store, who).await.status
}

async fn counts(store: &Store, slot: &str) -> (u64, u64, u64) {
    let id = slot_id(slot);
    let slot = read!(store, |tx| tx.find_slot(&id)).unwrap();
    (slot.n_booked, slot.n_held, slot.n_waiting)
}

/// What people are to be told: kind and person, in order.
pub async fn told(place: &Place) -> Vec<String> {
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    let rows = connection
        .fetch_all("SELECT kind, person_id FROM outbox ORDER BY created_at, person_id")
        .await
        .unwrap();
    rows.iter().map(|row| format!("{} {}", row.get::<String, _>(0), row.get::<String, _>(1))).collect()
}

async fn a_place_is_taken_and_given_back(place: Place) {
    let store = with(&place, vec![slot("s", 10 * DAY_S, 2)]).await;
    assert_eq!(book(&store, "s", "ana", NOW).await, Seat::Done);
    assert_eq!(book(&store, "s", "ana", NOW).await, Seat::Done, "twice is once");
    assert_eq!(join(&store, "s", "ben", NOW).await, Seat::PlaceFree);
    assert_eq!(book(&store, "s", "ben", NOW).await, Seat::Done);
    assert_eq!(book(&store, "s", "cleo", NOW).await, Seat::Refused(BookingRefusal::Full));
    assert_eq!(counts(&store, "s").await, (2, 0, 0));
    assert_eq!(cancel(&store, "s", "ana", NOW.plus_s(1)).await, Seat::Done);
    assert_eq!(cancel(&store, "s", "ana", NOW.plus_s(1)).await, Seat::Done, "it is as she wants");
    let back = latest(&store, "ana").await;
    assert_eq!((back.status, back.reason), (BookingStatus::CancelledByMe, ReasonId::new("garde").ok()));
    assert_eq!(book(&store, "s", "cleo", NOW).await, Seat::Done);
    assert_eq!(counts(&store, "s").await, (2, 0, 0));
    let begun = NOW.plus_s(10 * DAY_S);
    assert_eq!(cancel(&store, "s", "ben", begun).await, Seat::Refused(BookingRefusal::Begun));
    assert_eq!(book(&store, "nothing", "ben", NOW).await, Seat::NoSlot);
    assert_eq!(told(&place).await, Vec::<String>::new());
}

async fn a_free_place_is_offered_in_turn(place: Place) {
    let store = with(&place, vec![slot("s", 10 * DAY_S, 1)]).await;
    book(&store, "s", "ana", NOW).await;
    for (who, rank) in [("ben", 1), ("cleo", 2), ("dan", 3)] {
        assert_eq!(join(&store, "s", who, NOW).await, Seat::Done);
        assert_eq!(join(&store, "s", who, NOW).await, Seat::Done, "twice is once");
        assert_eq!(latest(&store, who).await.rank, Some(rank));
    }
    assert_eq!(accept(&store, "s", "ben", NOW).await, Seat::NoOffer);
    cancel(&store, "s", "ana", NOW.plus_s(60)).await;
    let offered = latest(&store, "ben").await;
    let until = NOW.plus_s(60 + DAY_S);
    assert_eq!((offered.status, offered.offer_expires_at), (BookingStatus::Offered, Some(until)));
    assert_eq!((latest(&store, "cleo").await.rank, counts(&store, "s").await), (Some(1), (0, 1, 2)));
    // Whoever comes now does not pass those who wait, and a held place is not free.
    assert_eq!(book(&store, "s", "ana", NOW.plus_s(61)).await, Seat::Refused(BookingRefusal::Full));
    assert_eq!(accept(&store, "s", "cleo", NOW.plus_s(61)).await, Seat::NoOffer);
    assert_eq!(accept(&store, "s", "ben", NOW.plus_s(61)).await, Seat::Done);
    assert_eq!(accept(&store, "s", "ben", NOW.plus_s(61)).await, Seat::Done, "twice is once");
    let (cleo, s) = (person_id("cleo"), slot_id("s"));
    assert_eq!(write!(store, |tx| tx.leave_waitlist(&s, &cleo, at(NOW.plus_s(62)))), Seat::Done);
    assert_eq!((latest(&store, "dan").await.rank, counts(&store, "s").await), (Some(1), (1, 0, 1)));
    cancel(&store, "s", "ben", NOW.plus_s(63)).await;
    let (dan, s) = (person_id("dan"), slot_id("s"));
    assert_eq!(write!(store, |tx| tx.decline_offer(&s, &dan, at(NOW.plus_s(64)))), Seat::Done);
    assert_eq!(status(&store, "dan").await, BookingStatus::CancelledByMe);
    assert_eq!(counts(&store, "s").await, (0, 0, 0));
    assert_eq!(book(&store, "s", "eve", NOW.plus_s(65)).await, Seat::Done);
    assert_eq!(told(&place).await, ["place-offered ben", "place-offered dan"]);
}

async fn an_offer_that_is_not_answered_goes_to_the_next(place: Place) {
    let store = with(&place, vec![slot("s", 2 * DAY_S, 1)]).await;
    book(&store, "s", "ana", NOW).await;
    join(&store, "s", "ben", NOW).await;
    join(&store, "s", "cleo", NOW).await;
    cancel(&store, "s", "ana", NOW).await;
    let just_before = NOW.plus_s(4 * HOUR_S).plus_s(-1);
    assert_eq!(read!(store, |tx| tx.list_unsettled_slots(just_before, 9)), []);
    let then = NOW.plus_s(4 * HOUR_S);
    assert_eq!(read!(store, |tx| tx.list_unsettled_slots(then, 9)), [slot_id("s")]);
    // Two instances sweep at once; one of them finds nothing to do.
    let (one, other) = (store.clone(), store.clone());
    let sweep = async |store: Store| {
        let s = slot_id("s");
        write!(store, |tx| tx.settle_slot(&s, at(then)))
    };
    let (one, other) = tokio::join!(sweep(one), sweep(other));
    assert_eq!(one + other, 1);
    assert_eq!(
        (status(&store, "ben").await, status(&store, "cleo").await),
        (BookingStatus::Expired, BookingStatus::Offered)
    );
    assert_eq!(accept(&store, "s", "ben", then).await, Seat::NoOffer);
    assert_eq!(read!(store, |tx| tx.list_unsettled_slots(then, 9)), []);
    // Nobody swept: whoever comes first finds it settled.
    let later = then.plus_s(4 * HOUR_S);
    assert_eq!(book(&store, "s", "dan", later).await, Seat::Done);
    assert_eq!(status(&store, "cleo").await, BookingStatus::Expired);
    assert_eq!(told(&place).await, ["place-offered ben", "place-offered cleo"]);
}

async fn the_list_ends_when_the_workshop_begins(place: Place) {
    let store = with(&place, vec![slot("s", HOUR_S, 1)]).await;
    book(&store, "s", "ana", NOW).await;
    join(&store, "s", "ben", NOW).await;
    join(&store, "s", "cleo", NOW).await;
    cancel(&store, "s", "ana", NOW.plus_s(60)).await;
    let start = NOW.plus_s(HOUR_S);
    assert_eq!(latest(&store, "ben").await.offer_expires_at, Some(start), "never past the start");
    assert_eq!(read!(store, |tx| tx.list_unsettled_slots(start, 9)), [slot_id("s")]);
    let s = slot_id("s");
    assert_eq!(write!(store, |tx| tx.settle_slot(&s, at(start))), 0);
    for who in ["ben", "cleo"] {
        assert_eq!(status(&store, who).await, BookingStatus::Expired);
    }
    assert_eq!((counts(&store, "s").await, told(&place).await.len()), ((0, 0, 0), 1));
    assert_eq!(join(&store, "s", "dan", start).await, Seat::Refused(BookingRefusal::Begun));
}

async fn nobody_is_at_two_places_at_once(place: Place) {
    let half = HOUR_S / 2;
    let slots = vec![slot("a", DAY_S, 5), slot("b", DAY_S + half, 1), slot("c", DAY_S + HOUR_S, 5)];
    let store = with(&place, slots).await;
    book(&store, "a", "ana", NOW).await;
    assert_eq!(book(&store, "b", "ana", NOW).await, Seat::Refused(BookingRefusal::Clash));
    assert_eq!(book(&store, "c", "ana", NOW).await, Seat::Done, "one begins when the other ends");
    // One may wait for what clashes, and choose when the place is there.
    book(&store, "b", "ben", NOW).await;
    assert_eq!(join(&store, "b", "ana", NOW).await, Seat::Done);
    cancel(&store, "b", "ben", NOW).await;
    assert_eq!(accept(&store, "b", "ana", NOW).await, Seat::Refused(BookingRefusal::Clash));
    cancel(&store, "a", "ana", NOW).await;
    assert_eq!(accept(&store, "b", "ana", NOW).await, Seat::Refused(BookingRefusal::Clash));
    cancel(&store, "c", "ana", NOW).await;
    assert_eq!(accept(&store, "b", "ana", NOW).await, Seat::Done);
}

fn change(slot: &Slot, capacity: u64) -> SlotChange {
    SlotChange {
        workshop: slot.workshop.clone(),
        venue: slot.venue.clone(),
        zone: slot.zone,
        span: slot.span,
        capacity,
        childcare: slot.childcare,
    }
}

async fn capacity_never_falls_below_what_is_taken(place: Place) {
    let given = slot("s", 10 * DAY_S, 2);
    let store = with(&place, vec![given.clone()]).await;
    book(&store, "s", "ana", NOW).await;
    book(&store, "s", "ben", NOW).await;
    join(&store, "s", "cleo", NOW).await;
    join(&store, "s", "dan", NOW).await;
    let set = async |version: u64, capacity: u64| {
        let (s, change) = (slot_id("s"), change(&given, capacity));
        write!(store, |tx| tx.change_slot(&s, version, &change, at(NOW)))
    };
    assert_eq!(set(1, 1).await, SlotChanged::BelowTaken { n_taken: 2 });
    assert_eq!(set(2, 4).await, SlotChanged::Stale);
    assert_eq!(counts(&store, "s").await, (2, 0, 2), "nobody lost a place");
    assert_eq!(set(1, 3).await, SlotChanged::Done);
    assert_eq!(
        (status(&store, "cleo").await, counts(&store, "s").await),
        (BookingStatus::Offered, (2, 1, 1))
    );
    assert_eq!(set(2, 2).await, SlotChanged::BelowTaken { n_taken: 3 }, "a held place is taken");
    assert_eq!(set(2, 9).await, SlotChanged::Done);
    assert_eq!(told(&place).await, ["place-offered cleo", "place-offered dan"]);
}

async fn a_published_slot_stays_where_it_is(place: Place) {
    let given = slot("s", 10 * DAY_S, 2);
    let store = with(&place, vec![given.clone()]).await;
    let set = async |change: SlotChange, now: Timestamp| {
        let s = slot_id("s");
        write!(store, |tx| tx.change_slot(&s, 1, &change, at(now)))
    };
    let later = Span { from: given.span.from.plus_s(60), to: given.span.to.plus_s(60) };
    assert_eq!(set(SlotChange { span: later, ..change(&given, 2) }, NOW).await, SlotChanged::Fixed);
    let elsewhere = SlotChange { venue: "ailleurs".parse().unwrap(), ..change(&given, 2) };
    assert_eq!(set(elsewhere, NOW).await, SlotChanged::Fixed);
    assert_eq!(set(change(&given, 3), given.span.from).await, SlotChanged::Begun);
    let without = SlotChange { childcare: false, ..change(&given, 2) };
    assert_eq!(set(without, NOW).await, SlotChanged::Done);
    let s = slot_id("s");
    assert!(!read!(store, |tx| tx.find_slot(&s)).unwrap().childcare);
}

async fn all_are_told_of_a_cancelled_slot(place: Place) {
    let store = with(&place, vec![slot("s", 10 * DAY_S, 2), slot("t", 10 * DAY_S, 2)]).await;
    book(&store, "s", "ana", NOW).await;
    book(&store, "s", "ben", NOW).await;
    join(&store, "s", "cleo", NOW).await;
    join(&store, "s", "dan", NOW).await;
    cancel(&store, "s", "ben", NOW).await;
    let cancel_it = async |message: &'static str| {
        let s = slot_id("s");
        write!(store, |tx| tx.cancel_slot(&s, message, NOW.plus_s(60)))
    };
    assert_eq!(cancel_it("Fermé.").await, SlotChanged::Done);
    assert_eq!(cancel_it("Autre chose.").await, SlotChanged::Done, "the first message stays");
    let s = slot_id("s");
    let cancelled = read!(store, |tx| tx.find_slot(&s)).unwrap();
    assert_eq!((cancelled.state, cancelled.message.as_deref()), (SlotState::Cancelled, Some("Fermé.")));
    for who in ["ana", "cleo", "dan"] {
        assert_eq!(status(&store, who).await, BookingStatus::CancelledByService, "{who}");
    }
    assert_eq!(status(&store, "ben").await, BookingStatus::CancelledByMe, "who had left is not told");
    let told = told(&place).await;
    assert_eq!(
        told,
        ["place-offered cleo", "slot-cancelled ana", "slot-cancelled cleo", "slot-cancelled dan"]
    );
    assert_eq!(book(&store, "s", "eve", NOW).await, Seat::Refused(BookingRefusal::Cancelled));
    assert_eq!(join(&store, "s", "eve", NOW).await, Seat::Refused(BookingRefusal::Cancelled));
    assert_eq!(book(&store, "t", "ana", NOW).await, Seat::Done, "what was cancelled is no commitment");
}

async fn a_draft_is_seen_by_nobody(place: Place) {
    let draft = Slot { state: SlotState::Draft, ..slot("s", DAY_S, 2) };
    let store = with(&place, vec![draft.clone(), Slot { id: slot_id("t"), ..draft.clone() }]).await;
    assert_eq!(book(&store, "s", "ana", NOW).await, Seat::NoSlot);
    assert_eq!(join(&store, "s", "ana", NOW).await, Seat::NoSlot);
    let publish = async |id: &str, now: Timestamp| {
        let id = slot_id(id);
        write!(store, |tx| tx.publish_slot(&id, now))
    };
    assert_eq!(publish("t", NOW.plus_s(DAY_S)).await, SlotChanged::Begun);
    assert_eq!(publish("s", NOW).await, SlotChanged::Done);
    assert_eq!(publish("s", NOW).await, SlotChanged::Done, "twice is once");
    assert_eq!(publish("nothing", NOW).await, SlotChanged::NoSlot);
    assert_eq!(book(&store, "s", "ana", NOW).await, Seat::Done);
    let moved = Span { from: draft.span.from.plus_s(60), to: draft.span.to.plus_s(60) };
    let (t, change) = (slot_id("t"), SlotChange { span: moved, ..change(&draft, 7) });
    assert_eq!(write!(store, |tx| tx.change_slot(&t, 1, &change, at(NOW))), SlotChanged::Done);
    let t = slot_id("t");
    let changed = read!(store, |tx| tx.find_slot(&t)).unwrap();
    assert_eq!((changed.span, changed.capacity, changed.version), (moved, 7, 2));
}

async fn attendance_is_noted_and_corrected(place: Place) {
    let store = with(&place, vec![slot("s", DAY_S, 3)]).await;
    book(&store, "s", "ben", NOW).await;
    book(&store, "s", "ana", NOW).await;
    book(&store, "s", "cleo", NOW).await;
    cancel(&store, "s", "cleo", NOW).await;
    let note = async |who: &str, attendance: Attendance| {
        let (s, who) = (slot_id("s"), person_id(who));
        write!(store, |tx| tx.record_attendance(&s, &who, attendance, NOW.plus_s(2 * DAY_S)))
    };
    assert!(note("ana", Attendance::Absent).await && note("ana", Attendance::Attended).await);
    assert!(!note("cleo", Attendance::Attended).await && !note("eve", Attendance::Attended).await);
    let s = slot_id("s");
    let list = read!(store, |tx| tx.list_attendees(&s));
    let list: Vec<_> = list.iter().map(|one| (one.person_id.as_str(), one.status)).collect();
    assert_eq!(list, [("ana", BookingStatus::Attended), ("ben", BookingStatus::Booked)]);
}

async fn a_place_that_staff_booked_says_so(place: Place) {
    let store = with(&place, vec![slot("s", DAY_S, 3)]).await;
    let book_for = async || {
        let (s, ana) = (slot_id("s"), person_id("ana"));
        let booking = NewBooking { booked_by: Some(staff_id("claire")), ..new_booking() };
        write!(store, |tx| tx.take_seat(&s, &ana, booking, at(NOW)))
    };
    assert_eq!((book_for().await, book_for().await), (Seat::Done, Seat::Done));
    assert_eq!(latest(&store, "ana").await.booked_by.as_deref(), Some("Claire Martin"));
    assert_eq!(told(&place).await, ["booked-for-you ana"]);
    assert_eq!(cancel(&store, "s", "ana", NOW).await, Seat::Done, "she can refuse");
}

async fn the_engine_itself_refuses_one_place_too_many(place: Place) {
    let store = with(&place, vec![slot("s", DAY_S, 2)]).await;
    book(&store, "s", "ana", NOW).await;
    book(&store, "s", "ben", NOW).await;
    for statement in [
        "UPDATE slot SET n_booked = n_booked + 1",
        "UPDATE slot SET n_held = n_held + 1",
        "UPDATE slot SET capacity = 1",
        "UPDATE slot SET n_waiting = n_waiting - 1",
        "INSERT INTO booking (id, slot_id, person_id, status, created_at, changed_at)
         VALUES ('again', 's', 'ana', 'waiting', 0, 0)",
    ] {
        let mut connection = AnyConnection::connect(&place.url).await.unwrap();
        assert!(connection.execute(statement).await.is_err(), "{statement}");
    }
}
