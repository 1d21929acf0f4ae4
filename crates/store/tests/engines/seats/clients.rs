//! The clients: what they wish at random, what the network does to them, and what they write down.

use super::chance::Chance;
use super::fetch;
use super::history::{Capacity, Event, History, KeptBooking, KeptSlot, Standing, Wish};
use crate::places::{NOW, Place, person, person_id, read, referent, staff_id};
use crate::workshops::{slot, slot_id};
use domain::ids::{BookingId, PersonId, SlotId};
use domain::time::Timestamp;
use domain::workshops::{BookingRefusal, BookingStatus, OfferTerms, Span};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor, Row};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use store::{Begun, Constraint, Error, Moment, NewBooking, Seat, SlotChange, SlotChanged, Store, Tx};
use tokio::sync::Barrier;

/// Who grants the wishes. All but the first exist to prove that the checker can refute.
#[derive(Clone)]
pub enum Desk {
    Real,
    /// Counts in one transaction and books in another, without looking at the slot again.
    CountThenBook(Arc<Barrier>),
    /// Calls a slot full that has one place left.
    OnePlaceTooFew,
    /// Undoes every booking and says "booked" all the same. So nothing that clients do to each other decides who is told what.
    Forgets,
}

/// How much happens. Two clients are two devices of one person.
#[derive(Debug, Clone)]
pub struct Load {
    pub n_clients: usize,
    pub n_operations: usize,
    pub n_slots: usize,
    pub seed: u64,
    /// Tells runs in one database apart.
    pub name: String,
}

impl Default for Load {
    fn default() -> Self {
        Self { n_clients: 8, n_operations: 100, n_slots: 6, seed: 1, name: String::new() }
    }
}

/// Of the slots; the big ones are often free, the small ones often full. Each overlaps the next.
const CAPACITIES: [u64; 6] = [1, 1, 2, 3, 5, 150];

/// Short, so that offers expire while the test runs: a wish lets ten seconds go by.
const TERMS: OfferTerms = OfferTerms { hours: 1, urgent_hours: 1, urgent_within_days: 0 };
const STEP_MS: i64 = 10_000;

struct World {
    url: String,
    desk: Desk,
    load: Load,
    now_ms: AtomicI64,
    tick: AtomicU64,
    is_over: AtomicBool,
    events: Mutex<Vec<Event>>,
    capacities: Mutex<Vec<Capacity>>,
}

/// Why a transaction is undone.
enum Undone {
    Store(Error),
    Refused(Seat, Standing),
}

impl From<Error> for Undone {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

pub async fn play(place: &Place, stores: &[Store], desk: Desk, load: &Load) -> History {
    let world = Arc::new(World {
        url: place.url.clone(),
        desk,
        load: load.clone(),
        now_ms: AtomicI64::new(NOW.as_ms()),
        tick: AtomicU64::new(1),
        is_over: AtomicBool::new(false),
        events: Mutex::default(),
        capacities: Mutex::default(),
    });
    world.prepare(&stores[0]).await;
    let clients = (0..load.n_clients).map(|n| {
        let (world, store) = (Arc::clone(&world), stores[n % stores.len()].clone());
        tokio::spawn(async move { world.client(store, n).await })
    });
    let clients: Vec<_> = clients.collect();
    let is_real = matches!(world.desk, Desk::Real);
    let mut others = Vec::new();
    for store in stores.iter().cycle().take(2).filter(|_| is_real) {
        let (world, store) = (Arc::clone(&world), store.clone());
        others.push(tokio::spawn(async move { world.sweep(store).await }));
    }
    for client in clients {
        client.await.unwrap();
    }
    world.is_over.store(true, Ordering::SeqCst);
    for other in others {
        other.await.unwrap();
    }
    world.settle(&stores[0]).await;
    world.write_down(place).await
}

impl World {
    fn slot_name(&self, n: usize) -> String {
        format!("{}s{n}", self.load.name)
    }

    fn tick(&self) -> u64 {
        self.tick.fetch_add(1, Ordering::SeqCst)
    }

    fn moment(&self) -> Moment {
        Moment { now: Timestamp(self.now_ms.fetch_add(STEP_MS, Ordering::SeqCst)), terms: TERMS }
    }

    async fn prepare(&self, store: &Store) {
        let staff = format!("{}staff", self.load.name);
        let slots: Vec<_> = (0..self.load.n_slots)
            .map(|n| slot(&self.slot_name(n), 400 * 86_400 + 1800 * i64::try_from(n).unwrap(), CAPACITIES[n]))
            .collect();
        let mut capacities = Vec::new();
        for slot in &slots {
            let (slot, capacity) = (slot.id.to_string(), slot.capacity);
            capacities.push(Capacity { slot, capacity, began: 0, ended: 0 });
        }
        *self.capacities.lock().unwrap() = capacities;
        let people: Vec<_> = (0..self.load.n_clients)
            .map(|n| (person(&format!("{}p{n}", self.load.name), "Ana", "Essai", None), None))
            .collect();
        let job = store.write(move |tx| {
            Box::pin(async move {
                tx.insert_staff(&referent(&staff, &staff)).await?;
                tx.insert_people(&people).await?;
                for slot in &slots {
                    tx.insert_slot(slot, &staff_id(&staff), NOW).await?;
                }
                Ok::<_, Error>(())
            })
        });
        job.await.unwrap();
    }

    async fn client(&self, store: Store, n: usize) {
        let mut chance = Chance::new(self.load.seed * 1_000 + n as u64);
        // Two devices each, except where everyone counts at once, and where the other device's wishes could explain
        // what the desk forgot.
        let counts_at_once = matches!(self.desk, Desk::CountThenBook(_));
        let is_alone = counts_at_once || matches!(self.desk, Desk::Forgets);
        let person = format!("{}p{}", self.load.name, if is_alone { n } else { n / 2 });
        for i in 0..self.load.n_operations / self.load.n_clients {
            let slot = self.slot_name(usize::try_from(chance.below(self.load.n_slots as u64)).unwrap());
            let wish = if counts_at_once { Wish::Book } else { Wish::draw(&mut chance) };
            if chance.below(40) == 0 && matches!(self.desk, Desk::Real) {
                self.change_capacity(&store, &slot, &mut chance).await;
            }
            let key = format!("{}-{n}-{i}", self.load.name);
            let answer = self.write_down_answer(&store, &slot, &person, wish, &key).await;
            // One answer in twenty is lost on the way: the client asks again with the same key.
            if chance.below(20) == 0 && matches!(self.desk, Desk::Real) {
                let again = self.write_down_answer(&store, &slot, &person, wish, &key).await;
                assert!(answer != Seat::Done || again == Seat::Done, "{key}: what was done is done");
            }
        }
    }

    async fn write_down_answer(
        &self,
        store: &Store,
        slot: &str,
        person: &str,
        wish: Wish,
        key: &str,
    ) -> Seat {
        let began = self.tick();
        let (answer, own) = self.ask(store, slot, person, wish, key).await;
        let ended = self.tick();
        let (slot, person, booking) = (slot.to_owned(), person.to_owned(), key.to_owned());
        self.events.lock().unwrap().push(Event { slot, person, wish, answer, own, booking, began, ended });
        answer
    }

    /// Asks until there is an answer.
    async fn ask(&self, store: &Store, slot: &str, person: &str, wish: Wish, key: &str) -> (Seat, Standing) {
        if let Desk::CountThenBook(barrier) = &self.desk {
            return self.count_then_book(slot, person, key, barrier).await;
        }
        let is_forgetful = matches!(self.desk, Desk::Forgets) && wish == Wish::Book;
        let is_stingy = matches!(self.desk, Desk::OnePlaceTooFew);
        loop {
            let (slot, person, key) = (slot_id(slot), person_id(person), key.to_owned());
            let (moment, id) = (self.moment(), BookingId::new(key.as_str()).unwrap());
            let job = async move |tx: &mut Tx| {
                match tx.begin_request(person.as_str(), &key, "same", moment.now).await? {
                    Begun::Done { .. } => return Ok((Seat::Done, own(tx, &slot, &person).await?)),
                    Begun::New => {}
                    other => panic!("{key}: {other:?}"),
                }
                if is_stingy && wish == Wish::Book {
                    let kept = tx.find_slot(&slot).await?.unwrap();
                    if kept.n_free() == 1 {
                        let own = own(tx, &slot, &person).await?;
                        return Err(Undone::Refused(Seat::Refused(BookingRefusal::Full), own));
                    }
                }
                let seat = grant(tx, &slot, &person, wish, id, moment).await?;
                let own = own(tx, &slot, &person).await?;
                if seat != Seat::Done || is_forgetful {
                    return Err(Undone::Refused(seat, own));
                }
                tx.finish_request(person.as_str(), &key, 200, "done", None).await?;
                Ok((seat, own))
            };
            match store.write(move |tx| Box::pin(async move { job(tx).await })).await {
                Ok((seat, own)) | Err(Undone::Refused(seat, own)) => return (seat, own),
                Err(Undone::Store(
                    Error::Unavailable(_) | Error::Conflict { constraint: Constraint::Race },
                )) => {}
                Err(Undone::Store(error)) => panic!("{error}"),
            }
        }
    }

    async fn count_then_book(
        &self,
        slot: &str,
        person: &str,
        key: &str,
        all_have_counted: &Barrier,
    ) -> (Seat, Standing) {
        let mut connection = AnyConnection::connect(&self.url).await.unwrap();
        let count = format!("SELECT COUNT(*) FROM booking WHERE slot_id = '{slot}' AND status = 'booked'");
        let row = connection.fetch_one(AssertSqlSafe(count)).await.unwrap();
        assert_eq!(row.get::<i64, _>(0), 0);
        all_have_counted.wait().await;
        let book = format!(
            "INSERT INTO booking (id, slot_id, person_id, status, created_at, changed_at)
             VALUES ('{key}', '{slot}', '{person}', 'booked', 0, 0)"
        );
        connection.execute(AssertSqlSafe(book)).await.unwrap();
        (Seat::Done, Standing::BOOKED)
    }

    /// One place more or fewer, as staff do; what is refused changes nothing.
    async fn change_capacity(&self, store: &Store, slot: &str, chance: &mut Chance) {
        let (id, moment) = (slot_id(slot), self.moment());
        let kept = read!(store, |tx| tx.find_slot(&id)).unwrap();
        let capacity = if chance.below(2) == 0 { kept.capacity + 1 } else { (kept.capacity - 1).max(1) };
        let change = SlotChange {
            workshop: kept.workshop,
            venue: kept.venue,
            zone: kept.zone,
            span: kept.span,
            capacity,
            childcare: kept.childcare,
        };
        let id = slot_id(slot);
        let began = self.tick();
        let changed = store.write(move |tx| {
            Box::pin(async move { tx.change_slot(&id, kept.version, &change, moment).await })
        });
        let changed: Result<SlotChanged, Error> = changed.await;
        let ended = self.tick();
        if changed == Ok(SlotChanged::Done) {
            self.capacities.lock().unwrap().push(Capacity { slot: slot.to_owned(), capacity, began, ended });
        }
    }

    async fn sweep(&self, store: Store) {
        while !self.is_over.load(Ordering::SeqCst) {
            self.settle(&store).await;
            tokio::task::yield_now().await;
        }
    }

    async fn settle(&self, store: &Store) {
        let now = Timestamp(self.now_ms.load(Ordering::SeqCst));
        let due: Result<Vec<SlotId>, Error> =
            store.read(move |tx| Box::pin(async move { tx.list_unsettled_slots(now, 100).await })).await;
        for id in due.unwrap_or_default() {
            let moment = Moment { now, terms: TERMS };
            let settled = store.write(move |tx| Box::pin(async move { tx.settle_slot(&id, moment).await }));
            // One that was in another's way is settled in the next round.
            let _: Result<u64, Error> = settled.await;
        }
    }

    async fn write_down(&self, place: &Place) -> History {
        let mine = |id: &str| id.starts_with(&self.load.name);
        let bookings = fetch(
            place,
            "SELECT id, slot_id, person_id, status, turn, CASE WHEN offered_at IS NULL THEN 0 ELSE 1 END FROM booking",
        );
        let bookings = bookings.await.into_iter().map(|row| KeptBooking {
            id: row.get(0),
            slot: row.get(1),
            person: row.get(2),
            status: status(row.get(3)),
            turn: row.get(4),
            was_offered: row.get::<i64, _>(5) == 1,
        });
        let slots =
            fetch(place, "SELECT id, starts_at, ends_at, capacity, n_booked, n_held, n_waiting FROM slot");
        let count = |row: &sqlx::any::AnyRow, i: usize| u64::try_from(row.get::<i64, _>(i)).unwrap();
        let slots = slots.await.into_iter().map(|row| {
            let kept = KeptSlot {
                span: Span { from: Timestamp(row.get(1)), to: Timestamp(row.get(2)) },
                capacity: count(&row, 3),
                n_booked: count(&row, 4),
                n_held: count(&row, 5),
                n_waiting: count(&row, 6),
            };
            (row.get::<String, _>(0), kept)
        });
        let told = fetch(place, "SELECT reference FROM outbox WHERE kind = 'place-offered'").await;
        History {
            events: self.events.lock().unwrap().clone(),
            capacities: self.capacities.lock().unwrap().clone(),
            bookings: bookings.filter(|booking| mine(&booking.id)).collect(),
            slots: slots.filter(|(id, _)| mine(id)).collect(),
            offers_told: told.iter().map(|row| row.get(0)).filter(|id: &String| mine(id)).collect(),
            last_tick: self.tick(),
        }
    }
}

fn status(word: &str) -> BookingStatus {
    serde_json::from_value(word.into()).unwrap()
}

async fn grant(
    tx: &mut Tx,
    slot: &SlotId,
    person: &PersonId,
    wish: Wish,
    id: BookingId,
    moment: Moment,
) -> Result<Seat, Error> {
    match wish {
        Wish::Book => tx.take_seat(slot, person, NewBooking { id, booked_by: None }, moment).await,
        Wish::Cancel => tx.cancel_booking(slot, person, None, moment).await,
        Wish::Join => tx.join_waitlist(slot, person, &id, moment).await,
        Wish::Leave => tx.leave_waitlist(slot, person, moment).await,
        Wish::Accept => tx.accept_offer(slot, person, moment).await,
        Wish::Decline => tx.decline_offer(slot, person, moment).await,
    }
}

/// Where the person stands with the slot in this transaction.
async fn own(tx: &mut Tx, slot: &SlotId, person: &PersonId) -> Result<Standing, Error> {
    let bookings = tx.list_bookings(person, NOW).await?;
    let own = bookings.into_iter().find(|one| one.slot_id == *slot && one.status.is_open());
    Ok(Standing::Known(own.map(|one| one.status)))
}
