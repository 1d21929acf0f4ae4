//! Groups as subjects, each a file.

use super::Base;
use super::choices::Lists;
use super::names::Names;
use super::question::{Place, conditions_of, question};
use super::reader::{Reader, list, text};
use super::survey::{Group, LEVEL, Survey};
use crate::expression::conditions::Condition;
use crate::expression::{Expression, Kind, Operator};
use crate::table::Cell;
use content::{Node, Pos};
use std::collections::BTreeMap;

/// The files of the subjects, and those of the lexicons that their questions use.
pub(crate) fn build(
    survey: &Survey,
    names: &Names,
    lists: &mut Lists,
    base: &Base<'_>,
    reader: &mut Reader,
) -> BTreeMap<String, Node> {
    let mut files = BTreeMap::new();
    let mut lexicons = BTreeMap::new();
    for group in &survey.subjects {
        let tree = subject(group, names, lists, base, &mut lexicons, reader);
        if files.insert(format!("questionnaire/{}.yaml", group.name.text), tree).is_some() {
            let message =
                format!("There are two groups `{}`. Give this one another `name`.", group.name.text);
            reader.book.add_lost(group.name.pos, message);
        }
    }
    files.extend(lexicons.into_iter().map(|(name, tree)| (format!("lexicon/{name}.yaml"), tree)));
    files
}

fn subject(
    group: &Group,
    names: &Names,
    lists: &mut Lists,
    base: &Base<'_>,
    lexicons: &mut BTreeMap<String, Node>,
    reader: &mut Reader,
) -> Node {
    let mut row = group.row.clone();
    let place = &mut Place { subject: &group.name.text, names, lists, base, lexicons };
    let mut entries = vec![("title", reader.needed_texts(&mut row, "label"))];
    let mut word = |column: &str, words: &[&str]| match row.take(column) {
        Some(cell) => text(&cell),
        None => {
            let pos = row.place(column, None);
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            let message = format!("The column `{column}` is empty here. Write one of {}.", words.join(", "));
            reader.book.add(pos, message);
            Node::text(pos, words[0].trim_matches('`'))
        }
    };
    entries.push(("icon", word("mt_icon", &content::icons())));
    entries.push(("sensitivity", word("mt_sensitivity", &content::sensitivities())));
    entries.extend(reader.yes(&mut row, "mt_health").map(|pos| ("health", Node::plain(pos, "true"))));
    if let Some(notice) = &group.notice {
        let mut notice = notice.clone();
        entries.push(("notice", reader.needed_texts(&mut notice, "label")));
        take_appearance(notice.take("appearance"), reader);
        notice.leftovers(&mut reader.book);
    }
    entries.extend(row.take("mt_france_travail").map(|cell| ("france_travail", text(&cell))));
    entries.extend(
        row.take("mt_data_inclusion").map(|cell| ("data_inclusion", Node::list(cell.pos, list(&cell)))),
    );
    // What holds for the group holds for each of its questions.
    let own = row.take("relevant");
    let shared = own.as_ref().map_or_else(Vec::new, |cell| group_conditions(cell, place, reader));
    take_appearance(row.take("appearance"), reader);
    let pos = row.pos;
    row.leftovers(&mut reader.book);
    let questions =
        group.questions.iter().map(|asked| question(asked.clone(), &shared, place, reader)).collect();
    entries.push(("questions", Node::list(pos, questions)));
    Node::map(pos, entries)
}

/// The conditions of a group, each with its cell, without the one that the triage makes for every subject.
fn group_conditions(cell: &Cell, place: &Place<'_>, reader: &mut Reader) -> Vec<(Pos, Condition)> {
    let Some(expression) = reader.expression(cell) else { return Vec::new() };
    let rest: Vec<Expression> =
        expression.all().iter().filter(|part| !is_triage(part, place.subject)).cloned().collect();
    match rest.as_slice() {
        [] => Vec::new(),
        _ => conditions_of(cell, &Expression { at: rest[0].at, kind: Kind::And(rest) }, place, reader),
    }
}

/// `${mt.level.mobilite} = 'hard' or ${mt.level.mobilite} = 'blocked'`: a level that opens the subject.
fn is_triage(part: &Expression, subject: &str) -> bool {
    let level = |test: &Expression| {
        let (answer, level) = test.sides(Operator::Equal)?;
        let Kind::Answer(name) = &answer.kind else { return None };
        (name.strip_prefix(LEVEL) == Some(subject)).then(|| level.literal().map(str::to_owned))?
    };
    let mut levels: Vec<Option<String>> = part.any().iter().map(level).collect();
    levels.sort();
    levels == ["blocked", "hard"].map(|level| Some(level.to_owned()))
}

/// Appearances that only say how options are laid out, which the portal decides.
pub(crate) fn take_appearance(cell: Option<Cell>, reader: &mut Reader) {
    const LAYOUT: [&str; 11] = [
        "minimal",
        "autocomplete",
        "compact",
        "horizontal",
        "horizontal-compact",
        "columns",
        "columns-pack",
        "quick",
        "quickcompact",
        "likert",
        "field-list",
    ];
    let Some(cell) = cell else { return };
    let is_width = |word: &str| word.strip_prefix('w').is_some_and(|rest| rest.parse::<u8>().is_ok());
    let is_columns =
        |word: &str| word.strip_prefix("columns-").is_some_and(|rest| rest.parse::<u8>().is_ok());
    for word in cell.text.split_whitespace() {
        if !LAYOUT.contains(&word) && !is_width(word) && !is_columns(word) {
            reader.book.add(cell.pos, format!("The portal has no appearance `{word}`. Remove it."));
        }
    }
}
