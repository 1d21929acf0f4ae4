//! What one person may see of the slots, in one language.

use crate::state::AppState;
use crate::venue;
use content::{Workshop, Workshops};
use contract::pathway::ReasonChoice;
use contract::workshops::{
    BookingList, OwnBooking, PrerequisiteView, SlotBrief, SlotDetail, SlotView, VenueView,
};
use domain::ids::{PersonId, SlotId};
use domain::time::Timestamp;
use domain::workshops::{
    BookingStatus, SlotFact, SlotState, Span, alternatives, booking_refusal, is_in_school_hours,
};
use std::collections::BTreeMap;
use store::{Booking, Slot, Tx};

/// How long what has been stays in sight.
const PAST_S: i64 = 90 * 86_400;

/// Slots read at once: years of a busy département.
pub const SLOTS_LIMIT: u32 = 1000;

/// The slots and what one person has to do with them.
pub struct Board<'a> {
    workshops: &'a Workshops,
    /// By start.
    slots: Vec<Slot>,
    /// The latest of each slot.
    own: BTreeMap<SlotId, Booking>,
    now: Timestamp,
}

impl<'a> Board<'a> {
    /// Every slot that the person may see.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find(
        tx: &mut Tx,
        state: &'a AppState,
        person_id: &PersonId,
        language: &str,
        now: Timestamp,
    ) -> Result<Self, store::Error> {
        let after = now.plus_s(-PAST_S);
        let slots = tx.list_slots(after, SLOTS_LIMIT).await?;
        let bookings = tx.list_bookings(person_id, after).await?;
        Ok(Self::new(state.library.workshops(language), slots, bookings, now))
    }

    /// The slots that the person has to do with.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find_own(
        tx: &mut Tx,
        state: &'a AppState,
        person_id: &PersonId,
        language: &str,
        now: Timestamp,
    ) -> Result<Self, store::Error> {
        let after = now.plus_s(-PAST_S);
        let slots = tx.list_own_slots(person_id, after).await?;
        let bookings = tx.list_bookings(person_id, after).await?;
        Ok(Self::new(state.library.workshops(language), slots, bookings, now))
    }

    /// `slots` by start, `bookings` of one person, the latest change first.
    fn new(workshops: &'a Workshops, mut slots: Vec<Slot>, bookings: Vec<Booking>, now: Timestamp) -> Self {
        let mut own = BTreeMap::new();
        for booking in bookings {
            own.entry(booking.slot_id.clone()).or_insert(booking);
        }
        // Absence is between the person and who follows them: no screen of theirs shows it.
        own.retain(|_, booking| !matches!(booking.status, BookingStatus::Excused | BookingStatus::Absent));
        slots.retain(|slot| {
            let is_open_to_all = slot.state == SlotState::Published && slot.span.to > now;
            is_open_to_all || (slot.state != SlotState::Draft && own.contains_key(&slot.id))
        });
        slots.retain(|slot| is_known(workshops, slot));
        Self { workshops, slots, own, now }
    }

    /// What has not ended, by start.
    pub fn catalogue(&self) -> Vec<SlotView> {
        self.slots.iter().filter(|slot| slot.span.to > self.now).filter_map(|slot| self.view(slot)).collect()
    }

    pub fn bookings(&self) -> BookingList {
        let with = |statuses: &[BookingStatus]| {
            let is_so = |slot: &&Slot| self.status(&slot.id).is_some_and(|status| statuses.contains(&status));
            self.slots.iter().filter(is_so).filter(|slot| slot.span.to > self.now).collect::<Vec<_>>()
        };
        let coming = with(&[
            BookingStatus::Booked,
            BookingStatus::Waiting,
            BookingStatus::Offered,
            BookingStatus::Expired,
            BookingStatus::CancelledByService,
        ]);
        let attended = self.slots.iter().rev();
        let attended = attended.filter(|slot| self.status(&slot.id) == Some(BookingStatus::Attended));
        BookingList {
            coming: coming.into_iter().filter_map(|slot| self.view(slot)).collect(),
            attended: attended.filter_map(|slot| self.view(slot)).collect(),
        }
    }

    /// The slots at which the person has or is offered a place and that have not ended, by start.
    pub fn dated(&self) -> Vec<SlotView> {
        let has_place = [Some(BookingStatus::Booked), Some(BookingStatus::Offered)];
        let is_dated = |slot: &&Slot| has_place.contains(&self.status(&slot.id)) && slot.span.to > self.now;
        self.slots.iter().filter(is_dated).filter_map(|slot| self.view(slot)).collect()
    }

    pub fn slot(&self, id: &SlotId) -> Option<SlotView> {
        self.view(self.find_slot(id)?)
    }

    pub fn detail(&self, id: &SlotId) -> Option<SlotDetail> {
        let slot = self.find_slot(id)?;
        let (kind, venue) = (self.workshops.kind(&slot.workshop)?, self.workshops.venue(&slot.venue)?);
        let prerequisites = kind.prerequisites.iter();
        let view = self.view(slot)?;
        let alternatives = if view.refusal.is_some() { self.alternatives(slot) } else { Vec::new() };
        Some(SlotDetail {
            slot: view,
            about: kind.about.clone(),
            bring: kind.bring.clone(),
            prerequisites: prerequisites
                .map(|one| PrerequisiteView { need: one.need, text: one.text.clone() })
                .collect(),
            venue: VenueView {
                name: venue.name.clone(),
                address: venue.address.clone(),
                access: venue.access.clone(),
            },
            alternatives,
            cancel_reasons: self
                .workshops
                .cancel_reasons
                .iter()
                .map(|reason| ReasonChoice { id: reason.id.clone(), label: reason.label.clone() })
                .collect(),
        })
    }

    fn alternatives(&self, slot: &Slot) -> Vec<SlotView> {
        let own_open = |fact: &SlotFact| self.status(&fact.id).is_some_and(BookingStatus::is_open);
        let others: Vec<SlotFact> =
            self.slots.iter().map(Slot::fact).filter(|fact| !own_open(fact)).collect();
        let found = alternatives(&slot.fact(), &others, &self.held(), self.now);
        found.iter().filter_map(|id| self.slot(id)).collect()
    }

    fn find_slot(&self, id: &SlotId) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == *id)
    }

    fn status(&self, id: &SlotId) -> Option<BookingStatus> {
        self.own.get(id).map(|booking| booking.status)
    }

    fn is_booked(&self, slot: &Slot) -> bool {
        self.status(&slot.id) == Some(BookingStatus::Booked)
    }

    /// When the person is expected somewhere.
    fn held(&self) -> Vec<Span> {
        self.slots.iter().filter(|slot| self.is_booked(slot)).map(|slot| slot.span).collect()
    }

    /// `None` outside the years of the calendar.
    fn view(&self, slot: &Slot) -> Option<SlotView> {
        let (kind, venue) = (self.workshops.kind(&slot.workshop)?, self.workshops.venue(&slot.venue)?);
        let when = venue::when(slot.span, slot.zone)?;
        let duration_min = duration_min(slot.span);
        let status = self.status(&slot.id).filter(|status| status.is_open());
        let clash = self
            .slots
            .iter()
            .find(|other| other.id != slot.id && self.is_booked(other) && other.span.clashes(slot.span));
        Some(SlotView {
            id: slot.id.clone(),
            workshop: kind.id.clone(),
            title: kind.title.clone(),
            outcome: kind.outcome.clone(),
            venue: venue.id.clone(),
            venue_name: venue.name.clone(),
            when,
            duration_min,
            n_places: small(slot.capacity),
            n_free: if slot.state == SlotState::Published { small(slot.n_free()) } else { 0 },
            n_waiting: small(slot.n_waiting),
            childcare: slot.childcare,
            school_hours: is_in_school_hours(when.day, when.from, duration_min),
            state: slot.state,
            message: slot.message.clone(),
            own: self.own.get(&slot.id).map(view_own),
            refusal: booking_refusal(&slot.fact(), status, &self.held(), self.now).err(),
            clash: clash.and_then(|other| brief(self.workshops.kind(&other.workshop)?, other)),
            open_until: slot.span.from,
        })
    }
}

/// A slot whose workshop or venue the content no longer has cannot be shown; it comes back when they do.
pub fn is_known(workshops: &Workshops, slot: &Slot) -> bool {
    let is_known = workshops.kind(&slot.workshop).is_some() && workshops.venue(&slot.venue).is_some();
    if !is_known {
        tracing::warn!(slot = slot.id.as_str(), "a slot's workshop or venue is no longer in the content");
    }
    is_known
}

pub fn duration_min(span: Span) -> u16 {
    u16::try_from((span.to.as_ms() - span.from.as_ms()) / 60_000).unwrap_or(u16::MAX)
}

pub fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn brief(kind: &Workshop, slot: &Slot) -> Option<SlotBrief> {
    let when = venue::when(slot.span, slot.zone)?;
    Some(SlotBrief { id: slot.id.clone(), title: kind.title.clone(), when })
}

fn view_own(booking: &Booking) -> OwnBooking {
    OwnBooking {
        status: booking.status,
        rank: booking.rank.map(small),
        offer_until: booking.offer_expires_at,
        booked_by: booking.booked_by.clone(),
        changed_at: booking.changed_at,
    }
}
