//! A sheet as rows whose cells are taken one by one, so that what nobody took is seen.

use crate::columns::{Column, advise, is_foreign, is_ignored, read_head};
use crate::refusal::Book;
use crate::workbook::Sheet;
use content::{Lang, Pos, one_line, suggest};
use std::collections::BTreeMap;
use std::rc::Rc;

#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub pos: Pos,
    /// Never empty; one line, without spaces around.
    pub text: String,
}

/// Where each column is.
type Heads = BTreeMap<Column, u32>;

#[derive(Debug)]
pub(crate) struct Table {
    pub heads: Rc<Heads>,
    pub rows: Vec<Row>,
    /// Of the first head.
    pub pos: Pos,
}

/// A row with something in it.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Of its first cell.
    pub pos: Pos,
    heads: Rc<Heads>,
    cells: BTreeMap<Column, Cell>,
}

impl Table {
    /// Reads the rows below the first one with something in it. `known` are the columns that this sheet may have.
    /// A head that names no language stands for `default`.
    pub fn read(sheet: &Sheet, source: u32, known: &[&str], default: &Lang, book: &mut Book) -> Self {
        let pos = |row, column| Pos { file: source, line: row, column };
        for ((row, column), message) in &sheet.faults {
            book.add_lost(pos(*row, *column), message.clone());
        }
        let head_row = sheet.cells.keys().next().map_or(1, |(row, _)| *row);
        let mut heads = Heads::new();
        let mut columns: BTreeMap<u32, Column> = BTreeMap::new();
        for ((row, column), text) in sheet.cells.range((head_row, 0)..(head_row + 1, 0)) {
            let here = pos(*row, *column);
            let is_empty = !sheet
                .cells
                .range((head_row + 1, 0)..)
                .any(|((_, at), text)| at == column && !one_line(text).is_empty());
            let head = match read_head(&one_line(text)) {
                Ok(head) => name_language(head, known, default),
                Err(message) => {
                    book.add_lost(here, message);
                    continue;
                }
            };
            if is_ignored(&head) || (is_empty && !known.contains(&head.base.as_str())) {
                continue;
            }
            if !known.contains(&head.base.as_str()) && !is_foreign(&head) {
                let hint = suggest(&head.base, known.iter().copied());
                let message = format!(
                    "No column `{head}` is read here. {hint} Or begin its head with # to keep notes in it."
                );
                book.add_lost(here, message);
            } else if heads.insert(head.clone(), *column).is_some() {
                book.add_lost(here, format!("There are two columns `{head}`. Keep one of them."));
            } else {
                columns.insert(*column, head);
            }
        }
        let heads = Rc::new(heads);
        let named: Vec<u32> =
            sheet.cells.range((head_row, 0)..(head_row + 1, 0)).map(|((_, at), _)| *at).collect();
        let mut rows: Vec<Row> = Vec::new();
        for ((row, column), text) in sheet.cells.range((head_row + 1, 0)..) {
            let text = one_line(text);
            if text.is_empty() {
                continue;
            }
            let here = pos(*row, *column);
            if !named.contains(column) {
                book.add(here, "This cell is in a column without a head. Write the head, or empty the cell.");
                continue;
            }
            let Some(head) = columns.get(column) else { continue };
            if rows.last().is_none_or(|last| last.pos.line != *row) {
                rows.push(Row { pos: here, heads: Rc::clone(&heads), cells: BTreeMap::new() });
            }
            if let Some(last) = rows.last_mut() {
                last.cells.insert(head.clone(), Cell { pos: here, text });
            }
        }
        Self { heads, rows, pos: pos(head_row, 1) }
    }

    /// Whether there are labels in this language.
    pub fn speaks(&self, lang: &Lang) -> bool {
        self.heads.keys().any(|head| head.base == "label" && head.lang.as_ref() == Some(lang))
    }

    pub fn has_column(&self, base: &str) -> bool {
        self.heads.keys().any(|head| head.base == base)
    }
}

/// Columns of texts; only these have a language.
const TEXTS: [&str; 6] = ["label", "hint", "text", "mt_title", "mt_also", "name"];

fn name_language(mut head: Column, known: &[&str], default: &Lang) -> Column {
    // `name` holds texts where help numbers are, and names elsewhere.
    let holds_texts =
        TEXTS.contains(&head.base.as_str()) && (head.base != "name" || known.contains(&"phone"));
    if holds_texts && known.contains(&head.base.as_str()) && head.lang.is_none() {
        head.lang = Some(default.clone());
    }
    head
}

impl Row {
    /// The cell of a column without a language.
    pub fn take(&mut self, base: &str) -> Option<Cell> {
        self.cells.remove(&Column { base: base.to_owned(), lang: None })
    }

    pub fn has(&self, base: &str) -> bool {
        self.find(base).is_some()
    }

    /// Where a column has something, in whatever language.
    pub fn find(&self, base: &str) -> Option<Pos> {
        self.cells.iter().find(|(column, _)| column.base == base).map(|(_, cell)| cell.pos)
    }

    /// The cells of a column in every language, in the order of the columns.
    pub fn take_texts(&mut self, base: &str) -> Vec<(Lang, Cell)> {
        let columns: Vec<Column> = self.cells.keys().filter(|column| column.base == base).cloned().collect();
        let taken = columns.into_iter().filter_map(|column| {
            let cell = self.cells.remove(&column)?;
            Some((column.lang?, cell))
        });
        let mut texts: Vec<(Lang, Cell)> = taken.collect();
        texts.sort_by_key(|(_, cell)| cell.pos);
        texts
    }

    /// Where the cell of a column is, filled in or not; the row's first cell when there is no such column.
    pub fn place(&self, base: &str, lang: Option<&Lang>) -> Pos {
        let is_it = |head: &&Column| head.base == base && (lang.is_none() || head.lang.as_ref() == lang);
        let column = self.heads.keys().find(is_it).map(|head| self.heads[head]);
        Pos { column: column.unwrap_or(self.pos.column), ..self.pos }
    }

    /// Refuses every cell that nobody took.
    pub fn leftovers(self, book: &mut Book) {
        for (column, cell) in self.cells {
            book.add(cell.pos, advise(&column));
        }
    }
}
