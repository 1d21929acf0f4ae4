// proptest is a dependency of the native tests only.
#![cfg(not(target_arch = "wasm32"))]

use super::state::{Entry, Event, Key, Page, part_of};
use crate::api::ApiError;
use crate::features::session::state::{self, FormProblem, Status};
use crate::ui::DatePart;
use contract::{ErrorCode, Problem};
use domain::session::{BirthDateProblem, CARD_ALPHABET, CardProblem};
use proptest::prelude::*;
use std::rc::Rc;

const THIS_YEAR: u16 = 2026;

fn typed(entry: &Entry, signs: &str) -> Entry {
    signs.chars().fold(entry.clone(), |entry, sign| entry.after(Event::Pad(Key::Sign(sign))))
}

fn goes_on(entry: &Entry) -> Entry {
    entry.after(Event::GoOn { this_year: THIS_YEAR })
}

fn at_birth() -> Entry {
    goes_on(&typed(&Entry::new(), "K7M2P4XQ9T"))
}

fn refused(code: ErrorCode) -> Event {
    let problem = Problem {
        kind: String::new(),
        title: String::new(),
        status: 0,
        code,
        problems: vec![],
        current: None,
        missing: vec![],
        retry_after_s: None,
    };
    Event::Form(state::Event::Refused(ApiError::Problem(Rc::new(problem))))
}

#[test]
fn a_card_and_a_date_are_typed_with_keys_alone() {
    let entry = at_birth();
    assert_eq!((entry.page, entry.part), (Page::Birth, DatePart::Day));
    for (signs, day, month, year) in [
        ("27031986", "27", "03", "1986"),
        ("2731986", "27", "3", "1986"),
        ("451986", "4", "5", "1986"),
        ("31121999", "31", "12", "1999"),
        ("270319867", "27", "03", "1986"),
    ] {
        let birth = typed(&entry, signs).form.birth;
        assert_eq!((&*birth.day, &*birth.month, &*birth.year), (day, month, year), "{signs}");
    }
    let sent = goes_on(&typed(&entry, "27031986"));
    assert_eq!(sent.form.status, Status::Sending);
}

#[test]
fn a_part_that_could_go_on_waits_for_the_key_that_says_so() {
    let january = typed(&at_birth(), "31").after(Event::Pad(Key::Sign('1')));
    assert_eq!(january.part, DatePart::Month, "1 may become 10, 11 or 12");
    let year = january.after(Event::Pad(Key::Next));
    assert_eq!((year.part, &*year.form.birth.month), (DatePart::Year, "1"));
}

#[test]
fn erasing_goes_back_through_the_date() {
    let mut entry = typed(&at_birth(), "27032");
    for _ in 0..3 {
        entry = entry.after(Event::Pad(Key::Erase));
    }
    assert_eq!((entry.part, &*entry.form.birth.month), (DatePart::Month, "0"));
}

#[test]
fn a_card_that_is_not_whole_stays_on_its_page_and_says_why() {
    let entry = goes_on(&typed(&Entry::new(), "K7M2P"));
    assert_eq!(entry.page, Page::Card);
    assert_eq!(entry.form.problems, [FormProblem::Card(CardProblem::TooShort { n_missing: 5 })]);
    assert_eq!(goes_on(&entry).form.n_attempts, 2, "it is said again");
    assert!(goes_on(&typed(&entry, "4XQ9T")).form.problems.is_empty());
}

#[test]
fn a_wrong_date_leads_to_its_part() {
    let entry = goes_on(&typed(&at_birth(), "27132000"));
    assert_eq!(entry.form.problems, [FormProblem::Birth(BirthDateProblem::BadMonth)]);
    assert_eq!((entry.page, entry.part), (Page::Birth, DatePart::Month));
}

#[test]
fn what_the_server_refuses_begins_at_the_card_with_what_was_typed() {
    let sent = goes_on(&typed(&at_birth(), "27031986"));
    let entry = sent.after(refused(ErrorCode::SessionRefused));
    assert_eq!(entry.page, Page::Card);
    assert_eq!(entry.form.problems, [FormProblem::Refused(ErrorCode::SessionRefused)]);
    assert_eq!((&*entry.form.card, &*entry.form.birth.year), ("K7M2P4XQ9T", "1986"));
}

#[test]
fn a_card_before_the_camera_is_a_card_that_was_typed() {
    let entry = typed(&Entry::new(), "00").after(Event::Shown("K7M2P-4XQ9T".parse().unwrap()));
    assert_eq!((entry.page, &*entry.form.card), (Page::Birth, "K7M2P4XQ9T"));
    assert_eq!(entry.after(Event::Back).page, Page::Card);
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        8 => (0..CARD_ALPHABET.len()).prop_map(|n| Key::Sign(char::from(CARD_ALPHABET[n]))),
        2 => Just(Key::Erase),
        1 => Just(Key::Next),
    ]
}

proptest! {
    #[test]
    fn keys_write_no_more_than_there_is_room_for(keys in proptest::collection::vec(key(), 0..60), is_birth: bool) {
        let mut entry = if is_birth { at_birth() } else { Entry::new() };
        for key in keys {
            entry = entry.after(Event::Pad(key));
            prop_assert!(entry.form.card.len() <= 10);
            for (part, n_most) in [(DatePart::Day, 2), (DatePart::Month, 2), (DatePart::Year, 4)] {
                prop_assert!(part_of(&entry.form.birth, part).len() <= n_most);
            }
        }
    }
}
