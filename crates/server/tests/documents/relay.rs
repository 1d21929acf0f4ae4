//! Between the server and clamd: counts what is asked, also while nobody answers.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinHandle;

#[derive(Debug, Default)]
pub struct Counts {
    pub n_asked: AtomicU32,
    pub n_scans: AtomicU32,
}

pub struct Relay {
    pub counts: Arc<Counts>,
    folder: TempDir,
    work: JoinHandle<()>,
}

impl Relay {
    pub fn before(clamd: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join("relay.sock")).unwrap();
        let counts = Arc::new(Counts::default());
        let counted = Arc::clone(&counts);
        let work = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(pass(socket, clamd.clone(), Arc::clone(&counted)));
            }
        });
        Self { counts, folder, work }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("relay.sock")
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.work.abort();
    }
}

async fn pass(mut from: UnixStream, clamd: impl AsRef<Path>, counts: Arc<Counts>) {
    const SCAN: &[u8] = b"zINSTREAM\0";
    let mut begin = Vec::new();
    while begin.last() != Some(&0) {
        match from.read_u8().await {
            Ok(byte) => begin.push(byte),
            Err(_) => return,
        }
    }
    counts.n_asked.fetch_add(1, Ordering::SeqCst);
    if begin == SCAN {
        counts.n_scans.fetch_add(1, Ordering::SeqCst);
    }
    // Without clamd the line is dropped, as a socket that nobody listens on.
    let Ok(mut to) = UnixStream::connect(clamd).await else { return };
    if to.write_all(&begin).await.is_ok() {
        let _ = copy_bidirectional(&mut from, &mut to).await;
    }
}
