//! Durable writes per second on SQLite: one commit for a group of jobs beside one commit for each, and what the disk
//! itself does. One write is what the server does for one answer: idempotency key, lock, answer, revision.
//!
//! `cargo bench -p store --bench group_commit`; the folder is `BENCH_DIR`, or the build's own, never a memory disk by
//! chance.

use domain::ids::PersonId;
use domain::questionnaire::{Answer, Level, StepKey};
use domain::time::Timestamp;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::{Error, Options, Person, Saved, Store, sqlite_url};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_796_112_000_000);
const LASTS: Duration = Duration::from_secs(3);

fn main() {
    // `cargo test --all-targets` runs this too, without the flag that `cargo bench` gives.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder =
        std::env::var_os("BENCH_DIR").map_or_else(|| env!("CARGO_TARGET_TMPDIR").into(), PathBuf::from);
    let folder = TempDir::new_in(folder).expect("the folder of the benchmark can be written to");
    print_raw(folder.path());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    println!("{:>8}  {:>22}  {:>22}", "writers", "one commit per write", "group commit");
    for n_writers in [1, 8, 64] {
        let alone = runtime.block_on(writes_a_second(folder.path(), n_writers, 1));
        let grouped = runtime.block_on(writes_a_second(folder.path(), n_writers, 64));
        println!("{n_writers:>8}  {alone:>20.0}/s  {grouped:>20.0}/s");
    }
    // Before and after: other programs share the disk.
    print_raw(folder.path());
}

fn print_raw(folder: &Path) {
    let appends = syncs_a_second(folder, 0);
    let overwrites = syncs_a_second(folder, LOG_PAGES);
    println!(
        "raw disk: 4 KiB and fsync, {appends:.0}/s into a growing file, {overwrites:.0}/s into one that is there"
    );
}

/// How many pages the write-ahead log has before it is used again from its beginning.
const LOG_PAGES: u64 = 1000;

/// Writes a page and waits for the disk, again and again: over the `n_pages` that the file has, or (0) at its end,
/// where the file system has to note the new length as well. The write-ahead log does the first after its first lap.
fn syncs_a_second(folder: &Path, n_pages: u64) -> f64 {
    let mut file = File::create(folder.join("raw")).expect("the disk takes a file");
    let page = [7; 4096];
    for _ in 0..n_pages {
        file.write_all(&page).expect("the disk takes a page");
    }
    file.sync_all().expect("the disk takes a file");
    let (start, mut n) = (Instant::now(), 0);
    while start.elapsed() < LASTS {
        if n_pages > 0 {
            file.seek(SeekFrom::Start(n % n_pages * 4096)).expect("a place in the file");
        }
        file.write_all(&page).and_then(|()| file.sync_all()).expect("the disk takes a page");
        n += 1;
    }
    n as f64 / start.elapsed().as_secs_f64()
}

async fn writes_a_second(folder: &Path, n_writers: u32, group_limit: usize) -> f64 {
    let file = folder.join(format!("{n_writers}-{group_limit}.db"));
    let options = Options { group_limit, ..Options::default() };
    let store = Store::open_with(&sqlite_url(&file), &options).await.expect("the store opens");
    for writer in 0..n_writers {
        let prepared = store.write(move |tx| Box::pin(async move { prepare(tx, writer).await })).await;
        prepared.expect("a draft begins");
    }
    let start = Instant::now();
    let writers = (0..n_writers).map(|writer| tokio::spawn(answer_until(store.clone(), writer, start)));
    let mut n_writes = 0;
    for writer in writers.collect::<Vec<_>>() {
        n_writes += writer.await.expect("a writer ends");
    }
    let elapsed_s = start.elapsed().as_secs_f64();
    store.close().await;
    n_writes as f64 / elapsed_s
}

async fn prepare(tx: &mut store::Tx, writer: u32) -> Result<(), Error> {
    let id = PersonId::new(format!("p{writer}")).expect("an id");
    let person = Person {
        id: id.clone(),
        first_name: "Ana".into(),
        last_name: "Durand".into(),
        birth_date: "1984-03-07".parse().expect("a date"),
        language: "fr".into(),
        referent_id: None,
        created_at: NOW,
        last_seen_at: None,
    };
    tx.insert_person(&person).await?;
    tx.start_draft(&format!("d{writer}"), &id, "1", NOW).await.map(|_| ())
}

async fn answer_until(store: Store, writer: u32, start: Instant) -> u64 {
    let mut n = 0;
    while start.elapsed() < LASTS {
        let saved = store.write(move |tx| {
            Box::pin(async move {
                let (owner, key, step) = (format!("p{writer}"), n.to_string(), "triage.mobilite");
                tx.begin_request(&owner, &key, "hash", NOW).await?;
                let step: StepKey = step.parse().expect("a step");
                let draft = format!("d{writer}");
                let saved = tx.save_answer(&draft, &step, Some(&Answer::Level(Level::Hard)), n, NOW).await?;
                tx.finish_request(&owner, &key, 200, "{}").await?;
                Ok::<_, Error>(saved)
            })
        });
        assert!(matches!(saved.await, Ok(Saved::Saved { .. })));
        n += 1;
    }
    n
}
