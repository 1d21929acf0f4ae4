//! A paper as a list of blocks: what it says, not where it stands.

use domain::questionnaire::Level;
use std::sync::Arc;

/// One document of A4 pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// BCP 47 tag of every text in it; right-to-left languages turn the whole page.
    pub language: String,
    /// Shown by the reader's window, and the name of the file's content for a screen reader.
    pub title: String,
    /// At the foot of each page, at the start.
    pub foot: String,
    /// At the foot of each page, at the end: `{page}`, `{pages}`.
    pub page_label: String,
    /// What a box to tick is called when the paper is read aloud.
    pub box_name: String,
    /// Size of the type and of the space between, in hundredths: 100 is what everyone reads with ease.
    pub percent: u8,
    pub blocks: Vec<Block>,
}

/// A piece of a document. Texts have no mark-up; line feeds in them become spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The open hand with its dot, and the product's name beside it.
    Mark(String),
    /// What shows through the window of an envelope, and who sends it beside. Right after the mark, at the top of a page.
    Envelope(Envelope),
    /// A code to type, and the same for a camera.
    Code(Code),
    Heading {
        level: HeadingLevel,
        /// Stands in the margin of the numbers ("12", "A").
        number: Option<String>,
        text: String,
    },
    Paragraph(Tone, String),
    List(ListKind, Vec<String>),
    /// A term and what is said of it, in two columns.
    Rows(Vec<Row>),
    /// A term and, below, what is said of it.
    Stacked(Vec<Row>),
    /// Answers to tick with a pen.
    Options(BoxShape, Vec<String>),
    /// Room to write by hand, after its label.
    WritingLines {
        label: Option<String>,
        n_lines: u8,
    },
    /// One box to tick for each row and column.
    Grid(Grid),
    /// Set in from the start edge, under a heading's number.
    Inset(Vec<Block>),
    /// What a document begins with, and a photo at the end side of it. A few lines: no page break passes through.
    Portrait(Picture, Vec<Block>),
    /// On one page, if one page can hold it.
    KeepTogether(Vec<Block>),
    /// A thin line over the whole width.
    Rule,
    PageBreak,
}

/// A photo, 26 mm wide on paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// A JPEG, three wide for four high. Only what is printed needs it.
    pub jpeg: Arc<[u8]>,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// Without the picture: it is someone's face.
impl core::fmt::Debug for Picture {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Picture(hidden)")
    }
}

/// Lines of an A4 sheet that is folded in three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    pub from: Vec<String>,
    pub to: Vec<String>,
}

/// A code that is large on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Over it: what it is.
    pub term: String,
    /// As one types it.
    pub text: String,
    /// The rows of its QR code, `#` for black; at most 32 of them.
    pub qr: Vec<String>,
    /// What the QR code is called when the paper is read aloud.
    pub name: String,
}

/// How deep a heading is. A document has one [`HeadingLevel::Title`]; letters that are printed together have one each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingLevel {
    Title,
    Section,
    Item,
}

/// How a paragraph speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Under a title.
    Lead,
    Plain,
    Strong,
    /// A detail beside the main thing.
    Note,
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    Dots,
    Numbers,
}

/// The shape says how many may be ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxShape {
    /// One.
    Circle,
    /// One or more.
    Square,
}

/// A term with what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    pub term: String,
    /// One line each, at least one.
    pub values: Vec<String>,
    /// Drawn before the values.
    pub road: Option<Level>,
    /// Smaller, under the values.
    pub notes: Vec<String>,
}

/// Rows by columns of boxes to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Over the rows' names.
    pub corner: String,
    /// The words of each column, and the road drawn above them.
    pub columns: Vec<(Level, String)>,
    pub rows: Vec<GridRow>,
}

/// One row of a [`Grid`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    pub number: String,
    pub text: String,
    pub note: String,
}
