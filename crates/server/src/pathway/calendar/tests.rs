use super::*;
use crate::messages::remind;
use crate::venue;
use contract::pathway::AppointmentAt;
use contract::workshops::OwnBooking;
use domain::ids::ActionId;
use domain::messages::MessageKind;
use domain::pathway::{ActionSource, ActionStatus};
use domain::workshops::{SlotState, Span};

fn action(id: &str) -> ActionView {
    ActionView {
        id: ActionId::new(id).unwrap(),
        title: "Passer mon permis, enfin; à l’école".to_owned(),
        sheet: None,
        source: ActionSource::Own,
        brought_by: None,
        status: ActionStatus::Planned,
        reason: None,
        due: None,
        appointment: None,
        reminder: None,
        version: 4,
        chosen_at: Timestamp(0),
        changed_at: Timestamp(0),
        can_undo: false,
        is_withdrawn: false,
        dispute: None,
        history: vec![],
    }
}

fn at(day: &str, time: &str) -> Option<Appointment> {
    let asked = AppointmentAt { day: day.parse().unwrap(), time: time.parse().unwrap() };
    venue::appointment(venue::instant(asked).unwrap())
}

fn file(actions: &[ActionView]) -> String {
    write(actions, &[], &[], &Labels::shipped("fr").calendar, Timestamp(1_795_510_800_000))
}

/// The lines with RFC 5545's folding undone.
fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn an_appointment_stands_in_the_zone_of_the_venue_with_its_reminder() {
    let action = ActionView {
        appointment: at("2026-12-08", "10:30"),
        reminder: Some(Reminder::DayBefore),
        ..action("a1")
    };
    let text = file(&[action]);
    let lines = lines(&text);
    for line in [
        "UID:a1-appointment@main-tendue",
        "SEQUENCE:4",
        "DTSTART;TZID=Europe/Paris:20261208T103000",
        "DTEND;TZID=Europe/Paris:20261208T113000",
        "SUMMARY:Rendez-vous : Passer mon permis\\, enfin\\; à l’école",
        "BEGIN:VALARM",
        "TZID:Europe/Paris",
        "CLASS:PRIVATE",
        "DTSTAMP:20261124T090000Z",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line} in {text}");
    }
    let trigger = lines.iter().find(|line| line.starts_with("TRIGGER")).unwrap();
    assert!(trigger.contains("-P1D") || trigger.contains("-PT86400S"), "{trigger}");
    assert!(text.find("BEGIN:VTIMEZONE") < text.find("BEGIN:VEVENT"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    assert_eq!(ZONE, "Europe/Paris", "the frame holds this zone");
}

#[test]
fn a_day_is_a_whole_day_and_rings_in_the_morning() {
    let action = ActionView {
        due: Some("2026-12-08".parse().unwrap()),
        reminder: Some(Reminder::WeekBefore),
        ..action("a1")
    };
    let lines = lines(&file(&[action]));
    assert!(lines.contains(&"DTSTART;VALUE=DATE:20261208".to_owned()), "{lines:?}");
    assert!(lines.contains(&"UID:a1-due@main-tendue".to_owned()));
    // Seven days before midnight, and nine hours later.
    let parsed: Calendar = file(&[ActionView {
        due: Some("2026-12-08".parse().unwrap()),
        reminder: Some(Reminder::WeekBefore),
        ..self::action("a1")
    }])
    .parse()
    .unwrap();
    assert_eq!(parsed.events().count(), 1);
    assert_eq!(
        ring_on(&ActionView { reminder: Some(Reminder::WeekBefore), ..self::action("a1") }),
        Some(-Duration::hours(7 * 24 - 9))
    );
}

#[test]
fn a_private_title_does_not_stand_in_a_calendar() {
    let sheet = domain::pathway::ActionSheet {
        id: "point-ecoute".parse().unwrap(),
        title: "Parler à quelqu’un".to_owned(),
        subjects: vec![],
        kind: domain::pathway::SheetKind::Support,
        by: String::new(),
        hours: 1,
        steps: vec![],
        urgent: false,
        sensitive: true,
        bookable: false,
    };
    let title = sheet.title.clone();
    let action = ActionView {
        sheet: Some(sheet),
        title: title.clone(),
        appointment: at("2026-12-08", "10:30"),
        ..action("a1")
    };
    let text = lines(&file(&[action])).join("\n");
    assert!(!text.contains(&title) && text.contains("Une étape de mon parcours"), "{text}");
}

#[test]
fn what_has_no_date_is_no_event() {
    let text = file(&[action("a1")]);
    assert!(!text.contains("VEVENT"), "{text}");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
}

/// A slot of 40 minutes, as a person who has a place sees it.
fn slot(id: &str, zone: Zone, day: &str, time: &str) -> (SlotView, String) {
    let asked = AppointmentAt { day: day.parse().unwrap(), time: time.parse().unwrap() };
    let from = venue::instant_in(asked, zone).unwrap();
    let span = Span { from, to: from.plus_s(40 * 60) };
    let own = OwnBooking {
        status: BookingStatus::Booked,
        rank: None,
        offer_until: None,
        booked_by: None,
        changed_at: Timestamp(0),
    };
    let view = SlotView {
        id: id.parse().unwrap(),
        workshop: "cv".parse().unwrap(),
        title: "Mon CV prêt".to_owned(),
        outcome: String::new(),
        venue: "ici".parse().unwrap(),
        venue_name: "Pôle".to_owned(),
        when: venue::when(span, zone).unwrap(),
        duration_min: 40,
        n_places: 5,
        n_free: 1,
        n_waiting: 0,
        childcare: false,
        school_hours: true,
        state: SlotState::Published,
        message: None,
        own: Some(own),
        refusal: None,
        clash: None,
        open_until: from,
        of_month: None,
    };
    (view, "Pôle, 12 rue des Tilleuls".to_owned())
}

fn booked_span(slot: &SlotView) -> Span {
    Span { from: slot.when.starts_at, to: slot.when.ends_at }
}

#[test]
fn a_workshop_stands_in_the_zone_of_its_venue() {
    // Both Sundays on which the clocks of Paris change, and the clocks that never do: instants in UTC.
    for (zone, day, time, utc) in [
        (Zone::Paris, "2027-03-28", "09:00", "2027-03-28T07:00:00Z"),
        (Zone::Paris, "2027-03-27", "09:00", "2027-03-27T08:00:00Z"),
        (Zone::Paris, "2026-10-25", "09:00", "2026-10-25T08:00:00Z"),
        (Zone::Paris, "2026-10-24", "09:00", "2026-10-24T07:00:00Z"),
        (Zone::Reunion, "2027-03-28", "09:00", "2027-03-28T05:00:00Z"),
        (Zone::Mayotte, "2027-03-28", "09:00", "2027-03-28T06:00:00Z"),
        (Zone::Martinique, "2026-10-25", "09:00", "2026-10-25T13:00:00Z"),
        (Zone::Guadeloupe, "2026-10-25", "09:00", "2026-10-25T13:00:00Z"),
        (Zone::Guyane, "2026-10-25", "09:00", "2026-10-25T12:00:00Z"),
    ] {
        let booked = slot("s1", zone, day, time);
        let instant: jiff::Timestamp = utc.parse().unwrap();
        assert_eq!(booked.0.when.starts_at, Timestamp(instant.as_millisecond()), "{zone} {day}");
        // The reminder of the day itself goes by the same clock: nobody is rung before 8:00.
        let (span, eight) = (booked_span(&booked.0), booked.0.when.starts_at.plus_s(-3600));
        assert_eq!(remind::due(span, zone, eight), Some((MessageKind::ReminderSoon, eight)), "{zone} {day}");
        assert_eq!(remind::due(span, zone, eight.plus_s(-1)), None, "{zone} {day}");
        let text = write(&[], &[booked], &[], &Labels::shipped("fr").calendar, Timestamp(1_795_510_800_000));
        let lines = lines(&text);
        let basic = day.replace('-', "");
        for line in [
            "UID:s1-workshop@main-tendue".to_owned(),
            format!("DTSTART;TZID={zone}:{basic}T090000"),
            format!("DTEND;TZID={zone}:{basic}T094000"),
            "SUMMARY:Atelier\u{a0}: Mon CV prêt".to_owned(),
            "LOCATION:Pôle\\, 12 rue des Tilleuls".to_owned(),
            "TRIGGER:-PT86400S".to_owned(),
            "CLASS:PRIVATE".to_owned(),
        ] {
            assert!(lines.contains(&line), "{line} is not in {text}");
        }
        let n_zones = lines.iter().filter(|line| **line == format!("TZID:{zone}")).count();
        assert_eq!(n_zones, 1, "each zone that is named stands in the file, once");
    }
}

#[test]
fn a_workshop_over_the_hour_that_paris_skips_ends_on_the_clock_that_moved_on() {
    let (slot, _) = slot("s1", Zone::Paris, "2027-03-28", "01:40");
    assert_eq!((slot.when.from.to_string(), slot.when.to.to_string()), ("01:40".into(), "03:20".into()));
    assert_eq!(slot.when.ends_at, slot.when.starts_at.plus_s(40 * 60));
}
