//! What people have linked to sign in with. That a provider said who it is, is the server's to check; its name for them comes
//! here as a hash only.

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Person, Tx};
use domain::ids::{PersonId, ReferenceId};
use domain::time::Timestamp;

/// A link that a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIdentity {
    pub id: ReferenceId,
    pub person_id: PersonId,
    /// Token hash of the session in which they ask.
    pub session: String,
    pub subject_hash: String,
    pub linked_at: Timestamp,
}

/// What came of linking. Commit the first only: on the way to the others a link may have ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linked {
    Done,
    OfSomeoneElse,
    /// The session has ended meanwhile, as when the card was taken back.
    SessionOver,
}

impl Tx {
    /// Links in place of what the person had linked before; what is linked already stays as it is.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is in use.
    pub async fn link_identity(&mut self, new: &NewIdentity) -> Result<Linked, Error> {
        // Whoever closes the person's ways in waits for this, or has been there before.
        self.lock_person(&new.person_id).await?;
        if !self.hold_session(&new.session).await? {
            return Ok(Linked::SessionOver);
        }
        match self.find_identity_owner(&new.subject_hash).await? {
            Some(owner) if owner == new.person_id => return Ok(Linked::Done),
            Some(_) => return Ok(Linked::OfSomeoneElse),
            None => {}
        }
        self.unlink_identity(&new.person_id, new.linked_at).await?;
        let statement = query(
            "INSERT INTO person_identity (id, person_id, subject_hash, linked_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (subject_hash) DO NOTHING",
        )
        .bind(new.id.as_str())
        .bind(new.person_id.as_str())
        .bind(&new.subject_hash)
        .bind(new.linked_at.as_ms());
        let is_new = self.execute(statement).await? > 0;
        Ok(if is_new { Linked::Done } else { Linked::OfSomeoneElse })
    }

    /// Ends what a person has linked; `false` when there is nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn unlink_identity(&mut self, id: &PersonId, now: Timestamp) -> Result<bool, Error> {
        let statement = query(
            "UPDATE person_identity SET subject_hash = NULL, ended_at = $2
             WHERE person_id = $1 AND ended_at IS NULL",
        );
        Ok(self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await? > 0)
    }

    /// Since when a person has something linked.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_identity(&mut self, id: &PersonId) -> Result<Option<Timestamp>, Error> {
        let statement =
            query("SELECT id, linked_at FROM person_identity WHERE person_id = $1 AND ended_at IS NULL");
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.map(|row| Found::new(&row, "person_identity", "id").instant("linked_at")).transpose()
    }

    /// Whose space this opens. Locks the person: the session that begins in this transaction is there for whoever closes their
    /// ways in, or the link is gone.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_person_by_identity(&mut self, subject_hash: &str) -> Result<Option<Person>, Error> {
        let Some(owner) = self.find_identity_owner(subject_hash).await? else { return Ok(None) };
        self.lock_person(&owner).await?;
        match self.find_identity_owner(subject_hash).await? {
            Some(still) if still == owner => self.find_person(&owner).await,
            _ => Ok(None),
        }
    }

    async fn find_identity_owner(&mut self, subject_hash: &str) -> Result<Option<PersonId>, Error> {
        let statement = query("SELECT id, person_id FROM person_identity WHERE subject_hash = $1");
        let row = self.fetch_optional(statement.bind(subject_hash.to_owned())).await?;
        row.map(|row| Found::new(&row, "person_identity", "id").parsed("person_id")).transpose()
    }
}
