//! Cells as values of the content.

use crate::expression::{Expression, parse};
use crate::languages::name_language;
use crate::refusal::Book;
use crate::table::{Cell, Row};
use content::{Lang, Node, Pos};

/// What every part of the import needs.
#[derive(Debug)]
pub(crate) struct Reader {
    pub book: Book,
    /// Of texts in a column without a language.
    pub default: Lang,
    /// The languages in which every text is needed.
    pub asked: Vec<Lang>,
    /// Languages that are needed and that no column has, which is reported.
    pub absent: Vec<Lang>,
}

/// Stands for a text that is missing, which is reported, so that it is not told a second time.
pub(crate) const LOST: &str = "?";

impl Reader {
    /// The texts of a row in every language, or `None` when there is none.
    pub fn texts(&mut self, row: &mut Row, base: &str) -> Option<Node> {
        let mut texts = row.take_texts(base);
        let pos = texts.first()?.1.pos;
        for lang in &self.asked {
            if !texts.iter().any(|(found, _)| found == lang) {
                let here = row.place(base, Some(lang));
                let message = format!(
                    "The text in `{lang}` is missing here. Write it in the column `{base}::{}`.",
                    name_language(lang.as_str())
                );
                self.book.add(here, message);
                texts.push((lang.clone(), Cell { pos: here, text: LOST.to_owned() }));
            }
        }
        texts.extend(self.absent.iter().map(|lang| (lang.clone(), Cell { pos, text: LOST.to_owned() })));
        let entries = texts.iter().map(|(lang, cell)| (lang.as_str(), text(cell))).collect();
        Some(Node::map(pos, entries))
    }

    /// The texts of a row, which must have some.
    pub fn needed_texts(&mut self, row: &mut Row, base: &str) -> Node {
        let pos = row.place(base, None);
        self.texts(row, base).unwrap_or_else(|| self.lost_texts(pos, base))
    }

    pub fn lost_texts(&mut self, pos: Pos, base: &str) -> Node {
        self.book.add(pos, format!("The column `{base}` is empty here. Write the text."));
        let langs = self.asked.iter().chain(&self.absent);
        Node::map(pos, langs.map(|lang| (lang.as_str(), Node::text(pos, LOST))).collect())
    }

    /// A yes or no; `None` when the cell is empty or says no.
    pub fn yes(&mut self, row: &mut Row, column: &str) -> Option<Pos> {
        let cell = row.take(column)?;
        match yes_or_no(&cell.text) {
            Some(is_yes) => is_yes.then_some(cell.pos),
            None => {
                self.book.add(
                    cell.pos,
                    format!("`{}` is neither yes nor no. Write yes, or empty the cell.", cell.text),
                );
                None
            }
        }
    }

    /// An expression, or `None` after reporting why it is none.
    pub fn expression(&mut self, cell: &Cell) -> Option<Expression> {
        parse(&cell.text).map_err(|refused| self.book.add_lost(cell.pos, refused.to_string())).ok()
    }
}

pub(crate) fn text(cell: &Cell) -> Node {
    Node::text(cell.pos, cell.text.as_str())
}

/// What spreadsheets and their authors write for yes and no, in French too.
pub(crate) fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "true()" | "oui" | "vrai" | "1" | "x" => Some(true),
        "no" | "false" | "false()" | "non" | "faux" | "0" => Some(false),
        _ => None,
    }
}

/// Names or codes with commas between them, each with the cell for its place.
pub(crate) fn list(cell: &Cell) -> Vec<Node> {
    let parts = cell.text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| Node::text(cell.pos, part)).collect()
}
