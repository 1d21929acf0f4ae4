//! From the files of a questionnaire to sheets.

mod choices;
mod names;
mod page;
mod survey;
mod write;

use crate::expression::constraint::Constraint;
use crate::import::{Base, from_sheets};
use crate::refusal::{BASE, Refusal};
use crate::workbook::Sheets;
use content::{Content, Node};
use names::Names;
pub(crate) use page::Page;
use page::Row;
use std::path::Path;

/// Lays the questionnaire of the content folder `dir` out as a spreadsheet in the XLSForm format, in every language in
/// which it has texts.
///
/// # Errors
/// The problems of the folder, or what a spreadsheet would not bring back.
pub fn to_xlsform(dir: &Path) -> Result<Vec<u8>, Vec<Refusal>> {
    let pages = pages(dir)?;
    write::write_workbook(&pages).map_err(|error| {
        vec![Refusal::of_file(format!("The spreadsheet cannot be made: {error}. Shorten the text."))]
    })
}

/// The sheets of a folder's questionnaire, which read back as the same.
pub(crate) fn pages(dir: &Path) -> Result<Vec<Page>, Vec<Refusal>> {
    let of_folder = |problems: Vec<_>| problems.into_iter().map(Refusal::of_problem).collect::<Vec<_>>();
    let content = content::load(dir).map_err(of_folder)?;
    let files = content::read_files(dir, BASE).map_err(of_folder)?;
    let base = Base { dir, pack: &content.pack, files: &files };
    let names = Names::of(&base)?;
    let languages: Vec<&str> = content.pack.languages.iter().map(content::Lang::as_str).collect();
    let default = content.pack.default_language.as_str();
    let pages: Vec<Page> = vec![
        Page::new("survey", survey::rows(&base, &names, default), default, &languages),
        Page::new("choices", choices::rows(&base, &names, default), default, &languages),
        Page::new("settings", survey::settings(&base, default), default, &languages),
        Page::new("mt_helplines", survey::helplines(&base, default), default, &languages),
    ];
    verify(&pages, &base, &content)?;
    Ok(pages)
}

/// What was laid out must read back as what was there: a key that no column carries is told, not lost.
fn verify(pages: &[Page], base: &Base<'_>, content: &Content) -> Result<(), Vec<Refusal>> {
    let sheets: Sheets = pages.iter().map(|page| (page.name.to_owned(), page.sheet())).collect();
    let read = from_sheets(&sheets, base)?;
    if read.content == *content {
        return Ok(());
    }
    let differs = base.files.iter().find(|file| {
        read.files
            .get(&file.path)
            .is_some_and(|tree| *content::write_tree(tree) != content::write_tree(&file.tree))
    });
    let path = differs.map_or("questionnaire.yaml", |file| &file.path);
    let message = "Something here has no place in a spreadsheet, so it would be lost. Remove what is unusual: a comma in \
                   a list, an empty condition.";
    Err(vec![Refusal { place: format!("{}/{path}", base.dir.display()), message: message.to_owned() }])
}

/// The subjects in the order shown, each with its file.
fn subjects<'a>(base: &'a Base<'_>) -> impl Iterator<Item = (&'a str, &'a Node)> {
    let listed = base.tree("questionnaire.yaml").and_then(|tree| tree.get("subjects"));
    let ids = listed.map_or(&[][..], Node::items).iter().map(Node::as_text);
    ids.filter_map(|id| Some((id, base.tree(&format!("questionnaire/{id}.yaml"))?)))
}

fn questions(subject: &Node) -> &[Node] {
    subject.get("questions").map_or(&[], Node::items)
}

/// The options that stand alone in a question of several choices, and the limits of the other kinds.
fn limits(question: &Node) -> Constraint {
    let number = |key: &str| question.get(key).map(|node| node.as_text().to_owned());
    let mut alone = Vec::new();
    if question.get("kind").is_some_and(|kind| kind.as_text() == "several") {
        let own = question.get("options").map_or(&[][..], Node::items).iter();
        let exclusive =
            own.filter(|option| is_true(option, "exclusive")).filter_map(|option| option.get("id"));
        alone.extend(exclusive.map(|id| id.as_text().to_owned()));
        let shared = question.get("shared_options").map_or(&[][..], Node::items).iter();
        let ways_out = shared.map(|option| option.get("id").unwrap_or(option).as_text());
        alone.extend(ways_out.filter(|id| matches!(*id, "unknown" | "skip")).map(str::to_owned));
    }
    Constraint { max_chars: number("max_chars"), max: number("max"), alone }
}

fn is_true(node: &Node, key: &str) -> bool {
    node.get(key).is_some_and(|flag| flag.as_text().eq_ignore_ascii_case("true"))
}

/// Names with commas between them.
fn joined(node: &Node) -> String {
    node.items().iter().map(Node::as_text).collect::<Vec<_>>().join(", ")
}

/// A row that says nothing yet beside its type and name.
fn row(cells: &[(&str, &str)]) -> Row {
    let mut row = Row::default();
    for (column, text) in cells {
        row.set(column, *text);
    }
    row
}
