use super::state::{Event, Form, FormProblem, Status};
use crate::api::ApiError;
use crate::ui::{DateParts, Typed};
use contract::session::Setting;
use contract::{ErrorCode, Problem};
use domain::session::{BirthDateProblem, CardProblem};
use std::rc::Rc;
use yew::AttrValue;

const THIS_YEAR: u16 = 2026;

fn form(card: &'static str, day: &'static str, month: &'static str, year: &'static str) -> Form {
    let part = AttrValue::from;
    let birth = DateParts { day: part(day), month: part(month), year: part(year) };
    Form::of(&Typed { card: part(card), birth, focused: None, submitted: false })
}

fn pressed(form: &Form) -> Form {
    form.after(Event::Pressed { this_year: THIS_YEAR })
}

pub(super) fn problem(code: ErrorCode, retry_after_s: Option<u32>) -> ApiError {
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

fn refusal(code: ErrorCode, retry_after_s: Option<u32>) -> Event {
    Event::Refused(problem(code, retry_after_s))
}

#[test]
fn a_full_form_is_sent_as_typed_by_a_person() {
    let form = pressed(&form("k7m2p 4xq9t", "27", "3", "1986"));
    assert_eq!(form.status, Status::Sending);
    let body = form.to_send(THIS_YEAR, Setting::Phone).unwrap();
    assert_eq!((body.card.as_str(), body.birth_date.to_string().as_str()), ("K7M2P4XQ9T", "1986-03-27"));
}

#[test]
fn every_problem_of_the_page_is_said_at_once_and_what_was_typed_stays() {
    let before = form("K7M2P 4XQ", "27", "3", "86");
    let after = pressed(&before);
    let expected = vec![
        FormProblem::Card(CardProblem::TooShort { n_missing: 2 }),
        FormProblem::Birth(BirthDateProblem::BadYear),
    ];
    assert_eq!(after.problems, expected);
    assert_eq!(after.problems.iter().map(FormProblem::field).collect::<Vec<_>>(), ["card", "birth-year"]);
    assert_eq!((&after.card, &after.birth), (&before.card, &before.birth));
    assert!(after.to_send(THIS_YEAR, Setting::Phone).is_none());
}

#[test]
fn pressing_again_while_sending_is_not_a_second_try() {
    let sending = pressed(&form("K7M2P4XQ9T", "27", "3", "1986"));
    assert_eq!(pressed(&sending), sending);
}

#[test]
fn a_refused_card_leads_to_its_field() {
    let form =
        pressed(&form("K7M2P4XQ9T", "27", "3", "1986")).after(refusal(ErrorCode::SessionRefused, None));
    assert_eq!(form.problems, vec![FormProblem::Refused(ErrorCode::SessionRefused)]);
    assert_eq!(pressed(&form).status, Status::Sending, "the same card may be sent again");
}

#[test]
fn too_many_tries_say_how_long_to_wait() {
    let form = pressed(&form("K7M2P4XQ9T", "27", "3", "1986"));
    let waiting = form.after(refusal(ErrorCode::SessionSlowDown, Some(8)));
    assert_eq!(waiting.status, Status::SlowDown { wait_s: 8 });
    assert_eq!(waiting.after(Event::WaitOver).status, Status::WaitOver);
    assert_eq!(form.after(Event::WaitOver).status, Status::Sending, "an old alarm changes nothing");
}

#[test]
fn a_broken_network_keeps_the_form() {
    let form = pressed(&form("K7M2P4XQ9T", "27", "3", "1986")).after(Event::Refused(ApiError::Offline));
    assert_eq!(form.status, Status::Failed(ApiError::Offline));
    assert!(form.problems.is_empty());
}
