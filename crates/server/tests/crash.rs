//! The real program, killed again and again while people answer: what was acknowledged is there afterwards (T2, T10).
//! And the control: with data that was rolled back, the same check finds what is lost.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/default");
const N_KILLS: usize = 20;
const N_WRITERS: usize = 6;
/// From start to the first answer (T10).
const READY_WITHIN: Duration = Duration::from_secs(5);
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

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn command(folder: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_main-tendue"));
        command
            .args(arguments)
            .env_clear()
            .env("DATA_DIR", folder.join("data"))
            .env("APP_DIR", folder.join("app"));
        command.env("CONTENT_DIR", CONTENT).env("METRICS_LISTEN", "off").env("LISTEN", "127.0.0.1:0");
        command
    }

    fn start(folder: &Path) -> Self {
        let begun = Instant::now();
        let mut child =
            Self::command(folder, &["serve"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().rsplit(':').next().unwrap();
        let server = Self { child, address: format!("127.0.0.1:{port}") };
        assert_eq!(ask(&server.address, "GET", "/readyz", &[], "").expect("ready").0, 200);
        assert!(begun.elapsed() < READY_WITHIN, "{:?}", begun.elapsed());
        server
    }
}

impl Drop for Server {
    /// SIGKILL: no signal handler, no destructor. Also when the test fails.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request on a connection of its own; `None` when no whole answer came.
fn ask(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Option<(u16, String, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-main-tendue: 1\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, head.to_owned(), body.to_owned()))
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
    std::fs::create_dir_all(folder.path().join("app/staff")).unwrap();
    for page in ["app/index.html", "app/staff/index.html"] {
        std::fs::write(folder.path().join(page), "<!doctype html>").unwrap();
    }
    let out = folder.path().join("out.json");
    let seeding =
        ["seed", "--people", "40", "--cards", "40", "--referents", "1", "--out", out.to_str().unwrap()];
    assert!(Server::command(folder.path(), &seeding).output().unwrap().status.success());
    (folder, serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap())
}

fn copy_data(from: &Path, to: &Path) {
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
    let server = Server::start(folder.path());
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
        let restarted = Server::start(folder.path());
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
    let server = Server::start(&rolled_back);
    let found: BTreeMap<usize, Acknowledged> =
        cookies.iter().map(|cookie| read(&server.address, cookie)).enumerate().collect();
    drop(server);
    assert_ne!(before, acknowledged);
    assert!(!lost(acknowledged, &found).is_empty(), "the check does not see a loss");
}
