//! The waiting list: joining it, first come, first served, and who is on it.

use super::seat::Seat;
use super::settle::Moment;
use crate::row::{Found, Words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{BookingId, PersonId, SlotId};
use domain::time::Timestamp;
use domain::workshops::{BookingRefusal, BookingStatus, SlotState, is_open};

/// Someone who waits for a place, or is offered one. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Waiter {
    pub person_id: PersonId,
    pub first_name: String,
    pub last_name: String,
    /// Until when a place is held for them; `None` while they wait.
    pub offer_until: Option<Timestamp>,
}

impl core::fmt::Debug for Waiter {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Waiter({})", self.person_id)
    }
}

impl Tx {
    /// Those who are offered a place of a slot, then those who wait for one, in turn.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_waiters(&mut self, slot_id: &SlotId) -> Result<Vec<Waiter>, Error> {
        let statement = query(
            "SELECT b.person_id, p.first_name, p.last_name,
                    CASE WHEN b.status = 'offered' THEN b.offer_expires_at END AS offer_until
             FROM booking b JOIN person p ON p.id = b.person_id
             WHERE b.slot_id = $1 AND b.status IN ('offered', 'waiting')
             ORDER BY CASE WHEN b.status = 'offered' THEN 0 ELSE 1 END, b.turn",
        );
        let rows = self.fetch_all(statement.bind(slot_id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "booking", "person_id");
            Ok(Waiter {
                person_id: found.parsed("person_id")?,
                first_name: found.text("first_name")?,
                last_name: found.text("last_name")?,
                offer_until: found.instant_or_none("offer_until")?,
            })
        };
        rows.iter().map(read).collect()
    }

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
