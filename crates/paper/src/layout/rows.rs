//! Terms and what is said of them, in two columns or one above the other.

use super::strip::{Content, Strip, height_of, keep_together, merge};
use super::style::{BODY, HAIRLINE, NOTE, ROW_GREY, STRONG, TALL_CELL};
use super::{Flow, Frame, with_gap};
use crate::model::Row;
use crate::shape::Shape;
use crate::tags::{NodeId, Role};
use crate::text::Style;
use krilla::tagging::ListNumbering;

/// Space above and below the words of a row.
const PADDING: f32 = 4.5;
const ROAD_WIDTH: f32 = 30.0;
/// Between a term and what is said of it.
const TERM_GAP: f32 = 12.0;

impl Flow<'_> {
    pub(super) fn rows(&mut self, rows: &[Row]) -> Vec<Strip> {
        let list = self.tags.add(None, Role::List(ListNumbering::None));
        let frame = self.frame;
        let term_width = self.term_width(rows);
        let mut strips = Vec::new();
        for row in rows {
            let (label, body) = self.term_nodes(list);
            let term = self.text(label, &row.term, STRONG, Frame { width: term_width - TERM_GAP, ..frame });
            let said = self.said(body, row, BODY, frame.inset(term_width));
            let columns = vec![with_gap(term, PADDING), with_gap(said, PADDING)];
            strips.extend(side_by_side(columns));
            let mut line = self.rule(PADDING, ROW_GREY);
            line.keeps_next = false;
            if let Some(last) = strips.last_mut() {
                last.keeps_next = true;
            }
            strips.push(line);
        }
        with_gap(strips, 6.0)
    }

    /// Two widths only, so that the columns of one paper align.
    fn term_width(&mut self, rows: &[Row]) -> f32 {
        let narrow = self.frame.width * 0.22;
        let fits = rows.iter().all(|row| self.set.width(&row.term, STRONG) <= narrow - TERM_GAP);
        if fits { narrow } else { self.frame.width * 0.45 }
    }

    pub(super) fn stacked(&mut self, rows: &[Row]) -> Vec<Strip> {
        let list = self.tags.add(None, Role::List(ListNumbering::None));
        let frame = self.frame;
        let mut strips = Vec::new();
        for row in rows {
            let (label, body) = self.term_nodes(list);
            let mut both = with_gap(self.text(label, &row.term, BODY, frame), 12.0);
            both.extend(with_gap(self.said(body, row, STRONG, frame), 1.0));
            keep_together(&mut both);
            strips.extend(both);
        }
        strips
    }

    fn term_nodes(&mut self, list: NodeId) -> (NodeId, NodeId) {
        let item = self.tags.add(Some(list), Role::ListItem);
        let label = self.tags.add(Some(item), Role::Label);
        (label, self.tags.add(Some(item), Role::Body))
    }

    /// The values under each other, the road before the first, then the notes.
    fn said(&mut self, body: NodeId, row: &Row, style: Style, frame: Frame) -> Vec<Strip> {
        let words = if row.road.is_some() { frame.inset(ROAD_WIDTH + 8.0) } else { frame };
        let mut strips = Vec::new();
        for value in &row.values {
            let node = self.tags.add(Some(body), Role::Paragraph);
            strips.extend(self.text(node, value, style, words));
        }
        if let (Some(level), Some(first)) = (row.road, strips.first_mut()) {
            let road = Shape::Road { level, width: ROAD_WIDTH };
            first.draw(frame.x, (first.height - road.size().1) / 2.0, Content::Drawing(road));
        }
        for note in &row.notes {
            let node = self.tags.add(Some(body), Role::Paragraph);
            strips.extend(self.text(node, note, NOTE, words));
        }
        strips
    }
}

/// Cells of one row: in one strip that no page break cuts or, when one is tall, under each other.
pub(super) fn side_by_side(columns: Vec<Vec<Strip>>) -> Vec<Strip> {
    if columns.iter().all(|column| height_of(column) <= TALL_CELL) {
        vec![merge(columns, HAIRLINE)]
    } else {
        columns.into_iter().flatten().collect()
    }
}
