//! The sheet `choices`: lists of options, each used by one question or more.

use super::reader::{Reader, list, text};
use crate::columns::{Column, advise};
use crate::refusal::Book;
use crate::table::{Cell, Table};
use content::{Lang, Node, Pos};
use std::collections::{BTreeMap, BTreeSet};

/// Lists that every form of ours has.
pub(crate) const LEVELS: &str = "mt.levels";
pub(crate) const SHARING: &str = "mt.sharing";
pub(crate) const SHARED: &str = "mt.shared";

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub name: Cell,
    pub label: Option<Node>,
    /// Where the label is, or should be.
    pub label_pos: Pos,
    pub role: Option<Cell>,
    pub exclusive: Option<Pos>,
    /// Where `mt_exclusive` is, or should be; `None` without such a column.
    pub exclusive_pos: Option<Pos>,
    pub sensitive: Option<Pos>,
    pub health: Option<Pos>,
    pub helplines: Option<Pos>,
    pub relevant: Option<Cell>,
    pub sheets: Option<(Pos, Vec<Node>)>,
    pub france_travail: Option<Node>,
    pub also: Vec<(Lang, Cell)>,
    /// The columns of our own that have something here.
    filled: Vec<(&'static str, Pos)>,
}

#[derive(Debug)]
pub(crate) struct Lists {
    lists: BTreeMap<String, Vec<Choice>>,
    used: BTreeSet<String>,
    /// Where each begins, in the order of the sheet.
    starts: Vec<(Pos, String)>,
}

const OWN: [&str; 9] = [
    "mt_role",
    "mt_exclusive",
    "mt_sensitive",
    "mt_health",
    "mt_helplines",
    "mt_relevant",
    "mt_sheets",
    "mt_france_travail",
    "mt_also",
];

impl Lists {
    pub fn read(table: Table, reader: &mut Reader) -> Self {
        let mut lists = Self { lists: BTreeMap::new(), used: BTreeSet::new(), starts: Vec::new() };
        let has_exclusive = table.has_column("mt_exclusive");
        for mut row in table.rows {
            let (list_name, name) = (row.take("list_name"), row.take("name"));
            let (Some(list_name), Some(name)) = (list_name, name) else {
                let column = if row.has("list_name") { "name" } else { "list_name" };
                let message = "An option has a `list_name` and a `name`. Write both, or empty the row.";
                reader.book.add_lost(row.place(column, None), message);
                continue;
            };
            let filled = OWN.iter().filter_map(|own| Some((*own, row.find(own)?))).collect();
            let exclusive_pos = has_exclusive.then(|| row.place("mt_exclusive", None));
            let choice = Choice {
                label_pos: row.place("label", None),
                label: reader.texts(&mut row, "label"),
                role: row.take("mt_role"),
                exclusive: reader.yes(&mut row, "mt_exclusive"),
                exclusive_pos,
                sensitive: reader.yes(&mut row, "mt_sensitive"),
                health: reader.yes(&mut row, "mt_health"),
                helplines: reader.yes(&mut row, "mt_helplines"),
                relevant: row.take("mt_relevant"),
                sheets: row.take("mt_sheets").map(|cell| (cell.pos, names(&cell))),
                france_travail: row.take("mt_france_travail").map(|cell| text(&cell)),
                also: row.take_texts("mt_also"),
                filled,
                name,
            };
            row.leftovers(&mut reader.book);
            if !lists.lists.contains_key(&list_name.text) {
                lists.starts.push((list_name.pos, list_name.text.clone()));
            }
            lists.lists.entry(list_name.text).or_default().push(choice);
        }
        lists
    }

    /// The options of a list; `None` when there is no such list.
    pub fn take(&mut self, name: &str) -> Option<Vec<Choice>> {
        self.used.insert(name.to_owned());
        self.lists.get(name).cloned()
    }

    /// The rows that are shared options of a question, in the order of the sheet. `private_talk` is the list
    /// of the last question, which has roles of its own.
    pub fn with_roles(&self, private_talk: &str) -> Vec<Choice> {
        let frame = [LEVELS, SHARING, SHARED, private_talk];
        let lists = self.starts.iter().filter(|(_, name)| !frame.contains(&name.as_str()));
        let choices = lists.flat_map(|(_, name)| &self.lists[name]);
        choices.filter(|choice| choice.role.is_some()).cloned().collect()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }

    pub fn refuse_unused(&self, book: &mut Book) {
        for (pos, name) in self.starts.iter().filter(|(_, name)| !self.used.contains(name)) {
            book.add(*pos, format!("No question asks with the list `{name}`. Use it, or remove its rows."));
        }
    }
}

impl Choice {
    /// Refuses what this kind of list has nothing for.
    pub fn allow(&self, columns: &[&str], book: &mut Book) {
        for (own, pos) in self.filled.iter().filter(|(own, _)| !columns.contains(own)) {
            book.add(*pos, advise(&Column { base: (*own).to_owned(), lang: None }));
        }
    }

    pub fn id(&self) -> Node {
        text(&self.name)
    }

    pub fn needed_label(&self, reader: &mut Reader) -> Node {
        self.label.clone().unwrap_or_else(|| reader.lost_texts(self.label_pos, "label"))
    }

    /// Search words by language, for an entry of a lexicon.
    pub fn search_words(&self) -> Option<Node> {
        let pos = self.also.first()?.1.pos;
        let entry =
            |(lang, cell): &(Lang, Cell)| (lang.as_str().to_owned(), Node::list(cell.pos, list(cell)));
        let entries: Vec<(String, Node)> = self.also.iter().map(entry).collect();
        Some(Node::map(pos, entries.iter().map(|(lang, node)| (lang.as_str(), node.clone())).collect()))
    }
}

/// Identifiers: with commas or spaces between them.
fn names(cell: &Cell) -> Vec<Node> {
    let spaced = cell.text.split_whitespace().collect::<Vec<_>>().join(",");
    list(&Cell { pos: cell.pos, text: spaced })
}
