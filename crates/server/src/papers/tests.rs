use super::*;

fn day(at_ms: i64) -> Option<String> {
    day_of(Timestamp(at_ms)).map(String::from)
}

#[test]
fn a_day_begins_at_midnight_in_paris() {
    // 2026-07-13T22:00:00Z, summer time, and a millisecond before.
    assert_eq!(day(1_783_980_000_000).as_deref(), Some("2026-07-14"));
    assert_eq!(day(1_783_979_999_999).as_deref(), Some("2026-07-13"));
    // 2026-11-21T23:00:00Z, winter time.
    assert_eq!(day(1_795_302_000_000).as_deref(), Some("2026-11-22"));
    assert_eq!(day(1_795_301_999_999).as_deref(), Some("2026-11-21"));
}

#[test]
fn an_instant_of_another_age_has_no_day() {
    assert_eq!((day(i64::MIN), day(i64::MAX), day(-3_000_000_000_000)), (None, None, None));
}

#[test]
fn a_name_is_told_in_two_ways_and_breaks_out_of_neither() {
    assert_eq!(disposition("recap.pdf"), "attachment; filename=\"recap.pdf\"");
    assert_eq!(
        disposition("CV d\u{2019}\u{c9}lise.pdf"),
        "attachment; filename=\"CV d__lise.pdf\"; filename*=UTF-8''CV%20d%E2%80%99%C3%89lise.pdf"
    );
    let hostile = disposition("a\"; filename=\"b.exe\r\nSet-Cookie: x=1.pdf");
    assert_eq!(hostile.matches('"').count(), 2, "{hostile}");
    assert!(!hostile.contains(['\r', '\n']), "{hostile}");
}
