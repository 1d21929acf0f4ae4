//! The two mornings on which everybody comes at once: the tickets of a forum, and the talks of a jobs dating. People come when
//! they come, whether the last was answered or not (an open loop); the program has one core.
//!
//! `cargo bench -p server --bench openings`; `OPENING_S` is how long each lasts (300 s), the folder is `BENCH_DIR`, or the
//! build's own, never a memory disk by chance.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on stops there")]

#[path = "../load/client.rs"]
mod client;
mod dating;
mod forum;
#[path = "../../tests/crash/program.rs"]
mod program;
#[path = "../load/setting.rs"]
mod setting;
#[path = "../../tests/crash/world.rs"]
mod world;

use client::{Client, Figures};
use hyper::Method;
use program::Server;
use setting::{Setting, keep_to_one_core, url_in};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Store;

const N_PEOPLE: usize = 7_000;
/// Budgets of p95: a read and a durable write.
const READ_MS: f64 = 200.0;
const WRITE_MS: f64 = 500.0;

fn main() {
    let Some(setting) = Setting::new(N_PEOPLE, |_| Vec::new()) else { return };
    let (runtime, url, tokens) = (&setting.runtime, &url_in(setting.folder()), &setting.tokens);
    let during_s = std::env::var("OPENING_S").ok().map_or(300, |text| text.parse().unwrap());
    runtime.block_on(async {
        let store = Store::open(url).await.unwrap();
        forum::publish(&store).await;
        dating::publish(&store).await;
        store.close().await;
    });
    let program = setting.serve();
    keep_to_one_core(&program);
    runtime.block_on(async {
        open("forum", arrivals(during_s), tokens, &program, forum::visit).await;
        open("dating", dating::arrivals(during_s), tokens, &program, dating::visit).await;
        forum::check(url).await;
        dating::check(url).await;
    });
}

/// When people come to a forum's tickets: 14 each second, and 42 in one of thirty.
fn arrivals(during_s: u64) -> Vec<Duration> {
    let each = |second: u64| if second % 30 == 15 { 42 } else { 14 };
    let within = |second: u64| {
        let n = each(second);
        (0..n).map(move |nth| Duration::from_secs(second) + Duration::from_secs(1) * nth / n)
    };
    (0..during_s).flat_map(within).take(N_PEOPLE).collect()
}

/// One person's visit: what they ask, one after another.
struct Visit {
    client: Client,
    token: String,
    /// At which opening.
    opening: &'static str,
    n_asked: usize,
    who: usize,
    reads: Figures,
    writes: Figures,
}

impl Visit {
    /// # Panics
    /// When it cannot be read.
    async fn read(&mut self, path: &str) -> serde_json::Value {
        let start = Instant::now();
        let (status, body) = self.client.ask(Method::GET, path, &self.token, "", "").await;
        self.reads.note(status, start.elapsed());
        self.reads.must_all_be(&[200]);
        serde_json::from_slice(&body).unwrap()
    }

    async fn write(&mut self, method: Method, path: &str, body: &'static str) -> u16 {
        self.n_asked += 1;
        let key = format!("{}-{}-{}", self.opening, self.who, self.n_asked);
        let start = Instant::now();
        let (status, _) = self.client.ask(method, path, &self.token, &key, body).await;
        self.writes.note(status, start.elapsed());
        self.writes.must_all_be(&[200, 409]);
        status
    }
}

/// Lets people in as they come, and prints how long they waited.
async fn open<F>(
    opening: &'static str,
    arrivals: Vec<Duration>,
    tokens: &Arc<[String]>,
    program: &Server,
    visit: impl Fn(Visit) -> F,
) where
    F: Future<Output = Visit> + Send + 'static,
{
    let (n_people, begun) = (arrivals.len(), Instant::now());
    let mut people = Vec::new();
    for (who, after) in arrivals.into_iter().enumerate() {
        tokio::time::sleep_until((begun + after).into()).await;
        let (client, token) = (Client::connect(&program.address).await, tokens[who].clone());
        let (reads, writes) = (Figures::default(), Figures::default());
        people.push(tokio::spawn(visit(Visit { client, token, opening, n_asked: 0, who, reads, writes })));
    }
    let (mut reads, mut writes) = (Figures::default(), Figures::default());
    for person in people {
        let one = person.await.unwrap();
        reads.add(one.reads);
        writes.add(one.writes);
    }
    (reads.took, writes.took) = (begun.elapsed(), begun.elapsed());
    println!(
        "{opening}: {n_people} people in {:.0} s, the program on one core",
        begun.elapsed().as_secs_f64()
    );
    println!("  refused because somebody else had it: {} of {}", writes.n_of(409), writes.n());
    reads.print("reads", "answers", None, (95, READ_MS));
    writes.print("durable writes", "answers", None, (95, WRITE_MS));
}
