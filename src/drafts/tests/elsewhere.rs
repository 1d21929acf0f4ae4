//! Another device of the same person, meanwhile.

use super::*;
use domain::questionnaire::AnswerProblem;

/// What the server says of the first answer that waits.
fn refused(queue: &Queue, code: ErrorCode) -> Queue {
    let key = queue.sending().unwrap().1.key.clone();
    queue.after(Event::Failed { key, failure: problem(code, None) })
}

#[test]
fn what_was_given_to_a_draft_that_is_gone_is_left_over_until_the_person_decides() {
    for (code, is_sent) in [(ErrorCode::DraftGone, true), (ErrorCode::DraftOtherVersion, false)] {
        let queue = signed_in()
            .after(given(0, 0, 1))
            .after(given(1, 1, 2))
            .after(given(0, 2, 3))
            .after(given(2, 4, 4));
        let queue = refused(&queue, code);
        assert!(!queue.has_unsent() && queue.refusals().is_empty());
        // The last word on each step; an answer that was taken back leaves nothing.
        let left: Vec<_> =
            queue.left_over().iter().map(|one| (one.step.clone(), one.answer.clone())).collect();
        assert_eq!(left, [(step(1), level(1).unwrap()), (step(0), level(2).unwrap())]);
        assert!(
            queue.left_over().iter().all(|one| one.is_sent == is_sent && one.questionnaire_version == "1")
        );
        // Reading the draft that is there now takes nothing of it away; only the person does.
        let other = Draft { id: "d2".to_owned(), ..draft(StepMap::new()) };
        let queue = queue.after(Event::Read(other));
        assert_eq!(queue.left_over().len(), 2);
        assert!(queue.after(Event::Settled).left_over().is_empty());
    }
}

#[test]
fn a_choice_that_was_open_is_left_over_too() {
    let mut server = Server::default();
    server.put(&step(0), level(3));
    let queue = signed_in().after(given(0, 0, 1));
    let event = server.save(&queue);
    let queue = queue.after(event).after(given(1, 1, 2));
    assert_eq!(queue.conflicts().len(), 1);
    let queue = refused(&queue, ErrorCode::DraftGone);
    assert!(queue.conflicts().is_empty());
    assert_eq!(queue.left_over().len(), 2);
}

#[test]
fn an_answer_that_another_device_removed_is_told_once() {
    let mut server = Server::default();
    let queue = settle(signed_in().after(given(0, 0, 1)).after(given(1, 0, 2)), &mut server);
    server.put(&step(0), None);
    server.put(&step(1), level(2));
    let queue = queue.after(Event::Read(draft(server.kept.clone())));
    // A changed answer stands on the screen; a removed one is nowhere.
    let [removed] = queue.removed() else { panic!("{:?}", queue.removed()) };
    assert_eq!((&removed.step, Some(&removed.answer)), (&step(0), level(0).as_ref()));
    let queue = queue.after(Event::Settled).after(Event::Read(draft(server.kept.clone())));
    assert!(queue.removed().is_empty());
}

#[test]
fn an_answer_that_this_device_cut_without_knowing_it_is_told_and_one_that_it_knew_is_not() {
    let queue = settle(signed_in().after(given(0, 0, 1)), &mut Server::default()).after(given(1, 0, 2));
    let was = |n: u8| DraftAnswer { answer: level(n), version: 2 };
    let saved = SavedAnswer {
        step: step(1),
        answer: level(0),
        draft: "d1".to_owned(),
        version: 1,
        revision: 3,
        saved_at: Timestamp(0),
        removed: [(step(0), was(0)), (step(2), was(1))].into_iter().collect(),
    };
    let queue = queue.after(Event::Confirmed { key: "k2".to_owned(), saved });
    let [removed] = queue.removed() else { panic!("{:?}", queue.removed()) };
    assert_eq!((&removed.step, Some(&removed.answer)), (&step(2), level(1).as_ref()));
    assert_eq!(queue.tag(), "d1.3");
}

#[test]
fn an_answer_to_a_question_that_is_closed_is_told_with_its_words() {
    let queue = signed_in().after(given(0, 0, 1));
    let Failure::Refused(problem) = problem(ErrorCode::AnswerRefused, None) else { unreachable!() };
    let hidden = Problem { problems: vec![AnswerProblem::HiddenStep], ..(*problem).clone() };
    let queue =
        queue.after(Event::Failed { key: "k1".to_owned(), failure: Failure::Refused(Rc::new(hidden)) });
    assert_eq!(queue.removed()[0].step, step(0));
    assert!(!queue.after(Event::RefusalsSeen).removed().is_empty(), "turning the page does not take it away");
}
