//! What one sees of a forum, in one language.

use crate::qr;
use crate::state::AppState;
use crate::venue;
use content::Venue;
use contract::forum::staff::{StaffEntry, StaffForum};
use contract::forum::{EntryView, ForumBrief, ForumView, TicketView};
use contract::workshops::{VenueView, When};
use domain::forum::{TicketStatus, ticket_refusal};
use domain::time::{TimeOfDay, Timestamp};
use store::{Entry, EntryCount, Forum, Ticket};

/// A forum with what is said about it. `None` when the content no longer has its venue; it comes back when it does.
pub struct Shown<'a> {
    state: &'a AppState,
    language: &'a str,
    pub forum: &'a Forum,
    venue: &'a Venue,
    when: When,
}

impl<'a> Shown<'a> {
    pub fn new(state: &'a AppState, language: &'a str, forum: &'a Forum) -> Option<Self> {
        let Some(venue) = state.library.workshops(language).venue(&forum.venue) else {
            tracing::warn!(forum = forum.id.as_str(), "a forum's venue is no longer in the content");
            return None;
        };
        let when = venue::when(forum.span, forum.zone)?;
        Some(Self { state, language, forum, venue, when })
    }

    pub fn when(&self) -> When {
        self.when
    }

    pub fn venue_name(&self) -> &str {
        &self.venue.name
    }

    /// The beginning and the end of a half-hour on the venue's clock.
    pub fn clock(&self, entry: &Entry) -> Option<(TimeOfDay, TimeOfDay)> {
        venue::when(entry.span, self.forum.zone).map(|when| (when.from, when.to))
    }

    pub fn brief(&self, own: Option<TimeOfDay>) -> ForumBrief {
        ForumBrief {
            id: self.forum.id.clone(),
            name: self.forum.name.clone(),
            venue_name: self.venue.name.clone(),
            when: self.when,
            state: self.forum.state,
            own,
        }
    }

    /// For a person; `ticket` is their latest.
    pub fn view(&self, entries: &[Entry], ticket: Option<Ticket>, now: Timestamp) -> ForumView {
        let held = ticket.filter(|ticket| ticket.status == TicketStatus::Held);
        let has_come = held.as_ref().is_some_and(|ticket| ticket.arrived_at.is_some());
        let entry = |entry: &Entry| {
            let (from, to) = self.clock(entry)?;
            let is_own = held.as_ref().is_some_and(|ticket| ticket.entry == entry.number);
            let fact = entry.fact();
            Some(EntryView {
                number: entry.number,
                from,
                to,
                starts_at: entry.span.from,
                ends_at: entry.span.to,
                n_free: fact.n_free,
                refusal: ticket_refusal(self.forum.state, &fact, is_own, has_come, now).err(),
            })
        };
        let words = self.state.library.forum(self.language);
        ForumView {
            id: self.forum.id.clone(),
            name: self.forum.name.clone(),
            venue: VenueView {
                name: self.venue.name.clone(),
                address: self.venue.address.clone(),
                access: self.venue.access.clone(),
            },
            when: self.when,
            state: self.forum.state,
            message: self.forum.message.clone(),
            entries: entries.iter().filter_map(entry).collect(),
            about: words.ticket.clone(),
            at_door: words.entry.clone(),
            without_ticket: words.without_ticket.clone(),
            ticket: held.map(|ticket| TicketView {
                entry: ticket.entry,
                // Nine characters fit the smallest code with the strongest correction.
                qr: qr::draw(&ticket.code.qr_text(), qr::ECL::H),
                code: ticket.code,
                status: ticket.status,
                arrived_at: ticket.arrived_at,
            }),
        }
    }

    /// For staff.
    pub fn staff_view(
        &self,
        entries: &[Entry],
        arrived: &[EntryCount],
        walk_ins: &[EntryCount],
    ) -> StaffForum {
        let entry = |entry: &Entry| {
            let (from, to) = self.clock(entry)?;
            Some(StaffEntry {
                number: entry.number,
                from,
                to,
                n_places: entry.n_places,
                n_kept: entry.n_kept,
                n_taken: entry.n_taken,
                n_arrived: count_of(arrived, entry.number),
                n_walk_ins: count_of(walk_ins, entry.number),
            })
        };
        StaffForum {
            id: self.forum.id.clone(),
            name: self.forum.name.clone(),
            venue: self.venue.id.clone(),
            venue_name: self.venue.name.clone(),
            when: self.when,
            slot_min: self.forum.slot_min,
            kept_percent: self.forum.kept_percent,
            state: self.forum.state,
            message: self.forum.message.clone(),
            version: self.forum.version,
            entries: entries.iter().filter_map(entry).collect(),
        }
    }
}

/// How many a half-hour has of what was counted.
pub fn count_of(counts: &[EntryCount], entry: u32) -> u32 {
    counts.iter().find(|count| count.entry == entry).map_or(0, |count| count.n)
}
