//! One forum, what the person does about their ticket, and what came of that. Pure.

use crate::api::ApiError;
use contract::ErrorCode;
use contract::forum::{EntryView, ForumView};
use domain::forum::{EntryFact, TicketRefusal, next_free};
use domain::time::Timestamp;
use domain::workshops::SlotState;
use std::rc::Rc;

/// An errand to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// A ticket for this half-hour, also in place of another.
    Take(u32),
    GiveBack,
}

impl Errand {
    /// Whether the forum is as the errand wanted it.
    fn is_done(self, forum: &ForumView) -> bool {
        let entry = forum.ticket.as_ref().map(|ticket| ticket.entry);
        match self {
            Self::Take(wanted) => entry == Some(wanted),
            Self::GiveBack => entry.is_none(),
        }
    }
}

/// How the person stands with the forum: the one thing that the screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Cancelled,
    /// They have a ticket, and look at it.
    Ticket,
    /// They choose a half-hour: a first one, or another.
    Choosing,
    /// No half-hour is left that is not full or over.
    NoneLeft,
    Over,
}

/// The screen: the forum, one errand at a time, and what came of the last one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    pub forum: Option<Rc<ForumView>>,
    /// The half-hour that is chosen and not taken yet.
    pub chosen: Option<u32>,
    /// Whether someone with a ticket looks for another half-hour.
    pub is_changing: bool,
    /// Whether the person is asked before the ticket is given back.
    pub is_asking: bool,
    /// A press without a choice.
    pub lacks_choice: bool,
    pub errand: Option<Errand>,
    /// Errands so far.
    pub n_errands: u32,
    /// Grows with every end of an errand, good or bad, and with each change of what is shown.
    pub n_ends: u32,
    /// The errand that is done, and whether it changed a ticket that was there.
    pub done: Option<(Errand, bool)>,
    /// Why the last errand failed.
    pub failed: Option<(Errand, ApiError)>,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Read(Rc<ForumView>),
    Chosen(u32),
    /// The person presses the button under the half-hours.
    Pressed,
    Changing(bool),
    Asking(bool),
    GiveBack,
    Answered(Box<ForumView>),
    Failed(ApiError),
}

impl State {
    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Read(forum) => next.read(forum),
            Event::Chosen(entry) => {
                next.chosen = Some(entry);
                next.lacks_choice = false;
                next.failed = None;
            }
            Event::Pressed => match self.chosen {
                None => next.lacks_choice = true,
                // What is full is said beside the choice, with the next one: asking the server again tells nothing new.
                Some(_) if self.full_choice().is_some() => next.failed = None,
                Some(entry) => next.begin(Errand::Take(entry)),
            },
            Event::Changing(is_changing) => {
                next.is_changing = is_changing;
                next.chosen = None;
                next.lacks_choice = false;
                next.done = None;
                next.failed = None;
                next.n_ends += 1;
            }
            Event::Asking(is_asking) => next.is_asking = is_asking,
            Event::GiveBack => next.begin(Errand::GiveBack),
            Event::Answered(forum) => {
                let had_ticket = self.has_ticket();
                next.forum = Some(Rc::from(forum));
                next.finish(had_ticket);
            }
            Event::Failed(error) => {
                next.failed = next.errand.take().map(|errand| (errand, error));
                next.n_ends += 1;
            }
        }
        next
    }

    pub fn has_ticket(&self) -> bool {
        self.forum.as_ref().is_some_and(|forum| forum.ticket.is_some())
    }

    /// The half-hour that is chosen, when no ticket can be had for it any more.
    pub fn full_choice(&self) -> Option<&EntryView> {
        let forum = self.forum.as_ref()?;
        let entry = forum.entries.iter().find(|entry| Some(entry.number) == self.chosen)?;
        entry.refusal.is_some().then_some(entry)
    }

    /// The half-hour to take in place of a full one.
    pub fn instead(&self, of: u32, now: Timestamp) -> Option<&EntryView> {
        let forum = self.forum.as_ref()?;
        let own = forum.ticket.as_ref().map(|ticket| ticket.entry);
        let others = forum.entries.iter().filter(|entry| Some(entry.number) != own);
        let facts: Vec<EntryFact> = others.map(EntryView::fact).collect();
        let number = next_free(&facts, of, now)?;
        forum.entries.iter().find(|entry| entry.number == number)
    }

    /// Whether a failure says no more than what the full half-hour says for itself.
    pub fn is_said_by_choice(error: &ApiError) -> bool {
        matches!(error.code(), Some(ErrorCode::ForumFull | ErrorCode::ForumPast))
    }

    fn begin(&mut self, errand: Errand) {
        self.is_asking = false;
        // One at a time: a second press while the first is on its way would be about something already gone.
        if self.errand.is_none() {
            self.errand = Some(errand);
            self.n_errands += 1;
            self.done = None;
            self.failed = None;
        }
    }

    fn finish(&mut self, had_ticket: bool) {
        self.done = self.errand.take().map(|errand| (errand, had_ticket));
        self.is_changing = false;
        self.chosen = None;
        self.n_ends += 1;
    }

    fn read(&mut self, forum: Rc<ForumView>) {
        // An answer can be lost after the server has acted: what is read then tells.
        if let Some((errand, _)) =
            self.failed.take_if(|(errand, error)| error.code().is_none() && errand.is_done(&forum))
        {
            let had_ticket = self.has_ticket();
            self.errand = Some(errand);
            self.finish(had_ticket);
        }
        // Somebody else's doing since: a confirmation that is no longer true would be worse than none.
        self.done.take_if(|(errand, _)| !errand.is_done(&forum));
        self.forum = Some(forum);
    }
}

/// The half-hours that are still to come, full ones too.
pub fn open_entries(forum: &ForumView, now: Timestamp) -> impl Iterator<Item = &EntryView> {
    forum.entries.iter().filter(move |entry| entry.ends_at > now)
}

/// How the person stands with `forum`.
pub fn standing(forum: &ForumView, is_changing: bool, now: Timestamp) -> Standing {
    if forum.state == SlotState::Cancelled {
        return Standing::Cancelled;
    }
    if forum.ticket.is_some() && !is_changing {
        return Standing::Ticket;
    }
    if forum.when.ends_at <= now {
        return Standing::Over;
    }
    let own = forum.ticket.as_ref().map(|ticket| ticket.entry);
    let can_be_had = |entry: &EntryView| entry.refusal.is_none() && Some(entry.number) != own;
    if open_entries(forum, now).any(can_be_had) { Standing::Choosing } else { Standing::NoneLeft }
}

/// How much room a half-hour has, in words that need no counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    Plenty,
    /// So few that the number says something.
    Few(u32),
    Full,
    /// Over, or closed for another reason.
    Closed,
}

/// Fewer tickets than this are counted.
const FEW: u32 = 40;

/// How much room `entry` has.
pub const fn room(entry: &EntryView) -> Room {
    match entry.refusal {
        Some(TicketRefusal::Full) => Room::Full,
        Some(_) => Room::Closed,
        None if entry.n_free < FEW => Room::Few(entry.n_free),
        None => Room::Plenty,
    }
}

impl yew::Reducible for State {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
