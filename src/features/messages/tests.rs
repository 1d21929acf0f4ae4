use super::form::{Form, FormEvent};
use super::state::{Errand, Event, State};
use crate::api::ApiError;
use contract::messages::{OfferView, ReachView};
use contract::{ErrorCode, Problem};
use domain::messages::{Channel, OfferState, ReachProblem};
use std::rc::Rc;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn view(state: OfferState) -> Rc<OfferView> {
    Rc::new(OfferView { state, slot: None })
}

fn refused(code: ErrorCode) -> ApiError {
    ApiError::Problem(Rc::new(Problem {
        kind: String::new(),
        title: String::new(),
        status: 0,
        code,
        problems: vec![],
        current: None,
        missing: vec![],
        retry_after_s: None,
    }))
}

fn after(events: impl IntoIterator<Item = Event>) -> State {
    events.into_iter().fold(State::default(), |state, event| state.after(event))
}

#[test]
fn an_offer_is_answered_once() {
    let open = after([Event::Seen(view(OfferState::Open)), Event::Asking(true)]);
    let asked = open.after(Event::Asked(Errand::Decline));
    assert_eq!((asked.errand, asked.is_asking, asked.n_errands), (Some(Errand::Decline), false, 1));
    assert_eq!(asked.after(Event::Asked(Errand::Accept)), asked, "a second press is none");
    let done = asked.after(Event::Answered(view(OfferState::Left)));
    assert_eq!((done.errand, done.n_ends), (None, 1));
    assert_eq!(done.view, Some(view(OfferState::Left)));
}

#[test]
fn a_lost_reply_is_looked_after() {
    let open = after([Event::Seen(view(OfferState::Open)), Event::Asked(Errand::Accept)]);
    let failed = open.after(Event::Failed(ApiError::Timeout));
    assert_eq!((failed.n_looks, failed.n_ends, failed.failed.is_some()), (1, 1, true));
    let seen = failed.after(Event::Seen(view(OfferState::Taken)));
    assert_eq!(seen.view, Some(view(OfferState::Taken)));
    let offline = seen.after(Event::NotSeen(ApiError::Offline));
    assert_eq!(offline.not_seen, None, "what is on screen stays");
}

#[test]
fn a_link_that_does_not_exist_is_told_apart_from_no_network() {
    assert!(after([Event::NotSeen(refused(ErrorCode::NotFound))]).is_unknown());
    let away = after([Event::NotSeen(ApiError::Offline)]);
    assert!(!away.is_unknown());
    assert_eq!(away.after(Event::Look).not_seen, None);
}

fn typed(phone: &str, email: &str, told_by: Option<Channel>) -> Form {
    let found = ReachView { phone: "06 12 34 56 78".to_owned(), ..ReachView::default() };
    let events = [
        FormEvent::Found(Rc::new(found)),
        FormEvent::Phone(phone.to_owned().into()),
        FormEvent::Email(email.to_owned().into()),
        FormEvent::ToldBy(told_by),
        FormEvent::Pressed,
    ];
    events.into_iter().fold(Form::default(), |form, event| form.after(event))
}

#[test]
fn what_is_typed_stays_with_what_is_wrong_with_it() {
    let wrong = typed("06", "nadia", None);
    assert_eq!(wrong.problems, [ReachProblem::PhoneUnreadable, ReachProblem::EmailUnreadable]);
    assert_eq!(wrong.problem_of(true), Some(ReachProblem::PhoneUnreadable));
    assert_eq!(wrong.problem_of(false), Some(ReachProblem::EmailUnreadable));
    assert_eq!((wrong.phone.as_str(), wrong.email.as_str(), wrong.to_send()), ("06", "nadia", None));
    let right = typed("", "nadia@exemple.fr", Some(Channel::Email));
    let sent = right.to_send().unwrap();
    assert_eq!((sent.phone.as_str(), sent.told_by), ("", Some(Channel::Email)));
    assert_eq!(right.after(FormEvent::Pressed), right, "one at a time");
    let saved = right.after(FormEvent::Saved);
    assert!(saved.is_saved && saved.to_send().is_none());
    assert!(!saved.after(FormEvent::Phone("0".into())).is_saved, "it is no longer what is saved");
    let failed = right.after(FormEvent::Failed(ApiError::Offline));
    assert_eq!((failed.email.as_str(), failed.is_sending), ("nadia@exemple.fr", false));
    assert_eq!(format!("{failed:?}"), "Form(hidden)");
}
