//! One-time codes: five an hour for each asker, a message for whoever is known, tries counted one by one; on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, write};
use domain::ids::ReferenceId;
use domain::messages::{Channel, MessageKind, Reach, is_over};
use domain::retention::{ErasureReason, Passing, Periods};
use domain::session::{CODE_TRIES, CODES_WITHIN, CodeAddress, may_compare, read_code_address};
use domain::time::{Date, Timestamp};
use sqlx::{AnyConnection, Connection, Executor, Row};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Asked, Matter, Message, NewCode, Store};
use tokio::sync::Barrier;

on_both_engines! {
    an_address_finds_the_one_person_who_gave_it,
    an_hour_has_five_codes_for_an_asker,
    of_many_who_ask_at_once_five_are_written,
    tries_sent_at_once_are_counted_one_by_one,
    without_counting_first_every_try_would_be_compared,
    a_code_that_reaches_nobody_any_more_is_not_sent,
    codes_go_before_everything_else,
    a_code_is_forgotten_with_its_hour_and_with_its_person,
}

fn phone() -> CodeAddress {
    read_code_address(Channel::Sms, "06 12 34 56 78").unwrap()
}

fn reach(email: &str) -> Reach {
    let CodeAddress::Sms(phone) = phone() else { panic!("it is a number") };
    Reach { phone: Some(phone), email: Some(email.parse().unwrap()), told_by: None }
}

fn id(n: u32) -> ReferenceId {
    ReferenceId::new(format!("code-{n}")).unwrap()
}

fn code(n: u32, asker: &str, person: Option<&str>, asked_at: Timestamp) -> NewCode {
    NewCode {
        id: id(n),
        asker_hash: asker.to_owned(),
        browser_hash: format!("browser-{n}"),
        person_id: person.map(person_id),
        channel: Channel::Sms,
        asked_at,
    }
}

async fn with_ana(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", None)));
    write!(store, |tx| tx.save_reach(&person_id("ana"), &reach("Ana.D@exemple.fr")));
    store
}

async fn ask(store: &Store, code: NewCode) -> Asked {
    write!(store, |tx| tx.ask_code(&code))
}

async fn due(store: &Store, now: Timestamp) -> Vec<Message> {
    read!(store, |tx| tx.list_due_messages(now, 99))
}

async fn found(store: &Store, address: CodeAddress, birth: Date) -> Option<(String, Option<String>)> {
    let found = read!(store, |tx| tx.find_person_by_address(&address, birth));
    found.map(|(person, card)| (person.id.to_string(), card))
}

async fn an_address_finds_the_one_person_who_gave_it(place: Place) {
    let store = with_ana(&place).await;
    let birth = person("ana", "", "", None).birth_date;
    let other = Date::new(1950, 1, 1).unwrap();
    let mail = |text| read_code_address(Channel::Email, text).unwrap();
    let ana = |card: Option<&str>| Some(("ana".to_owned(), card.map(str::to_owned)));
    assert_eq!(found(&store, phone(), birth).await, ana(None));
    assert_eq!(found(&store, mail("ana.d@EXEMPLE.fr"), birth).await, ana(None));
    assert_eq!(found(&store, mail("ana.d@exemple.org"), birth).await, None);
    assert_eq!(found(&store, phone(), other).await, None);
    write!(store, |tx| tx.issue_card(&person_id("ana"), "old", NOW));
    write!(store, |tx| tx.issue_card(&person_id("ana"), "new", NOW));
    assert_eq!(found(&store, phone(), birth).await, ana(Some("new")), "one row, of the card that lives");
    assert_eq!(read!(store, |tx| tx.find_card_hash(&person_id("ana"))), Some("new".to_owned()));
    // A mother's phone: the date of birth tells her from her daughter, and twins from nobody.
    let mut daughter = person("lea", "Léa", "Durand", None);
    daughter.birth_date = other;
    write!(store, |tx| tx.insert_person(&daughter));
    write!(store, |tx| tx.save_reach(&person_id("lea"), &reach("lea@exemple.fr")));
    assert_eq!(found(&store, phone(), other).await, Some(("lea".to_owned(), None)));
    write!(store, |tx| tx.insert_person(&person("eva", "Eva", "Durand", None)));
    write!(store, |tx| tx.save_reach(&person_id("eva"), &reach("eva@exemple.fr")));
    assert_eq!(found(&store, phone(), birth).await, None);
    assert_eq!(found(&store, mail("eva@exemple.fr"), birth).await, Some(("eva".to_owned(), None)));
}

async fn an_hour_has_five_codes_for_an_asker(place: Place) {
    let store = with_ana(&place).await;
    for n in 0..CODES_WITHIN {
        let at = NOW.plus_s(i64::from(n) * 60);
        assert_eq!(ask(&store, code(n, "asker", Some("ana"), at)).await, Asked::Written);
        // Nobody is known by it, and it counts as well.
        assert_eq!(ask(&store, code(100 + n, "stranger", None, at)).await, Asked::Written);
    }
    assert_eq!(due(&store, NOW).await.len(), 5, "a message for whoever is known");
    let wait = Asked::Wait { until: NOW.plus_s(3600) };
    for (n, asker) in [(5, "asker"), (6, "stranger")] {
        assert_eq!(ask(&store, code(n, asker, None, NOW.plus_s(3599))).await, wait, "{asker}");
    }
    assert_eq!(ask(&store, code(7, "another", Some("ana"), NOW)).await, Asked::Written);
    assert_eq!(ask(&store, code(8, "asker", Some("ana"), NOW.plus_s(3600))).await, Asked::Written);
    let next = Asked::Wait { until: NOW.plus_s(3660) };
    assert_eq!(ask(&store, code(9, "asker", Some("ana"), NOW.plus_s(3600))).await, next);
    assert_eq!(
        read!(store, |tx| tx.find_code("browser-0")),
        None,
        "the newest has taken the place of the oldest"
    );
    assert_eq!(read!(store, |tx| tx.find_code("browser-8")).unwrap().ends_at, NOW.plus_s(4200));
}

async fn of_many_who_ask_at_once_five_are_written(place: Place) {
    let store = with_ana(&place).await;
    let tasks: Vec<_> = (0..40)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move { ask(&store, code(n, "asker", Some("ana"), NOW)).await })
        })
        .collect();
    let mut n_written = 0;
    for task in tasks {
        n_written += u32::from(task.await.unwrap() == Asked::Written);
    }
    assert_eq!((n_written, due(&store, NOW).await.len()), (CODES_WITHIN, 5));
}

async fn tries_sent_at_once_are_counted_one_by_one(place: Place) {
    let store = with_ana(&place).await;
    ask(&store, code(0, "asker", Some("ana"), NOW)).await;
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { write!(store, |tx| tx.count_code_try(&id(0))).unwrap() })
        })
        .collect();
    let mut counted = BTreeSet::new();
    let mut n_compared = 0;
    for task in tasks {
        let (n_tries, ends_at) = task.await.unwrap();
        counted.insert(n_tries);
        n_compared += u64::from(may_compare(n_tries, ends_at, NOW));
    }
    assert_eq!((counted.len(), n_compared), (64, CODE_TRIES));
    write!(store, |tx| tx.end_code(&id(0), NOW));
    let (_, ends_at) = write!(store, |tx| tx.count_code_try(&id(0))).unwrap();
    assert_eq!(ends_at, NOW, "used up");
    assert_eq!(write!(store, |tx| tx.count_code_try(&id(1))), None);
}

/// The negative control of the test above: reading the count and writing afterwards lets every try be compared.
async fn without_counting_first_every_try_would_be_compared(place: Place) {
    let store = with_ana(&place).await;
    ask(&store, code(0, "asker", Some("ana"), NOW)).await;
    let all_have_read = Arc::new(Barrier::new(8));
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (url, all_have_read) = (place.url.clone(), all_have_read.clone());
            tokio::spawn(async move {
                let mut connection = AnyConnection::connect(&url).await.unwrap();
                let row = connection.fetch_one("SELECT n_tries, ends_at FROM one_time_code").await.unwrap();
                let (n_tries, ends_at) = (row.get::<i64, _>(0), Timestamp(row.get(1)));
                all_have_read.wait().await;
                connection.execute("UPDATE one_time_code SET n_tries = n_tries + 1").await.unwrap();
                may_compare(u64::try_from(n_tries).unwrap() + 1, ends_at, NOW)
            })
        })
        .collect();
    let mut n_compared = 0;
    for task in tasks {
        n_compared += usize::from(task.await.unwrap());
    }
    assert_eq!(n_compared, 8);
}

async fn a_code_that_reaches_nobody_any_more_is_not_sent(place: Place) {
    let store = with_ana(&place).await;
    let is_to_send = async |n: u32, now: Timestamp| {
        let message = Message { kind: MessageKind::OneTimeCode, reference: id(n) };
        let claimed = write!(store, |tx| tx.claim_message(&message, now, now)).unwrap();
        let about = claimed.about.unwrap();
        assert_eq!(about.matter, Matter::Code(Channel::Sms));
        !is_over(MessageKind::OneTimeCode, about.occasion, now)
    };
    ask(&store, code(0, "asker", Some("ana"), NOW)).await;
    assert!(is_to_send(0, NOW).await);
    assert!(is_to_send(0, NOW.plus_s(599)).await);
    assert!(!is_to_send(0, NOW.plus_s(600)).await, "it works no more");
    ask(&store, code(1, "asker", Some("ana"), NOW)).await;
    write!(store, |tx| tx.save_reach(&person_id("ana"), &Reach::default()));
    assert!(!is_to_send(1, NOW).await, "the number is not theirs any more");
    assert_eq!(read!(store, |tx| tx.find_code("browser-1")).unwrap().person_id, None);
    ask(&store, code(2, "asker", Some("ana"), NOW)).await;
    write!(store, |tx| tx.close_ways_in(&person_id("ana"), NOW));
    assert!(!is_to_send(2, NOW).await);
}

async fn codes_go_before_everything_else(place: Place) {
    let store = with_ana(&place).await;
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    let older = "INSERT INTO outbox (person_id, kind, reference, created_at) VALUES ('ana', 'place-offered', 'b1', 0)";
    connection.execute(older).await.unwrap();
    ask(&store, code(0, "asker", Some("ana"), NOW)).await;
    let kinds: Vec<MessageKind> = due(&store, NOW).await.iter().map(|message| message.kind).collect();
    assert_eq!(kinds, [MessageKind::OneTimeCode, MessageKind::PlaceOffered]);
}

async fn a_code_is_forgotten_with_its_hour_and_with_its_person(place: Place) {
    let store = with_ana(&place).await;
    ask(&store, code(0, "asker", Some("ana"), NOW)).await;
    ask(&store, code(1, "stranger", None, NOW)).await;
    let before = |after_s| Periods::default().over_before(Passing::Codes, NOW.plus_s(after_s));
    assert_eq!(read!(store, |tx| tx.count_over(Passing::Codes, before(3600))), 0);
    let is_erased = write!(store, |tx| tx.erase_person(&person_id("ana"), "e1", ErasureReason::Asked, NOW));
    assert!(is_erased);
    assert_eq!(read!(store, |tx| tx.find_code("browser-0")), None);
    assert_eq!(write!(store, |tx| tx.forget(Passing::Codes, before(3601), 9)), 1);
    assert_eq!(read!(store, |tx| tx.find_code("browser-1")), None);
}
