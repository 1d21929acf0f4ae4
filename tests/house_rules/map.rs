//! ARCHITECTURE.md is a map: what it names exists.

use std::path::Path;

use crate::tree::{finds, holds, source};

const MAP: &str = "ARCHITECTURE.md";
const ENDINGS: [&str; 12] =
    [".rs", ".md", ".toml", ".json", ".html", ".css", ".js", ".mjs", ".sh", ".yaml", ".lock", "Makefile"];
/// A path in prose may leave out the folder that the sentence is about.
const BEGINNINGS: [&str; 4] = ["", "src/", "crates/", "assets/"];

fn named_paths_exist(root: &Path) -> Vec<String> {
    let Some(map) = source(root, MAP) else { return Vec::new() };
    let mut found = Vec::new();
    for (index, line) in map.text.lines().enumerate() {
        // The odd parts of a line split at backticks stand between two of them.
        for name in line.split('`').skip(1).step_by(2).filter(|name| is_path(name)) {
            if !exists(root, name.trim_end_matches('/')) {
                found.push(map.at(index + 1, &format!("{name} does not exist")));
            }
        }
    }
    found
}

fn is_path(name: &str) -> bool {
    let plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-".contains(letter));
    let placeholder = name.contains("NNNN") || name.contains("..");
    let shaped =
        (name.contains('/') && !name.starts_with('/')) || ENDINGS.iter().any(|ending| name.ends_with(ending));
    plain && !placeholder && shaped && !name.starts_with('.')
}

/// A file, a folder, or a module: `server/session` is `crates/server/src/session.rs`.
fn exists(root: &Path, name: &str) -> bool {
    let mut places: Vec<String> = BEGINNINGS.iter().map(|beginning| format!("{beginning}{name}")).collect();
    places.extend(name.split_once('/').map(|(room, rest)| format!("crates/{room}/src/{rest}")));
    places.iter().any(|place| root.join(place).exists() || root.join(format!("{place}.rs")).exists())
}

#[test]
fn the_map_names_what_exists() {
    holds(named_paths_exist);
}

#[test]
fn a_path_that_is_gone_is_found() {
    let map = "`src/app.rs` and `ui/tag/` and `server/routes/session.rs` and `store/people`, not `/api/me`, `a::b` or `x.y`.\n\
               `src/gone.rs` was here, `docs/decisions/NNNN-title.md` is a pattern, `Trunk.toml` is gone.";
    let files = [
        (MAP, map),
        ("src/app.rs", ""),
        ("src/ui/tag/mod.rs", ""),
        ("crates/server/src/routes/session.rs", ""),
        ("crates/store/src/people.rs", ""),
    ];
    finds(named_paths_exist, &files, &["ARCHITECTURE.md:2: src/gone.rs", "ARCHITECTURE.md:2: Trunk.toml"]);
}
