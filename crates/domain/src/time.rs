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

    proptest! {
        #[test]
        fn a_date_survives_its_text(year in 1900u16..2200, month in 1u8..=12, day in 1u8..=28) {
            let date = Date::new(year, month, day).unwrap();
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        }

        #[test]
        fn any_text_is_a_date_or_refused_without_panic(text in ".{0,12}") {
            let _ = text.parse::<Date>();
        }
    }
}
