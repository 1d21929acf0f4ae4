use super::state::{Errand, Setup, SetupEvent, SetupField};
use crate::api::ApiError;
use contract::accounts::StaffSetupView;
use contract::{ErrorCode, Problem};
use std::rc::Rc;

fn refused(code: ErrorCode) -> SetupEvent {
    SetupEvent::Refused(ApiError::Problem(Rc::new(Problem {
        kind: String::new(),
        title: String::new(),
        status: 0,
        code,
        problems: vec![],
        current: None,
        missing: vec![],
        retry_after_s: None,
    })))
}

fn viewed() -> SetupEvent {
    let view = StaffSetupView {
        name: "Claire Martin".into(),
        address: "otpauth://totp/x".into(),
        secret: "ABC".into(),
        qr: vec![],
        sealed: "sealed".into(),
    };
    SetupEvent::Viewed(Rc::new(view))
}

fn typed(setup: &Setup, password: &'static str, proof: &'static str) -> Setup {
    let setup = setup.after(SetupEvent::Typed(SetupField::Password, password.into()));
    setup.after(SetupEvent::Typed(SetupField::Proof, proof.into()))
}

#[test]
fn a_link_has_the_login_and_the_code() {
    let setup = Setup::of_address("#c.martin/7K4M9-2PXQ8");
    assert_eq!((setup.login.as_str(), setup.code.as_str()), ("c.martin", "7K4M9-2PXQ8"));
    for odd in ["", "#", "#x"] {
        assert_eq!(Setup::of_address(odd).login.as_str(), "");
    }
}

#[test]
fn first_the_code_then_the_password_and_the_app() {
    let setup = Setup::of_address("#c.martin/7K4M9-2PXQ8").after(SetupEvent::Pressed);
    assert!(matches!(setup.to_send(), Some(Errand::View(asked)) if asked.login == "c.martin"));
    assert_eq!(setup.after(SetupEvent::Pressed).n_attempts, 1, "a second press sends nothing more");
    let second = typed(&setup.after(viewed()), "trois chevaux verts", "123 456");
    assert!(second.to_send().is_none());
    let sent = second.after(SetupEvent::Pressed).to_send();
    assert!(matches!(sent, Some(Errand::Complete(body)) if body.totp == "123456" && body.sealed == "sealed"));
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let first = Setup::default().after(SetupEvent::Pressed);
    let fields: Vec<SetupField> = first.problems.iter().map(|problem| problem.field).collect();
    assert_eq!(fields, [SetupField::Login, SetupField::Code]);
    let second = Setup::of_address("#c.martin/7K4M9-2PXQ8").after(SetupEvent::Pressed).after(viewed());
    for (password, key) in
        [("court", "desk.setup.password.short"), ("c.martin-2026", "error.staff.password-refused")]
    {
        let wrong = typed(&second, password, "12").after(SetupEvent::Pressed);
        assert_eq!(wrong.problem_of(SetupField::Password), Some(key));
        assert_eq!(wrong.problem_of(SetupField::Proof), Some("desk.sign-in.code.bad"));
        assert!(wrong.to_send().is_none());
    }
}

#[test]
fn a_wrong_proof_is_typed_again_and_a_code_that_works_no_more_begins_anew() {
    let second = Setup::of_address("#c.martin/7K4M9-2PXQ8").after(SetupEvent::Pressed).after(viewed());
    let sent = typed(&second, "trois chevaux verts", "123456").after(SetupEvent::Pressed);
    let wrong = sent.after(refused(ErrorCode::StaffProofRefused));
    assert_eq!((wrong.password.as_str(), wrong.proof.as_str()), ("trois chevaux verts", ""));
    assert!(wrong.view.is_some() && !wrong.is_sending);
    assert!(sent.after(refused(ErrorCode::StaffCodeRefused)).view.is_none());
}

#[test]
fn secrets_never_reach_a_log() {
    let setup = typed(&Setup::default(), "trois chevaux verts", "123456");
    let event = SetupEvent::Typed(SetupField::Password, "trois chevaux verts".into());
    assert!(!format!("{setup:?} {event:?}").contains("chevaux"));
}
