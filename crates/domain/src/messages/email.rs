//! An e-mail address, as strictly as needed to send to it and no more.

use core::fmt;
use core::str::FromStr;

/// The longest address (RFC 5321, 4.5.3.1.3, erratum 1690).
pub const EMAIL_MAX_CHARS: usize = 254;

/// An address in ASCII, its domain in small letters. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(hidden)")
    }
}

/// Why a text is not an [`Email`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnEmail;

impl fmt::Display for NotAnEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an address is name@domain.country")
    }
}

impl core::error::Error for NotAnEmail {}

impl Email {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    /// Spaces around it are forgiven.
    fn from_str(text: &str) -> Result<Self, NotAnEmail> {
        let text = text.trim();
        let (name, domain) = text.rsplit_once('@').ok_or(NotAnEmail)?;
        // The signs that mail providers give out (HTML, "valid e-mail address"), and dots where RFC 5321 has them.
        let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
        let is_name = (1..=64).contains(&name.len())
            && name.bytes().all(is_sign)
            && !name.split('.').any(str::is_empty);
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let last = domain.rsplit('.').next().unwrap_or_default();
        let is_domain = domain.contains('.')
            && domain.split('.').all(is_label)
            && last.len() >= 2
            && !last.bytes().all(|byte| byte.is_ascii_digit());
        if is_name && is_domain && text.len() <= EMAIL_MAX_CHARS {
            Ok(Self([name, "@", &domain.to_ascii_lowercase()].concat()))
        } else {
            Err(NotAnEmail)
        }
    }
}
