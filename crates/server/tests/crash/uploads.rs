//! People send files: a chunk that was acknowledged is there afterwards, and in the end each file is kept once and whole. And the
//! control: with data that was rolled back, the same check finds what is lost. `LONG` kills it forty times.

use crate::answers::copy_data;
use crate::program::{Server, write_empty_app};
use crate::request::ask;
use crate::{start, world};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::documents::CHUNK_BYTES;
use serde_json::{Value, json};
use server::documents::work::hex_digest;
use server::{cookies, keys};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Chunks of each file: more than can be acknowledged before the last kill.
const N_CHUNKS: usize = 100;
/// When senders get nowhere.
const GIVE_UP: Duration = Duration::from_secs(60);
const CHUNK: usize = CHUNK_BYTES as usize;

/// Kills, and people who send.
fn size() -> (usize, usize) {
    if std::env::var_os("LONG").is_some() { (40, 16) } else { (8, 4) }
}

/// A file on its way.
#[derive(Debug, Clone)]
pub struct Upload {
    cookie: String,
    pub id: String,
    pub file: String,
    /// Bytes that the server has said it has.
    pub acknowledged: usize,
}

/// A PDF of plain letters, another one for each.
fn pdf(nth: usize, n_chunks: usize) -> String {
    let line = format!("{nth}-");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_owned(),
        format!("({})", line.repeat((n_chunks * CHUNK - CHUNK / 2) / line.len())),
    ];
    let (mut file, mut places) = ("%PDF-1.7\n".to_owned(), String::new());
    for (nth, object) in (1..).zip(&objects) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{nth} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    file += &format!("xref\n0 5\n0000000000 65535 f \n{places}trailer\n<< /Size 5 /Root 1 0 R >>\n");
    file + &format!("startxref\n{start}\n%%EOF\n")
}

pub fn announce(address: &str, token: &str, nth: usize, n_chunks: usize) -> Upload {
    let (file, cookie) = (pdf(nth, n_chunks), format!("{}={token}", cookies::PERSON));
    let body = json!({ "name": "cv.pdf", "size_bytes": file.len(), "digest": hex_digest(file.as_bytes()) });
    let headers = [("cookie", &*cookie), ("idempotency-key", "announce")];
    let (status, _, body) = ask(address, "POST", "/api/uploads", &headers, &body.to_string()).unwrap();
    assert_eq!(status, 201, "{body}");
    let made: Value = serde_json::from_str(&body).unwrap();
    Upload { cookie, id: made["id"].as_str().unwrap().to_owned(), file, acknowledged: 0 }
}

impl Upload {
    /// What the server has of it.
    pub fn received(&self, address: &str) -> usize {
        let path = format!("/api/uploads/{}", self.id);
        let (status, _, body) = ask(address, "GET", &path, &[("cookie", &self.cookie)], "").unwrap();
        assert_eq!(status, 200, "{body}");
        let upload: Value = serde_json::from_str(&body).unwrap();
        usize::try_from(upload["received_bytes"].as_u64().unwrap()).unwrap()
    }

    /// Goes on until all of it is sent, or the server is gone.
    pub fn send(mut self, address: &str, mut on_acknowledged: impl FnMut(&Self)) -> Self {
        while self.acknowledged < self.file.len() {
            let from = self.acknowledged;
            let chunk = &self.file[from..self.file.len().min(from + CHUNK)];
            let digest = format!("sha-256=:{}:", BASE64.encode(Sha256::digest(chunk)));
            let (key, path) =
                (format!("{}-{from}", self.id), format!("/api/uploads/{}?offset={from}", self.id));
            let headers = [("cookie", &*self.cookie), ("idempotency-key", &key), ("content-digest", &digest)];
            match ask(address, "PUT", &path, &headers, chunk) {
                Some((200, ..)) => self.acknowledged += chunk.len(),
                Some((status, _, body)) => panic!("{status} {body}"),
                None => break,
            }
            on_acknowledged(&self);
        }
        self
    }

    /// At most one chunk more than acknowledged may be there: its answer was lost.
    fn is_lost(&self, received: usize) -> bool {
        received != self.acknowledged && received != self.file.len().min(self.acknowledged + CHUNK)
    }

    pub fn finish_and_wait(&self, address: &str) {
        let (cookie, path) = (("cookie", &*self.cookie), format!("/api/uploads/{}/finish", self.id));
        let (status, ..) = ask(address, "POST", &path, &[cookie, ("idempotency-key", "finish")], "").unwrap();
        assert_eq!(status, 200);
        let begun = Instant::now();
        loop {
            let (_, _, body) = ask(address, "GET", "/api/documents", &[cookie], "").unwrap();
            let list: Value = serde_json::from_str(&body).unwrap();
            match list["documents"][0]["state"].as_str().unwrap() {
                "kept" => return,
                "checking" => assert!(begun.elapsed() < GIVE_UP, "nobody looks at it"),
                other => panic!("{other}: {body}"),
            }
            std::thread::yield_now();
        }
    }
}

/// All send at once; the server is killed after so many acknowledged chunks.
fn send_until_killed(server: Server, uploads: Vec<Upload>, enough: usize) -> Vec<Upload> {
    let n_acknowledged = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (address, n) = (server.address.clone(), &n_acknowledged);
        let senders = uploads.into_iter().map(|upload| {
            let address = address.clone();
            let count = |_: &Upload| {
                n.fetch_add(1, Ordering::SeqCst);
            };
            scope.spawn(move || upload.send(&address, count))
        });
        let senders: Vec<_> = senders.collect();
        let begun = Instant::now();
        while n.load(Ordering::SeqCst) < enough && begun.elapsed() < GIVE_UP {
            std::thread::yield_now();
        }
        drop(server);
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    })
}

fn lost(address: &str, uploads: &[Upload]) -> usize {
    uploads.iter().filter(|upload| upload.is_lost(upload.received(address))).count()
}

#[test]
fn kill_9_loses_no_acknowledged_chunk() {
    let (n_kills, n_senders) = size();
    let folder = tempfile::tempdir().unwrap();
    let tokens: Vec<String> = (0..n_senders).map(|_| keys::random_token()).collect();
    write_empty_app(folder.path());
    std::fs::create_dir(folder.path().join("data")).unwrap();
    let url = store::sqlite_url(&folder.path().join("data/main-tendue.db"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(world::create(&url, &tokens, |_| Vec::new()));
    let mut server = start(folder.path(), None);
    let mut uploads: Vec<Upload> = tokens
        .iter()
        .enumerate()
        .map(|(nth, token)| announce(&server.address, token, nth, N_CHUNKS))
        .collect();
    let rolled_back = folder.path().join("rolled-back");
    for round in 0..n_kills {
        if round == n_kills - 1 {
            copy_data(&folder.path().join("data"), &rolled_back.join("data"));
        }
        uploads = send_until_killed(server, uploads, 6 + 4 * (round % 4));
        server = start(folder.path(), None);
        assert_eq!(lost(&server.address, &uploads), 0, "round {round}");
        for upload in &mut uploads {
            upload.acknowledged = upload.received(&server.address);
        }
    }
    let n_bytes: usize = uploads.iter().map(|upload| upload.acknowledged).sum();
    assert!(n_bytes > 50 * CHUNK && uploads.iter().all(|upload| upload.acknowledged < upload.file.len()));
    println!("{n_bytes} acknowledged bytes, {n_kills} kills, none lost");

    for upload in uploads.iter().cloned() {
        let upload = upload.send(&server.address, |_| {});
        upload.finish_and_wait(&server.address);
        let kept = std::fs::read(folder.path().join("data/documents").join(&upload.id)).unwrap();
        assert_eq!(hex_digest(&kept), hex_digest(upload.file.as_bytes()));
    }
    // Nothing but the files and the picture of each one's page.
    let kept = std::fs::read_dir(folder.path().join("data/documents")).unwrap();
    let kept: BTreeSet<String> = kept.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    let named = uploads.iter().flat_map(|upload| [upload.id.clone(), format!("{}.1", upload.id)]);
    assert_eq!(kept, named.collect());
    drop(server);
    control(folder.path(), &rolled_back, &uploads);
}

/// The same check on data as they were before the last round must find losses, or it proves nothing.
fn control(folder: &Path, rolled_back: &Path, uploads: &[Upload]) {
    copy_data(&folder.join("app"), &rolled_back.join("app"));
    copy_data(&folder.join("app/staff"), &rolled_back.join("app/staff"));
    let server = start(rolled_back, None);
    assert!(lost(&server.address, uploads) > 0, "the check does not see a loss");
}
