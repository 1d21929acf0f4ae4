//! A telephone number as people write it, kept in one form.

use core::fmt;
use core::str::FromStr;

/// A number in international form ("+33612345678"). `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(hidden)")
    }
}

/// Why a text is not a [`Phone`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPhone;

impl fmt::Display for NotAPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number has ten digits and begins with 0, or begins with + and a country")
    }
}

impl core::error::Error for NotAPhone {}

/// Where French numbers of ten digits belong: what they begin with after the 0, and the country code. Overseas first.
/// (Arcep, plan national de numérotation, décision 2018-0881.)
const REGIONS: [(&[&str], &str); 5] = [
    (&["262", "263", "269", "639", "692", "693"], "262"),
    (&["590", "690", "691"], "590"),
    (&["594", "694"], "594"),
    (&["596", "696", "697"], "596"),
    (&[""], "33"),
];

/// Beginnings, after the country code, of French numbers that get text messages.
const MOBILE: [(&str, &[&str]); 5] = [
    ("262", &["639", "692", "693"]),
    ("590", &["690", "691"]),
    ("594", &["694"]),
    ("596", &["696", "697"]),
    ("33", &["6", "7"]),
];

/// Digits of a French number without its 0.
const N_NATIONAL: usize = 9;

impl Phone {
    /// "+33612345678"
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it can get text messages, as far as its digits tell: of numbers of other countries nothing is known.
    pub fn gets_sms(&self) -> bool {
        let Some((country, national)) = self.french() else { return true };
        let begins = MOBILE.iter().find(|(known, _)| *known == country);
        begins.is_some_and(|(_, begins)| begins.iter().any(|begin| national.starts_with(begin)))
    }

    /// As people read it: "06 12 34 56 78", or "+32471123456" for another country.
    pub fn shown(&self) -> String {
        let Some((_, national)) = self.french() else { return self.0.clone() };
        let mut shown = String::from("0");
        for (at, digit) in national.chars().enumerate() {
            if at % 2 == 1 {
                shown.push(' ');
            }
            shown.push(digit);
        }
        shown
    }

    fn french(&self) -> Option<(&'static str, &str)> {
        let digits = &self.0[1..];
        REGIONS.iter().find_map(|(_, country)| Some((*country, digits.strip_prefix(country)?)))
    }
}

impl FromStr for Phone {
    type Err = NotAPhone;

    /// Spaces, dots, dashes, brackets and slashes are forgiven, and so is "+33 (0)6…".
    fn from_str(text: &str) -> Result<Self, NotAPhone> {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '(' | ')' | '/'))
            .collect();
        let (is_international, digits) = match (text.strip_prefix('+'), text.strip_prefix("00")) {
            (Some(digits), _) | (None, Some(digits)) => (true, digits),
            (None, None) => (false, text.as_str()),
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotAPhone);
        }
        if is_international {
            international(digits)
        } else {
            national(digits.strip_prefix('0').ok_or(NotAPhone)?)
        }
    }
}

fn national(digits: &str) -> Result<Phone, NotAPhone> {
    if digits.len() != N_NATIONAL || digits.starts_with('0') {
        return Err(NotAPhone);
    }
    let region = REGIONS.iter().find(|(begins, _)| begins.iter().any(|begin| digits.starts_with(begin)));
    let (_, country) = region.ok_or(NotAPhone)?;
    Ok(Phone(["+", country, digits].concat()))
}

/// ITU-T E.164: fifteen digits at most, the first of the country code not 0.
fn international(digits: &str) -> Result<Phone, NotAPhone> {
    let of_france = REGIONS.iter().find_map(|(_, country)| digits.strip_prefix(country));
    match of_france {
        // Each French number has one form, whichever country code was written before it.
        Some(rest) => national(rest.strip_prefix('0').unwrap_or(rest)),
        None if (8..=15).contains(&digits.len()) && !digits.starts_with('0') => {
            Ok(Phone(["+", digits].concat()))
        }
        None => Err(NotAPhone),
    }
}
