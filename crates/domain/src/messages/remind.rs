//! When a reminder is due, on the clock of the venue (W8). Which instant that is, whoever knows the zones says.

use crate::time::{Date, TimeOfDay};

/// What a calendar and a clock on the wall show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Local {
    pub day: Date,
    pub time: TimeOfDay,
}

const HOUR_MIN: u16 = 60;
/// Nobody's phone rings before this.
const FROM_MIN: u16 = 8 * HOUR_MIN;
/// Nor from this on.
const TO_MIN: u16 = 21 * HOUR_MIN;
/// At this time the day before.
const DAY_BEFORE_AT_MIN: u16 = 10 * HOUR_MIN;
const SHORTLY_MIN: u16 = 2 * HOUR_MIN;
/// The latest of an evening, so that what is tried again still leaves before the night.
const EVENING_MIN: u16 = 20 * HOUR_MIN + 30;
/// A reminder that comes later than this before the start reminds nobody.
const USEFUL_MIN: u16 = 30;

/// Whether a reminder may leave at this time of the day.
pub fn is_decent(time: TimeOfDay) -> bool {
    (FROM_MIN..TO_MIN).contains(&minutes(time))
}

/// The reminder of the day before: in the morning. `None` where the calendar begins.
pub fn remind_day_before(start: Local) -> Option<Local> {
    Some(Local { day: start.day.previous()?, time: at(DAY_BEFORE_AT_MIN)? })
}

/// The reminder of the day itself: two hours before, moved out of the night. `None` when that leaves too little time.
pub fn remind_shortly_before(start: Local) -> Option<Local> {
    let start_min = minutes(start.time);
    let wanted_min = start_min.saturating_sub(SHORTLY_MIN).clamp(FROM_MIN, EVENING_MIN);
    let is_useful = wanted_min + USEFUL_MIN <= start_min;
    Some(Local { day: start.day, time: at(wanted_min).filter(|_| is_useful)? })
}

fn minutes(time: TimeOfDay) -> u16 {
    u16::from(time.hour()) * HOUR_MIN + u16::from(time.minute())
}

fn at(minutes: u16) -> Option<TimeOfDay> {
    let part = |n: u16| u8::try_from(n).ok();
    TimeOfDay::new(part(minutes / HOUR_MIN)?, part(minutes % HOUR_MIN)?).ok()
}
