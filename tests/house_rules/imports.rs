//! Who may import whom inside a crate, and which room alone knows fetch, browser storage and SQL.

use std::path::Path;

use crate::{
    rust::{Kind, Token, module_of, shipped_tokens, used_paths},
    tree::{Source, finds, holds, source, sources},
};

fn app(root: &Path) -> Vec<Source> {
    sources(root, "src", &["rs"])
}

/// A feature never imports another: what two of them need goes to a room that both may use. The desk is one feature.
fn features_are_apart(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in app(root) {
        let Some(own) = feature_of(&module_of(&file.path)) else { continue };
        for path in used_paths(&file) {
            if let Some(other) = feature_of(&path.segments).filter(|other| *other != own) {
                found.push(file.at(path.line, &format!("{own} imports {other}, another feature")));
            }
        }
    }
    found
}

/// `crate::features::session::…` → `features/session`, `crate::desk::…` → `desk`.
fn feature_of(module: &[String]) -> Option<String> {
    match module {
        [start, room, ..] if start == "crate" && room == "desk" => Some("desk".to_owned()),
        [start, room, name, ..] if start == "crate" && room == "features" => Some(format!("features/{name}")),
        _ => None,
    }
}

/// A room of the app, what it must not import, and why.
const CLOSED_DOORS: [(&str, &[&str], &str); 2] = [
    (
        "src/ui",
        &[
            "crate::features",
            "crate::desk",
            "crate::api",
            "crate::drafts",
            "crate::i18n",
            "domain",
            "contract",
        ],
        "the design kit knows no feature and no rule: texts and values come in as props",
    ),
    ("src/api", &["crate::features", "crate::desk", "crate::ui", "crate::drafts"], "sending knows no screen"),
];

fn doors_are_closed(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for (room, never, reason) in CLOSED_DOORS {
        for file in sources(root, room, &["rs"]) {
            for path in used_paths(&file) {
                for door in never {
                    // A lone `domain` may as well be the name of a variable.
                    let beginning: Vec<&str> = door.split("::").collect();
                    if path.starts_with(&beginning) && path.segments.len() > 1 {
                        found.push(file.at(
                            path.line,
                            &format!("{room} imports {}: {reason}", path.segments.join("::")),
                        ));
                    }
                }
            }
        }
    }
    found
}

/// What only one room may name: words of the source, the room, the files that the rule reads.
struct Secret {
    what: &'static str,
    words: &'static [&'static str],
    room: &'static str,
}

const SECRETS: [Secret; 3] = [
    Secret {
        what: "fetch",
        words: &["gloo_net", "reqwasm", "reqwest", "fetch_with_str", "fetch_with_request", "XmlHttpRequest"],
        room: "src/api",
    },
    Secret {
        what: "browser storage",
        words: &[
            "Storage",
            "local_storage",
            "session_storage",
            "LocalStorage",
            "SessionStorage",
            "gloo_storage",
            "indexed_db",
            "IdbFactory",
            "CacheStorage",
        ],
        room: "src/drafts",
    },
    Secret { what: "SQL", words: &["sqlx", "rusqlite", "tokio_postgres"], room: "crates/store" },
];

const SQL_BEGINNINGS: [&str; 6] =
    ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA "];
/// With the scripts that may: `keep.js` is the store of `src/drafts`, `door.js` that of a door of a forum, which holds
/// nothing of a person (decision 17); the service workers keep the app's own files; `boot.js` reads which language was chosen.
const STORAGE_IN_SCRIPTS: [(&str, &[&str]); 6] = [
    ("localStorage.getItem", &["assets/boot.js"]),
    ("localStorage.setItem", &[]),
    ("localStorage[", &[]),
    ("sessionStorage", &[]),
    ("indexedDB", &["assets/keep.js", "assets/door.js"]),
    ("caches.", &["assets/keep.js", "assets/sw.js", "assets/door.js", "assets/door_sw.js"]),
];

fn secrets_stay_in_their_room(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in app(root).into_iter().chain(sources(root, "crates", &["rs"])) {
        for token in shipped_tokens(&file) {
            for secret in SECRETS.iter().filter(|secret| !file.is_below(secret.room)) {
                if names(secret, &token) {
                    found.push(
                        file.at(token.line, &format!("{} belongs to {} only", secret.what, secret.room)),
                    );
                }
            }
        }
    }
    for file in sources(root, "assets", &["js", "mjs"]) {
        for (index, line) in file.text.lines().enumerate() {
            let is_foreign =
                |(word, rooms): &(&str, &[&str])| line.contains(word) && !rooms.contains(&&*file.path);
            if STORAGE_IN_SCRIPTS.iter().any(is_foreign) {
                found.push(file.at(index + 1, "browser storage belongs to src/drafts only"));
            }
        }
    }
    found
}

fn names(secret: &Secret, token: &Token) -> bool {
    match token.kind {
        Kind::Word => secret.words.contains(&token.text.as_str()),
        Kind::Text => {
            secret.what == "SQL" && SQL_BEGINNINGS.iter().any(|sql| token.text.trim_start().starts_with(sql))
        }
        Kind::Sign => false,
    }
}

/// The two entries hold nothing but a start: what they did could not be tested.
fn entries_are_thin(root: &Path) -> Vec<String> {
    const MAX_LINES: usize = 15;
    ["src/main.rs", "src/bin/staff.rs"]
        .iter()
        .filter_map(|path| source(root, path))
        .filter(|file| file.text.lines().count() > MAX_LINES)
        .map(|file| file.at(MAX_LINES, "an entry only starts the app: move this into the library"))
        .collect()
}

#[test]
fn features_do_not_import_each_other() {
    holds(features_are_apart);
}

#[test]
fn a_feature_that_imports_another_is_found() {
    let files = [
        ("src/features/session/mod.rs", "use crate::{features::{pathway::View, session::state}, ui};"),
        ("src/features/session/state.rs", "use super::state;\nuse super::super::booking::Seat;"),
        (
            "src/features/pathway/mod.rs",
            "// crate::features::session\nfn f() { crate::desk::caseload::list() }",
        ),
        ("src/features/mod.rs", "pub mod pathway; pub use self::session::Page;"),
        (
            "src/desk/caseload.rs",
            "use super::state;\n#[cfg(test)]\nmod tests { use crate::features::session::X; }",
        ),
        ("src/desk/list.rs", "use crate::desk::caseload;\nuse crate::features::session::Card;"),
        ("src/app.rs", "use crate::features::{pathway, session};"),
    ];
    let expected = [
        "src/features/session/mod.rs:1: features/session imports features/pathway",
        "src/features/session/state.rs:2: features/session imports features/booking",
        "src/features/pathway/mod.rs:2: features/pathway imports desk",
        "src/desk/list.rs:2: desk imports features/session",
    ];
    finds(features_are_apart, &files, &expected);
}

#[test]
fn rooms_keep_their_doors_closed() {
    holds(doors_are_closed);
}

#[test]
fn a_design_kit_that_knows_the_rules_is_found() {
    let files = [
        (
            "src/ui/card/mod.rs",
            "use yew::prelude::*;\nuse domain::pathway::Phase;\nfn f(domain: u8) -> u8 { domain }",
        ),
        ("src/ui/tag/mod.rs", "fn f() { let words = crate::i18n::t(\"a.b\"); }"),
        ("src/api/mod.rs", "use crate::ui::notice::Notice;"),
    ];
    let expected = [
        "src/ui/card/mod.rs:2: src/ui imports domain::pathway::Phase",
        "src/ui/tag/mod.rs:1: src/ui imports crate::i18n::t",
        "src/api/mod.rs:1: src/api imports crate::ui::notice::Notice",
    ];
    finds(doors_are_closed, &files, &expected);
}

#[test]
fn fetch_storage_and_sql_stay_in_their_room() {
    holds(secrets_stay_in_their_room);
}

#[test]
fn a_secret_out_of_its_room_is_found() {
    let files = [
        ("src/features/cv/mod.rs", "use reqwasm::http::Request;\n// local_storage is only a comment"),
        ("src/i18n/mod.rs", "fn f() { window().local_storage(); }"),
        ("src/drafts/mod.rs", "fn f() { window().local_storage(); }"),
        (
            "crates/server/src/routes.rs",
            "const Q: &str = r#\"SELECT * FROM person\"#;\nconst W: &str = \"Select one\";",
        ),
        ("crates/store/src/person.rs", "use sqlx::Row; const Q: &str = \"SELECT 1\";"),
        ("assets/boot.js", "start();\nlocalStorage.setItem('a', 'b');"),
        ("assets/keep.js", "indexedDB.open('a');\nsessionStorage.clear();"),
        ("assets/sw.js", "caches.keys();\nindexedDB.open('a');"),
    ];
    let expected = [
        "src/features/cv/mod.rs:1: fetch belongs to src/api",
        "src/i18n/mod.rs:1: browser storage belongs to src/drafts",
        "crates/server/src/routes.rs:1: SQL belongs to crates/store",
        "assets/boot.js:2: browser storage belongs to src/drafts",
        "assets/keep.js:2: browser storage belongs to src/drafts",
        "assets/sw.js:2: browser storage belongs to src/drafts",
    ];
    finds(secrets_stay_in_their_room, &files, &expected);
}

#[test]
fn entries_only_start_the_app() {
    finds(
        entries_are_thin,
        &[("src/main.rs", &"fn f() {}\n".repeat(16))],
        &["src/main.rs:15: an entry only starts"],
    );
    holds(entries_are_thin);
}
