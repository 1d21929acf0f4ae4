//! What a message is about, and when it is too late to send it.

use crate::time::Timestamp;
use crate::workshops::BookingStatus;
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:tt),+ $(,)?) => {
        /// What a message is about. Its words are where `server` keeps those of every kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum MessageKind { $($(#[$doc])* #[serde(rename = $text)] $name),+ }

        impl MessageKind {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word on the wire, in the store and in the files of words ("place-offered").
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

kinds! {
    /// A place is held for the person (W4).
    PlaceOffered = "place-offered",
    /// What they had a place for does not take place.
    SlotCancelled = "slot-cancelled",
    /// Who follows them has booked a place for them (W9).
    BookedForYou = "booked-for-you",
    /// The forum that they had a ticket for does not take place.
    ForumCancelled = "forum-cancelled",
    /// Staff have proposed a month to them (W10).
    MonthProposed = "month-proposed",
    /// What they asked about what is kept of them has an answer (S4).
    RightsAnswered = "rights-answered",
    /// Somebody else follows them from now on.
    NewReferent = "new-referent",
    /// Whoever follows them has fixed a meeting with them.
    MeetingFixed = "meeting-fixed",
    /// It is at another time, or elsewhere.
    MeetingMoved = "meeting-moved",
    /// It does not take place.
    MeetingCalledOff = "meeting-called-off",
    /// The day before a meeting.
    MeetingReminder = "meeting-reminder",
    /// Their one-time code to sign in with.
    OneTimeCode = "one-time-code",
    /// The day before (W8).
    ReminderDayBefore = "reminder-day-before",
    /// Two hours before (W8).
    ReminderSoon = "reminder-soon",
}

impl MessageKind {
    /// Leaves by day only, and nobody calls in its place: the person knows it already, or meets who follows them now.
    pub const fn can_wait(self) -> bool {
        matches!(
            self,
            Self::NewReferent | Self::MeetingReminder | Self::ReminderDayBefore | Self::ReminderSoon
        )
    }

    /// Whether somebody calls when it cannot be sent. Nobody does for what can wait, nor for what nobody but the person may
    /// know.
    pub const fn is_called_for(self) -> bool {
        !self.can_wait() && !matches!(self, Self::OneTimeCode)
    }
}

/// How the thing that a message is about stands when the message would leave; a ticket and a meeting stand like a place, and a month
/// that is proposed like an offer, which is answered by taking a day or saying no. An answer to what one has asked stands like
/// an offer until it is taken back, and begins when it is of no more use: it is old, or everything is erased. So does who follows
/// one now, until that changes, and a code, which begins when it works no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion {
    pub status: BookingStatus,
    pub starts_at: Timestamp,
    /// Until when a place is or was held.
    pub offer_until: Option<Timestamp>,
}

/// Whether a message would say what is no longer so, or come too late to be of use.
pub fn is_over(kind: MessageKind, occasion: Occasion, now: Timestamp) -> bool {
    let expected = match kind {
        MessageKind::PlaceOffered
        | MessageKind::MonthProposed
        | MessageKind::RightsAnswered
        | MessageKind::NewReferent
        | MessageKind::OneTimeCode => BookingStatus::Offered,
        MessageKind::SlotCancelled | MessageKind::ForumCancelled | MessageKind::MeetingCalledOff => {
            BookingStatus::CancelledByService
        }
        MessageKind::BookedForYou
        | MessageKind::MeetingFixed
        | MessageKind::MeetingMoved
        | MessageKind::MeetingReminder
        | MessageKind::ReminderDayBefore
        | MessageKind::ReminderSoon => BookingStatus::Booked,
    };
    let is_late = kind == MessageKind::PlaceOffered && occasion.offer_until.is_none_or(|until| until <= now);
    is_late || occasion.status != expected || occasion.starts_at <= now
}

/// Seconds until the next try after `n_attempts` that failed: 5, doubled each time, five minutes at most (trust.md,
/// "Faults").
pub fn retry_after_s(n_attempts: u64) -> i64 {
    const FIRST_S: i64 = 5;
    const LONGEST_S: i64 = 300;
    let doublings = u32::try_from(n_attempts.saturating_sub(1)).unwrap_or(u32::MAX).min(10);
    (FIRST_S << doublings).min(LONGEST_S)
}
