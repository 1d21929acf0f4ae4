//! Which slots are shown where, and what is typed about one, read. Pure.

use crate::desk::typed::in_range;
use contract::workshops::staff::{StaffSlot, WorkshopChoice, WriteSlot};
use domain::ids::{VenueId, WorkshopId};
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::{MAX_CAPACITY, MAX_DURATION_MIN, MIN_DURATION_MIN, SlotState, Span, is_open};
use std::rc::Rc;
use yew::AttrValue;

/// Where a slot stands at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Draft,
    /// People see it and book.
    Open,
    /// It has begun: who came is noted.
    Begun,
    Cancelled,
}

/// Where `slot` stands `now`.
pub fn stage(slot: &StaffSlot, now: Timestamp) -> Stage {
    match slot.state {
        SlotState::Draft => Stage::Draft,
        SlotState::Cancelled => Stage::Cancelled,
        SlotState::Published if is_open(span(slot), now) => Stage::Open,
        SlotState::Published => Stage::Begun,
    }
}

/// Places that nobody else can be given.
pub const fn n_taken(slot: &StaffSlot) -> u32 {
    slot.n_booked.saturating_add(slot.n_held)
}

/// How many people are told when it is cancelled.
pub const fn n_told(slot: &StaffSlot) -> u32 {
    n_taken(slot).saturating_add(slot.n_waiting)
}

/// Whether a place can be booked for someone now: those who wait come first.
pub fn has_free_place(slot: &StaffSlot, now: Timestamp) -> bool {
    stage(slot, now) == Stage::Open && slot.n_waiting == 0 && n_taken(slot) < slot.capacity
}

/// What has not ended, by start; or what has, the latest first.
pub fn listed(slots: &[StaffSlot], is_past: bool, now: Timestamp) -> Vec<&StaffSlot> {
    let mut listed: Vec<&StaffSlot> =
        slots.iter().filter(|slot| (slot.when.ends_at <= now) == is_past).collect();
    listed.sort_by_key(|slot| slot.when.starts_at);
    if is_past {
        listed.reverse();
    }
    listed
}

const fn span(slot: &StaffSlot) -> Span {
    Span { from: slot.when.starts_at, to: slot.when.ends_at }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotField {
    Workshop,
    Venue,
    Day,
    Time,
    Duration,
    Places,
}

impl SlotField {
    pub const fn id(self) -> &'static str {
        match self {
            Self::Workshop => "slot-workshop",
            Self::Venue => "slot-venue",
            Self::Day => "slot-day",
            Self::Time => "slot-time",
            Self::Duration => "slot-duration",
            Self::Places => "slot-places",
        }
    }
}

/// What is typed about a slot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SlotForm {
    pub workshop: AttrValue,
    pub venue: AttrValue,
    pub day: AttrValue,
    pub time: AttrValue,
    pub duration: AttrValue,
    pub places: AttrValue,
    pub childcare: bool,
    /// Field and key of what is wrong with it.
    pub problems: Vec<(SlotField, &'static str)>,
    /// Grows with each press, so that the same problems are said again.
    pub n_attempts: u32,
    /// Minutes and places as usual, which a change of workshop may replace.
    usual: (AttrValue, AttrValue),
}

/// What happens to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormEvent {
    Typed(SlotField, AttrValue),
    /// A workshop, which brings its usual length and places.
    Chosen(WorkshopChoice),
    Childcare(bool),
    /// Someone wants it kept.
    Pressed,
    /// The server has said which field is wrong.
    Refused(SlotField, &'static str),
}

impl SlotForm {
    /// As the slot is.
    pub fn of(slot: &StaffSlot) -> Self {
        Self {
            workshop: slot.workshop.to_string().into(),
            venue: slot.venue.to_string().into(),
            day: slot.when.day.to_string().into(),
            time: slot.when.from.to_string().into(),
            duration: slot.duration_min.to_string().into(),
            places: slot.capacity.to_string().into(),
            childcare: slot.childcare,
            ..Self::default()
        }
    }

    /// The same on a day that is still to be said.
    pub fn copy_of(slot: &StaffSlot) -> Self {
        Self { day: AttrValue::default(), ..Self::of(slot) }
    }

    /// The form after an event.
    #[must_use]
    pub fn after(&self, event: FormEvent) -> Self {
        let mut next = self.clone();
        match event {
            FormEvent::Typed(field, text) => *next.field(field) = text,
            FormEvent::Chosen(choice) => next.choose(&choice),
            FormEvent::Childcare(is_possible) => next.childcare = is_possible,
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
    pub fn read(&self) -> Result<WriteSlot, Vec<(SlotField, &'static str)>> {
        let workshop = WorkshopId::new(self.workshop.as_str()).map_err(|_| "desk.slot.workshop.missing");
        let venue = VenueId::new(self.venue.as_str()).map_err(|_| "desk.slot.venue.missing");
        let day = self.day.parse::<Date>().map_err(|_| "desk.slot.day.missing");
        let time = self.time.parse::<TimeOfDay>().map_err(|_| "desk.slot.time.missing");
        let minutes = in_range(&self.duration, u32::from(MIN_DURATION_MIN)..=u32::from(MAX_DURATION_MIN));
        let minutes = minutes.and_then(|n| u16::try_from(n).ok()).ok_or("desk.slot.duration.bad");
        let capacity = in_range(&self.places, 1..=MAX_CAPACITY).ok_or("desk.slot.places.bad");
        match (&workshop, &venue, day, time, minutes, capacity) {
            (Ok(workshop), Ok(venue), Ok(day), Ok(time), Ok(duration_min), Ok(capacity)) => Ok(WriteSlot {
                workshop: workshop.clone(),
                venue: venue.clone(),
                day,
                time,
                duration_min,
                capacity,
                childcare: self.childcare,
            }),
            _ => Err([
                (SlotField::Workshop, workshop.err()),
                (SlotField::Venue, venue.err()),
                (SlotField::Day, day.err()),
                (SlotField::Time, time.err()),
                (SlotField::Duration, minutes.err()),
                (SlotField::Places, capacity.err()),
            ]
            .into_iter()
            .filter_map(|(field, problem)| problem.map(|key| (field, key)))
            .collect()),
        }
    }

    /// Key of what is wrong with a field.
    pub fn problem(&self, field: SlotField) -> Option<&'static str> {
        self.problems.iter().find(|(wrong, _)| *wrong == field).map(|(_, key)| *key)
    }

    /// When it ends on the venue's clock, once start and length are known.
    pub fn ends_at(&self) -> Option<TimeOfDay> {
        let from = self.time.parse::<TimeOfDay>().ok()?;
        let minutes = in_range(&self.duration, u32::from(MIN_DURATION_MIN)..=u32::from(MAX_DURATION_MIN))?;
        let end = (u32::from(from.hour()) * 60 + u32::from(from.minute()) + minutes) % (24 * 60);
        TimeOfDay::new(u8::try_from(end / 60).ok()?, u8::try_from(end % 60).ok()?).ok()
    }

    /// What someone typed themselves stays.
    fn choose(&mut self, choice: &WorkshopChoice) {
        self.workshop = choice.id.to_string().into();
        let usual = (choice.duration_min.to_string().into(), choice.places.to_string().into());
        if self.duration.is_empty() || self.duration == self.usual.0 {
            self.duration = AttrValue::clone(&usual.0);
        }
        if self.places.is_empty() || self.places == self.usual.1 {
            self.places = AttrValue::clone(&usual.1);
        }
        self.usual = usual;
    }

    const fn field(&mut self, field: SlotField) -> &mut AttrValue {
        match field {
            SlotField::Workshop => &mut self.workshop,
            SlotField::Venue => &mut self.venue,
            SlotField::Day => &mut self.day,
            SlotField::Time => &mut self.time,
            SlotField::Duration => &mut self.duration,
            SlotField::Places => &mut self.places,
        }
    }
}

impl yew::Reducible for SlotForm {
    type Action = FormEvent;
    fn reduce(self: Rc<Self>, event: FormEvent) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
