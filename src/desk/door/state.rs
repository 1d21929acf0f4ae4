//! A door of a forum: what it knows, what it saw and has not sent, and what it says of the last ticket. Pure.
//!
//! The device's clock may be wrong: every instant here is the server's, by the difference that was measured when the
//! list came.

use crate::api::ApiError;
use contract::forum::door::{DoorEntry, DoorList, DoorNews, MAX_AT_ONCE, RecordScans, Scan, WalkInSeen};
use core::mem::take;
use domain::forum::{Arrival, Arrivals, Sign, TicketCode, TicketDigest, sign};
use domain::ids::{DoorId, WalkInId};
use domain::time::Timestamp;
use domain::workshops::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The list that makes a device a door, as it is kept on the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub door: DoorId,
    pub list: DoorList,
    /// The server's clock minus the device's, in milliseconds.
    pub ahead_ms: i64,
    /// Until when the server's news are known.
    pub heard_until: Timestamp,
}

/// What was seen here and the server has not heard of, as it is kept on the device.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Unsent {
    pub scans: Vec<Scan>,
    pub walk_ins: Vec<WalkInSeen>,
}

impl Unsent {
    pub const fn len(&self) -> usize {
        self.scans.len() + self.walk_ins.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What was shown to the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    Ticket(TicketCode),
    /// Some other QR code.
    Foreign,
}

/// What the door says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Sign(Sign),
    /// At another hour, and let in by whoever stands here.
    LetIn,
    /// At another hour, and asked to come back.
    NotNow,
    /// Not a ticket at all.
    Foreign,
    /// Someone without a ticket is counted.
    WalkIn,
}

/// The last thing that happened at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub said: Said,
    /// With a ticket.
    pub code: Option<TicketCode>,
    /// The half-hour of the ticket, or the one whose kept place was given.
    pub entry: Option<u32>,
    /// Grows with each, so that the same words are said again.
    pub turn: u32,
}

/// The door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    pub kept: Rc<Kept>,
    pub unsent: Unsent,
    pub shown: Option<Shown>,
    /// Whether something is on its way to the server or from it.
    pub is_asking: bool,
    /// Why the last try came to nothing.
    pub failed: Option<ApiError>,
    /// A ticket was shown that the list does not have: a newer list may.
    pub wants_list: bool,
    tickets: Rc<BTreeMap<TicketDigest, u32>>,
    arrivals: Arrivals,
    n_shown: u32,
}

/// What happens at a door. Instants are the device's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Seen(Sight, Timestamp),
    /// The ticket is for another hour, and is let in all the same, or not.
    Decided(bool, Timestamp),
    WalkIn(WalkInId, Timestamp),
    Asking,
    /// The list has come, again.
    Listed(Box<DoorList>, Timestamp),
    /// So many scans and people were sent, and this is what the others saw.
    Heard(Unsent, Box<DoorNews>),
    Failed(ApiError),
}

impl Kept {
    /// A list that has come just now.
    pub fn new(door: DoorId, list: DoorList, device_now: Timestamp) -> Self {
        let (ahead_ms, heard_until) = (list.now.as_ms() - device_now.as_ms(), list.now);
        Self { door, list, ahead_ms, heard_until }
    }

    /// The server's instant of one of the device.
    pub const fn instant(&self, device: Timestamp) -> Timestamp {
        Timestamp(device.as_ms().saturating_add(self.ahead_ms))
    }
}

impl Door {
    pub fn new(kept: Kept, unsent: Unsent) -> Self {
        let mut door = Self {
            kept: Rc::new(kept),
            unsent,
            shown: None,
            is_asking: false,
            failed: None,
            wants_list: false,
            tickets: Rc::default(),
            arrivals: Arrivals::default(),
            n_shown: 0,
        };
        door.read_list();
        door
    }

    /// The door after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Seen(Sight::Foreign, _) => next.show(Said::Foreign, None, None),
            Event::Seen(Sight::Ticket(code), device) => next.see(code, device),
            Event::Decided(is_let_in, device) => next.decide(is_let_in, device),
            Event::WalkIn(id, device) => next.count(id, device),
            Event::Asking => next.is_asking = true,
            Event::Listed(list, device) => next.learn_list(*list, device),
            Event::Heard(sent, news) => next.learn_news(&sent, *news),
            Event::Failed(error) => {
                next.is_asking = false;
                next.failed = Some(error);
            }
        }
        next
    }

    /// What to send now; `None` when the server has heard of everything.
    pub fn to_send(&self) -> Option<(Unsent, RecordScans)> {
        if self.unsent.is_empty() {
            return None;
        }
        let n_scans = self.unsent.scans.len().min(MAX_AT_ONCE);
        let n_walk_ins = self.unsent.walk_ins.len().min(MAX_AT_ONCE - n_scans);
        let sent = Unsent {
            scans: self.unsent.scans[..n_scans].to_vec(),
            walk_ins: self.unsent.walk_ins[..n_walk_ins].to_vec(),
        };
        let body = RecordScans {
            door: self.kept.door.clone(),
            scans: sent.scans.clone(),
            walk_ins: sent.walk_ins.clone(),
            since: Some(self.kept.heard_until),
        };
        Some((sent, body))
    }

    /// The half-hour that is now; before and after the day its first and its last. `None` without any.
    pub fn entry_now(&self, device: Timestamp) -> Option<&DoorEntry> {
        let now = self.kept.instant(device);
        let entries = &self.kept.list.entries;
        entries.iter().rfind(|entry| entry.starts_at <= now).or_else(|| entries.first())
    }

    pub fn entry(&self, number: u32) -> Option<&DoorEntry> {
        self.kept.list.entries.iter().find(|entry| entry.number == number)
    }

    /// People without a ticket of a half-hour, as far as this door knows.
    pub fn n_walk_ins(&self, entry: &DoorEntry) -> u32 {
        let own = self.unsent.walk_ins.iter().filter(|one| one.entry == entry.number).count();
        entry.n_walk_ins.saturating_add(u32::try_from(own).unwrap_or(u32::MAX))
    }

    /// Tickets that have come in at any door, as far as this one knows.
    pub fn n_arrived(&self) -> usize {
        self.arrivals.iter().count()
    }

    fn show(&mut self, said: Said, code: Option<TicketCode>, entry: Option<u32>) {
        self.n_shown += 1;
        self.shown = Some(Shown { said, code, entry, turn: self.n_shown });
    }

    fn digest(&self, code: &TicketCode) -> TicketDigest {
        TicketDigest::of(&self.kept.list.forum, code)
    }

    fn see(&mut self, code: TicketCode, device: Timestamp) {
        let (digest, now) = (self.digest(&code), self.kept.instant(device));
        let entry = self.tickets.get(&digest).copied();
        let span = entry.and_then(|number| self.entry(number));
        let span = span.map(|entry| Span { from: entry.starts_at, to: entry.ends_at });
        let sign = sign(span, self.arrivals.get(&digest), &self.kept.door, now);
        self.wants_list |= sign == Sign::Unknown;
        if sign == Sign::Welcome {
            self.note(digest, now);
        }
        self.show(Said::Sign(sign), Some(code), entry);
    }

    fn decide(&mut self, is_let_in: bool, device: Timestamp) {
        let Some(Shown { said: Said::Sign(Sign::OtherHour(_)), code: Some(code), entry, .. }) =
            self.shown.clone()
        else {
            return;
        };
        if is_let_in {
            let (digest, now) = (self.digest(&code), self.kept.instant(device));
            self.note(digest, now);
        }
        self.show(if is_let_in { Said::LetIn } else { Said::NotNow }, Some(code), entry);
    }

    fn note(&mut self, digest: TicketDigest, at: Timestamp) {
        self.arrivals.add(digest.clone(), Arrival { at, door: self.kept.door.clone() });
        self.unsent.scans.push(Scan { digest, at });
    }

    fn count(&mut self, id: WalkInId, device: Timestamp) {
        let Some(entry) = self.entry_now(device).map(|entry| entry.number) else { return };
        self.unsent.walk_ins.push(WalkInSeen { id, entry, at: self.kept.instant(device) });
        self.show(Said::WalkIn, None, Some(entry));
    }

    /// Who has come is what the list says and what was seen here since.
    fn read_list(&mut self) {
        let tickets = &self.kept.list.tickets;
        self.tickets = Rc::new(tickets.iter().map(|ticket| (ticket.digest.clone(), ticket.entry)).collect());
        let known =
            tickets.iter().filter_map(|ticket| Some((ticket.digest.clone(), ticket.arrival.clone()?)));
        self.arrivals = take(&mut self.arrivals).merge(known.collect());
        for scan in &self.unsent.scans {
            let own = Arrival { at: scan.at, door: self.kept.door.clone() };
            self.arrivals.add(scan.digest.clone(), own);
        }
    }

    fn learn_list(&mut self, list: DoorList, device: Timestamp) {
        self.is_asking = false;
        self.failed = None;
        self.wants_list = false;
        self.kept = Rc::new(Kept::new(self.kept.door.clone(), list, device));
        self.read_list();
        // A ticket that was not on the old list may be on this one: whoever shows it still stands there.
        if let Some(Shown { said: Said::Sign(Sign::Unknown), code: Some(code), .. }) = self.shown.clone() {
            self.see(code, device);
            self.wants_list = false;
        }
    }

    fn learn_news(&mut self, sent: &Unsent, news: DoorNews) {
        self.is_asking = false;
        self.failed = None;
        self.unsent.scans.retain(|scan| !sent.scans.contains(scan));
        self.unsent.walk_ins.retain(|one| !sent.walk_ins.contains(one));
        let kept = Rc::make_mut(&mut self.kept);
        kept.heard_until = news.now;
        for entry in &mut kept.list.entries {
            let count = news.walk_ins.iter().find(|count| count.entry == entry.number);
            entry.n_walk_ins = count.map_or(0, |count| count.n);
        }
        let mut known: BTreeMap<TicketDigest, Arrival> = BTreeMap::new();
        known.extend(news.tickets.into_iter().filter_map(|ticket| Some((ticket.digest, ticket.arrival?))));
        for ticket in &mut kept.list.tickets {
            // What the server says is the earliest that it has heard of.
            if let Some(arrival) = known.get(&ticket.digest) {
                ticket.arrival = Some(arrival.clone());
            }
        }
        self.arrivals = take(&mut self.arrivals).merge(known.into_iter().collect());
        self.correct_sign();
    }

    /// Someone who was welcome a moment ago had come in before, at another door.
    fn correct_sign(&mut self) {
        let Some(Shown { said: Said::Sign(Sign::Welcome) | Said::LetIn, code: Some(code), entry, .. }) =
            &self.shown
        else {
            return;
        };
        let earlier = self.arrivals.get(&self.digest(code)).filter(|known| known.door != self.kept.door);
        if let Some(known) = earlier {
            let sign = Sign::Already { at: known.at, is_here: false };
            self.show(Said::Sign(sign), Some(code.clone()), *entry);
        }
    }
}

impl yew::Reducible for Door {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

/// Looks in a row without it after which a code that comes back counts as shown again: three seconds at the camera's pace.
/// Counted in looks, because a slow device may look once a second, and misses one now and then.
const N_LOOKS_GONE: u32 = 20;

/// What a camera reads, again and again, as single sights.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Watch {
    /// The last text, and how many looks ago it was there.
    last: Option<(String, u32)>,
}

impl Watch {
    /// What to make of a look, with the `text` of the code that is there; `None` while it is the one that was there a
    /// moment ago, and without any.
    pub fn look(&mut self, text: Option<String>) -> Option<Sight> {
        let Some(text) = text else {
            self.last = self.last.take().map(|(last, n_looks)| (last, n_looks.saturating_add(1)));
            return None;
        };
        let is_same = self.last.as_ref().is_some_and(|(last, n)| *last == text && *n < N_LOOKS_GONE);
        let sight = TicketCode::of_qr_text(&text).map_or(Sight::Foreign, Sight::Ticket);
        self.last = Some((text, 0));
        (!is_same).then_some(sight)
    }
}
