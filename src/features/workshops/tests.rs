use super::state::{Asking, Errand, Event, State};
use super::wanted::{Need, Wanted, by_day, months_beside, n_first_days, weeks};
use crate::api::ApiError;
use contract::workshops::{OwnBooking, SlotDetail, SlotView, VenueView, When};
use contract::{ErrorCode, Problem};
use domain::ids::{ReasonId, SlotId, VenueId, WorkshopId};
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::{BookingStatus, SlotState, Zone};
use std::rc::Rc;

fn slot(id: &str, day: u8) -> SlotView {
    let when = When {
        day: Date::new(2026, 12, day).unwrap(),
        from: TimeOfDay::new(9, 15).unwrap(),
        to: TimeOfDay::new(9, 55).unwrap(),
        zone: Zone::Paris,
        starts_at: Timestamp(1000),
        ends_at: Timestamp(2000),
    };
    SlotView {
        id: SlotId::new(id).unwrap(),
        workshop: WorkshopId::new("cv").unwrap(),
        title: "Mon CV prêt".to_owned(),
        outcome: "Un CV".to_owned(),
        venue: VenueId::new("centre").unwrap(),
        venue_name: "Centre".to_owned(),
        when,
        duration_min: 40,
        n_places: 5,
        n_free: 2,
        n_waiting: 0,
        childcare: false,
        school_hours: true,
        state: SlotState::Published,
        message: None,
        own: None,
        refusal: None,
        clash: None,
        open_until: Timestamp(1000),
        of_month: None,
    }
}

fn with(status: BookingStatus) -> SlotView {
    let own = OwnBooking { status, rank: None, offer_until: None, booked_by: None, changed_at: Timestamp(0) };
    SlotView { own: Some(own), ..slot("w1", 8) }
}

fn detail(slot: SlotView) -> Rc<SlotDetail> {
    let venue = VenueView { name: String::new(), address: String::new(), access: String::new() };
    Rc::new(SlotDetail {
        slot,
        about: String::new(),
        bring: vec![],
        prerequisites: vec![],
        venue,
        alternatives: vec![],
        cancel_reasons: vec![],
    })
}

/// On screen, after these.
fn after(events: impl IntoIterator<Item = Event>) -> State {
    let first = State::default().after(Event::Read(detail(slot("w1", 8))));
    events.into_iter().fold(first, |state, event| state.after(event))
}

fn refused(code: ErrorCode) -> ApiError {
    ApiError::Problem(Rc::new(Problem {
        kind: String::new(),
        title: String::new(),
        status: 409,
        code,
        problems: vec![],
        current: None,
        missing: vec![],
        retry_after_s: None,
    }))
}

#[test]
fn a_second_press_while_the_first_is_on_its_way_is_nothing() {
    let state = after([Event::Asked(Errand::Book), Event::Asked(Errand::Book), Event::Asked(Errand::Join)]);
    assert_eq!((state.errand, state.n_errands), (Some(Errand::Book), 1));
}

#[test]
fn an_answer_shows_at_once_and_says_what_is_done() {
    let state = after([Event::Asked(Errand::Book), Event::Answered(Box::new(with(BookingStatus::Booked)))]);
    assert_eq!((&state.errand, &state.done), (&None, &Some(Errand::Book)));
    let own = state.detail.as_ref().and_then(|detail| detail.slot.own.clone());
    assert_eq!(own.map(|own| own.status), Some(BookingStatus::Booked));
    assert_eq!(state.n_ends, 1, "and it is read again");
}

#[test]
fn a_refusal_is_said_and_the_page_is_read_again() {
    let full = refused(ErrorCode::BookingFull);
    let state = after([Event::Asked(Errand::Book), Event::Failed(full.clone())]);
    assert_eq!(state.failed, Some((Errand::Book, full)));
    assert_eq!((state.errand, state.n_ends), (None, 1));
}

#[test]
fn a_lost_answer_of_what_was_done_is_no_failure() {
    let lost = [Event::Asked(Errand::Book), Event::Failed(ApiError::Unreachable)];
    let state = after(lost.clone().into_iter().chain([Event::Read(detail(with(BookingStatus::Booked)))]));
    assert_eq!((state.failed, state.done), (None, Some(Errand::Book)));
    let state = after(lost.into_iter().chain([Event::Read(detail(slot("w1", 8)))]));
    assert!(state.failed.is_some() && state.done.is_none(), "what was not done stays a failure");
}

#[test]
fn a_confirmation_that_is_no_longer_true_goes() {
    let booked = with(BookingStatus::Booked);
    let done = [
        Event::Asked(Errand::Accept),
        Event::Answered(Box::new(booked.clone())),
        Event::Read(detail(booked)),
    ];
    let state = after(done);
    assert_eq!(state.done, Some(Errand::Accept));
    assert_eq!(state.after(Event::Read(detail(with(BookingStatus::CancelledByService)))).done, None);
}

#[test]
fn a_yes_does_what_was_asked_and_closes_the_question() {
    let reason = ReasonId::new("garde").unwrap();
    let state = after([Event::Asking(Some(Asking::Cancel))]);
    assert_eq!(state.asking, Some(Asking::Cancel));
    let state = state.after(Event::Asked(Asking::Cancel.errand(Some(reason.clone()))));
    assert_eq!((state.asking, state.errand), (None, Some(Errand::Cancel(Some(reason)))));
    assert_eq!(Asking::Leave.errand(None), Errand::Leave);
}

#[test]
fn every_choice_narrows_and_can_be_taken_back() {
    let care = SlotView { childcare: true, n_free: 0, ..slot("w2", 9) };
    let elsewhere = SlotView { venue: VenueId::new("gare").unwrap(), ..slot("w3", 10) };
    let all = [slot("w1", 8), care, elsewhere];
    let fitting = |wanted: &Wanted| {
        all.iter()
            .filter(|slot| wanted.fits(slot))
            .map(|slot| slot.id.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    let any = Wanted::default();
    assert_eq!(fitting(&any), ["w1", "w2", "w3"]);
    assert_eq!(fitting(&any.turned(Need::Childcare)), ["w2"]);
    assert_eq!(fitting(&any.turned(Need::Childcare).turned(Need::Free)), [""; 0]);
    assert_eq!(fitting(&any.turned(Need::Free)), ["w1", "w3"]);
    let here = any.turned_to(&all[0].venue);
    assert_eq!(fitting(&here), ["w1", "w2"]);
    assert_eq!(here.turned_to(&all[0].venue), any);
    assert_eq!(any.turned(Need::Free).turned(Need::Free), any);
}

#[test]
fn days_are_whole_and_no_date_is_lost() {
    let slots: Vec<SlotView> = (0..40).map(|n| slot(&format!("w{n}"), 1 + n / 5)).collect();
    let slots: Vec<&SlotView> = slots.iter().collect();
    let days = by_day(&slots);
    assert_eq!(days.len(), 8);
    assert_eq!(days.iter().flat_map(|(_, group)| group).count(), 40);
    assert_eq!(n_first_days(&days), 3, "15 dates: the day that reaches twelve is shown whole");
    assert_eq!(n_first_days(&by_day(&slots[..7])), 2, "a few dates are all shown");
    assert_eq!(n_first_days(&by_day(&[])), 0);
}

#[test]
fn a_month_is_whole_weeks_from_monday_on() {
    let date = |text: &str| text.parse::<Date>().unwrap();
    // A Tuesday; four weeks that begin with a Monday; a leap year.
    for (day, n_weeks, first_weekday, n_days) in [
        ("2026-12-24", 5, 1, 31),
        ("2027-02-10", 4, 0, 28),
        ("2028-02-29", 5, 1, 29),
        ("2027-05-01", 6, 5, 31),
    ] {
        let weeks = weeks(date(day));
        assert_eq!(
            (weeks.len(), weeks[0].iter().position(Option::is_some)),
            (n_weeks, Some(first_weekday)),
            "{day}"
        );
        let days: Vec<u8> = weeks.iter().flatten().flatten().map(|date| date.day()).collect();
        assert_eq!(days, (1..=n_days).collect::<Vec<_>>(), "{day}");
    }
}

#[test]
fn the_months_beside_are_those_with_dates() {
    let date = |text: &str| text.parse::<Date>().unwrap();
    let days = ["2026-10-05", "2026-10-20", "2026-12-08", "2027-03-02", "2027-03-09"].map(date);
    assert_eq!(months_beside(&days, date("2026-12-08")), (Some(days[0]), Some(days[3])));
    assert_eq!(months_beside(&days, date("2026-11-30")), (Some(days[0]), Some(days[2])));
    assert_eq!(months_beside(&days, days[1]), (None, Some(days[2])));
    assert_eq!(months_beside(&days, days[4]), (Some(days[2]), None));
}

#[test]
fn widening_keeps_how_the_dates_are_seen() {
    let day = Date::new(2026, 12, 8).unwrap();
    let wanted = Wanted::default().turned(Need::Free).on_day(day);
    assert_eq!(wanted.widened(), Wanted::default().on_day(day));
}
