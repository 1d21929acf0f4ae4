//! The sheet `choices`: a list for each question, and those of the frame.

use super::names::{Names, id_of};
use super::page::Row;
use super::survey::relevant;
use super::{is_true, joined, questions, row, subjects};
use crate::import::Base;
use content::Node;

/// In the order of the sheet `survey`.
pub(crate) fn rows(base: &Base<'_>, names: &Names, default: &str) -> Vec<Row> {
    let frame = base.tree("questionnaire.yaml");
    let part = |key: &str| frame.and_then(|tree| tree.get(key));
    let items = |node: Option<&'_ Node>, key: &str| -> Vec<Node> {
        node.and_then(|node| node.get(key)).map_or(&[][..], Node::items).to_vec()
    };
    let mut rows = Vec::new();
    for level in items(part("triage"), "levels") {
        let mut choice = listed("mt.levels", level.get("level"));
        choice.set_texts("label", level.get("label"), default);
        choice.set_node("mt_france_travail", level.get("france_travail"));
        rows.push(choice);
    }
    for (id, subject) in subjects(base) {
        for question in questions(subject) {
            rows.extend(of_question(id, question, base, names, default));
        }
    }
    for way in items(part("sharing"), "options") {
        let mut choice = listed("mt.sharing", way.get("sharing"));
        choice.set_texts("label", way.get("label"), default);
        rows.push(choice);
    }
    for option in items(part("private_talk"), "options") {
        let mut choice = listed("mt.private-talk", option.get("id"));
        choice.set_texts("label", option.get("label"), default);
        choice.set_node("mt_role", option.get("role"));
        choice.set_yes("mt_helplines", is_true(&option, "helplines"));
        rows.push(choice);
    }
    for (role, label) in part("shared_options").map_or(&[][..], Node::entries) {
        let mut choice = row(&[("list_name", "mt.shared"), ("name", &role.name), ("mt_role", &role.name)]);
        choice.set_texts("label", Some(label), default);
        rows.push(choice);
    }
    rows
}

fn listed(list: &str, name: Option<&Node>) -> Row {
    row(&[("list_name", list), ("name", name.map_or("", Node::as_text))])
}

fn of_question(subject: &str, question: &Node, base: &Base<'_>, names: &Names, default: &str) -> Vec<Row> {
    let list = names.name(subject, id_of(question));
    let mut rows = Vec::new();
    if let Some(lexicon) = question.get("lexicon") {
        let tree = base.tree(&format!("lexicon/{}.yaml", lexicon.as_text()));
        let entries = tree.and_then(|tree| tree.get("entries")).map_or(&[][..], Node::items);
        rows.extend(entries.iter().map(|entry| {
            let mut choice = listed(list, entry.get("code"));
            choice.set_texts("label", entry.get("label"), default);
            set_search_words(&mut choice, entry.get("also"), default);
            choice
        }));
    }
    for option in question.get("options").map_or(&[][..], Node::items) {
        let mut choice = listed(list, option.get("id"));
        choice.set_texts("label", option.get("label"), default);
        for flag in ["exclusive", "sensitive", "health", "helplines"] {
            choice.set_yes(&format!("mt_{flag}"), is_true(option, flag));
        }
        set_rest(&mut choice, option, subject, names);
        rows.push(choice);
    }
    let words = base.tree("questionnaire.yaml").and_then(|tree| tree.get("shared_options"));
    for option in question.get("shared_options").map_or(&[][..], Node::items) {
        let role = option.get("id").unwrap_or(option);
        let mut choice = listed(list, Some(role));
        choice.set_node("mt_role", Some(role));
        choice.set_texts("label", words.and_then(|words| words.get(role.as_text())), default);
        set_rest(&mut choice, option, subject, names);
        rows.push(choice);
    }
    rows
}

/// What every option may have: a condition, action sheets.
fn set_rest(choice: &mut Row, option: &Node, subject: &str, names: &Names) {
    choice.set(
        "mt_relevant",
        option.get("when").map(|when| relevant(when, subject, names)).unwrap_or_default(),
    );
    choice.set("mt_sheets", option.get("sheets").map(joined).unwrap_or_default());
}

/// A list in the default language, or a list per language.
fn set_search_words(choice: &mut Row, also: Option<&Node>, default: &str) {
    let Some(also) = also else { return };
    choice.set_text("mt_also", default, &joined(also));
    for (lang, words) in also.entries() {
        choice.set_text("mt_also", &lang.name, &joined(words));
    }
}
