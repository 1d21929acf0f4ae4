//! Two hundred people send a file of 5 MiB at once, each over a line of 400 kbit/s, while others go on as usual; and how long the
//! server needs for a CV of ten photos, from the last byte to "received and kept". The program has one core.
//!
//! `cargo bench -p server --bench uploads`; `USUAL_S` is how long the others are watched alone first (60 s). The files need
//! 105 s on the line at least.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on stops there")]

#[path = "../load/client.rs"]
mod client;
#[path = "../../../files/tests/photos/make.rs"]
mod photos;
#[path = "../../tests/crash/program.rs"]
mod program;
#[path = "../load/setting.rs"]
mod setting;
mod slow;
#[path = "../../tests/crash/world.rs"]
mod world;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use client::{Client, Figures, dial, request};
use domain::documents::{CHUNK_BYTES, DocumentState};
use domain::time::Timestamp;
use http_body_util::Full;
use hyper::Method;
use program::Server;
use serde_json::{Value, json};
use server::documents::work::hex_digest;
use setting::{Setting, keep_to_one_core, url_in};
use sha2::{Digest, Sha256};
use slow::Slow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::{Slot, Store};

const N_SENDERS: usize = 200;
const FILE_BYTES: usize = 5 * 1024 * 1024;
/// 400 kbit/s.
const LINE_BYTES_S: u32 = 50_000;
/// The others: so many come each second, read two pages and book a place.
const VISITS_S: u32 = 25;
const N_OTHERS: usize = 8_000;
const N_SLOTS: usize = 200;
/// Budgets: p95 of a read and of a durable write; how much longer either may take beside the uploads; memory; ten photos.
const READ_MS: f64 = 200.0;
const WRITE_MS: f64 = 500.0;
const FACTOR: f64 = 1.5;
const GROWS_MIB: f64 = 200.0;
const TEN_PAGES_MS: f64 = 3_000.0;
/// How often one asks whether a file is kept: the one whose wait is measured, and each of two hundred.
const ASKS: Duration = Duration::from_millis(20);
const EACH_ASKS: Duration = Duration::from_secs(1);

fn main() {
    let Some(setting) = Setting::new(N_SENDERS + N_OTHERS + 1, slots) else { return };
    let usual = std::env::var("USUAL_S").ok().map_or(60, |text| text.parse().unwrap());
    let program = Arc::new(setting.serve());
    keep_to_one_core(&program);
    setting.runtime.block_on(async {
        ten_pages(&program, setting.tokens.last().unwrap()).await;
        println!("{VISITS_S} people a second go on as usual for {usual} s, the program on one core");
        let over = Arc::new(AtomicBool::new(false));
        let watch =
            tokio::spawn(others(Arc::clone(&program), Arc::clone(&setting.tokens), 0, Arc::clone(&over)));
        tokio::time::sleep(Duration::from_secs(usual)).await;
        over.store(true, Ordering::Relaxed);
        let alone = watch.await.unwrap();
        alone.print();
        beside(&program, &setting.tokens, &alone).await;
        check(&url_in(setting.folder())).await;
    });
}

fn slots(now: Timestamp) -> Vec<Slot> {
    let hour = |n: usize| now.plus_s(30 * 86_400 + 3_600 * i64::try_from(n).unwrap());
    (0..N_SLOTS).map(|n| world::slot(&format!("s{n}"), hour(n), 150)).collect()
}

/// The server's part of a CV of ten photos.
async fn ten_pages(program: &Server, token: &str) {
    let pdf = photos::pdf_of_photos(10);
    let mut client = Client::connect(&program.address).await;
    let mut sender = Sender { client: &mut client, token, nth: 0 };
    let id = sender.announce(&pdf).await;
    let begun = Instant::now();
    sender.send_all(&id, &pdf, &AtomicU64::new(0)).await;
    let sent = begun.elapsed();
    sender.finish(&id).await;
    sender.wait_until_kept(ASKS).await;
    println!(
        "ten photos as one PDF of {:.1} MB: {:.0} ms to receive it, {:.0} ms from the last byte to \"kept\" (budget {TEN_PAGES_MS:.0} ms)",
        pdf.len() as f64 / 1e6,
        sent.as_secs_f64() * 1e3,
        (begun.elapsed() - sent).as_secs_f64() * 1e3,
    );
}

/// All files, and what others notice of them.
async fn beside(program: &Arc<Server>, tokens: &Arc<[String]>, alone: &Noticed) {
    let file: Arc<[u8]> = a_file().into();
    // "The most that it has held" begins anew (proc(5)).
    std::fs::write(format!("/proc/{}/clear_refs", program.child.id()), "5").unwrap();
    let (before, over) = (memory_mib(program, "VmRSS"), Arc::new(AtomicBool::new(false)));
    let n_sent = Arc::new(AtomicU64::new(0));
    let (begun, first) = (Instant::now(), alone.n_visits);
    let watch = tokio::spawn(others(Arc::clone(program), Arc::clone(tokens), first, Arc::clone(&over)));
    let senders = (0..N_SENDERS).map(|n| {
        let (program, token, file) = (Arc::clone(program), tokens[N_OTHERS + n].clone(), Arc::clone(&file));
        let n_sent = Arc::clone(&n_sent);
        tokio::spawn(async move {
            let slow = Slow::new(dial(&program.address).await, LINE_BYTES_S);
            let mut client = Client::over(slow).await;
            let mut sender = Sender { client: &mut client, token: &token, nth: 0 };
            let id = sender.announce(&file).await;
            sender.send_all(&id, &file, &n_sent).await;
            sender.finish(&id).await;
            let sent = begun.elapsed();
            sender.wait_until_kept(EACH_ASKS).await;
            (sent, begun.elapsed())
        })
    });
    let (mut sent, mut kept) = (Duration::ZERO, Duration::ZERO);
    for sender in senders.collect::<Vec<_>>() {
        let (one_sent, one_kept) = sender.await.unwrap();
        (sent, kept) = (sent.max(one_sent), kept.max(one_kept));
    }
    over.store(true, Ordering::Relaxed);
    let noticed = watch.await.unwrap();
    let mib = n_sent.load(Ordering::Relaxed) as f64 / 1048576.0;
    println!(
        "beside {N_SENDERS} uploads of 5 MiB at 400 kbit/s: {mib:.0} MiB in {:.0} s (105 s on the line alone), all kept after {:.0} s",
        sent.as_secs_f64(),
        kept.as_secs_f64()
    );
    noticed.print();
    for (what, now, then) in
        [("reads", &noticed.reads, &alone.reads), ("durable writes", &noticed.writes, &alone.writes)]
    {
        println!("  {what}: p50 ×{:.2}, p95 ×{:.2}", now.ms(50) / then.ms(50), now.ms(95) / then.ms(95));
    }
    println!(
        "  budgets with their ×{FACTOR}: p95 of reads {:.0} ms, of writes {:.0} ms: {}",
        READ_MS * FACTOR,
        WRITE_MS * FACTOR,
        held(noticed.reads.ms(95) <= READ_MS * FACTOR && noticed.writes.ms(95) <= WRITE_MS * FACTOR),
    );
    let grown = memory_mib(program, "VmHWM") - before;
    println!(
        "  the program's memory: {before:.0} MiB before, {grown:.0} MiB more at its highest (budget {GROWS_MIB:.0} MiB): {}",
        held(grown < GROWS_MIB)
    );
}

/// Every file is kept, and no piece of one is left in the database.
async fn check(url: &str) {
    let store = Store::open(url).await.unwrap();
    for n in 0..N_SENDERS {
        let person = world::person_id(N_OTHERS + n);
        let kept = store.read(move |tx| {
            Box::pin(async move {
                let documents = tx.list_documents(&person).await?;
                let kept = &documents[0];
                for offset in (0..kept.size_bytes).step_by(usize::try_from(CHUNK_BYTES).unwrap()) {
                    assert_eq!(tx.find_chunk(&kept.id, offset).await?, None);
                }
                Ok::<_, store::Error>((kept.state, kept.size_bytes))
            })
        });
        assert_eq!(kept.await.unwrap(), (DocumentState::Kept, a_file().len() as u64));
    }
    store.close().await;
}

const fn held(is_held: bool) -> &'static str {
    if is_held { "held" } else { "MISSED" }
}

/// A PDF of one page and a great deal that nobody looks at.
fn a_file() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_owned(),
        format!("({})", "x".repeat(FILE_BYTES - 600)),
    ];
    let (mut file, mut places) = ("%PDF-1.7\n".to_owned(), String::new());
    for (nth, object) in (1..).zip(&objects) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{nth} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    file += &format!(
        "xref\n0 5\n0000000000 65535 f \n{places}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

/// "VmRSS" is what it holds, "VmHWM" the most that it has held (proc(5)).
fn memory_mib(program: &Server, which: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with(which)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

/// One file on its way.
struct Sender<'a> {
    client: &'a mut Client,
    token: &'a str,
    nth: usize,
}

impl Sender<'_> {
    async fn ask(&mut self, method: Method, path: &str, body: Vec<u8>, digest: Option<&str>) -> (u16, Value) {
        self.nth += 1;
        let mut asked = request(method, path, self.token, &format!("upload-{}", self.nth));
        asked = match digest {
            Some(digest) => asked.header("content-digest", digest),
            None => asked.header("content-type", "application/json"),
        };
        let (status, answer) = self.client.send(asked.body(Full::new(Bytes::from(body))).unwrap()).await;
        (status, serde_json::from_slice(&answer).unwrap())
    }

    async fn announce(&mut self, file: &[u8]) -> String {
        let body = json!({ "name": "cv.pdf", "size_bytes": file.len(), "digest": hex_digest(file) });
        let (status, upload) =
            self.ask(Method::POST, "/api/uploads", body.to_string().into_bytes(), None).await;
        assert_eq!(status, 201, "{upload}");
        upload["id"].as_str().unwrap().to_owned()
    }

    async fn send_all(&mut self, id: &str, file: &[u8], n_sent: &AtomicU64) {
        let length = usize::try_from(CHUNK_BYTES).unwrap();
        for (nth, chunk) in file.chunks(length).enumerate() {
            let digest = format!("sha-256=:{}:", BASE64.encode(Sha256::digest(chunk)));
            let path = format!("/api/uploads/{id}?offset={}", nth * length);
            let (status, upload) = self.ask(Method::PUT, &path, chunk.to_vec(), Some(&digest)).await;
            assert_eq!(status, 200, "{upload}");
            n_sent.fetch_add(chunk.len() as u64, Ordering::Relaxed);
        }
    }

    async fn finish(&mut self, id: &str) {
        let (status, list) =
            self.ask(Method::POST, &format!("/api/uploads/{id}/finish"), Vec::new(), None).await;
        assert_eq!(status, 200, "{list}");
    }

    async fn wait_until_kept(&mut self, asks: Duration) {
        loop {
            let (_, list) = self.ask(Method::GET, "/api/documents", Vec::new(), None).await;
            match list["documents"][0]["state"].as_str().unwrap() {
                "kept" => return,
                "checking" => tokio::time::sleep(asks).await,
                other => panic!("{other}: {list}"),
            }
        }
    }
}

/// What others waited for.
#[derive(Default)]
struct Noticed {
    reads: Figures,
    writes: Figures,
    n_visits: usize,
}

impl Noticed {
    fn print(&self) {
        self.reads.print("reads", "answers", None, (95, READ_MS));
        self.writes.print("durable writes", "answers", None, (95, WRITE_MS));
    }
}

/// People come at their times, whether the last was answered or not, each another one, until it is over.
async fn others(program: Arc<Server>, tokens: Arc<[String]>, first: usize, over: Arc<AtomicBool>) -> Noticed {
    let (begun, mut visits) = (Instant::now(), Vec::new());
    while !over.load(Ordering::Relaxed) {
        let nth = visits.len();
        let due = begun + Duration::from_secs(1) * u32::try_from(nth).unwrap() / VISITS_S;
        tokio::time::sleep_until(due.into()).await;
        let who = first + nth;
        assert!(who < N_OTHERS, "nobody is left who has not come yet");
        visits.push(tokio::spawn(visit(program.address.clone(), tokens[who].clone(), who)));
    }
    let mut noticed = Noticed { n_visits: first + visits.len(), ..Noticed::default() };
    for visit in visits {
        let (reads, writes) = visit.await.unwrap();
        noticed.reads.add(reads);
        noticed.writes.add(writes);
    }
    (noticed.reads.took, noticed.writes.took) = (begun.elapsed(), begun.elapsed());
    noticed
}

async fn visit(address: String, token: String, who: usize) -> (Figures, Figures) {
    let (mut client, mut reads, mut writes) =
        (Client::connect(&address).await, Figures::default(), Figures::default());
    for path in ["/api/session", "/api/documents"] {
        let start = Instant::now();
        let status = client.ask(Method::GET, path, &token, "", "").await.0;
        reads.note(status, start.elapsed());
    }
    let path = format!("/api/slots/s{}/booking?language=fr", who % N_SLOTS);
    let start = Instant::now();
    let status = client.ask(Method::POST, &path, &token, &format!("visit-{who}"), "").await.0;
    writes.note(status, start.elapsed());
    reads.must_all_be(&[200]);
    assert_eq!(writes.n_of(200), 1, "there is a place for everyone");
    (reads, writes)
}
