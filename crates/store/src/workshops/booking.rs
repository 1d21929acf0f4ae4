//! What people have to do with slots, read back.

use crate::row::{Found, Row};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{BookingId, PersonId, ReasonId, SlotId};
use domain::time::Timestamp;
use domain::workshops::BookingStatus;

/// A booking of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    pub id: BookingId,
    pub slot_id: SlotId,
    pub status: BookingStatus,
    /// 1 for who is next; only while waiting.
    pub rank: Option<u64>,
    /// Until when the place is or was held.
    pub offer_expires_at: Option<Timestamp>,
    pub reason: Option<ReasonId>,
    /// Name of who of the staff booked it for the person.
    pub booked_by: Option<String>,
    /// Of a preparation day: 1 for the first.
    pub group: Option<u64>,
    pub changed_at: Timestamp,
}

impl Tx {
    /// Everything that a person has or had to do with slots that end after an instant, what is open first, then
    /// the latest change.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_bookings(
        &mut self,
        person_id: &PersonId,
        after: Timestamp,
    ) -> Result<Vec<Booking>, Error> {
        let statement = query(
            "SELECT b.id, b.slot_id, b.status, b.offer_expires_at, b.reason, b.group_no, b.changed_at, f.display_name AS booked_by,
                    CASE WHEN b.status = 'waiting' THEN
                        (SELECT COUNT(*) + 1 FROM booking w
                         WHERE w.slot_id = b.slot_id AND w.status = 'waiting' AND w.turn < b.turn)
                    END AS rank
             FROM booking b JOIN slot s ON s.id = b.slot_id LEFT JOIN staff f ON f.id = b.booked_by
             WHERE b.person_id = $1 AND s.ends_at > $2
             ORDER BY CASE WHEN b.status IN ('booked', 'waiting', 'offered') THEN 0 ELSE 1 END,
                      b.changed_at DESC, b.created_at DESC, b.id",
        );
        let statement = statement.bind(person_id.as_str()).bind(after.as_ms());
        self.fetch_all(statement).await?.iter().map(read_booking).collect()
    }
}

fn read_booking(row: &Row) -> Result<Booking, Error> {
    let found = Found::new(row, "booking", "id");
    let rank = found.int_or_none("rank")?.map(u64::try_from).transpose();
    let group = found.int_or_none("group_no")?.map(u64::try_from).transpose();
    Ok(Booking {
        id: found.parsed("id")?,
        slot_id: found.parsed("slot_id")?,
        status: found.word("status")?,
        rank: rank.map_err(|_| found.inconsistent("rank"))?,
        offer_expires_at: found.instant_or_none("offer_expires_at")?,
        reason: found.parsed_or_none("reason")?,
        booked_by: found.text_or_none("booked_by")?,
        group: group.map_err(|_| found.inconsistent("group_no"))?,
        changed_at: found.instant("changed_at")?,
    })
}
