//! The people of the programme and their access cards.

use crate::name_key::name_key;
use crate::row::{Found, Row};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, StaffId};
use domain::time::{Date, Timestamp};

/// A person of the programme. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: String,
    pub birth_date: Date,
    /// BCP 47 tag ("fr").
    pub language: String,
    /// Who follows them.
    pub referent_id: Option<StaffId>,
    pub created_at: Timestamp,
    /// Last sign-in.
    pub last_seen_at: Option<Timestamp>,
}

impl core::fmt::Debug for Person {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Person({})", self.id)
    }
}

impl Tx {
    /// # Errors
    /// [`Error::Conflict`] when the id is in use or the référent does not exist.
    pub async fn insert_person(&mut self, person: &Person) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO person (id, first_name, last_name, first_name_key, last_name_key, birth_date, language,
                                 referent_id, referent_since, created_at, last_seen_at, heard_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, COALESCE($10, $9))",
        )
        .bind(person.id.as_str())
        .bind(&person.first_name)
        .bind(&person.last_name)
        .bind(name_key(&person.first_name))
        .bind(name_key(&person.last_name))
        .bind(person.birth_date.to_string())
        .bind(&person.language)
        .bind(person.referent_id.as_ref().map(StaffId::as_str))
        .bind(person.created_at.as_ms())
        .bind(person.last_seen_at.map(Timestamp::as_ms));
        self.execute(statement).await.map(|_| ())
    }

    /// Inserts people, each with the hash of their card's code when they get one. A few thousand a call keep one
    /// transaction short enough for others to write in between.
    ///
    /// # Errors
    /// As [`Tx::insert_person`] and [`Tx::issue_card`]; then none is inserted.
    pub async fn insert_people(&mut self, people: &[(Person, Option<String>)]) -> Result<(), Error> {
        for (person, code_hash) in people {
            self.insert_person(person).await?;
            if let Some(code_hash) = code_hash {
                self.insert_card(&person.id, code_hash, person.created_at).await?;
            }
        }
        Ok(())
    }

    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_person(&mut self, id: &PersonId) -> Result<Option<Person>, Error> {
        let statement = query(
            "SELECT id, first_name, last_name, birth_date, language, referent_id, created_at, last_seen_at
             FROM person WHERE id = $1",
        );
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_person).transpose()
    }

    /// The person whose live card has this code; a revoked card finds nobody.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_person_by_card(&mut self, code_hash: &str) -> Result<Option<Person>, Error> {
        let statement = query(
            "SELECT p.id, p.first_name, p.last_name, p.birth_date, p.language, p.referent_id, p.created_at,
                    p.last_seen_at
             FROM access_card c JOIN person p ON p.id = c.person_id
             WHERE c.code_hash = $1 AND c.revoked_at IS NULL",
        );
        let row = self.fetch_optional(statement.bind(code_hash)).await?;
        row.as_ref().map(read_person).transpose()
    }

    /// Gives a card and revokes the previous one. Sessions that the old card began are ended with
    /// [`Tx::end_sessions_of`].
    ///
    /// # Errors
    /// [`Error::Conflict`] with [`crate::Constraint::CardCode`] when the code was given out before, to anyone: draw
    /// another.
    pub async fn issue_card(&mut self, id: &PersonId, code_hash: &str, now: Timestamp) -> Result<(), Error> {
        let statement =
            query("UPDATE access_card SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL");
        self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await?;
        self.insert_card(id, code_hash, now).await
    }

    pub(crate) async fn insert_card(
        &mut self,
        id: &PersonId,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement =
            query("INSERT INTO access_card (code_hash, person_id, issued_at) VALUES ($1, $2, $3)");
        self.execute(statement.bind(code_hash).bind(id.as_str()).bind(now.as_ms())).await.map(|_| ())
    }

    /// Notes a sign-in.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn touch_person(&mut self, id: &PersonId, now: Timestamp) -> Result<(), Error> {
        let statement = query(
            "UPDATE person SET last_seen_at = $2, heard_at = CASE WHEN heard_at < $2 THEN $2 ELSE heard_at END WHERE id = $1",
        );
        self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await.map(|_| ())
    }

    /// Keeps the language that the person chose last.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn set_language(&mut self, id: &PersonId, language: &str) -> Result<(), Error> {
        let statement = query("UPDATE person SET language = $2 WHERE id = $1");
        self.execute(statement.bind(id.as_str()).bind(language)).await.map(|_| ())
    }

    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn count_people(&mut self) -> Result<u64, Error> {
        let row = self.fetch_one(query("SELECT COUNT(*) AS n FROM person")).await?;
        Found::new(&row, "person", "n").count("n")
    }
}

pub(crate) fn read_person(row: &Row) -> Result<Person, Error> {
    let found = Found::new(row, "person", "id");
    Ok(Person {
        id: found.parsed("id")?,
        first_name: found.text("first_name")?,
        last_name: found.text("last_name")?,
        birth_date: found.parsed("birth_date")?,
        language: found.text("language")?,
        referent_id: found.parsed_or_none("referent_id")?,
        created_at: found.instant("created_at")?,
        last_seen_at: found.instant_or_none("last_seen_at")?,
    })
}
