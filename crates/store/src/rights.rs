//! What people ask about what is kept of them, and the answers (S4). A request is answered once; an erasure that was agreed to
//! can be taken back until its time has come.

use crate::row::{Found, Row};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, RightsRequestId, StaffId};
use domain::messages::MessageKind;
use domain::rights::{RightsKind, RightsOutcome};
use domain::time::Timestamp;

/// Something that was asked. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct RightsRequest {
    pub id: RightsRequestId,
    pub person_id: PersonId,
    pub kind: RightsKind,
    /// With [`RightsKind::Contest`]: the person's own.
    pub words: Option<String>,
    pub created_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    pub answer: Option<RightsAnswer>,
}

/// What was answered. `Debug` shows who only.
#[derive(Clone, PartialEq, Eq)]
pub struct RightsAnswer {
    pub outcome: RightsOutcome,
    pub text: String,
    pub by: StaffId,
    pub at: Timestamp,
    /// When everything is erased, once that was agreed to.
    pub erase_at: Option<Timestamp>,
}

/// A request that waits, with whose it is. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct RightsWaiting {
    pub request: RightsRequest,
    pub first_name: String,
    pub last_name: String,
}

impl core::fmt::Debug for RightsRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RightsRequest({})", self.id)
    }
}

impl core::fmt::Debug for RightsAnswer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RightsAnswer(by {})", self.by)
    }
}

impl core::fmt::Debug for RightsWaiting {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "RightsWaiting({})", self.request.id)
    }
}

macro_rules! columns {
    () => {
        "r.id, r.person_id, r.kind, r.words, r.created_at, r.withdrawn_at, r.outcome, r.answer, r.answered_by,
         r.answered_at, r.erase_at"
    };
}

/// Waits for its answer, or for the erasure that was agreed to.
macro_rules! is_open {
    () => {
        "withdrawn_at IS NULL AND (answered_at IS NULL OR erase_at IS NOT NULL)"
    };
}

impl Tx {
    /// Notes what a person asks; `false` when one of its kind is open.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist or the id is in use.
    pub async fn insert_rights_request(
        &mut self,
        id: &RightsRequestId,
        person_id: &PersonId,
        kind: RightsKind,
        words: Option<&str>,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(concat!(
            "INSERT INTO rights_request (id, person_id, kind, words, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (person_id, kind) WHERE ",
            is_open!(),
            " DO NOTHING"
        ));
        let statement = statement.bind(id.as_str()).bind(person_id.as_str()).bind(kind.as_str());
        Ok(self.execute(statement.bind(words.map(str::to_owned)).bind(now.as_ms())).await? == 1)
    }

    /// Takes back what has no answer yet, or an erasure whose time has not come. `false` when there is no such one of this person.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn withdraw_rights_request(
        &mut self,
        person_id: &PersonId,
        id: &RightsRequestId,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE rights_request SET withdrawn_at = $3, erase_at = NULL
             WHERE id = $1 AND person_id = $2 AND withdrawn_at IS NULL AND (answered_at IS NULL OR erase_at > $3)",
        );
        let statement = statement.bind(id.as_str()).bind(person_id.as_str()).bind(now.as_ms());
        Ok(self.execute(statement).await? == 1)
    }

    /// Answers once, and tells the person that there is an answer. `false` when it has one already, or was withdrawn.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn answer_rights_request(
        &mut self,
        id: &RightsRequestId,
        answer: &RightsAnswer,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE rights_request SET outcome = $2, answer = $3, answered_by = $4, answered_at = $5, erase_at = $6
             WHERE id = $1 AND withdrawn_at IS NULL AND answered_at IS NULL RETURNING id, person_id",
        );
        let statement = statement.bind(id.as_str()).bind(answer.outcome.as_str()).bind(answer.text.clone());
        let statement = statement.bind(answer.by.as_str()).bind(answer.at.as_ms());
        let statement = statement.bind(answer.erase_at.map(Timestamp::as_ms));
        let Some(row) = self.fetch_optional(statement).await? else { return Ok(false) };
        let person_id: PersonId = Found::new(&row, "rights_request", "id").parsed("person_id")?;
        self.tell(&person_id, MessageKind::RightsAnswered, id.as_str(), answer.at).await?;
        Ok(true)
    }

    /// What a person has asked, latest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_rights_requests(&mut self, person_id: &PersonId) -> Result<Vec<RightsRequest>, Error> {
        let statement = query(concat!(
            "SELECT ",
            columns!(),
            " FROM rights_request r WHERE r.person_id = $1 ORDER BY r.created_at DESC, r.id DESC"
        ));
        self.fetch_all(statement.bind(person_id.as_str())).await?.iter().map(read_request).collect()
    }

    /// What waits for an answer, oldest first, then the erasures that are to come; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_rights_waiting(&mut self, limit: u32) -> Result<Vec<RightsWaiting>, Error> {
        let statement = query(concat!(
            "SELECT ",
            columns!(),
            ", p.first_name, p.last_name FROM rights_request r JOIN person p ON p.id = r.person_id WHERE ",
            is_open!(),
            " ORDER BY COALESCE(r.erase_at, 0), r.created_at, r.id LIMIT $1"
        ));
        let rows = self.fetch_all(statement.bind(i64::from(limit))).await?;
        rows.iter().map(read_waiting).collect()
    }

    /// One of them, whoever’s it is and however it stands: only a coordinator answers.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_rights_request(
        &mut self,
        id: &RightsRequestId,
    ) -> Result<Option<RightsWaiting>, Error> {
        let statement = query(concat!(
            "SELECT ",
            columns!(),
            ", p.first_name, p.last_name FROM rights_request r JOIN person p ON p.id = r.person_id WHERE r.id = $1"
        ));
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_waiting).transpose()
    }

    /// People whose erasure was agreed to and whose time has come, the longest waiting first; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_erasures_due(&mut self, now: Timestamp, limit: u32) -> Result<Vec<PersonId>, Error> {
        let statement = query(
            "SELECT id, person_id FROM rights_request
             WHERE withdrawn_at IS NULL AND erase_at <= $1 ORDER BY erase_at, id LIMIT $2",
        );
        let rows = self.fetch_all(statement.bind(now.as_ms()).bind(i64::from(limit))).await?;
        rows.iter().map(|row| Found::new(row, "rights_request", "id").parsed("person_id")).collect()
    }

    /// When everything of a person is erased, because they asked for it and it was agreed to.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_erasure_to_come(&mut self, person_id: &PersonId) -> Result<Option<Timestamp>, Error> {
        let statement = query(
            "SELECT id, erase_at FROM rights_request
             WHERE person_id = $1 AND withdrawn_at IS NULL AND erase_at IS NOT NULL",
        );
        let row = self.fetch_optional(statement.bind(person_id.as_str())).await?;
        row.as_ref().map(|row| Found::new(row, "rights_request", "id").instant("erase_at")).transpose()
    }
}

fn read_request(row: &Row) -> Result<RightsRequest, Error> {
    let found = Found::new(row, "rights_request", "id");
    let answer = match found.instant_or_none("answered_at")? {
        None => None,
        Some(at) => Some(RightsAnswer {
            outcome: found.parsed("outcome")?,
            text: found.text("answer")?,
            by: found.parsed("answered_by")?,
            at,
            erase_at: found.instant_or_none("erase_at")?,
        }),
    };
    Ok(RightsRequest {
        id: found.parsed("id")?,
        person_id: found.parsed("person_id")?,
        kind: found.parsed("kind")?,
        words: found.text_or_none("words")?,
        created_at: found.instant("created_at")?,
        withdrawn_at: found.instant_or_none("withdrawn_at")?,
        answer,
    })
}

fn read_waiting(row: &Row) -> Result<RightsWaiting, Error> {
    let found = Found::new(row, "rights_request", "id");
    Ok(RightsWaiting {
        request: read_request(row)?,
        first_name: found.text("first_name")?,
        last_name: found.text("last_name")?,
    })
}
