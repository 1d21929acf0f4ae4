use super::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Every text by its path, with the names in braces.
fn names(value: &Value, path: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                names(value, &format!("{path}.{key}"), found);
            }
        }
        Value::String(text) => {
            let names = text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned()));
            found.insert(path.to_owned(), names.collect());
        }
        Value::Array(items) => {
            for (i, value) in items.iter().enumerate() {
                names(value, &format!("{path}.{i}"), found);
            }
        }
        other => panic!("{path}: {other}"),
    }
}

#[test]
fn languages_say_the_same_and_fill_the_same() {
    let all: Vec<BTreeMap<String, BTreeSet<String>>> = SHIPPED
        .iter()
        .map(|(_, text)| {
            let mut found = BTreeMap::new();
            names(&serde_json::from_str(text).unwrap(), "", &mut found);
            found
        })
        .collect();
    // The first of a month may be written without its number.
    let same = |labels: &BTreeMap<String, BTreeSet<String>>| {
        let mut labels = labels.clone();
        labels.entry(".dates.first".to_owned()).or_default().remove("day");
        labels
    };
    assert_eq!(same(&all[0]), same(&all[1]));
}

#[test]
fn a_day_is_in_words() {
    let day = |language, date: &str| Labels::shipped(language).day(date.parse().unwrap());
    assert_eq!(day("fr", "2026-11-01"), "1er novembre 2026");
    assert_eq!(day("fr", "2026-08-31"), "31 août 2026");
    assert_eq!(day("en", "2026-12-01"), "1 December 2026");
    assert_eq!(day("en", "2027-01-12"), "12 January 2027");
}

#[test]
fn a_file_name_needs_no_quoting() {
    for (language, _) in SHIPPED {
        let labels = Labels::shipped(language);
        for name in [&labels.copy.file, &labels.recap.file, &labels.calendar.file] {
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{name}");
        }
    }
}

#[test]
fn an_unknown_language_gets_french() {
    assert_eq!(Labels::shipped("en-GB").copy.title, "My answers");
    assert_eq!(Labels::shipped("uk"), Labels::shipped("fr"));
}

#[test]
fn a_value_is_never_read_as_a_name() {
    assert_eq!(fill("{a} {b}", &[("a", "{b}"), ("b", "2")]), "{b} 2");
    assert_eq!(fill("{a", &[("a", "1")]), "{a");
    assert_eq!(fill("{c}", &[("a", "1")]), "{c}");
}
