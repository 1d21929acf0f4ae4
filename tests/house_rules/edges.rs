//! Who may depend on whom, as Cargo sees it (ARCHITECTURE.md, "Who may import whom").

use std::path::Path;

use toml::{Table, Value};

use crate::tree::{Source, finds, holds, source, sources};

/// A package, the crates of ours that it may use, and what it must never know.
const EDGES: [(&str, &[&str], &[&str]); 11] = [
    (
        "domain",
        &[],
        &["yew", "axum", "sqlx", "tokio", "web-sys", "js-sys", "gloo", "gloo-net", "rand", "getrandom"],
    ),
    ("contract", &["domain"], &["yew", "axum", "sqlx", "tokio", "web-sys", "js-sys", "gloo", "gloo-net"]),
    ("content", &["domain"], &["yew", "axum", "sqlx", "tokio", "web-sys", "js-sys", "gloo", "gloo-net"]),
    ("files", &["domain"], &["yew", "axum", "sqlx", "tokio", "web-sys", "js-sys", "gloo", "gloo-net"]),
    ("paper", &["domain"], &["yew", "axum", "sqlx", "tokio", "web-sys", "js-sys", "gloo", "gloo-net"]),
    ("xlsform", &["content"], &["yew", "axum", "sqlx", "tokio", "web-sys", "js-sys", "gloo", "gloo-net"]),
    ("store", &["domain"], &["yew", "axum", "web-sys", "js-sys", "gloo", "gloo-net"]),
    (
        "server",
        &["domain", "contract", "content", "files", "paper", "store", "xlsform"],
        &["sqlx", "yew", "web-sys", "js-sys", "gloo", "gloo-net"],
    ),
    ("one-component", &[], &["axum", "sqlx", "tokio"]),
    ("main-tendue", &["domain", "contract", "one-component"], &["axum", "sqlx", "tokio"]),
    ("xtask", &[], &["yew", "axum", "sqlx"]),
];

/// Only what ships: a test may use any crate of ours.
fn only_allowed_edges(root: &Path) -> Vec<String> {
    let manifests = sources(root, "", &["toml"]).into_iter().filter(|file| file.path.ends_with("Cargo.toml"));
    manifests.flat_map(|manifest| edges_of(&manifest)).collect()
}

fn edges_of(manifest: &Source) -> Vec<String> {
    let Ok(table) = manifest.text.parse::<Table>() else {
        return vec![manifest.at(1, "is not TOML")];
    };
    let Some(name) = table.get("package").and_then(|package| package.get("name")).and_then(Value::as_str)
    else {
        return Vec::new();
    };
    let Some((_, allowed, never)) = EDGES.iter().find(|(of, _, _)| *of == name) else {
        return vec![manifest.at(1, &format!("{name} is a new crate: say in EDGES whom it may use"))];
    };
    let ours: Vec<&str> = EDGES.iter().map(|(of, _, _)| *of).collect();
    dependencies(&table)
        .into_iter()
        .filter(|used| {
            never.contains(&used.as_str())
                || (ours.contains(&used.as_str()) && !allowed.contains(&used.as_str()))
        })
        .map(|used| manifest.at(line_of(&manifest.text, &used), &format!("{name} must not depend on {used}")))
        .collect()
}

/// The packages under `[dependencies]` and `[build-dependencies]`, for every target, renamed or not.
fn dependencies(table: &Table) -> Vec<String> {
    let targets = table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let tables = targets.filter_map(Value::as_table).chain([table]);
    tables
        .flat_map(|table| [table.get("dependencies"), table.get("build-dependencies")])
        .filter_map(|section| section.and_then(Value::as_table))
        .flat_map(Table::iter)
        .map(|(key, value)| value.get("package").and_then(Value::as_str).unwrap_or(key).to_owned())
        .collect()
}

fn line_of(text: &str, package: &str) -> usize {
    text.lines().position(|line| line.contains(package)).map_or(1, |index| index + 1)
}

/// Every crate that the table speaks of exists, so that a renamed crate does not slip out of it.
fn table_is_current(root: &Path) -> Vec<String> {
    EDGES
        .iter()
        .filter(|(name, _, _)| {
            let manifest = match *name {
                "main-tendue" => "Cargo.toml".to_owned(),
                "xtask" => "xtask/Cargo.toml".to_owned(),
                name => format!("crates/{name}/Cargo.toml"),
            };
            source(root, &manifest).is_none()
        })
        .map(|(name, _, _)| format!("EDGES speaks of {name}, which does not exist"))
        .collect()
}

#[test]
fn crates_depend_in_one_direction() {
    holds(only_allowed_edges);
    holds(table_is_current);
}

#[test]
fn a_wrong_dependency_is_found() {
    let root = "[package]\nname = \"main-tendue\"\n[dependencies]\ndomain = { path = \"crates/domain\" }\ncontent = {}\n\
                [dev-dependencies]\nserver = {}\n[target.'cfg(unix)'.dependencies]\nweb = { package = \"axum\" }\n";
    let domain =
        "[package]\nname = \"domain\"\n[dependencies]\nserde = \"1\"\n[build-dependencies]\nsqlx = \"0.9\"\n";
    let stranger = "[package]\nname = \"stranger\"\n";
    finds(
        only_allowed_edges,
        &[
            ("Cargo.toml", root),
            ("crates/domain/Cargo.toml", domain),
            ("crates/stranger/Cargo.toml", stranger),
        ],
        &[
            "Cargo.toml:5: main-tendue must not depend on content",
            "Cargo.toml:9: main-tendue must not depend on axum",
            "crates/domain/Cargo.toml:6: domain must not depend on sqlx",
            "crates/stranger/Cargo.toml:1: stranger is a new crate",
        ],
    );
}

#[test]
fn a_renamed_crate_is_found() {
    let there: Vec<_> =
        ["Cargo.toml", "xtask/Cargo.toml", "crates/contract/Cargo.toml", "crates/content/Cargo.toml"]
            .into_iter()
            .chain([
                "crates/store/Cargo.toml",
                "crates/server/Cargo.toml",
                "crates/files/Cargo.toml",
                "crates/paper/Cargo.toml",
                "crates/xlsform/Cargo.toml",
                "crates/one-component/Cargo.toml",
            ])
            .map(|path| (path, ""))
            .collect();
    finds(table_is_current, &there, &["EDGES speaks of domain"]);
}
