//! How people can be reached.

use crate::row::{Found, Words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::PersonId;
use domain::messages::{Channel, Email, Phone, Reach};

impl Tx {
    /// `None` when there is no such person.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_reach(&mut self, person_id: &PersonId) -> Result<Option<Reach>, Error> {
        let statement = query("SELECT id, phone, email, told_by FROM person WHERE id = $1");
        let row = self.fetch_optional(statement.bind(person_id.as_str())).await?;
        row.as_ref().map(|row| read_reach(&Found::new(row, "person", "id"))).transpose()
    }

    /// Replaces what was known; codes that are on their way open nothing any more.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn save_reach(&mut self, person_id: &PersonId, reach: &Reach) -> Result<(), Error> {
        self.disown_codes(person_id).await?;
        let statement = query("UPDATE person SET phone = $2, email = $3, told_by = $4 WHERE id = $1");
        let statement = statement.bind(person_id.as_str());
        let statement = statement.bind(reach.phone.as_ref().map(Phone::as_str));
        let statement = statement.bind(reach.email.as_ref().map(Email::as_str));
        self.execute(statement.bind(reach.told_by.map(Channel::as_word))).await.map(|_| ())
    }
}

/// From a row with the columns `phone`, `email` and `told_by`.
pub(super) fn read_reach(found: &Found<'_>) -> Result<Reach, Error> {
    Ok(Reach {
        phone: found.parsed_or_none("phone")?,
        email: found.parsed_or_none("email")?,
        told_by: found.word_or_none("told_by")?,
    })
}
