//! How a person can be reached, which they say themselves or leave open.

use crate::messages::{Email, Phone};
use serde::{Deserialize, Serialize};

/// How someone wants to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Channel {
    Sms,
    Email,
}

/// How a person can be reached. Nothing of it is needed for anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    /// `None`: neither; they look for themselves, or are called.
    pub told_by: Option<Channel>,
}

/// What does not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReachProblem {
    /// No number can be read from it.
    PhoneUnreadable,
    /// A fixed line gets no text messages.
    PhoneWithoutSms,
    /// Text messages are wanted, and there is no number.
    PhoneMissing,
    EmailUnreadable,
    /// E-mails are wanted, and there is no address.
    EmailMissing,
}

impl ReachProblem {
    /// Whether it is about the number; otherwise it is about the address.
    pub const fn is_of_phone(self) -> bool {
        matches!(self, Self::PhoneUnreadable | Self::PhoneWithoutSms | Self::PhoneMissing)
    }
}

/// Reads what was typed; a field that is left empty is no number, no address.
///
/// # Errors
/// Everything that does not go, at most one problem for each field.
pub fn read_reach(phone: &str, email: &str, told_by: Option<Channel>) -> Result<Reach, Vec<ReachProblem>> {
    let phone: Option<Result<Phone, _>> = (!phone.trim().is_empty()).then(|| phone.parse());
    let email: Option<Result<Email, _>> = (!email.trim().is_empty()).then(|| email.parse());
    let wants = |channel| told_by == Some(channel);
    let of_phone = match &phone {
        Some(Err(_)) => Some(ReachProblem::PhoneUnreadable),
        Some(Ok(phone)) if wants(Channel::Sms) && !phone.gets_sms() => Some(ReachProblem::PhoneWithoutSms),
        None if wants(Channel::Sms) => Some(ReachProblem::PhoneMissing),
        Some(Ok(_)) | None => None,
    };
    let of_email = match &email {
        Some(Err(_)) => Some(ReachProblem::EmailUnreadable),
        None if wants(Channel::Email) => Some(ReachProblem::EmailMissing),
        Some(Ok(_)) | None => None,
    };
    let problems: Vec<ReachProblem> = of_phone.into_iter().chain(of_email).collect();
    if problems.is_empty() {
        Ok(Reach { phone: phone.and_then(Result::ok), email: email.and_then(Result::ok), told_by })
    } else {
        Err(problems)
    }
}
