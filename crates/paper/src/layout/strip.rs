//! Strips: what a page break may pass between but not through.

use super::style::{PHOTO_HEIGHT, PHOTO_WIDTH};
use crate::model::{HeadingLevel, Picture};
use crate::shape::Shape;
use crate::tags::NodeId;
use crate::text::Line;

/// A horizontal strip of content. Lengths in points; x runs from the start edge of the page, y from the strip's top.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    /// Space before it, dropped at the top of a page.
    pub gap: f32,
    pub height: f32,
    pub items: Vec<Item>,
    /// Stays on one page with the strip after it, if one page can hold both.
    pub keeps_next: bool,
    pub starts_page: bool,
    /// Where the reader's table of contents leads.
    pub heading: Option<(HeadingLevel, String)>,
}

/// Something drawn in a strip.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub x: f32,
    pub y: f32,
    pub content: Content,
}

#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Words that belong to a node; its y is the line's top.
    Text(Line, NodeId),
    /// A drawing without a meaning of its own.
    Drawing(Shape),
    /// A drawing that says something, in words for those who do not see it.
    Figure {
        shape: Shape,
        node: NodeId,
        alt: String,
    },
    Photo(Picture, NodeId),
}

impl Content {
    /// Width and height.
    pub(crate) fn size(&self) -> (f32, f32) {
        match self {
            Self::Text(line, _) => (line.width, line.height),
            Self::Drawing(shape) | Self::Figure { shape, .. } => shape.size(),
            Self::Photo(..) => (PHOTO_WIDTH, PHOTO_HEIGHT),
        }
    }
}

impl Strip {
    pub(crate) fn empty(height: f32) -> Self {
        Self { height, ..Self::default() }
    }

    pub(crate) fn draw(&mut self, x: f32, y: f32, content: Content) {
        self.items.push(Item { x, y, content });
    }
}

/// Strips as one that no page break passes through, at least `min_height` high.
pub(crate) fn merge(columns: Vec<Vec<Strip>>, min_height: f32) -> Strip {
    let height = columns.iter().map(|column| height_of(column)).fold(min_height, f32::max);
    let mut merged = Strip::empty(height);
    for column in columns {
        let mut y = 0.0;
        for strip in column {
            y += strip.gap;
            merged.items.extend(strip.items.into_iter().map(|item| Item { y: item.y + y, ..item }));
            y += strip.height;
        }
    }
    merged
}

/// The height of strips under each other.
pub(crate) fn height_of(strips: &[Strip]) -> f32 {
    strips.iter().map(|strip| strip.gap + strip.height).sum()
}

/// No page break between these strips.
pub(crate) fn keep_together(strips: &mut [Strip]) {
    if let Some((_, all_but_last)) = strips.split_last_mut() {
        for strip in all_but_last {
            strip.keeps_next = true;
        }
    }
}
