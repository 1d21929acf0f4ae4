//! Text becomes lines of glyphs: shaping, bidirectional order and line breaks are Parley's.

mod clean;
mod face;

pub(crate) use clean::clean;
pub(crate) use face::Face;

use krilla::text::{GlyphId, KrillaGlyph};
use parley::{
    BaseDirection, FontFamily, FontFamilyName, FontWeight, Layout, LayoutContext, LineHeight, OverflowWrap,
    StyleProperty,
};
use std::borrow::Cow;
use std::rc::Rc;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    pub size_pt: f32,
    pub is_bold: bool,
    /// Line height over size.
    pub leading: f32,
    /// 0 is black, 1 white.
    pub grey: f32,
}

/// One line, ready to be drawn. Lengths in points.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The whole text; the glyphs know which part is theirs.
    pub text: Rc<str>,
    /// Without the spaces that hang over its end.
    pub width: f32,
    pub height: f32,
    /// From the line's top.
    pub baseline: f32,
    pub grey: f32,
    /// What the line says in logical order, when its glyphs do not stand in that order.
    pub spoken: Option<String>,
    pub runs: Vec<Run>,
}

/// Glyphs of one face.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub face: Face,
    pub size_pt: f32,
    /// From the line's left edge.
    pub x: f32,
    pub glyphs: Vec<KrillaGlyph>,
}

/// Sets texts of one document.
pub(crate) struct Typesetter {
    fonts: parley::FontContext,
    scratch: LayoutContext<()>,
    language: String,
    is_rtl: bool,
}

impl Typesetter {
    pub(crate) fn new(language: &str) -> Self {
        Self {
            fonts: face::context(),
            scratch: LayoutContext::new(),
            language: language.to_owned(),
            is_rtl: is_rtl(language),
        }
    }

    pub(crate) fn language(&self) -> &str {
        &self.language
    }

    pub(crate) const fn is_rtl(&self) -> bool {
        self.is_rtl
    }

    /// Lines no wider than `width_pt`; a word that is wider alone is broken inside. A text without a visible
    /// character has no line.
    pub(crate) fn lines(&mut self, text: &str, style: Style, width_pt: f32) -> Vec<Line> {
        let text: Rc<str> = clean(text, &self.language).into();
        if text.trim().is_empty() {
            return Vec::new();
        }
        let mut builder = self.scratch.ranged_builder(&mut self.fonts, &text, 1.0, false);
        builder.set_base_direction(if self.is_rtl { BaseDirection::Rtl } else { BaseDirection::Ltr });
        builder.push_default(StyleProperty::FontFamily(families()));
        builder.push_default(StyleProperty::FontSize(style.size_pt));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(style.leading)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        if style.is_bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        let mut layout: Layout<()> = builder.build(&*text);
        layout.break_all_lines(Some(width_pt));
        layout.lines().map(|line| self.line_of(&line, &text, style)).collect()
    }

    /// The width of `text` on one line.
    pub(crate) fn width(&mut self, text: &str, style: Style) -> f32 {
        self.lines(text, style, f32::MAX).first().map_or(0.0, |line| line.width)
    }

    fn line_of(&self, line: &parley::Line<'_, ()>, text: &Rc<str>, style: Style) -> Line {
        let metrics = line.metrics();
        let range = line.text_range();
        let is_turned = self.is_rtl || line.runs().any(|run| run.is_rtl());
        // Where directions mix, the space at the end of a line may stand anywhere in it: it is spoken, not drawn.
        let drawn_end =
            if is_turned { range.start + text[range.clone()].trim_end().len() } else { range.end };
        let (mut x, mut runs) = (0.0, Vec::new());
        for run in line.runs() {
            let face = face::of(run.font());
            let glyphs = glyphs_of(&run, face, style.size_pt, drawn_end);
            let advance: f32 = glyphs.iter().map(|glyph| glyph.x_advance * style.size_pt).sum();
            runs.push(Run { face, size_pt: style.size_pt, x, glyphs });
            x += advance;
        }
        Line {
            text: Rc::clone(text),
            width: if is_turned { x } else { x - metrics.hanging_advance },
            height: metrics.line_height,
            baseline: metrics.baseline - metrics.block_min_coord,
            grey: style.grey,
            spoken: is_turned.then(|| text[range].to_owned()),
            runs,
        }
    }
}

/// The glyphs of a run from left to right, up to `drawn_end` in its text. A character that no face has is drawn as
/// the replacement character; the text behind it stays what it was.
fn glyphs_of(run: &parley::Run<'_, ()>, face: Face, size_pt: f32, drawn_end: usize) -> Vec<KrillaGlyph> {
    let mut clusters: Vec<Vec<KrillaGlyph>> = Vec::new();
    for cluster in run.clusters() {
        let range = cluster.text_range();
        if range.start >= drawn_end {
            continue;
        }
        if cluster.is_ligature_continuation() {
            for glyph in clusters.last_mut().into_iter().flatten() {
                glyph.text_range.end = range.end;
            }
            continue;
        }
        let glyphs = cluster.glyphs().map(|glyph| {
            let is_missing = glyph.id == 0;
            KrillaGlyph::new(
                GlyphId::new(if is_missing { face.replacement() } else { glyph.id }),
                glyph.advance / size_pt,
                glyph.x / size_pt,
                glyph.y / size_pt,
                0.0,
                range.clone(),
                None,
            )
        });
        clusters.push(glyphs.collect());
    }
    if run.is_rtl() {
        clusters.reverse();
    }
    clusters.into_iter().flatten().collect()
}

fn families() -> FontFamily<'static> {
    let name = |name| FontFamilyName::Named(Cow::Borrowed(name));
    FontFamily::List(Cow::Owned(face::FAMILIES.map(name).to_vec()))
}

/// Whether a language is written from right to left.
fn is_rtl(language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or_default();
    matches!(primary, "ar" | "fa" | "ur" | "he" | "ps" | "ckb" | "ug" | "yi")
}

#[cfg(test)]
mod tests;
