//! A client on one connection that stays open, and what it notes.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::http::request::Builder;
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use server::cookies;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

pub struct Client {
    sender: SendRequest<Full<Bytes>>,
}

impl Client {
    pub async fn connect(address: &str) -> Self {
        Self::over(dial(address).await).await
    }

    /// On a connection of another kind, such as a slow one.
    pub async fn over(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> Self {
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Self { sender }
    }

    /// Status and body of the answer. A write has a `key`, and a JSON body when it is not empty.
    pub async fn ask(
        &mut self,
        method: Method,
        path: &str,
        token: &str,
        key: &str,
        body: &'static str,
    ) -> (u16, Bytes) {
        let request = request(method, path, token, key).header("content-type", "application/json");
        self.send(request.body(Full::from(body)).unwrap()).await
    }

    pub async fn send(&mut self, request: Request<Full<Bytes>>) -> (u16, Bytes) {
        self.sender.ready().await.unwrap();
        let answer = self.sender.send_request(request).await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.into_body().collect().await.unwrap().to_bytes())
    }
}

pub async fn dial(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// As a signed-in person's page asks.
pub fn request(method: Method, path: &str, token: &str, key: &str) -> Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost")
        .header("x-main-tendue", "1")
        .header("idempotency-key", key)
        .header("cookie", format!("{}={token}", cookies::PERSON))
}

/// Answers, and how long each took.
#[derive(Default)]
pub struct Figures {
    by_status: BTreeMap<u16, usize>,
    times: Vec<Duration>,
    pub took: Duration,
}

impl Figures {
    pub fn note(&mut self, status: u16, time: Duration) {
        *self.by_status.entry(status).or_default() += 1;
        self.times.push(time);
    }

    pub fn add(&mut self, other: Self) {
        for (status, n) in other.by_status {
            *self.by_status.entry(status).or_default() += n;
        }
        self.times.extend(other.times);
    }

    pub fn n(&self) -> usize {
        self.times.len()
    }

    pub fn n_of(&self, status: u16) -> usize {
        self.by_status.get(&status).copied().unwrap_or_default()
    }

    /// A figure of refusals or errors would say nothing.
    pub fn must_all_be(&self, statuses: &[u16]) {
        assert!(self.by_status.keys().all(|status| statuses.contains(status)), "{:?}", self.by_status);
    }

    /// So many of a hundred waited at most so many milliseconds.
    pub fn ms(&self, percent: usize) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable();
        times[(times.len() * percent).div_ceil(100).max(1) - 1].as_secs_f64() * 1e3
    }

    /// Prints rate and times beside their budgets: of the rate, and of how long so many of a hundred wait at most, in
    /// milliseconds.
    pub fn print(&self, what: &str, of: &str, rate_budget: Option<f64>, (percent, budget_ms): (usize, f64)) {
        let ms = |percent| self.ms(percent);
        let rate = self.n() as f64 / self.took.as_secs_f64();
        let budget = rate_budget.map_or_else(String::new, |budget| format!(" (budget {budget:.0})"));
        println!("  {what}: {rate:.0} {of} a second{budget}; p50 {:.1} ms, p95 {:.1} ms,", ms(50), ms(95));
        println!(
            "    p99 {:.1} ms, longest {:.1} ms (budget of p{percent}: {budget_ms:.0} ms)",
            ms(99),
            ms(100)
        );
    }
}
