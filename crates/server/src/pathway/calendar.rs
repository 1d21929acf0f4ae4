//! Everything of a pathway that has a date, actions and workshops, as a calendar file (RFC 5545) with its reminders (P4).
//!
//! An event keeps its name from file to file, so that a calendar that reads a newer one moves the event instead of adding
//! another. A title that tells something private does not stand in a calendar that others may see.

use super::compose::{Teller, where_of};
use super::find::{find_pathway, is_expected};
use crate::error::Answer;
use crate::extract::{Params, PersonSession};
use crate::papers::{Spoken, ZONE, as_file};
use crate::state::AppState;
use axum::extract::State;
use chrono::{DateTime, Duration, Utc};
use content::Workshops;
use contract::ErrorCode;
use contract::meetings::MeetingView;
use contract::pathway::{ActionView, Appointment};
use contract::workshops::{SlotView, When};
use domain::pathway::Reminder;
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::{BookingStatus, Zone};
use icalendar::{Alarm, Calendar, Class, Component, Event, EventLike, Property, Trigger};
use paper::{CalendarLabels, Labels};

pub const MEDIA_TYPE: &str = "text/calendar";

/// The zone of [`ZONE`], as RFC 5545 wants it to stand in a file that names it (3.6.5).
const PARIS: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nBEGIN:DAYLIGHT\r\n\
    TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nDTSTART:19700329T020000\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nTZOFFSETFROM:+0200\r\n\
    TZOFFSETTO:+0100\r\nTZNAME:CET\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
    END:STANDARD\r\nEND:VTIMEZONE\r\n";

/// Clocks that do not change.
const fn offset(zone: Zone) -> Option<&'static str> {
    match zone {
        Zone::Paris => None,
        Zone::Guadeloupe | Zone::Martinique => Some("-0400"),
        Zone::Guyane => Some("-0300"),
        Zone::Reunion => Some("+0400"),
        Zone::Mayotte => Some("+0300"),
    }
}

/// A calendar with every zone that its events name.
fn frame(workshops: &[(SlotView, String)]) -> String {
    let mut zones: Vec<Zone> = workshops.iter().map(|(slot, _)| slot.when.zone).collect();
    zones.sort_unstable();
    zones.dedup();
    let fixed = zones.into_iter().filter_map(|zone| {
        let offset = offset(zone)?;
        Some(format!(
            "BEGIN:VTIMEZONE\r\nTZID:{zone}\r\nBEGIN:STANDARD\r\nTZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\n\
             DTSTART:20000101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
        ))
    });
    format!("BEGIN:VCALENDAR\r\n{PARIS}{}END:VCALENDAR\r\n", fixed.collect::<String>())
}

/// How long an appointment takes in the calendar; nobody is asked.
const APPOINTMENT_MIN: i64 = 60;

/// Hours of the day at which a reminder of a day rings, and hours before an appointment on its own day.
const MORNING_H: i64 = 9;
const SHORTLY_H: i64 = 2;

pub async fn get_calendar(
    State(state): State<AppState>,
    caller: PersonSession,
    Params(spoken): Params<Spoken>,
) -> Answer {
    let (shared, language) = (state.clone(), spoken.language.clone());
    let found = state.store.read(move |tx| {
        Box::pin(async move { find_pathway(tx, &shared, &caller.person_id, language.as_deref()).await })
    });
    let found = found.await?.ok_or(ErrorCode::SessionNeeded)?;
    let language = spoken.language.unwrap_or_else(|| found.person.language.clone());
    let teller = Teller::new(&state, &language);
    let actions = found.actions.iter().filter(|action| action.state.is_open());
    let actions: Vec<ActionView> = actions.filter_map(|action| teller.action(action, &found)).collect();
    let labels = Labels::shipped(state.library.language_for(Some(&language)));
    let workshops = found.workshops.iter().filter(|slot| is_booked(slot));
    let workshops =
        workshops.map(|slot| (slot.clone(), find_place(state.library.workshops(&language), slot)));
    let workshops: Vec<(SlotView, String)> = workshops.collect();
    let meetings = found.meetings.iter().filter(|meeting| is_expected(meeting));
    let meetings: Vec<MeetingView> = meetings.cloned().collect();
    let file = write(&actions, &workshops, &meetings, &labels.calendar, state.clock.now());
    Ok(as_file(file.into_bytes(), MEDIA_TYPE, &format!("{}.ics", labels.calendar.file)))
}

fn is_booked(slot: &SlotView) -> bool {
    slot.own.as_ref().is_some_and(|own| own.status == BookingStatus::Booked)
}

fn find_place(workshops: &Workshops, slot: &SlotView) -> String {
    let venue = workshops.venue(&slot.venue);
    venue.map(|venue| format!("{}, {}", venue.name, venue.address)).unwrap_or_default()
}

/// The file of these actions, of these workshops with their places, and of these meetings.
pub fn write(
    actions: &[ActionView],
    workshops: &[(SlotView, String)],
    meetings: &[MeetingView],
    labels: &CalendarLabels,
    now: Timestamp,
) -> String {
    let mut calendar: Calendar = frame(workshops).parse().expect("BUG: the frame is a calendar");
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Main Tendue//Mon parcours//FR"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(&labels.name);
    for action in actions {
        let is_private = action.sheet.as_ref().is_some_and(|sheet| sheet.sensitive);
        let title = if is_private { &labels.private } else { &action.title };
        if let Some(at) = action.appointment {
            let summary = labels.appointment_of(title);
            calendar.push(finish(appointment(at), action, "appointment", &summary, ring_at(action), now));
        }
        if let Some(day) = action.due {
            let summary = labels.due_of(title);
            let ring = if action.appointment.is_some() { None } else { ring_on(action) };
            calendar.push(finish(whole_day(day), action, "due", &summary, ring, now));
        }
    }
    for (slot, place) in workshops {
        calendar.push(workshop(slot, place, labels, now));
    }
    for one in meetings {
        calendar.push(meeting(one, labels, now));
    }
    calendar.to_string()
}

/// As the clock of its venue shows it; it rings the day before (W8).
fn workshop(slot: &SlotView, place: &str, labels: &CalendarLabels, now: Timestamp) -> Event {
    let When { day, from, to, zone, .. } = slot.when;
    let at = |name: &str, time: TimeOfDay| {
        let value = format!("{}T{:02}{:02}00", basic(day), time.hour(), time.minute());
        Property::new(name, value).add_parameter("TZID", zone.as_str()).done()
    };
    let summary = labels.workshop_of(&slot.title);
    let mut event = Event::new();
    event.append_property(at("DTSTART", from));
    event.append_property(at("DTEND", to));
    event
        .uid(&format!("{}-workshop@main-tendue", slot.id))
        .timestamp(stamp(now))
        .class(Class::Private)
        .summary(&summary)
        .location(place)
        .alarm(Alarm::display(&summary, Trigger::from(-Duration::days(1))));
    event.done()
}

/// With whom and where, never what about; it rings the day before.
fn meeting(view: &MeetingView, labels: &CalendarLabels, now: Timestamp) -> Event {
    let summary = labels.appointment_of(&view.with.name);
    let mut event = appointment_for(view.from, i64::from(view.length_min));
    event
        .uid(&format!("{}-meeting@main-tendue", view.id))
        .timestamp(stamp(now))
        .sequence(u32::try_from(view.version).unwrap_or(u32::MAX))
        .class(Class::Private)
        .summary(&summary)
        .alarm(Alarm::display(&summary, Trigger::from(-Duration::days(1))));
    if let Some(place) = where_of(view) {
        event.location(&place);
    }
    event.done()
}

fn stamp(now: Timestamp) -> DateTime<Utc> {
    DateTime::<Utc>::from_timestamp_millis(now.as_ms()).unwrap_or_default()
}

fn appointment(at: Appointment) -> Event {
    appointment_for(at, APPOINTMENT_MIN)
}

fn appointment_for(at: Appointment, length_min: i64) -> Event {
    let clock = |plus_min: i64| {
        let from = i64::from(at.time.hour()) * 60 + i64::from(at.time.minute()) + plus_min;
        // An appointment ends on its own day in every calendar.
        let min = from.min(24 * 60 - 1);
        format!("{}T{:02}{:02}00", basic(at.day), min / 60, min % 60)
    };
    let in_zone = |name: &str, value: String| Property::new(name, value).add_parameter("TZID", ZONE).done();
    let mut event = Event::new();
    event.append_property(in_zone("DTSTART", clock(0)));
    event.append_property(in_zone("DTEND", clock(length_min)));
    event
}

fn whole_day(day: Date) -> Event {
    let mut event = Event::new();
    event.append_property(Property::new("DTSTART", basic(day)).add_parameter("VALUE", "DATE").done());
    // It takes no time of the day.
    event.append_property(Property::new("TRANSP", "TRANSPARENT"));
    event
}

/// "20261208"
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn finish(
    mut event: Event,
    action: &ActionView,
    part: &str,
    summary: &str,
    ring: Option<Duration>,
    now: Timestamp,
) -> Event {
    event
        .uid(&format!("{}-{part}@main-tendue", action.id))
        .timestamp(stamp(now))
        .sequence(u32::try_from(action.version).unwrap_or(u32::MAX))
        .class(Class::Private)
        .summary(summary);
    if let Some(ring) = ring {
        event.alarm(Alarm::display(summary, Trigger::from(ring)));
    }
    event.done()
}

/// Before an appointment: two hours, a day, a week.
fn ring_at(action: &ActionView) -> Option<Duration> {
    action.reminder.map(|reminder| match reminder {
        Reminder::SameDay => -Duration::hours(SHORTLY_H),
        _ => -Duration::days(i64::from(reminder.days_before())),
    })
}

/// For a day: in the morning of the day of the reminder, counted from its midnight.
fn ring_on(action: &ActionView) -> Option<Duration> {
    let reminder = action.reminder?;
    Some(Duration::hours(MORNING_H) - Duration::days(i64::from(reminder.days_before())))
}

#[cfg(test)]
mod tests;
