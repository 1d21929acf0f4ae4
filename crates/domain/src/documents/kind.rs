//! What a file is, by its content, and why one is not taken.

use serde::{Deserialize, Serialize};

/// The kinds that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DocumentKind {
    Pdf,
    Docx,
    Odt,
    Jpeg,
    Png,
}

impl DocumentKind {
    pub const ALL: &'static [Self] = &[Self::Pdf, Self::Docx, Self::Odt, Self::Jpeg, Self::Png];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
        }
    }

    /// The end of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            other => other.as_str(),
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }

    /// Whether its pages can be drawn. An office file has none before a program lays it out.
    pub const fn has_pages(self) -> bool {
        matches!(self, Self::Pdf | Self::Jpeg | Self::Png)
    }

    /// Whether a name that ends so may be the name of such a file. Pictures are written anew, so the one may be called by
    /// the other's name, as phones do; nothing else may pass for what it is not.
    pub fn goes_with(self, extension: &str) -> bool {
        match self {
            Self::Jpeg | Self::Png => matches!(extension, "" | "jpg" | "jpeg" | "jfif" | "png"),
            other => extension.is_empty() || extension == other.extension(),
        }
    }
}

/// Why a file is not kept. Each has words that say what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FileRefusal {
    /// None of the kinds that are taken.
    Unknown,
    /// A Word file from before 2007, or another office file of that age.
    OldOffice,
    /// A photo in Apple's format, which few computers open.
    Heic,
    /// The name says another kind than the content.
    NameDiffers,
    /// It opens with a password only.
    Protected,
    /// It holds a program: macros, scripts, forms that send.
    HasProgram,
    /// It holds other files.
    HasFiles,
    /// It would fetch something from elsewhere when opened.
    FetchesMore,
    /// Unpacked it is larger than any CV.
    TooBigInside,
    /// It cannot be read to its end.
    Broken,
    /// What has arrived is not what was announced.
    Changed,
    /// The antivirus has found something.
    Infected,
}

impl FileRefusal {
    pub const ALL: &'static [Self] = &[
        Self::Unknown,
        Self::OldOffice,
        Self::Heic,
        Self::NameDiffers,
        Self::Protected,
        Self::HasProgram,
        Self::HasFiles,
        Self::FetchesMore,
        Self::TooBigInside,
        Self::Broken,
        Self::Changed,
        Self::Infected,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::OldOffice => "old-office",
            Self::Heic => "heic",
            Self::NameDiffers => "name-differs",
            Self::Protected => "protected",
            Self::HasProgram => "has-program",
            Self::HasFiles => "has-files",
            Self::FetchesMore => "fetches-more",
            Self::TooBigInside => "too-big-inside",
            Self::Broken => "broken",
            Self::Changed => "changed",
            Self::Infected => "infected",
        }
    }
}
