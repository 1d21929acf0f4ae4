//! Signing in: the access card, the date of birth, the one-time code, and how long to wait after wrong tries.

mod code;

pub use code::{
    CODE_DIGITS, CODE_MINUTES, CODE_TRIES, CODES_WITHIN, CODES_WITHIN_S, CodeAddress, CodeProblem,
    OneTimeCode, code_ends_at, may_compare, read_code_address,
};

use crate::time::Date;
use crate::words::words;
use core::fmt;
use core::str::FromStr;

/// Characters on an access card: Crockford's base 32, without I, L, O and U (trust.md, "Sign-in").
pub const CARD_ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many characters a card has: 50 bits.
pub const CARD_CHARS: usize = 10;

words! {
    /// How a person agreed to fill in together with someone at the desk (R4).
    Agreement {
        /// They typed their card and their date of birth and pressed the button themselves.
        Hand = "hand",
        /// They said yes aloud, and whoever is at the desk typed for them.
        Spoken = "spoken",
    }
}

/// What the QR codes of cards and tickets begin with, so that a camera can tell them from any other.
pub(crate) const QR_MARK: &str = "MT:";

/// The code of an access card, as printed: ten characters of [`CARD_ALPHABET`].
///
/// Reading forgives what people type: lower case, spaces and dashes, `O` for `0`, `I` and `L` for `1`.
/// `Debug` hides the code, so that it cannot reach a log.
#[derive(Clone, PartialEq, Eq)]
pub struct CardCode(String);

/// Why a text is not a card code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardProblem {
    Empty,
    /// This many characters are missing.
    TooShort {
        n_missing: usize,
    },
    /// This many characters are too many.
    TooLong {
        n_extra: usize,
    },
    /// This character is on no card.
    BadChar {
        found: char,
    },
}

impl CardCode {
    /// The ten characters without a separator.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed and read aloud: `7K4M9-2PXQ8`.
    pub fn grouped(&self) -> String {
        let (left, right) = self.0.split_at(CARD_CHARS / 2);
        format!("{left}-{right}")
    }

    /// What the QR code of a card holds: `MT:7K4M92PXQ8`, all in the small alphabet of QR codes.
    pub fn qr_text(&self) -> String {
        [QR_MARK, &self.0].concat()
    }

    /// The card in what a camera has read. `None` for any other QR code, a ticket's too, which is shorter.
    pub fn of_qr_text(text: &str) -> Option<Self> {
        text.strip_prefix(QR_MARK)?.parse().ok()
    }

    /// Makes a code from ten numbers, each taken modulo 32; randomness is the caller's.
    pub fn from_numbers(numbers: [u8; CARD_CHARS]) -> Self {
        Self(numbers.iter().map(|n| char::from(CARD_ALPHABET[usize::from(n % 32)])).collect())
    }
}

impl FromStr for CardCode {
    type Err = CardProblem;

    fn from_str(text: &str) -> Result<Self, CardProblem> {
        let code = read_code(text).map_err(|found| CardProblem::BadChar { found })?;
        match code.len() {
            0 => Err(CardProblem::Empty),
            n if n < CARD_CHARS => Err(CardProblem::TooShort { n_missing: CARD_CHARS - n }),
            n if n > CARD_CHARS => Err(CardProblem::TooLong { n_extra: n - CARD_CHARS }),
            _ => Ok(Self(code)),
        }
    }
}

/// The characters of [`CARD_ALPHABET`] in what someone typed, however many there are.
///
/// # Errors
/// The first character that no code has.
pub(crate) fn read_code(text: &str) -> Result<String, char> {
    let typed = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '.' | '_'));
    typed.map(read_char).collect()
}

fn read_char(found: char) -> Result<char, char> {
    let c = match found.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    if c.is_ascii() && CARD_ALPHABET.contains(&(c as u8)) { Ok(c) } else { Err(found) }
}

impl fmt::Debug for CardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardCode(hidden)")
    }
}

/// Why three fields are not a date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BirthDateProblem {
    Empty,
    /// The day field is not 1 to 31.
    BadDay,
    BadMonth,
    /// The year has not four digits, or lies before 1900 or in the future.
    BadYear,
    /// Each field is possible but the day does not exist ("31 février").
    NoSuchDay,
}

/// Reads a date of birth from three typed fields. `this_year` is the present year.
///
/// # Errors
/// The first [`BirthDateProblem`], in the order day, month, year.
pub fn read_birth_date(day: &str, month: &str, year: &str, this_year: u16) -> Result<Date, BirthDateProblem> {
    let (day, month, year) = (day.trim(), month.trim(), year.trim());
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Err(BirthDateProblem::Empty);
    }
    let small = |text: &str, max: u8| text.parse::<u8>().ok().filter(|n| (1..=max).contains(n));
    let day = small(day, 31).ok_or(BirthDateProblem::BadDay)?;
    let month = small(month, 12).ok_or(BirthDateProblem::BadMonth)?;
    let year = year.parse::<u16>().ok().filter(|y| (1900..=this_year).contains(y));
    let year = year.ok_or(BirthDateProblem::BadYear)?;
    Date::new(year, month, day).map_err(|_| BirthDateProblem::NoSuchDay)
}

/// Seconds to wait after the n-th failure in a row: none before the third, then 1, 2, 4 … up to 60
/// (trust.md, "Sign-in"). Slow enough for a guesser, short enough that no stranger can lock a person out.
pub fn wait_after_failures_s(n_failures: u32) -> u32 {
    match n_failures.checked_sub(3) {
        None => 0,
        Some(doublings) => 1u32.checked_shl(doublings).unwrap_or(60).clamp(1, 60),
    }
}

#[cfg(test)]
mod tests;
