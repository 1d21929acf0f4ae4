//! Taking a place and giving it back.

use super::Slot;
use super::settle::Moment;
use crate::row::{Found, Words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{BookingId, PersonId, ReasonId, SlotId, StaffId};
use domain::messages::MessageKind;
use domain::time::Timestamp;
use domain::workshops::{BookingRefusal, BookingStatus, Span, is_open, refusal_with};

/// A booking that may come to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBooking {
    /// Never used before.
    pub id: BookingId,
    /// Who of the staff books it for the person.
    pub booked_by: Option<StaffId>,
}

/// What became of a wish about a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// It is so now, or was so before.
    Done,
    Refused(BookingRefusal),
    /// There is no offer to answer: it has expired, or was answered otherwise.
    NoOffer,
    /// Nobody needs to wait: a place is free.
    PlaceFree,
    /// No such slot, or people may not see it.
    NoSlot,
}

/// The one open booking of a person and a slot.
pub(super) struct Own {
    pub id: BookingId,
    pub status: BookingStatus,
    /// Whether its place was added for this person.
    pub is_extra: bool,
}

impl Tx {
    /// Takes a place: a free one, or the one that is offered to the person.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is no such person; [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn take_seat(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
        booking: NewBooking,
        moment: Moment,
    ) -> Result<Seat, Error> {
        let Some(slot) = self.open_slot(slot_id, moment).await? else { return Ok(Seat::NoSlot) };
        let own = self.find_own(slot_id, person_id).await?;
        self.take(&slot, own, person_id, booking, moment.now).await
    }

    /// Takes the place that is offered to the person. One who has it already keeps it.
    ///
    /// # Errors
    /// As [`Tx::take_seat`].
    pub async fn accept_offer(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
        moment: Moment,
    ) -> Result<Seat, Error> {
        let Some(slot) = self.open_slot(slot_id, moment).await? else { return Ok(Seat::NoSlot) };
        let own = self.find_own(slot_id, person_id).await?;
        let own = own.filter(|own| own.status != BookingStatus::Waiting);
        let Some(own) = own else { return Ok(Seat::NoOffer) };
        let booking = NewBooking { id: own.id.clone(), booked_by: None };
        self.take(&slot, Some(own), person_id, booking, moment.now).await
    }

    pub(super) async fn take(
        &mut self,
        slot: &Slot,
        own: Option<Own>,
        person_id: &PersonId,
        booking: NewBooking,
        now: Timestamp,
    ) -> Result<Seat, Error> {
        let status = own.as_ref().map(|own| own.status);
        let (held, asks) = match status {
            Some(BookingStatus::Booked) => (Vec::new(), None),
            _ => {
                let held = self.lock_calendar(person_id, slot.busy()).await?;
                (held, self.month_refusal(slot, person_id, now).await?)
            }
        };
        if let Err(refusal) = refusal_with(asks, &slot.fact(), status, &held, now) {
            return Ok(Seat::Refused(refusal));
        }
        match own {
            Some(own) if own.status == BookingStatus::Booked => return Ok(Seat::Done),
            Some(own) => {
                self.take_offered(slot, &own.id, booking.booked_by.as_ref(), now).await?;
                self.join_group(slot, &own.id).await?;
            }
            None => {
                if !self.take_free(slot, person_id, &booking, now).await? {
                    return Ok(Seat::Refused(BookingRefusal::Full));
                }
                self.join_group(slot, &booking.id).await?;
            }
        }
        if booking.booked_by.is_some() {
            self.tell(person_id, MessageKind::BookedForYou, booking.id.as_str(), now).await?;
        }
        Ok(Seat::Done)
    }

    /// The one statement that counts a free place and takes it (T1).
    async fn take_free(
        &mut self,
        slot: &Slot,
        person_id: &PersonId,
        booking: &NewBooking,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE slot SET n_booked = n_booked + 1
             WHERE id = $1 AND state = 'published' AND n_waiting = 0 AND n_booked + n_held < capacity",
        );
        if self.execute(statement.bind(slot.id.as_str())).await? == 0 {
            return Ok(false);
        }
        let statement = query(
            "INSERT INTO booking (id, slot_id, person_id, status, booked_by, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6)",
        );
        let statement = statement.bind(booking.id.as_str()).bind(slot.id.as_str()).bind(person_id.as_str());
        let statement = statement.bind(BookingStatus::Booked.as_word());
        let statement = statement.bind(booking.booked_by.as_ref().map(StaffId::as_str));
        self.execute(statement.bind(now.as_ms())).await?;
        Ok(true)
    }

    async fn take_offered(
        &mut self,
        slot: &Slot,
        id: &BookingId,
        booked_by: Option<&StaffId>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement =
            query("UPDATE booking SET status = $2, booked_by = $3, changed_at = $4 WHERE id = $1");
        let statement = statement.bind(id.as_str()).bind(BookingStatus::Booked.as_word());
        self.execute(statement.bind(booked_by.map(StaffId::as_str)).bind(now.as_ms())).await?;
        let statement = query("UPDATE slot SET n_booked = n_booked + 1, n_held = n_held - 1 WHERE id = $1");
        self.execute(statement.bind(slot.id.as_str())).await.map(|_| ())
    }

    /// Gives back a place that is booked; the next in turn is offered it in the same breath. Nothing to give back is
    /// no error: it is as the person wants.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn cancel_booking(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
        reason: Option<&ReasonId>,
        moment: Moment,
    ) -> Result<Seat, Error> {
        self.give_back(slot_id, person_id, BookingStatus::Booked, reason, moment).await
    }

    /// Says no to the place that is offered; the next in turn is offered it.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn decline_offer(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
        moment: Moment,
    ) -> Result<Seat, Error> {
        self.give_back(slot_id, person_id, BookingStatus::Offered, None, moment).await
    }

    /// Leaves the waiting list.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn leave_waitlist(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
        moment: Moment,
    ) -> Result<Seat, Error> {
        self.give_back(slot_id, person_id, BookingStatus::Waiting, None, moment).await
    }

    pub(super) async fn give_back(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
        status: BookingStatus,
        reason: Option<&ReasonId>,
        moment: Moment,
    ) -> Result<Seat, Error> {
        let Some(mut slot) = self.open_slot(slot_id, moment).await? else { return Ok(Seat::NoSlot) };
        let own = self.find_own(slot_id, person_id).await?;
        let Some(own) = own.filter(|own| own.status == status) else { return Ok(Seat::Done) };
        if !is_open(slot.span, moment.now) {
            return Ok(Seat::Refused(BookingRefusal::Begun));
        }
        let statement = query("UPDATE booking SET status = $2, reason = $3, changed_at = $4 WHERE id = $1");
        let statement = statement.bind(own.id.as_str()).bind(BookingStatus::CancelledByMe.as_word());
        self.execute(statement.bind(reason.map(ReasonId::as_str)).bind(moment.now.as_ms())).await?;
        // A place that was added for someone goes with them.
        if own.is_extra && status == BookingStatus::Booked {
            let statement = query(
                "UPDATE slot SET n_booked = n_booked - 1, capacity = capacity - 1, n_extra = n_extra - 1 WHERE id = $1",
            );
            self.execute(statement.bind(slot_id.as_str())).await?;
            return Ok(Seat::Done);
        }
        let (count, statement) = match status {
            BookingStatus::Booked => {
                (&mut slot.n_booked, "UPDATE slot SET n_booked = n_booked - 1 WHERE id = $1")
            }
            BookingStatus::Offered => (&mut slot.n_held, "UPDATE slot SET n_held = n_held - 1 WHERE id = $1"),
            _ => (&mut slot.n_waiting, "UPDATE slot SET n_waiting = n_waiting - 1 WHERE id = $1"),
        };
        *count -= 1;
        self.execute(query(statement).bind(slot_id.as_str())).await?;
        self.offer_free_places(&mut slot, moment).await?;
        Ok(Seat::Done)
    }

    /// What the person has to do with a locked slot.
    pub(super) async fn find_own(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
    ) -> Result<Option<Own>, Error> {
        let statement = query(
            "SELECT id, status, extra_reason FROM booking
             WHERE slot_id = $1 AND person_id = $2 AND status IN ('booked', 'waiting', 'offered')",
        );
        let row = self.fetch_optional(statement.bind(slot_id.as_str()).bind(person_id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "booking", "id");
            let is_extra = found.text_or_none("extra_reason")?.is_some();
            Ok(Own { id: found.parsed("id")?, status: found.word("status")?, is_extra })
        };
        row.as_ref().map(read).transpose()
    }

    /// What the person is expected at during `span`; nobody else makes them a commitment until this transaction ends.
    pub(super) async fn lock_calendar(
        &mut self,
        person_id: &PersonId,
        span: Span,
    ) -> Result<Vec<Span>, Error> {
        if self.has_company() {
            let statement = query("UPDATE person SET calendar_version = calendar_version + 1 WHERE id = $1");
            self.execute(statement.bind(person_id.as_str())).await?;
        }
        let statement = query(
            "SELECT s.id, s.starts_at, s.ends_at + s.break_min * 60000 AS busy_until
             FROM booking b JOIN slot s ON s.id = b.slot_id
             WHERE b.person_id = $1 AND b.status = 'booked' AND s.starts_at < $3
               AND s.ends_at + s.break_min * 60000 > $2",
        );
        let statement = statement.bind(person_id.as_str()).bind(span.from.as_ms()).bind(span.to.as_ms());
        let rows = self.fetch_all(statement).await?;
        let read = |row| {
            let found = Found::new(row, "slot", "id");
            Ok(Span { from: found.instant("starts_at")?, to: found.instant("busy_until")? })
        };
        rows.iter().map(read).collect()
    }
}
