use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn the_answer_is_due_on_the_same_day_of_the_next_month_or_on_its_last() {
    let rows = [
        ("2026-11-28", "2026-12-28"),
        ("2026-12-31", "2027-01-31"),
        ("2027-01-29", "2027-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2026-08-31", "2026-09-30"),
    ];
    for (asked, due) in rows {
        assert_eq!(answer_by(day(asked)), Some(day(due)), "{asked}");
    }
    assert_eq!(answer_by(day("2199-12-01")), None);
}

#[test]
fn words_are_kept_without_the_spaces_around_them() {
    assert_eq!(read_words("  Mon adresse a changé.\n"), Ok("Mon adresse a changé."));
    assert_eq!(read_words(" \n "), Err(WordsProblem::Empty));
    assert_eq!(read_words(&"é".repeat(WORDS_MAX_CHARS)).map(str::len), Ok(2 * WORDS_MAX_CHARS));
    assert_eq!(read_words(&"é".repeat(WORDS_MAX_CHARS + 1)), Err(WordsProblem::TooLong));
}

proptest! {
    #[test]
    fn nobody_waits_longer_than_a_month(year in 1900u16..2199, month in 1u8..=12, d in 1u8..=31) {
        let Ok(asked) = Date::new(year, month, d) else { return Ok(()) };
        let due = answer_by(asked).unwrap();
        let waits = due.days_since_1970() - asked.days_since_1970();
        prop_assert!((28..=31).contains(&waits), "{waits} days");
        prop_assert!(due.day() <= asked.day());
    }

    #[test]
    fn whoever_asks_later_is_not_answered_earlier(n in 0i64..60_000, more in 0i64..40) {
        prop_assert!(answer_by(date_of(n)) <= answer_by(date_of(n + more)));
    }

    #[test]
    fn what_was_agreed_to_can_be_taken_back_until_it_is_done(answered in 0i64..1_000_000_000, after_s in 0i64..2_000_000) {
        let answered_at = Timestamp(answered);
        let (erase_at, now) = (erased_at(answered_at), answered_at.plus_s(after_s));
        prop_assert_eq!(may_take_back(Some(RightsOutcome::Granted), Some(erase_at), now), now < erase_at);
        prop_assert!(may_take_back(None, None, now));
        prop_assert!(!may_take_back(Some(RightsOutcome::Refused), None, now));
        prop_assert!(!may_take_back(Some(RightsOutcome::Granted), None, now), "what was put right stays so");
    }
}

/// The day that is `n` days after the first of 2000.
fn date_of(n: i64) -> Date {
    let first = day("2000-01-01").days_since_1970();
    let years = (2000u16..2199).flat_map(|year| (1u8..=12).map(move |month| (year, month)));
    let months = years.filter_map(|(year, month)| Date::new(year, month, 1).ok());
    let begin = months.take_while(|begin| begin.days_since_1970() - first <= n).last().unwrap();
    let d = u8::try_from(n - (begin.days_since_1970() - first) + 1).unwrap();
    Date::new(begin.year(), begin.month(), d).unwrap()
}
