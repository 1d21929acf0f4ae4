//! What a person does not agree with or wants to discuss, and the reply (P5).

use crate::row::{Found, Row};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{DisputeId, PersonId, ReasonId, StaffId};
use domain::time::Timestamp;

/// Something to discuss. `Debug` shows the id only: a reply is written about someone.
#[derive(Clone, PartialEq, Eq)]
pub struct Dispute {
    pub id: DisputeId,
    pub person_id: PersonId,
    /// Id of an action, or `hours`.
    pub about: String,
    pub reason: Option<ReasonId>,
    pub created_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    pub reply: Option<Reply>,
}

/// What a member of staff answered. `Debug` shows who only.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    pub text: String,
    pub by: StaffId,
    pub at: Timestamp,
}

impl core::fmt::Debug for Dispute {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Dispute({})", self.id)
    }
}

impl core::fmt::Debug for Reply {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Reply(by {})", self.by)
    }
}

impl Dispute {
    /// Neither replied to nor withdrawn.
    pub const fn is_open(&self) -> bool {
        self.withdrawn_at.is_none() && self.reply.is_none()
    }
}

/// What became of a wish to discuss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disputed {
    Noted,
    /// The same thing is already under discussion; nothing was written.
    AlreadyOpen,
}

impl Tx {
    /// Notes that something is to be discussed, unless it already is.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist or the id is in use.
    pub async fn insert_dispute(&mut self, dispute: &Dispute) -> Result<Disputed, Error> {
        let statement = query(
            "INSERT INTO dispute (id, person_id, about, reason, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (person_id, about) WHERE withdrawn_at IS NULL AND replied_at IS NULL DO NOTHING",
        )
        .bind(dispute.id.as_str())
        .bind(dispute.person_id.as_str())
        .bind(&dispute.about)
        .bind(dispute.reason.as_ref().map(|reason| reason.to_string()))
        .bind(dispute.created_at.as_ms());
        let is_new = self.execute(statement).await? == 1;
        if is_new {
            self.hear_from(&dispute.person_id, dispute.created_at).await?;
        }
        Ok(if is_new { Disputed::Noted } else { Disputed::AlreadyOpen })
    }

    /// Takes back a wish to discuss that has no reply yet. `false` when there is no such open one of this person.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn withdraw_dispute(
        &mut self,
        person_id: &PersonId,
        id: &DisputeId,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE dispute SET withdrawn_at = $3
             WHERE id = $1 AND person_id = $2 AND withdrawn_at IS NULL AND replied_at IS NULL",
        );
        let statement = statement.bind(id.as_str()).bind(person_id.as_str()).bind(now.as_ms());
        let is_withdrawn = self.execute(statement).await? == 1;
        if is_withdrawn {
            self.hear_from(person_id, now).await?;
        }
        Ok(is_withdrawn)
    }

    /// Replies once. `false` when it has a reply already or was withdrawn.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn reply_to_dispute(&mut self, id: &DisputeId, reply: &Reply) -> Result<bool, Error> {
        let statement = query(
            "UPDATE dispute SET reply = $2, replied_by = $3, replied_at = $4
             WHERE id = $1 AND withdrawn_at IS NULL AND replied_at IS NULL",
        );
        let statement = statement.bind(id.as_str()).bind(&reply.text).bind(reply.by.as_str());
        let is_replied = self.execute(statement.bind(reply.at.as_ms())).await? == 1;
        if is_replied && let Some(dispute) = self.find_dispute(id).await? {
            self.recount_attention(&dispute.person_id).await?;
        }
        Ok(is_replied)
    }

    /// One of them, whoever's it is: the caller checks who follows the person.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_dispute(&mut self, id: &DisputeId) -> Result<Option<Dispute>, Error> {
        let statement = query(
            "SELECT id, person_id, about, reason, created_at, withdrawn_at, reply, replied_by, replied_at
             FROM dispute WHERE id = $1",
        );
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_dispute).transpose()
    }

    /// What a person wants or wanted to discuss, oldest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_disputes(&mut self, person_id: &PersonId) -> Result<Vec<Dispute>, Error> {
        let statement = query(
            "SELECT id, person_id, about, reason, created_at, withdrawn_at, reply, replied_by, replied_at
             FROM dispute WHERE person_id = $1 ORDER BY created_at, id",
        );
        self.fetch_all(statement.bind(person_id.as_str())).await?.iter().map(read_dispute).collect()
    }
}

fn read_dispute(row: &Row) -> Result<Dispute, Error> {
    let found = Found::new(row, "dispute", "id");
    let reply = match found.instant_or_none("replied_at")? {
        None => None,
        Some(at) => Some(Reply { text: found.text("reply")?, by: found.parsed("replied_by")?, at }),
    };
    Ok(Dispute {
        id: found.parsed("id")?,
        person_id: found.parsed("person_id")?,
        about: found.text("about")?,
        reason: found.parsed_or_none("reason")?,
        created_at: found.instant("created_at")?,
        withdrawn_at: found.instant_or_none("withdrawn_at")?,
        reply,
    })
}
