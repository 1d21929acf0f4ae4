//! The faces that papers are set in, embedded: Noto Sans, and its Arabic.

use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{FontContext, FontData};
use std::sync::{Arc, LazyLock};

/// Families in the order in which a character is looked for.
pub(super) const FAMILIES: [&str; 2] = ["Noto Sans", "Noto Sans Arabic"];

const FILES: [&[u8]; 4] = [
    include_bytes!("../../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansArabic-Bold.ttf"),
];

/// The first files are Noto Sans.
const N_LATIN_FILES: usize = 2;
pub(super) const LATIN_REPLACEMENT: u32 = 569;
const ARABIC_SPACE: u32 = 3;

/// One of the embedded faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Face(usize);

struct Faces {
    context: FontContext,
    /// The id of each file's data, in the order of [`FILES`].
    ids: Vec<u64>,
    fonts: Vec<Font>,
}

static FACES: LazyLock<Faces> = LazyLock::new(|| {
    let options = CollectionOptions { shared: false, system_fonts: false };
    let mut collection = Collection::new(options);
    let mut ids = Vec::new();
    let mut fonts = Vec::new();
    for file in FILES {
        let blob = Blob::new(Arc::new(file));
        ids.push(blob.id());
        collection.register_fonts(blob, None);
        fonts.push(Font::new(file.into(), 0).expect("BUG: the embedded faces are fonts"));
    }
    Faces { context: FontContext { collection, source_cache: SourceCache::default() }, ids, fonts }
});

/// A context that knows the embedded faces and no others.
pub(super) fn context() -> FontContext {
    FACES.context.clone()
}

/// Which face a shaped run is in.
pub(super) fn of(data: &FontData) -> Face {
    let at = FACES.ids.iter().position(|id| *id == data.data.id());
    Face(at.expect("BUG: only embedded faces are registered"))
}

impl Face {
    pub(crate) fn font(self) -> Font {
        FACES.fonts[self.0].clone()
    }

    /// The glyph that stands for a character that no face has: U+FFFD in Noto Sans, a space in its Arabic.
    pub(super) const fn replacement(self) -> u32 {
        if self.0 < N_LATIN_FILES { LATIN_REPLACEMENT } else { ARABIC_SPACE }
    }
}
