//! Taking health data out of what was sent, in a draft and beside them; on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, write};
use domain::ids::{ReferenceId, SubjectId, SubmissionId};
use domain::questionnaire::{Answer, Answers, Level, Sharing, StepKey, TalkRequest};
use domain::time::Timestamp;
use store::{Saved, Store, Submission, TalkOutcome};

on_both_engines! {
    what_was_sent_is_replaced_and_looked_through_once,
    a_trimmed_draft_tells_the_device_that_still_shows_it,
    what_was_said_about_it_goes,
    replies_that_repeat_it_go_and_the_others_stay,
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    for (id, name) in [("ana", "Ana"), ("ben", "Ben")] {
        write!(store, |tx| tx.insert_person(&person(id, name, "Durand", None)));
    }
    store
}

fn answers(subjects: &[&str]) -> Answers {
    let level = |subject: &&str| (format!("triage.{subject}").parse().unwrap(), Answer::Level(Level::Hard));
    Answers(subjects.iter().map(level).collect())
}

fn sent(id: &str, whom: &str, at: Timestamp) -> Submission {
    Submission {
        id: sid(id),
        person_id: person_id(whom),
        questionnaire_version: "1-a".to_owned(),
        language: "fr".to_owned(),
        answers: answers(&["home", "sante"]),
        sent_at: at,
    }
}

fn sid(text: &str) -> SubmissionId {
    SubmissionId::new(text).unwrap()
}

fn level() -> StepKey {
    "triage.sante".parse().unwrap()
}

fn hard() -> Answer {
    Answer::Level(Level::Hard)
}

fn home() -> SubjectId {
    SubjectId::new("home").unwrap()
}

fn health() -> SubjectId {
    SubjectId::new("sante").unwrap()
}

async fn what_was_sent_is_replaced_and_looked_through_once(place: Place) {
    let store = open(&place).await;
    for one in
        [sent("s-1", "ana", NOW), sent("s-2", "ana", NOW.plus_s(10)), sent("s-3", "ben", NOW.plus_s(20))]
    {
        write!(store, |tx| tx.insert_submission(&one));
    }
    let due = |before: Timestamp| {
        let store = store.clone();
        async move {
            let listed: Vec<Submission> = read!(store, |tx| tx.list_health_due(before, 10));
            let n: u64 = read!(store, |tx| tx.count_health_due(before));
            assert_eq!(listed.len() as u64, n);
            listed.iter().map(|one| one.id.to_string()).collect::<Vec<_>>()
        }
    };
    assert_eq!(due(NOW).await, Vec::<String>::new());
    assert_eq!(due(NOW.plus_s(11)).await, ["s-1", "s-2"]);
    write!(store, |tx| tx.replace_answers(&sid("s-1"), &answers(&["home"])));
    write!(store, |tx| tx.note_health_gone(&sid("s-1"), NOW.plus_s(30)));
    assert_eq!(due(NOW.plus_s(21)).await, ["s-2", "s-3"]);
    let whole: Vec<Submission> = read!(store, |tx| tx.list_whole_submissions(&person_id("ana")));
    let told: Vec<_> = whole.iter().map(|one| (one.id.as_str(), &one.answers, one.sent_at)).collect();
    let (left, all) = (answers(&["home"]), answers(&["home", "sante"]));
    assert_eq!(told, [("s-1", &left, NOW), ("s-2", &all, NOW.plus_s(10))]);
}

async fn a_trimmed_draft_tells_the_device_that_still_shows_it(place: Place) {
    let store = open(&place).await;
    write!(store, |tx| tx.start_draft("d", &person_id("ana"), "1-a", NOW));
    write!(store, |tx| tx.save_answer("d", &level(), Some(&hard()), 0, NOW));
    let draft = write!(store, |tx| tx.lock_draft(&person_id("ana"))).unwrap();
    let revision = draft.revision;
    assert_eq!(read!(store, |tx| tx.list_drafting_since(NOW, 10)), []);
    assert_eq!(read!(store, |tx| tx.list_drafting_since(NOW.plus_s(1), 10)), [person_id("ana")]);
    assert!(write!(store, |tx| tx.trim_draft(&draft, &Answers::default(), NOW.plus_s(5))));
    let after = read!(store, |tx| tx.find_draft(&person_id("ana"))).unwrap();
    assert_eq!((after.standing_answers(), after.revision), (Answers::default(), revision + 1));
    assert_eq!(after.updated_at, NOW, "the person has answered nothing");
    assert!(!write!(store, |tx| tx.trim_draft(&after, &Answers::default(), NOW.plus_s(6))));
    for version in [0, 1] {
        let saved = write!(store, |tx| tx.save_answer("d", &level(), Some(&hard()), version, NOW.plus_s(7)));
        assert!(matches!(saved, Saved::Stale(Some(_))), "{saved:?}");
    }
}

async fn what_was_said_about_it_goes(place: Place) {
    let store = open(&place).await;
    for whom in ["ana", "ben"] {
        let said = [(health(), Sharing::Referent), (home(), Sharing::Team)];
        write!(store, |tx| tx.save_sharing(&person_id(whom), &said, NOW));
    }
    // Said again since: kept whole, so that its numbers go on.
    assert_eq!(write!(store, |tx| tx.forget_sharing(&person_id("ana"), &health(), NOW)), 0);
    assert_eq!(write!(store, |tx| tx.forget_sharing(&person_id("ana"), &health(), NOW.plus_s(1))), 1);
    let left = |whom: &'static str| {
        let store = store.clone();
        async move { read!(store, |tx| tx.list_sharing_changes(&person_id(whom))).len() }
    };
    assert_eq!((left("ana").await, left("ben").await), (1, 2));
    write!(store, |tx| tx.save_sharing(&person_id("ana"), &[(health(), Sharing::Me)], NOW.plus_s(2)));
    assert_eq!(left("ana").await, 2);

    write!(store, |tx| tx.start_draft("d", &person_id("ana"), "1-a", NOW));
    let wishes = [TalkRequest::Subject(health()), TalkRequest::Personal, TalkRequest::Private];
    assert!(write!(store, |tx| tx.submit_draft("d", &sent("s-1", "ana", NOW), &wishes, &[])));
    assert_eq!(write!(store, |tx| tx.forget_wishes_about(&person_id("ana"), &health())), 1);
    assert_eq!(write!(store, |tx| tx.withdraw_personal_wish(&sid("s-1"), NOW.plus_s(3))), 1);
    assert_eq!(write!(store, |tx| tx.withdraw_personal_wish(&sid("s-1"), NOW.plus_s(4))), 0);
    let kept = read!(store, |tx| tx.list_talk_requests(&person_id("ana")));
    let told: Vec<_> = kept.into_iter().map(|wish| (wish.request, wish.outcome)).collect();
    let expected = [(TalkRequest::Personal, Some(TalkOutcome::Withdrawn)), (TalkRequest::Private, None)];
    assert_eq!(told, expected);
    let id = ReferenceId::new("w").unwrap();
    write!(store, |tx| tx.note_health_withdrawal(&id, &person_id("ana"), NOW));
    let counted = write!(store, |tx| tx.count_kept(&person_id("ana")));
    assert!(counted.contains(&("health_withdrawal", 1)), "{counted:?}");
}

async fn replies_that_repeat_it_go_and_the_others_stay(place: Place) {
    let store = open(&place).await;
    let bodies = [
        ("k-1", r#"{"step":"answer.sante.effet"}"#),
        ("k-2", r#"{"step":"triage.home"}"#),
        ("k-3", r#"{"subject":"sante"}"#),
        ("k-4", r#"{"step":"answer.home.bebe"}"#),
    ];
    for whom in ["person:ana", "person:ben"] {
        for (key, body) in bodies {
            write!(store, |tx| tx.begin_request(whom, key, "h", NOW));
            write!(store, |tx| tx.finish_request(whom, key, 200, body, None));
        }
    }
    write!(store, |tx| tx.forget_replies_about(&person_id("ana"), &health()));
    let at = domain::questionnaire::QuestionRef {
        subject: "home".parse().unwrap(),
        question: "bebe".parse().unwrap(),
    };
    write!(store, |tx| tx.forget_replies_to(&person_id("ana"), &at));
    for (whom, key, is_there) in [
        ("person:ana", "k-1", false),
        ("person:ana", "k-2", true),
        ("person:ana", "k-3", false),
        ("person:ana", "k-4", false),
        ("person:ben", "k-1", true),
    ] {
        let begun = write!(store, |tx| tx.begin_request(whom, key, "h", NOW));
        assert_eq!(begun != store::Begun::New, is_there, "{whom} {key}");
    }
}
