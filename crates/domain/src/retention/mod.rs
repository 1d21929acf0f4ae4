//! How long things are kept (S5; trust.md, "Privacy"). What is known of a person: two years after the last contact, and nobody's
//! is erased without a month in which it can be seen coming. What passes by itself: each kind so long and no longer.

use crate::session::CODES_WITHIN_S;
use crate::time::Timestamp;
use core::fmt;
use core::str::FromStr;

const DAY_S: i64 = 24 * 3600;

/// How long before the end it is noted, and so how long a dry run lasts at least.
const NOTICE_S: i64 = 30 * DAY_S;

/// How long the answer to a write is kept, so that its repetition gets the same: 24 hours (architecture.md, "The REST contract").
pub const REQUEST_KEPT_S: i64 = DAY_S;

/// How long a list of people waits for whoever handed it in, and its result after that.
pub const IMPORT_KEPT_S: i64 = DAY_S;

/// Until then the link of an offer tells what became of it.
const LINK_KEPT_S: i64 = 30 * DAY_S;

/// How long things are kept, in days. A deployment may choose; the default is what trust.md says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periods {
    /// Everything of a person, after the last contact.
    pub people_days: u32,
    /// Answers that were not sent, after the last of them.
    pub drafts_days: u32,
    /// What is health data among the answers that were sent. 0: a host that may not hold any.
    pub health_days: u32,
    /// Who has looked at what.
    pub looks_days: u32,
    /// What people were told, after it was sent.
    pub messages_days: u32,
    /// Who had a place, a ticket or a meeting, after the date.
    pub dates_days: u32,
}

impl Default for Periods {
    fn default() -> Self {
        // Two years, whichever of them is the longer.
        Self {
            people_days: 731,
            drafts_days: 90,
            health_days: 365,
            looks_days: 365,
            messages_days: 365,
            dates_days: 731,
        }
    }
}

/// A kind of thing that passes while the person stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passing {
    Sessions,
    /// Answers that were given to writes.
    Requests,
    /// Tries of something guessable.
    Throttles,
    /// One-time codes, which count for an hour.
    Codes,
    Drafts,
    Looks,
    /// How long looks lasted.
    Previews,
    /// How long one filled in together, and how one had agreed.
    Sittings,
    Messages,
    /// Of offers: the booking stays.
    Links,
    Bookings,
    /// Meetings that are over.
    Meetings,
    Tickets,
    /// Lists of people that were handed in.
    Imports,
}

impl Passing {
    pub const ALL: [Self; 14] = [
        Self::Sessions,
        Self::Requests,
        Self::Throttles,
        Self::Codes,
        Self::Drafts,
        Self::Looks,
        Self::Previews,
        Self::Sittings,
        Self::Messages,
        Self::Links,
        Self::Bookings,
        Self::Meetings,
        Self::Tickets,
        Self::Imports,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Requests => "requests",
            Self::Throttles => "throttles",
            Self::Codes => "codes",
            Self::Drafts => "drafts",
            Self::Looks => "looks",
            Self::Previews => "previews",
            Self::Sittings => "sittings",
            Self::Messages => "messages",
            Self::Links => "links",
            Self::Bookings => "bookings",
            Self::Meetings => "meetings",
            Self::Tickets => "tickets",
            Self::Imports => "imports",
        }
    }
}

/// Where a person's time stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retention {
    Kept,
    /// The end is near, and nobody has noted it yet.
    Unnoted,
    /// It is noted; a contact before the end begins the two years again.
    Noted,
    /// Everything is to be erased.
    Over,
}

/// Why a person was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErasureReason {
    /// They asked for it.
    Asked,
    /// They were not heard of for so long.
    TimeOver,
}

impl Periods {
    /// Before this, what is of that kind has run its time.
    pub const fn over_before(self, what: Passing, now: Timestamp) -> Timestamp {
        let kept_s = match what {
            Passing::Sessions => 0,
            Passing::Requests => REQUEST_KEPT_S,
            Passing::Throttles => DAY_S,
            Passing::Codes => CODES_WITHIN_S,
            Passing::Drafts => in_seconds(self.drafts_days),
            Passing::Looks | Passing::Previews | Passing::Sittings => in_seconds(self.looks_days),
            Passing::Messages => in_seconds(self.messages_days),
            Passing::Links => LINK_KEPT_S,
            Passing::Imports => IMPORT_KEPT_S,
            Passing::Bookings | Passing::Meetings | Passing::Tickets => in_seconds(self.dates_days),
        };
        now.plus_s(-kept_s)
    }

    /// Health data that was given before this has run its time.
    pub const fn health_over_before(self, now: Timestamp) -> Timestamp {
        if self.health_days == 0 {
            // What was given in this very moment, too.
            return now.plus_s(1);
        }
        now.plus_s(-in_seconds(self.health_days))
    }

    /// Until when health data is kept that was given then: no longer than the rest.
    pub fn health_until(self, given_at: Timestamp, last_contact: Timestamp) -> Timestamp {
        given_at.plus_s(in_seconds(self.health_days)).min(self.ends_at(last_contact))
    }

    /// When the time of a person ends who is not heard of again.
    pub const fn ends_at(self, last_contact: Timestamp) -> Timestamp {
        last_contact.plus_s(in_seconds(self.people_days))
    }

    /// Before this nobody is erased, even if the portal was not there to note it in time.
    pub fn earliest_erasure(
        self,
        last_contact: Timestamp,
        noted_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Timestamp {
        let noted_at = noted_at.filter(|noted_at| *noted_at > last_contact).unwrap_or(now);
        self.ends_at(last_contact).max(noted_at.plus_s(NOTICE_S))
    }

    /// Nobody whose last contact was after this needs to be looked at.
    pub const fn looked_at_before(self, now: Timestamp) -> Timestamp {
        now.plus_s(NOTICE_S - in_seconds(self.people_days))
    }

    /// `noted_at`: when it was last noted that the end is near; what was noted before the last contact does not count.
    pub fn retention(
        self,
        last_contact: Timestamp,
        noted_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Retention {
        if last_contact > self.looked_at_before(now) {
            return Retention::Kept;
        }
        match noted_at.filter(|noted_at| *noted_at > last_contact) {
            None => Retention::Unnoted,
            Some(_) if now >= self.earliest_erasure(last_contact, noted_at, now) => Retention::Over,
            Some(_) => Retention::Noted,
        }
    }
}

const fn in_seconds(n_days: u32) -> i64 {
    // `From` is not const.
    n_days as i64 * DAY_S
}

impl ErasureReason {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::TimeOver => "time-over",
        }
    }
}

impl FromStr for ErasureReason {
    type Err = UnknownReason;

    fn from_str(text: &str) -> Result<Self, UnknownReason> {
        [Self::Asked, Self::TimeOver].into_iter().find(|one| one.as_str() == text).ok_or(UnknownReason)
    }
}

/// No [`ErasureReason`] has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownReason;

impl fmt::Display for UnknownReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown reason of an erasure")
    }
}

impl core::error::Error for UnknownReason {}

#[cfg(test)]
mod tests;
