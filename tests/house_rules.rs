//! The rules of the house, kept by reading the source.
//!
//! A rule is a function from the root of a source tree to its violations, each a sentence that starts with the file and the
//! line. It is used twice: on this repository, where it must find nothing, and on a small bad tree, where it must
//! find the fault: a rule that cannot fail protects nothing.
//!
//! To add a rule: write it in the module of its subject below, with its bad tree, and add it to that module's tests.

#![cfg(not(target_arch = "wasm32"))]

#[path = "house_rules/code.rs"]
mod code;
#[path = "house_rules/edges.rs"]
mod edges;
#[path = "house_rules/imports.rs"]
mod imports;
#[path = "house_rules/map.rs"]
mod map;
#[path = "house_rules/rust.rs"]
mod rust;
#[path = "house_rules/screens.rs"]
mod screens;
#[path = "house_rules/styles.rs"]
mod styles;
#[path = "house_rules/tree.rs"]
mod tree;
#[path = "house_rules/words.rs"]
mod words;
