//! Reminders of what is booked: a line for each booking and kind, once, whoever sweeps (W8).

use crate::row::{Found, Words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::SlotId;
use domain::messages::MessageKind;
use domain::time::Timestamp;
use domain::workshops::{Span, Zone};

impl Tx {
    /// The published slots that start after `from` and until `to` and for which someone has a place.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_slots_to_remind_of(
        &mut self,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<(SlotId, Span, Zone)>, Error> {
        let statement = query(
            "SELECT id, starts_at, ends_at, zone FROM slot
             WHERE starts_at > $1 AND starts_at <= $2 AND state = 'published' AND n_booked > 0
             ORDER BY starts_at, id",
        );
        let read = |row| {
            let found = Found::new(row, "slot", "id");
            let span = Span { from: found.instant("starts_at")?, to: found.instant("ends_at")? };
            Ok((found.parsed("id")?, span, found.parsed("zone")?))
        };
        self.fetch_all(statement.bind(from.as_ms()).bind(to.as_ms())).await?.iter().map(read).collect()
    }

    /// Writes the reminder of this kind, due at `due_at`, for everyone who has had a place of the slot since before that
    /// and has no such reminder yet. Answers how many there were.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn remind(
        &mut self,
        slot_id: &SlotId,
        kind: MessageKind,
        due_at: Timestamp,
        now: Timestamp,
    ) -> Result<u64, Error> {
        let statement = query(
            "INSERT INTO outbox (person_id, kind, reference, created_at)
             SELECT person_id, $2, id, $4 FROM booking
             WHERE slot_id = $1 AND status = 'booked' AND changed_at < $3
             ON CONFLICT (kind, reference) DO NOTHING",
        );
        let statement = statement.bind(slot_id.as_str()).bind(kind.as_word());
        self.execute(statement.bind(due_at.as_ms()).bind(now.as_ms())).await
    }
}
