//! The published schemas come from the records that read the files, and the default content obeys them.
//!
//! `UPDATE=1 cargo test -p content` writes them.

use super::default_dir;
use crate::node::{Node, Plain, Value, parse, plain_kind};
use crate::problem::Report;
use crate::raw;
use crate::read::Number;
use crate::text::{Id, Plain as PlainText, SearchWords, Text, Vocabulary, Word};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Description of every shape that is written by hand in `read.rs` and `text.rs`.
macro_rules! describe {
    ($([$($generics:tt)*] $type:ty, $name:expr, |$generator:ident| $schema:expr;)+) => {$(
        impl<$($generics)*> JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )+};
}

const ID: &str = "^[a-z0-9_-]{1,64}$";

describe! {
    [] Id, "Id", |_generator| json_schema!({"type": "string", "pattern": ID});
    [] PlainText, "Plain", |_generator| json_schema!({"type": "string", "minLength": 1});
    [] raw::QuestionPath, "QuestionPath", |_generator| json_schema!({
        "type": "string", "pattern": "^([a-z0-9_-]{1,64}\\.)?[a-z0-9_-]{1,64}$"
    });
    [] raw::TimeSlot, "TimeSlot", |_generator| json_schema!({
        "type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$"
    });
    [const MAX: usize] Text<MAX>, format!("Text{MAX}"), |_generator| {
        let text = json!({"type": "string", "minLength": 1, "maxLength": MAX});
        let by_language = json!({
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
            "additionalProperties": text,
            "minProperties": 1,
        });
        json_schema!({"anyOf": [text, by_language]})
    };
    [] SearchWords, "SearchWords", |_generator| {
        let words = json!({"type": "array", "items": {"type": "string", "minLength": 1}});
        json_schema!({"anyOf": [words, {"type": "object", "additionalProperties": words}]})
    };
    [const MIN: u16, const MAX: u16] Number<MIN, MAX>, format!("Number{MIN}to{MAX}"), |_generator| {
        json_schema!({"type": "integer", "minimum": MIN, "maximum": MAX})
    };
    [T: Vocabulary] Word<T>, T::WHAT.to_owned(), |_generator| {
        let words: Vec<&str> = T::WORDS.iter().map(|(word, _)| *word).collect();
        json_schema!({"type": "string", "enum": words})
    };
    [T: JsonSchema] crate::problem::At<T>, T::schema_name(), |generator| generator.subschema_for::<T>();
    [] raw::SharedOption, "SharedOption", |generator| {
        let word = generator.subschema_for::<Word<crate::vocabulary::SharedWord>>();
        let record = generator.subschema_for::<raw::SharedOptionRecord>();
        json_schema!({"anyOf": [word, record]})
    };
}

fn schemas() -> Vec<(&'static str, Schema)> {
    fn of<T: JsonSchema>() -> Schema {
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
    }
    vec![
        ("action-sheets", of::<raw::ActionSheets>()),
        ("forum", of::<raw::ForumFile>()),
        ("lexicon", of::<raw::Lexicon>()),
        ("pack", of::<raw::Pack>()),
        ("pathway", of::<raw::PathwayFile>()),
        ("programme", of::<raw::ProgrammeFile>()),
        ("questionnaire", of::<raw::QuestionnaireFile>()),
        ("subject", of::<raw::SubjectFile>()),
        ("workshops", of::<raw::WorkshopsFile>()),
    ]
}

fn schema_file(name: &str) -> PathBuf {
    default_dir().join(format!("../schema/{name}.schema.json"))
}

#[test]
fn the_published_schemas_are_those_of_the_records() {
    for (name, schema) in schemas() {
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        let file = schema_file(name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, &text).unwrap();
        }
        let published = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(published, text, "{name}: run `UPDATE=1 cargo test -p content`");
    }
}

#[test]
fn the_default_content_obeys_the_schema_that_each_file_names() {
    let mut n_files = 0;
    for path in yaml_files(&default_dir()) {
        let text = std::fs::read_to_string(&path).unwrap();
        let named = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# yaml-language-server: $schema="))
            .unwrap();
        let schema = std::fs::read_to_string(path.parent().unwrap().join(named)).unwrap();
        let validator = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
        let value = to_json(&parse(0, &text, &mut Report::default()).unwrap());
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
        n_files += 1;
    }
    assert_eq!(n_files, 30);
}

#[test]
fn the_schemas_refuse_what_the_check_refuses() {
    let subject = schemas().into_iter().find(|(name, _)| *name == "subject").unwrap().1;
    let validator = jsonschema::draft202012::new(subject.as_value()).unwrap();
    let is_right =
        |text: &str| validator.is_valid(&to_json(&parse(0, text, &mut Report::default()).unwrap()));
    let right = "{title: A, icon: bus, sensitivity: normal, questions: []}";
    assert!(is_right(right));
    for (from, to) in [
        ("icon: bus", "icon: plane"),
        ("title: A", "title: 12"),
        ("title: A", "titre: A"),
        ("[]", "x"),
        ("A", "{xx1: A}"),
    ] {
        assert!(!is_right(&right.replacen(from, to, 1)), "{to}");
    }
}

fn yaml_files(dir: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { yaml_files(&path) } else { vec![path] }).collect()
}

/// The value as an editor's YAML reader sees it.
fn to_json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Map(entries) => {
            entries.iter().map(|(key, value)| (key.name.clone(), to_json(value))).collect()
        }
        Value::Scalar { text, is_plain: false } => json!(text),
        Value::Scalar { text, is_plain: true } => match plain_kind(text) {
            Plain::Null => json!(null),
            Plain::Bool => json!(text.eq_ignore_ascii_case("true")),
            Plain::Number => serde_json::from_str(text).unwrap(),
            Plain::Text => json!(text),
        },
    }
}
