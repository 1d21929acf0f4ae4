//! The real program as a child process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/default");
/// From start to the first answer (T10).
const READY_WITHIN: Duration = Duration::from_secs(5);

/// The program, serving.
pub struct Server {
    pub child: Child,
    pub address: String,
}

impl Server {
    /// The program on the data in a folder, with nothing of this process's environment.
    pub fn command(folder: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_main-tendue"));
        command
            .args(arguments)
            .env_clear()
            .env("DATA_DIR", folder.join("data"))
            .env("APP_DIR", folder.join("app"));
        command.env("CONTENT_DIR", CONTENT).env("METRICS_LISTEN", "off").env("LISTEN", "127.0.0.1:0");
        command
    }

    /// Runs a command that serves, until it says where.
    pub fn serve(mut command: Command) -> Self {
        let begun = Instant::now();
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().rsplit(':').next().unwrap();
        assert!(begun.elapsed() < READY_WITHIN, "{:?}", begun.elapsed());
        Self { child, address: format!("127.0.0.1:{port}") }
    }
}

impl Drop for Server {
    /// SIGKILL: no signal handler, no destructor. Also when the test fails.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An app that is only there, for a program that is asked for data only.
pub fn write_empty_app(folder: &Path) {
    std::fs::create_dir_all(folder.join("app/staff")).unwrap();
    for page in ["app/index.html", "app/staff/index.html"] {
        std::fs::write(folder.join(page), "<!doctype html>").unwrap();
    }
}
