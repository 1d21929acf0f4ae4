//! A connection as slow as a phone's: what is sent leaves in small pieces, each as late as the rate says.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

/// Less than a chunk by far, so that a body trickles in.
const PIECE_BYTES: usize = 4096;

pub struct Slow {
    stream: TcpStream,
    bytes_a_second: u32,
    /// When the next piece may leave.
    next: Pin<Box<Sleep>>,
}

impl Slow {
    pub fn new(stream: TcpStream, bytes_a_second: u32) -> Self {
        Self { stream, bytes_a_second, next: Box::pin(sleep_until(Instant::now())) }
    }
}

impl AsyncRead for Slow {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Slow {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.next.as_mut().poll(cx));
        let piece = &bytes[..bytes.len().min(PIECE_BYTES)];
        let n = ready!(Pin::new(&mut self.stream).poll_write(cx, piece))?;
        let takes = Duration::from_secs(1) * u32::try_from(n).unwrap() / self.bytes_a_second;
        // Late by a busy machine, it is made up for, as on a line that is never idle.
        let from = self.next.deadline().max(Instant::now() - Duration::from_millis(500));
        self.next.as_mut().reset(from + takes);
        Poll::Ready(Ok(n))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
