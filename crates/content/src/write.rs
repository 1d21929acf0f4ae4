//! A tree of values as YAML, laid out as an author would write it.

use crate::model::Lang;
use crate::node::{Key, Node, Plain, Value, plain_kind};
use std::fmt::Write;

const MAX_WIDTH: usize = 120;

/// The text of a file that reads as `tree`. Short groups stand on one line, longer ones below each other.
pub fn write_tree(tree: &Node) -> String {
    let mut out = String::new();
    match &tree.value {
        Value::Scalar { .. } => out.push_str(&scalar(tree)),
        _ => block(tree, 0, false, &mut out),
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// The entries or items of `node`, each on a line of its own. `begun`: the first line has its indentation already.
fn block(node: &Node, indent: usize, mut begun: bool, out: &mut String) {
    let mut start = |out: &mut String| {
        if !std::mem::take(&mut begun) {
            let _ = write!(out, "{:indent$}", "");
        }
    };
    match &node.value {
        Value::Scalar { .. } => out.push_str(&scalar(node)),
        Value::List(items) => {
            for (n, item) in items.iter().enumerate() {
                if n > 0 && is_spaced(item) {
                    out.push('\n');
                }
                start(out);
                match on_one_line(item, "", indent + 2) {
                    Some(line) => {
                        let _ = writeln!(out, "- {line}");
                    }
                    None => {
                        out.push_str("- ");
                        block(item, indent + 2, true, out);
                    }
                }
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                if indent == 0 && !out.is_empty() && on_one_line(value, &key.name, 0).is_none() {
                    out.push('\n');
                }
                start(out);
                let name = text_or_quoted(&key.name);
                match on_one_line(value, &key.name, indent + name.len() + 2) {
                    Some(_) if is_of_language(&key.name, value) => {
                        let _ = writeln!(out, "{name}: {}", quoted(value.as_text()));
                    }
                    Some(line) => {
                        let _ = writeln!(out, "{name}: {line}");
                    }
                    None => {
                        let _ = writeln!(out, "{name}:");
                        block(value, indent + 2, false, out);
                    }
                }
            }
        }
    }
}

/// Questions are told apart by an empty line.
fn is_spaced(item: &Node) -> bool {
    item.get("kind").is_some()
}

/// The node as it stands after `key: ` in column `from`, or `None` when it must, or had better, go below.
fn on_one_line(node: &Node, key: &str, from: usize) -> Option<String> {
    let is_empty = node.items().is_empty() && node.entries().is_empty();
    let stays = match &node.value {
        Value::Scalar { .. } => return Some(scalar(node)),
        Value::List(items) => items.iter().all(|item| matches!(item.value, Value::Scalar { .. })),
        // Texts by language; `id` has the shape of a language too, and its neighbours have not.
        Value::Map(entries) => entries.iter().all(|(key, _)| Lang::new(&key.name).is_some()),
    };
    let stays = stays || is_empty || matches!(key, "when" | "shared_options");
    let line = flow(node);
    (stays && from + line.chars().count() <= MAX_WIDTH || is_empty).then_some(line)
}

fn flow(node: &Node) -> String {
    match &node.value {
        Value::Scalar { .. } => scalar(node),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entry = |(key, value): &(Key, Node)| match is_of_language(&key.name, value) {
                true => format!("{}: {}", text_or_quoted(&key.name), quoted(value.as_text())),
                false => format!("{}: {}", text_or_quoted(&key.name), flow(value)),
            };
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Words for people always stand between quotes. `id` is the tag of a language too, and more often a key.
fn is_of_language(key: &str, value: &Node) -> bool {
    let is_text = matches!(value.value, Value::Scalar { is_plain: false, .. });
    is_text && key != "id" && Lang::new(key).is_some()
}

fn scalar(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, is_plain: true } => text.clone(),
        _ => text_or_quoted(node.as_text()),
    }
}

/// A name without quotes where nobody could take it for something else, YAML 1.1's `yes` and `no` included.
fn text_or_quoted(text: &str) -> String {
    let is_name = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let is_word = matches!(
        text.to_ascii_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null"
    );
    if is_name && !is_word && plain_kind(text) == Plain::Text { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
