//! A clamd of our own for the time of a test: never one that happens to run. Its only signature is the test virus, so that
//! nothing is downloaded.

use crate::hostile::make::eicar;
use server::documents::clamd::Clamd;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const START_WITHIN: Duration = Duration::from_secs(60);

pub struct Antivirus {
    process: Option<Child>,
    folder: TempDir,
}

impl Antivirus {
    /// That knows the test virus.
    pub async fn start() -> Self {
        Self::with(&eicar(), "").await
    }

    /// That knows `virus`, with more lines of its configuration.
    pub async fn with(virus: &[u8], settings: &str) -> Self {
        let mut antivirus = Self::stopped(virus, settings);
        antivirus.go().await;
        antivirus
    }

    pub fn stopped(virus: &[u8], settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("signatures");
        std::fs::create_dir(&database).unwrap();
        let hex = virus.iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        });
        std::fs::write(database.join("own.ndb"), format!("Test-Signature:0:*:{hex}\n")).unwrap();
        let configuration = format!(
            "Foreground yes\nLocalSocket {}\nDatabaseDirectory {}\nTemporaryDirectory {}\nAlertExceedsMax yes\n\
             FixStaleSocket yes\nConcurrentDatabaseReload no\n{settings}\n",
            socket(&folder).display(),
            database.display(),
            folder.path().display(),
        );
        std::fs::write(folder.path().join("clamd.conf"), configuration).unwrap();
        Self { process: None, folder }
    }

    pub fn scanner(&self) -> Clamd {
        Clamd::parse(&self.socket().display().to_string()).unwrap()
    }

    /// Where it listens, or will.
    pub fn socket(&self) -> PathBuf {
        socket(&self.folder)
    }

    pub async fn go(&mut self) {
        let command = Command::new(program())
            .arg("--config-file")
            .arg(self.folder.path().join("clamd.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut process = command.unwrap();
        let late = Instant::now() + START_WITHIN;
        while !self.scanner().is_there().await {
            assert!(process.try_wait().unwrap().is_none() && Instant::now() < late, "clamd did not start");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.process = Some(process);
    }

    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

impl Drop for Antivirus {
    fn drop(&mut self) {
        self.stop();
    }
}

fn socket(folder: &TempDir) -> PathBuf {
    folder.path().join("clamd.sock")
}

/// Debian keeps it where an ordinary user's PATH does not lead.
fn program() -> &'static Path {
    const PLACES: [&str; 3] = ["/usr/sbin/clamd", "/usr/local/sbin/clamd", "/usr/bin/clamd"];
    let found = PLACES.into_iter().map(Path::new).find(|path| path.exists());
    found.expect("clamd is missing: run `make setup`, or apt-get install clamav-daemon")
}
