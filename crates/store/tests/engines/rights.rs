//! What people ask about what is kept of them: answered once, told once, taken back in time; on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use crate::workshops::told;
use domain::ids::{ReferenceId, RightsRequestId};
use domain::messages::{MessageKind, is_over};
use domain::retention::ErasureReason;
use domain::rights::{RightsKind, RightsOutcome, erased_at};
use domain::time::Timestamp;
use store::{Matter, Message, RightsAnswer, Store};

on_both_engines! {
    one_of_a_kind_is_open,
    an_answer_is_given_once_and_told_once,
    an_erasure_can_be_taken_back_until_its_time,
    who_waits_longest_comes_first,
    nothing_is_left_of_what_was_asked,
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    for (id, first_name) in [("ana", "Ana"), ("ben", "Ben")] {
        write!(store, |tx| tx.insert_person(&person(id, first_name, "Durand", Some("claire"))));
    }
    store
}

fn id(text: &str) -> RightsRequestId {
    RightsRequestId::new(text).unwrap()
}

async fn ask(store: &Store, which: &'static str, who: &'static str, kind: RightsKind, at: Timestamp) -> bool {
    let words = (kind == RightsKind::Contest).then_some("Mon adresse a changé.");
    write!(store, |tx| tx.insert_rights_request(&id(which), &person_id(who), kind, words, at))
}

async fn answer(store: &Store, which: &'static str, outcome: RightsOutcome, at: Timestamp) -> bool {
    let is_erasure = which.starts_with("erase") && outcome == RightsOutcome::Granted;
    let answer = RightsAnswer {
        outcome,
        text: "C’est noté.".into(),
        by: staff_id("claire"),
        at,
        erase_at: is_erasure.then(|| erased_at(at)),
    };
    write!(store, |tx| tx.answer_rights_request(&id(which), &answer))
}

async fn take_back(store: &Store, which: &'static str, who: &'static str, at: Timestamp) -> bool {
    write!(store, |tx| tx.withdraw_rights_request(&person_id(who), &id(which), at))
}

async fn one_of_a_kind_is_open(place: Place) {
    let store = open(&place).await;
    assert!(ask(&store, "erase-1", "ana", RightsKind::Erase, NOW).await);
    assert!(!ask(&store, "erase-2", "ana", RightsKind::Erase, NOW).await, "a double tap asks once");
    assert!(
        ask(&store, "contest-1", "ana", RightsKind::Contest, NOW).await,
        "the other kind is another matter"
    );
    assert!(ask(&store, "erase-3", "ben", RightsKind::Erase, NOW).await, "and so is another person");
    assert!(!take_back(&store, "erase-1", "ben", NOW).await, "nobody takes back what is another's");
    assert!(take_back(&store, "erase-1", "ana", NOW).await);
    assert!(!take_back(&store, "erase-1", "ana", NOW).await);
    assert!(ask(&store, "erase-4", "ana", RightsKind::Erase, NOW.plus_s(1)).await);
    let asked = read!(store, |tx| tx.list_rights_requests(&person_id("ana")));
    assert_eq!(asked[0].id, id("erase-4"));
    assert_eq!(
        asked.iter().find(|one| one.id == id("contest-1")).unwrap().words.as_deref(),
        Some("Mon adresse a changé.")
    );
}

async fn an_answer_is_given_once_and_told_once(place: Place) {
    let store = open(&place).await;
    ask(&store, "contest-1", "ana", RightsKind::Contest, NOW).await;
    assert!(answer(&store, "contest-1", RightsOutcome::Refused, NOW.plus_s(5)).await);
    assert!(!answer(&store, "contest-1", RightsOutcome::Granted, NOW.plus_s(6)).await);
    assert!(!answer(&store, "nothing", RightsOutcome::Granted, NOW).await);
    assert_eq!(told(&place).await, ["rights-answered ana"]);
    let asked = read!(store, |tx| tx.list_rights_requests(&person_id("ana"))).remove(0);
    let given = asked.answer.unwrap();
    assert_eq!((given.outcome, given.text.as_str()), (RightsOutcome::Refused, "C’est noté."));
    assert!(!take_back(&store, "contest-1", "ana", NOW.plus_s(7)).await, "it has its answer");
    assert!(ask(&store, "contest-2", "ana", RightsKind::Contest, NOW.plus_s(8)).await, "one may ask again");
    let message =
        Message { kind: MessageKind::RightsAnswered, reference: ReferenceId::new("contest-1").unwrap() };
    let claimed = write!(store, |tx| tx.claim_message(&message, NOW.plus_s(9), NOW.plus_s(60)));
    let about = claimed.unwrap().about.unwrap();
    assert_eq!(about.matter, Matter::News);
    assert!(!is_over(MessageKind::RightsAnswered, about.occasion, NOW.plus_s(9)));
    assert!(is_over(MessageKind::RightsAnswered, about.occasion, NOW.plus_s(40 * 86_400)));
}

async fn an_erasure_can_be_taken_back_until_its_time(place: Place) {
    let store = open(&place).await;
    for (which, who) in [("erase-1", "ana"), ("erase-2", "ben")] {
        ask(&store, which, who, RightsKind::Erase, NOW).await;
        assert!(answer(&store, which, RightsOutcome::Granted, NOW).await);
    }
    let erase_at = erased_at(NOW);
    assert_eq!(read!(store, |tx| tx.find_erasure_to_come(&person_id("ana"))), Some(erase_at));
    assert!(!ask(&store, "erase-3", "ana", RightsKind::Erase, NOW).await, "it is to come");
    assert!(take_back(&store, "erase-1", "ana", erase_at.plus_s(-1)).await);
    assert!(!take_back(&store, "erase-2", "ben", erase_at).await, "it has begun");
    let due = async |at: Timestamp| read!(store, |tx| tx.list_erasures_due(at, 9));
    assert_eq!(due(erase_at.plus_s(-1)).await, []);
    assert_eq!(due(erase_at).await, [person_id("ben")]);
    assert!(read!(store, |tx| tx.is_erasure_due(&person_id("ben"), erase_at)));
    assert!(!read!(store, |tx| tx.is_erasure_due(&person_id("ana"), erase_at)));
    let message =
        Message { kind: MessageKind::RightsAnswered, reference: ReferenceId::new("erase-1").unwrap() };
    let claimed = write!(store, |tx| tx.claim_message(&message, NOW, NOW.plus_s(60)));
    assert!(
        is_over(MessageKind::RightsAnswered, claimed.unwrap().about.unwrap().occasion, NOW),
        "it is no more so"
    );
}

async fn who_waits_longest_comes_first(place: Place) {
    let store = open(&place).await;
    ask(&store, "contest-1", "ana", RightsKind::Contest, NOW.plus_s(10)).await;
    ask(&store, "contest-2", "ben", RightsKind::Contest, NOW.plus_s(5)).await;
    ask(&store, "erase-1", "ana", RightsKind::Erase, NOW).await;
    ask(&store, "erase-2", "ben", RightsKind::Erase, NOW.plus_s(20)).await;
    answer(&store, "erase-1", RightsOutcome::Granted, NOW.plus_s(30)).await;
    let waiting = read!(store, |tx| tx.list_rights_waiting(9));
    let ids: Vec<&str> = waiting.iter().map(|one| one.request.id.as_str()).collect();
    assert_eq!(ids, ["contest-2", "contest-1", "erase-2", "erase-1"], "what is to come stands last");
    assert_eq!(waiting[0].first_name, "Ben");
    answer(&store, "contest-2", RightsOutcome::Granted, NOW.plus_s(40)).await;
    assert_eq!(read!(store, |tx| tx.list_rights_waiting(9)).len(), 3);
    let found = read!(store, |tx| tx.find_rights_request(&id("contest-2"))).unwrap();
    assert!(found.request.answer.is_some());
}

async fn nothing_is_left_of_what_was_asked(place: Place) {
    let store = open(&place).await;
    ask(&store, "erase-1", "ana", RightsKind::Erase, NOW).await;
    answer(&store, "erase-1", RightsOutcome::Granted, NOW).await;
    let at = erased_at(NOW);
    assert!(write!(store, |tx| tx.erase_person(&person_id("ana"), "erasure", ErasureReason::Asked, at)));
    assert!(read!(store, |tx| tx.find_rights_request(&id("erase-1"))).is_none());
    assert_eq!(told(&place).await, [""; 0]);
}
