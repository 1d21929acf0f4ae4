//! One person's first weeks, told once and true on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::ids::{ActionId, SheetId, SubjectId, SubmissionId};
use domain::pathway::{ActionSource, ActionState, ActionStatus, Aim, Milestone};
use domain::questionnaire::{Answer, Answers, Level, Questionnaire, StepKey, TalkRequest};
use domain::retention::{Passing, Periods};
use store::{
    Action, Added, Change, Client, EventKind, Owner, Saved, Session, Setting, StaffRole, Store, Submission,
    Try, Updated,
};

on_both_engines! { a_person_signs_in_takes_stock_and_acts, a_referent_finds_the_people_they_follow }

async fn a_person_signs_in_takes_stock_and_acts(place: Place) {
    let store = place.open().await;
    store.check().await.unwrap();
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Öztürk", Some("claire"))));
    signs_in(&store).await;
    let submission = takes_stock(&store).await;
    sends(&store, submission).await;
    acts(&store).await;
    publishes(&store).await;
    // Closing and opening again changes nothing.
    let before = read!(store, |tx| tx.find_last_submission(&person_id("ana")));
    store.close().await;
    assert!(store.check().await.is_err());
    let store = place.open().await;
    assert!(before.is_some());
    assert_eq!(read!(store, |tx| tx.find_last_submission(&person_id("ana"))), before);
}

async fn signs_in(store: &Store) {
    write!(store, |tx| tx.issue_card(&person_id("ana"), "card-1", NOW));
    assert_eq!(read!(store, |tx| tx.find_person_by_card("card-1")).unwrap().last_name, "Öztürk");
    // Two tries are free, the third makes the next one wait a second.
    for _ in 0..3 {
        assert_eq!(write!(store, |tx| tx.take_try("ana", NOW)), Try::Go);
    }
    assert_eq!(write!(store, |tx| tx.take_try("ana", NOW)), Try::Wait { until: NOW.plus_s(1) });
    assert_eq!(write!(store, |tx| tx.take_try("ana", NOW.plus_s(1))), Try::Go);
    assert_eq!(write!(store, |tx| tx.take_try("ana", NOW.plus_s(2))), Try::Wait { until: NOW.plus_s(3) });
    assert_eq!(write!(store, |tx| tx.take_try("someone else", NOW)), Try::Go);
    write!(store, |tx| tx.clear_tries("ana"));
    assert_eq!(write!(store, |tx| tx.take_try("ana", NOW)), Try::Go);

    // Reissuing kills the previous card, and a code is never given out twice.
    write!(store, |tx| tx.issue_card(&person_id("ana"), "card-2", NOW));
    assert_eq!(read!(store, |tx| tx.find_person_by_card("card-1")), None);
    assert!(read!(store, |tx| tx.find_person_by_card("card-2")).is_some());

    let session = Session {
        token_hash: "t1".into(),
        owner: Owner::Person(person_id("ana")),
        setting: Setting::Phone,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus_s(12 * 3600),
    };
    let kept = session.clone();
    write!(store, |tx| tx.insert_session(&kept));
    assert_eq!(read!(store, |tx| tx.find_session("t1")), Some(session.clone()));
    write!(store, |tx| tx.touch_session("t1", NOW.plus_s(60)));
    write!(store, |tx| tx.touch_session("t1", NOW));
    assert_eq!(read!(store, |tx| tx.find_session("t1")).unwrap().last_seen_at, NOW.plus_s(60));
    let next = Session { token_hash: "t2".into(), ..session };
    write!(store, |tx| tx.rotate_session("t1", &next));
    assert_eq!(read!(store, |tx| tx.find_session("t1")), None);
    assert!(write!(store, |tx| tx.end_session("t2", NOW)));
    assert!(!write!(store, |tx| tx.end_session("t2", NOW)));
    for (after_s, what, n) in [(3600, Passing::Sessions, 2), (25 * 3600, Passing::Throttles, 2)] {
        let before = Periods::default().over_before(what, NOW.plus_s(after_s));
        assert_eq!(read!(store, |tx| tx.count_over(what, before)), n);
        assert_eq!(write!(store, |tx| tx.forget(what, before, 9)), n);
        assert_eq!(read!(store, |tx| tx.count_over(what, before)), 0);
    }

    write!(store, |tx| tx.touch_person(&person_id("ana"), NOW));
    write!(store, |tx| tx.set_language(&person_id("ana"), "tr"));
    let ana = read!(store, |tx| tx.find_person(&person_id("ana"))).unwrap();
    assert_eq!((ana.last_seen_at, ana.language.as_str()), (Some(NOW), "tr"));
    assert!(write!(store, |tx| tx.take_totp_step(&staff_id("claire"), 59_000_000)));
    assert!(!write!(store, |tx| tx.take_totp_step(&staff_id("claire"), 59_000_000)));
    assert_eq!(read!(store, |tx| tx.find_staff_by_login("c.martin")).unwrap().totp_last_step, 59_000_000);
    assert_eq!(read!(store, |tx| tx.find_staff_by_login("c.\0martin")), None);
    assert_eq!(read!(store, |tx| tx.count_staff(StaffRole::Coordinator)), 0);
}

fn step(text: &str) -> StepKey {
    text.parse().unwrap()
}

fn chosen(option: &str) -> Answer {
    Answer::Choices(vec![option.parse().unwrap()])
}

async fn takes_stock(store: &Store) -> Submission {
    assert_eq!(read!(store, |tx| tx.find_draft(&person_id("ana"))), None);
    let draft = write!(store, |tx| tx.start_draft("d1", &person_id("ana"), "2026-1", NOW));
    assert_eq!((draft.id.as_str(), draft.revision, draft.answers.len()), ("d1", 0, 0));
    // A second device finds the draft of the first.
    assert_eq!(write!(store, |tx| tx.start_draft("d2", &person_id("ana"), "2026-2", NOW)), draft);

    let save = async |name: &'static str, answer: Option<Answer>, expected: u64| {
        write!(store, |tx| tx.save_answer("d1", &step(name), answer.as_ref(), expected, NOW))
    };
    let saved = |version, revision| Saved::Saved { version, revision };
    let blocked = Answer::Level(Level::Blocked);
    assert_eq!(save("triage.mobilite", Some(blocked.clone()), 0).await, saved(1, 1));
    assert_eq!(save("answer.mobilite.permis", Some(chosen("non")), 0).await, saved(1, 2));
    assert_eq!(save("answer.mobilite.permis", Some(chosen("oui")), 1).await, saved(2, 3));
    // The same version cannot be changed twice; the loser is told what is there.
    let Saved::Stale(Some(current)) = save("answer.mobilite.permis", None, 1).await else {
        panic!("a stale version was accepted")
    };
    assert_eq!((current.answer, current.version), (Some(chosen("oui")), 2));
    assert!(matches!(save("answer.mobilite.permis", None, 0).await, Saved::Stale(Some(_))));
    assert_eq!(save("answer.emploi.metier", None, 3).await, Saved::Stale(None));
    // Removing counts on, so that a device that has not heard of it is told.
    assert_eq!(save("answer.mobilite.permis", None, 2).await, saved(3, 4));
    assert!(matches!(save("answer.mobilite.permis", Some(chosen("oui")), 2).await, Saved::Stale(Some(_))));
    assert_eq!(save("answer.mobilite.permis", Some(chosen("oui")), 3).await, saved(4, 5));
    assert_eq!(save("sharing.mobilite", Some(Answer::Text("l’été".into())), 0).await, saved(1, 6));
    let gone = write!(store, |tx| tx.save_answer("nowhere", &step("private-talk"), None, 0, NOW));
    assert_eq!(gone, Saved::NoDraft);

    // Pruning keeps what is in `kept`, removes and trims the rest, and says so.
    let kept = Answers(
        [(step("triage.mobilite"), blocked), (step("sharing.mobilite"), chosen("moi"))].into_iter().collect(),
    );
    let expected = kept.clone();
    let changed = write!(store, |tx| tx.apply_pruning("d1", &kept, NOW));
    let changed: Vec<_> =
        changed.into_iter().map(|(step, kept)| (step.to_string(), kept.answer, kept.version)).collect();
    let trimmed = ("sharing.mobilite".to_owned(), Some(chosen("moi")), 2);
    assert_eq!(changed, [("answer.mobilite.permis".to_owned(), None, 5), trimmed]);
    let draft = read!(store, |tx| tx.find_draft(&person_id("ana"))).unwrap();
    assert_eq!((draft.standing_answers(), draft.answers.len(), draft.revision), (expected, 3, 6));
    Submission {
        id: SubmissionId::new("s1").unwrap(),
        person_id: person_id("ana"),
        questionnaire_version: draft.questionnaire_version.clone(),
        language: "fr".into(),
        answers: draft.standing_answers(),
        sent_at: NOW.plus_s(60),
    }
}

async fn sends(store: &Store, submission: Submission) {
    write!(store, |tx| tx.insert_person(&person("ben", "Ben", "Ali", None)));
    let stolen = Submission { person_id: person_id("ben"), ..submission.clone() };
    assert!(!write!(store, |tx| tx.submit_draft("d1", &stolen, &[], &[])));
    let wishes = vec![TalkRequest::Subject(SubjectId::new("mobilite").unwrap()), TalkRequest::Private];
    let (sent, said) = (submission.clone(), wishes.clone());
    assert!(write!(store, |tx| tx.submit_draft("d1", &sent, &said, &[Milestone::StockSent])));
    let again = submission.clone();
    assert!(!write!(store, |tx| tx.submit_draft("d1", &again, &[], &[])));
    assert_eq!(read!(store, |tx| tx.find_draft(&person_id("ana"))), None);
    assert_eq!(write!(store, |tx| tx.save_answer("d1", &step("private-talk"), None, 0, NOW)), Saved::NoDraft);

    let id = submission.id.clone();
    assert_eq!(read!(store, |tx| tx.find_submission(&person_id("ana"), &id)), Some(submission.clone()));
    let id = submission.id.clone();
    assert_eq!(read!(store, |tx| tx.find_submission(&person_id("ben"), &id)), None);
    let list = read!(store, |tx| tx.list_submissions(&person_id("ana")));
    assert_eq!((list.len(), list[0].n_talk_requests, list[0].sent_at), (1, 2, NOW.plus_s(60)));
    assert_eq!(open_wishes(store).await, wishes);

    // Newer answers replace older wishes; the milestone stays at its first time.
    write!(store, |tx| tx.start_draft("d3", &person_id("ana"), "2026-1", NOW));
    let next = Submission { id: SubmissionId::new("s2").unwrap(), sent_at: NOW.plus_s(90), ..submission };
    assert!(write!(store, |tx| tx.submit_draft(
        "d3",
        &next,
        &[TalkRequest::Personal],
        &[Milestone::StockSent]
    )));
    assert_eq!(open_wishes(store).await, [TalkRequest::Personal]);
    let milestones = read!(store, |tx| tx.list_milestones(&person_id("ana")));
    assert_eq!(milestones, [(Milestone::StockSent, NOW.plus_s(60))].into());
    let list = read!(store, |tx| tx.list_submissions(&person_id("ana")));
    assert_eq!(list.iter().map(|line| line.id.as_str()).collect::<Vec<_>>(), ["s2", "s1"]);
    assert_eq!(read!(store, |tx| tx.find_last_submission(&person_id("ana"))).unwrap().id.as_str(), "s2");
}

async fn open_wishes(store: &Store) -> Vec<TalkRequest> {
    let all = read!(store, |tx| tx.list_talk_requests(&person_id("ana")));
    all.into_iter().filter(|wish| wish.outcome.is_none()).map(|wish| wish.request).collect()
}

async fn publishes(store: &Store) {
    let questionnaire = |title: &str| -> Questionnaire {
        serde_json::from_value(serde_json::json!({
            "version": "2026-1", "language": "fr", "title": title, "welcome": [], "triage_question": "",
            "levels": [], "sharing_question": "", "sharing_options": [], "helplines": [], "subjects": [],
            "private_talk": { "id": "q", "text": "", "kind": "one" },
        }))
        .unwrap()
    };
    let (first, second) = (questionnaire("Faire le point"), questionnaire("Autre chose"));
    let expected = first.clone();
    assert_eq!(read!(store, |tx| tx.find_questionnaire("2026-1", "fr")), None);
    assert!(write!(store, |tx| tx.publish_questionnaire(&first, NOW)));
    assert!(!write!(store, |tx| tx.publish_questionnaire(&second, NOW)));
    assert_eq!(read!(store, |tx| tx.find_questionnaire("2026-1", "fr")), Some(expected));
    assert_eq!(read!(store, |tx| tx.find_questionnaire("2026-1", "en")), None);
    assert_eq!(write!(store, |tx| tx.note_deployment("key-fingerprint", "k1")), "k1");
    assert_eq!(write!(store, |tx| tx.note_deployment("key-fingerprint", "k2")), "k1");
}

async fn acts(store: &Store) {
    let sheet = Aim::Sheet(SheetId::new("aide-transport").unwrap());
    let chosen = Action::chosen(ActionId::new("a1").unwrap(), sheet, ActionSource::Suggested, NOW);
    let change = Change::by_person(EventKind::Added, NOW);
    assert!(matches!(write!(store, |tx| tx.add_action(&person_id("ana"), chosen, &change)), Added::Added(_)));
    let stuck = ActionState::planned().said(ActionStatus::Stuck, None).unwrap();
    let change = Change::by_person(EventKind::Said, NOW.plus_s(5));
    let id = ActionId::new("a1").unwrap();
    let updated = write!(store, |tx| tx.change_action(&person_id("ana"), &id, 1, &stuck, &change));
    assert!(matches!(updated, Updated::Updated(_)));

    let clients = read!(store, |tx| tx.list_clients(Some(&staff_id("claire")), "", None, 10));
    let expected = Client {
        id: person_id("ana"),
        first_name: "Ana".into(),
        last_name: "Öztürk".into(),
        referent: Some("Claire Martin".into()),
        last_milestone: Some((Milestone::StockSent, NOW.plus_s(60))),
        last_seen_at: Some(NOW),
        heard_at: NOW.plus_s(90),
        n_cannot_come: 0,
        n_talk_requests: 1,
        n_stuck_actions: 1,
        n_disputes: 0,
    };
    assert_eq!(clients, [expected]);
}

async fn a_referent_finds_the_people_they_follow(place: Place) {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_staff(&referent("paul", "p.petit")));
    let names = [
        ("p1", "Zoé", "Dupont", "claire"),
        ("p2", "Ana", "Dupont", "claire"),
        ("p3", "Éric", "Le Goff", "claire"),
        ("p4", "Marie-Ève", "D'Arc", "claire"),
        ("p5", "Ana", "Dupont", "claire"),
        ("p6", "Ana", "Durand", "paul"),
    ];
    let people = names.map(|(id, first, last, referent)| {
        (person(id, first, last, Some(referent)), Some(format!("card of {id}")))
    });
    write!(store, |tx| tx.insert_people(&people));
    let list = async |who: Option<&'static str>, q: &'static str, after: Option<&'static str>, limit| {
        let (who, after) = (who.map(staff_id), after.map(person_id));
        let clients = read!(store, |tx| tx.list_clients(who.as_ref(), q, after.as_ref(), limit));
        clients.into_iter().map(|client| client.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(list(Some("claire"), "", None, 50).await, ["p4", "p2", "p5", "p1", "p3"]);
    assert_eq!(list(Some("claire"), "", None, 2).await, ["p4", "p2"]);
    assert_eq!(list(Some("claire"), "", Some("p2"), 2).await, ["p5", "p1"]);
    assert_eq!(list(Some("claire"), "", Some("p3"), 2).await, [""; 0]);
    assert_eq!(list(Some("claire"), "DUPONT", None, 50).await, ["p2", "p5", "p1"]);
    assert_eq!(list(Some("claire"), "dupont zo", None, 50).await, ["p1"]);
    assert_eq!(list(Some("claire"), "ana dup", Some("p2"), 50).await, ["p5"]);
    assert_eq!(list(Some("claire"), "eri", None, 50).await, ["p3"]);
    assert_eq!(list(Some("claire"), "marie eve", None, 50).await, ["p4"]);
    // What LIKE and SQL would read as their own is only text.
    for q in ["%", "_na", "'; DROP TABLE person; --", "\\", "\0"] {
        let expected = if q.chars().any(char::is_alphanumeric) {
            vec![]
        } else {
            list(Some("claire"), "", None, 50).await
        };
        assert_eq!(list(Some("claire"), q, None, 50).await, expected, "{q:?}");
    }
    // Someone else's people are not there, not even as a place to start from.
    assert_eq!(list(Some("paul"), "", None, 50).await, ["p6"]);
    assert_eq!(list(Some("paul"), "", Some("p2"), 50).await, [""; 0]);
    assert_eq!(list(None, "", None, 50).await, ["p4", "p2", "p5", "p1", "p6", "p3"]);
    assert_eq!(read!(store, |tx| tx.count_clients(Some(&staff_id("claire")))), 5);
    assert_eq!(read!(store, |tx| tx.count_clients(None)), 6);
    assert!(read!(store, |tx| tx.find_person_by_card("card of p6")).is_some());
}
