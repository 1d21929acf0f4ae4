//! Joining the waiting list: first come, first served.

use super::seat::Seat;
use super::settle::Moment;
use crate::row::{Found, Words};
use crate::{Error, Tx};
use domain::ids::{BookingId, PersonId, SlotId};
use domain::workshops::{BookingRefusal, BookingStatus, SlotState, is_open};
use sqlx::query;

impl Tx {
    /// Puts the person at the end of the waiting list of a full slot. One who waits, is offered a place or has one
    /// keeps it so.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is no such person; [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn join_waitlist(
        &mut self,
        slot_id: &SlotId,
        person_id: &PersonId,
        booking_id: &BookingId,
        moment: Moment,
    ) -> Result<Seat, Error> {
        let Some(slot) = self.open_slot(slot_id, moment).await? else { return Ok(Seat::NoSlot) };
        if slot.state != SlotState::Published {
            return Ok(Seat::Refused(BookingRefusal::Cancelled));
        }
        if !is_open(slot.span, moment.now) {
            return Ok(Seat::Refused(BookingRefusal::Begun));
        }
        if self.find_own(slot_id, person_id).await?.is_some() {
            return Ok(Seat::Done);
        }
        if let Some(refusal) = self.month_refusal(&slot, person_id, moment.now).await? {
            return Ok(Seat::Refused(refusal));
        }
        if slot.n_free() > 0 {
            return Ok(Seat::PlaceFree);
        }
        let statement = query(
            "UPDATE slot SET n_waiting = n_waiting + 1, next_turn = next_turn + 1 WHERE id = $1
             RETURNING id, next_turn",
        );
        let row = self.fetch_one(statement.bind(slot_id.as_str())).await?;
        let turn = Found::new(&row, "slot", "id").int("next_turn")? - 1;
        let statement = query(
            "INSERT INTO booking (id, slot_id, person_id, status, turn, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6)",
        );
        let statement = statement.bind(booking_id.as_str()).bind(slot_id.as_str()).bind(person_id.as_str());
        let statement = statement.bind(BookingStatus::Waiting.as_word()).bind(turn);
        self.execute(statement.bind(moment.now.as_ms())).await?;
        Ok(Seat::Done)
    }
}
