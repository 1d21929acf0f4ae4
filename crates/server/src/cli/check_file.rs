//! `check-file`: looks at one file, with limits that end this process instead of the server.

use super::{EXIT_SURROUNDINGS, Failure};
use crate::documents::check::Report;
use domain::documents::{FileRefusal, MAX_FILE_BYTES};
use files::Checked;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{self, Read, Write};

/// What it may hold, the program itself included: a large photo, twice while it is turned.
pub(super) const MEMORY_BYTES: u64 = 1 << 30;
/// Of its own, for everything but a picture: with what it shares of the program it stays below 200 MiB.
const OWN_BYTES: u64 = 160 << 20;
/// Enough to know a picture by.
const FIRST_BYTES: u64 = 16;
const PROCESSOR_S: u64 = 5;

/// # Errors
/// When the limits cannot be set, or nobody listens.
pub fn run(extension: &str) -> Result<(), Failure> {
    let done = limit(PROCESSOR_S, MEMORY_BYTES).and_then(|()| answer(extension));
    done.map_err(|error| Failure::new(EXIT_SURROUNDINGS, format!("The file cannot be looked at: {error}.")))
}

/// From here on this process ends when it needs more than this of the processor, or of memory of its own.
///
/// # Errors
/// When the limits cannot be set.
pub(super) fn limit(processor_s: u64, own_bytes: u64) -> io::Result<()> {
    for (resource, most) in [
        (Resource::As, MEMORY_BYTES),
        // Without the program's own pages, which it shares.
        (Resource::Data, own_bytes),
        (Resource::Cpu, processor_s),
        // It opens, writes and leaves nothing.
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        (Resource::Nofile, 3),
    ] {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}

fn answer(extension: &str) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut input = io::stdin().lock().take(MAX_FILE_BYTES + 1);
    input.by_ref().take(FIRST_BYTES).read_to_end(&mut bytes)?;
    if !files::is_picture(&bytes) {
        limit(PROCESSOR_S, OWN_BYTES)?;
    }
    input.read_to_end(&mut bytes)?;
    let checked = if bytes.len() as u64 > MAX_FILE_BYTES {
        Err(FileRefusal::TooBigInside)
    } else {
        files::check(&bytes, extension)
    };
    let (report, kept) = match checked {
        Ok(Checked { kind, rewritten: None }) => (Report::Fine(kind), Vec::new()),
        Ok(Checked { kind, rewritten: Some(kept) }) => (Report::Rewritten(kind), kept),
        Err(why) => (Report::Refused(why), Vec::new()),
    };
    let line = serde_json::to_string(&report).expect("BUG: a report is JSON");
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.write_all(&kept)?;
    out.flush()
}
