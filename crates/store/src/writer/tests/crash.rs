//! kill -9 in the middle of writing loses nothing that was acknowledged (trust.md, T2). A writer that answers before
//! the commit does lose, which shows that this test can.
//!
//! The killed process is this test program again, running `the_process_that_is_killed` alone.

use crate::open::open;
use crate::store::Options;
use crate::throttle::Try;
use crate::writer::{Reply, Writer};
use crate::{Error, sqlite_url};
use domain::time::Timestamp;
use sqlx::{AnyConnection, Connection, Row, query};
use std::collections::HashSet;
use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

const N_KILLS: u32 = 20;
const N_WRITERS: u32 = 16;
const FILE: &str = "STORE_TEST_CRASH_FILE";
const ROUND: &str = "STORE_TEST_CRASH_ROUND";
const REPLY: &str = "STORE_TEST_CRASH_REPLY";

/// Writes for ever and prints each key once its write was acknowledged; without its variables it has nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_process_that_is_killed() {
    let (Ok(file), Ok(round), Ok(reply)) = (env::var(FILE), env::var(ROUND), env::var(REPLY)) else { return };
    let reply = if reply == "before" { Reply::BeforeCommit } else { Reply::AfterCommit };
    let options = Options::default();
    let file = Path::new(&file);
    open(&sqlite_url(file), &options).await.unwrap();
    let writer = Arc::new(Writer::start_with(file.to_owned(), &options, reply).unwrap());
    let writers = (0..N_WRITERS).map(|who| {
        let (writer, round) = (writer.clone(), round.clone());
        tokio::spawn(async move {
            for n in 0u64.. {
                let key = format!("{round}/{who}/{n}");
                let to_write = key.clone();
                let write = writer
                    .write(move |tx| Box::pin(async move { tx.take_try(&to_write, Timestamp(0)).await }));
                match write.await {
                    Ok(Try::Go) => println!("saved {key}"),
                    Ok::<_, Error>(Try::Wait { .. }) => panic!("{key} was written twice"),
                    Err(error) => panic!("{error}"),
                }
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}

/// Runs the process above, kills it once `n_keys` keys were acknowledged, and returns every key that it told.
fn write_and_kill(file: &Path, round: u32, reply: &str, n_keys: usize) -> Vec<String> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "writer::tests::crash::the_process_that_is_killed", "--nocapture"])
        .env(FILE, file)
        .env(ROUND, round.to_string())
        .env(REPLY, reply)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut keys = Vec::new();
    let mut told = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while told.read_line(&mut line).unwrap() > 0 {
        // A line that the kill cut short was not told.
        let whole = std::mem::take(&mut line).strip_suffix('\n').map(str::to_owned).unwrap_or_default();
        if let Some((_, key)) = whole.split_once("saved ") {
            keys.push(key.to_owned());
            if keys.len() == n_keys {
                child.kill().unwrap();
            }
        }
    }
    assert!(!child.wait().unwrap().success());
    assert!(keys.len() >= n_keys, "the process ended by itself");
    keys
}

/// Kills [`N_KILLS`] times and returns how many acknowledged keys are not in the file.
async fn count_lost(reply: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.db");
    let mut told = HashSet::new();
    let mut lost = HashSet::new();
    for round in 0..N_KILLS {
        // From the first write to some hundreds: the kill falls anywhere in a group.
        let n_keys = 1 + (round as usize * 37) % 400;
        told.extend(write_and_kill(&file, round, reply, n_keys));
        open(&sqlite_url(&file), &Options::default()).await.unwrap();
        let mut connection = AnyConnection::connect(&sqlite_url(&file)).await.unwrap();
        let kept = list_keys(&mut connection).await;
        lost.extend(told.iter().filter(|key| !kept.contains(*key)).cloned());
        let row = query("SELECT integrity_check FROM pragma_integrity_check")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(row.get::<String, _>(0), "ok");
        connection.close().await.unwrap();
    }
    println!("{reply} commit: {} acknowledged, {} lost in {N_KILLS} kills", told.len(), lost.len());
    lost.len()
}

async fn list_keys(connection: &mut AnyConnection) -> HashSet<String> {
    let rows = query("SELECT key_hash FROM throttle").fetch_all(connection).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn twenty_kills_lose_no_acknowledged_write() {
    assert_eq!(count_lost("after").await, 0);
}

#[tokio::test]
async fn a_writer_that_answers_before_the_commit_does_lose() {
    assert!(count_lost("before").await > 0);
}
