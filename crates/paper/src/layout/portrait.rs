//! The lines that a document begins with, and a photo beside them.

use super::strip::{Content, Strip, merge};
use super::style::{PHOTO_GAP, PHOTO_HEIGHT, PHOTO_WIDTH};
use super::{Flow, Frame};
use crate::model::{Block, Picture};
use crate::tags::Role;

impl Flow<'_> {
    /// The photo is drawn and read after the lines: whoever it is comes first.
    pub(super) fn portrait(&mut self, picture: &Picture, beside: &[Block]) -> Vec<Strip> {
        let outer = self.frame;
        self.frame = Frame { width: outer.width - PHOTO_WIDTH - PHOTO_GAP, ..outer };
        let mut lines = self.blocks(beside);
        self.frame = outer;
        let mut gaps = lines.iter_mut().map(|line| &mut line.gap);
        let gap = gaps.next().map(core::mem::take).unwrap_or_default();
        // What is inside of a strip is not reached by the document's own scale.
        gaps.for_each(|gap| *gap *= self.scale);
        let heading = lines.iter().find_map(|line| line.heading.clone());
        let mut head = Strip { gap, heading, ..merge(vec![lines], PHOTO_HEIGHT) };
        let node = self.tags.add(None, Role::Paragraph);
        head.draw(outer.x + outer.width - PHOTO_WIDTH, 0.0, Content::Photo(picture.clone(), node));
        vec![head]
    }
}
