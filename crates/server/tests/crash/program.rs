//! The real program as a child process, and one request to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/default");
/// From start to the first answer (T10).
const READY_WITHIN: Duration = Duration::from_secs(5);

/// The program, serving.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
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

    pub fn start(folder: &Path) -> Self {
        Self::start_on(folder, None)
    }

    /// On another database than the one in the folder.
    pub fn start_on(folder: &Path, database_url: Option<&str>) -> Self {
        let begun = Instant::now();
        let mut command = Self::command(folder, &["serve"]);
        command.envs(database_url.map(|url| ("DATABASE_URL", url)));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
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
pub fn ask(
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

/// An app that is only there, for a program that is asked for data only.
pub fn write_empty_app(folder: &Path) {
    std::fs::create_dir_all(folder.join("app/staff")).unwrap();
    for page in ["app/index.html", "app/staff/index.html"] {
        std::fs::write(folder.join(page), "<!doctype html>").unwrap();
    }
}
