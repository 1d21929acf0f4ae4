//! The listener: HTTP/1 with deadlines for clients that say nothing, say it slowly or do not listen, a cap on
//! connections, and an end that lets running requests finish (trust.md, "Web").

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

/// How patient the listener is.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// From the connection, or the answer before, to the last byte of the headers.
    pub headers: Duration,
    /// Without a byte that the client takes. (How long a body may take to arrive is the handlers' rule.)
    pub stall: Duration,
    /// For requests that are running when the server stops.
    pub farewell: Duration,
    pub max_connections: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(30),
            stall: Duration::from_secs(30),
            farewell: Duration::from_secs(10),
            max_connections: 4096,
        }
    }
}

/// Serves until `stop` is ready, then takes no more connections and waits for the running requests.
pub async fn serve(listener: TcpListener, app: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience.headers).max_buf_size(32 * 1024);
    let graceful = GracefulShutdown::new();
    let seats = Arc::new(Semaphore::new(patience.max_connections));
    let mut stop = std::pin::pin!(stop);
    loop {
        // A seat first: whoever finds none waits in the system's queue instead of taking memory here.
        let seat = Arc::clone(&seats).acquire_owned();
        let accepted = async { (seat.await, listener.accept().await) };
        let (seat, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((socket, _)) => {
                let service = app.clone().map_request(|request: Request<Incoming>| request.map(Body::new));
                let stream = TokioIo::new(impatient(socket, patience));
                let connection = http.serve_connection(stream, TowerToHyperService::new(service));
                let watched = graceful.watch(connection);
                tokio::spawn(async move {
                    let _seat = seat;
                    // A client that goes away or is too slow is no news.
                    let _ = watched.await;
                });
            }
            Err(error) => rest_after(&error).await,
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(patience.farewell, graceful.shutdown()).await;
}

/// A socket that gives up on a client which takes nothing.
fn impatient(socket: TcpStream, patience: Patience) -> Pin<Box<TimeoutStream<TcpStream>>> {
    // Without it a small answer waits for the acknowledgement of the one before.
    let _ = socket.set_nodelay(true);
    let mut stream = TimeoutStream::new(socket);
    stream.set_write_timeout(Some(patience.stall));
    Box::pin(stream)
}

/// Out of file descriptors, most likely: others end meanwhile.
async fn rest_after(error: &io::Error) {
    tracing::warn!(kind = %error.kind(), "a connection could not be taken");
    tokio::time::sleep(Duration::from_millis(200)).await;
}
