//! Who has not been heard of for long.

use crate::row::{Found, Row};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::PersonId;
use domain::time::Timestamp;

/// When someone was last heard of, and whether it was noted that their time is nearly over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    pub person_id: PersonId,
    /// The latest of what they did and of what was done with them.
    pub last_contact: Timestamp,
    pub expiry_noted_at: Option<Timestamp>,
}

/// When something last happened with a person, one column each.
const CONTACTS: [&str; 9] = [
    "created_at",
    "last_seen_at",
    "reached_at",
    "action_at",
    "booked_at",
    "arrived_at",
    "agreed_at",
    "talked_at",
    "meeting_at",
];

macro_rules! contacts {
    () => {
        "SELECT p.id, p.created_at, p.last_seen_at, p.expiry_noted_at,
                (SELECT MAX(reached_at) FROM milestone WHERE person_id = p.id) AS reached_at,
                (SELECT MAX(updated_at) FROM action WHERE person_id = p.id) AS action_at,
                (SELECT MAX(changed_at) FROM booking WHERE person_id = p.id) AS booked_at,
                (SELECT MAX(arrived_at) FROM ticket WHERE person_id = p.id) AS arrived_at,
                (SELECT MAX(agreed_at) FROM hours_agreement WHERE person_id = p.id) AS agreed_at,
                (SELECT MAX(COALESCE(closed_at, read_at)) FROM talk_request WHERE person_id = p.id) AS talked_at,
                (SELECT MAX(CASE WHEN cannot_come_at > changed_at THEN cannot_come_at ELSE changed_at END) FROM meeting
                 WHERE person_id = p.id) AS meeting_at
         FROM person p"
    };
}

impl Tx {
    /// People who have not signed in since `before`, by id from after `after` on; at most `limit`. Some of them may have been
    /// heard of otherwise.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_resting(
        &mut self,
        before: Timestamp,
        after: Option<&PersonId>,
        limit: u32,
    ) -> Result<Vec<Resting>, Error> {
        let statement = query(concat!(
            contacts!(),
            " WHERE COALESCE(p.last_seen_at, p.created_at) <= $1 AND p.id > $2 ORDER BY p.id LIMIT $3",
        ));
        let after = after.map_or_else(String::new, ToString::to_string);
        let rows = self.fetch_all(statement.bind(before.as_ms()).bind(after).bind(i64::from(limit))).await?;
        rows.iter().map(read).collect()
    }

    /// When a person was last heard of.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_resting(&mut self, id: &PersonId) -> Result<Option<Resting>, Error> {
        let statement = query(concat!(contacts!(), " WHERE p.id = $1"));
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read).transpose()
    }

    /// Notes that the end of a person's time is near.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn note_expiry(&mut self, id: &PersonId, now: Timestamp) -> Result<(), Error> {
        let statement = query("UPDATE person SET expiry_noted_at = $2 WHERE id = $1");
        self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await.map(|_| ())
    }
}

fn read(row: &Row) -> Result<Resting, Error> {
    let found = Found::new(row, "person", "id");
    let mut last_contact = found.instant("created_at")?;
    for column in CONTACTS {
        last_contact = last_contact.max(found.instant_or_none(column)?.unwrap_or(last_contact));
    }
    Ok(Resting {
        person_id: found.parsed("id")?,
        last_contact,
        expiry_noted_at: found.instant_or_none("expiry_noted_at")?,
    })
}
