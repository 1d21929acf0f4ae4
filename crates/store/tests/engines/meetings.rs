//! Meetings: what waits with a person, what they are told, and what goes with them.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::caseload::Attention;
use domain::ids::MeetingId;
use domain::meetings::{MeetingPlace, MeetingPlan};
use domain::messages::{MessageKind, is_over};
use domain::retention::{ErasureReason, Passing};
use domain::time::Timestamp;
use domain::workshops::BookingStatus;
use store::{Meeting, Message, Store};

on_both_engines! {
    a_meeting_is_fixed_answered_moved_and_called_off,
    of_two_changes_at_once_one_is_stale,
    what_people_are_told_is_about_the_meeting_as_it_is,
    meetings_that_are_over_are_forgotten_but_for_what_waits,
}

const HOUR_S: i64 = 3600;

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_staff(&referent("paul", "p.petit")));
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Abel", Some("claire"))));
    store
}

fn at(hours: i64) -> Timestamp {
    NOW.plus_s(hours * HOUR_S)
}

fn plan(hours: i64, place: MeetingPlace) -> MeetingPlan {
    MeetingPlan { starts_at: at(hours), length_min: 45, place, about: Some("Votre CV".to_owned()) }
}

fn meeting(id: &str, hours: i64) -> Meeting {
    Meeting {
        id: MeetingId::new(id).unwrap(),
        person_id: person_id("ana"),
        staff_id: staff_id("claire"),
        plan: plan(hours, MeetingPlace::Office),
        version: 1,
        fixed_at: NOW,
        changed_at: NOW,
        cannot_come_at: None,
        called_off: None,
    }
}

async fn fix(store: &Store, meeting: &Meeting) {
    let meeting = meeting.clone();
    write!(store, |tx| tx.fix_meeting(&meeting));
}

async fn answer(store: &Store, meeting: &Meeting, can_come: bool, now: Timestamp) -> bool {
    let meeting = meeting.clone();
    write!(store, |tx| tx.answer_meeting(&meeting, can_come, now))
}

async fn change(store: &Store, meeting: &Meeting, by: &str, plan: &MeetingPlan, now: Timestamp) -> bool {
    let (meeting, by, plan) = (meeting.clone(), staff_id(by), plan.clone());
    write!(store, |tx| tx.move_meeting(&meeting, &by, &plan, now))
}

async fn call_off(store: &Store, meeting: &Meeting, words: Option<&'static str>, now: Timestamp) -> bool {
    let meeting = meeting.clone();
    write!(store, |tx| tx.call_meeting_off(&meeting, words, now))
}

async fn remind(store: &Store, meeting: &Meeting) -> bool {
    let meeting = meeting.clone();
    write!(store, |tx| tx.remind_of_meeting(&meeting, at(1)))
}

async fn waits(store: &Store) -> Option<Attention> {
    let before = NOW.plus_s(-9 * HOUR_S);
    let listed = read!(store, |tx| tx.list_by_attention(Some(&staff_id("claire")), before, None, 9));
    listed[0].standing().attention(before)
}

async fn found(store: &Store, id: &str) -> Meeting {
    let id = MeetingId::new(id).unwrap();
    read!(store, |tx| tx.find_meeting(&id)).unwrap()
}

async fn a_meeting_is_fixed_answered_moved_and_called_off(place: Place) {
    let store = open(&place).await;
    let fixed = meeting("m", 24);
    fix(&store, &fixed).await;
    assert_eq!(found(&store, "m").await, fixed);
    assert_eq!(waits(&store).await, None);
    assert!(answer(&store, &fixed, false, at(1)).await);
    assert!(answer(&store, &fixed, false, at(2)).await);
    let told = found(&store, "m").await;
    assert_eq!((told.cannot_come_at, told.version), (Some(at(1)), 1), "the first time counts");
    assert_eq!(waits(&store).await, Some(Attention::CannotCome));
    // It waits past its day.
    let listed = read!(store, |tx| tx.list_meetings(&person_id("ana"), at(99)));
    assert_eq!(listed, std::slice::from_ref(&told));
    let elsewhere = plan(48, MeetingPlace::Elsewhere("Mairie".to_owned()));
    assert!(change(&store, &told, "paul", &elsewhere, at(3)).await);
    let moved = found(&store, "m").await;
    assert_eq!((moved.version, moved.cannot_come_at, moved.changed_at), (2, None, at(3)));
    assert_eq!((&moved.plan, &moved.staff_id, moved.fixed_at), (&elsewhere, &staff_id("paul"), NOW));
    assert_eq!(waits(&store).await, None);
    assert!(answer(&store, &moved, false, at(4)).await);
    assert!(call_off(&store, &moved, Some("Malade"), at(5)).await);
    assert_eq!(waits(&store).await, None, "calling it off answers, too");
    let off = found(&store, "m").await;
    assert_eq!(off.called_off.as_ref().and_then(|off| off.words.as_deref()), Some("Malade"));
    assert!(!answer(&store, &off, true, at(6)).await);
    assert!(!change(&store, &off, "paul", &elsewhere, at(6)).await);
    assert!(!call_off(&store, &off, None, at(6)).await);
    // Shown until its end, and never the last one that took place.
    assert_eq!(read!(store, |tx| tx.list_meetings(&person_id("ana"), at(48))).len(), 1);
    assert_eq!(read!(store, |tx| tx.list_meetings(&person_id("ana"), at(49))), []);
    assert_eq!(read!(store, |tx| tx.find_last_meeting(&person_id("ana"), at(99))), None);
    fix(&store, &meeting("n", 50)).await;
    assert_eq!(read!(store, |tx| tx.find_last_meeting(&person_id("ana"), at(50))), None);
    assert_eq!(read!(store, |tx| tx.find_last_meeting(&person_id("ana"), at(51))), Some(at(50)));
    assert_eq!(read!(store, |tx| tx.find_resting(&person_id("ana"))).unwrap().last_contact, at(5));
    assert!(write!(store, |tx| tx.erase_person(&person_id("ana"), "e", ErasureReason::Asked, at(60))));
    let id = MeetingId::new("m").unwrap();
    assert_eq!(read!(store, |tx| tx.find_meeting(&id)), None);
}

async fn of_two_changes_at_once_one_is_stale(place: Place) {
    let store = open(&place).await;
    let fixed = meeting("m", 24);
    fix(&store, &fixed).await;
    let (one, other) = (plan(30, MeetingPlace::Phone), plan(31, MeetingPlace::Phone));
    assert!(change(&store, &fixed, "claire", &one, at(1)).await);
    assert!(!change(&store, &fixed, "claire", &other, at(1)).await);
    assert!(!call_off(&store, &fixed, None, at(1)).await);
    assert!(!answer(&store, &fixed, false, at(1)).await, "of the day before it moved");
    assert_eq!(found(&store, "m").await.plan, one);
}

/// How what a message is about stands, and whether it still leaves.
async fn told(store: &Store, kind: MessageKind, reference: &str) -> (BookingStatus, bool) {
    let message = Message { kind, reference: reference.parse().unwrap() };
    let now = at(1);
    let claimed = write!(store, |tx| tx.claim_message(&message, now, now)).unwrap();
    let occasion = claimed.about.unwrap().occasion;
    (occasion.status, !is_over(kind, occasion, now))
}

async fn what_people_are_told_is_about_the_meeting_as_it_is(place: Place) {
    let store = open(&place).await;
    let fixed = meeting("m", 24);
    fix(&store, &fixed).await;
    assert_eq!(told(&store, MessageKind::MeetingFixed, "m-1").await, (BookingStatus::Booked, true));
    let due = read!(store, |tx| tx.list_meetings_to_remind_of(NOW, at(48)));
    assert_eq!(due, std::slice::from_ref(&fixed));
    assert!(remind(&store, &fixed).await);
    assert!(!remind(&store, &fixed).await);
    assert_eq!(read!(store, |tx| tx.list_meetings_to_remind_of(NOW, at(48))), []);
    answer(&store, &fixed, false, at(1)).await;
    assert_eq!(
        told(&store, MessageKind::MeetingReminder, "m-1").await,
        (BookingStatus::CancelledByMe, false)
    );
    let next = plan(26, MeetingPlace::Phone);
    change(&store, &fixed, "claire", &next, at(1)).await;
    assert_eq!(told(&store, MessageKind::MeetingFixed, "m-1").await, (BookingStatus::Expired, false));
    assert_eq!(told(&store, MessageKind::MeetingMoved, "m-2").await, (BookingStatus::Booked, true));
    let moved = found(&store, "m").await;
    assert_eq!(read!(store, |tx| tx.list_meetings_to_remind_of(NOW, at(48))), std::slice::from_ref(&moved));
    call_off(&store, &moved, None, at(1)).await;
    let off = told(&store, MessageKind::MeetingCalledOff, "m-3").await;
    assert_eq!(off, (BookingStatus::CancelledByService, true));
    assert_eq!(read!(store, |tx| tx.list_meetings_to_remind_of(NOW, at(48))), []);
}

async fn meetings_that_are_over_are_forgotten_but_for_what_waits(place: Place) {
    let store = open(&place).await;
    for (id, hours) in [("a", 10), ("b", 20), ("c", 30)] {
        fix(&store, &meeting(id, hours)).await;
    }
    let a = found(&store, "a").await;
    answer(&store, &a, false, at(1)).await;
    assert_eq!(read!(store, |tx| tx.count_over(Passing::Meetings, at(25))), 1);
    assert_eq!(write!(store, |tx| tx.forget(Passing::Meetings, at(25), 9)), 1);
    let left = read!(store, |tx| tx.list_meetings(&person_id("ana"), NOW));
    let left: Vec<&str> = left.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(left, ["a", "c"]);
}
