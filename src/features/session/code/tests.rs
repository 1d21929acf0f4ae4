use super::state::{CODE, EMAIL, Errand, Event, Form, PHONE, Page, Wrong};
use crate::features::session::state::Status;
use crate::features::session::tests::problem;
use crate::ui::DateParts;
use contract::ErrorCode;
use contract::session::Setting;
use domain::messages::{Channel, ReachProblem};
use domain::session::{BirthDateProblem, CodeProblem};

const THIS_YEAR: u16 = 2026;

fn form(phone: &'static str, day: &'static str) -> Form {
    let birth = DateParts { day: day.into(), month: "3".into(), year: "1986".into() };
    Form::new(Channel::Sms).after(Event::Phone(phone.into())).after(Event::Birth(birth))
}

fn pressed(form: &Form, page: Page) -> Form {
    form.after(Event::Pressed(page, THIS_YEAR))
}

fn at_code(code: &'static str) -> Form {
    let asked = pressed(&form("06 12 34 56 78", "27"), Page::Ask).after(Event::Asked).after(Event::Turned);
    asked.after(Event::Code(code.into()))
}

fn refused(form: &Form, code: ErrorCode, retry_after_s: Option<u32>) -> Form {
    form.after(Event::Refused(problem(code, retry_after_s)))
}

#[test]
fn what_is_asked_for_is_sent_as_it_is_kept() {
    let form = pressed(&form("06.12.34.56.78", "27"), Page::Ask);
    let Some(Errand::Ask(body)) = form.to_send(THIS_YEAR, Setting::Phone) else { panic!("not sent") };
    assert_eq!((body.by, body.to.as_str()), (Channel::Sms, "+33612345678"));
    assert_eq!(body.birth_date.to_string(), "1986-03-27");
    let form = form.after(Event::Asked);
    assert_eq!((form.status.clone(), form.n_asked), (Status::Open, 1));
    assert!(form.to_send(THIS_YEAR, Setting::Phone).is_none());
    assert_eq!(form.phone, "06.12.34.56.78", "another one is asked for with one press");
}

#[test]
fn everything_that_must_be_corrected_is_said_at_once() {
    let form = pressed(&form("06 12", "32"), Page::Ask);
    let expected = [Wrong::Address(ReachProblem::PhoneUnreadable), Wrong::Birth(BirthDateProblem::BadDay)];
    assert_eq!(form.wrong, expected);
    assert_eq!(form.wrong.iter().map(|wrong| wrong.field()).collect::<Vec<_>>(), [PHONE, "birth-day"]);
    let by_mail = form.after(Event::By(Channel::Email));
    assert_eq!(
        by_mail.wrong,
        [Wrong::Birth(BirthDateProblem::BadDay)],
        "the number is not asked for any more"
    );
    assert_eq!(pressed(&by_mail, Page::Ask).wrong[0].field(), EMAIL);
}

#[test]
fn a_code_that_is_refused_says_so_and_stays_to_be_corrected() {
    let wrong = pressed(&at_code("12345"), Page::Enter);
    assert_eq!(
        (wrong.wrong.as_slice(), wrong.code.as_str()),
        (&[Wrong::Code(CodeProblem::NotSixDigits)][..], "12345")
    );
    let sending = pressed(&at_code("123 456"), Page::Enter);
    assert!(
        matches!(sending.to_send(THIS_YEAR, Setting::Phone), Some(Errand::Enter(body)) if body.code == "123456")
    );
    assert_eq!(pressed(&sending, Page::Enter), sending, "a second press is no second try");
    for code in [ErrorCode::CodeRefused, ErrorCode::CodeOver] {
        let again = refused(&sending, code, None);
        assert_eq!((again.wrong[0], again.wrong[0].field()), (Wrong::Refused(code), CODE));
        assert_eq!((again.status, again.code.as_str()), (Status::Open, "123 456"));
    }
}

#[test]
fn a_wait_is_said_and_ends() {
    let waiting = refused(&pressed(&at_code("123456"), Page::Enter), ErrorCode::SessionSlowDown, Some(4));
    assert_eq!(waiting.status, Status::SlowDown { wait_s: 4 });
    assert_eq!(waiting.after(Event::WaitOver).status, Status::WaitOver);
}

#[test]
fn a_page_that_is_turned_to_has_no_problems_yet() {
    let many =
        refused(&pressed(&form("06 12 34 56 78", "27"), Page::Ask), ErrorCode::CodeTooMany, Some(3600));
    assert!(matches!(many.status, Status::Failed(_)), "an hour is said in words, not counted in seconds");
    let turned = many.after(Event::Turned);
    assert_eq!((turned.status, turned.wrong.len()), (Status::Open, 0));
}

#[test]
fn nothing_of_it_shows_itself_in_a_log() {
    let form = at_code("123456");
    assert_eq!(format!("{form:?} {:?}", Event::Code(form.code.clone())), "Form(hidden) Event(hidden)");
}
