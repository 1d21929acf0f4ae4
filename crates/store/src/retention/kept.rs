//! Every table that holds something of a person, and whether the person is given it.

use crate::row::Found;
use crate::{Error, Tx};
use domain::ids::PersonId;
use sqlx::query;

/// One table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptTable {
    pub table: &'static str,
    /// Where the copy of all that is kept of a person has it, or why it has not.
    pub told: Result<&'static str, &'static str>,
    count: &'static str,
}

macro_rules! kept {
    ($($table:literal ($which:literal): $told:expr;)+) => {
        &[$(KeptTable {
            table: $table,
            told: $told,
            count: concat!("SELECT COUNT(*) AS n FROM ", $table, " WHERE ", $which),
        }),+]
    };
}

/// The tables. A table that refers to a person, or to one of these, and is not among them fails a test.
pub const KEPT_OF_A_PERSON: &[KeptTable] = kept! {
    "person" ("id = $1"): Ok("person");
    "access_card" ("person_id = $1"): Err("a card is kept as a hash that nobody can read");
    "session" ("kind = 'person' AND owner_id = $1"): Err("a session is kept as a hash that nobody can read");
    "idempotency" ("owner = 'person:' || $1"): Err("answers that were given, for a day");
    "draft" ("person_id = $1"): Ok("draft");
    "draft_answer" ("draft_id IN (SELECT id FROM draft WHERE person_id = $1)"): Ok("draft");
    "submission" ("person_id = $1"): Ok("submissions");
    "talk_request" ("person_id = $1"): Ok("talk_requests");
    "sharing_change" ("person_id = $1"): Ok("sharing");
    "milestone" ("person_id = $1"): Ok("pathway");
    "action" ("person_id = $1"): Ok("pathway");
    "action_event" ("action_id IN (SELECT id FROM action WHERE person_id = $1)"): Ok("pathway");
    "put_aside" ("person_id = $1"): Ok("pathway");
    "dispute" ("person_id = $1"): Ok("pathway");
    "follow_up" ("person_id = $1"): Ok("pathway");
    "hours_agreement" ("person_id = $1"): Ok("pathway");
    "hours_proposal" ("person_id = $1"): Ok("pathway");
    "booking" ("person_id = $1"): Ok("bookings");
    "invitation" ("person_id = $1"): Ok("months");
    "ticket" ("person_id = $1"): Ok("forums");
    "outbox" ("person_id = $1"): Ok("messages");
    "document" ("person_id = $1"): Ok("documents");
    "upload_chunk" ("document_id IN (SELECT id FROM document WHERE person_id = $1)"): Err("a file that is on its way");
    "cv_part" ("person_id = $1"): Ok("cv");
    "access_log" ("person_id = $1"): Ok("accesses");
    "preview" ("person_id = $1"): Ok("accesses");
};

impl Tx {
    /// How many rows each table holds of a person.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn count_kept(&mut self, id: &PersonId) -> Result<Vec<(&'static str, u64)>, Error> {
        let mut counted = Vec::new();
        for kept in KEPT_OF_A_PERSON {
            let row = self.fetch_one(query(kept.count).bind(id.as_str())).await?;
            counted.push((kept.table, Found::new(&row, kept.table, "n").count("n")?));
        }
        Ok(counted)
    }
}
