use super::place::{Part, Place};
use super::state::{Event, Form, FormEvent, Staff, StaffField, Who};
use crate::api::ApiError;
use contract::staff::{StaffMe, StaffRole};
use contract::{ErrorCode, Problem};
use domain::pathway::Milestone;
use domain::time::Timestamp;
use std::rc::Rc;
use yew::AttrValue;

fn refusal(code: ErrorCode) -> ApiError {
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

fn typed(login: &'static str, password: &'static str, code: &'static str) -> Form {
    Form::default()
        .after(FormEvent::Typed(StaffField::Login, AttrValue::from(login)))
        .after(FormEvent::Typed(StaffField::Password, AttrValue::from(password)))
        .after(FormEvent::Typed(StaffField::Code, AttrValue::from(code)))
}

#[test]
fn a_code_with_a_space_is_sent_without_it() {
    let body = typed(" helene ", "a long secret", "123 456").after(FormEvent::Pressed).to_send().unwrap();
    assert_eq!(
        (body.login.as_str(), body.password.as_str(), body.code.as_str()),
        ("helene", "a long secret", "123456")
    );
}

#[test]
fn all_that_is_missing_is_said_at_once() {
    let form = typed("", "", "12").after(FormEvent::Pressed);
    assert_eq!(form.problems, [StaffField::Login, StaffField::Password, StaffField::Code]);
    assert!(form.to_send().is_none());
}

#[test]
fn after_a_refusal_only_the_code_is_typed_again() {
    let form = typed("helene", "secret", "123456").after(FormEvent::Pressed);
    let form = form.after(FormEvent::Refused(refusal(ErrorCode::StaffRefused)));
    assert_eq!((form.login.as_str(), form.code.as_str(), form.is_sending), ("helene", "", false));
}

#[test]
fn secrets_never_reach_a_log() {
    let event = FormEvent::Typed(StaffField::Password, AttrValue::from("secret"));
    assert!(!format!("{event:?} {:?}", typed("helene", "secret", "123456")).contains("secret"));
}

#[test]
fn an_ended_session_is_told_apart_from_one_that_never_was() {
    let me = Rc::new(StaffMe {
        name: "H".to_owned(),
        role: StaffRole::Referent,
        ends_at: Timestamp(0),
        idle_s: 60,
    });
    let here = Staff::default().after(Event::Found(me));
    assert_eq!(here.after(Event::Lost).who, Who::Nobody { expired: true });
    assert_eq!(here.after(Event::Left).who, Who::Nobody { expired: false });
    let nobody = Staff::default().after(Event::NotFound(refusal(ErrorCode::SessionNeeded)));
    assert_eq!(nobody.who, Who::Nobody { expired: false });
    assert!(matches!(Staff::default().after(Event::NotFound(ApiError::Offline)).who, Who::Away(_)));
}

#[test]
fn every_milestone_has_its_words() {
    let fr: std::collections::BTreeMap<String, String> =
        serde_json::from_str(include_str!("../../assets/i18n/fr.json")).unwrap();
    for milestone in Milestone::ALL {
        assert!(fr.contains_key(&format!("desk.milestone.{milestone}")), "{milestone}");
    }
}

#[test]
fn a_person_is_named_by_an_opaque_id() {
    let person = Place::Person("p4z".parse().unwrap());
    assert_eq!(Place::parse("/staff/people/p4z"), person);
    assert_eq!(Place::parse(&person.to_string()), person);
    assert_eq!((person.part(), Place::parse("/staff/calls").part()), (Part::People, Part::Calls));
    for path in ["/staff", "/staff/", "/staff/people", "/staff/people/Anna", "/staff/people/a/b", "/staff/x"]
    {
        assert_eq!(Place::parse(path), Place::Caseload, "{path}");
    }
}

#[test]
fn every_page_of_the_forum_has_an_address_of_its_own() {
    let id = || "f4z".parse().unwrap();
    let places = [
        Place::Forums,
        Place::NewForum,
        Place::Forum(id()),
        Place::ChangeForum(id()),
        Place::CancelForum(id()),
        Place::Door,
    ];
    for place in places {
        assert_eq!(Place::parse(&place.to_string()), place);
        assert_eq!(place.part(), Part::Forum);
    }
    assert_eq!(Place::parse("/staff/forum/f4z/x"), Place::Forums);
}

#[test]
fn every_page_of_the_workshops_has_an_address_of_its_own() {
    let id = || "s4z".parse().unwrap();
    let places = [
        Place::Workshops,
        Place::PastWorkshops,
        Place::NewSlot,
        Place::Slot(id()),
        Place::ChangeSlot(id()),
        Place::CopySlot(id()),
        Place::CancelSlot(id()),
    ];
    for place in places {
        assert_eq!(Place::parse(&place.to_string()), place);
        assert_eq!(place.part(), Part::Workshops);
    }
    for path in ["/staff/workshops/s4z/x", "/staff/workshops/Anna"] {
        assert_eq!(Place::parse(path), Place::Workshops, "{path}");
    }
}

#[test]
fn every_page_of_the_months_has_an_address_of_its_own() {
    let id = || "m4z".parse().unwrap();
    let places = [
        Place::Months,
        Place::NewMonth,
        Place::Month(id()),
        Place::ChangeMonth(id()),
        Place::CopyMonth(id()),
        Place::CancelMonth(id()),
        Place::NewCompany(id()),
        Place::WithdrawCompany(id(), "c4z".parse().unwrap()),
        Place::CompanyDocuments(id(), "c4z".parse().unwrap()),
    ];
    for place in places {
        assert_eq!(Place::parse(&place.to_string()), place);
        assert_eq!(place.part(), Part::Months);
    }
    for path in [
        "/staff/months/m4z/x",
        "/staff/months/m4z/withdraw",
        "/staff/months/m4z/withdraw/Le Fournil",
        "/staff/months/Anna",
    ] {
        assert_eq!(Place::parse(path), Place::Months, "{path}");
    }
}

#[test]
fn every_page_of_what_a_coordinator_looks_after_has_an_address_of_its_own() {
    let places = [
        Place::Team,
        Place::Unassigned,
        Place::Log,
        Place::Assignment("s4z".parse().unwrap()),
        Place::Kiosks,
        Place::Rights,
        Place::RightsRequest("r4z".parse().unwrap()),
    ];
    for place in places {
        assert_eq!(Place::parse(&place.to_string()), place);
        assert_eq!(place.part(), Part::Office);
    }
    let referent = Place::Referent("p4z".parse().unwrap());
    assert_eq!((Place::parse(&referent.to_string()), referent.part()), (referent.clone(), Part::People));
    for path in ["/staff/team/Anna/assignment", "/staff/people/Anna/referent"] {
        assert!(matches!(Place::parse(path), Place::Team | Place::Caseload), "{path}");
    }
}
