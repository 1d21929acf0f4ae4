//! The outbox on its way: claimed by one, tried again, ended once; whom somebody has to call; reminders; links of offers.

use crate::places::{NOW, Place, on_both_engines, person_id, read, staff_id, write};
use crate::workshops::{at, new_booking, slot, slot_id, with};
use domain::ids::ReferenceId;
use domain::messages::{MessageKind, Reach, read_reach};
use domain::time::Timestamp;
use domain::workshops::BookingStatus;
use store::{ClaimedMessage, Matter, Message, MessageOutcome, OfferAnswer, Seat, Store};

on_both_engines! {
    a_line_is_claimed_by_one_and_ended_once,
    a_claim_that_runs_out_goes_to_another,
    whom_nobody_reached_is_called_and_ticked,
    each_reminder_is_written_once,
    a_link_answers_its_own_offer_only,
    how_one_is_reached_is_kept_and_taken_away,
}

const HOUR_S: i64 = 3600;
const DAY_S: i64 = 24 * HOUR_S;

async fn book(store: &Store, slot: &str, who: &str, now: Timestamp) {
    let (slot, who) = (slot_id(slot), person_id(who));
    assert_eq!(write!(store, |tx| tx.take_seat(&slot, &who, new_booking(), at(now))), Seat::Done);
}

async fn join(store: &Store, slot: &str, who: &str, now: Timestamp) {
    let (slot, who) = (slot_id(slot), person_id(who));
    assert_eq!(write!(store, |tx| tx.join_waitlist(&slot, &who, &new_booking().id, at(now))), Seat::Done);
}

async fn cancel(store: &Store, slot: &str, who: &str, now: Timestamp) {
    let (slot, who) = (slot_id(slot), person_id(who));
    assert_eq!(write!(store, |tx| tx.cancel_booking(&slot, &who, None, at(now))), Seat::Done);
}

async fn due(store: &Store, now: Timestamp) -> Vec<Message> {
    read!(store, |tx| tx.list_due_messages(now, 10))
}

async fn claim(store: &Store, message: &Message, now: Timestamp) -> Option<ClaimedMessage> {
    let message = message.clone();
    write!(store, |tx| tx.claim_message(&message, now, now.plus_s(60)))
}

async fn end(store: &Store, claimed: &ClaimedMessage, outcome: MessageOutcome) -> bool {
    let (message, n_attempts) = (claimed.message.clone(), claimed.n_attempts);
    write!(store, |tx| tx.end_message(&message, n_attempts, outcome, NOW))
}

async fn status(store: &Store, who: &str) -> BookingStatus {
    let who = person_id(who);
    read!(store, |tx| tx.list_bookings(&who, Timestamp(0)))[0].status
}

/// One place, Ana's; Ben waits; Ana gives it back: Ben is offered it.
async fn with_an_offer(place: &Place) -> (Store, Message) {
    let store = with(place, vec![slot("s", 10 * DAY_S, 1)]).await;
    book(&store, "s", "ana", NOW).await;
    join(&store, "s", "ben", NOW).await;
    cancel(&store, "s", "ana", NOW).await;
    let message = due(&store, NOW).await.remove(0);
    assert_eq!(message.kind, MessageKind::PlaceOffered);
    (store, message)
}

async fn a_line_is_claimed_by_one_and_ended_once(place: Place) {
    let (store, message) = with_an_offer(&place).await;
    let mut claims = Vec::new();
    for _ in 0..8 {
        let (store, message) = (store.clone(), message.clone());
        claims.push(tokio::spawn(async move { claim(&store, &message, NOW).await }));
    }
    let mut won = Vec::new();
    for claim in claims {
        won.extend(claim.await.unwrap());
    }
    assert_eq!(won.len(), 1, "one of eight");
    let claimed = won.remove(0);
    assert_eq!((claimed.n_attempts, claimed.language.as_str()), (1, "fr"));
    let about = claimed.about.clone().unwrap();
    assert!(matches!(about.matter, Matter::Slot { .. }), "{:?}", about.matter);
    assert_eq!(about.occasion.status, BookingStatus::Offered);
    assert_eq!(about.occasion.offer_until, Some(NOW.plus_s(DAY_S)));
    assert_eq!(due(&store, NOW).await, [], "it is somebody's");
    assert!(end(&store, &claimed, MessageOutcome::Sms).await);
    assert!(!end(&store, &claimed, MessageOutcome::Sms).await);
    assert_eq!(due(&store, NOW.plus_s(DAY_S)).await, []);
    assert_eq!(claim(&store, &message, NOW.plus_s(DAY_S)).await, None);
}

async fn a_claim_that_runs_out_goes_to_another(place: Place) {
    let (store, message) = with_an_offer(&place).await;
    let first = claim(&store, &message, NOW).await.unwrap();
    assert_eq!(claim(&store, &message, NOW.plus_s(59)).await, None);
    let second = claim(&store, &message, NOW.plus_s(60)).await.unwrap();
    assert_eq!(second.n_attempts, 2);
    assert!(!end(&store, &first, MessageOutcome::Sms).await, "a late one ends nothing");
    let (again, n_attempts) = (message.clone(), second.n_attempts);
    write!(store, |tx| tx.retry_message(&again, n_attempts, NOW.plus_s(100)));
    assert_eq!(due(&store, NOW.plus_s(99)).await, []);
    assert_eq!(due(&store, NOW.plus_s(100)).await, std::slice::from_ref(&message));
    let third = claim(&store, &message, NOW.plus_s(100)).await.unwrap();
    assert!(end(&store, &third, MessageOutcome::Over).await);
}

async fn whom_nobody_reached_is_called_and_ticked(place: Place) {
    let (store, message) = with_an_offer(&place).await;
    assert_eq!(read!(store, |tx| tx.list_messages_to_call(10)), []);
    // What could not be sent for a while is on the list too.
    let mut now = NOW;
    for n in 1..=8 {
        let claimed = claim(&store, &message, now).await.unwrap();
        assert_eq!(claimed.n_attempts, n);
        let again = message.clone();
        write!(store, |tx| tx.retry_message(&again, n, now.plus_s(10)));
        now = now.plus_s(10);
    }
    assert_eq!(read!(store, |tx| tx.list_messages_to_call(10)).len(), 1);
    let last = claim(&store, &message, now).await.unwrap();
    assert!(end(&store, &last, MessageOutcome::Call).await);
    let listed = read!(store, |tx| tx.list_messages_to_call(10));
    assert_eq!((listed.len(), &listed[0].message, listed[0].first_name.as_str()), (1, &message, "ben"));
    assert_eq!(format!("{:?}", listed[0]), format!("ToCall({}, ben)", message.reference));
    let named = message.clone();
    assert_eq!(read!(store, |tx| tx.find_message_person(&named)), Some(person_id("ben")));
    let nothing = Message { reference: "nothing".parse().unwrap(), ..message.clone() };
    assert_eq!(read!(store, |tx| tx.find_message_person(&nothing)), None);
    for _ in 0..2 {
        let (ticked, by) = (message.clone(), staff_id("claire"));
        write!(store, |tx| tx.mark_called(&ticked, &by, NOW));
    }
    assert_eq!(read!(store, |tx| tx.list_messages_to_call(10)), []);
}

async fn each_reminder_is_written_once(place: Place) {
    let store = with(&place, vec![slot("s", 2 * DAY_S, 3), slot("far", 9 * DAY_S, 3)]).await;
    book(&store, "s", "ana", NOW).await;
    book(&store, "s", "ben", NOW).await;
    let due_at = NOW.plus_s(DAY_S);
    // Booked after the reminder was due: it would say what one has just done.
    book(&store, "s", "cleo", due_at.plus_s(60)).await;
    let slots = read!(store, |tx| tx.list_slots_to_remind_of(NOW, NOW.plus_s(3 * DAY_S)));
    assert_eq!(slots.iter().map(|(id, ..)| id.as_str()).collect::<Vec<_>>(), ["s"]);
    let remind = async |now: Timestamp| {
        let id = slot_id("s");
        write!(store, |tx| tx.remind(&id, MessageKind::ReminderDayBefore, due_at, now))
    };
    let (first, second) = tokio::join!(remind(due_at), remind(due_at.plus_s(1)));
    assert_eq!(first + second, 2);
    assert_eq!(remind(due_at.plus_s(100)).await, 0);
    // One who gives the place back between the reminder and its leaving is found to have none.
    cancel(&store, "s", "ana", due_at.plus_s(2)).await;
    let mut stands = Vec::new();
    for message in due(&store, due_at.plus_s(3)).await {
        let claimed = claim(&store, &message, due_at.plus_s(3)).await.unwrap();
        stands.push(claimed.about.unwrap().occasion.status);
    }
    stands.sort();
    assert_eq!(stands, [BookingStatus::Booked, BookingStatus::CancelledByMe]);
}

async fn a_link_answers_its_own_offer_only(place: Place) {
    let (store, message) = with_an_offer(&place).await;
    let keep = async |reference: &ReferenceId, hash: &'static str| {
        let reference = reference.clone();
        write!(store, |tx| tx.keep_offer_link(&reference, hash));
    };
    let answer = async |hash: &'static str, answer: OfferAnswer, now: Timestamp| {
        write!(store, |tx| tx.answer_offer_by_link(hash, answer, at(now)))
    };
    assert_eq!(answer("old", OfferAnswer::Accept, NOW).await, Seat::NoSlot);
    keep(&message.reference, "old").await;
    keep(&message.reference, "old").await;
    let found = read!(store, |tx| tx.find_offer_by_link("old")).unwrap();
    assert_eq!((found.slot_id, found.person_id), (slot_id("s"), person_id("ben")));
    // It expires, Ben waits again and is offered another place: the first link does not answer for it.
    let later = NOW.plus_s(DAY_S);
    assert_eq!(answer("old", OfferAnswer::Accept, later).await, Seat::NoOffer);
    book(&store, "s", "ana", later).await;
    join(&store, "s", "ben", later).await;
    cancel(&store, "s", "ana", later).await;
    let second = due(&store, later).await.into_iter().find(|one| one.reference != message.reference).unwrap();
    keep(&second.reference, "new").await;
    for wrong in [OfferAnswer::Accept, OfferAnswer::Decline] {
        assert_eq!(answer("old", wrong, later).await, Seat::NoOffer);
        assert_eq!(status(&store, "ben").await, BookingStatus::Offered);
    }
    for _ in 0..2 {
        assert_eq!(answer("new", OfferAnswer::Accept, later).await, Seat::Done);
        assert_eq!(status(&store, "ben").await, BookingStatus::Booked);
    }
    // Good for that one act: it gives nothing back.
    assert_eq!(answer("new", OfferAnswer::Decline, later).await, Seat::Done);
    assert_eq!(status(&store, "ben").await, BookingStatus::Booked);
    // A booking that is no offer gets no link.
    cancel(&store, "s", "ben", later).await;
    keep(&second.reference, "late").await;
    assert_eq!(read!(store, |tx| tx.find_offer_by_link("late")), None);
}

async fn how_one_is_reached_is_kept_and_taken_away(place: Place) {
    let store = with(&place, vec![]).await;
    let (ana, nobody) = (person_id("ana"), person_id("nobody"));
    assert_eq!(read!(store, |tx| tx.find_reach(&ana)), Some(Reach::default()));
    assert_eq!(read!(store, |tx| tx.find_reach(&nobody)), None);
    let reach = read_reach("06 12 34 56 78", "ana@exemple.fr", Some(domain::messages::Channel::Sms)).unwrap();
    for kept in [reach, Reach::default()] {
        let (id, saved) = (person_id("ana"), kept.clone());
        write!(store, |tx| tx.save_reach(&id, &saved));
        let id = person_id("ana");
        assert_eq!(read!(store, |tx| tx.find_reach(&id)), Some(kept));
    }
}
