//! Bookings per second over HTTP, with everything real: the program in a process of its own, signed-in people, idempotency,
//! outbox, fsync. Beside them what the disk does alone, so that the distance to the floor is visible.
//!
//! `cargo bench -p server --bench bookings`; the folder is `BENCH_DIR`, or the build's own, never a memory disk by chance.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on stops there")]

#[path = "../load/client.rs"]
mod client;
#[path = "../../../store/benches/disk/mod.rs"]
mod disk;
#[path = "../../tests/crash/program.rs"]
mod program;
#[path = "../load/setting.rs"]
mod setting;
#[path = "../../tests/crash/world.rs"]
mod world;

use client::{Client, Figures};
use domain::time::Timestamp;
use hyper::Method;
use program::Server;
use setting::{Setting, keep_to_one_core};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::Slot;

const N_CLIENTS: usize = 64;
const DURING: Duration = Duration::from_secs(8);
const N_PEOPLE: usize = 4_000;
/// One after another, so that whoever has a place in one can have one in the next.
const N_SLOTS: usize = 200;
const PLACES: usize = 150;
/// People who want one of the places of one slot within a second.
const N_RUSH: usize = 2_000;
const HOT_PLACES: usize = 20;

fn main() {
    let Some(setting) = Setting::new(N_PEOPLE, slots) else { return };
    let (runtime, tokens) = (&setting.runtime, &setting.tokens);
    let disk = || disk::syncs_a_second(setting.folder(), Duration::from_secs(1));
    println!("{N_CLIENTS} clients, two cores");
    let before = disk();
    let program = setting.serve();
    runtime.block_on(spread(tokens, &program));
    println!("  page + fsync of this disk alone: {before:.0} a second before, {:.0} after", disk());
    runtime.block_on(contended(tokens, &program));
    println!("{N_RUSH} people on {HOT_PLACES} places within a second, the program on one core");
    keep_to_one_core(&program);
    runtime.block_on(rush(tokens, &program));
}

fn slots(now: Timestamp) -> Vec<Slot> {
    let hour = |n: usize| now.plus_s(30 * 86_400 + 3_600 * i64::try_from(n).unwrap());
    let mut slots: Vec<_> =
        (0..N_SLOTS).map(|n| world::slot(&format!("s{n}"), hour(n), PLACES as u64)).collect();
    slots.push(world::slot("contended", hour(N_SLOTS), HOT_PLACES as u64));
    slots.push(world::slot("hot", hour(N_SLOTS + 1), HOT_PLACES as u64));
    slots
}

fn path(slot: &str) -> String {
    format!("/api/slots/{slot}/booking?language=fr")
}

/// What the program has computed so far, in user and in kernel time.
fn cpu_time(program: &Server) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", program.child.id())).unwrap();
    // The name, in brackets, may hold spaces; then fields 3 and on, in hundredths of a second (proc(5)).
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = fields[11..13].iter().map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10)
}

/// As many bookings as there are places, over all slots, by people who book one after another.
async fn spread(tokens: &Arc<[String]>, program: &Server) {
    let tokens = Arc::clone(tokens);
    let booking = move |n: usize| {
        let person = n % N_PEOPLE;
        let slot = (n / N_PEOPLE + person) % N_SLOTS;
        (n < N_SLOTS * PLACES)
            .then(|| (tokens[person].clone(), path(&format!("s{slot}")), format!("spread-{n}")))
    };
    let (figures, cpu) = measure(program, booking).await;
    figures.must_all_be(&[200]);
    figures.print("spread over many slots", "bookings", Some(3_000.0), (99, 100.0));
    println!("  server CPU {:.2} ms a booking (budget 0.5)", cpu.as_secs_f64() * 1e3 / figures.n() as f64);
}

/// Everyone asks for one slot that is full after the first twenty.
async fn contended(tokens: &Arc<[String]>, program: &Server) {
    let tokens = Arc::clone(tokens);
    let booking =
        move |n: usize| Some((tokens[n % N_PEOPLE].clone(), path("contended"), format!("contended-{n}")));
    let (figures, _) = measure(program, booking).await;
    figures.must_all_be(&[200, 409]);
    figures.print("one contended slot", "answers", Some(2_000.0), (99, 100.0));
}

/// Clients who each send the next request as soon as the last is answered, for a while or until there is none. `request`
/// gives token, path and key of the n-th.
async fn measure<F>(program: &Server, request: F) -> (Figures, Duration)
where
    F: Fn(usize) -> Option<(String, String, String)> + Clone + Send + 'static,
{
    let next = Arc::new(AtomicUsize::new(0));
    let (begun, cpu) = (Instant::now(), cpu_time(program));
    let clients = (0..N_CLIENTS).map(|_| {
        let (address, next, request) = (program.address.clone(), Arc::clone(&next), request.clone());
        tokio::spawn(async move {
            let mut client = Client::connect(&address).await;
            let mut figures = Figures::default();
            while begun.elapsed() < DURING {
                let Some((token, path, key)) = request(next.fetch_add(1, Ordering::Relaxed)) else { break };
                let start = Instant::now();
                let status = client.ask(Method::POST, &path, &token, &key, "").await.0;
                figures.note(status, start.elapsed());
            }
            figures
        })
    });
    let mut all = Figures::default();
    for client in clients.collect::<Vec<_>>() {
        all.add(client.await.unwrap());
    }
    all.took = begun.elapsed();
    (all, cpu_time(program).saturating_sub(cpu))
}

/// Open loop: people come when they come, whether the last was answered or not.
async fn rush(tokens: &Arc<[String]>, program: &Server) {
    let begun = Instant::now();
    let people = (0..N_RUSH).map(|n| {
        let (address, token) = (program.address.clone(), tokens[n].clone());
        tokio::spawn(async move {
            let due = begun + Duration::from_secs(1).mul_f64(n as f64 / N_RUSH as f64);
            tokio::time::sleep_until(due.into()).await;
            let mut figures = Figures::default();
            let mut client = Client::connect(&address).await;
            let status = client.ask(Method::POST, &path("hot"), &token, &format!("rush-{n}"), "").await.0;
            figures.note(status, due.elapsed());
            figures
        })
    });
    let mut all = Figures::default();
    for person in people.collect::<Vec<_>>() {
        all.add(person.await.unwrap());
    }
    all.took = begun.elapsed();
    all.must_all_be(&[200, 409]);
    assert_eq!(all.n_of(200), HOT_PLACES, "as many have a place as there are");
    all.print("the rush", "answers", None, (95, 500.0));
}
