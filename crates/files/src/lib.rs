//! What a file that a person hands in is, by its content, and whether it can be kept (trust.md, "Files").
//!
//! [`check`] is a function of bytes. It reads what strangers have written, so it must run where running out of memory or time
//! harms nobody: `main-tendue check-file`, a process with limits of its own. It does not look for viruses. [`draw_pages`]
//! reads no less, and runs in another (`main-tendue draw-pages`): what happens to a picture never happens to the file. So does
//! [`draw_portrait`].
//!
//! Must never know: HTTP, SQL, the network, files on a disk, a person.
//!
//! **Invariant:** what is kept of a picture was drawn by us: place, camera and whatever hides in a picture are gone.
//!
//! To add a kind: `domain::documents::DocumentKind`, its first bytes in [`look_at`], a module beside `pdf`, hostile files in
//! `crates/server/tests/documents/hostile`.

mod office;
mod package;
mod pages;
mod pdf;
mod picture;
mod portrait;
mod xml;

pub use pages::draw_pages;
pub use portrait::draw_portrait;

use domain::documents::{DocumentKind, FileRefusal};

/// A file that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub kind: DocumentKind,
    /// What to keep in place of what came.
    pub rewritten: Option<Vec<u8>>,
}

/// Looks at the content of a file whose name ends with `extension` (lower case, may be empty).
///
/// # Errors
/// Why it is not kept.
pub fn check(bytes: &[u8], extension: &str) -> Result<Checked, FileRefusal> {
    let kind = look_at(bytes)?;
    if !kind.goes_with(extension) {
        return Err(FileRefusal::NameDiffers);
    }
    let rewritten = match kind {
        DocumentKind::Pdf => pdf::check(bytes).map(|()| None),
        DocumentKind::Docx => office::check_docx(bytes).map(|()| None),
        DocumentKind::Odt => office::check_odt(bytes).map(|()| None),
        DocumentKind::Jpeg | DocumentKind::Png => picture::redraw(bytes, kind).map(Some),
    };
    Ok(Checked { kind, rewritten: rewritten? })
}

/// Whether these first bytes are those of a picture, which needs room for all its points.
pub fn is_picture(first: &[u8]) -> bool {
    matches!(look_at(first), Ok(DocumentKind::Jpeg | DocumentKind::Png))
}

/// The kind by the first bytes; of a package, by what is in it.
fn look_at(bytes: &[u8]) -> Result<DocumentKind, FileRefusal> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Ok(DocumentKind::Pdf),
        [0xff, 0xd8, 0xff, ..] => Ok(DocumentKind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(DocumentKind::Png),
        [b'P', b'K', 3, 4, ..] => office::kind_of_package(bytes),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => Err(office::kind_of_compound(bytes)),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => Err(match brand {
            [b'h', b'e', b'i' | b'v', ..] | [b'm', b'i', b'f', b'1', ..] => FileRefusal::Heic,
            _ => FileRefusal::Unknown,
        }),
        _ => Err(FileRefusal::Unknown),
    }
}
