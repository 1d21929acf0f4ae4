use super::*;
use crate::ids::{SlotId, WorkshopId};
use crate::time::{Date, TimeOfDay, Timestamp};
use proptest::prelude::*;

const HOUR_S: i64 = 3600;
const DAY_S: i64 = 24 * HOUR_S;

fn span(from: i64, to: i64) -> Span {
    Span { from: Timestamp(from), to: Timestamp(to) }
}

fn any_span() -> impl Strategy<Value = Span> {
    (0i64..1000, 1i64..100).prop_map(|(from, length)| span(from, from + length))
}

fn slot(id: &str, span: Span, n_free: u32) -> SlotFact {
    let workshop = WorkshopId::new("cv").unwrap();
    SlotFact { id: SlotId::new(id).unwrap(), workshop, span, state: SlotState::Published, n_free }
}

proptest! {
    /// Against the definition: an instant that belongs to both.
    #[test]
    fn two_spans_clash_when_an_instant_belongs_to_both(a in any_span(), b in any_span()) {
        let has = |span: Span, ms: i64| span.from.0 <= ms && ms < span.to.0;
        let shared = (0..1200).any(|ms| has(a, ms) && has(b, ms));
        prop_assert_eq!(a.clashes(b), shared);
        prop_assert_eq!(b.clashes(a), shared);
    }

    #[test]
    fn an_offer_ends_in_time_and_never_after_the_start(now in 0i64..10_000_000, ahead_s in 1i64..20 * DAY_S) {
        let (now, start) = (Timestamp(now), Timestamp(now).plus_s(ahead_s));
        let until = OfferTerms::default().expires_at(now, start);
        prop_assert!(until > now && until <= start);
        let hours = if ahead_s < 3 * DAY_S { 4 } else { 24 };
        prop_assert_eq!(until, now.plus_s(hours * HOUR_S).min(start));
    }

    #[test]
    fn a_place_is_given_only_to_one_who_can_come(
        n_free in 0u32..3,
        held in prop::collection::vec(any_span(), 0..4),
        wanted in any_span(),
        own in prop::option::of(prop::sample::select(BookingStatus::ALL)),
        now in 0i64..1100,
    ) {
        let own = own.filter(|status| status.is_open());
        let slot = slot("s", wanted, n_free);
        let answer = booking_refusal(&slot, own, &held, Timestamp(now));
        let has_place = match own {
            Some(BookingStatus::Booked | BookingStatus::Offered) => true,
            Some(_) => false,
            None => n_free > 0,
        };
        let is_free_then = own == Some(BookingStatus::Booked) || !held.iter().any(|span| span.clashes(wanted));
        prop_assert_eq!(answer.is_ok(), now < wanted.from.0 && has_place && is_free_then);
        // Never "full" while a place could be taken.
        if answer == Err(BookingRefusal::Full) {
            prop_assert!(!has_place);
        }
    }

    #[test]
    fn an_alternative_can_always_be_booked(
        spans in prop::collection::vec((any_span(), 0u32..3), 0..12),
        held in prop::collection::vec(any_span(), 0..3),
        now in 0i64..1000,
    ) {
        let all: Vec<SlotFact> =
            spans.iter().enumerate().map(|(i, (span, n_free))| slot(&format!("s{i}"), *span, *n_free)).collect();
        let of = slot("of", span(500, 540), 0);
        let found = alternatives(&of, &all, &held, Timestamp(now));
        let can_book = |one: &&SlotFact| booking_refusal(one, None, &held, Timestamp(now)).is_ok();
        let n_bookable = all.iter().filter(can_book).count();
        prop_assert_eq!(found.len(), n_bookable.min(MAX_ALTERNATIVES));
        for id in found {
            prop_assert!(all.iter().filter(can_book).any(|one| one.id == id));
        }
    }

    #[test]
    fn any_message_is_read_or_refused_without_panic(text in ".{0,400}") {
        if let Some(read) = read_message(&text) {
            prop_assert!((1..=MESSAGE_MAX_CHARS).contains(&read.chars().count()));
        }
    }
}

#[test]
fn what_a_slot_asks_besides_is_said_before_its_places_and_never_to_who_has_one() {
    let (open, now) = (slot("s", span(500, 540), 0), Timestamp(0));
    let ask = |own, now| refusal_with(Some(BookingRefusal::NotYet), &open, own, &[], now);
    assert_eq!(ask(None, now), Err(BookingRefusal::NotYet));
    assert_eq!(ask(Some(BookingStatus::Offered), now), Err(BookingRefusal::NotYet));
    assert_eq!(ask(Some(BookingStatus::Booked), now), Ok(()));
    assert_eq!(ask(None, Timestamp(500)), Err(BookingRefusal::Begun));
    assert_eq!(refusal_with(None, &open, None, &[], now), Err(BookingRefusal::Full));
}

#[test]
fn a_slot_that_ends_when_the_next_begins_does_not_clash() {
    assert!(!span(0, 40).clashes(span(40, 80)));
    assert!(span(0, 41).clashes(span(40, 80)));
}

#[test]
fn later_dates_come_before_earlier_ones() {
    let all = [
        slot("before", span(400, 440), 1),
        slot("later", span(900, 940), 1),
        slot("next", span(600, 640), 1),
    ];
    let of = slot("of", span(500, 540), 0);
    let found = alternatives(&of, &all, &[], Timestamp(0));
    assert_eq!(found.iter().map(SlotId::as_str).collect::<Vec<_>>(), ["next", "later", "before"]);
    let other = SlotFact { workshop: WorkshopId::new("photo").unwrap(), ..all[0].clone() };
    assert!(alternatives(&of, &[other], &[], Timestamp(0)).is_empty());
}

#[test]
fn school_hours_are_four_days_a_week() {
    // 2026-11-23 is a Monday.
    let rows = [
        ("2026-11-23", "09:00", 420, true),
        ("2026-11-23", "08:55", 60, false),
        ("2026-11-24", "15:00", 60, true),
        ("2026-11-24", "15:05", 60, false),
        ("2026-11-25", "10:00", 40, false),
        ("2026-11-26", "10:00", 40, true),
        ("2026-11-27", "10:00", 40, true),
        ("2026-11-28", "10:00", 40, false),
        ("2026-11-29", "10:00", 40, false),
    ];
    for (day, time, minutes, expected) in rows {
        let (day, time): (Date, TimeOfDay) = (day.parse().unwrap(), time.parse().unwrap());
        assert_eq!(is_in_school_hours(day, time, minutes), expected, "{day} {time}");
    }
}

#[test]
fn a_slot_has_a_length_places_and_a_future() {
    let minutes = |n: i64| span(60_000, 60_000 * (1 + n));
    let now = Timestamp(0);
    assert_eq!(check_slot(minutes(5), 1, now), Ok(()));
    assert_eq!(check_slot(minutes(4), 1, now), Err(SlotProblem::Duration));
    assert_eq!(check_slot(minutes(601), 1, now), Err(SlotProblem::Duration));
    assert_eq!(check_slot(minutes(5), 0, now), Err(SlotProblem::Capacity));
    assert_eq!(check_slot(minutes(5), 1001, now), Err(SlotProblem::Capacity));
    assert_eq!(check_slot(minutes(5), 1, Timestamp(60_000)), Err(SlotProblem::Past));
}

#[test]
fn a_zone_survives_its_text() {
    for zone in Zone::ALL {
        assert_eq!(zone.as_str().parse(), Ok(*zone));
    }
    assert!("Europe/London".parse::<Zone>().is_err());
}
