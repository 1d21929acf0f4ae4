//! The clocks of the French départements.

use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

macro_rules! zones {
    ($($name:ident = $text:tt),+ $(,)?) => {
        /// Where a venue's clock is: an IANA zone of a French département. On the wire and in content its IANA name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Zone { $(#[serde(rename = $text)] $name),+ }

        impl Zone {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The IANA name ("Indian/Reunion").
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

zones! {
    Paris = "Europe/Paris",
    Guadeloupe = "America/Guadeloupe",
    Martinique = "America/Martinique",
    Guyane = "America/Cayenne",
    Reunion = "Indian/Reunion",
    Mayotte = "Indian/Mayotte",
}

/// Why a text is not a [`Zone`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAZone;

impl fmt::Display for NotAZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a zone is the IANA name of a clock in France or overseas")
    }
}

impl core::error::Error for NotAZone {}

impl FromStr for Zone {
    type Err = NotAZone;
    fn from_str(text: &str) -> Result<Self, NotAZone> {
        Self::ALL.iter().copied().find(|zone| zone.as_str() == text).ok_or(NotAZone)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
