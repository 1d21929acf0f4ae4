//! Pages become a PDF: every mark on the page belongs to the structure or is an artifact.

mod ink;

use crate::labels::fill;
use crate::layout::lay_out;
use crate::layout::strip::{Content, Item};
use crate::layout::style::{CONTENT_HEIGHT, FOOT, FOOT_TOP, MARGIN, PAGE_HEIGHT, PAGE_WIDTH};
use crate::model::{Document, HeadingLevel};
use crate::pages::{Page, paginate};
use crate::tags::Tags;
use crate::text::{Line, Typesetter, clean};
use ink::{draw_line, draw_photo, draw_shape};
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect};
use krilla::metadata::{Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, SpanTag};

/// Why a document cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintError {
    /// What a PDF/UA file needs and this document lacks ("NoDocumentTitle"), for the log.
    pub reason: String,
}

impl core::fmt::Display for PrintError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "the paper cannot be written: {}", self.reason)
    }
}

impl core::error::Error for PrintError {}

/// The document as a PDF of A4 pages that says of itself that it follows PDF/UA-1 (ISO 14289-1). The same document
/// gives the same bytes.
///
/// # Errors
/// [`PrintError`] when the document has no title or no heading, or a photo in it is no JPEG.
pub fn print(document: &Document) -> Result<Vec<u8>, PrintError> {
    let mut set = Typesetter::new(&document.language);
    let (strips, tags) = lay_out(document, &mut set);
    let pages = paginate(strips, CONTENT_HEIGHT);
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .expect("BUG: PDF/UA-1 is a PDF 1.7");
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut pdf = krilla::Document::new_with(settings);
    pdf.set_metadata(metadata(document, set.is_rtl()));
    pdf.set_outline(outline(&pages));
    let mut sheet = Sheet { tags, is_rtl: set.is_rtl(), index: 0, broken: None };
    let n_pages = pages.len();
    for (index, page) in pages.iter().enumerate() {
        let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).expect("BUG: A4 is a page");
        let mut paper = pdf.start_page_with(size);
        let mut surface = paper.surface();
        sheet.index = index;
        for (top, strip) in page {
            for item in &strip.items {
                sheet.draw(&mut surface, item, MARGIN + top);
            }
        }
        let numbers = [("page", (index + 1).to_string()), ("pages", n_pages.to_string())];
        let label =
            fill(&document.page_label, &numbers.each_ref().map(|(name, value)| (*name, value.as_str())));
        sheet.draw_foot(&mut surface, &mut set, &document.foot, &label);
        surface.finish();
        paper.finish();
    }
    if let Some(reason) = sheet.broken {
        return Err(PrintError { reason });
    }
    pdf.set_tag_tree(sheet.tags.into_tree(&document.language));
    pdf.finish().map_err(|error| PrintError { reason: format!("{error:?}") })
}

/// The document in the largest of a few sizes in which it is one page; in its own size when none is.
pub fn on_one_page(document: Document) -> Document {
    /// At 80, letters of 11.5 points are 9.2.
    const SIZES: [u8; 6] = [100, 96, 92, 88, 84, 80];
    on_pages(document, 1, &SIZES)
}

/// So many letters, each on its page, in large type: the largest of a few sizes in which none needs a second one.
pub fn a_page_each(document: Document, n_letters: usize) -> Document {
    /// At 130, letters of 11.5 points are 15.
    const SIZES: [u8; 4] = [130, 120, 110, 100];
    on_pages(document, n_letters, &SIZES)
}

fn on_pages(document: Document, n_pages: usize, sizes: &[u8]) -> Document {
    let mut set = Typesetter::new(&document.language);
    let mut fits = |percent: u8| {
        let (strips, _) = lay_out(&Document { percent, ..document.clone() }, &mut set);
        paginate(strips, CONTENT_HEIGHT).len() <= n_pages
    };
    let percent = sizes.iter().copied().find(|percent| fits(*percent)).unwrap_or(document.percent);
    Document { percent, ..document }
}

fn metadata(document: &Document, is_rtl: bool) -> Metadata {
    let direction = if is_rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
    Metadata::new()
        .title(clean(&document.title, &document.language))
        .language(document.language.clone())
        .creator(document.foot.clone())
        .text_direction(direction)
}

/// The title, with the sections under it.
fn outline(pages: &[Page]) -> Outline {
    let mut nodes: Vec<OutlineNode> = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for (top, strip) in page {
            let Some((level, text)) = &strip.heading else { continue };
            let node =
                OutlineNode::new(text.clone(), XyzDestination::new(index, Point::from_xy(0.0, MARGIN + top)));
            match (level, nodes.last_mut()) {
                (HeadingLevel::Item, _) => {}
                (HeadingLevel::Section, Some(title)) => title.push_child(node),
                (HeadingLevel::Section, None) | (HeadingLevel::Title, _) => nodes.push(node.with_open(true)),
            }
        }
    }
    let mut outline = Outline::new();
    for node in nodes {
        outline.push_child(node);
    }
    outline
}

/// One page being drawn.
struct Sheet {
    tags: Tags,
    is_rtl: bool,
    index: usize,
    /// Why a photo could not be drawn.
    broken: Option<String>,
}

impl Sheet {
    /// Draws an item of a strip whose top is `top` points below the page's.
    fn draw(&mut self, surface: &mut Surface<'_>, item: &Item, top: f32) {
        let (width, height) = item.content.size();
        let (x, y) = (self.left(item.x, width), top + item.y);
        match &item.content {
            Content::Text(line, node) => {
                let span = SpanTag::empty().with_actual_text(line.spoken.as_deref());
                let leaf = surface.start_tagged(ContentTag::Span(span));
                draw_line(surface, line, x, y);
                surface.end_tagged();
                self.tags.attach(*node, leaf);
            }
            Content::Drawing(shape) => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                draw_shape(surface, *shape, x, y, self.is_rtl);
                surface.end_tagged();
            }
            Content::Figure { shape, node, alt } => {
                let leaf = surface.start_tagged(ContentTag::Other);
                draw_shape(surface, *shape, x, y, self.is_rtl);
                surface.end_tagged();
                self.tags.attach_figure(*node, alt.clone(), self.place(x, y, width, height), leaf);
            }
            Content::Photo(picture, node) => {
                let leaf = surface.start_tagged(ContentTag::Other);
                let drawn = draw_photo(surface, picture, (x, y), (width, height));
                surface.end_tagged();
                self.broken = self.broken.take().or(drawn.err());
                self.tags.attach_figure(*node, picture.alt.clone(), self.place(x, y, width, height), leaf);
            }
        }
    }

    fn place(&self, x: f32, y: f32, width: f32, height: f32) -> BBox {
        BBox::new(self.index, Rect::from_xywh(x, y, width, height).expect("BUG: a drawing has a size"))
    }

    /// The left edge of something `width` wide that stands `x` from the start edge.
    const fn left(&self, x: f32, width: f32) -> f32 {
        if self.is_rtl { PAGE_WIDTH - x - width } else { x }
    }

    /// The same on each page, so no part of what is read.
    fn draw_foot(&self, surface: &mut Surface<'_>, set: &mut Typesetter, foot: &str, page: &str) {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let half = (PAGE_WIDTH - 2.0 * MARGIN) / 2.0;
        let mut draw = |line: &Line, x: f32| draw_line(surface, line, self.left(x, line.width), FOOT_TOP);
        if let Some(line) = set.lines(foot, FOOT, half).first() {
            draw(line, MARGIN);
        }
        if let Some(line) = set.lines(page, FOOT, half).first() {
            draw(line, PAGE_WIDTH - MARGIN - line.width);
        }
        surface.end_tagged();
    }
}
