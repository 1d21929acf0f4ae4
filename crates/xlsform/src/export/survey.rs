//! The sheets `survey`, `settings` and `mt_helplines`.

use super::names::{Names, id_of};
use super::page::Row;
use super::{is_true, joined, limits, questions, row, subjects};
use crate::expression::write::{Named, write_conditions, write_constraint};
use crate::import::Base;
use crate::languages::name_language;
use content::Node;

/// One row a question, between those of its subject; first what welcomes, last the private talk.
pub(crate) fn rows(base: &Base<'_>, names: &Names, default: &str) -> Vec<Row> {
    let frame = base.tree("questionnaire.yaml");
    let part = |key: &str| frame.and_then(|tree| tree.get(key));
    let mut rows = Vec::new();
    for (n, welcome) in (1..).zip(part("welcome").map_or(&[][..], Node::items)) {
        let mut note = row(&[("type", "note"), ("name", &format!("mt.welcome.{n}"))]);
        note.set_texts("label", Some(welcome), default);
        rows.push(note);
    }
    let mut triage = row(&[("type", "begin_group"), ("name", "mt.triage")]);
    triage.set_texts("label", part("triage").and_then(|part| part.get("question")), default);
    rows.push(triage);
    for (id, subject) in subjects(base) {
        let name = format!("mt.level.{id}");
        let mut card = row(&[("type", "select_one mt.levels"), ("name", &name), ("required", "yes")]);
        card.set_texts("label", subject.get("title"), default);
        rows.push(card);
    }
    rows.push(row(&[("type", "end_group")]));
    for (id, subject) in subjects(base) {
        rows.push(group(id, subject, default));
        if let Some(notice) = subject.get("notice") {
            let mut note = row(&[("type", "note"), ("name", &format!("mt.notice.{id}"))]);
            note.set_texts("label", Some(notice), default);
            rows.push(note);
        }
        rows.extend(questions(subject).iter().map(|question| asked(id, question, base, names, default)));
        rows.push(row(&[("type", "end_group")]));
    }
    let mut sharing = row(&[("type", "select_one mt.sharing"), ("name", "mt.sharing"), ("required", "yes")]);
    sharing.set_texts("label", part("sharing").and_then(|part| part.get("question")), default);
    rows.push(sharing);
    let mut talk =
        row(&[("type", "select_one mt.private-talk"), ("name", "mt.private-talk"), ("required", "yes")]);
    talk.set_texts("label", part("private_talk").and_then(|part| part.get("question")), default);
    talk.set_texts("hint", part("private_talk").and_then(|part| part.get("hint")), default);
    rows.push(talk);
    rows
}

fn group(id: &str, subject: &Node, default: &str) -> Row {
    // What the portal does without being told: two of the levels open a subject.
    let relevant = format!("${{mt.level.{id}}} = 'hard' or ${{mt.level.{id}}} = 'blocked'");
    let mut group = row(&[("type", "begin_group"), ("name", id), ("relevant", &relevant)]);
    group.set_texts("label", subject.get("title"), default);
    group.set_node("mt_icon", subject.get("icon"));
    group.set_node("mt_sensitivity", subject.get("sensitivity"));
    group.set_yes("mt_health", is_true(subject, "health"));
    group.set_node("mt_france_travail", subject.get("france_travail"));
    group.set("mt_data_inclusion", subject.get("data_inclusion").map(joined).unwrap_or_default());
    group
}

fn asked(subject: &str, question: &Node, base: &Base<'_>, names: &Names, default: &str) -> Row {
    let name = names.name(subject, id_of(question));
    let kind = question.get("kind").map_or("", Node::as_text);
    let has_choices = question.get("options").or_else(|| question.get("shared_options")).is_some();
    let kind = match kind {
        "one" => format!("select_one {name}"),
        "several" | "guided" => format!("select_multiple {name}"),
        other => other.to_owned(),
    };
    let mut asked = row(&[("type", &kind), ("name", name), ("required", "yes")]);
    asked.set_texts("label", question.get("text"), default);
    asked.set_texts("hint", question.get("hint"), default);
    asked
        .set("relevant", question.get("when").map(|when| relevant(when, subject, names)).unwrap_or_default());
    asked.set("constraint", write_constraint(&limits(question)));
    asked.set_yes("mt_sensitive", is_true(question, "sensitive"));
    if !kind.starts_with("select") && has_choices {
        asked.set("mt_choices", name);
    }
    if let Some(lexicon) = question.get("lexicon") {
        let tree = base.tree(&format!("lexicon/{}.yaml", lexicon.as_text()));
        asked.set("appearance", "minimal autocomplete");
        asked.set("mt_lexicon", lexicon.as_text());
        asked.set_node("mt_source", tree.and_then(|tree| tree.get("source")));
        asked.set_node("mt_licence", tree.and_then(|tree| tree.get("licence")));
    }
    asked
}

/// The conditions of a question or an option as an expression.
pub(crate) fn relevant(when: &Node, subject: &str, names: &Names) -> String {
    let named = when.items().iter().map(|condition| {
        let (question, is_one) = names.of_path(condition.get("question").map_or("", Node::as_text), subject);
        let any = condition.get("any_of");
        let options = any.or_else(|| condition.get("none_of")).map_or(&[][..], Node::items);
        Named {
            question,
            is_one,
            is_any: any.is_some(),
            options: options.iter().map(Node::as_text).collect(),
        }
    });
    write_conditions(&named.collect::<Vec<_>>())
}

pub(crate) fn settings(base: &Base<'_>, default: &str) -> Vec<Row> {
    let frame = base.tree("questionnaire.yaml");
    let language = name_language(default);
    let mut settings = row(&[("form_id", &base.pack.id), ("default_language", &language)]);
    settings.set_node("version", frame.and_then(|tree| tree.get("version")));
    let title = frame.and_then(|tree| tree.get("title"));
    match title.and_then(|title| title.get(default)) {
        Some(own) => settings.set("form_title", own.as_text()),
        None => settings.set_node("form_title", title),
    }
    for (lang, text) in title.map_or(&[][..], Node::entries).iter().filter(|(lang, _)| lang.name != default) {
        settings.set_text("mt_title", &lang.name, text.as_text());
    }
    vec![settings]
}

pub(crate) fn helplines(base: &Base<'_>, default: &str) -> Vec<Row> {
    let lines = base.tree("questionnaire.yaml").and_then(|tree| tree.get("helplines"));
    let line = |line: &Node| {
        let mut row = Row::default();
        row.set_node("phone", line.get("phone"));
        row.set_texts("name", line.get("name"), default);
        row.set_texts("text", line.get("text"), default);
        row
    };
    lines.map_or(&[][..], Node::items).iter().map(line).collect()
}
