//! Files from the first byte to the référent's disk: a real router, a real process that looks at them, a real clamd.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

#[path = "documents/antivirus.rs"]
mod antivirus;
#[path = "documents/arriving.rs"]
mod arriving;
#[path = "documents/bucket.rs"]
mod bucket;
#[path = "documents/cost.rs"]
mod cost;
#[path = "documents/for_company.rs"]
mod for_company;
#[expect(dead_code, reason = "the harness is the routes' own; this test needs a part of it")]
#[path = "api/harness.rs"]
mod harness;
#[path = "../../files/tests/hostile/mod.rs"]
mod hostile;
#[path = "documents/made.rs"]
mod made;
#[path = "documents/names.rs"]
mod names;
#[path = "documents/opening.rs"]
mod opening;
#[path = "documents/outage.rs"]
mod outage;
#[path = "documents/passage.rs"]
mod passage;
#[path = "crash/program.rs"]
mod program;
#[path = "documents/relay.rs"]
mod relay;
#[path = "documents/seen.rs"]
mod seen;
#[path = "documents/storage.rs"]
mod storage;
#[path = "documents/versions.rs"]
mod versions;
