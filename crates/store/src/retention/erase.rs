//! Erasing a person: their ways in, the places they hold, then everything.

use crate::retention::Resting;
use crate::row::Found;
use crate::statement::query;
use crate::workshops::Moment;
use crate::{Error, Owner, Tx};
use domain::ids::{ForumId, PersonId, SlotId};
use domain::retention::{ErasureReason, Periods, Retention};
use domain::time::Timestamp;

/// That someone was erased; nothing of who it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    pub at: Timestamp,
    pub reason: ErasureReason,
    /// How many rows there were of the person.
    pub n_rows: u64,
    /// How many of them were files.
    pub n_files: u64,
}

impl Tx {
    /// Whether a person's time is over. A sign-in waits until this transaction has ended, or was seen by it.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn lock_if_over(
        &mut self,
        id: &PersonId,
        periods: Periods,
        now: Timestamp,
    ) -> Result<bool, Error> {
        self.lock_person(id).await?;
        let resting = self.find_resting(id).await?;
        let standing = |one: Resting| periods.retention(one.last_contact, one.expiry_noted_at, now);
        Ok(resting.map(standing) == Some(Retention::Over))
    }

    /// Whether the time has come for an erasure that was agreed to. Once it has, nobody can take it back
    /// ([`Tx::withdraw_rights_request`]).
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn is_erasure_due(&mut self, id: &PersonId, now: Timestamp) -> Result<bool, Error> {
        Ok(self.find_erasure_to_come(id).await?.is_some_and(|erase_at| erase_at <= now))
    }

    /// An update that changes nothing locks the row as well, on both engines.
    pub(crate) async fn lock_person(&mut self, id: &PersonId) -> Result<(), Error> {
        let statement = query("UPDATE person SET language = language WHERE id = $1");
        self.execute(statement.bind(id.as_str())).await.map(|_| ())
    }

    /// Whether somebody came in by a card that was read just before it was revoked.
    async fn has_session(&mut self, id: &PersonId) -> Result<bool, Error> {
        let statement = query(
            "SELECT COUNT(*) AS n FROM session WHERE kind = 'person' AND owner_id = $1 AND ended_at IS NULL",
        );
        let row = self.fetch_one(statement.bind(id.as_str())).await?;
        Ok(Found::new(&row, "session", "n").count("n")? > 0)
    }

    /// Ends a person's sessions and what they have linked, revokes their card, and lets no code in that is on its way: nothing new
    /// comes of them.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn close_ways_in(&mut self, id: &PersonId, now: Timestamp) -> Result<(), Error> {
        self.lock_person(id).await?;
        self.unlink_identity(id, now).await?;
        self.end_sessions_of(&Owner::Person(id.clone()), now).await?;
        self.disown_codes(id).await?;
        let card =
            query("UPDATE access_card SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL");
        self.execute(card.bind(id.as_str()).bind(now.as_ms())).await.map(|_| ())
    }

    /// Slots that have not begun and at which a person has, is offered or waits for a place.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_open_slots_of(&mut self, id: &PersonId, now: Timestamp) -> Result<Vec<SlotId>, Error> {
        let statement = query(
            "SELECT s.id FROM booking b JOIN slot s ON s.id = b.slot_id
             WHERE b.person_id = $1 AND b.status IN ('booked', 'offered', 'waiting') AND s.starts_at > $2
             ORDER BY s.id",
        );
        let rows = self.fetch_all(statement.bind(id.as_str()).bind(now.as_ms())).await?;
        rows.iter().map(|row| Found::new(row, "slot", "id").parsed("id")).collect()
    }

    /// Gives back whatever a person has at a slot, offered or waited for included; the next in turn is offered the place. Each
    /// slot needs a transaction of its own: it is locked here, and no two slots are locked at once.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn vacate_slot(
        &mut self,
        slot_id: &SlotId,
        id: &PersonId,
        moment: Moment,
    ) -> Result<(), Error> {
        self.leave_waitlist(slot_id, id, moment).await?;
        self.decline_offer(slot_id, id, moment).await?;
        self.cancel_booking(slot_id, id, None, moment).await.map(|_| ())
    }

    /// Forums for which a person holds a ticket that nobody has scanned.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_forums_of(&mut self, id: &PersonId) -> Result<Vec<ForumId>, Error> {
        let statement = query(
            "SELECT id, forum_id FROM ticket
             WHERE person_id = $1 AND status = 'held' AND arrived_at IS NULL ORDER BY forum_id",
        );
        let rows = self.fetch_all(statement.bind(id.as_str())).await?;
        rows.iter().map(|row| Found::new(row, "ticket", "id").parsed("forum_id")).collect()
    }

    /// Removes everything of a person, and notes under `erasure_id` that it was done. What has begun keeps its count, without
    /// whose it was; files are left to be emptied ([`Tx::list_stale_objects`]). `false` when there is no such person,
    /// or when their time was over and they have come in again since [`Tx::close_ways_in`]: then nothing is removed.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person has got a place, a ticket or a file since they were given back: give back again.
    pub async fn erase_person(
        &mut self,
        id: &PersonId,
        erasure_id: &str,
        reason: ErasureReason,
        now: Timestamp,
    ) -> Result<bool, Error> {
        self.lock_person(id).await?;
        if reason == ErasureReason::TimeOver && self.has_session(id).await? {
            return Ok(false);
        }
        let counted = self.count_kept(id).await?;
        let n_files = counted.iter().filter(|(table, _)| *table == "document").map(|(_, n)| n).sum();
        let n_rows = counted.iter().map(|(_, n)| n).sum();
        self.execute(query(FORGET_WHAT_STAFF_WERE_ANSWERED).bind(id.as_str())).await?;
        let files = query(
            "INSERT INTO stale_object (object, since, due_at) SELECT id, $2, $2 FROM document WHERE person_id = $1
             ON CONFLICT DO NOTHING",
        );
        self.execute(files.bind(id.as_str()).bind(now.as_ms())).await?;
        let bookings = query(
            "DELETE FROM booking WHERE person_id = $1 AND (status NOT IN ('booked', 'offered', 'waiting')
                 OR slot_id IN (SELECT id FROM slot WHERE starts_at <= $2))",
        );
        self.execute(bookings.bind(id.as_str()).bind(now.as_ms())).await?;
        for statement in [
            // Only files that were just noted: one that came since stays, and stops this.
            "DELETE FROM document WHERE person_id = $1 AND id IN (SELECT object FROM stale_object)",
            "DELETE FROM ticket WHERE person_id = $1 AND (status <> 'held' OR arrived_at IS NOT NULL)",
            "DELETE FROM session WHERE kind = 'person' AND owner_id = $1",
            "DELETE FROM idempotency WHERE owner = 'person:' || $1 OR person_id = $1",
            // Of a list that is being looked at nothing would make them anew.
            "DELETE FROM import_line WHERE EXISTS (SELECT 1 FROM person p WHERE p.id = $1
                 AND p.birth_date = import_line.birth_date
                 AND ((p.last_name_key = import_line.last_name_key AND p.first_name_key = import_line.first_name_key)
                     OR (p.last_name_key = import_line.first_name_key AND p.first_name_key = import_line.last_name_key)))",
        ] {
            self.execute(query(statement).bind(id.as_str())).await?;
        }
        let person = query("DELETE FROM person WHERE id = $1");
        let is_erased = self.execute(person.bind(id.as_str())).await? == 1;
        if is_erased {
            self.note_erasure(erasure_id, Erasure { at: now, reason, n_rows, n_files }).await?;
        }
        Ok(is_erased)
    }

    async fn note_erasure(&mut self, id: &str, erasure: Erasure) -> Result<(), Error> {
        let statement =
            query("INSERT INTO erasure (id, erased_at, reason, n_rows, n_files) VALUES ($1, $2, $3, $4, $5)");
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let statement = statement.bind(id.to_owned()).bind(erasure.at.as_ms()).bind(erasure.reason.as_str());
        let statement = statement.bind(count(erasure.n_rows)).bind(count(erasure.n_files));
        self.execute(statement).await.map(|_| ())
    }

    /// The latest erasures, latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_erasures(&mut self, limit: u32) -> Result<Vec<Erasure>, Error> {
        let statement = query(
            "SELECT id, erased_at, reason, n_rows, n_files FROM erasure ORDER BY erased_at DESC, id LIMIT $1",
        );
        let rows = self.fetch_all(statement.bind(i64::from(limit))).await?;
        let read = |row| {
            let found = Found::new(row, "erasure", "id");
            Ok(Erasure {
                at: found.instant("erased_at")?,
                reason: found.parsed("reason")?,
                n_rows: found.count("n_rows")?,
                n_files: found.count("n_files")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

/// Answers that are kept for a day so that a repetition gets the same, about more than one person: those that name this one or
/// something of theirs.
const FORGET_WHAT_STAFF_WERE_ANSWERED: &str = "
    DELETE FROM idempotency WHERE owner LIKE 'staff:%' AND EXISTS (
        SELECT 1 FROM (
            SELECT id FROM person WHERE id = $1
            UNION ALL SELECT id FROM action WHERE person_id = $1
            UNION ALL SELECT id FROM booking WHERE person_id = $1
            UNION ALL SELECT id FROM dispute WHERE person_id = $1
            UNION ALL SELECT id FROM document WHERE person_id = $1
            UNION ALL SELECT id FROM meeting WHERE person_id = $1
            UNION ALL SELECT id FROM preview WHERE person_id = $1
            UNION ALL SELECT id FROM rights_request WHERE person_id = $1
            UNION ALL SELECT id FROM sitting WHERE person_id = $1
            UNION ALL SELECT id FROM submission WHERE person_id = $1
        ) AS own WHERE idempotency.body LIKE '%' || own.id || '%')";
