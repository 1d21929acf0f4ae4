//! Rows by columns of boxes to tick, as a table that says which box is which.

use super::rows::side_by_side;
use super::strip::{Content, Strip, keep_together};
use super::style::{BOX_SIDE, COLUMN, NOTE, NUMBER_WIDTH, ROW_GREY, STRONG};
use super::{Flow, Frame, beside, with_gap};
use crate::model::{BoxShape, Grid, GridRow};
use crate::shape::Shape;
use crate::tags::{NodeId, Role};

/// Space above and below the words of a row.
const PADDING: f32 = 5.0;
const COLUMN_GAP: f32 = 10.0;
/// From the top of the first line of a row to its boxes.
const BOX_TOP: f32 = 2.0;
const ROAD_WIDTH: f32 = 36.0;

impl Flow<'_> {
    pub(super) fn grid(&mut self, grid: &Grid) -> Vec<Strip> {
        let (names, columns) = self.grid_frames(grid.columns.len());
        let table = self.tags.add(None, Role::Table);
        let head = self.tags.add(Some(table), Role::TableHead);
        let mut strips = with_gap(self.grid_head(grid, head, names, &columns), 10.0);
        strips.push(self.rule(PADDING, ROW_GREY));
        let body = self.tags.add(Some(table), Role::TableBody);
        for row in &grid.rows {
            let mut of_row = self.grid_row(row, body, names, &columns);
            of_row.push(self.rule(PADDING, ROW_GREY));
            keep_together(&mut of_row);
            strips.extend(of_row);
        }
        strips
    }

    /// The frame of the rows' names, and of each column.
    fn grid_frames(&self, n_columns: usize) -> (Frame, Vec<Frame>) {
        let Frame { x, width } = self.frame;
        let names = Frame { x, width: width * 0.42 };
        let each = (width - names.width) / n_columns.max(1) as f32;
        let column = |i: usize| Frame { x: x + names.width + each * i as f32, width: each - COLUMN_GAP };
        (Frame { width: names.width - COLUMN_GAP, ..names }, (0..n_columns).map(column).collect())
    }

    fn grid_head(&mut self, grid: &Grid, head: NodeId, names: Frame, columns: &[Frame]) -> Vec<Strip> {
        let row = self.tags.add(Some(head), Role::TableRow);
        let corner = self.tags.add(Some(row), Role::ColumnHeader);
        let mut cells = vec![self.text(corner, &grid.corner, COLUMN, names)];
        for ((level, label), frame) in grid.columns.iter().zip(columns) {
            let node = self.tags.add(Some(row), Role::ColumnHeader);
            let road = Shape::Road { level: *level, width: ROAD_WIDTH };
            let mut picture = Strip::empty(road.size().1);
            picture.draw(frame.x, 0.0, Content::Drawing(road));
            let label = with_gap(self.text(node, label, COLUMN, *frame), 4.0);
            cells.push([vec![picture], label].concat());
        }
        let mut strips = side_by_side(cells);
        for strip in &mut strips {
            strip.keeps_next = true;
        }
        strips
    }

    fn grid_row(&mut self, row: &GridRow, body: NodeId, names: Frame, columns: &[Frame]) -> Vec<Strip> {
        let tags = self.tags.add(Some(body), Role::TableRow);
        let name = self.tags.add(Some(tags), Role::RowHeader);
        // The spaces keep the three texts of the cell apart for those who hear them.
        let number = format!("{} ", row.number);
        let number = self.text(name, &number, STRONG, Frame { width: NUMBER_WIDTH, ..names });
        let text = self.text(name, &format!("{} ", row.text), STRONG, names.inset(NUMBER_WIDTH));
        let mut words = beside(number, text);
        words.extend(self.text(name, &row.note, NOTE, names.inset(NUMBER_WIDTH)));
        let mut cells = vec![words];
        for frame in columns {
            let cell = self.tags.add(Some(tags), Role::Cell);
            let mut strip = Strip::empty(BOX_TOP + BOX_SIDE);
            strip.draw(frame.x, BOX_TOP, self.tick(BoxShape::Circle, cell));
            cells.push(vec![strip]);
        }
        side_by_side(cells.into_iter().map(|cell| with_gap(cell, PADDING)).collect())
    }
}
