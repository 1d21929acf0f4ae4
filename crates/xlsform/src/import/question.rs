//! Rows as questions.

use super::Base;
use super::choices::{Choice, Lists};
use super::names::{Names, id_in};
use super::reader::{Reader, text, yes_or_no};
use super::subject::take_appearance;
use super::survey::{Asked, AskedKind};
use crate::expression::Expression;
use crate::expression::conditions::{Condition, conditions};
use crate::expression::constraint::{Constraint, constraint};
use crate::table::{Cell, Row};
use content::{Node, Pos, suggest};
use std::collections::BTreeMap;

/// The subject that is read, and what its questions refer to.
pub(crate) struct Place<'a> {
    pub subject: &'a str,
    pub names: &'a Names,
    pub lists: &'a mut Lists,
    pub base: &'a Base<'a>,
    /// Lexicons of the questions so far, by name.
    pub lexicons: &'a mut BTreeMap<String, Node>,
}

/// A question, with the conditions of its group.
pub(crate) fn question(
    asked: Asked,
    of_group: &[(Pos, Condition)],
    place: &mut Place<'_>,
    reader: &mut Reader,
) -> Node {
    let Asked { mut row, name, kind, type_cell } = asked;
    let mut entries = vec![("id", Node::text(name.pos, id_in(&name.text, place.subject)))];
    let lexicon = row.take("mt_lexicon");
    let word = match (&kind, &lexicon) {
        (AskedKind::SelectOne(_) | AskedKind::SelectMultiple(_), Some(_)) => "guided",
        (AskedKind::SelectOne(_), None) => "one",
        (AskedKind::SelectMultiple(_), None) => "several",
        (AskedKind::Date, _) => "date",
        (AskedKind::Text, _) => "text",
    };
    entries.push(("kind", Node::text(type_cell.pos, word)));
    entries.push(("text", reader.needed_texts(&mut row, "label")));
    entries.extend(reader.texts(&mut row, "hint").map(|hint| ("hint", hint)));
    let own = row.take("relevant").map_or_else(Vec::new, |cell| {
        let expression = reader.expression(&cell);
        expression.map_or_else(Vec::new, |expression| conditions_of(&cell, &expression, place, reader))
    });
    let all: Vec<Node> =
        of_group.iter().chain(&own).map(|condition| condition_node(condition, place.subject)).collect();
    if let Some(first) = all.first() {
        entries.push(("when", Node::list(first.pos, all)));
    }
    entries.extend(reader.yes(&mut row, "mt_sensitive").map(|pos| ("sensitive", Node::plain(pos, "true"))));
    let limits = row.take("constraint").map(|cell| (read_constraint(&cell, word, reader), cell));
    let (pos, limits) = match limits {
        Some((limits, cell)) => (cell.pos, limits),
        None => (row.place("constraint", None), Constraint::default()),
    };
    take_required(row.take("required"), reader);
    take_appearance(row.take("appearance"), reader);

    let list_cell = match &kind {
        AskedKind::SelectOne(list) | AskedKind::SelectMultiple(list) => {
            Some(Cell { pos: type_cell.pos, text: list.clone() })
        }
        AskedKind::Date | AskedKind::Text => row.take("mt_choices"),
    };
    let choices = list_cell.map_or_else(Vec::new, |cell| find_list(&cell, place, reader));
    match (&kind, lexicon) {
        (AskedKind::SelectOne(_) | AskedKind::SelectMultiple(_), Some(lexicon)) => {
            let max = match (&limits.max, &kind) {
                (Some(max), _) => max.clone(),
                (None, AskedKind::SelectOne(_)) => "1".to_owned(),
                (None, _) => {
                    let message =
                        "Say how many one may choose: write `count-selected(.) <= 3` in `constraint`.";
                    reader.book.add(pos, message);
                    "1".to_owned()
                }
            };
            read_lexicon(&lexicon, &choices, &mut row, place, reader);
            entries.push(("lexicon", text(&lexicon)));
            entries.push(("max", Node::plain(pos, max)));
        }
        (_, Some(lexicon)) => {
            reader.book.add(lexicon.pos, "A list to search in is a select_multiple. Change the type.")
        }
        (AskedKind::Text, None) => {
            let max = limits.max_chars.clone().unwrap_or_else(|| {
                reader.book.add(
                    pos,
                    "Say how long the text may be: write `string-length(.) <= 80` in `constraint`.",
                );
                "1".to_owned()
            });
            entries.push(("max_chars", Node::plain(pos, max)));
        }
        _ => {}
    }
    refuse_limits(word, &limits, pos, reader);
    row.leftovers(&mut reader.book);
    add_options(word, &choices, &limits, pos, &mut entries, place, reader);
    Node::map(name.pos, entries)
}

/// A limit that this kind of question does not have.
fn refuse_limits(kind: &str, limits: &Constraint, pos: Pos, reader: &mut Reader) {
    let written = [
        (limits.max_chars.is_some(), "text", "`string-length` goes with the type `text`. Remove it."),
        (
            limits.max.is_some(),
            "guided",
            "`count-selected` as a limit goes with a list to search in (`mt_lexicon`). Remove it.",
        ),
        (
            !limits.alone.is_empty(),
            "several",
            "Only in a `select_multiple` does an option stand alone. Remove it.",
        ),
    ];
    for (_, _, message) in written.iter().filter(|(is_written, of, _)| *is_written && *of != kind) {
        reader.book.add(pos, *message);
    }
}

fn read_constraint(cell: &Cell, kind: &str, reader: &mut Reader) -> Constraint {
    // Stands for a limit that was written and could not be read, which is told once.
    let one = |of: &str| (kind == of).then(|| "1".to_owned());
    let lost = Constraint { max_chars: one("text"), max: one("guided"), alone: Vec::new() };
    let Some(expression) = reader.expression(cell) else { return lost };
    constraint(&expression).unwrap_or_else(|refused| {
        refused.iter().for_each(|one| reader.book.add(cell.pos, one.to_string()));
        lost
    })
}

fn take_required(cell: Option<Cell>, reader: &mut Reader) {
    if let Some(cell) = cell
        && yes_or_no(&cell.text) != Some(true)
    {
        let message = "Every question of the portal is answered. Write yes, and give a way out: a choice `skip` with \
                       `mt_role` skip.";
        reader.book.add(cell.pos, message);
    }
}

fn find_list(cell: &Cell, place: &mut Place<'_>, reader: &mut Reader) -> Vec<Choice> {
    place.lists.take(&cell.text).unwrap_or_else(|| {
        let hint = suggest(&cell.text, place.lists.names());
        reader
            .book
            .add_lost(cell.pos, format!("There is no list `{}` on the sheet `choices`. {hint}", cell.text));
        Vec::new()
    })
}

/// The options of a question: its own, then those that questions share.
fn add_options(
    kind: &str,
    choices: &[Choice],
    limits: &Constraint,
    limits_pos: Pos,
    entries: &mut Vec<(&str, Node)>,
    place: &Place<'_>,
    reader: &mut Reader,
) {
    let (mut own, mut shared) = (Vec::new(), Vec::new());
    for choice in choices {
        if choice.role.is_some() {
            shared.push(shared_option(choice, place, reader));
        } else if kind != "guided" {
            if !shared.is_empty() {
                let message = "The options with an `mt_role` come last. Move this row above them.";
                reader.book.add(choice.name.pos, message);
            }
            own.push(own_option(kind, choice, limits, place, reader));
        }
    }
    for option in
        limits.alone.iter().filter(|option| !choices.iter().any(|choice| choice.name.text == **option))
    {
        reader.book.add(limits_pos, format!("The list has no option `{option}`. Check the spelling."));
    }
    let pos = choices.first().map(|choice| choice.name.pos);
    for (key, options) in [("options", own), ("shared_options", shared)] {
        if let (Some(pos), false) = (pos, options.is_empty()) {
            entries.push((key, Node::list(pos, options)));
        }
    }
}

fn own_option(
    kind: &str,
    choice: &Choice,
    limits: &Constraint,
    place: &Place<'_>,
    reader: &mut Reader,
) -> Node {
    choice.allow(
        &["mt_exclusive", "mt_sensitive", "mt_health", "mt_helplines", "mt_relevant", "mt_sheets"],
        &mut reader.book,
    );
    let mut entries = vec![("id", choice.id()), ("label", choice.needed_label(reader))];
    let is_alone = limits.alone.contains(&choice.name.text);
    let alone = choice.exclusive.or_else(|| is_alone.then_some(choice.name.pos));
    if let (true, None, Some(pos)) = (is_alone, choice.exclusive, choice.exclusive_pos) {
        let message = "The `constraint` of a question makes this option stand alone, and `mt_exclusive` does not say so. \
                       Write yes here, or take the option out of the constraint.";
        reader.book.add(pos, message);
    }
    match alone {
        Some(pos) if kind == "several" => entries.push(("exclusive", Node::plain(pos, "true"))),
        Some(pos) if choice.exclusive.is_some() => {
            reader.book.add(pos, "Only in a `select_multiple` does an option stand alone. Empty this cell.");
        }
        _ => {}
    }
    let flags = [("sensitive", choice.sensitive), ("health", choice.health), ("helplines", choice.helplines)];
    entries.extend(flags.iter().filter_map(|(key, pos)| Some((*key, Node::plain((*pos)?, "true")))));
    entries.extend(option_rest(choice, place, reader));
    Node::map(choice.name.pos, entries)
}

fn shared_option(choice: &Choice, place: &Place<'_>, reader: &mut Reader) -> Node {
    choice.allow(&["mt_role", "mt_relevant", "mt_sheets"], &mut reader.book);
    if let Some(role) = choice.role.as_ref().filter(|role| role.text != choice.name.text) {
        let message = format!(
            "An option with `mt_role` {0} is called `{0}`. Change its `name`, here and in every `relevant`.",
            role.text
        );
        reader.book.add_lost(choice.name.pos, message);
    }
    let id = choice.role.as_ref().map_or_else(|| choice.id(), text);
    let rest = option_rest(choice, place, reader);
    if rest.is_empty() {
        return id;
    }
    Node::map(choice.name.pos, [("id", id)].into_iter().chain(rest).collect())
}

/// What every option may have: a condition, action sheets.
fn option_rest(choice: &Choice, place: &Place<'_>, reader: &mut Reader) -> Vec<(&'static str, Node)> {
    let mut entries = Vec::new();
    if let Some(cell) = &choice.relevant
        && let Some(expression) = reader.expression(cell)
    {
        let conditions = conditions_of(cell, &expression, place, reader);
        let nodes = conditions.iter().map(|condition| condition_node(condition, place.subject)).collect();
        entries.push(("when", Node::list(cell.pos, nodes)));
    }
    entries.extend(choice.sheets.clone().map(|(pos, sheets)| ("sheets", Node::list(pos, sheets))));
    entries
}

/// The conditions that an expression in `cell` makes.
pub(crate) fn conditions_of(
    cell: &Cell,
    expression: &Expression,
    place: &Place<'_>,
    reader: &mut Reader,
) -> Vec<(Pos, Condition)> {
    let find = |name: &str| place.names.find(name, place.subject);
    match conditions(expression, &find) {
        Ok(conditions) => conditions.into_iter().map(|condition| (cell.pos, condition)).collect(),
        Err(refused) => {
            let told = refused.iter().filter(|one| !one.message.is_empty());
            told.for_each(|one| reader.book.add(cell.pos, one.to_string()));
            Vec::new()
        }
    }
}

fn condition_node((pos, condition): &(Pos, Condition), subject: &str) -> Node {
    let (of_subject, question) = &condition.on;
    let path = if of_subject == subject { question.clone() } else { format!("{of_subject}.{question}") };
    let options = condition.options.iter().map(|option| Node::text(*pos, option.as_str())).collect();
    let test = if condition.is_any { "any_of" } else { "none_of" };
    Node::map(*pos, vec![("question", Node::text(*pos, path)), (test, Node::list(*pos, options))])
}

/// The entries of a list to search in, with the source and licence of its row or of the base's lexicon of that name.
fn read_lexicon(name: &Cell, choices: &[Choice], row: &mut Row, place: &mut Place<'_>, reader: &mut Reader) {
    let base = place.base.tree(&format!("lexicon/{}.yaml", name.text));
    let mut line = |column: &str, key: &str| match (row.take(column), base.and_then(|tree| tree.get(key))) {
        (Some(cell), _) => text(&cell),
        (None, Some(node)) => node.clone(),
        (None, None) => {
            let pos = row.place(column, None);
            reader
                .book
                .add(pos, format!("The column `{column}` is empty here. Say where the list comes from."));
            Node::text(pos, "?")
        }
    };
    let (source, licence) = (line("mt_source", "source"), line("mt_licence", "licence"));
    let mut entries = Vec::new();
    for choice in choices.iter().filter(|choice| choice.role.is_none()) {
        choice.allow(&["mt_also"], &mut reader.book);
        let mut entry = vec![("code", choice.id()), ("label", choice.needed_label(reader))];
        entry.extend(choice.search_words().map(|words| ("also", words)));
        entries.push(Node::map(choice.name.pos, entry));
    }
    let tree = Node::map(
        name.pos,
        vec![("source", source), ("licence", licence), ("entries", Node::list(name.pos, entries))],
    );
    if let Some(first) = place.lexicons.get(&name.text).filter(|first| !first.says_same(&tree)) {
        let message = format!(
            "The list `{}` has other entries here than in row {}. Write the same, or give this one another name.",
            name.text, first.pos.line
        );
        reader.book.add(name.pos, message);
    }
    place.lexicons.insert(name.text.clone(), tree);
}
