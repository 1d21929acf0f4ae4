//! What is on a ticket: six characters that can be read out, and the digest by which a door knows them.

use crate::ids::ForumId;
use crate::session::{CARD_ALPHABET, QR_MARK, read_code};
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How many characters a ticket has: 30 bits. Of 7,000 tickets, one guess in 153,000 finds one, and each guess is made
/// in front of someone at a door (decision 17).
pub const CODE_CHARS: usize = 6;

/// The code of a ticket: six characters of the alphabet of the access cards. Says nothing about anyone.
///
/// `Debug` hides it, so that it cannot reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TicketCode(String);

/// Why a text is not a [`TicketCode`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACode;

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a ticket code is six of 0-9 A-Z without I, L, O and U")
    }
}

impl core::error::Error for NotACode {}

impl TicketCode {
    /// The six characters without a separator.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed and read aloud: two groups of three.
    pub fn groups(&self) -> (&str, &str) {
        self.0.split_at(CODE_CHARS / 2)
    }

    /// What the QR code holds: `MT:7K4XQ2`, all in the small alphabet of QR codes.
    pub fn qr_text(&self) -> String {
        [QR_MARK, &self.0].concat()
    }

    /// The ticket in what a camera has read. `None` for any other QR code.
    pub fn of_qr_text(text: &str) -> Option<Self> {
        text.strip_prefix(QR_MARK)?.parse().ok()
    }

    /// Makes a code from six numbers, each taken modulo 32; randomness is the caller's.
    pub fn from_numbers(numbers: [u8; CODE_CHARS]) -> Self {
        Self(numbers.iter().map(|n| char::from(CARD_ALPHABET[usize::from(n % 32)])).collect())
    }
}

impl FromStr for TicketCode {
    type Err = NotACode;

    /// Forgives what people type: lower case, spaces and dashes, `O` for `0`, `I` and `L` for `1`.
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let code = read_code(text).map_err(|_| NotACode)?;
        if code.len() == CODE_CHARS { Ok(Self(code)) } else { Err(NotACode) }
    }
}

impl TryFrom<String> for TicketCode {
    type Error = NotACode;
    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<TicketCode> for String {
    fn from(code: TicketCode) -> String {
        code.0
    }
}

impl fmt::Debug for TicketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TicketCode(hidden)")
    }
}

#[cfg(feature = "openapi")]
crate::openapi::text_schema!(TicketCode, "six of 0-9 A-Z without I, L, O and U", r"^[0-9A-HJKMNP-TV-Z]{6}$");

/// What a door knows of a ticket: 64 bits of the SHA-256 of forum and code, as 16 hex digits. It opens nothing at
/// another forum; it is no secret kept from a machine that tries every code (decision 17).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TicketDigest(String);

const DIGEST_BYTES: usize = 8;

impl TicketDigest {
    pub fn of(forum: &ForumId, code: &TicketCode) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let hash = Sha256::digest([forum.as_str(), ":", code.as_str()].concat());
        let digits = hash.iter().take(DIGEST_BYTES).flat_map(|byte| [byte >> 4, byte & 15]);
        Self(digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TicketDigest {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let is_digest = text.len() == 2 * DIGEST_BYTES
            && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if is_digest { Ok(Self(text.to_owned())) } else { Err(NotACode) }
    }
}

impl TryFrom<String> for TicketDigest {
    type Error = NotACode;
    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<TicketDigest> for String {
    fn from(digest: TicketDigest) -> String {
        digest.0
    }
}

#[cfg(feature = "openapi")]
crate::openapi::text_schema!(TicketDigest, "16 hex digits", r"^[0-9a-f]{16}$");
