//! One-time codes: asked for, tried, used up. What a code is follows from its id elsewhere; here is how often and by whom.

use crate::people::read_person;
use crate::row::{Found, Words};
use crate::statement::query;
use crate::{Error, Person, Tx};
use domain::ids::{PersonId, ReferenceId};
use domain::messages::{Channel, MessageKind};
use domain::session::{CODES_WITHIN, CODES_WITHIN_S, CodeAddress, code_ends_at};
use domain::time::{Date, Timestamp};

/// A code that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCode {
    pub id: ReferenceId,
    /// Who asks, on which device: of what they typed, keyed.
    pub asker_hash: String,
    pub browser_hash: String,
    /// `None`: nobody is known by what was typed. It costs the same.
    pub person_id: Option<PersonId>,
    pub channel: Channel,
    pub asked_at: Timestamp,
}

/// What became of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The message is written, if there is someone to write to.
    Written,
    /// Five were asked for within the hour; the next not before this.
    Wait { until: Timestamp },
}

/// A code of a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCode {
    pub id: ReferenceId,
    pub asker_hash: String,
    pub person_id: Option<PersonId>,
    pub ends_at: Timestamp,
}

impl Tx {
    /// The one person with this date of birth who has given this number or address, and what their card is known by. `None`
    /// also when there are several: nothing tells them apart.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_person_by_address(
        &mut self,
        address: &CodeAddress,
        birth_date: Date,
    ) -> Result<Option<(Person, Option<String>)>, Error> {
        // Mail providers take no notice of capitals.
        let statement = query(
            "SELECT p.id, p.first_name, p.last_name, p.birth_date, p.language, p.referent_id, p.created_at,
                    p.last_seen_at, c.code_hash
             FROM person p LEFT JOIN access_card c ON c.person_id = p.id AND c.revoked_at IS NULL
             WHERE p.birth_date = $1 AND (p.phone = $2 OR LOWER(p.email) = LOWER($2)) LIMIT 2",
        );
        let rows = self.fetch_all(statement.bind(birth_date.to_string()).bind(address.as_str())).await?;
        let [row] = rows.as_slice() else { return Ok(None) };
        let card = Found::new(row, "access_card", "id").text_or_none("code_hash")?;
        Ok(Some((read_person(row)?, card)))
    }

    /// What the live card of a person is known by.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_card_hash(&mut self, id: &PersonId) -> Result<Option<String>, Error> {
        let statement =
            query("SELECT code_hash FROM access_card WHERE person_id = $1 AND revoked_at IS NULL");
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(|row| Found::new(row, "access_card", "code_hash").text("code_hash")).transpose()
    }

    /// Takes one of an asker's places of the hour, and writes the message when the person is known: the same statements for
    /// whoever is not.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id or the browser's hash is in use.
    pub async fn ask_code(&mut self, code: &NewCode) -> Result<Asked, Error> {
        for place in 0..CODES_WITHIN {
            if self.take_place_of_code(code, place).await? {
                let person_id = code.person_id.as_ref().map_or("", PersonId::as_str);
                let statement = query(
                    "INSERT INTO outbox (person_id, kind, reference, created_at)
                     SELECT id, $2, $3, $4 FROM person WHERE id = $1",
                );
                let statement = statement.bind(person_id).bind(MessageKind::OneTimeCode.as_word());
                self.execute(statement.bind(code.id.as_str()).bind(code.asked_at.as_ms())).await?;
                return Ok(Asked::Written);
            }
        }
        let statement = query(
            "SELECT asker_hash, MIN(asked_at) AS asked_at FROM one_time_code WHERE asker_hash = $1 GROUP BY asker_hash",
        );
        let row = self.fetch_one(statement.bind(&code.asker_hash)).await?;
        let oldest = Found::new(&row, "one_time_code", "asker_hash").instant("asked_at")?;
        Ok(Asked::Wait { until: oldest.plus_s(CODES_WITHIN_S) })
    }

    /// Of many who want the last place at once one gets it: the key holds it, and the condition is looked at again under its lock.
    async fn take_place_of_code(&mut self, code: &NewCode, place: u32) -> Result<bool, Error> {
        let statement = query(
            "INSERT INTO one_time_code (asker_hash, place, id, browser_hash, person_id, channel, asked_at, ends_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (asker_hash, place) DO UPDATE SET
                 id = excluded.id, browser_hash = excluded.browser_hash, person_id = excluded.person_id,
                 channel = excluded.channel, n_tries = 0, asked_at = excluded.asked_at, ends_at = excluded.ends_at
             WHERE one_time_code.asked_at <= $9",
        )
        .bind(&code.asker_hash)
        .bind(i64::from(place))
        .bind(code.id.as_str())
        .bind(&code.browser_hash)
        .bind(code.person_id.as_ref().map(PersonId::as_str))
        .bind(code.channel.as_word())
        .bind(code.asked_at.as_ms())
        .bind(code_ends_at(code.asked_at).as_ms())
        .bind(code.asked_at.plus_s(-CODES_WITHIN_S).as_ms());
        Ok(self.execute(statement).await? == 1)
    }

    /// The code that a browser has asked for, whether it still works or not.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_code(&mut self, browser_hash: &str) -> Result<Option<KeptCode>, Error> {
        let statement =
            query("SELECT id, asker_hash, person_id, ends_at FROM one_time_code WHERE browser_hash = $1");
        let row = self.fetch_optional(statement.bind(browser_hash)).await?;
        let read = |row| {
            let found = Found::new(row, "one_time_code", "id");
            Ok(KeptCode {
                id: found.parsed("id")?,
                asker_hash: found.text("asker_hash")?,
                person_id: found.parsed_or_none("person_id")?,
                ends_at: found.instant("ends_at")?,
            })
        };
        row.as_ref().map(read).transpose()
    }

    /// Counts a try of a code *before* it is compared, so that tries sent at once are counted one by one; answers which one it
    /// is, and until when the code works. `None` when a newer code has taken its place.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn count_code_try(&mut self, id: &ReferenceId) -> Result<Option<(u64, Timestamp)>, Error> {
        let statement = query(
            "UPDATE one_time_code SET n_tries = n_tries + 1 WHERE id = $1 RETURNING id, n_tries, ends_at",
        );
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "one_time_code", "id");
            Ok((found.count("n_tries")?, found.instant("ends_at")?))
        };
        row.as_ref().map(read).transpose()
    }

    /// Uses a code up. It goes on counting among those of its hour.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn end_code(&mut self, id: &ReferenceId, now: Timestamp) -> Result<(), Error> {
        let statement = query("UPDATE one_time_code SET ends_at = $2 WHERE id = $1");
        self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await.map(|_| ())
    }

    /// Makes a person's codes nobody's: what they were asked for by reaches them no longer, or they are to have no way in.
    pub(crate) async fn disown_codes(&mut self, id: &PersonId) -> Result<(), Error> {
        let statement = query("UPDATE one_time_code SET person_id = NULL WHERE person_id = $1");
        self.execute(statement.bind(id.as_str())).await.map(|_| ())
    }
}
