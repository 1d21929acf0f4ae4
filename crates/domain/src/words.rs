//! Small closed sets, each with its word on the wire and in the store.

use core::fmt;

/// An enum whose variants are words: one list, read and written everywhere alike.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of_one:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$of_one])* $variant),+ }

        impl $name {
            /// The word on the wire and in the store.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::words::UnknownWord;
            fn from_str(word: &str) -> Result<Self, $crate::words::UnknownWord> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err($crate::words::UnknownWord) }
            }
        }
    };
}

pub(crate) use words;

/// No such word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownWord;

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown word of a closed set")
    }
}

impl core::error::Error for UnknownWord {}
