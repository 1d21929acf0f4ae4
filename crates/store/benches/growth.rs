//! Whether reading stays quick as the département grows: the same reads on SQLite with 8,000 and 80,000 people, and
//! with `BENCH_PEOPLE=800000` with more.
//!
//! `cargo bench -p store --bench growth`

use domain::ids::{PersonId, StaffId};
use domain::time::Timestamp;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use store::{Error, Person, Staff, StaffRole, Store, sqlite_url};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_796_112_000_000);
/// People that one référent follows.
const CASELOAD: u32 = 150;
const BATCH: u32 = 2_000;
const N_READS: u32 = 500;
const NAMES: [&str; 8] = ["Martin", "Bernard", "Dupont", "Le Goff", "Nguyen", "Öztürk", "Diallo", "Garcia"];

fn main() {
    // `cargo test --all-targets` runs this too, without the flag that `cargo bench` gives.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    let asked = std::env::var("BENCH_PEOPLE").ok().and_then(|n| n.parse().ok());
    let sizes = asked.map_or_else(|| vec![8_000, 80_000], |n| vec![n]);
    for n_people in sizes {
        runtime.block_on(measure(n_people));
    }
}

async fn measure(n_people: u32) {
    let folder =
        std::env::var_os("BENCH_DIR").map_or_else(|| env!("CARGO_TARGET_TMPDIR").into(), PathBuf::from);
    let folder = TempDir::new_in(folder).expect("the folder of the benchmark can be written to");
    let url = sqlite_url(&folder.path().join("portal.db"));
    let store = Store::open(&url).await.expect("the store opens");
    let start = Instant::now();
    populate(&store, n_people).await.expect("people are inserted");
    println!("{n_people} people with cards inserted in {:.1} s", start.elapsed().as_secs_f64());
    store.close().await;
    let start = Instant::now();
    let store = Store::open(&url).await.expect("the store opens");
    store.check().await.expect("the store is ready");
    println!("  open to ready: {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);

    time(&store, "person by card", n_people, |n, tx| {
        Box::pin(async move {
            tx.find_person_by_card(&format!("card-{n}")).await.map(|found| assert!(found.is_some()))
        })
    })
    .await;
    time(&store, "a référent's first page", n_people, |n, tx| {
        let referent = staff_id(n / CASELOAD);
        Box::pin(async move {
            tx.list_clients(Some(&referent), "", None, 50).await.map(|page| assert!(!page.is_empty()))
        })
    })
    .await;
    time(&store, "a référent's search", n_people, |n, tx| {
        let referent = staff_id(n / CASELOAD);
        Box::pin(async move { tx.list_clients(Some(&referent), "dup", None, 50).await.map(|_| ()) })
    })
    .await;
    time(&store, "everybody's first page", n_people, |_, tx| {
        Box::pin(
            async move { tx.list_clients(None, "", None, 50).await.map(|page| assert_eq!(page.len(), 50)) },
        )
    })
    .await;
    time(&store, "everybody's first page by attention", n_people, |_, tx| {
        Box::pin(async move {
            let page = tx.list_by_attention(None, NOW, None, 50).await?;
            assert_eq!(page.len(), 50);
            Ok(())
        })
    })
    .await;
    time(&store, "a référent's first page by attention", n_people, |n, tx| {
        let referent = staff_id(n / CASELOAD);
        Box::pin(async move { tx.list_by_attention(Some(&referent), NOW, None, 50).await.map(|_| ()) })
    })
    .await;
    time(&store, "everybody by a name with an error", n_people, |_, tx| {
        Box::pin(async move {
            tx.list_near_clients(None, "duponnt", 20).await.map(|page| assert_eq!(page.len(), 20))
        })
    })
    .await;
    store.close().await;
}

async fn time<F>(store: &Store, what: &str, n_people: u32, read: F)
where
    F: for<'t> Fn(u32, &'t mut store::Tx) -> store::BoxFuture<'t, Result<(), Error>>
        + Copy
        + Send
        + Sync
        + 'static,
{
    let mut took: Vec<Duration> = Vec::new();
    for n in 0..N_READS {
        // A stride that visits people all over the file.
        let person = (n * 7919) % n_people;
        let start = Instant::now();
        store.read(move |tx| read(person, tx)).await.expect("a read");
        took.push(start.elapsed());
    }
    took.sort();
    let ms = |at: usize| took[at].as_secs_f64() * 1000.0;
    println!("  {what}: p50 {:.2} ms, p95 {:.2} ms", ms(took.len() / 2), ms(took.len() * 95 / 100));
}

fn staff_id(n: u32) -> StaffId {
    StaffId::new(format!("s{n}")).expect("an id")
}

async fn populate(store: &Store, n_people: u32) -> Result<(), Error> {
    for n in 0..=n_people / CASELOAD {
        let staff = Staff {
            id: staff_id(n),
            login: format!("s{n}"),
            display_name: "Claire Martin".into(),
            role: StaffRole::Referent,
            phone: String::new(),
            place: String::new(),
            password_hash: String::new(),
            totp_secret: String::new(),
            totp_last_step: 0,
            created_at: NOW,
        };
        store.write(move |tx| Box::pin(async move { tx.insert_staff(&staff).await })).await?;
    }
    for first in (0..n_people).step_by(BATCH as usize) {
        let batch: Vec<_> =
            (first..n_people.min(first + BATCH)).map(|n| (person(n), Some(format!("card-{n}")))).collect();
        store.write(move |tx| Box::pin(async move { tx.insert_people(&batch).await })).await?;
    }
    Ok(())
}

fn person(n: u32) -> Person {
    Person {
        id: PersonId::new(format!("p{n}")).expect("an id"),
        first_name: format!("Ana {n}"),
        last_name: NAMES[n as usize % NAMES.len()].into(),
        birth_date: "1984-03-07".parse().expect("a date"),
        language: "fr".into(),
        referent_id: Some(staff_id(n / CASELOAD)),
        created_at: NOW,
        last_seen_at: None,
    }
}
