//! Build chores that are too long for a shell script: what Trunk built becomes what the server serves, and its size is
//! held to the budget.
//!
//! Must never know: the rules, the wire, the store. It sees files, not what they mean.
//!
//! To add a chore: a module with one function that returns `Result<(), Failure>`, and a line in [`run`].

mod budget;
mod dist;
mod failure;

use std::{env, path::Path, process::ExitCode};

use failure::Failure;

const USAGE: &str =
    "usage: xtask split LINKED PORTAL  put the parts of the linked wasm in place of the app's files in a Trunk build
       xtask dist PORTAL DESK OUT   optimise, name by content, compress and assemble two Trunk builds
       xtask budget DIST          print the size of the first load, fail when it is over its limit";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match run(&args.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> Result<(), Failure> {
    match args {
        ["split", linked, portal] => dist::split_app(Path::new(linked), Path::new(portal)),
        ["dist", portal, desk, out] => dist::assemble(Path::new(portal), Path::new(desk), Path::new(out)),
        ["budget", dist] => budget::check(Path::new(dist)),
        _ => Err(Failure::new(USAGE)),
    }
}
