//! Days and hours as the desk says them.

use crate::device;
use crate::i18n::{self, t_with};
use domain::time::{Date, TimeOfDay, Timestamp};
use yew::AttrValue;

/// "mardi 8 décembre", and the year when it is another one: the venue's calendar, whatever the browser's.
pub(super) fn day_words(day: Date) -> String {
    const DAY_MS: i64 = 86_400_000;
    // Noon is the same day on every French clock.
    let words = i18n::weekday_date(Timestamp(day.days_since_1970() * DAY_MS + DAY_MS / 2));
    if day.year() == device::this_year() { words } else { [&words, " ", &day.year().to_string()].concat() }
}

/// "09:00 – 09:30"
pub(super) fn span_words(from: TimeOfDay, to: TimeOfDay) -> AttrValue {
    t_with("desk.slots.hours", &[("from", &from.to_string()), ("to", &to.to_string())])
}
