//! Where a forum stands at the desk, and what is typed about one, read. Pure.

use crate::desk::typed::in_range;
use contract::forum::staff::{StaffForum, UsualForum, WriteForum};
use domain::forum::{MAX_PLACES, MAX_SLOT_MIN, MIN_SLOT_MIN, n_kept, read_name};
use domain::ids::VenueId;
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::SlotState;
use std::rc::Rc;
use yew::AttrValue;

/// Where a forum stands at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Draft,
    /// People see it and take tickets.
    Open,
    Begun,
    Cancelled,
}

/// Where `forum` stands `now`.
pub fn stage(forum: &StaffForum, now: Timestamp) -> Stage {
    match forum.state {
        SlotState::Draft => Stage::Draft,
        SlotState::Cancelled => Stage::Cancelled,
        SlotState::Published if now < forum.when.starts_at => Stage::Open,
        SlotState::Published => Stage::Begun,
    }
}

/// Tickets that are held.
pub fn n_taken(forum: &StaffForum) -> u32 {
    forum.entries.iter().map(|entry| entry.n_taken).sum()
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForumField {
    Name,
    Venue,
    Day,
    From,
    To,
    Length,
    Places,
    Kept,
}

impl ForumField {
    pub const fn id(self) -> &'static str {
        match self {
            Self::Name => "forum-name",
            Self::Venue => "forum-venue",
            Self::Day => "forum-day",
            Self::From => "forum-from",
            Self::To => "forum-to",
            Self::Length => "forum-length",
            Self::Places => "forum-places",
            Self::Kept => "forum-kept",
        }
    }
}

/// What is typed about a forum.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ForumForm {
    name: AttrValue,
    venue: AttrValue,
    day: AttrValue,
    from: AttrValue,
    to: AttrValue,
    length: AttrValue,
    places: AttrValue,
    kept: AttrValue,
    /// Field and key of what is wrong with it.
    pub problems: Vec<(ForumField, &'static str)>,
    /// Grows with each press, so that the same problems are said again.
    pub n_attempts: u32,
}

/// What happens to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormEvent {
    Typed(ForumField, AttrValue),
    Pressed,
    /// The server found what is wrong with a field.
    Refused(ForumField, &'static str),
}

impl ForumForm {
    /// A new forum, as usual.
    pub fn usual(usual: UsualForum) -> Self {
        Self {
            length: usual.slot_min.to_string().into(),
            places: usual.n_places.to_string().into(),
            kept: usual.kept_percent.to_string().into(),
            ..Self::default()
        }
    }

    /// The same forum on a day that is still to be chosen.
    pub fn copy_of(forum: &StaffForum) -> Self {
        Self { day: AttrValue::default(), ..Self::of(forum) }
    }

    /// A forum as it is.
    pub fn of(forum: &StaffForum) -> Self {
        let places = forum.entries.first().map(|entry| entry.n_places).unwrap_or_default();
        Self {
            name: forum.name.clone().into(),
            venue: forum.venue.to_string().into(),
            day: forum.when.day.to_string().into(),
            from: forum.when.from.to_string().into(),
            to: forum.when.to.to_string().into(),
            length: forum.slot_min.to_string().into(),
            places: places.to_string().into(),
            kept: forum.kept_percent.to_string().into(),
            ..Self::default()
        }
    }

    /// The form after an event.
    #[must_use]
    pub fn after(&self, event: FormEvent) -> Self {
        let mut next = self.clone();
        match event {
            FormEvent::Typed(field, text) => *next.field_mut(field) = text,
            FormEvent::Pressed => {
                next.n_attempts += 1;
                next.problems = self.read().err().unwrap_or_default();
            }
            FormEvent::Refused(field, key) => {
                next.n_attempts += 1;
                next.problems = vec![(field, key)];
            }
        }
        next
    }

    /// What to send, or all that is wrong. Whether it is past is the server's to say: its clock is right.
    ///
    /// # Errors
    /// Each field with the key of its words, in the order of the form.
    pub fn read(&self) -> Result<WriteForum, Vec<(ForumField, &'static str)>> {
        let name = read_name(&self.name).ok_or("desk.forum.name.bad");
        let venue = VenueId::new(self.venue.as_str()).map_err(|_| "desk.slot.venue.missing");
        let day = self.day.parse::<Date>().map_err(|_| "desk.slot.day.missing");
        let from = self.from.parse::<TimeOfDay>().map_err(|_| "desk.forum.from.missing");
        let to = self.to.parse::<TimeOfDay>().map_err(|_| "desk.forum.to.missing");
        let to =
            to.and_then(
                |to| if from.is_ok_and(|from| to <= from) { Err("desk.forum.to.early") } else { Ok(to) },
            );
        let length = in_range(&self.length, u32::from(MIN_SLOT_MIN)..=u32::from(MAX_SLOT_MIN));
        let length = length.and_then(|n| u16::try_from(n).ok()).ok_or("desk.forum.length.bad");
        let places = in_range(&self.places, 1..=MAX_PLACES).ok_or("desk.forum.places.bad");
        let kept = in_range(&self.kept, 0..=99).and_then(|n| u8::try_from(n).ok());
        let kept =
            kept.filter(|kept| places.is_ok_and(|places| n_kept(places, *kept) < places) || places.is_err());
        let kept = kept.ok_or("desk.forum.kept.bad");
        match (name, &venue, day, from, to, length, places, kept) {
            (
                Ok(name),
                Ok(venue),
                Ok(day),
                Ok(from),
                Ok(to),
                Ok(slot_min),
                Ok(n_places),
                Ok(kept_percent),
            ) => {
                let (name, venue) = (name.to_owned(), venue.clone());
                Ok(WriteForum { name, venue, day, from, to, slot_min, n_places, kept_percent })
            }
            _ => Err([
                (ForumField::Name, name.err()),
                (ForumField::Venue, venue.err()),
                (ForumField::Day, day.err()),
                (ForumField::From, from.err()),
                (ForumField::To, to.err()),
                (ForumField::Length, length.err()),
                (ForumField::Places, places.err()),
                (ForumField::Kept, kept.err()),
            ]
            .into_iter()
            .filter_map(|(field, problem)| problem.map(|key| (field, key)))
            .collect()),
        }
    }

    /// Key of what is wrong with a field.
    pub fn problem(&self, field: ForumField) -> Option<&'static str> {
        self.problems.iter().find(|(wrong, _)| *wrong == field).map(|(_, key)| *key)
    }

    /// Tickets and kept places of each half-hour, once both numbers can be.
    pub fn shares(&self) -> Option<(u32, u32)> {
        let places = in_range(&self.places, 1..=MAX_PLACES)?;
        let kept = in_range(&self.kept, 0..=99).and_then(|kept| u8::try_from(kept).ok())?;
        let n_kept = n_kept(places, kept);
        (n_kept < places).then(|| (places - n_kept, n_kept))
    }

    pub fn field(&self, field: ForumField) -> &AttrValue {
        match field {
            ForumField::Name => &self.name,
            ForumField::Venue => &self.venue,
            ForumField::Day => &self.day,
            ForumField::From => &self.from,
            ForumField::To => &self.to,
            ForumField::Length => &self.length,
            ForumField::Places => &self.places,
            ForumField::Kept => &self.kept,
        }
    }

    const fn field_mut(&mut self, field: ForumField) -> &mut AttrValue {
        match field {
            ForumField::Name => &mut self.name,
            ForumField::Venue => &mut self.venue,
            ForumField::Day => &mut self.day,
            ForumField::From => &mut self.from,
            ForumField::To => &mut self.to,
            ForumField::Length => &mut self.length,
            ForumField::Places => &mut self.places,
            ForumField::Kept => &mut self.kept,
        }
    }
}

impl yew::Reducible for ForumForm {
    type Action = FormEvent;
    fn reduce(self: Rc<Self>, event: FormEvent) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
