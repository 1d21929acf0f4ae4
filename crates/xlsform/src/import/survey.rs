//! The sheet `survey`, sorted into what the portal has: a first screen, subjects with questions, a last question.

use crate::refusal::Book;
use crate::table::{Cell, Row, Table};

/// What begins with this is a row of the frame.
pub(crate) const TRIAGE: &str = "mt.triage";
pub(crate) const LEVEL: &str = "mt.level.";
pub(crate) const SHARING: &str = "mt.sharing";
pub(crate) const PRIVATE_TALK: &str = "mt.private-talk";

#[derive(Debug, Default)]
pub(crate) struct Survey {
    pub welcome: Vec<Row>,
    /// The group of the first screen, and its rows: one a subject.
    pub triage: Option<(Row, Vec<Asked>)>,
    pub subjects: Vec<Group>,
    pub sharing: Option<Asked>,
    pub private_talk: Option<Asked>,
    /// Names of rows that are refused: who looks for one of them is not told that it does not exist.
    pub lost: Vec<String>,
}

/// A subject.
#[derive(Debug)]
pub(crate) struct Group {
    pub row: Row,
    pub name: Cell,
    pub notice: Option<Row>,
    pub questions: Vec<Asked>,
}

/// A row that asks something.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub row: Row,
    pub name: Cell,
    pub kind: AskedKind,
    /// Where the type is written.
    pub type_cell: Cell,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AskedKind {
    /// With the name of the list.
    SelectOne(String),
    SelectMultiple(String),
    Date,
    Text,
}

/// Where in the sheet one is.
enum Inside {
    Nothing,
    Triage,
    Subject,
    /// Inside something that is refused, this many groups deep.
    Refused(usize),
}

impl Survey {
    pub fn sort(table: Table, book: &mut Book) -> Self {
        let mut survey = Self::default();
        let mut inside = Inside::Nothing;
        // Groups inside a subject, which are refused and whose questions are read all the same.
        let mut n_inner = 0_usize;
        let mut last_begin = None;
        for mut row in table.rows {
            let Some(written) = row.take("type") else {
                book.add_lost(row.place("type", None), "This row has no `type`. Write it, or empty the row.");
                continue;
            };
            let kind = match read_type(&written.text) {
                Ok(kind) => kind,
                Err(advice) => {
                    survey.lost.extend(row.take("name").map(|name| name.text));
                    if !matches!(inside, Inside::Refused(_)) {
                        book.add_lost(written.pos, advice);
                    }
                    continue;
                }
            };
            match (&mut inside, kind) {
                (Inside::Refused(depth), RowType::Begin | RowType::Repeat) => *depth += 1,
                (Inside::Refused(depth), RowType::End | RowType::EndRepeat) => {
                    *depth -= 1;
                    if *depth == 0 {
                        inside = if n_inner > 0 { Inside::Subject } else { Inside::Nothing };
                        n_inner = n_inner.saturating_sub(1);
                    }
                }
                (Inside::Refused(_), _) => survey.lost.extend(row.take("name").map(|name| name.text)),
                (_, RowType::Ignored) => {}
                (now, RowType::Repeat) => {
                    book.add_lost(written.pos, "The portal asks nothing twice. Ask once, without a repeat.");
                    n_inner += usize::from(matches!(now, Inside::Subject));
                    inside = Inside::Refused(1);
                }
                (Inside::Subject | Inside::Triage, RowType::Begin) => {
                    let message = "A subject has no groups inside. Remove this row and its end, and keep the questions.";
                    book.add(written.pos, message);
                    n_inner += 1;
                }
                (Inside::Subject | Inside::Triage, RowType::End) if n_inner > 0 => n_inner -= 1,
                (Inside::Subject | Inside::Triage, RowType::End) => {
                    row.take("name");
                    row.leftovers(book);
                    inside = Inside::Nothing;
                }
                (_, RowType::End | RowType::EndRepeat) => {
                    book.add(
                        written.pos,
                        "Nothing begins that this would end. Remove this row, or write its begin_group.",
                    );
                }
                (Inside::Nothing, RowType::Begin) => {
                    last_begin = Some(written.pos);
                    let Some(name) = row.take("name") else {
                        book.add_lost(row.place("name", None), "A group has a `name`. Write it.");
                        inside = Inside::Refused(1);
                        continue;
                    };
                    if name.text == TRIAGE {
                        survey.triage = Some((row, Vec::new()));
                        inside = Inside::Triage;
                    } else {
                        survey.subjects.push(Group { row, name, notice: None, questions: Vec::new() });
                        inside = Inside::Subject;
                    }
                }
                (now, RowType::Note) => survey.add_note(row, &written, now, book),
                (now, RowType::Ask(kind)) => {
                    let Some(name) = row.take("name") else {
                        book.add_lost(row.place("name", None), "A question has a `name`. Write it.");
                        continue;
                    };
                    survey.add_asked(Asked { row, name, kind, type_cell: written }, now, book);
                }
            }
        }
        if let (Some(pos), false) = (last_begin, matches!(inside, Inside::Nothing)) {
            book.add(pos, "This group does not end. Write a row `end_group` after its last question.");
        }
        survey
    }

    fn add_note(&mut self, mut row: Row, written: &Cell, inside: &Inside, book: &mut Book) {
        row.take("name");
        match inside {
            Inside::Nothing if self.triage.is_none() && self.subjects.is_empty() => self.welcome.push(row),
            Inside::Subject
                if self
                    .subjects
                    .last()
                    .is_some_and(|group| group.notice.is_none() && group.questions.is_empty()) =>
            {
                if let Some(group) = self.subjects.last_mut() {
                    group.notice = Some(row);
                }
            }
            _ => {
                let message = "A note stands before the first group, where it welcomes, or as the first row of a \
                               subject, where it is its notice. Move it there, or put its words into a `hint`.";
                book.add(written.pos, message);
            }
        }
    }

    fn add_asked(&mut self, asked: Asked, inside: &Inside, book: &mut Book) {
        match inside {
            Inside::Subject => {
                if let Some(group) = self.subjects.last_mut() {
                    group.questions.push(asked);
                }
            }
            Inside::Triage => {
                if let Some((_, rows)) = &mut self.triage {
                    rows.push(asked);
                }
            }
            _ if asked.name.text == SHARING => self.sharing = Some(asked),
            _ if asked.name.text == PRIVATE_TALK => self.private_talk = Some(asked),
            _ => {
                let message = "A question stands in the group of its subject. Put it between `begin_group` and `end_group`.";
                book.add_lost(asked.type_cell.pos, message);
                self.lost.push(asked.name.text);
            }
        }
    }
}

enum RowType {
    Begin,
    End,
    Repeat,
    EndRepeat,
    Note,
    Ask(AskedKind),
    /// A time that the portal keeps by itself.
    Ignored,
}

/// # Errors
/// What to do about a type that the portal has nothing for.
fn read_type(written: &str) -> Result<RowType, String> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let first = words.first().map(|word| word.to_lowercase()).unwrap_or_default();
    // "begin group", "select one list" are written too.
    let (kind, rest) = match (first.as_str(), words.get(1).map(|word| word.to_lowercase()).as_deref()) {
        ("begin" | "end", Some(what @ ("group" | "repeat"))) => (format!("{first}_{what}"), &words[2..]),
        ("select", Some(what @ ("one" | "multiple"))) => (format!("select_{what}"), &words[2..]),
        _ => (first, &words[1.min(words.len())..]),
    };
    match kind.as_str() {
        "begin_group" => Ok(RowType::Begin),
        "end_group" => Ok(RowType::End),
        "begin_repeat" => Ok(RowType::Repeat),
        "end_repeat" => Ok(RowType::EndRepeat),
        "note" => Ok(RowType::Note),
        "start" | "end" | "today" => Ok(RowType::Ignored),
        "date" => Ok(RowType::Ask(AskedKind::Date)),
        "text" => Ok(RowType::Ask(AskedKind::Text)),
        "select_one" | "select_multiple" => match rest {
            [list] if kind == "select_one" => Ok(RowType::Ask(AskedKind::SelectOne((*list).to_owned()))),
            [list] => Ok(RowType::Ask(AskedKind::SelectMultiple((*list).to_owned()))),
            [_, other] if *other == "or_other" => Err(
                "The portal adds no option by itself. Remove or_other, and write the option into the list."
                    .to_owned(),
            ),
            _ => Err(format!("The name of one list is expected after `{kind}`. Write it.")),
        },
        _ => Err(refuse_type(&kind)),
    }
}

fn refuse_type(kind: &str) -> String {
    let advice = match kind {
        "integer" | "decimal" | "range" => "The portal asks for no number. Offer answers to choose from.",
        "geopoint" | "geotrace" | "geoshape" | "start-geopoint" | "background-geopoint" => {
            "The portal never asks where somebody is. Remove this row."
        }
        "image" | "photo" | "audio" | "video" | "file" | "background-audio" => {
            "No picture, sound or file is part of an answer. Remove this row."
        }
        "deviceid" | "phonenumber" | "username" | "email" | "simserial" | "subscriberid" | "audit" => {
            "The portal collects nothing about the person or the device beside the answers. Remove this row."
        }
        "time" | "datetime" => "The portal asks for a day, without the hour. Write `date`.",
        "calculate" | "hidden" | "xml-external" | "csv-external" => {
            "The portal calculates nothing. Remove this row."
        }
        "select_one_from_file" | "select_multiple_from_file" | "select_one_external" => {
            "Options in another file are not read. Put them into the sheet `choices`; `mt_lexicon` makes a list to search in."
        }
        "rank" => "The portal puts nothing in an order. Use `select_one` or `select_multiple`.",
        "acknowledge" | "trigger" => "The portal has nothing to tick off. Ask with `select_one`.",
        "barcode" | "qrcode" => "The portal reads no code. Remove this row.",
        _ => return format!("`{kind}` is no type that is read here. {}", content::suggest(kind, TYPES)),
    };
    advice.to_owned()
}

const TYPES: [&str; 7] =
    ["begin_group", "end_group", "select_one", "select_multiple", "date", "text", "note"];
