//! Instants and calendar days, without a clock and without a time zone.

use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z. On the wire the same integer (decision 0004).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant `seconds` later (earlier when negative), saturating.
    #[must_use]
    pub const fn plus_s(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn as_ms(self) -> i64 {
        self.0
    }
}

/// A day of the Gregorian calendar, 1900 to 2199. On the wire `"1984-03-07"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why three numbers or a text are not a [`Date`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date is YYYY-MM-DD, from 1900 to 2199, and exists in the calendar")
    }
}

impl core::error::Error for NotADate {}

/// Days in a month; `month` is 1 to 12.
fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Date {
    /// # Errors
    /// [`NotADate`] when the day does not exist or the year is outside 1900 to 2199.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, NotADate> {
        let exists = (1900..2200).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        if exists { Ok(Self { year, month, day }) } else { Err(NotADate) }
    }

    pub const fn year(self) -> u16 {
        self.year
    }
    /// 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }
    /// 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day before; `None` before the first day that there is.
    pub fn previous(self) -> Option<Self> {
        let (year, month) = if self.month > 1 { (self.year, self.month - 1) } else { (self.year - 1, 12) };
        let of_month = if self.day > 1 {
            (self.year, self.month, self.day - 1)
        } else {
            (year, month, days_in(year, month))
        };
        Self::new(of_month.0, of_month.1, of_month.2).ok()
    }

    /// Days since 1970-01-01; negative before it. Counts in eras of 400 years, as the calendar repeats itself.
    pub fn days_since_1970(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        // A year that begins in March has its leap day at its end.
        let year = i64::from(self.year) - i64::from(month <= 2);
        let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }
}

/// A time of day at a venue, to the minute. On the wire `"14:30"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay {
    hour: u8,
    minute: u8,
}

/// Why a text is not a [`TimeOfDay`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotATime;

impl fmt::Display for NotATime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time of day is HH:MM, from 00:00 to 23:59")
    }
}

impl core::error::Error for NotATime {}

impl TimeOfDay {
    /// # Errors
    /// [`NotATime`] when a day has no such time.
    pub fn new(hour: u8, minute: u8) -> Result<Self, NotATime> {
        if hour < 24 && minute < 60 { Ok(Self { hour, minute }) } else { Err(NotATime) }
    }

    /// 0 to 23.
    pub const fn hour(self) -> u8 {
        self.hour
    }
    /// 0 to 59.
    pub const fn minute(self) -> u8 {
        self.minute
    }
}

impl FromStr for TimeOfDay {
    type Err = NotATime;

    /// `HH:MM`; seconds that a browser adds are dropped.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let bytes = text.as_bytes();
        if !matches!(bytes.len(), 5 | 8) || bytes[2] != b':' {
            return Err(NotATime);
        }
        let digit = |at: usize| if bytes[at].is_ascii_digit() { Ok(bytes[at] - b'0') } else { Err(NotATime) };
        Self::new(digit(0)? * 10 + digit(1)?, digit(3)? * 10 + digit(4)?)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = NotATime;
    fn try_from(text: String) -> Result<Self, NotATime> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> String {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(NotADate);
        }
        let number = |range: core::ops::Range<usize>| -> Result<u16, NotADate> {
            bytes[range].iter().try_fold(0, |sum: u16, digit| {
                if digit.is_ascii_digit() { Ok(sum * 10 + u16::from(digit - b'0')) } else { Err(NotADate) }
            })
        };
        let small = |n: u16| u8::try_from(n).map_err(|_| NotADate);
        Self::new(number(0..4)?, small(number(5..7)?)?, small(number(8..10)?)?)
    }
}

impl TryFrom<String> for Date {
    type Error = NotADate;
    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-04-31",
            "1899-12-31",
            "24-1-1",
            "2024-1-01x",
        ] {
            assert_eq!(text.parse::<Date>(), Err(NotADate), "{text}");
        }
        assert!("2000-02-29".parse::<Date>().is_ok());
    }

    #[test]
    fn days_are_counted_from_1970_across_months_and_leap_years() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("1900-01-01", -25_567),
            ("2000-02-29", 11_016),
            ("2000-03-01", 11_017),
            ("2026-11-24", 20_781),
            ("2100-03-01", 47_541),
        ] {
            assert_eq!(text.parse::<Date>().unwrap().days_since_1970(), days, "{text}");
        }
    }

    #[test]
    fn a_time_that_no_day_has_is_refused() {
        for text in ["24:00", "12:60", "9:30", "12h30", "12:3", "ab:cd", ""] {
            assert_eq!(text.parse::<TimeOfDay>(), Err(NotATime), "{text}");
        }
        assert_eq!("09:05:00".parse::<TimeOfDay>().map(|time| time.to_string()).as_deref(), Ok("09:05"));
    }

    proptest! {
        #[test]
        fn a_date_survives_its_text(year in 1900u16..2200, month in 1u8..=12, day in 1u8..=28) {
            let date = Date::new(year, month, day).unwrap();
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        }

        #[test]
        fn any_text_is_a_date_or_refused_without_panic(text in ".{0,12}") {
            let _ = text.parse::<Date>();
            let _ = text.parse::<TimeOfDay>();
        }

        #[test]
        fn a_time_of_day_survives_its_text(hour in 0u8..24, minute in 0u8..60) {
            let time = TimeOfDay::new(hour, minute).unwrap();
            prop_assert_eq!(time.to_string().parse::<TimeOfDay>(), Ok(time));
        }

        #[test]
        fn the_previous_day_is_one_day_earlier(year in 1901u16..2200, month in 1u8..=12, day in 1u8..=28) {
            let date = Date::new(year, month, day).unwrap();
            let before = date.previous().unwrap();
            prop_assert_eq!(date.days_since_1970() - before.days_since_1970(), 1);
        }

        #[test]
        fn the_next_day_is_one_day_later(year in 1900u16..2200, month in 1u8..=12, day in 1u8..=27) {
            let days = |day| Date::new(year, month, day).unwrap().days_since_1970();
            prop_assert_eq!(days(day + 1) - days(day), 1);
        }
    }
}
