use super::*;
use contract::pathway::AppointmentAt;

fn asked(day: &str, time: &str) -> AppointmentAt {
    AppointmentAt { day: day.parse().unwrap(), time: time.parse().unwrap() }
}

#[test]
fn a_time_at_the_venue_is_an_instant_in_winter_and_in_summer() {
    for (day, time, utc_ms) in
        [("2026-12-08", "10:30", 1_796_722_200_000), ("2026-07-14", "10:30", 1_784_017_800_000)]
    {
        let at = instant(asked(day, time)).unwrap();
        assert_eq!(at, Timestamp(utc_ms), "{day}");
        let shown = appointment(at).unwrap();
        assert_eq!((shown.day, shown.time), (asked(day, time).day, asked(day, time).time));
    }
}

#[test]
fn a_time_that_the_clocks_skip_or_show_twice_is_still_one_instant() {
    let skipped = appointment(instant(asked("2026-03-29", "02:30")).unwrap()).unwrap();
    assert_eq!(skipped.time.to_string(), "03:30");
    let twice = appointment(instant(asked("2026-10-25", "02:30")).unwrap()).unwrap();
    assert_eq!((twice.time.to_string().as_str(), twice.at), ("02:30", Timestamp(1_792_888_200_000)));
}
