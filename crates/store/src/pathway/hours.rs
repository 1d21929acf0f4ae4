//! Hours as a conversation (P7): what was agreed, and what an attendance proposes.

use crate::row::{Found, Row, Words, as_bigint, word_table};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, ProposalId, ReasonId, StaffId, WorkshopId};
use domain::pathway::HoursAnswer;
use domain::time::{Date, Timestamp};

word_table! { HoursAnswer { Confirmed = "confirmed", Declined = "declined" } }

/// What a person and a member of staff agreed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursAgreement {
    pub version: u64,
    pub weekly_hours: u8,
    /// Why it is adapted: a category, never a detail.
    pub reason: Option<ReasonId>,
    pub agreed_with: Option<StaffId>,
    pub agreed_at: Timestamp,
}

/// Hours that an attendance proposes; they count for nothing until the person confirms them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursProposal {
    pub id: ProposalId,
    pub held_on: Date,
    pub n_minutes: u64,
    pub workshop: WorkshopId,
    pub proposed_at: Timestamp,
    /// None until the person answers, and again when they take the answer back.
    pub answer: Option<HoursAnswer>,
}

impl Tx {
    /// Adds an agreement after version `expected_version` (0 for the first). `false` when there is a newer one; then
    /// nothing is written.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person or the member of staff does not exist.
    pub async fn agree_hours(
        &mut self,
        person_id: &PersonId,
        expected_version: u64,
        agreement: &HoursAgreement,
    ) -> Result<bool, Error> {
        let current = self.find_hours(person_id).await?.map_or(0, |current| current.version);
        if current != expected_version {
            return Ok(false);
        }
        let statement = query(
            "INSERT INTO hours_agreement (person_id, version, weekly_hours, reason, agreed_with, agreed_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        )
        .bind(person_id.as_str())
        .bind(as_bigint(expected_version + 1))
        .bind(i64::from(agreement.weekly_hours))
        .bind(agreement.reason.as_ref().map(|reason| reason.to_string()))
        .bind(agreement.agreed_with.as_ref().map(StaffId::as_str))
        .bind(agreement.agreed_at.as_ms());
        let is_agreed = self.execute(statement).await? == 1;
        if is_agreed {
            self.hear_from(person_id, agreement.agreed_at).await?;
        }
        Ok(is_agreed)
    }

    /// What holds now.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_hours(&mut self, person_id: &PersonId) -> Result<Option<HoursAgreement>, Error> {
        let statement = query(
            "SELECT person_id, version, weekly_hours, reason, agreed_with, agreed_at
             FROM hours_agreement WHERE person_id = $1 ORDER BY version DESC LIMIT 1",
        );
        let row = self.fetch_optional(statement.bind(person_id.as_str())).await?;
        row.as_ref().map(read_agreement).transpose()
    }

    /// Proposes hours, once for each id. `false` when it was there already.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist.
    pub async fn propose_hours(
        &mut self,
        person_id: &PersonId,
        proposal: &HoursProposal,
    ) -> Result<bool, Error> {
        let statement = query(
            "INSERT INTO hours_proposal (id, person_id, held_on, n_minutes, workshop, proposed_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING",
        )
        .bind(proposal.id.as_str())
        .bind(person_id.as_str())
        .bind(proposal.held_on.to_string())
        .bind(as_bigint(proposal.n_minutes))
        .bind(proposal.workshop.as_str())
        .bind(proposal.proposed_at.as_ms());
        Ok(self.execute(statement).await? == 1)
    }

    /// What the person says of proposed hours; `None` takes the answer back. `false` when they have no such proposal.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn answer_hours(
        &mut self,
        person_id: &PersonId,
        id: &ProposalId,
        answer: Option<HoursAnswer>,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement =
            query("UPDATE hours_proposal SET answer = $3, answered_at = $4 WHERE id = $1 AND person_id = $2")
                .bind(id.as_str())
                .bind(person_id.as_str())
                .bind(answer.map(Words::as_word))
                .bind(now.as_ms());
        Ok(self.execute(statement).await? == 1)
    }

    /// What was proposed to a person, latest day first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_hours_proposals(&mut self, person_id: &PersonId) -> Result<Vec<HoursProposal>, Error> {
        let statement = query(
            "SELECT id, held_on, n_minutes, workshop, proposed_at, answer
             FROM hours_proposal WHERE person_id = $1 ORDER BY held_on DESC, id",
        );
        self.fetch_all(statement.bind(person_id.as_str())).await?.iter().map(read_proposal).collect()
    }
}

fn read_agreement(row: &Row) -> Result<HoursAgreement, Error> {
    let found = Found::new(row, "hours_agreement", "person_id");
    let weekly_hours = u8::try_from(found.count("weekly_hours")?);
    Ok(HoursAgreement {
        version: found.count("version")?,
        weekly_hours: weekly_hours.map_err(|_| found.inconsistent("weekly_hours"))?,
        reason: found.parsed_or_none("reason")?,
        agreed_with: found.parsed_or_none("agreed_with")?,
        agreed_at: found.instant("agreed_at")?,
    })
}

fn read_proposal(row: &Row) -> Result<HoursProposal, Error> {
    let found = Found::new(row, "hours_proposal", "id");
    Ok(HoursProposal {
        id: found.parsed("id")?,
        held_on: found.parsed("held_on")?,
        n_minutes: found.count("n_minutes")?,
        workshop: found.parsed("workshop")?,
        proposed_at: found.instant("proposed_at")?,
        answer: found.word_or_none("answer")?,
    })
}
