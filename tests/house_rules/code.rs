//! What no line of code may hold, and how long a file may be.

use std::path::Path;

use crate::{
    rust::{Token, shipped_tokens, tokens},
    tree::{Source, finds, holds, sources},
};

const MAX_LINES: usize = 400;
const SOURCE: [&str; 5] = ["rs", "css", "js", "mjs", "sh"];

fn files_are_short(root: &Path) -> Vec<String> {
    sources(root, "", &SOURCE)
        .iter()
        .filter(|file| file.text.lines().count() > MAX_LINES)
        .map(|file| {
            file.at(MAX_LINES, &format!("over {MAX_LINES} lines: split it by what its parts are about"))
        })
        .collect()
}

/// Words that follow each other, wherever they stand, tests included unless `shipped_only`.
struct Banned {
    words: &'static [&'static str],
    shipped_only: bool,
    reason: &'static str,
}

const BANNED: [Banned; 10] = [
    Banned {
        words: &["#", "[", "allow", "("],
        shipped_only: false,
        reason: "say #[expect(lint, reason = \"…\")] instead",
    },
    Banned {
        words: &["#", "!", "[", "allow", "("],
        shipped_only: false,
        reason: "say #![expect(lint, reason = \"…\")] instead",
    },
    Banned { words: &["#", "[", "ignore"], shipped_only: false, reason: "a test runs or goes" },
    Banned {
        words: &["thread", ":", ":", "sleep"],
        shipped_only: false,
        reason: "wait for the fact, not for a time",
    },
    Banned { words: &["todo", "!"], shipped_only: false, reason: "unfinished work is an issue, not a line" },
    Banned {
        words: &["unimplemented", "!"],
        shipped_only: false,
        reason: "unfinished work is an issue, not a line",
    },
    Banned {
        words: &["serde", "(", "skip_serializing_if"],
        shipped_only: true,
        reason: "say `default` before it: the app reads what is left out only so (src/api/json.rs)",
    },
    Banned {
        words: &["set_inner_html"],
        shipped_only: true,
        reason: "HTML from a string is how a script gets in",
    },
    Banned {
        words: &["inner_html"],
        shipped_only: true,
        reason: "HTML from a string is how a script gets in",
    },
    Banned {
        words: &["from_html_unchecked"],
        shipped_only: true,
        reason: "HTML from a string is how a script gets in",
    },
];

fn nothing_banned(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in rust_files(root) {
        let (all, shipped) = (tokens(&file), shipped_tokens(&file));
        for banned in &BANNED {
            let read = if banned.shipped_only { &shipped } else { &all };
            let hits = read.windows(banned.words.len()).filter(|window| is_written(window, banned.words));
            found.extend(
                hits.map(|hit| {
                    file.at(hit[0].line, &format!("`{}`: {}", banned.words.concat(), banned.reason))
                }),
            );
        }
    }
    for file in sources(root, "assets", &["js", "mjs"]) {
        for (index, line) in file.text.lines().enumerate() {
            if ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"]
                .iter()
                .any(|word| line.contains(word))
            {
                found.push(file.at(index + 1, "HTML from a string is how a script gets in"));
            }
        }
    }
    found
}

fn is_written(window: &[Token], words: &[&str]) -> bool {
    window.iter().zip(words).all(|(token, word)| token.is(word))
}

fn rust_files(root: &Path) -> impl Iterator<Item = Source> {
    ["src", "crates", "xtask", "tests", "benches"]
        .into_iter()
        .flat_map(move |folder| sources(root, folder, &["rs"]))
}

#[test]
fn no_file_is_over_400_lines() {
    let files = [
        ("src/long.rs", "\n".repeat(401)),
        ("src/just.rs", "\n".repeat(400)),
        ("target/generated.rs", "\n".repeat(500)),
        ("assets/long.css", "\n".repeat(402)),
    ];
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    finds(files_are_short, &files, &["src/long.rs:400", "assets/long.css:400"]);
    holds(files_are_short);
}

#[test]
fn no_line_is_banned() {
    holds(nothing_banned);
}

#[test]
fn a_banned_line_is_found() {
    let files = [
        ("src/lib.rs", "#![allow(dead_code)]\n#[allow(unused)]\nfn f() { set_inner_html(\"inner_html\"); }"),
        (
            "crates/domain/src/tests.rs",
            "#[test]\n#[ignore]\nfn f() { std::thread::sleep(now); node.inner_html() }",
        ),
        ("crates/store/src/lib.rs", "//! Never `todo!()`.\nfn f() { todo!() }"),
        (
            "crates/contract/src/lib.rs",
            "#[serde(default, skip_serializing_if = \"f\")]\n#[serde(skip_serializing_if = \"f\")]",
        ),
        ("assets/boot.js", "a();\nbox.innerHTML = b;"),
    ];
    let expected = [
        "src/lib.rs:1: `#![allow(`",
        "src/lib.rs:2: `#[allow(`",
        "src/lib.rs:3: `set_inner_html`",
        "crates/domain/src/tests.rs:2: `#[ignore`",
        "crates/domain/src/tests.rs:3: `thread::sleep`",
        "crates/store/src/lib.rs:2: `todo!`",
        "crates/contract/src/lib.rs:2: `serde(skip_serializing_if`",
        "assets/boot.js:2: HTML from a string",
    ];
    finds(nothing_banned, &files, &expected);
}
