//! Giving people to a référent: all that goes with it or nothing, never past somebody else's decision; on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::ids::{PersonId, PreviewId, ReferenceId, SittingId, SubjectId};
use domain::messages::{Channel, MessageKind, Reach, is_over};
use domain::pathway::FollowUp;
use domain::questionnaire::Sharing;
use std::time::Instant;
use store::{
    Assigned, Assignment, Message, Owner, Preview, Session, Setting, Sitting, Staff, StaffRole, Store, Tx,
};

on_both_engines! {
    everything_goes_with_a_person_at_once,
    what_is_no_longer_so_is_not_decided_about,
    of_two_who_give_the_same_person_one_does,
    all_of_a_closed_account_go_to_another,
    people_without_a_referent_are_found_oldest_first,
    three_thousand_people_change_hands,
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    let helene = Staff { role: StaffRole::Coordinator, ..referent("helene", "helene") };
    write!(store, |tx| tx.insert_staff(&helene));
    for who in ["claire", "karim", "marc"] {
        let staff = Staff { display_name: who.into(), ..referent(who, who) };
        write!(store, |tx| tx.insert_staff(&staff));
    }
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", Some("claire"))));
    write!(store, |tx| tx.insert_person(&person("ben", "Ben", "Öztürk", Some("claire"))));
    store
}

fn decision(act: &str, to: &str, at_s: i64) -> Assignment {
    Assignment {
        act: act.into(),
        to: staff_id(to),
        by: staff_id("helene"),
        operation: "assignPeople",
        at: NOW.plus_s(at_s),
    }
}

/// Why nothing was written.
#[derive(Debug)]
enum GivenUp {
    Store(store::Error),
    Refused(Assigned),
}

impl From<store::Error> for GivenUp {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

/// As the server does: what is refused is given up.
fn outcome(done: Assigned) -> Result<u64, GivenUp> {
    match done {
        Assigned::Done(n_people) => Ok(n_people),
        refused => Err(GivenUp::Refused(refused)),
    }
}

fn told(given: Result<u64, GivenUp>) -> Assigned {
    match given {
        Ok(n_people) => Assigned::Done(n_people),
        Err(GivenUp::Refused(refused)) => refused,
        Err(GivenUp::Store(error)) => panic!("{error}"),
    }
}

async fn give(store: &Store, people: &[&str], expected: Option<&str>, decision: Assignment) -> Assigned {
    let people: Vec<PersonId> = people.iter().map(|id| person_id(id)).collect();
    let expected = expected.map(staff_id);
    let job = async move |tx: &mut Tx| outcome(tx.assign(&people, expected.as_ref(), &decision).await?);
    told(store.write(move |tx| Box::pin(async move { job(tx).await })).await)
}

async fn give_all(store: &Store, from: &str, decision: Assignment) -> Assigned {
    let from = staff_id(from);
    let job = async move |tx: &mut Tx| outcome(tx.assign_all_of(&from, &decision).await?);
    told(store.write(move |tx| Box::pin(async move { job(tx).await })).await)
}

async fn referent_of(store: &Store, id: &'static str) -> Option<String> {
    let found = read!(store, |tx| tx.find_person(&person_id(id))).unwrap();
    found.referent_id.map(|id| id.to_string())
}

async fn everything_goes_with_a_person_at_once(place: Place) {
    let store = open(&place).await;
    let session = Session {
        token_hash: "desk".into(),
        owner: Owner::Staff(staff_id("claire")),
        setting: Setting::Desk,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus_s(3600),
    };
    let look = Preview {
        id: PreviewId::new("look").unwrap(),
        staff_session: "desk".into(),
        staff_id: staff_id("claire"),
        person_id: person_id("ana"),
        started_at: NOW,
        expires_at: NOW.plus_s(1800),
    };
    write!(store, |tx| tx.insert_session(&session));
    let sitting = Sitting {
        id: SittingId::new("sitting").unwrap(),
        staff_session: look.staff_session.clone(),
        staff_id: look.staff_id.clone(),
        person_id: look.person_id.clone(),
        started_at: NOW,
        expires_at: look.expires_at,
        agreed_at: None,
    };
    assert!(write!(store, |tx| tx.start_preview(&look)));
    assert!(write!(store, |tx| tx.start_sitting(&sitting)));
    let sides = [(FollowUp::Social, "claire"), (FollowUp::Employment, "marc")];
    for (kind, who) in sides {
        write!(store, |tx| tx.set_follow_up(&person_id("ana"), kind, &staff_id(who), NOW));
    }
    let reach =
        Reach { phone: Some("06 12 34 56 78".parse().unwrap()), email: None, told_by: Some(Channel::Sms) };
    write!(store, |tx| tx.save_reach(&person_id("ana"), &reach));
    let said = || [(SubjectId::new("sante").unwrap(), Sharing::Referent)];
    assert_eq!(write!(store, |tx| tx.save_sharing(&person_id("ana"), &said(), NOW)), 1);

    assert_eq!(
        give(&store, &["ana", "ben"], Some("claire"), decision("a1", "karim", 5)).await,
        Assigned::Done(2)
    );
    assert_eq!(referent_of(&store, "ana").await.as_deref(), Some("karim"));
    for who in ["claire", "karim", "marc"] {
        let follows = read!(store, |tx| tx.follows(&staff_id(who), &person_id("ana")));
        assert_eq!(follows, who != "claire", "{who}");
    }
    let sides = read!(store, |tx| tx.list_follow_ups(&person_id("ana")));
    assert_eq!(
        sides,
        [(FollowUp::Social, staff_id("karim")), (FollowUp::Employment, staff_id("marc"))].into()
    );
    assert_eq!(read!(store, |tx| tx.find_preview(&PreviewId::new("look").unwrap(), "desk")), None);
    assert_eq!(read!(store, |tx| tx.find_sitting(&SittingId::new("sitting").unwrap(), "desk")), None);
    let record = read!(store, |tx| tx.list_accesses(&person_id("ana"), None, 9));
    assert_eq!(
        (record.len(), record[0].operation.as_str(), record[0].at),
        (1, "assignPeople", NOW.plus_s(5))
    );
    let history = read!(store, |tx| tx.list_referent_changes(&person_id("ana")));
    assert_eq!((history[0].from.as_deref(), history[0].to.as_deref()), (Some("claire"), Some("karim")));
    // What was said to claire is known to have been said to her, and can be said again.
    let sante = SubjectId::new("sante").unwrap();
    assert!(read!(store, |tx| tx.find_sharings(&person_id("ana"))).to_another.contains(&sante));
    assert_eq!(write!(store, |tx| tx.save_sharing(&person_id("ana"), &said(), NOW.plus_s(6))), 1);
    let now = read!(store, |tx| tx.find_sharings(&person_id("ana")));
    assert!(now.to_another.is_empty() && now.said[&sante] == Sharing::Referent);
    // Only who wants messages is written to, and of two changes only the last is told.
    assert_eq!(give(&store, &["ana"], Some("karim"), decision("a2", "marc", 7)).await, Assigned::Done(1));
    for (act, is_true) in [("a1", false), ("a2", true)] {
        let reference = ReferenceId::new(format!("{act}-ana")).unwrap();
        let message = Message { kind: MessageKind::NewReferent, reference };
        let claimed = write!(store, |tx| tx.claim_message(&message, NOW.plus_s(8), NOW.plus_s(60))).unwrap();
        let occasion = claimed.about.unwrap().occasion;
        assert_eq!(!is_over(MessageKind::NewReferent, occasion, NOW.plus_s(8)), is_true, "{act}");
        assert!(is_over(MessageKind::NewReferent, occasion, NOW.plus_s(40 * 86_400)));
    }
    assert_eq!(read!(store, |tx| tx.list_due_messages(NOW.plus_s(9), 9)).len(), 0, "ben wants none");
}

async fn what_is_no_longer_so_is_not_decided_about(place: Place) {
    let store = open(&place).await;
    let no_one = [("nobody", Some("claire")), ("ana", Some("marc")), ("ana", None)];
    for (n, (who, expected)) in no_one.into_iter().enumerate() {
        let act = decision(&format!("a{n}"), "karim", 1);
        assert_eq!(give(&store, &["ben", who], expected, act).await, Assigned::Moved, "{who} {expected:?}");
    }
    assert_eq!(referent_of(&store, "ben").await.as_deref(), Some("claire"), "all of them or none");
    assert_eq!(read!(store, |tx| tx.list_referent_changes(&person_id("ben"))), []);
    for who in ["helene", "nobody", "claire"] {
        let act = decision("a9", who, 1);
        assert_eq!(give(&store, &["ana"], Some("claire"), act).await, Assigned::NoColleague, "{who}");
    }
    write!(store, |tx| tx.close_staff(&staff_id("karim"), "closing", &staff_id("helene"), "closeStaff", NOW));
    let act = decision("b1", "karim", 1);
    assert_eq!(give(&store, &["ana"], Some("claire"), act.clone()).await, Assigned::NoColleague);
    assert_eq!(give_all(&store, "claire", act).await, Assigned::NoColleague);
    assert_eq!(read!(store, |tx| tx.list_colleagues()).len(), 2);
}

async fn of_two_who_give_the_same_person_one_does(place: Place) {
    let store = open(&place).await;
    for n in 0..10 {
        for who in ["karim", "marc"] {
            give_all(&store, who, decision(&format!("back-{who}-{n}"), "claire", n)).await;
        }
        let (one, other) = (decision(&format!("k{n}"), "karim", n), decision(&format!("m{n}"), "marc", n));
        let given = tokio::join!(
            give(&store, &["ana", "ben"], Some("claire"), one),
            give(&store, &["ben", "ana"], Some("claire"), other)
        );
        let given = [given.0, given.1];
        assert!(given.contains(&Assigned::Done(2)) && given.contains(&Assigned::Moved), "{given:?}");
        assert_eq!(referent_of(&store, "ana").await, referent_of(&store, "ben").await);
    }
}

async fn all_of_a_closed_account_go_to_another(place: Place) {
    let store = open(&place).await;
    write!(store, |tx| tx.close_staff(
        &staff_id("claire"),
        "closing",
        &staff_id("helene"),
        "closeStaff",
        NOW
    ));
    assert_eq!(read!(store, |tx| tx.count_unassigned()), 2);
    let former = read!(store, |tx| tx.list_former_referents());
    assert_eq!((former.len(), former[0].name.as_str(), former[0].n_clients), (1, "claire", 2));
    // One of them was given to somebody meanwhile, and stays there.
    assert_eq!(give(&store, &["ben"], None, decision("a1", "marc", 1)).await, Assigned::Done(1));
    assert_eq!(give_all(&store, "claire", decision("a2", "karim", 2)).await, Assigned::Done(1));
    assert_eq!(give_all(&store, "claire", decision("a3", "karim", 3)).await, Assigned::Done(0));
    assert_eq!(referent_of(&store, "ana").await.as_deref(), Some("karim"));
    assert_eq!(referent_of(&store, "ben").await.as_deref(), Some("marc"));
    let history = read!(store, |tx| tx.list_referent_changes(&person_id("ana")));
    let names: Vec<_> = history.iter().map(|one| (one.from.as_deref(), one.to.as_deref())).collect();
    assert_eq!(names, [(Some("claire"), None), (Some("claire"), Some("karim"))]);
    let record = read!(store, |tx| tx.list_accesses(&person_id("ana"), None, 9));
    let told: Vec<_> = record.iter().map(|line| line.operation.as_str()).collect();
    assert_eq!(told, ["assignPeople", "closeStaff"]);
}

async fn people_without_a_referent_are_found_oldest_first(place: Place) {
    let store = open(&place).await;
    for (n, id) in ["eve", "dan", "cleo"].into_iter().enumerate() {
        let created_at = NOW.plus_s(-i64::try_from(n).unwrap() * 60);
        let one = store::Person { created_at, ..person(id, id, "Léger", None) };
        write!(store, |tx| tx.insert_person(&one));
    }
    write!(store, |tx| tx.close_staff(
        &staff_id("claire"),
        "closing",
        &staff_id("helene"),
        "closeStaff",
        NOW.plus_s(9)
    ));
    let list =
        async |q: &'static str, former: Option<&'static str>, after: Option<&'static str>, limit: u32| {
            let (former, after) = (former.map(staff_id), after.map(person_id));
            let found = read!(store, |tx| tx.list_unassigned(q, former.as_ref(), after.as_ref(), limit));
            found.into_iter().map(|one| one.id.to_string()).collect::<Vec<_>>()
        };
    assert_eq!(list("", None, None, 9).await, ["cleo", "dan", "eve", "ana", "ben"]);
    assert_eq!(list("", None, None, 2).await, ["cleo", "dan"]);
    assert_eq!(list("", None, Some("dan"), 2).await, ["eve", "ana"]);
    assert_eq!(list("leger", None, None, 9).await, ["cleo", "dan", "eve"]);
    assert_eq!(list("ozt", None, None, 9).await, ["ben"]);
    assert_eq!(list("", Some("claire"), None, 9).await, ["ana", "ben"]);
    assert_eq!(list("", Some("claire"), Some("ana"), 9).await, ["ben"]);
    assert_eq!(list("", Some("marc"), None, 9).await, [""; 0]);
    let found = read!(store, |tx| tx.list_unassigned("", None, Some(&person_id("eve")), 1)).remove(0);
    assert_eq!((found.since, found.former.as_deref()), (NOW.plus_s(9), Some("claire")));
}

async fn three_thousand_people_change_hands(place: Place) {
    let store = open(&place).await;
    let everybody: Vec<_> =
        (0..3000).map(|n| (person(&format!("p{n}"), "P", "Essai", Some("claire")), None)).collect();
    write!(store, |tx| tx.insert_people(&everybody));
    let begun = Instant::now();
    assert_eq!(give_all(&store, "claire", decision("a1", "karim", 1)).await, Assigned::Done(3002));
    println!("{:?}: 3,002 people in {:?}", store.engine(), begun.elapsed());
    assert_eq!(read!(store, |tx| tx.count_clients(Some(&staff_id("karim")))), 3002);
    assert_eq!(read!(store, |tx| tx.count_clients(Some(&staff_id("claire")))), 0);
    let last: Vec<_> = read!(store, |tx| tx.list_referent_changes(&person_id("p2999")));
    assert_eq!(last.len(), 1);
}
