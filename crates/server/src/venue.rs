//! Where the days and the clocks of this département are.

use crate::papers::{ZONE, day_of};
use contract::pathway::{Appointment, AppointmentAt};
use contract::workshops::When;
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::{Span, Zone};
use jiff::civil;

/// The day of `now` at the venue.
pub fn today(now: Timestamp) -> Date {
    day_of(now).expect("BUG: the clock shows a year between 1900 and 2199")
}

/// An instant as the venue's calendar and clock show it. `None` outside the years of [`Date`].
pub fn appointment(at: Timestamp) -> Option<Appointment> {
    let (day, time) = shown_in(at, ZONE)?;
    Some(Appointment { day, time, at })
}

/// [`appointment`] at a venue whose clock is in another zone.
pub fn appointment_in(at: Timestamp, zone: Zone) -> Option<Appointment> {
    let (day, time) = shown_in(at, zone.as_str())?;
    Some(Appointment { day, time, at })
}

/// A span as the calendar and the clock of its own venue show it. `None` outside the years of [`Date`].
pub fn when(span: Span, zone: Zone) -> Option<When> {
    let ((day, from), (_, to)) = (shown_in(span.from, zone.as_str())?, shown_in(span.to, zone.as_str())?);
    Some(When { day, from, to, zone, starts_at: span.from, ends_at: span.to })
}

fn shown_in(at: Timestamp, zone: &str) -> Option<(Date, TimeOfDay)> {
    let zoned = jiff::Timestamp::from_millisecond(at.as_ms()).ok()?.in_tz(zone);
    let zoned = zoned.expect("BUG: the zone is in the bundled data");
    let (day, clock) = (zoned.date(), zoned.time());
    let part = |n: i8| u8::try_from(n).ok();
    let day = Date::new(u16::try_from(day.year()).ok()?, part(day.month())?, part(day.day())?).ok()?;
    Some((day, TimeOfDay::new(part(clock.hour())?, part(clock.minute())?).ok()?))
}

/// The instant of a day and a time at the venue. A time that the clocks skip in spring is read as the clock that has
/// moved on; one that they show twice in autumn, as the first. `None` when the instant cannot be told.
pub fn instant(asked: AppointmentAt) -> Option<Timestamp> {
    in_named_zone(asked, ZONE)
}

/// [`instant`] at a venue whose clock is in another zone.
pub fn instant_in(asked: AppointmentAt, zone: Zone) -> Option<Timestamp> {
    in_named_zone(asked, zone.as_str())
}

fn in_named_zone(asked: AppointmentAt, zone: &str) -> Option<Timestamp> {
    let local = local(asked.day).at(
        i8::try_from(asked.time.hour()).ok()?,
        i8::try_from(asked.time.minute()).ok()?,
        0,
        0,
    );
    local.in_tz(zone).ok().map(|zoned| Timestamp(zoned.timestamp().as_millisecond()))
}

fn local(day: Date) -> civil::Date {
    let part = |n: u8| i8::try_from(n).expect("BUG: a part of a date is below 32");
    let year = i16::try_from(day.year()).expect("BUG: a date is before 2200");
    civil::date(year, part(day.month()), part(day.day()))
}

#[cfg(test)]
mod tests;
