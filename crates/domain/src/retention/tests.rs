use super::*;
use proptest::prelude::*;

const PERIODS: Periods = Periods {
    people_days: 731,
    drafts_days: 90,
    health_days: 365,
    looks_days: 365,
    messages_days: 365,
    dates_days: 731,
};

const NOW: Timestamp = Timestamp(1_796_112_000_000);

fn days_ago(n_days: i64) -> Timestamp {
    NOW.plus_s(-n_days * DAY_S)
}

#[test]
fn two_years_and_a_month_seen_coming() {
    let rows = [
        (days_ago(0), None, Retention::Kept),
        (days_ago(700), None, Retention::Kept),
        (days_ago(701), None, Retention::Unnoted),
        (days_ago(701), Some(days_ago(0)), Retention::Noted),
        (days_ago(730), Some(days_ago(29)), Retention::Noted),
        (days_ago(731), Some(days_ago(30)), Retention::Over),
        // The portal was not there to note it in time: the month begins when it is noted.
        (days_ago(2000), None, Retention::Unnoted),
        (days_ago(2000), Some(days_ago(29)), Retention::Noted),
        (days_ago(2000), Some(days_ago(30)), Retention::Over),
        // Noted, then heard of again.
        (days_ago(10), Some(days_ago(20)), Retention::Kept),
        (days_ago(740), Some(days_ago(741)), Retention::Unnoted),
    ];
    for (last_contact, noted_at, expected) in rows {
        assert_eq!(PERIODS.retention(last_contact, noted_at, NOW), expected, "{last_contact:?} {noted_at:?}");
    }
}

proptest! {
    #[test]
    fn nobody_is_erased_early_or_unannounced(contact in 0i64..3000, noted in proptest::option::of(0i64..3000)) {
        let (last_contact, noted_at) = (days_ago(contact), noted.map(days_ago));
        let found = PERIODS.retention(last_contact, noted_at, NOW);
        let is_over = found == Retention::Over;
        prop_assert!(!is_over || NOW >= PERIODS.ends_at(last_contact));
        prop_assert!(!is_over || noted.is_some_and(|noted| (30..contact).contains(&noted)));
        prop_assert_eq!(found == Retention::Kept, last_contact > PERIODS.looked_at_before(NOW));
    }

    #[test]
    fn whoever_is_noted_in_time_is_erased_in_time(n_days in 0i64..100) {
        let noted_at = PERIODS.looked_at_before(NOW).plus_s(701 * DAY_S);
        let at = noted_at.plus_s(n_days * DAY_S);
        let expected = if n_days < 30 { Retention::Noted } else { Retention::Over };
        prop_assert_eq!(PERIODS.retention(PERIODS.looked_at_before(NOW), Some(noted_at), at), expected);
    }
}

#[test]
fn what_trust_promises_is_the_default() {
    assert_eq!(Periods::default(), PERIODS);
    for (what, n_days) in [
        (Passing::Sessions, 0),
        (Passing::Requests, 1),
        (Passing::Throttles, 1),
        (Passing::Drafts, 90),
        (Passing::Looks, 365),
        (Passing::Previews, 365),
        (Passing::Sittings, 365),
        (Passing::Messages, 365),
        (Passing::Links, 30),
        (Passing::Bookings, 731),
        (Passing::Meetings, 731),
        (Passing::Tickets, 731),
    ] {
        assert_eq!(PERIODS.over_before(what, NOW), days_ago(n_days), "{what:?}");
    }
    assert_eq!(PERIODS.over_before(Passing::Codes, NOW), NOW.plus_s(-3600));
}

#[test]
fn health_goes_after_a_year_and_never_after_the_rest() {
    assert_eq!(PERIODS.health_over_before(NOW), days_ago(365));
    assert_eq!(PERIODS.health_until(days_ago(100), NOW), days_ago(-265));
    let short = Periods { people_days: 365, health_days: 3650, ..PERIODS };
    assert_eq!(short.health_until(days_ago(100), days_ago(100)), days_ago(-265));
    let none = Periods { health_days: 0, ..PERIODS };
    assert!(none.health_over_before(NOW) > NOW, "where none may be held, all of it is over");
}

#[test]
fn a_shorter_period_holds_for_its_own_kind_only() {
    let periods = Periods { drafts_days: 7, ..PERIODS };
    for what in Passing::ALL {
        let is_same = periods.over_before(what, NOW) == PERIODS.over_before(what, NOW);
        assert_eq!(is_same, what != Passing::Drafts, "{what:?}");
    }
}
