//! Taking stock over time: a draft moves to other questions, and a submission has one before it.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, write};
use domain::ids::SubmissionId;
use domain::questionnaire::{Answer, Answers, Level, StepKey};
use store::{Saved, Submission};

on_both_engines! { a_draft_moves_with_what_is_kept, the_submission_before_is_found }

fn key(id: &str) -> StepKey {
    format!("triage.{id}").parse().unwrap()
}

async fn a_draft_moves_with_what_is_kept(place: Place) {
    let store = place.open().await;
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", None)));
    write!(store, |tx| tx.start_draft("d1", &person_id("ana"), "1", NOW));
    let (hard, fine) = (Answer::Level(Level::Hard), Answer::Level(Level::Fine));
    for id in ["home", "money"] {
        let (step, answer) = (key(id), hard.clone());
        write!(store, |tx| tx.save_answer("d1", &step, Some(&answer), 0, NOW));
    }
    let kept = Answers([(key("home"), hard.clone())].into_iter().collect());
    let carried = kept.clone();
    let revision = write!(store, |tx| tx.move_draft("d1", "2", &carried, NOW.plus_s(5)));
    assert_eq!(revision, 3);
    let draft = read!(store, |tx| tx.find_draft(&person_id("ana"))).unwrap();
    assert_eq!((draft.id.as_str(), draft.questionnaire_version.as_str(), draft.revision), ("d1", "2", 3));
    assert_eq!(draft.standing_answers(), kept);
    // Versions go on counting: whoever still knows the removed answer is told, and no version comes twice.
    assert_eq!((draft.answers[&key("home")].version, draft.answers[&key("money")].version), (1, 2));
    let (step, answer) = (key("money"), fine.clone());
    let stale = write!(store, |tx| tx.save_answer("d1", &step, Some(&answer), 1, NOW));
    assert!(matches!(stale, Saved::Stale(Some(current)) if current.version == 2 && current.answer.is_none()));
    let (step, answer) = (key("money"), fine);
    let saved = write!(store, |tx| tx.save_answer("d1", &step, Some(&answer), 2, NOW));
    assert_eq!(saved, Saved::Saved { version: 3, revision: 4 });
}

async fn the_submission_before_is_found(place: Place) {
    let store = place.open().await;
    let sent = |id: &str, who: &str, after_s: i64| Submission {
        id: SubmissionId::new(id).unwrap(),
        person_id: person_id(who),
        questionnaire_version: "1".to_owned(),
        language: "fr".to_owned(),
        answers: Answers::default(),
        sent_at: NOW.plus_s(after_s),
    };
    for who in ["ana", "bea"] {
        let newcomer = person(who, "Ana", "Durand", None);
        write!(store, |tx| tx.insert_person(&newcomer));
    }
    assert_eq!(read!(store, |tx| tx.find_last_submission_id(&person_id("ana"))), None);
    // Two at the same instant are told apart by their ids; another person's lie between.
    let all = [sent("a1", "ana", 0), sent("b1", "bea", 1), sent("a2", "ana", 2), sent("a3", "ana", 2)];
    for submission in all.clone() {
        write!(store, |tx| tx.insert_submission(&submission));
    }
    let [first, other, second, third] = all;
    assert_eq!(read!(store, |tx| tx.find_last_submission_id(&person_id("ana"))), Some(third.id.clone()));
    for (later, before) in [(&third, Some(&second)), (&second, Some(&first)), (&first, None), (&other, None)]
    {
        let (later, id) = (later.clone(), later.id.clone());
        assert_eq!(read!(store, |tx| tx.find_submission_before(&later)).as_ref(), before, "{id}");
    }
}
