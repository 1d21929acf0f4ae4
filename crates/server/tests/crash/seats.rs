//! Many clients on few places over HTTP, one answer in twenty lost, while the program is killed and started again: the
//! checker of the store's own tests finds nothing wrong with what they saw (T1, T3). On PostgreSQL two programs share
//! the database and one of them is killed. `LONG` makes it 20,000 operations of 256 clients, with five seeds.

#[path = "../../../store/tests/engines/seats/chance.rs"]
mod chance;
#[path = "../../../store/tests/engines/seats/checker.rs"]
mod checker;
#[path = "../../../store/tests/engines/seats/history.rs"]
mod history;
#[path = "../../../store/tests/engines/postgres/server.rs"]
mod postgres_server;

use crate::program::{Server, write_empty_app};
use crate::request::ask;
use crate::start;
use crate::world::{self, person_id};
use chance::Chance;
use checker::{Violation, check};
use domain::ids::SlotId;
use domain::time::Timestamp;
use domain::workshops::{BookingRefusal, BookingStatus};
use history::{Capacity, Event, History, KeptBooking, KeptSlot, Standing, Wish};
use serde_json::Value;
use server::{cookies, keys};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use store::{Error, Seat, Slot, Store};

const REFUSED_FULL: Seat = Seat::Refused(BookingRefusal::Full);
/// The big one is often free, the small ones often full.
const CAPACITIES: [u64; 6] = [1, 1, 2, 3, 5, 150];
/// After which a client tries again where it was, if no other program has come meanwhile.
const PATIENCE: Duration = Duration::from_millis(10);
/// When clients get no answer, or the others none: a bug, not a slow machine.
const GIVE_UP: Duration = Duration::from_secs(120);

#[derive(Clone, Copy)]
struct Load {
    n_clients: usize,
    n_operations: usize,
    n_kills: u64,
    seed: u64,
}

impl Load {
    fn all() -> Vec<Self> {
        let short = Self { n_clients: 24, n_operations: 960, n_kills: 5, seed: 1 };
        let long = |seed| Self { n_clients: 256, n_operations: 20_000, n_kills: 20, seed };
        if std::env::var_os("LONG").is_some() { (1..=5).map(long).collect() } else { vec![short] }
    }
}

#[test]
fn kill_9_takes_nobodys_place() {
    for load in Load::all() {
        let folder = tempfile::tempdir().unwrap();
        let url = store::sqlite_url(&folder.path().join("data/main-tendue.db"));
        hold(&play(folder.path(), &url, 1, load), load);
    }
}

#[test]
fn kill_9_of_one_of_two_programs_on_postgres_takes_nobodys_place() {
    for load in Load::all() {
        let folder = tempfile::tempdir().unwrap();
        let database = postgres_server::Server::start();
        hold(&play(folder.path(), &database.url, 2, load), load);
    }
}

/// Nothing is wrong with the history; and the control: without what one person has, there is.
fn hold(history: &History, load: Load) {
    assert_eq!(check(history), Vec::new(), "seed {}", load.seed);
    let n_full = history.events.iter().filter(|event| event.answer == REFUSED_FULL).count();
    assert!(n_full > 10, "{n_full} full: nothing was contended");
    let mut robbed = history.clone();
    let last = robbed.bookings.iter().rposition(|one| one.status == BookingStatus::Booked);
    robbed.bookings.remove(last.expect("someone has a place in the end"));
    assert!(check(&robbed).iter().any(|found| matches!(found, Violation::Lost { .. })));
}

/// Clients, each a person of their own, and where the programs answer.
struct World {
    load: Load,
    tokens: Vec<String>,
    addresses: Mutex<Vec<String>>,
    has_moved: Condvar,
    tick: AtomicU64,
    n_answers: Mutex<u64>,
    has_answer: Condvar,
    events: Mutex<Vec<Event>>,
}

fn play(folder: &Path, url: &str, n_programs: usize, load: Load) -> History {
    write_empty_app(folder);
    std::fs::create_dir_all(folder.join("data")).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let tokens: Vec<String> = (0..load.n_clients).map(|_| keys::random_token()).collect();
    runtime.block_on(world::create(url, &tokens, slots));
    let mut programs: Vec<Server> = (0..n_programs).map(|_| start(folder, Some(url))).collect();
    let world = World {
        load,
        tokens,
        addresses: Mutex::new(programs.iter().map(|program| program.address.clone()).collect()),
        has_moved: Condvar::new(),
        tick: AtomicU64::new(1),
        n_answers: Mutex::default(),
        has_answer: Condvar::new(),
        events: Mutex::default(),
    };
    thread::scope(|scope| {
        let clients: Vec<_> = (0..load.n_clients)
            .map(|n| {
                scope.spawn({
                    let world = &world;
                    move || world.client(n)
                })
            })
            .collect();
        let n_all = (load.n_operations / load.n_clients * load.n_clients) as u64;
        for kill in 1..=load.n_kills {
            world.wait_for_answers(n_all * kill / (load.n_kills + 1));
            let n = usize::try_from(kill).unwrap() % n_programs;
            programs.remove(n);
            programs.insert(n, start(folder, Some(url)));
            world.addresses.lock().unwrap()[n].clone_from(&programs[n].address);
            world.has_moved.notify_all();
        }
        for client in clients {
            client.join().unwrap();
        }
    });
    drop(programs);
    runtime.block_on(world.write_down(url))
}

fn slot_name(n: usize) -> String {
    format!("s{n}")
}

/// Each overlaps the next.
fn slots(now: Timestamp) -> Vec<Slot> {
    let numbered = CAPACITIES.iter().enumerate();
    let from = |n: usize| now.plus_s(400 * 86_400 + 1800 * i64::try_from(n).unwrap());
    numbered.map(|(n, capacity)| world::slot(&slot_name(n), from(n), *capacity)).collect()
}

impl World {
    fn tick(&self) -> u64 {
        self.tick.fetch_add(1, Ordering::SeqCst)
    }

    fn client(&self, n: usize) {
        let mut chance = Chance::new(self.load.seed * 1_000 + n as u64);
        let mut has_joined = [false; CAPACITIES.len()];
        for i in 0..self.load.n_operations / self.load.n_clients {
            let slot = usize::try_from(chance.below(CAPACITIES.len() as u64)).unwrap();
            let wish = match Wish::draw(&mut chance) {
                // One turn a person and slot: an answer does not say which booking it is about.
                Wish::Join if has_joined[slot] => Wish::Accept,
                wish => wish,
            };
            let key = format!("{n}-{i}");
            let answer = self.write_down_answer(n, slot, wish, &key);
            has_joined[slot] |= wish == Wish::Join && answer == Seat::Done;
            if chance.below(20) == 0 {
                let again = self.write_down_answer(n, slot, wish, &key);
                assert!(answer != Seat::Done || again == Seat::Done, "{key}: what was done is done");
            }
            *self.n_answers.lock().unwrap() += 1;
            self.has_answer.notify_one();
        }
    }

    fn wait_for_answers(&self, n: u64) {
        let so_far = self.n_answers.lock().unwrap();
        let waited = self.has_answer.wait_timeout_while(so_far, GIVE_UP, |so_far| *so_far < n).unwrap().1;
        assert!(!waited.timed_out(), "the clients get nowhere");
    }

    fn address(&self, n: usize) -> String {
        let addresses = self.addresses.lock().unwrap();
        addresses[n % addresses.len()].clone()
    }

    /// Until a program has another address, or a short time.
    fn wait_for_program(&self) {
        drop(self.has_moved.wait_timeout(self.addresses.lock().unwrap(), PATIENCE).unwrap());
    }

    fn write_down_answer(&self, n: usize, slot: usize, wish: Wish, key: &str) -> Seat {
        let began = self.tick();
        let (answer, own) = self.ask(n, slot, wish, key);
        let ended = self.tick();
        let (slot, person) = (slot_name(slot), person_id(n).to_string());
        let has_turn = answer == Seat::Done && own != Standing::BOOKED;
        let booking = if has_turn { turn_of(&slot, &person) } else { key.to_owned() };
        self.events.lock().unwrap().push(Event { slot, person, wish, answer, own, booking, began, ended });
        answer
    }

    /// Asks with the same key until there is an answer.
    fn ask(&self, n: usize, slot: usize, wish: Wish, key: &str) -> (Seat, Standing) {
        let (method, act) = match wish {
            Wish::Book => ("POST", "booking"),
            Wish::Cancel => ("POST", "booking/cancellation"),
            Wish::Join => ("POST", "waiting"),
            Wish::Leave => ("DELETE", "waiting"),
            Wish::Accept => ("POST", "offer/acceptance"),
            Wish::Decline => ("POST", "offer/refusal"),
        };
        let path = format!("/api/slots/{}/{act}", slot_name(slot));
        let cookie = format!("{}={}", cookies::PERSON, self.tokens[n]);
        let headers = [("cookie", &*cookie), ("idempotency-key", key)];
        let body = if wish == Wish::Cancel { "{}" } else { "" };
        let begun = Instant::now();
        loop {
            assert!(begun.elapsed() < GIVE_UP, "no answer to {method} {path}");
            match ask(&self.address(n), method, &path, &headers, body) {
                Some((200, _, body)) => return (Seat::Done, read_standing(&body)),
                Some((409, _, body)) if !body.contains("idempotency.") => {
                    return (read_refusal(&body), Standing::Unknown);
                }
                Some((409 | 503, ..)) | None => self.wait_for_program(),
                Some((status, _, body)) => panic!("{method} {path}: {status} {body}"),
            }
        }
    }

    async fn write_down(&self, url: &str) -> History {
        let store = Store::open(url).await.unwrap();
        let (n_clients, long_ago) = (self.load.n_clients, Timestamp(0));
        let kept = store.read(move |tx| {
            Box::pin(async move {
                let (mut slots, mut bookings) = (Vec::new(), Vec::new());
                for n in 0..CAPACITIES.len() {
                    slots.extend(tx.find_slot(&SlotId::new(slot_name(n)).unwrap()).await?);
                }
                for n in 0..n_clients {
                    let own = tx.list_bookings(&person_id(n), long_ago).await?;
                    bookings.extend(own.into_iter().map(|booking| (person_id(n).to_string(), booking)));
                }
                Ok::<_, Error>((slots, bookings))
            })
        });
        let (slots, bookings) = kept.await.unwrap();
        let capacities = (0..CAPACITIES.len()).map(|n| Capacity {
            slot: slot_name(n),
            capacity: CAPACITIES[n],
            began: 0,
            ended: 0,
        });
        let bookings = bookings.into_iter().map(|(person, booking)| {
            let slot = booking.slot_id.to_string();
            // Those who still wait are in the order of their ranks. What was offered, and told, is the store's own test.
            let turn = booking.rank.map(|rank| i64::try_from(rank).unwrap());
            let id = if turn.is_some() { turn_of(&slot, &person) } else { booking.id.to_string() };
            KeptBooking { id, slot, person, status: booking.status, turn, was_offered: false }
        });
        let slots = slots.into_iter().map(|slot| {
            let kept = KeptSlot {
                span: slot.span,
                capacity: slot.capacity,
                n_booked: slot.n_booked,
                n_held: slot.n_held,
                n_waiting: slot.n_waiting,
            };
            (slot.id.to_string(), kept)
        });
        History {
            events: self.events.lock().unwrap().clone(),
            capacities: capacities.collect(),
            bookings: bookings.collect(),
            slots: slots.collect(),
            offers_told: Vec::new(),
            last_tick: self.tick(),
        }
    }
}

/// Name of the one turn that a person has on a slot's list.
fn turn_of(slot: &str, person: &str) -> String {
    format!("{slot} {person}")
}

fn read_standing(body: &str) -> Standing {
    let body: Value = serde_json::from_str(body).unwrap();
    let status = body["own"]["status"].as_str();
    let status = status.map(|word| serde_json::from_value::<BookingStatus>(word.into()).unwrap());
    Standing::Known(status.filter(|status| status.is_open()))
}

fn read_refusal(body: &str) -> Seat {
    let body: Value = serde_json::from_str(body).unwrap();
    match body["code"].as_str().unwrap() {
        "booking.full" => REFUSED_FULL,
        "booking.clash" => Seat::Refused(BookingRefusal::Clash),
        "booking.no-offer" => Seat::NoOffer,
        "booking.place-free" => Seat::PlaceFree,
        code => panic!("{code}"),
    }
}
