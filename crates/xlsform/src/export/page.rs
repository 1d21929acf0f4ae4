//! A sheet to be: rows of cells by column, and the columns in order.

use crate::columns::Column;
use crate::workbook::Sheet;
use content::{Lang, Node, one_line};
use std::collections::BTreeMap;

/// Cells by column and, for texts, by language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row(BTreeMap<(String, String), String>);

impl Row {
    pub fn set(&mut self, column: &str, text: impl AsRef<str>) {
        let text = one_line(text.as_ref());
        if !text.is_empty() {
            self.0.insert((column.to_owned(), String::new()), text);
        }
    }

    /// A scalar, when there is one.
    pub fn set_node(&mut self, column: &str, node: Option<&Node>) {
        if let Some(node) = node {
            self.set(column, node.as_text());
        }
    }

    pub fn set_yes(&mut self, column: &str, is_yes: bool) {
        if is_yes {
            self.set(column, "yes");
        }
    }

    /// One text in the default language, or one per language.
    pub fn set_texts(&mut self, column: &str, node: Option<&Node>, default: &str) {
        let Some(node) = node else { return };
        if node.entries().is_empty() {
            self.set_text(column, default, node.as_text());
        }
        for (key, text) in node.entries() {
            self.set_text(column, &key.name, text.as_text());
        }
    }

    pub fn set_text(&mut self, column: &str, lang: &str, text: &str) {
        let text = one_line(text);
        if !text.is_empty() {
            self.0.insert((column.to_owned(), lang.to_owned()), text);
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub name: &'static str,
    /// First row: heads.
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// The order of columns, those of XLSForm first.
const ORDER: [&str; 29] = [
    "type",
    "list_name",
    "name",
    "phone",
    "label",
    "text",
    "hint",
    "required",
    "relevant",
    "constraint",
    "appearance",
    "form_title",
    "form_id",
    "version",
    "default_language",
    "mt_title",
    "mt_role",
    "mt_exclusive",
    "mt_sensitive",
    "mt_health",
    "mt_helplines",
    "mt_relevant",
    "mt_sheets",
    "mt_icon",
    "mt_sensitivity",
    "mt_choices",
    "mt_lexicon",
    "mt_source",
    "mt_licence",
];

impl Page {
    /// Columns that some row has something in, and a column of each language for texts.
    pub fn new(name: &'static str, rows: Vec<Row>, default: &str, languages: &[&str]) -> Self {
        let mut keys: Vec<(String, String)> = rows.iter().flat_map(|row| row.0.keys().cloned()).collect();
        let base = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
        let lang = |tag: &str| match tag {
            tag if tag == default => 0,
            tag => 1 + languages.iter().position(|known| *known == tag).unwrap_or(languages.len()),
        };
        keys.sort_by_cached_key(|(column, tag)| (base(column), column.clone(), lang(tag), tag.clone()));
        keys.dedup();
        let heads =
            keys.iter().map(|(base, tag)| Column { base: base.clone(), lang: Lang::new(tag) }.to_string());
        let cells = |row: &Row| keys.iter().map(|key| row.0.get(key).cloned().unwrap_or_default()).collect();
        Self { name, heads: heads.collect(), rows: rows.iter().map(cells).collect() }
    }

    /// As it is read back.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::default();
        for (row, cells) in (1..).zip(std::iter::once(&self.heads).chain(&self.rows)) {
            let filled = (1..).zip(cells).filter(|(_, text)| !text.is_empty());
            sheet.cells.extend(filled.map(|(column, text)| ((row, column), text.clone())));
        }
        sheet
    }
}
