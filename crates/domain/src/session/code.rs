//! A one-time code by SMS or e-mail: where it is sent, how it is written, how often it is asked for and tried (trust.md, "Sign-in").

use crate::messages::{Channel, Email, Phone, Reach, ReachProblem, read_reach};
use crate::time::Timestamp;
use core::fmt;
use core::str::FromStr;

/// Digits of a code.
pub const CODE_DIGITS: usize = 6;

/// How long a code works, in minutes.
pub const CODE_MINUTES: u32 = 10;

/// How many tries of a code are compared, the right one included.
pub const CODE_TRIES: u64 = 3;

/// How many codes the same device may ask for, for the same person, within [`CODES_WITHIN_S`].
pub const CODES_WITHIN: u32 = 5;

/// For so long a code counts that was asked for, in seconds.
pub const CODES_WITHIN_S: i64 = 3600;

/// When a code that is asked for now works no more.
pub const fn code_ends_at(asked_at: Timestamp) -> Timestamp {
    asked_at.plus_s(CODE_MINUTES as i64 * 60)
}

/// Whether a try is compared. `n_tries` counts it: whoever tries is counted before anything is compared.
pub fn may_compare(n_tries: u64, ends_at: Timestamp, now: Timestamp) -> bool {
    n_tries <= CODE_TRIES && now < ends_at
}

/// Where someone wants a code, as they typed it. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub enum CodeAddress {
    Sms(Phone),
    Email(Email),
}

impl CodeAddress {
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Sms(_) => Channel::Sms,
            Self::Email(_) => Channel::Email,
        }
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Sms(phone) => phone.as_str(),
            Self::Email(email) => email.as_str(),
        }
    }
}

impl fmt::Debug for CodeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeAddress(hidden)")
    }
}

/// Reads a number that gets text messages, or an address.
///
/// # Errors
/// What does not go with it.
pub fn read_code_address(by: Channel, typed: &str) -> Result<CodeAddress, ReachProblem> {
    let (phone, email, missing) = match by {
        Channel::Sms => (typed, "", ReachProblem::PhoneMissing),
        Channel::Email => ("", typed, ReachProblem::EmailMissing),
    };
    let problem = |problems: Vec<ReachProblem>| problems.first().copied().unwrap_or(missing);
    match read_reach(phone, email, Some(by)).map_err(problem)? {
        Reach { phone: Some(phone), .. } => Ok(CodeAddress::Sms(phone)),
        Reach { email: Some(email), .. } => Ok(CodeAddress::Email(email)),
        Reach { .. } => Err(missing),
    }
}

/// Six digits. `Debug` hides them.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode(String);

/// Why a text is not a [`OneTimeCode`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeProblem {
    Empty,
    /// It has other signs than digits, or not six of them.
    NotSixDigits,
}

impl OneTimeCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Makes a code from random bits; of 2⁶⁴ numbers the remainder favours no code by more than one in 10¹³.
    pub fn from_bits(bits: u64) -> Self {
        Self(format!("{:0width$}", bits % 10_u64.pow(6), width = CODE_DIGITS))
    }
}

impl FromStr for OneTimeCode {
    type Err = CodeProblem;

    /// Spaces and dashes are forgiven.
    fn from_str(text: &str) -> Result<Self, CodeProblem> {
        let code: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        match code.len() {
            0 => Err(CodeProblem::Empty),
            CODE_DIGITS if code.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Self(code)),
            _ => Err(CodeProblem::NotSixDigits),
        }
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode(hidden)")
    }
}

#[cfg(test)]
mod tests;
