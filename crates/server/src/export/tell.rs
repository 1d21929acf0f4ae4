//! What tables tell, as JSON for other programs, and in words.

use super::in_words;
use super::words::CopyWords;
use crate::papers::day_of;
use content::{Content, Lang, Reason};
use domain::time::{Date, Timestamp};
use paper::{Everything, EverythingPart, Labels};
use serde_json::{Map, Value, json};
use store::{Person, Told, ToldTable};

/// Columns whose values are words of closed lists.
const CLOSED: [&str; 19] = [
    "meeting_place",
    "asked",
    "language",
    "kind",
    "status",
    "source",
    "setting",
    "told_by",
    "outcome",
    "sharing",
    "milestone",
    "actor",
    "reminder",
    "answer",
    "state",
    "scan",
    "refusal",
    "part",
    "operation",
];

/// Columns that hold JSON.
const JSON: [&str; 3] = ["answers", "value", "content"];

/// What the papers beside tell, question by question in the words that were answered.
const IN_OTHER_PAPERS: (&str, &str) = ("draft_answer", "answers");

/// Everything, for other programs: instants as in RFC 3339, in UTC.
pub fn json(told: &[ToldTable], now: Timestamp) -> Vec<u8> {
    let entry = |row: &Vec<(String, Told)>| -> Value {
        row.iter().map(|(column, told)| (column.clone(), value(column, told))).collect::<Map<_, _>>().into()
    };
    let mut all = Map::from_iter([("made_at".to_owned(), instant(now))]);
    for table in told {
        all.insert(table.table.to_owned(), table.rows.iter().map(entry).collect());
    }
    serde_json::to_vec_pretty(&all).expect("BUG: texts and numbers are JSON")
}

fn value(column: &str, told: &Told) -> Value {
    match told {
        Told::Nothing => Value::Null,
        Told::Number(ms) if is_instant(column) => instant(Timestamp(*ms)),
        Told::Number(number) => json!(number),
        Told::Text(text) if JSON.contains(&column) => {
            serde_json::from_str(text).unwrap_or_else(|_| json!(text))
        }
        Told::Text(text) => json!(text),
    }
}

fn is_instant(column: &str) -> bool {
    column == "at" || column.ends_with("_at")
}

fn instant(at: Timestamp) -> Value {
    jiff::Timestamp::from_millisecond(at.as_ms()).map_or(Value::Null, |at| json!(at.to_string()))
}

/// Says in one language what tables tell.
pub struct Teller<'a> {
    content: &'a Content,
    language: &'a Lang,
    words: &'static CopyWords,
    labels: &'static Labels,
}

impl<'a> Teller<'a> {
    pub fn new(content: &'a Content, tag: &str, words: &'static CopyWords, labels: &'static Labels) -> Self {
        Self { content, language: content.pack.language_for(tag), words, labels }
    }

    pub fn everything(&self, person: &Person, told: &[ToldTable], now: Timestamp) -> Everything {
        Everything {
            language: self.language.to_string(),
            person: format!("{} {}", person.first_name, person.last_name),
            made_on: day_of(now).map(|day| self.labels.day(day)).unwrap_or_default(),
            parts: told
                .iter()
                .filter(|table| table.table != IN_OTHER_PAPERS.0)
                .map(|table| self.part(table))
                .collect(),
        }
    }

    fn part(&self, table: &ToldTable) -> EverythingPart {
        let entries = table.rows.iter().map(|row| {
            let told = row.iter().filter(|(column, _)| column != IN_OTHER_PAPERS.1);
            told.filter_map(|(column, told)| {
                let name = named(&self.words.columns, column);
                self.value(column, told).map(|value| (name, value))
            })
            .collect()
        });
        EverythingPart { title: named(&self.words.tables, table.table), entries: entries.collect() }
    }

    /// `None` when there is nothing to say.
    fn value(&self, column: &str, told: &Told) -> Option<String> {
        match told {
            Told::Nothing => None,
            Told::Number(ms) if is_instant(column) => in_words(self.labels, Timestamp(*ms)),
            Told::Number(0) if column == "is_withdrawn" => None,
            Told::Number(1) if column == "is_withdrawn" => Some(self.words.values["confirmed"].clone()),
            Told::Number(number) => Some(number.to_string()),
            Told::Text(text) if text.is_empty() => None,
            Told::Text(text) if JSON.contains(&column) => Some(leaves(text)),
            Told::Text(text) if CLOSED.contains(&column) => Some(named(&self.words.values, text)),
            Told::Text(text) => Some(self.of_content(column, text).unwrap_or_else(|| text.clone())),
        }
    }

    /// What the content calls something, and days in words.
    fn of_content(&self, column: &str, text: &str) -> Option<String> {
        let workshops = &self.content.workshops[self.language];
        let found = match column {
            "sheet" => {
                let sheets = &self.content.pathways[self.language].sheets;
                sheets.iter().find(|sheet| sheet.id.as_str() == text).map(|sheet| &sheet.title)
            }
            "subject" => {
                let subjects = &self.content.questionnaires[self.language].subjects;
                subjects.iter().find(|subject| subject.id.as_str() == text).map(|subject| &subject.title)
            }
            "workshop" => {
                let mut kinds = workshops.kinds.iter().chain(&workshops.of_month);
                kinds.find(|kind| kind.id.as_str() == text).map(|kind| &kind.title)
            }
            "venue" => {
                workshops.venues.iter().find(|venue| venue.id.as_str() == text).map(|venue| &venue.name)
            }
            "reason" => self.reasons().find(|reason| reason.id.as_str() == text).map(|reason| &reason.label),
            "birth_date" | "due_on" | "held_on" => {
                return text.parse::<Date>().ok().map(|day| self.labels.day(day));
            }
            _ => None,
        };
        found.cloned()
    }

    fn reasons(&self) -> impl Iterator<Item = &Reason> {
        let talk = &self.content.conversations[self.language];
        let cancel = &self.content.workshops[self.language].cancel_reasons;
        talk.stuck_reasons.iter().chain(&talk.dispute_reasons).chain(&talk.hours_reasons).chain(cancel)
    }
}

/// What a word has no name for is told as it is.
fn named(names: &std::collections::BTreeMap<String, String>, word: &str) -> String {
    names.get(word).cloned().unwrap_or_else(|| word.to_owned())
}

/// The texts and numbers of a JSON value, one after the other.
fn leaves(json: &str) -> String {
    fn collect(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) if !text.is_empty() => found.push(text.clone()),
            Value::Number(number) => found.push(number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            Value::Object(fields) => fields.values().for_each(|field| collect(field, found)),
            Value::String(_) | Value::Bool(_) | Value::Null => {}
        }
    }
    let mut found = Vec::new();
    if let Ok(value) = serde_json::from_str(json) {
        collect(&value, &mut found);
    }
    found.join(" · ")
}
