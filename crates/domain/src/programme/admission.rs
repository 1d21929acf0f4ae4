//! What a preparation day and a talk ask of a person, besides a free place and the time to come.

use crate::time::Timestamp;
use crate::workshops::BookingRefusal;

/// What a slot is of its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Preparation,
    Talk,
}

/// What a month knows of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthFact {
    /// When talks open to everyone; before, to those who have a preparation day (W10).
    pub opens_at: Timestamp,
    /// Most talks of one person.
    pub max_talks: u32,
    /// Whether staff have proposed the month and the person has not said no.
    pub is_invited: bool,
    /// Preparation days of the month at which they have or had a place.
    pub n_days: u32,
    /// Talks of the month that they have or had.
    pub n_talks: u32,
}

impl MonthFact {
    /// Whether the person takes part in the month.
    pub const fn is_participant(&self) -> bool {
        self.n_days > 0
    }

    /// Whether they may book talks, as far as time goes.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.is_participant() || now >= self.opens_at
    }

    /// Why the month does not let the person have this part, which they do not have; `None` when it does.
    pub fn refusal(&self, part: Part, now: Timestamp) -> Option<BookingRefusal> {
        match part {
            // Who has a day was invited.
            Part::Preparation if self.is_participant() => Some(BookingRefusal::OtherDay),
            Part::Preparation => (!self.is_invited).then_some(BookingRefusal::NotInvited),
            Part::Talk if !self.is_open(now) => Some(BookingRefusal::NotYet),
            Part::Talk => (self.n_talks >= self.max_talks).then_some(BookingRefusal::EnoughTalks),
        }
    }
}
