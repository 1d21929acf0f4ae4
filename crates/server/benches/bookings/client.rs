//! A client on one connection that stays open, and what it notes.

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::Request;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use server::cookies;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::net::TcpStream;

pub struct Client {
    sender: SendRequest<Empty<Bytes>>,
}

impl Client {
    pub async fn connect(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Self { sender }
    }

    /// The status of the answer, which is read to its end.
    pub async fn post(&mut self, path: &str, token: &str, key: &str) -> u16 {
        let request = Request::post(path)
            .header("host", "localhost")
            .header("x-main-tendue", "1")
            .header("idempotency-key", key)
            .header("cookie", format!("{}={token}", cookies::PERSON))
            .body(Empty::new())
            .unwrap();
        self.sender.ready().await.unwrap();
        let answer = self.sender.send_request(request).await.unwrap();
        let status = answer.status().as_u16();
        answer.into_body().collect().await.unwrap();
        status
    }
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

    /// Prints rate and times beside their budgets; a rate of 0 is none.
    pub fn print(&self, what: &str, of: &str, rate_budget: f64, p99_budget_ms: f64) {
        let mut times = self.times.clone();
        times.sort_unstable();
        let ms = |percent: usize| times[(times.len() * percent).div_ceil(100).max(1) - 1].as_secs_f64() * 1e3;
        let rate = self.n() as f64 / self.took.as_secs_f64();
        let budget = if rate_budget > 0.0 { format!(" (budget {rate_budget:.0})") } else { String::new() };
        println!("  {what}: {rate:.0} {of} a second{budget}; p50 {:.1} ms, p95 {:.1} ms,", ms(50), ms(95));
        println!("    p99 {:.1} ms (budget {p99_budget_ms:.0}), longest {:.1} ms", ms(99), ms(100));
    }
}
