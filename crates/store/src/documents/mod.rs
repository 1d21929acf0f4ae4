//! Files that people hand in: how far each has come, its bytes on the way, who may open it, what is left to do.
//!
//! **Invariant:** a chunk and the count of received bytes are one commit; a file that is kept or refused and the end of its
//! chunks are one commit.
//! **Invariant:** a newer version has the shares of the older one from the commit that makes it open to others, and the older one has
//! none from that commit on.
//! **Invariant:** only who holds a [`Claim`] changes what is checked or scanned, and only while it holds.

mod company;
mod document;
mod shared;
mod upload;
mod versions;
mod work;

pub use company::{ForCompany, TalkedWith};
pub use document::{Document, NewDocument, OpenedBy};
pub use upload::{KeptChunk, NewChunk};
pub use work::{Claim, Outcome};

use crate::row::word_table;
use domain::documents::{DocumentKind, DocumentState, FileRefusal, Scan};

word_table! {
    DocumentState { Receiving = "receiving", Checking = "checking", Kept = "kept", Refused = "refused" }
}

word_table! { DocumentKind { Pdf = "pdf", Docx = "docx", Odt = "odt", Jpeg = "jpeg", Png = "png" } }

word_table! { Scan { Waiting = "waiting", Clean = "clean" } }

word_table! {
    FileRefusal {
        Unknown = "unknown",
        OldOffice = "old-office",
        Heic = "heic",
        NameDiffers = "name-differs",
        Protected = "protected",
        HasProgram = "has-program",
        HasFiles = "has-files",
        FetchesMore = "fetches-more",
        TooBigInside = "too-big-inside",
        Broken = "broken",
        Changed = "changed",
        Infected = "infected",
    }
}
