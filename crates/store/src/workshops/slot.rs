//! Slots, as staff make and change them.

use super::settle::Moment;
use crate::row::{Words, as_bigint};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{CompanyId, MonthId, SlotId, StaffId, VenueId, WorkshopId};
use domain::messages::MessageKind;
use domain::programme::Part;
use domain::time::Timestamp;
use domain::workshops::{BookingStatus, SlotFact, SlotState, Span, Zone, is_open};

/// A slot with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub id: SlotId,
    pub workshop: WorkshopId,
    pub venue: VenueId,
    pub zone: Zone,
    pub span: Span,
    pub capacity: u64,
    /// How many of `capacity` were added for one person each.
    pub n_extra: u64,
    /// Places that are booked, also when it is noted since who came.
    pub n_booked: u64,
    /// Places that are offered to someone.
    pub n_held: u64,
    pub n_waiting: u64,
    /// Whether children can be looked after.
    pub childcare: bool,
    pub state: SlotState,
    /// What those who had a place are told of a cancelled slot.
    pub message: Option<String>,
    /// When it is a part of a month: `None` for a workshop.
    pub of_month: Option<OfMonth>,
    pub version: u64,
}

/// What a slot is of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfMonth {
    pub month: MonthId,
    /// With whom it is a talk; without, it is a preparation day.
    pub company: Option<CompanyId>,
    /// What tells it from others of its kind: the theme of the month, the name of the company.
    pub label: String,
    /// Minutes after it during which one is not expected elsewhere either.
    pub break_min: u64,
    /// Groups that turn through workshops.
    pub n_groups: u64,
}

impl OfMonth {
    pub const fn part(&self) -> Part {
        if self.company.is_some() { Part::Talk } else { Part::Preparation }
    }
}

/// What staff may set of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotChange {
    pub workshop: WorkshopId,
    pub venue: VenueId,
    pub zone: Zone,
    pub span: Span,
    pub capacity: u64,
    pub childcare: bool,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotChanged {
    Done,
    NoSlot,
    /// Changed since that version was read.
    Stale,
    /// People count on it: only capacity and childcare of a published slot can change, nothing of a cancelled
    /// one or of one that is a part of a month.
    Fixed,
    /// So many places are booked or offered. Nobody loses theirs.
    BelowTaken {
        n_taken: u64,
    },
    /// It has begun.
    Begun,
}

impl Slot {
    /// A draft for which nobody has a place.
    pub fn draft(id: SlotId, change: SlotChange) -> Self {
        let SlotChange { workshop, venue, zone, span, capacity, childcare } = change;
        let (n_extra, n_booked, n_held, n_waiting) = (0, 0, 0, 0);
        let (state, message, version) = (SlotState::Draft, None, 1);
        let of_month = None;
        Self {
            id,
            workshop,
            venue,
            zone,
            span,
            capacity,
            n_extra,
            n_booked,
            n_held,
            n_waiting,
            childcare,
            state,
            message,
            of_month,
            version,
        }
    }

    /// Places that are booked or offered.
    pub fn n_taken(&self) -> u64 {
        self.n_booked + self.n_held
    }

    /// Places that anyone may take: none while someone is waiting.
    pub fn n_free(&self) -> u64 {
        if self.n_waiting > 0 { 0 } else { self.capacity.saturating_sub(self.n_taken()) }
    }

    /// When whoever has a place is expected nowhere else: the slot, and the break after it.
    pub fn busy(&self) -> Span {
        let break_min = self.of_month.as_ref().map_or(0, |of| of.break_min);
        Span { to: self.span.to.plus_s(as_bigint(break_min) * 60), ..self.span }
    }

    /// What tells it from others of its kind; nothing for a workshop.
    pub fn label(&self) -> &str {
        self.of_month.as_ref().map_or("", |of| &of.label)
    }

    /// What the rules need to know of it.
    pub fn fact(&self) -> SlotFact {
        SlotFact {
            id: self.id.clone(),
            workshop: self.workshop.clone(),
            span: self.busy(),
            state: self.state,
            n_free: u32::try_from(self.n_free()).unwrap_or(u32::MAX),
        }
    }
}

impl Tx {
    /// Keeps a new slot.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is taken or there is no such member of staff.
    pub async fn insert_slot(&mut self, slot: &Slot, by: &StaffId, now: Timestamp) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO slot (id, workshop, venue, zone, starts_at, ends_at, capacity, n_booked, n_held, n_waiting,
                               next_turn, childcare, state, message, version, made_by, made_at, changed_at,
                               month_id, company_id, label, break_min, n_groups)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 1, $8, $9, NULL, 1, $10, $11, $11, $12, $13, $14, $15, $16)",
        )
        .bind(slot.id.as_str())
        .bind(slot.workshop.as_str())
        .bind(slot.venue.as_str())
        .bind(slot.zone.as_str())
        .bind(slot.span.from.as_ms())
        .bind(slot.span.to.as_ms())
        .bind(as_bigint(slot.capacity))
        .bind(i64::from(slot.childcare))
        .bind(slot.state.as_word())
        .bind(by.as_str())
        .bind(now.as_ms());
        let of = slot.of_month.as_ref();
        let statement = statement
            .bind(of.map(|of| of.month.as_str().to_owned()))
            .bind(of.and_then(|of| of.company.as_ref()).map(|id| id.as_str().to_owned()))
            .bind(of.map_or_else(String::new, |of| of.label.clone()))
            .bind(of.map_or(0, |of| as_bigint(of.break_min)))
            .bind(of.map_or(0, |of| as_bigint(of.n_groups)));
        self.execute(statement).await.map(|_| ())
    }

    /// Lets people see a draft. What is published already stays as it is.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn publish_slot(&mut self, id: &SlotId, now: Timestamp) -> Result<SlotChanged, Error> {
        let Some(slot) = self.lock_slot(id).await? else { return Ok(SlotChanged::NoSlot) };
        match slot.state {
            // It is published with its month.
            _ if slot.of_month.is_some() => return Ok(SlotChanged::Fixed),
            SlotState::Published => return Ok(SlotChanged::Done),
            SlotState::Cancelled => return Ok(SlotChanged::Fixed),
            SlotState::Draft if !is_open(slot.span, now) => return Ok(SlotChanged::Begun),
            SlotState::Draft => {}
        }
        let statement = query(
            "UPDATE slot SET state = 'published', version = version + 1, changed_at = $2 WHERE id = $1",
        );
        self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await?;
        Ok(SlotChanged::Done)
    }

    /// Removes a draft, which nobody has seen. What was published is cancelled instead; a part of a month goes with it.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn remove_draft(&mut self, id: &SlotId) -> Result<SlotChanged, Error> {
        let Some(slot) = self.lock_slot(id).await? else { return Ok(SlotChanged::NoSlot) };
        if slot.state != SlotState::Draft || slot.of_month.is_some() {
            return Ok(SlotChanged::Fixed);
        }
        self.execute(query("DELETE FROM slot WHERE id = $1").bind(id.as_str())).await?;
        Ok(SlotChanged::Done)
    }

    /// Changes a slot that is still at `version`. Places that more capacity brings go to those who wait.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn change_slot(
        &mut self,
        id: &SlotId,
        version: u64,
        change: &SlotChange,
        moment: Moment,
    ) -> Result<SlotChanged, Error> {
        let Some(mut slot) = self.lock_slot(id).await? else { return Ok(SlotChanged::NoSlot) };
        if slot.version != version {
            return Ok(SlotChanged::Stale);
        }
        let is_moved =
            (&slot.workshop, &slot.venue, slot.span) != (&change.workshop, &change.venue, change.span);
        let is_cancelled = slot.state == SlotState::Cancelled;
        if slot.of_month.is_some() || is_cancelled || (slot.state == SlotState::Published && is_moved) {
            return Ok(SlotChanged::Fixed);
        }
        if !is_open(slot.span, moment.now) && slot.state == SlotState::Published {
            return Ok(SlotChanged::Begun);
        }
        let statement = query(
            "UPDATE slot SET workshop = $2, venue = $3, zone = $4, starts_at = $5, ends_at = $6, childcare = $7
             WHERE id = $1",
        )
        .bind(id.as_str())
        .bind(change.workshop.as_str())
        .bind(change.venue.as_str())
        .bind(change.zone.as_str())
        .bind(change.span.from.as_ms())
        .bind(change.span.to.as_ms())
        .bind(i64::from(change.childcare));
        self.expire_offers(&mut slot, moment.now).await?;
        if change.capacity < slot.n_taken() {
            return Ok(SlotChanged::BelowTaken { n_taken: slot.n_taken() });
        }
        self.execute(statement).await?;
        self.resize_slot(&mut slot, change.capacity, moment).await?;
        Ok(SlotChanged::Done)
    }

    /// Gives a locked slot another capacity, no lower than what is taken. Places that come with it go to those who wait.
    pub(crate) async fn resize_slot(
        &mut self,
        slot: &mut Slot,
        capacity: u64,
        moment: Moment,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE slot SET capacity = $2, version = version + 1, changed_at = $3
             WHERE id = $1 AND n_booked + n_held <= $2",
        );
        let statement = statement.bind(slot.id.as_str()).bind(as_bigint(capacity));
        self.execute(statement.bind(moment.now.as_ms())).await?;
        slot.capacity = capacity;
        self.offer_free_places(slot, moment).await.map(|_| ())
    }

    /// Cancels a slot and tells all who have a place or wait for one. One that is cancelled already keeps its message.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn cancel_slot(
        &mut self,
        id: &SlotId,
        message: &str,
        now: Timestamp,
    ) -> Result<SlotChanged, Error> {
        let Some(slot) = self.lock_slot(id).await? else { return Ok(SlotChanged::NoSlot) };
        if slot.state == SlotState::Cancelled {
            return Ok(SlotChanged::Done);
        }
        if !is_open(slot.span, now) && slot.state == SlotState::Published {
            return Ok(SlotChanged::Begun);
        }
        let statement = query(
            "INSERT INTO outbox (person_id, kind, reference, created_at)
             SELECT person_id, $2, id, $3 FROM booking
             WHERE slot_id = $1 AND status IN ('booked', 'waiting', 'offered')",
        );
        let statement = statement.bind(id.as_str()).bind(MessageKind::SlotCancelled.as_word());
        self.execute(statement.bind(now.as_ms())).await?;
        let statement = query(
            "UPDATE booking SET status = $2, changed_at = $3
             WHERE slot_id = $1 AND status IN ('booked', 'waiting', 'offered')",
        );
        let statement = statement.bind(id.as_str()).bind(BookingStatus::CancelledByService.as_word());
        self.execute(statement.bind(now.as_ms())).await?;
        let statement = query(
            "UPDATE slot SET state = 'cancelled', message = $2, n_booked = 0, n_held = 0, n_waiting = 0,
                             version = version + 1, changed_at = $3
             WHERE id = $1",
        );
        self.execute(statement.bind(id.as_str()).bind(message).bind(now.as_ms())).await?;
        Ok(SlotChanged::Done)
    }
}
