//! Has the content of a file looked at by a process of its own: whatever a file does to its reader, only that one ends.
//!
//! What the two say to each other: the file on the input; on the output a line of JSON, then what to keep in its place.

use domain::documents::{DocumentKind, FileRefusal, MAX_FILE_BYTES};
use serde::{Deserialize, Serialize};
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::time::timeout;

/// On a machine that is busy with other things; the process has a limit of its own in processor time.
pub const WITHIN: Duration = Duration::from_secs(90);
/// A picture that was drawn anew may be larger than it came.
const OUTPUT_BYTES: u64 = 4 * MAX_FILE_BYTES;

/// The line on the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Report {
    /// As it came.
    Fine(DocumentKind),
    /// Keep what follows this line in its place.
    Rewritten(DocumentKind),
    Refused(FileRefusal),
}

/// What to keep of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fine {
    pub kind: DocumentKind,
    pub bytes: Vec<u8>,
}

/// # Errors
/// The outer when the process could not be asked; the inner is why the file is not kept.
pub async fn check(program: &Path, bytes: Vec<u8>, extension: &str) -> io::Result<Result<Fine, FileRefusal>> {
    let (status, mut said) =
        ask(program, &["check-file", "--extension", extension], &bytes, WITHIN, OUTPUT_BYTES).await?;
    if said.len() as u64 > OUTPUT_BYTES {
        return Ok(Err(FileRefusal::TooBigInside));
    }
    if status.signal().is_some() {
        // Out of memory or processor time.
        return Ok(Err(FileRefusal::TooBigInside));
    }
    if !status.success() {
        return Ok(Err(FileRefusal::Broken));
    }
    let broken = || io::Error::from(io::ErrorKind::BrokenPipe);
    let line = said.iter().position(|byte| *byte == b'\n').ok_or_else(broken)?;
    let report = serde_json::from_slice(&said[..line]).map_err(|_| broken())?;
    Ok(match report {
        Report::Fine(kind) => Ok(Fine { kind, bytes }),
        Report::Rewritten(kind) => Ok(Fine { kind, bytes: said.split_off(line + 1) }),
        Report::Refused(why) => Err(why),
    })
}

/// Has this program do something with the bytes, as a process of its own: how it ended, and what it said, at most one byte
/// more than `output_bytes`.
///
/// # Errors
/// When it cannot be started, or has not ended in time; then it is ended.
pub async fn ask(
    program: &Path,
    arguments: &[&str],
    bytes: &[u8],
    within: Duration,
    output_bytes: u64,
) -> io::Result<(ExitStatus, Vec<u8>)> {
    let mut child = Command::new(program)
        .args(arguments)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let broken = || io::Error::from(io::ErrorKind::BrokenPipe);
    let (mut input, output) =
        (child.stdin.take().ok_or_else(broken)?, child.stdout.take().ok_or_else(broken)?);
    let mut said = Vec::new();
    let talk = async {
        let telling = async {
            // One that has ended early hears nothing more.
            let _ = input.write_all(bytes).await;
            drop(input);
        };
        let mut output = output.take(output_bytes + 1);
        let (_, heard) = tokio::join!(telling, output.read_to_end(&mut said));
        heard?;
        // One that has not said all and is not heard any more would wait for ever.
        drop(output);
        child.wait().await
    };
    let status = timeout(within, talk).await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
    Ok((status, said))
}
