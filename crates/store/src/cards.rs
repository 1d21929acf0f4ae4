//! Access cards: given, replaced, taken back, and who never had one. A code comes here as its hash only.

use crate::row::{Found, Row};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::PersonId;
use domain::time::Timestamp;

/// The latest card of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    pub issued_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

/// Who a letter is for, and who hands it over. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Addressee {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: String,
    /// Name and place of the référent.
    pub referent: Option<(String, String)>,
}

impl core::fmt::Debug for Addressee {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Addressee({})", self.id)
    }
}

impl Tx {
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_card(&mut self, id: &PersonId) -> Result<Option<Card>, Error> {
        let statement = query(
            "SELECT person_id, issued_at, revoked_at FROM access_card WHERE person_id = $1
             ORDER BY issued_at DESC, CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, revoked_at DESC LIMIT 1",
        );
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        let read = |row: &Row| {
            let found = Found::new(row, "access_card", "person_id");
            Ok(Card {
                issued_at: found.instant("issued_at")?,
                revoked_at: found.instant_or_none("revoked_at")?,
            })
        };
        row.as_ref().map(read).transpose()
    }

    /// Gives a new card: the one before and every session end.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the code was given out before, or there is no such person.
    pub async fn renew_card(&mut self, id: &PersonId, code_hash: &str, now: Timestamp) -> Result<(), Error> {
        // Of two who do this at once the second takes back the card of the first.
        self.lock_person(id).await?;
        self.close_ways_in(id, now).await?;
        self.insert_card(id, code_hash, now).await
    }

    /// Gives someone their first card; `false` when they have had one, or are gone.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn issue_first_card(
        &mut self,
        id: &PersonId,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "INSERT INTO access_card (code_hash, person_id, issued_at)
             SELECT $2, id, $3 FROM person WHERE id = $1
                 AND NOT EXISTS (SELECT 1 FROM access_card c WHERE c.person_id = person.id)
             ON CONFLICT DO NOTHING",
        );
        let statement = statement.bind(id.as_str()).bind(code_hash).bind(now.as_ms());
        Ok(self.execute(statement).await? == 1)
    }

    /// How many people never had a card.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn count_without_card(&mut self) -> Result<u64, Error> {
        let statement = query(
            "SELECT COUNT(*) AS n FROM person p
             WHERE NOT EXISTS (SELECT 1 FROM access_card c WHERE c.person_id = p.id)",
        );
        let row = self.fetch_one(statement).await?;
        Found::new(&row, "person", "n").count("n")
    }

    /// People who never had a card, by the place and the name of their référent, then by their own: a pile for each.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_without_card(&mut self, limit: u32) -> Result<Vec<PersonId>, Error> {
        let statement = query(
            "SELECT p.id FROM person p LEFT JOIN staff s ON s.id = p.referent_id
             WHERE NOT EXISTS (SELECT 1 FROM access_card c WHERE c.person_id = p.id)
             ORDER BY COALESCE(s.place, ''), COALESCE(s.display_name, ''), COALESCE(s.id, ''),
                 p.last_name_key, p.first_name_key, p.id
             LIMIT $1",
        );
        let rows = self.fetch_all(statement.bind(i64::from(limit))).await?;
        rows.iter().map(|row| Found::new(row, "person", "id").parsed("id")).collect()
    }

    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_addressee(&mut self, id: &PersonId) -> Result<Option<Addressee>, Error> {
        let statement = query(
            "SELECT p.id, p.first_name, p.last_name, s.display_name, s.place
             FROM person p LEFT JOIN staff s ON s.id = p.referent_id WHERE p.id = $1",
        );
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        let read = |row: &Row| {
            let found = Found::new(row, "person", "id");
            Ok(Addressee {
                id: found.parsed("id")?,
                first_name: found.text("first_name")?,
                last_name: found.text("last_name")?,
                referent: found.text_or_none("display_name")?.zip(found.text_or_none("place")?),
            })
        };
        row.as_ref().map(read).transpose()
    }
}
