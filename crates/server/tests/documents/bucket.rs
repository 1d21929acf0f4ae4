//! A real S3 server of our own for the time of a test, that checks signatures and keeps objects as files in a folder. And the
//! line to it, which can be bad in every way that a line is.

use server::documents::objects::{Objects, Patience, S3Settings};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

const NAME: &str = "cv-portal";
const KEY_ID: &str = "portal";
pub const SECRET: &str = "the-secret-of-the-portal";

pub struct Bucket {
    process: Child,
    address: SocketAddr,
    folder: TempDir,
}

impl Bucket {
    /// Empty.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(NAME)).unwrap();
        let (process, address) = start(&folder, 0);
        Self { process, address, folder }
    }

    /// The server is gone; what it has kept is not.
    pub fn stop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// After [`Bucket::stop`], at the same address.
    pub fn go(&mut self) {
        self.process = start(&self.folder, self.address.port()).0;
    }

    /// What it holds, by name.
    pub fn objects(&self) -> BTreeMap<String, Vec<u8>> {
        let held = std::fs::read_dir(self.folder.path().join(NAME)).unwrap().map(Result::unwrap);
        held.map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap()))
            .collect()
    }

    /// The files that people handed in, without what was made of them.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut held = self.objects();
        held.retain(|name, _| !name.contains('.'));
        held
    }

    /// Writes there as if by a worker that does not know what others do.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.folder.path().join(NAME).join(name), bytes).unwrap();
    }

    /// With no line between.
    pub fn settings(&self) -> S3Settings {
        settings(self.address)
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn start(folder: &TempDir, port: u16) -> (Child, SocketAddr) {
    let mut process = Command::new(program())
        .args(["--host", "127.0.0.1", "--access-key", KEY_ID, "--secret-key", SECRET])
        .args(["--port", &port.to_string()])
        .arg(folder.path())
        .env("RUST_LOG", "s3s_fs=info")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
    let said = lines.find(|line| line.contains("running at http://")).expect("the S3 server did not start");
    std::thread::spawn(move || lines.for_each(drop));
    let address = said.split_once("http://").unwrap().1;
    let address: String =
        address.chars().take_while(|sign| sign.is_ascii_digit() || ".:".contains(*sign)).collect();
    (process, address.parse().unwrap())
}

/// Where `make setup` has put it, or on the PATH.
fn program() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    let tools = cache.and_then(|cache| std::fs::read_dir(cache.join("main-tendue/tools")).ok());
    let ours = tools.into_iter().flatten().filter_map(Result::ok).map(|tool| tool.path());
    let ours = ours
        .filter(|tool| tool.file_name().is_some_and(|name| name.to_string_lossy().starts_with("s3s-fs-")));
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let places = ours.map(|tool| tool.join("bin")).chain(std::env::split_paths(&on_path));
    let found = places.map(|place| place.join("s3s-fs")).find(|program| program.is_file());
    found.expect("the S3 server is missing: run `make setup`, or cargo install s3s-fs --features binary")
}

fn settings(address: SocketAddr) -> S3Settings {
    let [key_id, secret] = [KEY_ID, SECRET].map(str::to_owned);
    S3Settings { url: format!("http://{address}/{NAME}"), region: "us-east-1".to_owned(), key_id, secret }
}

/// What the line does with what passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Through,
    /// Whoever calls is hung up on.
    Refuses,
    /// Nothing passes until the mood is another; then all of it.
    Holds,
    /// So much of what we say passes; then it is cut.
    CutsAsking(usize),
    /// All of what we say passes, and so much of the answer; then it is cut.
    CutsAnswer(usize),
}

/// Between the portal and the bucket.
#[derive(Clone)]
pub struct Line {
    address: SocketAddr,
    mood: Arc<watch::Sender<Mood>>,
    n_held: Arc<watch::Sender<usize>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Asking,
    Answering,
}

impl Line {
    pub async fn to(bucket: &Bucket) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let line = Self {
            address: listener.local_addr().unwrap(),
            mood: Arc::new(watch::Sender::new(Mood::Through)),
            n_held: Arc::default(),
        };
        let (far, own) = (bucket.address, line.clone());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                if *own.mood.borrow() != Mood::Refuses {
                    tokio::spawn(own.clone().pass(near, far));
                }
            }
        });
        line
    }

    pub fn is(&self, mood: Mood) {
        self.n_held.send_replace(0);
        self.mood.send_replace(mood);
    }

    /// Until somebody waits because the line holds.
    pub async fn holds_somebody(&self) {
        self.n_held.subscribe().wait_for(|n_held| *n_held > 0).await.unwrap();
    }

    pub fn objects(&self) -> Objects {
        Objects::in_s3(&settings(self.address)).unwrap().with(LONG)
    }

    pub fn impatient(&self) -> Objects {
        self.objects().with(SHORT)
    }

    async fn pass(self, near: TcpStream, far: SocketAddr) {
        let Ok(far) = TcpStream::connect(far).await else { return };
        let ((near_reads, near_writes), (far_reads, far_writes)) = (near.into_split(), far.into_split());
        // When either has ended, both are cut.
        tokio::select! {
            () = self.relay(Way::Asking, near_reads, far_writes) => {}
            () = self.relay(Way::Answering, far_reads, near_writes) => {}
        }
    }

    /// Passes on what is read, until there is an end, or as much as may pass.
    async fn relay(&self, way: Way, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
        let (mut piece, mut n_passed) = (vec![0; 16 * 1024], 0);
        loop {
            let Ok(n @ 1..) = from.read(&mut piece).await else { return };
            let may_pass = match self.limit(way).await {
                None => {
                    n_passed = 0;
                    n
                }
                Some(n_bytes) => n.min(n_bytes.saturating_sub(n_passed)),
            };
            if to.write_all(&piece[..may_pass]).await.is_err() || may_pass < n {
                return;
            }
            n_passed += may_pass;
        }
    }

    /// How much may pass from now on, when not all.
    async fn limit(&self, way: Way) -> Option<usize> {
        let mood = *self.mood.borrow();
        if mood == Mood::Holds && way == Way::Asking {
            self.n_held.send_modify(|n_held| *n_held += 1);
            let _ = self.mood.subscribe().wait_for(|mood| *mood != Mood::Holds).await;
        }
        match (way, *self.mood.borrow()) {
            (Way::Asking, Mood::Refuses) => Some(0),
            (Way::Asking, Mood::CutsAsking(n_bytes)) | (Way::Answering, Mood::CutsAnswer(n_bytes)) => {
                Some(n_bytes)
            }
            _ => None,
        }
    }
}

/// For what must succeed, on a machine that is busy with other things.
const LONG: Patience = same(Duration::from_secs(120));
/// For what would wait for ever.
const SHORT: Patience = same(Duration::from_millis(700));

const fn same(each: Duration) -> Patience {
    Patience { put: each, get: each, delete: each }
}
