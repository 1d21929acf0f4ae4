//! The door: what a scan is answered, and how scans of several doors come together.
//!
//! **Invariant:** merging is a minimum and a union, so that scans may come in any order and any number of times.

use super::TicketDigest;
use crate::ids::{DoorId, WalkInId};
use crate::time::Timestamp;
use crate::workshops::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who comes so long before or after their half-hour is welcome without a question.
pub const EARLY_S: i64 = 600;
pub const LATE_S: i64 = 600;

/// When and at which door a ticket was first shown. Earlier is less; at the same instant the door decides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Arrival {
    pub at: Timestamp,
    pub door: DoorId,
}

/// Which tickets have come in: the earliest scan of each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Arrivals(BTreeMap<TicketDigest, Arrival>);

impl Arrivals {
    pub fn get(&self, ticket: &TicketDigest) -> Option<&Arrival> {
        self.0.get(ticket)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&TicketDigest, &Arrival)> {
        self.0.iter()
    }

    /// A scan more. It changes nothing when an earlier one is known.
    pub fn add(&mut self, ticket: TicketDigest, scan: Arrival) {
        let known = self.0.entry(ticket).or_insert_with(|| scan.clone());
        if scan < *known {
            *known = scan;
        }
    }

    /// What either knows.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (ticket, scan) in other.0 {
            self.add(ticket, scan);
        }
        self
    }
}

impl FromIterator<(TicketDigest, Arrival)> for Arrivals {
    fn from_iter<I: IntoIterator<Item = (TicketDigest, Arrival)>>(scans: I) -> Self {
        let mut arrivals = Self::default();
        for (ticket, scan) in scans {
            arrivals.add(ticket, scan);
        }
        arrivals
    }
}

/// One person without a ticket, let in on one of the kept places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WalkIn {
    /// The half-hour whose kept place it was.
    pub entry: u32,
    pub at: Timestamp,
}

/// Who came without a ticket, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WalkIns(BTreeMap<WalkInId, WalkIn>);

impl WalkIns {
    /// One more, or the same again. An id names one person; should two ever share one, the earlier stays.
    pub fn add(&mut self, id: WalkInId, one: WalkIn) {
        let known = self.0.entry(id).or_insert_with(|| one.clone());
        if (one.at, one.entry) < (known.at, known.entry) {
            *known = one;
        }
    }

    /// What either knows.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (id, one) in other.0 {
            self.add(id, one);
        }
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = (&WalkInId, &WalkIn)> {
        self.0.iter()
    }

    /// How many came in this half-hour.
    pub fn count(&self, entry: u32) -> usize {
        self.0.values().filter(|one| one.entry == entry).count()
    }
}

/// What a door says of what it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sign {
    Welcome,
    /// It was shown before; whether at this door.
    Already {
        at: Timestamp,
        is_here: bool,
    },
    /// The ticket is for another half-hour: whoever stands at the door decides.
    OtherHour(Span),
    /// No ticket of this forum.
    Unknown,
}

/// What to say at `door` to who shows a ticket for the half-hour `span`: `None` when the list does not have it.
pub fn sign(span: Option<Span>, known: Option<&Arrival>, door: &DoorId, now: Timestamp) -> Sign {
    match (span, known) {
        (None, _) => Sign::Unknown,
        (Some(_), Some(known)) => Sign::Already { at: known.at, is_here: known.door == *door },
        (Some(span), None) if now < span.from.plus_s(-EARLY_S) || now >= span.to.plus_s(LATE_S) => {
            Sign::OtherHour(span)
        }
        (Some(_), None) => Sign::Welcome,
    }
}
