//! Forgetting what has run its time, a few rows a transaction: nobody waits for it. People are another matter: see `retention`.

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::retention::Passing;
use domain::time::Timestamp;

/// How one kind is forgotten and counted.
struct Rule {
    /// `$1`: the instant before which it is over; `$2`: how many at most.
    forget: &'static str,
    count: &'static str,
}

macro_rules! rule {
    (DELETE $table:literal $key:literal WHERE $which:literal) => {
        rule!(@ $table $key $which, concat!("DELETE FROM ", $table))
    };
    (UPDATE $table:literal $key:literal SET $change:literal WHERE $which:literal) => {
        rule!(@ $table $key $which, concat!("UPDATE ", $table, " SET ", $change))
    };
    (@ $table:literal $key:literal $which:literal, concat!($($verb:literal),+)) => {
        Rule {
            forget: concat!(
                $($verb),+, " WHERE (", $key, ") IN (SELECT ", $key, " FROM ", $table, " WHERE ", $which, " LIMIT $2)"
            ),
            count: concat!("SELECT COUNT(*) AS n FROM ", $table, " WHERE ", $which),
        }
    };
}

/// What becomes of each kind; how long it is kept is `domain::retention::Periods`.
const fn rule(what: Passing) -> Rule {
    match what {
        Passing::Sessions => rule!(DELETE "session" "token_hash" WHERE "expires_at <= $1 OR ended_at <= $1"),
        Passing::Requests => rule!(DELETE "idempotency" "owner, key" WHERE "created_at < $1"),
        Passing::Throttles => rule!(DELETE "throttle" "key_hash" WHERE "last_try_at < $1"),
        Passing::Codes => rule!(DELETE "one_time_code" "id" WHERE "asked_at < $1"),
        Passing::Drafts => rule!(DELETE "draft" "id" WHERE "updated_at < $1"),
        Passing::Looks => rule!(DELETE "access_log" "id" WHERE "at < $1"),
        Passing::Previews => rule!(DELETE "preview" "id" WHERE "started_at < $1"),
        Passing::Sittings => rule!(DELETE "sitting" "id" WHERE "started_at < $1"),
        Passing::Messages => rule!(DELETE "outbox" "kind, reference"
            WHERE "outcome IS NOT NULL AND COALESCE(ended_at, created_at) < $1"),
        Passing::Links => rule!(UPDATE "booking" "id" SET "link_hash = NULL"
            WHERE "link_hash IS NOT NULL AND offer_expires_at < $1"),
        // Who took part in what is over: the slot and the half-hour keep their counts. What tells of a contact stays as long.
        Passing::Bookings => rule!(DELETE "booking" "id"
            WHERE "changed_at < $1 AND slot_id IN (SELECT id FROM slot WHERE ends_at < $1)"),
        // One that waits for an answer is not over.
        Passing::Meetings => rule!(DELETE "meeting" "id"
            WHERE "ends_at < $1 AND changed_at < $1 AND (cannot_come_at IS NULL OR called_off_at IS NOT NULL)"),
        Passing::Tickets => rule!(DELETE "ticket" "id"
            WHERE "COALESCE(arrived_at, 0) < $1 AND forum_id IN (SELECT id FROM forum WHERE ends_at < $1)"),
        Passing::Imports => rule!(DELETE "people_import" "id" WHERE "created_at < $1"),
    }
}

impl Tx {
    /// Forgets what of this kind was over before `before`, `limit` rows at most; says how many.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn forget(&mut self, what: Passing, before: Timestamp, limit: u32) -> Result<u64, Error> {
        self.execute(query(rule(what).forget).bind(before.as_ms()).bind(i64::from(limit))).await
    }

    /// How many [`Tx::forget`] would forget, without a limit.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn count_over(&mut self, what: Passing, before: Timestamp) -> Result<u64, Error> {
        let row = self.fetch_one(query(rule(what).count).bind(before.as_ms())).await?;
        Found::new(&row, "deployment", "n").count("n")
    }
}
