//! People answer: what was acknowledged is there afterwards (T2, T10). And the control: with data that was rolled back,
//! the same check finds what is lost.

use crate::program::{Server, write_empty_app};
use crate::request::ask;
use crate::start;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const N_KILLS: usize = 20;
const N_WRITERS: usize = 6;
/// When writers get nowhere.
const GIVE_UP: Duration = Duration::from_secs(20);

/// The last version of an answer that a writer saw acknowledged, and what it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Acknowledged {
    /// Empty before the first.
    draft: String,
    version: u64,
    level: String,
}

fn sign_in(address: &str, person: &Value) -> String {
    let body = json!({ "card": person["card"], "birth_date": person["birth_date"] }).to_string();
    let key = [("idempotency-key", person["card"].as_str().unwrap())];
    let (status, head, body) = ask(address, "POST", "/api/session", &key, &body).unwrap();
    assert_eq!(status, 200, "{body}");
    let line = head.lines().find(|line| line.contains("__Host-mt-person=")).unwrap();
    line.split_once(": ").unwrap().1.split(';').next().unwrap().to_owned()
}

/// What the server knows of the answer: its version and level; 0 when it was never given.
fn read(address: &str, cookie: &str) -> Acknowledged {
    let (status, _, body) = ask(address, "GET", "/api/draft", &[("cookie", cookie)], "").unwrap();
    assert_eq!(status, 200, "{body}");
    let draft: Value = serde_json::from_str(&body).unwrap();
    let answer = &draft["answers"]["triage.mobilite"];
    Acknowledged {
        draft: draft["id"].as_str().unwrap_or_default().to_owned(),
        version: answer["version"].as_u64().unwrap_or_default(),
        level: answer["answer"]["level"].as_str().unwrap_or_default().to_owned(),
    }
}

/// Answers again and again until the server is gone; returns what was acknowledged last.
fn write(
    address: &str,
    cookie: &str,
    version: &str,
    from: Acknowledged,
    n_acknowledged: &AtomicU64,
) -> Acknowledged {
    let mut last = from;
    loop {
        let level = ["fine", "hard", "blocked"][usize::try_from(last.version % 3).unwrap()];
        let body = json!({ "answer": { "level": level }, "questionnaire_version": version }).to_string();
        let draft = if last.draft.is_empty() { "new" } else { &last.draft };
        let (tag, key) = (format!("\"{draft}.{}\"", last.version), format!("{}-{level}", last.version));
        let headers = [("cookie", cookie), ("if-match", &*tag), ("idempotency-key", &*key)];
        match ask(address, "PUT", "/api/draft/answers/triage.mobilite", &headers, &body) {
            Some((200, _, body)) => {
                let saved: Value = serde_json::from_str(&body).unwrap();
                let draft = saved["draft"].as_str().unwrap().to_owned();
                last = Acknowledged { draft, version: last.version + 1, level: level.to_owned() };
                n_acknowledged.fetch_add(1, Ordering::SeqCst);
            }
            Some((status, _, body)) => panic!("{status} {body}"),
            None => return last,
        }
    }
}

/// Acknowledged writes that are not there. At most one more than acknowledged may be: its answer was lost.
fn lost(acknowledged: &BTreeMap<usize, Acknowledged>, found: &BTreeMap<usize, Acknowledged>) -> Vec<String> {
    let mut lost = Vec::new();
    for (writer, last) in acknowledged {
        let found = &found[writer];
        let is_same = (found.version, &found.level) == (last.version, &last.level);
        let is_there = is_same || found.version == last.version + 1;
        if !is_there {
            lost.push(format!("writer {writer}: acknowledged {last:?}, found {found:?}"));
        }
    }
    lost
}

fn prepare() -> (TempDir, Value) {
    let folder = tempfile::tempdir().unwrap();
    write_empty_app(folder.path());
    let out = folder.path().join("out.json");
    let seeding =
        ["seed", "--people", "40", "--cards", "40", "--referents", "1", "--out", out.to_str().unwrap()];
    assert!(Server::command(folder.path(), &seeding).output().unwrap().status.success());
    (folder, serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap())
}

pub fn copy_data(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    let entries = std::fs::read_dir(from).unwrap().map(Result::unwrap);
    for entry in entries.filter(|entry| entry.path().is_file()) {
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn kill_9_loses_no_acknowledged_answer() {
    let (folder, made) = prepare();
    let people: Vec<&Value> = made["people"].as_array().unwrap().iter().collect();
    let server = start(folder.path(), None);
    let cookies: Vec<String> = people.iter().map(|person| sign_in(&server.address, person)).collect();
    let begun = |cookie: &&String| read(&server.address, cookie).version == 0;
    let cookies: Vec<String> = cookies.iter().filter(begun).take(N_WRITERS).cloned().collect();
    assert_eq!(cookies.len(), N_WRITERS);
    let (_, _, questions) = ask(&server.address, "GET", "/api/questionnaire", &[], "").unwrap();
    let questions: Value = serde_json::from_str(&questions).unwrap();
    let version = questions["version"].as_str().unwrap();
    let read_all = |address: &str| -> BTreeMap<usize, Acknowledged> {
        cookies.iter().map(|cookie| read(address, cookie)).enumerate().collect()
    };
    let mut known = read_all(&server.address);
    let (mut server, mut n_acknowledged, mut before) = (Some(server), 0, known.clone());
    for round in 0..N_KILLS {
        let running = server.take().unwrap();
        if round == N_KILLS - 1 {
            before = known.clone();
            copy_data(&folder.path().join("data"), &folder.path().join("rolled-back/data"));
        }
        let n_in_round = AtomicU64::new(0);
        let acknowledged: BTreeMap<usize, Acknowledged> = std::thread::scope(|scope| {
            let writers: Vec<_> = cookies
                .iter()
                .enumerate()
                .map(|(n, cookie)| {
                    let (address, from, counter) = (running.address.clone(), known[&n].clone(), &n_in_round);
                    scope.spawn(move || write(&address, cookie, version, from, counter))
                })
                .collect();
            let enough = 12 + 5 * (round as u64 % 7);
            let begun = Instant::now();
            while n_in_round.load(Ordering::SeqCst) < enough && begun.elapsed() < GIVE_UP {
                std::thread::yield_now();
            }
            drop(running);
            writers.into_iter().map(|writer| writer.join().unwrap()).enumerate().collect()
        });
        let restarted = start(folder.path(), None);
        let found = read_all(&restarted.address);
        assert_eq!(lost(&acknowledged, &found), Vec::<String>::new(), "round {round}");
        n_acknowledged += acknowledged.iter().map(|(n, last)| last.version - known[n].version).sum::<u64>();
        known = found;
        server = Some(restarted);
    }
    drop(server);
    println!("{n_acknowledged} acknowledged answers, {N_KILLS} kills, none lost");
    assert!(n_acknowledged >= 12 * N_KILLS as u64, "{n_acknowledged} writes are too few to prove anything");
    control(folder.path(), &known, &before, &cookies);
}

/// The same check on data as it was before the last round must find losses, or it proves nothing.
fn control(
    folder: &Path,
    acknowledged: &BTreeMap<usize, Acknowledged>,
    before: &BTreeMap<usize, Acknowledged>,
    cookies: &[String],
) {
    let rolled_back = folder.join("rolled-back");
    copy_data(&folder.join("app"), &rolled_back.join("app"));
    copy_data(&folder.join("app/staff"), &rolled_back.join("app/staff"));
    let server = start(&rolled_back, None);
    let found: BTreeMap<usize, Acknowledged> =
        cookies.iter().map(|cookie| read(&server.address, cookie)).enumerate().collect();
    drop(server);
    assert_ne!(before, acknowledged);
    assert!(!lost(acknowledged, &found).is_empty(), "the check does not see a loss");
}
