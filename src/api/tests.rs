// proptest is a dependency of the native tests only.
#![cfg(not(target_arch = "wasm32"))]

use super::*;
use contract::session::Me;
use contract::{ErrorCode, Problem};
use domain::ids::PersonId;
use domain::time::Timestamp;
use proptest::prelude::*;
use std::rc::Rc;

fn problem(code: ErrorCode, retry_after_s: Option<u32>) -> ApiError {
    ApiError::Problem(Rc::new(Problem {
        kind: String::new(),
        title: String::new(),
        status: 0,
        code,
        problems: vec![],
        current: None,
        missing: vec![],
        retry_after_s,
    }))
}

fn any_error() -> impl Strategy<Value = ApiError> {
    prop_oneof![
        Just(ApiError::Offline),
        Just(ApiError::Timeout),
        Just(ApiError::Unreachable),
        (proptest::sample::select(ErrorCode::ALL), proptest::option::of(0u32..200))
            .prop_map(|(code, wait)| problem(code, wait)),
    ]
}

proptest! {
    #[test]
    fn tries_end_and_no_wait_is_longer_than_promised(error in any_error(), n in 1u32..20, jitter in 0u32..=1000) {
        let wait = policy::wait_ms(&error, n, policy::N_ATTEMPTS, jitter);
        if n >= policy::N_ATTEMPTS {
            prop_assert_eq!(wait, None);
        }
        if let Some(wait) = wait {
            prop_assert!(wait <= policy::LONGEST_WAIT_MS);
            prop_assert!(wait >= error.retry_after_s().unwrap_or(0) * 1000, "Retry-After is honoured");
        }
    }

    #[test]
    fn backing_off_never_shrinks_with_failures(n in 1u32..30, jitter in 0u32..=1000) {
        prop_assert!(policy::backoff_ms(n + 1, 30_000, jitter) >= policy::backoff_ms(n, 30_000, jitter));
    }
}

#[test]
fn what_the_person_must_act_on_is_not_tried_again() {
    for code in [
        ErrorCode::SessionRefused,
        ErrorCode::SessionSlowDown,
        ErrorCode::SessionNeeded,
        ErrorCode::AnswerRefused,
        ErrorCode::AnswerChangedElsewhere,
        ErrorCode::NotFound,
    ] {
        assert_eq!(policy::wait_ms(&problem(code, Some(1)), 1, 3, 0), None, "{code:?}");
    }
    assert_eq!(policy::wait_ms(&ApiError::Offline, 1, 3, 0), None);
    assert!(policy::wait_ms(&ApiError::Timeout, 1, 3, 0).is_some());
    assert!(policy::wait_ms(&problem(ErrorCode::ServiceUnavailable, Some(2)), 1, 3, 0).is_some());
}

#[test]
fn a_wait_too_long_for_a_screen_is_told_instead() {
    assert_eq!(policy::wait_ms(&problem(ErrorCode::ServiceUnavailable, Some(60)), 1, 3, 0), None);
}

fn person(name: &str) -> Rc<Me> {
    Rc::new(Me {
        id: PersonId::new(name).unwrap(),
        first_name: name.to_owned(),
        language: "fr".to_owned(),
        referent: None,
        ends_at: Timestamp(0),
        idle_s: 60,
        in_preview: false,
    })
}

#[test]
fn a_session_that_ends_by_itself_remembers_who_it_was() {
    let state = SessionState::new().after(SessionEvent::Found(person("samira")));
    let state = state.after(SessionEvent::Lost).after(SessionEvent::Lost);
    assert_eq!(state.session, Session::Expired(person("samira")));
    assert_eq!(state.after(SessionEvent::Left).session, Session::Out);
    assert_eq!(SessionState::new().after(SessionEvent::Lost).session, Session::Out);
}

#[test]
fn a_person_whom_the_device_has_kept_is_shown_until_the_server_says_otherwise() {
    let kept = SessionState::new().after(SessionEvent::Kept(person("samira")));
    assert_eq!(kept.person(), Some(&person("samira")));
    assert_eq!(kept.me(), None, "nothing is sent in their name yet");
    assert_eq!(kept.after(SessionEvent::Failed(ApiError::Offline)), kept);
    for ended in [SessionEvent::Lost, SessionEvent::Nobody] {
        assert_eq!(kept.after(ended).session, Session::Expired(person("samira")));
    }
    assert_eq!(kept.after(SessionEvent::Found(person("rose"))).session, Session::In(person("rose")));
    let closed = SessionState::new().after(SessionEvent::Nobody);
    assert_eq!(closed.after(SessionEvent::Kept(person("samira"))), closed, "a closed door stays closed");
}

#[test]
fn the_device_shows_nobody_after_the_session_would_have_ended() {
    let me = Me { ends_at: Timestamp(1000), ..person("samira").as_ref().clone() };
    assert!(may_open(&me, Timestamp(999)));
    assert!(!may_open(&me, Timestamp(1000)));
}

#[test]
fn signing_out_is_not_the_same_as_finding_nobody() {
    let state = SessionState::new().after(SessionEvent::Found(person("samira")));
    assert_eq!(state.after(SessionEvent::Nobody).n_leaves, 0);
    assert_eq!(state.after(SessionEvent::Left).n_leaves, 1);
}

#[test]
fn signing_in_again_makes_screens_load_again() {
    let first = SessionState::new().after(SessionEvent::Found(person("samira")));
    let again = first.after(SessionEvent::Lost).after(SessionEvent::Found(person("samira")));
    assert!(again.n_starts > first.n_starts);
}

#[test]
fn someone_at_work_is_not_sent_away_by_a_broken_network() {
    let state = SessionState::new().after(SessionEvent::Found(person("samira")));
    assert_eq!(state.after(SessionEvent::Failed(ApiError::Timeout)), state);
    let away = SessionState::new().after(SessionEvent::Failed(ApiError::Timeout));
    assert_eq!(away.session, Session::Away(ApiError::Timeout));
    assert_eq!(away.after(SessionEvent::Asking).session, Session::Unknown);
}
