mod accepted;
mod hostile;
mod libreoffice;
mod refused;
mod refused_rows;

use crate::export::{Page, pages};
use crate::import::{Base, Import, from_sheets};
use crate::refusal::{BASE, Refusal, cell_name};
use crate::workbook::{Sheet, Sheets};
use content::{Content, File};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The default content of the repository.
fn default_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/default")
}

const FR: &str = "label::Fran\u{e7}ais (fr)";
const EN: &str = "label::English (en)";

/// The default content as sheets, to change cells of.
struct Form {
    pages: Vec<Page>,
}

impl Form {
    fn new() -> Self {
        static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| pages(&default_dir()).unwrap());
        Self { pages: PAGES.clone() }
    }

    fn page(&mut self, sheet: &str) -> &mut Page {
        self.pages.iter_mut().find(|page| page.name == sheet).unwrap()
    }

    /// The number of a row in the page: by its `name`, by `list name` on the sheet `choices`, by its phone.
    fn row(&mut self, sheet: &str, key: &str) -> usize {
        let page = self.page(sheet);
        let at = |head: &str| page.heads.iter().position(|known| known == head);
        let (name, other) = match sheet {
            "choices" => (at("name"), at("list_name")),
            "mt_helplines" => (at("phone"), None),
            _ => (at("name"), None),
        };
        let (list, key) = key.split_once(' ').map_or((None, key), |(list, key)| (Some(list), key));
        let is_it = |row: &Vec<String>| {
            name.is_none_or(|at| row[at] == key) && other.is_none_or(|at| Some(row[at].as_str()) == list)
        };
        page.rows.iter().position(is_it).unwrap_or_else(|| panic!("no row {key} on {sheet}"))
    }

    fn column(&mut self, sheet: &str, head: &str) -> usize {
        let page = self.page(sheet);
        if let Some(at) = page.heads.iter().position(|known| known == head) {
            return at;
        }
        page.heads.push(head.to_owned());
        page.rows.iter_mut().for_each(|row| row.push(String::new()));
        page.heads.len() - 1
    }

    /// Writes one cell, in a new column if need be; gives the name of the cell ("survey!C12").
    fn set(&mut self, sheet: &str, key: &str, head: &str, text: &str) -> String {
        let (row, column) = (self.row(sheet, key), self.column(sheet, head));
        text.clone_into(&mut self.page(sheet).rows[row][column]);
        place(sheet, row + 1, column)
    }

    /// A new row above another; gives the name of its first cell.
    fn insert(&mut self, sheet: &str, above: &str, cells: &[(&str, &str)]) -> String {
        let columns: Vec<usize> = cells.iter().map(|(head, _)| self.column(sheet, head)).collect();
        let row = self.row(sheet, above);
        let mut written = vec![String::new(); self.page(sheet).heads.len()];
        for (column, (_, text)) in columns.iter().zip(cells) {
            (*text).clone_into(&mut written[*column]);
        }
        self.page(sheet).rows.insert(row, written);
        place(sheet, row + 1, *columns.iter().min().unwrap())
    }

    fn remove(&mut self, sheet: &str, key: &str) {
        let row = self.row(sheet, key);
        self.page(sheet).rows.remove(row);
    }

    fn remove_column(&mut self, sheet: &str, head: &str) {
        let page = self.page(sheet);
        let at = page.heads.iter().position(|known| known == head).unwrap();
        page.heads.remove(at);
        page.rows.iter_mut().for_each(|row| {
            row.remove(at);
        });
    }

    fn read(&self) -> Result<Import, Vec<Refusal>> {
        let sheets = self.pages.iter().map(|page| (page.name.to_owned(), page.sheet()));
        read(&sheets.collect())
    }

    fn refusals(&self) -> Vec<String> {
        self.read().unwrap_err().iter().map(ToString::to_string).collect()
    }
}

fn place(sheet: &str, row: usize, column: usize) -> String {
    format!("{sheet}!{}", cell_name(u32::try_from(row + 1).unwrap(), u32::try_from(column + 1).unwrap()))
}

fn read(sheets: &Sheets) -> Result<Import, Vec<Refusal>> {
    static BASE_OF_ALL: LazyLock<(Content, Vec<File>)> = LazyLock::new(|| {
        (content::load(&default_dir()).unwrap(), content::read_files(&default_dir(), BASE).unwrap())
    });
    let (content, files) = &*BASE_OF_ALL;
    from_sheets(sheets, &Base { dir: &default_dir(), pack: &content.pack, files })
}

/// Sheets from lines of cells with `|` between them.
fn sheets(pages: &[(&str, &str)]) -> Sheets {
    let mut sheets = Sheets::new();
    for (name, text) in pages {
        let mut sheet = Sheet::default();
        for (row, line) in (1..).zip(text.lines()) {
            let cells = (1..).zip(line.split('|').map(str::trim)).filter(|(_, cell)| !cell.is_empty());
            sheet.cells.extend(cells.map(|(column, cell)| ((row, column), cell.to_owned())));
        }
        sheets.insert((*name).to_owned(), sheet);
    }
    sheets
}

/// Exactly one refusal, at this place, with these words.
#[track_caller]
fn check(form: &Form, place: &str, words: &str) {
    let refusals = form.refusals();
    assert_eq!(refusals.len(), 1, "{refusals:#?}");
    assert!(refusals[0].starts_with(&format!("{place}: ")), "{place} in {refusals:#?}");
    assert!(refusals[0].contains(words), "\"{words}\" in {refusals:#?}");
}
