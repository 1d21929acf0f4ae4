//! Blocks become strips: where everything stands, before pages are cut.

mod grid;
mod letter;
mod portrait;
mod rows;
pub(crate) mod strip;
pub(crate) mod style;

use crate::model::{Block, BoxShape, Document, HeadingLevel, ListKind, Tone};
use crate::shape::Shape;
use crate::tags::{NodeId, Role, Tags};
use crate::text::{Style, Typesetter, clean};
use krilla::tagging::ListNumbering;
use strip::{Content, Item, Strip, height_of, keep_together, merge};
use style::{
    BODY, BOX_SIDE, BOX_WIDTH, CONTENT_WIDTH, HAIRLINE, MARGIN, NUMBER_WIDTH, PRODUCT, STRONG, WRITING_GREY,
    WRITING_HEIGHT,
};

/// The mark at the top of a paper.
const MARK_SIDE: f32 = 40.0;

/// Rows of options that always fit on a page together.
const MAX_ROWS: usize = 10;

/// Part of the page's width, from the start edge. Lengths in points.
#[derive(Debug, Clone, Copy)]
struct Frame {
    x: f32,
    width: f32,
}

impl Frame {
    fn inset(self, by: f32) -> Self {
        Self { x: self.x + by, width: self.width - by }
    }
}

/// A document laid out on an endless page.
pub(crate) struct Flow<'a> {
    set: &'a mut Typesetter,
    pub(crate) tags: Tags,
    box_name: &'a str,
    scale: f32,
    frame: Frame,
}

/// Lays a whole document out: its strips, and the structure that their texts belong to.
pub(crate) fn lay_out(document: &Document, set: &mut Typesetter) -> (Vec<Strip>, Tags) {
    let frame = Frame { x: MARGIN, width: CONTENT_WIDTH };
    let scale = f32::from(document.percent) / 100.0;
    let mut flow = Flow { set, tags: Tags::default(), box_name: &document.box_name, scale, frame };
    let mut strips = flow.blocks(&document.blocks);
    for strip in &mut strips {
        strip.gap *= scale;
    }
    (strips, flow.tags)
}

impl Flow<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<Strip> {
        let mut strips = Vec::new();
        let mut starts_page = false;
        for block in blocks {
            if *block == Block::PageBreak {
                starts_page = true;
                continue;
            }
            let mut of_block = self.block(block);
            if let Some(first) = of_block.first_mut() {
                first.starts_page |= starts_page;
                starts_page = false;
            }
            strips.extend(of_block);
        }
        strips
    }

    fn block(&mut self, block: &Block) -> Vec<Strip> {
        match block {
            Block::Mark(name) => self.mark(name),
            Block::Envelope(envelope) => self.envelope(envelope),
            Block::Code(code) => self.code(code),
            Block::Heading { level, number, text } => self.heading(*level, number.as_deref(), text),
            Block::Paragraph(tone, text) => self.paragraph(*tone, text),
            Block::List(kind, items) => self.list(*kind, items),
            Block::Rows(rows) => self.rows(rows),
            Block::Stacked(rows) => self.stacked(rows),
            Block::Options(shape, options) => self.options(*shape, options),
            Block::WritingLines { label, n_lines } => self.writing_lines(label.as_deref(), *n_lines),
            Block::Grid(grid) => self.grid(grid),
            Block::Inset(blocks) => {
                let outer = self.frame;
                self.frame = outer.inset(NUMBER_WIDTH);
                let strips = self.blocks(blocks);
                self.frame = outer;
                strips
            }
            Block::Portrait(picture, beside) => self.portrait(picture, beside),
            Block::KeepTogether(blocks) => {
                let mut strips = self.blocks(blocks);
                keep_together(&mut strips);
                strips
            }
            Block::Rule => vec![self.rule(20.0, 0.0)],
            Block::PageBreak => Vec::new(),
        }
    }

    /// Lines of a text, one strip each; its first and last line are never alone on a page.
    fn text(&mut self, node: NodeId, text: &str, style: Style, frame: Frame) -> Vec<Strip> {
        let style = Style { size_pt: style.size_pt * self.scale, ..style };
        let lines = self.set.lines(text, style, frame.width);
        let n_lines = lines.len();
        let strips = lines.into_iter().enumerate().map(|(i, line)| {
            let mut strip = Strip::empty(line.height);
            strip.keeps_next = i + 1 < n_lines && (i == 0 || i + 2 == n_lines);
            strip.draw(frame.x, 0.0, Content::Text(line, node));
            strip
        });
        strips.collect()
    }

    fn mark(&mut self, name: &str) -> Vec<Strip> {
        const SIDE: f32 = MARK_SIDE;
        let node = self.tags.add(None, Role::Paragraph);
        let name = self.text(node, name, PRODUCT, self.frame.inset(SIDE + 8.0));
        let mut mark = Strip::empty(SIDE);
        mark.draw(self.frame.x, 0.0, Content::Drawing(Shape::Mark { side: SIDE }));
        if height_of(&name) > SIDE {
            return [vec![mark], name].concat();
        }
        let gap = (SIDE - height_of(&name)) / 2.0;
        vec![merge(vec![vec![mark], with_gap(name, gap)], SIDE)]
    }

    fn heading(&mut self, level: HeadingLevel, number: Option<&str>, text: &str) -> Vec<Strip> {
        let (style, gap) = style::heading(level);
        let rank = match level {
            HeadingLevel::Title => 1,
            HeadingLevel::Section => 2,
            HeadingLevel::Item => 3,
        };
        let title = number.map_or_else(|| text.to_owned(), |number| format!("{number} {text}"));
        if clean(&title, self.set.language()).trim().is_empty() {
            return Vec::new();
        }
        let node = self.tags.add(None, Role::Heading { level: rank, title: title.clone() });
        let mut strips = match number {
            None => self.text(node, text, style, self.frame),
            Some(number) => {
                // A number wider than its margin pushes its text on, so that they never overlap.
                let width = (self.set.width(number, style) + 6.0).clamp(NUMBER_WIDTH, self.frame.width / 2.0);
                // The space keeps number and text apart for those who hear them.
                let number = self.text(node, &format!("{number} "), style, Frame { width, ..self.frame });
                let text = self.text(node, text, style, self.frame.inset(width));
                beside(number, text)
            }
        };
        if let Some(first) = strips.first_mut() {
            first.gap = gap;
            first.heading = Some((level, title));
        }
        for strip in &mut strips {
            strip.keeps_next = true;
        }
        strips
    }

    fn paragraph(&mut self, tone: Tone, text: &str) -> Vec<Strip> {
        let (style, gap) = style::paragraph(tone);
        let node = self.tags.add(None, Role::Paragraph);
        let mut strips = self.text(node, text, style, self.frame);
        if let Some(last) = strips.last_mut() {
            // A note stands under a heading or a question, before what it is about.
            last.keeps_next |= tone == Tone::Note;
        }
        with_gap(strips, gap)
    }

    fn list(&mut self, kind: ListKind, items: &[String]) -> Vec<Strip> {
        let numbering = match kind {
            ListKind::Dots => ListNumbering::Disc,
            ListKind::Numbers => ListNumbering::Decimal,
        };
        let list = self.tags.add(None, Role::List(numbering));
        let mut strips = Vec::new();
        for (i, text) in items.iter().enumerate() {
            let item = self.tags.add(Some(list), Role::ListItem);
            let label = self.tags.add(Some(item), Role::Label);
            let body = self.tags.add(Some(item), Role::Body);
            let marker = match kind {
                ListKind::Dots => "•".to_owned(),
                ListKind::Numbers => format!("{}.", i + 1),
            };
            let marker = self.text(label, &marker, STRONG, Frame { width: BOX_WIDTH, ..self.frame });
            let text = self.text(body, text, BODY, self.frame.inset(BOX_WIDTH));
            strips.extend(with_gap(beside(marker, text), 5.0));
        }
        strips
    }

    fn options(&mut self, shape: BoxShape, options: &[String]) -> Vec<Strip> {
        let list = self.tags.add(None, Role::List(ListNumbering::None));
        let columns = self.option_columns(options);
        let mut cells: Vec<Vec<Strip>> = Vec::new();
        for (options, frame) in columns {
            cells.push(self.option_column(list, shape, options, frame));
        }
        match cells.len() {
            1 => cells.remove(0),
            _ => vec![merge(cells, 0.0)],
        }
    }

    /// One column or, when there are many short options, two: read down, then across.
    fn option_columns<'o>(&mut self, options: &'o [String]) -> Vec<(&'o [String], Frame)> {
        const MANY: usize = 4;
        const MAX_LINES: usize = 2;
        const GAP: f32 = 14.0;
        let frame = self.frame;
        let half = Frame { width: (frame.width - GAP) / 2.0, ..frame };
        let room = half.width - BOX_WIDTH;
        let mut fits = |option: &String| self.set.lines(option, BODY, room).len() <= MAX_LINES;
        if options.len() < MANY || options.len() > 2 * MAX_ROWS || !options.iter().all(&mut fits) {
            return vec![(options, frame)];
        }
        let (first, second) = options.split_at(options.len().div_ceil(2));
        vec![(first, half), (second, Frame { x: half.x + half.width + GAP, ..half })]
    }

    fn option_column(
        &mut self,
        list: NodeId,
        shape: BoxShape,
        options: &[String],
        frame: Frame,
    ) -> Vec<Strip> {
        let mut strips = Vec::new();
        for text in options {
            let item = self.tags.add(Some(list), Role::ListItem);
            let label = self.tags.add(Some(item), Role::Label);
            let body = self.tags.add(Some(item), Role::Body);
            let mut text = self.text(body, text, BODY, frame.inset(BOX_WIDTH));
            if let Some(first) = text.first_mut() {
                let y = (first.height - BOX_SIDE) / 2.0;
                let tick = Item { x: frame.x, y, content: self.tick(shape, label) };
                first.items.insert(0, tick);
            }
            strips.extend(with_gap(text, 4.5));
        }
        strips
    }

    /// A box to tick, told by its name.
    fn tick(&self, shape: BoxShape, node: NodeId) -> Content {
        let shape = match shape {
            BoxShape::Circle => Shape::Circle { side: BOX_SIDE },
            BoxShape::Square => Shape::Square { side: BOX_SIDE },
        };
        Content::Figure { shape, node, alt: self.box_name.to_owned() }
    }

    fn writing_lines(&mut self, label: Option<&str>, n_lines: u8) -> Vec<Strip> {
        let mut strips = Vec::new();
        let mut start = 0.0;
        if let Some(label) = label {
            let node = self.tags.add(None, Role::Paragraph);
            let width = self.set.width(label, BODY);
            let label = self.text(node, label, BODY, self.frame);
            if width > self.frame.width / 2.0 {
                strips.extend(with_gap(label, 6.0));
            } else {
                start = width + 8.0;
                let mut strip = merge(vec![label], 0.0);
                let drop = WRITING_HEIGHT - strip.height;
                for item in &mut strip.items {
                    item.y += drop;
                }
                strip.height = WRITING_HEIGHT;
                strips.push(strip);
            }
        }
        for i in 0..n_lines {
            let is_beside = i == 0 && start > 0.0;
            let line = |from: f32| Shape::Line {
                length: self.frame.width - from,
                weight: HAIRLINE,
                grey: WRITING_GREY,
            };
            if is_beside && let Some(strip) = strips.last_mut() {
                strip.draw(self.frame.x + start, WRITING_HEIGHT - 3.0, Content::Drawing(line(start)));
            } else {
                let mut strip = Strip::empty(WRITING_HEIGHT);
                strip.draw(self.frame.x, WRITING_HEIGHT - 3.0, Content::Drawing(line(0.0)));
                strips.push(strip);
            }
        }
        keep_together(&mut strips);
        strips
    }

    /// A line over the whole frame: black between parts, grey between rows.
    fn rule(&self, gap: f32, grey: f32) -> Strip {
        let mut strip = Strip { gap, ..Strip::empty(HAIRLINE) };
        let line = Shape::Line { length: self.frame.width, weight: HAIRLINE, grey };
        strip.draw(self.frame.x, 0.0, Content::Drawing(line));
        strip
    }
}

/// What stands beside the first lines of a text joins them; what is longer than the text follows below.
fn beside(start: Vec<Strip>, mut text: Vec<Strip>) -> Vec<Strip> {
    if start.len() > 1 || text.is_empty() {
        return start.into_iter().chain(text).collect();
    }
    for (mark, first) in start.into_iter().zip(&mut text) {
        first.items.splice(0..0, mark.items);
    }
    text
}

fn with_gap(mut strips: Vec<Strip>, gap: f32) -> Vec<Strip> {
    if let Some(first) = strips.first_mut() {
        first.gap = gap;
    }
    strips
}

#[cfg(test)]
mod tests;
