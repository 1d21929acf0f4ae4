//! Sharing, wishes to talk and the record of looks at a file, told once and true on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::ids::{AccessId, SubjectId, SubmissionId, TalkRequestId};
use domain::questionnaire::{Answers, Sharing, TalkRequest};
use domain::retention::Passing;
use sqlx::{Connection, Executor};
use store::{Access, Store, Submission, TalkOutcome};

on_both_engines! {
    the_last_word_on_sharing_holds_and_earlier_ones_stay,
    a_wish_to_talk_is_read_once_and_ends_once,
    looks_at_a_file_are_kept_for_a_year,
    wishes_from_before_get_a_name,
}

fn subject(id: &str) -> SubjectId {
    SubjectId::new(id).unwrap()
}

fn wish(id: &str) -> TalkRequestId {
    TalkRequestId::new(id).unwrap()
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", Some("claire"))));
    write!(store, |tx| tx.insert_person(&person("ben", "Ben", "Ali", None)));
    store
}

fn submission(id: &str, at_s: i64) -> Submission {
    Submission {
        id: SubmissionId::new(id).unwrap(),
        person_id: person_id("ana"),
        questionnaire_version: "1".into(),
        language: "fr".into(),
        answers: Answers::default(),
        sent_at: NOW.plus_s(at_s),
    }
}

async fn send(store: &Store, id: &'static str, at_s: i64, requests: Vec<TalkRequest>) {
    write!(store, |tx| tx.start_draft(id, &person_id("ana"), "1", NOW));
    assert!(write!(store, |tx| tx.submit_draft(id, &submission(id, at_s), &requests, &[])));
}

async fn the_last_word_on_sharing_holds_and_earlier_ones_stay(place: Place) {
    let store = open(&place).await;
    let say = async |all: &[(&str, Sharing)], at_s: i64| {
        let said: Vec<_> = all.iter().map(|(id, sharing)| (subject(id), *sharing)).collect();
        write!(store, |tx| tx.save_sharing(&person_id("ana"), &said, NOW.plus_s(at_s)))
    };
    assert_eq!(say(&[("sante", Sharing::Me), ("mobilite", Sharing::Team)], 0).await, 2);
    assert_eq!(say(&[("sante", Sharing::Me), ("mobilite", Sharing::Me)], 60).await, 1);
    assert_eq!(say(&[("mobilite", Sharing::Referent)], 90).await, 1);
    assert_eq!(say(&[("mobilite", Sharing::Referent)], 95).await, 0);
    let now = read!(store, |tx| tx.find_sharings(&person_id("ana")));
    assert_eq!(now.said, [(subject("mobilite"), Sharing::Referent), (subject("sante"), Sharing::Me)].into());
    assert_eq!(read!(store, |tx| tx.find_sharings(&person_id("ben"))).said.len(), 0);
    let all = read!(store, |tx| tx.list_sharing_changes(&person_id("ana")));
    let mobility: Vec<_> = all.iter().filter(|change| change.subject == subject("mobilite")).collect();
    let told: Vec<_> = mobility.iter().map(|change| (change.sharing, change.changed_at)).collect();
    let expected = [(Sharing::Team, 0), (Sharing::Me, 60), (Sharing::Referent, 90)];
    assert_eq!(told, expected.map(|(sharing, at_s)| (sharing, NOW.plus_s(at_s))));
    assert_eq!(mobility[0].referent.as_deref(), Some("Claire Martin"));
    // Changes at the same time come one after the other.
    let both: Vec<_> = [Sharing::Me, Sharing::Team]
        .map(|sharing| {
            let store = store.clone();
            tokio::spawn(async move {
                let said = [(subject("sante"), sharing)];
                write!(store, |tx| tx.save_sharing(&person_id("ana"), &said, NOW.plus_s(99)))
            })
        })
        .into();
    for one in both {
        one.await.unwrap();
    }
    let last = read!(store, |tx| tx.list_sharing_changes(&person_id("ana"))).pop().unwrap();
    assert_eq!(read!(store, |tx| tx.find_sharings(&person_id("ana"))).said[&subject("sante")], last.sharing);
}

async fn a_wish_to_talk_is_read_once_and_ends_once(place: Place) {
    let store = open(&place).await;
    send(&store, "s1", 0, vec![TalkRequest::Subject(subject("mobilite")), TalkRequest::Personal]).await;
    let mark = async |id: &'static str, at_s: i64| {
        write!(store, |tx| tx.mark_talk_request_read(&wish(id), &staff_id("claire"), NOW.plus_s(at_s)))
    };
    let close = async |id: &'static str, outcome, at_s: i64| {
        write!(store, |tx| tx.close_talk_request(&wish(id), outcome, NOW.plus_s(at_s)))
    };
    assert!(mark("s1-0", 10).await);
    assert!(!mark("s1-0", 20).await);
    assert!(!mark("nothing", 20).await);
    let read = read!(store, |tx| tx.find_talk_request(&wish("s1-0"))).unwrap();
    assert_eq!((read.read_at, read.read_by.as_deref()), (Some(NOW.plus_s(10)), Some("Claire Martin")));
    assert_eq!((read.person_id, read.request), (person_id("ana"), TalkRequest::Subject(subject("mobilite"))));
    assert!(close("s1-1", TalkOutcome::Withdrawn, 30).await);
    assert!(!close("s1-1", TalkOutcome::Met, 40).await);
    assert!(!mark("s1-1", 50).await, "what is over is not read");
    // Newer answers take the place of what is open and of nothing else.
    send(&store, "s2", 60, vec![TalkRequest::Private]).await;
    let all = read!(store, |tx| tx.list_talk_requests(&person_id("ana")));
    let told: Vec<_> = all.iter().map(|wish| (wish.id.as_str(), wish.outcome, wish.closed_at)).collect();
    let expected = [
        ("s1-0", Some(TalkOutcome::Replaced), Some(NOW.plus_s(60))),
        ("s1-1", Some(TalkOutcome::Withdrawn), Some(NOW.plus_s(30))),
        ("s2-0", None, None),
    ];
    assert_eq!(told, expected);
    let clients = read!(store, |tx| tx.list_clients(Some(&staff_id("claire")), "", None, 9));
    assert_eq!(clients[0].n_talk_requests, 1);
    assert!(close("s2-0", TalkOutcome::Met, 70).await);
    let clients = read!(store, |tx| tx.list_clients(Some(&staff_id("claire")), "", None, 9));
    assert_eq!(clients[0].n_talk_requests, 0);
}

async fn looks_at_a_file_are_kept_for_a_year(place: Place) {
    let store = open(&place).await;
    let found = async |who: &'static str, id: &'static str| {
        read!(store, |tx| tx.find_followed(&staff_id(who), &person_id(id))).is_some()
    };
    assert!(found("claire", "ana").await);
    assert!(!found("claire", "ben").await && !found("nobody", "ana").await && !found("claire", "x").await);
    send(&store, "s1", 0, vec![]).await;
    for (n, at_s) in [("a", 1), ("b", 2), ("c", 2), ("d", 3)] {
        let access = Access {
            id: AccessId::new(n).unwrap(),
            person_id: person_id(if n == "d" { "ben" } else { "ana" }),
            staff_id: staff_id("claire"),
            operation: "getClientSummary",
            object: Some("s1".into()),
            at: NOW.plus_s(at_s),
        };
        write!(store, |tx| tx.note_access(&access));
    }
    let list = async |after: Option<&'static str>, limit| {
        let after = after.map(|after| AccessId::new(after).unwrap());
        let page = read!(store, |tx| tx.list_accesses(&person_id("ana"), after.as_ref(), limit));
        page.into_iter().map(|line| line.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(list(None, 2).await, ["c", "b"]);
    assert_eq!(list(Some("b"), 2).await, ["a"]);
    assert_eq!(list(Some("d"), 2).await, [""; 0], "a line of someone else's record");
    let first = read!(store, |tx| tx.list_accesses(&person_id("ana"), None, 1)).pop().unwrap();
    assert_eq!((first.name.as_str(), first.at), ("Claire Martin", NOW.plus_s(2)));

    let id = SubmissionId::new("s1").unwrap();
    for at_s in [5, 9] {
        let id = id.clone();
        write!(store, |tx| tx.mark_submission_read(&id, &staff_id("claire"), NOW.plus_s(at_s)));
    }
    let sent = read!(store, |tx| tx.list_submissions(&person_id("ana"))).pop().unwrap();
    assert_eq!((sent.read_at, sent.read_by.as_deref()), (Some(NOW.plus_s(5)), Some("Claire Martin")));
    assert_eq!(write!(store, |tx| tx.forget(Passing::Looks, NOW.plus_s(2), 9)), 1);
    assert_eq!(list(None, 9).await, ["c", "b"]);
    let sent = read!(store, |tx| tx.list_submissions(&person_id("ana"))).pop().unwrap();
    assert_eq!(sent.read_at, Some(NOW.plus_s(5)), "that it was read outlives the record");
}

/// A database that the second migration left, with an open wish in it.
async fn wishes_from_before_get_a_name(place: Place) {
    let store = open(&place).await;
    send(&store, "s1", 0, vec![TalkRequest::Personal]).await;
    store.close().await;
    let mut connection = sqlx::AnyConnection::connect(&place.url).await.unwrap();
    for statement in [
        "DELETE FROM _sqlx_migrations WHERE version = 4",
        "DROP TABLE access_log",
        "DROP TABLE sharing_change",
        "DROP INDEX talk_request_by_id",
        "DROP INDEX talk_request_by_person",
        "ALTER TABLE talk_request DROP COLUMN id",
        "ALTER TABLE talk_request DROP COLUMN read_at",
        "ALTER TABLE talk_request DROP COLUMN read_by",
        "ALTER TABLE talk_request DROP COLUMN outcome",
        "ALTER TABLE submission DROP COLUMN read_at",
        "ALTER TABLE submission DROP COLUMN read_by",
    ] {
        connection.execute(statement).await.unwrap();
    }
    connection.close().await.unwrap();
    let store = place.open().await;
    let all = read!(store, |tx| tx.list_talk_requests(&person_id("ana")));
    assert_eq!((all.len(), all[0].id.as_str(), all[0].outcome), (1, "s1-0", None));
}
