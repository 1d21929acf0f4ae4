use super::*;
use crate::venue;
use contract::pathway::AppointmentAt;
use domain::ids::ActionId;
use domain::pathway::{ActionSource, ActionStatus};

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
    write(actions, &Labels::shipped("fr").calendar, Timestamp(1_795_510_800_000))
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
