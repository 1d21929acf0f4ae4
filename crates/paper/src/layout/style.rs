//! The page and its type. Lengths in points.

use crate::model::{HeadingLevel, Tone};
use crate::text::Style;

pub(super) const MM: f32 = 72.0 / 25.4;

pub(crate) const PAGE_WIDTH: f32 = 210.0 * MM;
pub(crate) const PAGE_HEIGHT: f32 = 297.0 * MM;
pub(crate) const MARGIN: f32 = 20.0 * MM;
pub(crate) const CONTENT_WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
pub(crate) const CONTENT_HEIGHT: f32 = PAGE_HEIGHT - 2.0 * MARGIN;
/// Top of the line at the foot of a page.
pub(crate) const FOOT_TOP: f32 = PAGE_HEIGHT - 14.0 * MM;

/// Where numbers of headings stand, and what is under them is set in by.
pub(super) const NUMBER_WIDTH: f32 = 26.0;
/// Where dots and boxes stand before their text.
pub(super) const BOX_WIDTH: f32 = 21.0;
/// The side of a box to tick: 4 mm.
pub(super) const BOX_SIDE: f32 = 4.0 * MM;
/// Room to write one line by hand: 9 mm.
pub(super) const WRITING_HEIGHT: f32 = 9.0 * MM;
/// Cells above this height may be cut by a page break.
pub(super) const TALL_CELL: f32 = CONTENT_HEIGHT / 3.0;

pub(super) const BODY: Style = Style { size_pt: 11.5, is_bold: false, leading: 1.4, grey: 0.0 };
pub(super) const STRONG: Style = Style { is_bold: true, ..BODY };
pub(super) const NOTE: Style = Style { size_pt: 10.0, is_bold: false, leading: 1.4, grey: 0.25 };
pub(super) const COLUMN: Style = Style { size_pt: 10.0, is_bold: true, leading: 1.25, grey: 0.0 };
pub(super) const PRODUCT: Style = Style { size_pt: 15.0, is_bold: true, leading: 1.3, grey: 0.0 };
pub(crate) const FOOT: Style = Style { size_pt: 9.5, is_bold: false, leading: 1.3, grey: 0.25 };

/// A photo of three by four, and what is left free beside it.
pub(crate) const PHOTO_WIDTH: f32 = 26.0 * MM;
pub(crate) const PHOTO_HEIGHT: f32 = PHOTO_WIDTH * 4.0 / 3.0;
pub(super) const PHOTO_GAP: f32 = 8.0 * MM;

pub(super) const SENDER: Style = Style { size_pt: 8.0, is_bold: false, leading: 1.35, grey: 0.0 };
pub(super) const RECIPIENT: Style = Style { size_pt: 9.5, is_bold: false, leading: 1.3, grey: 0.0 };
pub(super) const CODE: Style = Style { size_pt: 24.0, is_bold: true, leading: 1.3, grey: 0.0 };

/// The window of a DL envelope, as an A4 sheet folded in three shows it wherever it slides to: from the start edge and from
/// the top of the page.
pub(super) const WINDOW_LEFT: f32 = 108.0 * MM;
pub(super) const WINDOW_TOP: f32 = 52.0 * MM;
pub(super) const WINDOW_BOTTOM: f32 = 86.0 * MM;
pub(super) const WINDOW_WIDTH: f32 = 82.0 * MM;

pub(super) const HAIRLINE: f32 = 0.75;
pub(super) const ROW_GREY: f32 = 0.65;
pub(super) const WRITING_GREY: f32 = 0.35;

/// The type of a heading, and the space before it.
pub(super) fn heading(level: HeadingLevel) -> (Style, f32) {
    let style = |size_pt, leading| Style { size_pt, is_bold: true, leading, grey: 0.0 };
    match level {
        HeadingLevel::Title => (style(27.0, 1.2), 14.0),
        HeadingLevel::Section => (style(17.0, 1.25), 20.0),
        HeadingLevel::Item => (style(12.0, 1.35), 13.0),
    }
}

/// The type of a paragraph, and the space before it.
pub(super) const fn paragraph(tone: Tone) -> (Style, f32) {
    match tone {
        Tone::Lead => (Style { size_pt: 13.5, ..BODY }, 6.0),
        Tone::Plain => (BODY, 6.0),
        Tone::Strong => (STRONG, 6.0),
        Tone::Note => (NOTE, 3.0),
    }
}
