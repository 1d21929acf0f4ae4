//! A date of a workshop as the person sees it, wherever it is listed: how they stand with it, and the row that says so.

use crate::i18n::{self, t, t_n, t_with};
use crate::routes::Route;
use crate::ui::{Rows, Tag, TagKind, TimedRow};
use contract::workshops::{SlotView, When};
use domain::time::Timestamp;
use domain::workshops::{BookingRefusal, BookingStatus, SlotState};
use yew::prelude::*;

/// How the person stands with a slot: the one thing that its row says, and that decides what can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Cancelled,
    /// It has begun; whether they have a place.
    Begun(bool),
    Booked,
    /// A place is held for them until then.
    Offered(Timestamp),
    /// 1 for who is next.
    Waiting(u32),
    /// So many places can be taken.
    Free(u32),
    /// They are expected elsewhere at that time.
    Clash,
    /// A part of a month that asks for more than a place.
    Closed(BookingRefusal),
    Full,
}

impl Standing {
    pub fn of(slot: &SlotView) -> Self {
        let status = slot.own.as_ref().map(|own| own.status);
        if slot.state == SlotState::Cancelled {
            return Self::Cancelled;
        }
        if slot.refusal == Some(BookingRefusal::Begun) {
            return Self::Begun(status == Some(BookingStatus::Booked));
        }
        match (status, slot.refusal) {
            (Some(BookingStatus::Booked), _) => Self::Booked,
            (Some(BookingStatus::Offered), _) => {
                let until = slot.own.as_ref().and_then(|own| own.offer_until);
                Self::Offered(until.unwrap_or(slot.open_until))
            }
            (Some(BookingStatus::Waiting), _) => {
                Self::Waiting(slot.own.as_ref().and_then(|own| own.rank).unwrap_or(1))
            }
            (_, Some(BookingRefusal::Clash)) => Self::Clash,
            (
                _,
                Some(
                    reason @ (BookingRefusal::NotInvited
                    | BookingRefusal::OtherDay
                    | BookingRefusal::NotYet
                    | BookingRefusal::EnoughTalks),
                ),
            ) => Self::Closed(reason),
            (_, Some(_)) => Self::Full,
            (_, None) => Self::Free(slot.n_free),
        }
    }
}

/// Whether the slot is one of the person's own: they have a place, are offered one, wait for one, or were told that it
/// does not take place.
pub fn is_own(slot: &SlotView) -> bool {
    let Some(own) = &slot.own else { return false };
    own.status.is_open() || own.status == BookingStatus::CancelledByService
}

/// In a few words, with a look of its own when it is the person's.
pub fn standing_tag(slot: &SlotView) -> Html {
    let (kind, icon, words) = match Standing::of(slot) {
        Standing::Cancelled => (TagKind::Plain, Some("x"), t("workshops.is.cancelled")),
        Standing::Begun(_) => (TagKind::Plain, Some("clock"), t("workshops.is.begun")),
        Standing::Booked => (TagKind::Success, Some("check"), t("workshops.is.booked")),
        Standing::Offered(until) => {
            let (day, time) = i18n::moment_in(until, slot.when.zone.as_str());
            let words = t_with("workshops.is.offered", &[("date", &day), ("time", &time)]);
            (TagKind::Warm, None, words)
        }
        Standing::Waiting(rank) => (TagKind::Plain, Some("clock"), rank_words(rank)),
        Standing::Free(n_free) => (TagKind::Plain, None, t_n("workshops.is.free", n_free)),
        Standing::Clash => (TagKind::Plain, None, t("workshops.is.clash")),
        Standing::Closed(reason) => (TagKind::Plain, None, closed_words(slot, reason)),
        Standing::Full => (TagKind::Plain, None, t("workshops.is.full")),
    };
    html! { <Tag {kind} {icon}>{ words }</Tag> }
}

/// Why a part of a month cannot be had yet, or any more.
fn closed_words(slot: &SlotView, reason: BookingRefusal) -> AttrValue {
    match (reason, &slot.of_month) {
        (BookingRefusal::NotInvited, _) => t("workshops.is.not-invited"),
        (BookingRefusal::OtherDay, _) => t("workshops.is.other-day"),
        (BookingRefusal::EnoughTalks, Some(of)) => t_n("workshops.is.enough", of.max_talks),
        (_, Some(of)) => {
            let (day, time) = i18n::moment_in(of.opens_at, slot.when.zone.as_str());
            t_with("workshops.is.not-yet", &[("date", &day), ("time", &time)])
        }
        (_, None) => t("workshops.is.full"),
    }
}

/// "3e sur la liste d’attente"
fn rank_words(rank: u32) -> AttrValue {
    match rank {
        1 => t("workshops.is.next"),
        rank => t_with("workshops.is.waiting", &[("rank", &i18n::number(rank))]),
    }
}

/// "mardi 8 décembre, de 09:15 à 09:55"
pub fn when_words(slot: &SlotView) -> AttrValue {
    span_words(&slot.when)
}

/// The same of a span alone.
pub fn span_words(when: &When) -> AttrValue {
    let day = i18n::weekday_of_day(when.day);
    let (from, to) = (when.from.to_string(), when.to.to_string());
    t_with("workshops.when", &[("date", &day), ("from", &from), ("to", &to)])
}

/// Rows under no heading of a day: each says its date.
pub fn dated_rows<'a>(slots: impl IntoIterator<Item = &'a SlotView>) -> Html {
    let row = |slot: &SlotView| {
        let day = i18n::weekday_of_day(slot.when.day);
        row(slot, t_with("workshops.row", &[("date", &day), ("place", &slot.venue_name)]))
    };
    html! { <Rows>{ for slots.into_iter().map(row) }</Rows> }
}

/// Rows under the heading of their day.
pub fn day_rows<'a>(slots: impl IntoIterator<Item = &'a SlotView>) -> Html {
    html! { <Rows>{ for slots.into_iter().map(|slot| row(slot, AttrValue::from(slot.venue_name.clone()))) }</Rows> }
}

fn row(slot: &SlotView, more: AttrValue) -> Html {
    html! {
        <TimedRow
            key={slot.id.to_string()}
            time={slot.when.from.to_string()}
            name={slot.title.clone()}
            {more}
            href={Route::Workshop(slot.id.clone()).href()}
        >
            { standing_tag(slot) }
        </TimedRow>
    }
}

#[cfg(test)]
mod tests;
