//! What people are to be told: one line for each, in the transaction of what it tells about.

use crate::row::words;
use crate::{Error, Tx};
use domain::ids::{BookingId, PersonId};
use domain::time::Timestamp;
use sqlx::query;

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MessageKind {
    PlaceOffered,
    SlotCancelled,
    BookedForYou,
    ForumCancelled,
}

words! {
    MessageKind {
        PlaceOffered = "place-offered",
        SlotCancelled = "slot-cancelled",
        BookedForYou = "booked-for-you",
        ForumCancelled = "forum-cancelled",
    }
}

impl Tx {
    /// Writes a message about a booking; the same one twice is a broken promise of this crate.
    pub(super) async fn tell(
        &mut self,
        person_id: &PersonId,
        kind: MessageKind,
        booking: &BookingId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement =
            query("INSERT INTO outbox (person_id, kind, reference, created_at) VALUES ($1, $2, $3, $4)");
        let statement = statement.bind(person_id.as_str()).bind(kind.as_word());
        self.execute(statement.bind(booking.as_str()).bind(now.as_ms())).await.map(|_| ())
    }
}
