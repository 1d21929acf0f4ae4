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
    assert_eq!(all[0], all[1]);
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
