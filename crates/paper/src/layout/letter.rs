//! What only a letter has: the window of its envelope, and a code to type.

use super::strip::{Content, Strip, merge};
use super::style::{
    BODY, CODE, MARGIN, MM, RECIPIENT, SENDER, WINDOW_BOTTOM, WINDOW_LEFT, WINDOW_TOP, WINDOW_WIDTH,
};
use super::{Flow, Frame, MARK_SIDE, with_gap};
use crate::model::{Code, Envelope};
use crate::shape::{Modules, Shape};
use crate::tags::Role;
use crate::text::Style;

/// A camera reads it at arm's length.
const QR_SIDE: f32 = 36.0 * MM;
/// White around a QR code: four of its modules at least (ISO/IEC 18004).
const QUIET: f32 = 8.0 * MM;

impl Flow<'_> {
    /// One strip down to the window's lower edge, so that no other line shows through it.
    pub(super) fn envelope(&mut self, envelope: &Envelope) -> Vec<Strip> {
        let top = MARGIN + MARK_SIDE;
        let window = Frame { x: WINDOW_LEFT, width: WINDOW_WIDTH };
        let sender = Frame { x: self.frame.x, width: WINDOW_LEFT - self.frame.x - QUIET };
        let from = self.lines_of(&envelope.from, SENDER, sender);
        let to = self.lines_of(&envelope.to, RECIPIENT, window);
        let columns = vec![with_gap(from, 6.0), with_gap(to, WINDOW_TOP - top)];
        vec![merge(columns, WINDOW_BOTTOM - top)]
    }

    /// The code, large, beside what a camera reads.
    pub(super) fn code(&mut self, code: &Code) -> Vec<Strip> {
        let frame = self.frame;
        let words = frame.inset(QR_SIDE + QUIET);
        let node = self.tags.add(None, Role::Paragraph);
        let term = self.text(node, &code.term, BODY, words);
        let node = self.tags.add(None, Role::Paragraph);
        let text = self.text(node, &code.text, CODE, words);
        let mut column = [with_gap(term, 12.0), text].concat();
        let figure = self.tags.add(None, Role::Paragraph);
        let mut picture = Strip::empty(QR_SIDE);
        let shape = Shape::Qr { modules: Modules::of(&code.qr), side: QR_SIDE };
        picture.draw(frame.x, 0.0, Content::Figure { shape, node: figure, alt: code.name.clone() });
        column.insert(0, Strip::empty(0.0));
        with_gap(vec![merge(vec![column, vec![picture]], QR_SIDE)], 16.0)
    }

    fn lines_of(&mut self, lines: &[String], style: Style, frame: Frame) -> Vec<Strip> {
        let mut strips = Vec::new();
        for line in lines.iter().filter(|line| !line.trim().is_empty()) {
            let node = self.tags.add(None, Role::Paragraph);
            strips.extend(self.text(node, line, style, frame));
        }
        strips
    }
}
