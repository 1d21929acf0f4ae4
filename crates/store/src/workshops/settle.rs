//! Offers that have expired go to the next in turn, at the latest when the sweep comes by.

use super::Slot;
use crate::row::{Found, Words, as_bigint};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{BookingId, PersonId, SlotId};
use domain::messages::MessageKind;
use domain::time::Timestamp;
use domain::workshops::{BookingStatus, OfferTerms, SlotState, is_open};

/// When something happens, and how long an offer stands that is made then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub now: Timestamp,
    pub terms: OfferTerms,
}

impl Tx {
    /// Slots with an offer that has expired, a free place beside someone who waits, or someone who waits for what has
    /// begun; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_unsettled_slots(&mut self, now: Timestamp, limit: u32) -> Result<Vec<SlotId>, Error> {
        let statement = query(
            "SELECT id FROM slot
             WHERE (n_waiting > 0 OR n_held > 0) AND state = 'published'
               AND (n_waiting > 0 AND (starts_at <= $1 OR n_booked + n_held < capacity)
                    OR EXISTS (SELECT 1 FROM booking
                               WHERE slot_id = slot.id AND status = 'offered' AND offer_expires_at <= $1))
             ORDER BY starts_at, id LIMIT $2",
        );
        let rows = self.fetch_all(statement.bind(now.as_ms()).bind(i64::from(limit))).await?;
        rows.iter().map(|row| Found::new(row, "slot", "id").parsed("id")).collect()
    }

    /// Ends what has expired and offers what is free, in turn. Two instances may do this at once: the second finds
    /// nothing to do. Answers how many places were offered.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn settle_slot(&mut self, id: &SlotId, moment: Moment) -> Result<u64, Error> {
        let Some(mut slot) = self.lock_slot(id).await? else { return Ok(0) };
        self.expire_offers(&mut slot, moment.now).await?;
        self.offer_free_places(&mut slot, moment).await
    }

    /// The published slot, locked, as it is once everything that was due is done. `None` when people may not see it.
    pub(super) async fn open_slot(&mut self, id: &SlotId, moment: Moment) -> Result<Option<Slot>, Error> {
        let Some(mut slot) = self.lock_slot(id).await? else { return Ok(None) };
        match slot.state {
            SlotState::Draft => return Ok(None),
            SlotState::Cancelled => return Ok(Some(slot)),
            SlotState::Published => {}
        }
        self.expire_offers(&mut slot, moment.now).await?;
        self.offer_free_places(&mut slot, moment).await?;
        Ok(Some(slot))
    }

    /// Ends the offers of a locked slot that were not answered in time.
    pub(crate) async fn expire_offers(&mut self, slot: &mut Slot, now: Timestamp) -> Result<(), Error> {
        if slot.n_held == 0 {
            return Ok(());
        }
        let statement = query(
            "UPDATE booking SET status = $3, changed_at = $2
             WHERE slot_id = $1 AND status = 'offered' AND offer_expires_at <= $2",
        );
        let statement = statement.bind(slot.id.as_str()).bind(now.as_ms());
        let n_expired = self.execute(statement.bind(BookingStatus::Expired.as_word())).await?;
        if n_expired > 0 {
            slot.n_held -= n_expired;
            let statement = query("UPDATE slot SET n_held = n_held - $2 WHERE id = $1");
            self.execute(statement.bind(slot.id.as_str()).bind(as_bigint(n_expired))).await?;
        }
        Ok(())
    }

    /// Offers each free place of a locked slot to whoever has waited longest. Once it has begun, the list is over.
    pub(super) async fn offer_free_places(&mut self, slot: &mut Slot, moment: Moment) -> Result<u64, Error> {
        if slot.state != SlotState::Published || slot.n_waiting == 0 {
            return Ok(0);
        }
        if !is_open(slot.span, moment.now) {
            return self.end_list(slot, moment.now).await.map(|()| 0);
        }
        let mut n_offered = 0;
        while slot.n_waiting > 0 && slot.n_taken() < slot.capacity {
            self.offer_to_next(slot, moment).await?;
            n_offered += 1;
        }
        Ok(n_offered)
    }

    async fn offer_to_next(&mut self, slot: &mut Slot, moment: Moment) -> Result<(), Error> {
        let statement = query(
            "SELECT id, person_id FROM booking WHERE slot_id = $1 AND status = 'waiting' ORDER BY turn LIMIT 1",
        );
        let row = self.fetch_one(statement.bind(slot.id.as_str())).await?;
        let found = Found::new(&row, "booking", "id");
        let (id, person_id): (BookingId, PersonId) = (found.parsed("id")?, found.parsed("person_id")?);
        let statement = query(
            "UPDATE slot SET n_held = n_held + 1, n_waiting = n_waiting - 1
             WHERE id = $1 AND n_booked + n_held < capacity",
        );
        self.execute(statement.bind(slot.id.as_str())).await?;
        let statement = query(
            "UPDATE booking SET status = $2, offered_at = $3, offer_expires_at = $4, changed_at = $3 WHERE id = $1",
        );
        let until = moment.terms.expires_at(moment.now, slot.span.from);
        let statement = statement.bind(id.as_str()).bind(BookingStatus::Offered.as_word());
        self.execute(statement.bind(moment.now.as_ms()).bind(until.as_ms())).await?;
        slot.n_held += 1;
        slot.n_waiting -= 1;
        self.tell(&person_id, MessageKind::PlaceOffered, id.as_str(), moment.now).await
    }

    async fn end_list(&mut self, slot: &mut Slot, now: Timestamp) -> Result<(), Error> {
        let statement = query(
            "UPDATE booking SET status = $3, changed_at = $2 WHERE slot_id = $1 AND status = 'waiting'",
        );
        let statement = statement.bind(slot.id.as_str()).bind(now.as_ms());
        self.execute(statement.bind(BookingStatus::Expired.as_word())).await?;
        let statement = query("UPDATE slot SET n_waiting = 0 WHERE id = $1");
        self.execute(statement.bind(slot.id.as_str())).await?;
        slot.n_waiting = 0;
        Ok(())
    }
}
