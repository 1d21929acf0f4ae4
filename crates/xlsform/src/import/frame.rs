//! Everything but the subjects: questionnaire.yaml. Parts that the spreadsheet has no rows for stay those of the base.

use super::choices::{Choice, LEVELS, Lists, SHARED, SHARING};
use super::reader::{LOST, Reader, text};
use super::subject::take_appearance;
use super::survey::{Asked, AskedKind, LEVEL, Survey};
use super::{Base, start_of};
use crate::languages::find_language;
use crate::refusal::{Book, SETTINGS};
use crate::table::{Row, Table};
use content::{Lang, Node, Pos};

/// The language of texts in columns without one.
pub(crate) fn default_language(settings: &Table, book: &mut Book) -> Option<Lang> {
    let cell = settings.rows.first()?.clone().take("default_language")?;
    let lang = find_language(&cell.text);
    if lang.is_none() && cell.text != "default" {
        let message = format!(
            "`{}` names no language. Write it with its code, as in `{}`.",
            cell.text,
            crate::languages::name_language("en")
        );
        book.add(cell.pos, message);
    }
    lang
}

/// What the frame is made of, beside lists.
pub(crate) struct Parts {
    pub settings: Table,
    pub survey: Survey,
    pub helplines: Option<Table>,
}

/// The shared options, in the order of questionnaire.yaml.
const ROLES: [&str; 3] = ["unknown", "skip", "talk"];

pub(crate) fn build(parts: Parts, lists: &mut Lists, base: &Base<'_>, reader: &mut Reader) -> Node {
    let kept = |key: &str| base.tree("questionnaire.yaml").and_then(|tree| tree.get(key)).cloned();
    let Parts { mut settings, survey, helplines } = parts;
    for row in settings.rows.iter().skip(1) {
        reader.book.add(row.pos, "The settings are one row. Empty this one.");
    }
    let setting = settings.rows.first_mut().map(|row| (row.place("version", None), row));
    let (version, title) = match setting {
        Some((_, row)) => {
            row.take("default_language");
            let version = row.take("version").map(|cell| text(&cell));
            let title = title(row, reader);
            row.clone().leftovers(&mut reader.book);
            (version, title)
        }
        None => (None, None),
    };
    let subjects: Vec<Node> = survey.subjects.iter().map(|group| text(&group.name)).collect();
    if subjects.is_empty() {
        let message = "There is no subject. Put the questions between `begin_group` and `end_group`.";
        reader.book.add(start_of(crate::refusal::SURVEY), message);
    }
    let subject_names: Vec<String> = survey.subjects.iter().map(|group| group.name.text.clone()).collect();
    let titles: Vec<Row> = survey.subjects.iter().map(|group| group.row.clone()).collect();
    let welcome = note_texts(survey.welcome, reader);
    let triage = triage(survey.triage, &subject_names, &titles, lists, kept("triage"), reader);
    let sharing = sharing(survey.sharing, lists, kept("sharing"), reader);
    let talk_list = match survey.private_talk.as_ref().map(|asked| &asked.kind) {
        Some(AskedKind::SelectOne(list)) => list.clone(),
        _ => String::new(),
    };
    let shared = shared(lists, &talk_list, kept("shared_options"), reader);
    let private_talk = survey.private_talk.map(|asked| private_talk(asked, lists, reader));
    let helplines = helplines.map(|table| help(table, reader));
    let entries = [
        ("version", version),
        ("title", title),
        ("welcome", welcome),
        ("triage", triage),
        ("sharing", sharing),
        ("shared_options", shared),
        ("private_talk", private_talk),
        ("helplines", helplines),
        ("subjects", Some(Node::list(start_of(crate::refusal::SURVEY), subjects))),
    ];
    let entries = entries.into_iter().filter_map(|(key, node)| Some((key, node.or_else(|| kept(key))?)));
    Node::map(start_of(SETTINGS), entries.collect())
}

/// `form_title` in the default language, `mt_title_en` in others: XLSForm does not translate a title.
fn title(row: &mut Row, reader: &mut Reader) -> Option<Node> {
    let own = row.take("form_title")?;
    let mut texts = vec![(reader.default.clone(), own.clone())];
    texts.extend(row.take_texts("mt_title"));
    for lang in reader.asked.clone() {
        if !texts.iter().any(|(found, _)| *found == lang) {
            reader.book.add(
                own.pos,
                format!("The title in `{lang}` is missing. Write it in a column `mt_title_{lang}`."),
            );
            texts.push((lang, own.clone()));
        }
    }
    texts.extend(reader.absent.iter().map(|lang| (lang.clone(), own.clone())));
    Some(Node::map(own.pos, texts.iter().map(|(lang, cell)| (lang.as_str(), text(cell))).collect()))
}

fn note_texts(notes: Vec<Row>, reader: &mut Reader) -> Option<Node> {
    let pos = notes.first()?.pos;
    let texts = notes.into_iter().map(|mut row| {
        let words = reader.needed_texts(&mut row, "label");
        take_appearance(row.take("appearance"), reader);
        row.leftovers(&mut reader.book);
        words
    });
    Some(Node::list(pos, texts.collect()))
}

fn triage(
    triage: Option<(Row, Vec<Asked>)>,
    subjects: &[String],
    titles: &[Row],
    lists: &mut Lists,
    kept: Option<Node>,
    reader: &mut Reader,
) -> Option<Node> {
    let part = |key: &str| kept.as_ref().and_then(|kept| kept.get(key)).cloned();
    let question = triage.map(|(mut row, asked)| {
        let question = reader.needed_texts(&mut row, "label");
        take_appearance(row.take("appearance"), reader);
        row.leftovers(&mut reader.book);
        check_cards(asked, subjects, titles, reader);
        question
    });
    let levels = lists.take(LEVELS).map(|choices| {
        let level = |choice: &Choice| {
            choice.allow(&["mt_france_travail"], &mut reader.book);
            let mut entries = vec![("level", choice.id()), ("label", choice.needed_label(reader))];
            entries.extend(choice.france_travail.clone().map(|code| ("france_travail", code)));
            Node::map(choice.name.pos, entries)
        };
        list_of(&choices, level)
    });
    let entries = [("question", question), ("levels", levels)];
    together(entries.into_iter().filter_map(|(key, node)| Some((key, node.or_else(|| part(key))?))).collect())
}

/// The rows of the first screen repeat what the groups say, for the sake of other tools: they must say the same.
fn check_cards(cards: Vec<Asked>, subjects: &[String], titles: &[Row], reader: &mut Reader) {
    let mut last = None;
    for Asked { mut row, name, kind, type_cell } in cards {
        let label = reader.needed_texts(&mut row, "label");
        take_appearance(row.take("appearance"), reader);
        row.take("required");
        row.leftovers(&mut reader.book);
        if kind != AskedKind::SelectOne(LEVELS.to_owned()) {
            reader
                .book
                .add(type_cell.pos, format!("On the first screen, each row is `select_one {LEVELS}`."));
        }
        let subject = name.text.strip_prefix(LEVEL).unwrap_or(&name.text);
        let Some(at) = subjects.iter().position(|known| known == subject) else {
            let hint = content::suggest(subject, subjects.iter().map(String::as_str));
            reader.book.add(name.pos, format!("There is no group `{subject}`. {hint} Or remove this row."));
            continue;
        };
        if last.is_some_and(|last| last >= at) {
            reader.book.add(
                name.pos,
                "The first screen has the subjects in the order of the groups. Move this row.",
            );
        }
        last = Some(at);
        let mut titled = titles[at].clone();
        let theirs = titled.take_texts("label");
        let same = |lang: &str, text: &str| {
            theirs.iter().any(|(their, cell)| their.as_str() == lang && cell.text == text)
        };
        if let Some(pos) = other_words(&label, same) {
            let message = format!(
                "The title of `{subject}` is another here than in row {}. Write the same, or remove this row.",
                titles[at].pos.line
            );
            reader.book.add(pos, message);
        }
    }
}

/// Where the first text is that is not the same elsewhere.
fn other_words(label: &Node, mut is_same: impl FnMut(&str, &str) -> bool) -> Option<Pos> {
    let mut written = label.entries().iter().filter(|(_, text)| text.as_text() != LOST);
    written.find(|(lang, text)| !is_same(&lang.name, text.as_text())).map(|(_, text)| text.pos)
}

fn sharing(asked: Option<Asked>, lists: &mut Lists, kept: Option<Node>, reader: &mut Reader) -> Option<Node> {
    let part = |key: &str| kept.as_ref().and_then(|kept| kept.get(key)).cloned();
    let question = asked.map(|Asked { mut row, kind, type_cell, .. }| {
        let question = reader.needed_texts(&mut row, "label");
        row.take("required");
        take_appearance(row.take("appearance"), reader);
        row.leftovers(&mut reader.book);
        if kind != AskedKind::SelectOne(SHARING.to_owned()) {
            reader.book.add(
                type_cell.pos,
                format!("The question about sharing is `select_one {SHARING}`. Write it."),
            );
        }
        question
    });
    let options = lists.take(SHARING).map(|choices| {
        let way = |choice: &Choice| {
            choice.allow(&[], &mut reader.book);
            Node::map(choice.name.pos, vec![("sharing", choice.id()), ("label", choice.needed_label(reader))])
        };
        list_of(&choices, way)
    });
    let entries = [("question", question), ("options", options)];
    together(entries.into_iter().filter_map(|(key, node)| Some((key, node.or_else(|| part(key))?))).collect())
}

/// One wording for every question: that of the list `mt.shared`, or the first that a question has.
fn shared(lists: &mut Lists, talk_list: &str, kept: Option<Node>, reader: &mut Reader) -> Option<Node> {
    let own = lists.take(SHARED).unwrap_or_default();
    for choice in &own {
        choice.allow(&["mt_role"], &mut reader.book);
    }
    let mut found: Vec<(&str, Node)> = Vec::new();
    let of_questions = lists.with_roles(talk_list);
    for choice in own.iter().chain(&of_questions) {
        let role = choice.role.as_ref().map_or(choice.name.text.as_str(), |role| role.text.as_str());
        let (Some(role), Some(label)) = (ROLES.iter().find(|known| **known == role), &choice.label) else {
            continue;
        };
        match found.iter().find(|(known, _)| known == role) {
            None => found.push((role, label.clone())),
            Some((_, first)) => {
                let same =
                    |lang: &str, text: &str| first.get(lang).is_none_or(|words| words.as_text() == text);
                let Some(pos) = other_words(label, same) else { continue };
                let message = format!(
                    "`{role}` has other words here than in row {}. It has one wording for all questions: write the same, \
                     or leave the label of this row empty.",
                    first.pos.line
                );
                reader.book.add(pos, message);
            }
        }
    }
    let text = |role: &'static str| {
        let written = found.iter().find(|(known, _)| *known == role).map(|(_, label)| label.clone());
        Some((role, written.or_else(|| kept.as_ref()?.get(role).cloned())?))
    };
    together(ROLES.into_iter().filter_map(text).collect())
}

fn private_talk(asked: Asked, lists: &mut Lists, reader: &mut Reader) -> Node {
    let Asked { mut row, name, kind, type_cell } = asked;
    let mut entries = vec![("question", reader.needed_texts(&mut row, "label"))];
    entries.extend(reader.texts(&mut row, "hint").map(|hint| ("hint", hint)));
    row.take("required");
    take_appearance(row.take("appearance"), reader);
    row.leftovers(&mut reader.book);
    let choices = match &kind {
        AskedKind::SelectOne(list) => lists.take(list).unwrap_or_default(),
        _ => Vec::new(),
    };
    if choices.is_empty() {
        reader.book.add(
            type_cell.pos,
            "The last question is a `select_one` with a list on the sheet `choices`. Write it.",
        );
    }
    let option = |choice: &Choice| {
        choice.allow(&["mt_role", "mt_helplines"], &mut reader.book);
        let mut entries = vec![("id", choice.id()), ("label", choice.needed_label(reader))];
        entries.extend(choice.role.as_ref().map(|role| ("role", text(role))));
        entries.extend(choice.helplines.map(|pos| ("helplines", Node::plain(pos, "true"))));
        Node::map(choice.name.pos, entries)
    };
    entries.push(("options", list_of(&choices, option)));
    Node::map(name.pos, entries)
}

fn help(table: Table, reader: &mut Reader) -> Node {
    let pos = table.pos;
    let lines = table.rows.into_iter().map(|mut row| {
        let name = reader.needed_texts(&mut row, "name");
        let phone = row.take("phone").map(|cell| text(&cell)).unwrap_or_else(|| {
            let pos = row.place("phone", None);
            reader.book.add(pos, "The column `phone` is empty here. Write the number.");
            Node::text(pos, "?")
        });
        let words = reader.needed_texts(&mut row, "text");
        let pos = row.pos;
        row.leftovers(&mut reader.book);
        Node::map(pos, vec![("name", name), ("phone", phone), ("text", words)])
    });
    Node::list(pos, lines.collect())
}

fn list_of(choices: &[Choice], node: impl FnMut(&Choice) -> Node) -> Node {
    let pos = choices.first().map_or(start_of(crate::refusal::CHOICES), |choice| choice.name.pos);
    Node::list(pos, choices.iter().map(node).collect())
}

fn together(entries: Vec<(&str, Node)>) -> Option<Node> {
    let pos: Pos = entries.first()?.1.pos;
    Some(Node::map(pos, entries))
}
