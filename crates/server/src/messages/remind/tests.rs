use super::*;
use contract::workshops::When;

/// The instant that a clock of this zone shows so.
fn at(zone: Zone, day: &str, time: &str) -> Timestamp {
    let asked = AppointmentAt { day: day.parse().unwrap(), time: time.parse().unwrap() };
    venue::instant_in(asked, zone).unwrap()
}

/// UTC, which no clock changes.
fn utc(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

fn span(from: Timestamp) -> Span {
    Span { from, to: from.plus_s(3600) }
}

/// When each reminder becomes due, looked for minute by minute as the sweep does.
fn first_due(zone: Zone, from: Timestamp) -> Vec<(MessageKind, Timestamp)> {
    let mut found: Vec<(MessageKind, Timestamp)> = Vec::new();
    let mut now = from.plus_s(-AHEAD_S);
    while now < from {
        if let Some((kind, due_at)) = due(span(from), zone, now)
            && found.iter().all(|(known, _)| *known != kind)
        {
            assert_eq!(due_at, now, "{kind:?} is due when the sweep first sees it");
            found.push((kind, due_at));
        }
        now = now.plus_s(60);
    }
    found
}

#[test]
fn reminders_go_by_the_clock_of_the_venue_also_when_it_changes() {
    // In UTC, so that a mistake in the zone shows: the summer time of Paris ends on 2026-10-25 and begins on 2027-03-28.
    for (zone, day, time, day_before, soon) in [
        (Zone::Paris, "2026-12-08", "14:00", "2026-12-07T09:00:00Z", "2026-12-08T11:00:00Z"),
        (Zone::Paris, "2026-10-26", "09:15", "2026-10-25T09:00:00Z", "2026-10-26T07:00:00Z"),
        (Zone::Paris, "2026-10-25", "14:00", "2026-10-24T08:00:00Z", "2026-10-25T11:00:00Z"),
        (Zone::Paris, "2027-03-28", "14:00", "2027-03-27T09:00:00Z", "2027-03-28T10:00:00Z"),
        (Zone::Reunion, "2026-10-26", "14:00", "2026-10-25T06:00:00Z", "2026-10-26T08:00:00Z"),
        (Zone::Martinique, "2026-10-26", "14:00", "2026-10-25T14:00:00Z", "2026-10-26T16:00:00Z"),
        (Zone::Guyane, "2027-03-28", "09:15", "2027-03-27T13:00:00Z", "2027-03-28T11:00:00Z"),
    ] {
        let from = at(zone, day, time);
        let expected =
            [(MessageKind::ReminderDayBefore, utc(day_before)), (MessageKind::ReminderSoon, utc(soon))];
        assert_eq!(first_due(zone, from), expected, "{zone} {day}");
        // The page shows the same time as the reminder counts from.
        let When { day: shown, from: clock, .. } = venue::when(span(from), zone).unwrap();
        assert_eq!((shown.to_string(), clock.to_string()), (day.to_owned(), time.to_owned()));
    }
}

#[test]
fn what_was_missed_is_made_up_for_by_day_and_before_the_start() {
    let from = at(Zone::Reunion, "2026-12-08", "09:15");
    let kind = |now: Timestamp| due(span(from), Zone::Reunion, now).map(|(kind, _)| kind);
    let on = |day: &str, time: &str| at(Zone::Reunion, day, time);
    for (day, time, expected) in [
        ("2026-12-07", "09:59", None),
        ("2026-12-07", "20:59", Some(MessageKind::ReminderDayBefore)),
        ("2026-12-07", "21:00", None),
        ("2026-12-08", "07:59", None),
        ("2026-12-08", "08:00", Some(MessageKind::ReminderSoon)),
        ("2026-12-08", "09:15", None),
    ] {
        assert_eq!(kind(on(day, time)), expected, "{day} {time}");
    }
}
