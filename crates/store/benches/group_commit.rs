//! Durable writes per second on SQLite: one commit for a group of jobs beside one commit for each, and what the disk
//! itself does. One write is what the server does for one answer: idempotency key, lock, answer, revision.
//!
//! `cargo bench -p store --bench group_commit`; the folder is `BENCH_DIR`, or the build's own, never a memory disk by
//! chance.

mod disk;

use domain::ids::PersonId;
use domain::questionnaire::{Answer, Level, StepKey};
use domain::time::Timestamp;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::{Error, Options, Person, Saved, Store, sqlite_url};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_796_112_000_000);
/// One slice of one measure. The three measures take turns: on a shared disk the rate of syncs changes tenfold within
/// a minute, and figures from different minutes say nothing about each other.
const SLICE: Duration = Duration::from_millis(600);
const N_SLICES: usize = 7;

fn main() {
    // `cargo test --all-targets` runs this too, without the flag that `cargo bench` gives.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder =
        std::env::var_os("BENCH_DIR").map_or_else(|| env!("CARGO_TARGET_TMPDIR").into(), PathBuf::from);
    let folder = TempDir::new_in(folder).expect("the folder of the benchmark can be written to");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    println!("per second, median of {N_SLICES} turns (lowest to highest)");
    println!(
        "{:>7} {:>24} {:>24} {:>24}",
        "writers", "page + fsync, raw", "one commit per write", "group commit"
    );
    for n_writers in [1, 8, 64] {
        runtime.block_on(compare(folder.path(), n_writers));
    }
}

async fn compare(folder: &Path, n_writers: u32) {
    let mut alone = Load::new(folder, n_writers, 1).await;
    let mut grouped = Load::new(folder, n_writers, 64).await;
    let mut rates = [const { Vec::new() }; 3];
    for _ in 0..N_SLICES {
        rates[0].push(disk::syncs_a_second(folder, SLICE));
        rates[1].push(alone.writes_a_second().await);
        rates[2].push(grouped.writes_a_second().await);
    }
    let [raw, alone, grouped] = rates.map(|mut rates| {
        rates.sort_by(f64::total_cmp);
        format!("{:.0} ({:.0} to {:.0})", rates[N_SLICES / 2], rates[0], rates[N_SLICES - 1])
    });
    println!("{n_writers:>7} {raw:>24} {alone:>24} {grouped:>24}");
}

/// Writers on a store of their own.
struct Load {
    store: Store,
    /// How often each writer has answered.
    n_answers: Vec<u64>,
}

impl Load {
    async fn new(folder: &Path, n_writers: u32, group_limit: usize) -> Self {
        let file = folder.join(format!("{n_writers}-{group_limit}.db"));
        let options = Options { group_limit, ..Options::default() };
        let store = Store::open_with(&sqlite_url(&file), &options).await.expect("the store opens");
        for writer in 0..n_writers {
            let prepared = store.write(move |tx| Box::pin(async move { prepare(tx, writer).await })).await;
            prepared.expect("a draft begins");
        }
        Self { store, n_answers: vec![0; n_writers as usize] }
    }

    async fn writes_a_second(&mut self) -> f64 {
        let start = Instant::now();
        let writers = self
            .n_answers
            .iter()
            .enumerate()
            .map(|(writer, n)| tokio::spawn(answer_until(self.store.clone(), writer, *n, start)));
        let mut n_writes = 0;
        for (writer, task) in writers.collect::<Vec<_>>().into_iter().enumerate() {
            let n = task.await.expect("a writer ends");
            n_writes += n - self.n_answers[writer];
            self.n_answers[writer] = n;
        }
        n_writes as f64 / start.elapsed().as_secs_f64()
    }
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

/// Answers from the `n`-th time on; returns how often it has answered then.
async fn answer_until(store: Store, writer: usize, mut n: u64, start: Instant) -> u64 {
    while start.elapsed() < SLICE {
        let saved = store.write(move |tx| {
            Box::pin(async move {
                let (owner, key, step) = (format!("p{writer}"), n.to_string(), "triage.mobilite");
                tx.begin_request(&owner, &key, "hash", NOW).await?;
                let step: StepKey = step.parse().expect("a step");
                let draft = format!("d{writer}");
                let saved = tx.save_answer(&draft, &step, Some(&Answer::Level(Level::Hard)), n, NOW).await?;
                tx.finish_request(&owner, &key, 200, "{}", None).await?;
                Ok::<_, Error>(saved)
            })
        });
        assert!(matches!(saved.await, Ok(Saved::Saved { .. })));
        n += 1;
    }
    n
}
