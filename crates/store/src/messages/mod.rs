//! What people are told: the lines of the outbox on their way, how people can be reached, reminders (decision 18).
//!
//! A line is written in the transaction of what it tells about ([`Tx::tell`]), claimed in one of its own before it is sent,
//! and ended in another after it. To tell of something new: a variant of `MessageKind`, its word below, and in `line` what
//! it is about.

mod line;
mod reach;
mod remind;
mod tell;

pub use line::{About, ClaimedMessage, Matter, Message, MessageOutcome, ToCall};

use crate::row::word_table;
use domain::messages::{Channel, MessageKind};

word_table! {
    MessageKind {
        PlaceOffered = "place-offered",
        SlotCancelled = "slot-cancelled",
        BookedForYou = "booked-for-you",
        ForumCancelled = "forum-cancelled",
        MonthProposed = "month-proposed",
        RightsAnswered = "rights-answered",
        NewReferent = "new-referent",
        MeetingFixed = "meeting-fixed",
        MeetingMoved = "meeting-moved",
        MeetingCalledOff = "meeting-called-off",
        MeetingReminder = "meeting-reminder",
        OneTimeCode = "one-time-code",
        ReminderDayBefore = "reminder-day-before",
        ReminderSoon = "reminder-soon",
    }
}

word_table! { Channel { Sms = "sms", Email = "email" } }
