//! Where the days and the clocks of this département are.

use crate::papers::{ZONE, day_of};
use contract::pathway::{Appointment, AppointmentAt};
use domain::time::{Date, TimeOfDay, Timestamp};
use jiff::civil;

/// The day of `now` at the venue.
pub fn today(now: Timestamp) -> Date {
    day_of(now).expect("BUG: the clock shows a year between 1900 and 2199")
}

/// An instant as the venue's calendar and clock show it. `None` outside the years of [`Date`].
pub fn appointment(at: Timestamp) -> Option<Appointment> {
    let zoned = jiff::Timestamp::from_millisecond(at.as_ms()).ok()?.in_tz(ZONE);
    let clock = zoned.expect("BUG: the zone is in the bundled data").time();
    let part = |n: i8| u8::try_from(n).ok();
    let time = TimeOfDay::new(part(clock.hour())?, part(clock.minute())?).ok()?;
    Some(Appointment { day: day_of(at)?, time, at })
}

/// The instant of a day and a time at the venue. A time that the clocks skip in spring is read as the clock that has
/// moved on; one that they show twice in autumn, as the first. `None` when the instant cannot be told.
pub fn instant(asked: AppointmentAt) -> Option<Timestamp> {
    let local = local(asked.day).at(
        i8::try_from(asked.time.hour()).ok()?,
        i8::try_from(asked.time.minute()).ok()?,
        0,
        0,
    );
    local.in_tz(ZONE).ok().map(|zoned| Timestamp(zoned.timestamp().as_millisecond()))
}

fn local(day: Date) -> civil::Date {
    let part = |n: u8| i8::try_from(n).expect("BUG: a part of a date is below 32");
    let year = i16::try_from(day.year()).expect("BUG: a date is before 2200");
    civil::date(year, part(day.month()), part(day.day()))
}

#[cfg(test)]
mod tests;
