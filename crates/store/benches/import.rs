//! How long a list of 100,000 people holds whoever else writes, and on SQLite everybody does: kept first, then added at once, into a database that
//! has 100,000 already.
//!
//! `cargo bench -p store --bench import`; with `BENCH_URL=postgres://…` on an empty PostgreSQL.

use domain::ids::{ImportId, PersonId, StaffId};
use domain::time::Timestamp;
use std::path::PathBuf;
use std::time::Instant;
use store::{Error, NewImport, Person, Staff, StaffRole, Store, sqlite_url};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_796_112_000_000);
const N_PEOPLE: u32 = 100_000;

fn main() {
    // `cargo test --all-targets` runs this too, without the flag that `cargo bench` gives.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(measure()).expect("the store works");
}

async fn measure() -> Result<(), Error> {
    let folder =
        std::env::var_os("BENCH_DIR").map_or_else(|| env!("CARGO_TARGET_TMPDIR").into(), PathBuf::from);
    let folder = TempDir::new_in(folder).expect("the folder of the benchmark can be written to");
    let url = std::env::var("BENCH_URL").unwrap_or_else(|_| sqlite_url(&folder.path().join("portal.db")));
    let store = Store::open(&url).await.expect("the store opens");
    store.write(|tx| Box::pin(async move { tx.insert_staff(&coordinator()).await })).await?;
    for round in ["first", "next"] {
        let people: Vec<(u32, Person)> = (2..).zip((0..N_PEOPLE).map(|n| person(round, n))).collect();
        let (new, start) = (import(round), Instant::now());
        store.write(move |tx| Box::pin(async move { tx.insert_import(&new, &people, NOW).await })).await?;
        let (kept, id, start) = (start.elapsed(), import(round).id, Instant::now());
        store
            .write(move |tx| {
                Box::pin(async move { tx.finish_import(&staff_id(), &id, "finishImport", NOW).await })
            })
            .await?;
        let (kept_ms, added_ms) = (kept.as_millis(), start.elapsed().as_millis());
        println!("the {round} {N_PEOPLE}: kept in {kept_ms} ms, added in {added_ms} ms");
    }
    store.close().await;
    Ok(())
}

fn staff_id() -> StaffId {
    StaffId::new("coordinator").expect("an id")
}

fn coordinator() -> Staff {
    Staff {
        id: staff_id(),
        login: "coordinator".to_owned(),
        display_name: "Une Coordinatrice".to_owned(),
        role: StaffRole::Coordinator,
        phone: String::new(),
        place: String::new(),
        password_hash: String::new(),
        totp_secret: String::new(),
        totp_last_step: 0,
        created_at: NOW,
    }
}

fn import(round: &str) -> NewImport {
    NewImport {
        id: ImportId::new(round).expect("an id"),
        staff_id: staff_id(),
        n_lines: N_PEOPLE,
        n_faulty: 0,
        n_twins: 0,
        n_problems: 0,
        problems: "[]".to_owned(),
    }
}

/// Ids come in no order, as random ones do.
fn person(round: &str, n: u32) -> Person {
    let number = (u64::from(n) * 0x9E37_79B9 + 7) % 0xFFFF_FFFB;
    Person {
        id: PersonId::new(format!("{number:08x}-of-the-{round}-list")).expect("an id"),
        first_name: ["Marie", "Zoé", "Mohamed", "Jean-Luc"][n as usize % 4].to_owned(),
        last_name: format!("{}{number} {round}", ["Martin", "Le Goff", "Öztürk"][n as usize % 3]),
        birth_date: "1987-03-12".parse().expect("a date"),
        language: "fr".to_owned(),
        referent_id: None,
        created_at: NOW,
        last_seen_at: None,
    }
}
