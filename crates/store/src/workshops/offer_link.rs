//! Answering an offer by the link of its message, without signing in: this one booking and nothing else (W5).

use super::seat::{NewBooking, Seat};
use super::settle::Moment;
use crate::row::{Found, Words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{BookingId, PersonId, ReferenceId, SlotId};
use domain::messages::Occasion;
use domain::workshops::BookingStatus;

/// The offer that a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedOffer {
    pub booking_id: BookingId,
    pub slot_id: SlotId,
    pub person_id: PersonId,
    pub occasion: Occasion,
}

/// What the person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferAnswer {
    Accept,
    Decline,
}

impl Tx {
    /// Lets the link with this hash answer the offer of a booking. Nothing happens to a booking that is not an offer.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn keep_offer_link(&mut self, booking: &ReferenceId, link_hash: &str) -> Result<(), Error> {
        let statement = query("UPDATE booking SET link_hash = $2 WHERE id = $1 AND status = $3");
        let statement = statement.bind(booking.as_str()).bind(link_hash);
        self.execute(statement.bind(BookingStatus::Offered.as_word())).await.map(|_| ())
    }

    /// The offer of a link, whatever has become of it. `None` when there never was such a link.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_offer_by_link(&mut self, link_hash: &str) -> Result<Option<LinkedOffer>, Error> {
        let statement = query(
            "SELECT b.id, b.slot_id, b.person_id, b.status, b.offer_expires_at, s.starts_at
             FROM booking b JOIN slot s ON s.id = b.slot_id WHERE b.link_hash = $1",
        );
        let row = self.fetch_optional(statement.bind(link_hash)).await?;
        let read = |row| {
            let found = Found::new(row, "booking", "id");
            let occasion = Occasion {
                status: found.word("status")?,
                starts_at: found.instant("starts_at")?,
                offer_until: found.instant_or_none("offer_expires_at")?,
            };
            let (booking_id, slot_id) = (found.parsed("id")?, found.parsed("slot_id")?);
            Ok(LinkedOffer { booking_id, slot_id, person_id: found.parsed("person_id")?, occasion })
        };
        row.as_ref().map(read).transpose()
    }

    /// Answers the offer of a link. An answer that was given already stays; a link never answers another offer of the same
    /// slot, which the person may have got since.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn answer_offer_by_link(
        &mut self,
        link_hash: &str,
        answer: OfferAnswer,
        moment: Moment,
    ) -> Result<Seat, Error> {
        let Some(offer) = self.find_offer_by_link(link_hash).await? else { return Ok(Seat::NoSlot) };
        let (slot_id, person_id) = (&offer.slot_id, &offer.person_id);
        let Some(slot) = self.open_slot(slot_id, moment).await? else { return Ok(Seat::NoSlot) };
        let own = self.find_own(slot_id, person_id).await?.filter(|own| own.id == offer.booking_id);
        match (own, answer) {
            (Some(own), OfferAnswer::Accept) => {
                let booking = NewBooking { id: own.id.clone(), booked_by: None };
                self.take(&slot, Some(own), person_id, booking, moment.now).await
            }
            (Some(_), OfferAnswer::Decline) => {
                self.give_back(slot_id, person_id, BookingStatus::Offered, None, moment).await
            }
            (None, _) => Ok(Seat::NoOffer),
        }
    }
}
