//! The antivirus: clamd, over a socket. A few lines of its protocol (clamd(8), "INSTREAM"): only the exact word for clean is
//! clean, and everything else is not.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// Bytes that are sent at once.
const PIECE_BYTES: usize = 64 * 1024;
/// The longest answer that is read.
const ANSWER_BYTES: u64 = 4096;

/// Where clamd listens, and how long it may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clamd {
    pub address: Address,
    /// To say that it is there.
    pub ping_within: Duration,
    /// To look at one file.
    pub scan_within: Duration,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Unix(PathBuf),
    Tcp(SocketAddr),
}

/// What clamd says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Clean,
    Infected,
    /// Larger, deeper or longer than clamd looks: nothing is known of it.
    OverLimits,
}

impl Clamd {
    /// `/run/clamav/clamd.ctl` or `127.0.0.1:3310`.
    pub fn parse(text: &str) -> Option<Self> {
        let address = match text.strip_prefix("unix:").unwrap_or(text) {
            path if path.starts_with('/') => Address::Unix(path.into()),
            other => Address::Tcp(other.replace("localhost", "127.0.0.1").parse().ok()?),
        };
        Some(Self { address, ping_within: Duration::from_secs(5), scan_within: Duration::from_secs(60) })
    }

    /// Whether it is there and answers.
    pub async fn is_there(&self) -> bool {
        let answer = timeout(self.ping_within, self.ask(b"zPING\0", &[])).await;
        matches!(answer, Ok(Ok(answer)) if answer == "PONG")
    }

    /// # Errors
    /// When it is not there, takes too long, or says something else than what it thinks of the file.
    pub async fn scan(&self, bytes: &[u8]) -> io::Result<Verdict> {
        let answer = timeout(self.scan_within, self.ask(b"zINSTREAM\0", bytes)).await;
        let answer = answer.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        understand(&answer).ok_or_else(|| io::Error::other("clamd could not look at it"))
    }

    async fn ask(&self, command: &[u8], bytes: &[u8]) -> io::Result<String> {
        match &self.address {
            Address::Unix(path) => talk(UnixStream::connect(path).await?, command, bytes).await,
            Address::Tcp(address) => talk(TcpStream::connect(address).await?, command, bytes).await,
        }
    }
}

async fn talk(
    mut socket: impl AsyncRead + AsyncWrite + Unpin,
    command: &[u8],
    bytes: &[u8],
) -> io::Result<String> {
    // One that has seen enough says so and hangs up while we are sending: its answer counts, not our failure.
    let _ = send(&mut socket, command, bytes).await;
    let mut answer = Vec::new();
    socket.take(ANSWER_BYTES).read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer);
    Ok(answer.trim_end_matches(['\0', '\n']).to_owned())
}

async fn send(socket: &mut (impl AsyncWrite + Unpin), command: &[u8], bytes: &[u8]) -> io::Result<()> {
    socket.write_all(command).await?;
    if command == b"zINSTREAM\0" {
        for piece in bytes.chunks(PIECE_BYTES) {
            let length = u32::try_from(piece.len()).expect("BUG: a piece is small");
            socket.write_all(&length.to_be_bytes()).await?;
            socket.write_all(piece).await?;
        }
        socket.write_all(&0_u32.to_be_bytes()).await?;
    }
    socket.flush().await
}

/// "stream: OK", "stream: Eicar-Test-Signature FOUND", "INSTREAM size limit exceeded. ERROR".
fn understand(answer: &str) -> Option<Verdict> {
    if answer == "stream: OK" {
        return Some(Verdict::Clean);
    }
    if answer.contains("size limit exceeded") || answer.contains("Heuristics.Limits.Exceeded") {
        return Some(Verdict::OverLimits);
    }
    (answer.starts_with("stream: ") && answer.ends_with(" FOUND")).then_some(Verdict::Infected)
}

#[cfg(test)]
mod tests;
