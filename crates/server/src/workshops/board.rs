//! What one person may see of the slots, in one language.

use crate::state::AppState;
use crate::venue;
use content::{Workshop, Workshops};
use contract::pathway::ReasonChoice;
use contract::workshops::{
    BookingList, OwnBooking, PrerequisiteView, SlotBrief, SlotDetail, SlotOfMonth, SlotView, VenueView,
};
use domain::ids::{CompanyId, MonthId, PersonId, SlotId};
use domain::programme::MonthFact;
use domain::time::Timestamp;
use domain::workshops::{
    BookingRefusal, BookingStatus, SlotFact, SlotState, Span, alternatives, is_in_school_hours, refusal_with,
};
use std::collections::BTreeMap;
use store::{Booking, OfMonth, Slot, Tx};

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
    /// What the published months of these slots know of the person.
    months: BTreeMap<MonthId, MonthFact>,
    now: Timestamp,
}

impl<'a> Board<'a> {
    /// Every workshop with a date that the person may see, and the days and talks of months that are theirs.
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
        let more = tx.list_slots(now.plus_s(-PAST_S), SLOTS_LIMIT).await?;
        Self::gather(tx, state, person_id, language, (now, more)).await
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
        Self::gather(tx, state, person_id, language, (now, Vec::new())).await
    }

    /// The slots that the person has to do with, and every day and talk of a month.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find_of_month(
        tx: &mut Tx,
        state: &'a AppState,
        person_id: &PersonId,
        language: &str,
        (now, month): (Timestamp, &MonthId),
    ) -> Result<Self, store::Error> {
        let more = tx.list_month_slots(month).await?;
        Self::gather(tx, state, person_id, language, (now, more)).await
    }

    /// `more` stands beside what the person has to do with.
    async fn gather(
        tx: &mut Tx,
        state: &'a AppState,
        person_id: &PersonId,
        language: &str,
        (now, more): (Timestamp, Vec<Slot>),
    ) -> Result<Self, store::Error> {
        let after = now.plus_s(-PAST_S);
        let mut slots = more;
        slots.extend(tx.list_own_slots(person_id, after).await?);
        slots.sort_by(|one, other| (one.span.from, &one.id).cmp(&(other.span.from, &other.id)));
        slots.dedup_by(|one, other| one.id == other.id);
        let bookings = tx.list_bookings(person_id, after).await?;
        let mut months = BTreeMap::new();
        for of in slots.iter().filter_map(|slot| slot.of_month.as_ref()) {
            if !months.contains_key(&of.month)
                && let Some(fact) = tx.find_month_fact(&of.month, person_id).await?
            {
                months.insert(of.month.clone(), fact);
            }
        }
        Ok(Self::new(state.library.workshops(language), slots, bookings, months, now))
    }

    /// `slots` by start, `bookings` of one person, the latest change first.
    fn new(
        workshops: &'a Workshops,
        mut slots: Vec<Slot>,
        bookings: Vec<Booking>,
        months: BTreeMap<MonthId, MonthFact>,
        now: Timestamp,
    ) -> Self {
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
        Self { workshops, slots, own, months, now }
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
        let own_open = |one: &Slot| self.status(&one.id).is_some_and(BookingStatus::is_open);
        let month = |one: &Slot| one.of_month.as_ref().map(|of| of.month.clone());
        let fits = |one: &&Slot| !own_open(one) && month(one) == month(slot) && self.asks(one).is_none();
        let others: Vec<SlotFact> = self.slots.iter().filter(fits).map(Slot::fact).collect();
        let found = alternatives(&slot.fact(), &others, &self.held(), self.now);
        found.iter().filter_map(|id| self.slot(id)).collect()
    }

    /// The days and talks of a month, by start.
    pub fn of_month(&self, month: &MonthId) -> impl Iterator<Item = (&OfMonth, SlotView)> {
        let parts = self.slots.iter().filter_map(|slot| Some((slot, slot.of_month.as_ref()?)));
        let parts = parts.filter(move |(_, of)| of.month == *month);
        parts.filter_map(|(slot, of)| Some((of, self.view(slot)?)))
    }

    /// The talks with a company, by start. A month has hundreds, and saying one costs more than finding it.
    pub fn talks_with(&self, company: &CompanyId) -> Vec<SlotView> {
        let with = |slot: &Slot| slot.of_month.as_ref().and_then(|of| of.company.as_ref()) == Some(company);
        self.slots.iter().filter(|slot| with(slot)).filter_map(|slot| self.view(slot)).collect()
    }

    /// What the month of a slot asks besides.
    fn asks(&self, slot: &Slot) -> Option<BookingRefusal> {
        let of = slot.of_month.as_ref()?;
        self.months.get(&of.month)?.refusal(of.part(), self.now)
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
        self.slots.iter().filter(|slot| self.is_booked(slot)).map(Slot::busy).collect()
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
            .find(|other| other.id != slot.id && self.is_booked(other) && other.busy().clashes(slot.busy()));
        Some(SlotView {
            id: slot.id.clone(),
            workshop: kind.id.clone(),
            title: title(kind, slot.label()),
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
            refusal: refusal_with(self.asks(slot), &slot.fact(), status, &self.held(), self.now).err(),
            clash: clash.and_then(|other| brief(self.workshops.kind(&other.workshop)?, other)),
            open_until: slot.span.from,
            of_month: slot.of_month.as_ref().and_then(|of| self.view_of_month(of, &slot.id)),
        })
    }

    fn view_of_month(&self, of: &OfMonth, id: &SlotId) -> Option<SlotOfMonth> {
        let fact = self.months.get(&of.month)?;
        let group = self.own.get(id).filter(|own| own.status == BookingStatus::Booked);
        Some(SlotOfMonth {
            month: of.month.clone(),
            company: of.company.clone(),
            opens_at: fact.opens_at,
            max_talks: fact.max_talks,
            group: group.and_then(|own| own.group).map(small),
        })
    }
}

/// The name of a workshop; of a part of a month with its label, which tells it from others.
pub fn title(kind: &Workshop, label: &str) -> String {
    if label.is_empty() { kind.title.clone() } else { format!("{} – {label}", kind.title) }
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
    Some(SlotBrief { id: slot.id.clone(), title: title(kind, slot.label()), when })
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
