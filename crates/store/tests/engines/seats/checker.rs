//! Proves or refutes a history. What it says is sound: each violation is one whatever the order in which concurrent
//! wishes were granted.

use super::REFUSED_FULL;
use super::history::{Capacity, Event, History, Standing, Wish};
use domain::workshops::BookingStatus;
use std::collections::{BTreeMap, BTreeSet};
use store::Seat;

/// What must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// At one tick more people certainly had a place than there could be.
    Overbooked { slot: String, n_certain: u64, capacity: u64 },
    /// "Full" was said while not even everyone who could have or wait for a place filled it.
    FalselyFull { slot: String, n_possible: u64, capacity: u64 },
    /// A person is expected at two places at once.
    Overlap { person: String },
    /// A place that was acknowledged and never given back is gone.
    Lost { slot: String, person: String },
    /// Who came later has the earlier turn.
    OutOfTurn { slot: String },
    /// Someone was offered a place before who has waited longer, and still waits.
    PassedOver { slot: String },
    /// A place is free and someone waits.
    FreeBesideWaiting { slot: String },
    /// Not one message for each offer.
    Messages { n_offers: usize, n_messages: usize },
    /// The counts of a slot are not those of its bookings.
    Counts { slot: String },
}

pub fn check(history: &History) -> Vec<Violation> {
    let mut found = Vec::new();
    for slot in history.slots.keys() {
        let people = by_person(history, slot);
        found.extend(overbooked(history, slot, &people));
        found.extend(falsely_full(history, slot, &people));
        found.extend(lost(history, slot, &people));
        found.extend(out_of_turn(history, slot, &people));
        found.extend(at_the_end(history, slot));
    }
    found.extend(overlap(history));
    let offered: BTreeSet<&str> = history
        .bookings
        .iter()
        .filter(|booking| booking.was_offered)
        .map(|booking| booking.id.as_str())
        .collect();
    let told: BTreeSet<&str> = history.offers_told.iter().map(String::as_str).collect();
    if offered != told || told.len() != history.offers_told.len() {
        found.push(Violation::Messages { n_offers: offered.len(), n_messages: history.offers_told.len() });
    }
    found
}

/// The events of one slot, by person.
type ByPerson<'h> = BTreeMap<&'h str, Vec<&'h Event>>;

fn by_person<'h>(history: &'h History, slot: &str) -> ByPerson<'h> {
    let mut people: ByPerson<'h> = BTreeMap::new();
    for event in history.events.iter().filter(|event| event.slot == slot) {
        people.entry(&event.person).or_default().push(event);
    }
    people
}

/// From when until when a person certainly had a place: from an answer that says so until the next wish of theirs that
/// may have given it back. A wish under way at the same time makes it uncertain.
fn certain_places<'h>(people: &ByPerson<'h>) -> Vec<(&'h str, u64, u64)> {
    let mut places = Vec::new();
    for (person, events) in people {
        for event in events.iter().filter(|event| event.own == Standing::BOOKED) {
            let cancels = events.iter().filter(|other| other.wish == Wish::Cancel);
            let given_back = cancels.filter(|other| other.ended > event.began).map(|other| other.began).min();
            let until = given_back.unwrap_or(u64::MAX);
            if event.ended < until {
                places.push((*person, event.ended, until));
            }
        }
    }
    places
}

/// The fewest and the most places that a slot could have at a tick.
fn possible_places(history: &History, slot: &str, tick: u64) -> (u64, u64) {
    let changes: Vec<&Capacity> = history.capacities.iter().filter(|change| change.slot == slot).collect();
    let is_possible = |change: &&&Capacity| {
        let is_replaced =
            changes.iter().any(|later| later.began >= change.ended && later.ended <= tick && later.began > 0);
        change.began <= tick && !is_replaced
    };
    let possible: Vec<u64> = changes.iter().filter(is_possible).map(|change| change.capacity).collect();
    (possible.iter().copied().min().unwrap_or(0), possible.iter().copied().max().unwrap_or(0))
}

fn overbooked(history: &History, slot: &str, people: &ByPerson<'_>) -> Option<Violation> {
    let places = certain_places(people);
    for (_, tick, _) in &places {
        let holders = places.iter().filter(|(_, from, until)| from <= tick && tick < until);
        let holders: BTreeSet<&str> = holders.map(|(person, ..)| *person).collect();
        let (n_certain, (_, capacity)) = (holders.len() as u64, possible_places(history, slot, *tick));
        if n_certain > capacity {
            return Some(Violation::Overbooked { slot: slot.to_owned(), n_certain, capacity });
        }
    }
    None
}

fn falsely_full(history: &History, slot: &str, people: &ByPerson<'_>) -> Option<Violation> {
    let events = || people.values().flatten();
    for refusal in events().filter(|event| event.answer == REFUSED_FULL) {
        let could_be_full =
            |tick: u64| n_involved(people, refusal, tick) >= possible_places(history, slot, tick).0;
        // What is possible changes only where something begins or ends.
        let changes = history.capacities.iter().filter(|change| change.slot == slot);
        let ticks = events().flat_map(|event| [event.began, event.ended]);
        let ticks = ticks.chain(changes.flat_map(|change| [change.began, change.ended]));
        let mut inside = ticks.filter(|tick| (refusal.began..=refusal.ended).contains(tick));
        if !could_be_full(refusal.began) && !inside.any(could_be_full) {
            let n_possible = n_involved(people, refusal, refusal.began);
            let (capacity, _) = possible_places(history, slot, refusal.began);
            return Some(Violation::FalselyFull { slot: slot.to_owned(), n_possible, capacity });
        }
    }
    None
}

/// How many could have had, been offered or waited for a place at a tick: those who were seen to, and not seen to have
/// nothing since. The refused one counts when they wait: their own place in the list is in front of them.
fn n_involved(people: &ByPerson<'_>, refusal: &Event, tick: u64) -> u64 {
    let is_involved = |events: &Vec<&Event>| {
        events.iter().filter(|event| event.own.is_surely_open() && event.began <= tick).any(|event| {
            let mut since = events.iter().filter(|later| later.began >= event.ended && later.ended <= tick);
            since.all(|later| later.own.may_be_open())
        })
    };
    let others = people.iter().filter(|(person, events)| **person != refusal.person && is_involved(events));
    others.count() as u64 + u64::from(refusal.own.may_be_open())
}

/// A place that was acknowledged, not given back, and that a later answer or the end does not know.
fn lost(history: &History, slot: &str, people: &ByPerson<'_>) -> Vec<Violation> {
    let mut gone = BTreeSet::new();
    for (person, from, until) in certain_places(people) {
        let mut later = people[person].iter().filter(|event| event.began >= from && event.ended <= until);
        let mut kept = history.bookings.iter().filter(|one| one.slot == slot && one.person == person);
        let is_kept = until < u64::MAX || kept.any(|one| one.status == BookingStatus::Booked);
        if !is_kept || later.any(|event| !matches!(event.own, Standing::BOOKED | Standing::Unknown)) {
            gone.insert(person);
        }
    }
    gone.into_iter()
        .map(|person| Violation::Lost { slot: slot.to_owned(), person: person.to_owned() })
        .collect()
}

fn out_of_turn(history: &History, slot: &str, people: &ByPerson<'_>) -> Option<Violation> {
    let of_slot = || history.bookings.iter().filter(|booking| booking.slot == slot);
    let turns: BTreeMap<&str, i64> =
        of_slot().filter_map(|booking| Some((booking.id.as_str(), booking.turn?))).collect();
    // What was asked again got its turn the first time that it was granted; before, a place may have been free.
    let mut first: BTreeMap<&str, &Event> = BTreeMap::new();
    let granted = |event: &&&Event| event.wish == Wish::Join && event.answer == Seat::Done;
    for event in people.values().flatten().filter(granted) {
        let known = first.entry(&event.booking).or_insert(event);
        if event.began < known.began {
            *known = event;
        }
    }
    let joins: Vec<(i64, &Event)> =
        first.into_iter().filter_map(|(booking, event)| Some((*turns.get(booking)?, event))).collect();
    let passed = joins.iter().any(|(turn, event)| {
        joins.iter().any(|(other_turn, other)| event.ended < other.began && other_turn < turn)
    });
    let last_offered =
        of_slot().filter(|booking| booking.was_offered).filter_map(|booking| booking.turn).max();
    let waits_before = of_slot().any(|booking| {
        booking.status == BookingStatus::Waiting && booking.turn.is_some() && booking.turn < last_offered
    });
    if passed {
        Some(Violation::OutOfTurn { slot: slot.to_owned() })
    } else {
        waits_before.then(|| Violation::PassedOver { slot: slot.to_owned() })
    }
}

fn at_the_end(history: &History, slot: &str) -> Vec<Violation> {
    let kept = &history.slots[slot];
    let count = |status: BookingStatus| {
        let of_slot = history.bookings.iter().filter(|booking| booking.slot == slot);
        of_slot.filter(|booking| booking.status == status).count() as u64
    };
    let counted =
        (count(BookingStatus::Booked), count(BookingStatus::Offered), count(BookingStatus::Waiting));
    let mut found = Vec::new();
    if counted != (kept.n_booked, kept.n_held, kept.n_waiting) {
        found.push(Violation::Counts { slot: slot.to_owned() });
    }
    if counted.0 + counted.1 > kept.capacity {
        let n_certain = counted.0 + counted.1;
        found.push(Violation::Overbooked { slot: slot.to_owned(), n_certain, capacity: kept.capacity });
    }
    if counted.0 + counted.1 < kept.capacity && counted.2 > 0 {
        found.push(Violation::FreeBesideWaiting { slot: slot.to_owned() });
    }
    found
}

/// Whoever is booked at the end, or certainly was at one tick, is at one place at a time.
fn overlap(history: &History) -> Option<Violation> {
    let mut held: BTreeMap<String, Vec<(&str, u64, u64)>> = BTreeMap::new();
    for slot in history.slots.keys() {
        for (person, from, until) in certain_places(&by_person(history, slot)) {
            held.entry(person.to_owned()).or_default().push((slot, from, until));
        }
    }
    for booking in history.bookings.iter().filter(|booking| booking.status == BookingStatus::Booked) {
        held.entry(booking.person.clone()).or_default().push((&booking.slot, history.last_tick, u64::MAX));
    }
    let clash = |a: &(&str, u64, u64), b: &(&str, u64, u64)| {
        let at_once = a.1 < b.2 && b.1 < a.2;
        a.0 != b.0 && at_once && history.slots[a.0].span.clashes(history.slots[b.0].span)
    };
    let person = held.iter().find(|(_, places)| places.iter().any(|a| places.iter().any(|b| clash(a, b))));
    person.map(|(person, _)| Violation::Overlap { person: person.clone() })
}
