//! A place beyond the plan, for one person: a separate act that says who gave it, to whom and why (W3).

use super::seat::{NewBooking, Own, Seat};
use super::settle::Moment;
use crate::row::Words;
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, SlotId, StaffId};
use domain::messages::MessageKind;
use domain::workshops::{BookingRefusal, BookingStatus, SlotState, is_open};

impl Tx {
    /// Gives the person a place of a full workshop by adding one to it; groups and talks of a month have no more. They are told, and can refuse. One who is offered a
    /// place gets that one; one who has a place keeps it.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is no such person; [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn add_extra_seat(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
        booking: NewBooking,
        reason: &str,
        moment: Moment,
    ) -> Result<Seat, Error> {
        let slot = self.open_slot(slot_id, moment).await?.filter(|slot| slot.of_month.is_none());
        let Some(slot) = slot else { return Ok(Seat::NoSlot) };
        let own = self.find_own(slot_id, person_id).await?;
        match own.as_ref().map(|own| own.status) {
            Some(BookingStatus::Booked) => return Ok(Seat::Done),
            Some(BookingStatus::Offered) => {
                let booking =
                    own.as_ref().map_or(booking.clone(), |own| NewBooking { id: own.id.clone(), ..booking });
                return self.take(&slot, own, person_id, booking, moment.now).await;
            }
            _ => {}
        }
        if slot.state != SlotState::Published {
            return Ok(Seat::Refused(BookingRefusal::Cancelled));
        }
        if !is_open(slot.span, moment.now) {
            return Ok(Seat::Refused(BookingRefusal::Begun));
        }
        if slot.n_free() > 0 {
            return Ok(Seat::PlaceFree);
        }
        let held = self.lock_calendar(person_id, slot.span).await?;
        if held.iter().any(|held| held.clashes(slot.span)) {
            return Ok(Seat::Refused(BookingRefusal::Clash));
        }
        self.insert_extra(slot_id, person_id, own, booking, reason, moment).await.map(|()| Seat::Done)
    }

    /// One statement raises what the slot holds and takes it, so that the engine's own limit goes on holding.
    async fn insert_extra(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
        waiting: Option<Own>,
        booking: NewBooking,
        reason: &str,
        moment: Moment,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE slot SET capacity = capacity + 1, n_extra = n_extra + 1, n_booked = n_booked + 1,
                             n_waiting = n_waiting - $2, version = version + 1, changed_at = $3
             WHERE id = $1",
        );
        let statement = statement.bind(slot_id.as_str()).bind(i64::from(waiting.is_some()));
        self.execute(statement.bind(moment.now.as_ms())).await?;
        let booked_by = booking.booked_by.as_ref().map(StaffId::as_str);
        let id = match waiting {
            Some(waiting) => {
                let statement = query(
                    "UPDATE booking SET status = $2, booked_by = $3, extra_reason = $4, changed_at = $5 WHERE id = $1",
                );
                let statement = statement.bind(waiting.id.as_str()).bind(BookingStatus::Booked.as_word());
                let statement = statement.bind(booked_by).bind(reason);
                self.execute(statement.bind(moment.now.as_ms())).await?;
                waiting.id
            }
            None => {
                let statement = query(
                    "INSERT INTO booking (id, slot_id, person_id, status, booked_by, extra_reason, created_at, changed_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
                );
                let statement = statement.bind(booking.id.as_str()).bind(slot_id.as_str());
                let statement = statement.bind(person_id.as_str()).bind(BookingStatus::Booked.as_word());
                let statement = statement.bind(booked_by).bind(reason);
                self.execute(statement.bind(moment.now.as_ms())).await?;
                booking.id
            }
        };
        self.tell(person_id, MessageKind::BookedForYou, id.as_str(), moment.now).await
    }
}
