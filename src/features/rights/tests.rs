use super::state::{Errand, Event, State};
use crate::api::ApiError;
use domain::ids::RightsRequestId;
use domain::rights::{RightsKind, WORDS_MAX_CHARS, WordsProblem};

const ASK: Errand = Errand::Ask(RightsKind::Contest);

fn written(words: &str) -> State {
    State::default().after(Event::Typed(words.to_owned().into()))
}

#[test]
fn what_was_written_stays_until_it_is_sent() {
    let sending = written("Mon adresse a changé.").after(Event::Pressed(ASK));
    assert_eq!((sending.errand.as_ref(), sending.n_errands), (Some(&ASK), 1));
    let failed = sending.after(Event::Failed(ApiError::Unreachable));
    assert_eq!((failed.words.as_str(), failed.errand.as_ref()), ("Mon adresse a changé.", None));
    assert_eq!(failed.failure(RightsKind::Contest), Some(&ApiError::Unreachable));
    assert_eq!(failed.failure(RightsKind::Erase), None);
    let sent = failed.after(Event::Pressed(ASK)).after(Event::Done);
    assert_eq!((sent.words.as_str(), sent.n_done, sent.failed.as_ref()), ("", 1, None));
}

#[test]
fn a_second_press_sends_nothing_more() {
    let sending = written("x").after(Event::Pressed(ASK));
    assert_eq!(sending.after(Event::Pressed(Errand::Ask(RightsKind::Erase))), sending);
    assert!(sending.is_waiting(RightsKind::Contest) && !sending.is_waiting(RightsKind::Erase));
}

#[test]
fn words_that_cannot_be_sent_are_said_and_kept() {
    let long = "x".repeat(WORDS_MAX_CHARS + 1);
    for (words, problem) in [(" ", WordsProblem::Empty), (long.as_str(), WordsProblem::TooLong)] {
        let state = written(words).after(Event::Pressed(ASK));
        assert_eq!((state.problem, state.errand.as_ref()), (Some(problem), None));
        assert_eq!(state.words.as_str(), words);
        assert_eq!(state.after(Event::Typed("x".into())).problem, None);
    }
}

#[test]
fn asking_to_be_erased_leaves_what_is_being_written_alone() {
    let withdraw = Errand::Withdraw(RightsKind::Erase, RightsRequestId::new("one").unwrap());
    for errand in [Errand::Ask(RightsKind::Erase), withdraw] {
        let state = written("Mon nom").after(Event::Pressed(errand)).after(Event::Done);
        assert_eq!((state.words.as_str(), state.n_done), ("Mon nom", 1));
    }
}
