//! A power cut while people send files (T2): every write and sync of the real program is recorded, the disk is made again as it
//! would be after a cut at many places, with what was not synced lost or torn, and the store opens it. A chunk that was
//! acknowledged before the cut is there, and so is a file that was kept. And the control: SQLite that does not sync each commit
//! loses some in the same disk. `LONG` cuts more often.

mod disk;

use crate::program::{Server, write_empty_app};
use crate::uploads::{Upload, announce};
use crate::{start, world};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use disk::{Recorder, Unsynced, now_in};
use domain::documents::{CHUNK_BYTES, DocumentState};
use domain::ids::DocumentId;
use server::keys;
use sqlx::{AnyConnection, Connection, Executor, Row};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use store::{Error, Store};

const N_SENDERS: usize = 3;
const CHUNK: usize = CHUNK_BYTES as usize;
/// Rows of the control.
const N_ROWS: usize = 40;

/// Chunks of each file, and cuts.
fn size() -> (usize, usize) {
    if std::env::var_os("LONG").is_some() { (100, 400) } else { (24, 36) }
}

/// From here in the log on, so much of a file had been acknowledged, or all of it was told to be kept.
struct Said {
    at: u64,
    sender: usize,
    n_bytes: usize,
    is_kept: bool,
}

/// Places in the log: as something was said, or anywhere else; each with what is left of the rest.
fn cuts(said: &[u64], end: u64, n_cuts: usize) -> impl Iterator<Item = (u64, Unsynced)> {
    let mut seed = 20_261_129_u64;
    let mut next = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    let first = said[0];
    (0..n_cuts).map(move |n| {
        let at = if n % 2 == 0 {
            said[usize::try_from(next()).unwrap() % said.len()]
        } else {
            first + next() % (end - first)
        };
        (at, if n % 3 == 0 { Unsynced::Lost } else { Unsynced::Torn(n as u64) })
    })
}

/// What is not there of what had been acknowledged of a file.
async fn lost(data: &Path, store: &Store, sender: usize, upload: &Upload, said: (usize, bool)) -> usize {
    let (person, id) = (world::person_id(sender), DocumentId::new(upload.id.as_str()).unwrap());
    let found = store.read(move |tx| {
        Box::pin(async move {
            let document = tx.find_document(&person, &id).await?;
            let (mut bytes, mut at) = (Vec::new(), 0);
            while let Some(chunk) = tx.find_chunk(&id, at).await? {
                bytes.extend(BASE64.decode(chunk.content).unwrap());
                at = bytes.len() as u64;
            }
            Ok::<_, Error>((document, bytes))
        })
    });
    let (document, mut bytes) = found.await.unwrap();
    // What was announced was said first.
    let Some(document) = document else { return 1 + said.0 };
    if document.state == DocumentState::Kept {
        bytes = std::fs::read(data.join("documents").join(&upload.id)).unwrap_or_default();
    } else {
        assert_eq!(bytes.len() as u64, document.received_bytes, "the count and the chunks are one commit");
    }
    let is_whole = upload.file.as_bytes().starts_with(&bytes);
    let is_kept = document.state == DocumentState::Kept && bytes.len() == upload.file.len();
    if !is_whole || said.1 && !is_kept { 1 + said.0 } else { said.0.saturating_sub(bytes.len()) }
}

#[test]
fn a_power_cut_loses_no_acknowledged_chunk_and_no_file() {
    let (n_chunks, n_cuts) = size();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let tokens: Vec<String> = (0..=N_SENDERS).map(|_| keys::random_token()).collect();
    write_empty_app(folder.path());
    std::fs::create_dir(&data).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime
        .block_on(world::create(&store::sqlite_url(&data.join("main-tendue.db")), &tokens, |_| Vec::new()));
    // Once, so that everything that a start makes is there.
    drop(start(folder.path(), None));
    let recorder = Recorder::of(&data);
    let mut command = Server::command(folder.path(), &["serve"]);
    recorder.watch(&mut command);
    let server = Server::serve(command);

    let said = Mutex::new(Vec::new());
    let say = |sender: usize, n_bytes: usize, is_kept: bool| {
        let mut said = said.lock().unwrap();
        said.push(Said { at: recorder.now(), sender, n_bytes, is_kept });
    };
    let (address, say_it) = (&*server.address, &say);
    let uploads: Vec<Upload> = std::thread::scope(|scope| {
        let senders = tokens.iter().enumerate().map(|(sender, token)| {
            scope.spawn(move || {
                // The last one's file is small, and kept while the others are on their way.
                let is_small = sender == N_SENDERS;
                let upload = announce(address, token, sender, if is_small { 2 } else { n_chunks });
                say_it(sender, 0, false);
                let upload = upload.send(address, |upload| say_it(sender, upload.acknowledged, false));
                assert_eq!(upload.acknowledged, upload.file.len());
                if is_small {
                    upload.finish_and_wait(address);
                    say_it(sender, upload.acknowledged, true);
                }
                upload
            })
        });
        let senders: Vec<_> = senders.collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    let end = recorder.now();
    drop(server);
    let said = said.into_inner().unwrap();
    assert!(said.iter().any(|one| one.is_kept) && said.len() > N_SENDERS * n_chunks);

    let places: Vec<u64> = said.iter().map(|one| one.at).collect();
    let mut n_checked = 0;
    for (at, unsynced) in cuts(&places, end, n_cuts) {
        let found = tempfile::tempdir().unwrap();
        recorder.cut(at, unsynced, found.path());
        runtime.block_on(async {
            let store = Store::open(&store::sqlite_url(&found.path().join("main-tendue.db"))).await.unwrap();
            for (sender, upload) in uploads.iter().enumerate() {
                let told = said.iter().filter(|one| one.sender == sender && one.at <= at);
                let Some(told) = told.map(|one| (one.n_bytes, one.is_kept)).max() else { continue };
                n_checked += told.0 / CHUNK;
                let n_lost = lost(found.path(), &store, sender, upload, told).await;
                assert_eq!(n_lost, 0, "of {told:?}, {unsynced:?} at {at} of {end}");
            }
        });
    }
    assert!(n_checked > n_cuts);

    // The program itself starts on what is left, and the people go on to the end.
    let middle = places[places.len() / 2];
    let found = tempfile::tempdir().unwrap();
    recorder.cut(middle, Unsynced::Torn(1), &found.path().join("data"));
    write_empty_app(found.path());
    let server = start(found.path(), None);
    for mut upload in uploads.into_iter().take(N_SENDERS) {
        upload.acknowledged = upload.received(&server.address);
        let upload = upload.send(&server.address, |_| {});
        upload.finish_and_wait(&server.address);
        let kept = std::fs::read(found.path().join("data/documents").join(&upload.id)).unwrap();
        assert_eq!(kept, upload.file.as_bytes());
    }
    println!(
        "{n_cuts} power cuts in a log of {end} bytes, {n_checked} acknowledged chunks looked for, none lost"
    );
}

/// Where the control writes when it is recorded, and how carefully.
const CONTROL: [&str; 2] = ["POWER_CONTROL", "POWER_SYNCHRONOUS"];

/// Writes rows as big as chunks, one commit each, and says from where in the log on each is acknowledged.
async fn write_rows(folder: &Path, synchronous: &'static str) -> Vec<u64> {
    sqlx::any::install_default_drivers();
    let url = [&store::sqlite_url(&folder.join("rows.db")), "?mode=rwc"].concat();
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    for statement in ["PRAGMA journal_mode = WAL", synchronous, "CREATE TABLE line (n INTEGER, content TEXT)"]
    {
        connection.execute(statement).await.unwrap();
    }
    let log = std::env::var_os("POWER_LOG").unwrap_or_default();
    let mut said = Vec::new();
    for n in 0..N_ROWS {
        let statement = sqlx::query("INSERT INTO line (n, content) VALUES ($1, $2)");
        let content = "x".repeat(CHUNK);
        statement.bind(i64::try_from(n).unwrap()).bind(content).execute(&mut connection).await.unwrap();
        said.push(now_in(log.as_ref()));
    }
    said
}

/// How many rows are there from the first on.
async fn count_rows(folder: &Path) -> usize {
    sqlx::any::install_default_drivers();
    let Ok(mut connection) = AnyConnection::connect(&store::sqlite_url(&folder.join("rows.db"))).await else {
        return 0;
    };
    let rows =
        sqlx::query("SELECT n FROM line ORDER BY n").fetch_all(&mut connection).await.unwrap_or_default();
    let is_next = |(n, row): &(usize, sqlx::any::AnyRow)| usize::try_from(row.get::<i64, _>(0)) == Ok(*n);
    rows.into_iter().enumerate().take_while(is_next).count()
}

/// By itself it writes what it counts; asked by the control, it says in addition when.
#[tokio::test]
async fn rows_of_the_control_are_there() {
    let [folder, synchronous] = CONTROL.map(|name| std::env::var(name).ok());
    let level = match synchronous.as_deref() {
        Some("OFF") => "PRAGMA synchronous = OFF",
        Some("NORMAL") => "PRAGMA synchronous = NORMAL",
        _ => "PRAGMA synchronous = FULL",
    };
    let own = tempfile::tempdir().unwrap();
    let folder = folder.map_or_else(|| own.path().to_owned(), Into::into);
    for at in write_rows(&folder, level).await {
        println!("said {at}");
    }
    assert_eq!(count_rows(&folder).await, N_ROWS);
}

/// Acknowledged rows that are lost over all cuts, with SQLite as careful as `synchronous` says.
fn lost_rows(synchronous: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let recorder = Recorder::of(folder.path());
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "power::rows_of_the_control_are_there", "--nocapture"]);
    command.env(CONTROL[0], folder.path()).env(CONTROL[1], synchronous);
    recorder.watch(&mut command);
    let output = command.output().unwrap();
    assert!(output.status.success());
    let output = String::from_utf8(output.stdout).unwrap();
    let said: Vec<u64> = output.lines().filter_map(|line| line.split_once("said ")?.1.parse().ok()).collect();
    assert_eq!(said.len(), N_ROWS);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let end = *said.last().unwrap();
    let mut n_lost = 0;
    for (at, unsynced) in cuts(&said, end, N_ROWS) {
        let found = tempfile::tempdir().unwrap();
        recorder.cut(at, unsynced, found.path());
        let n_said = said.iter().filter(|said| **said <= at).count();
        n_lost += n_said.saturating_sub(runtime.block_on(count_rows(found.path())));
    }
    n_lost
}

#[test]
fn a_database_that_does_not_sync_each_commit_loses_some() {
    let [full, normal, off] = ["FULL", "NORMAL", "OFF"].map(lost_rows);
    println!("acknowledged rows lost in {N_ROWS} power cuts: FULL {full}, NORMAL {normal}, OFF {off}");
    assert_eq!(full, 0);
    assert!(normal > 0 && off > 0, "the check does not see a loss");
}
