//! Who is asked, or asks, to take part in a month.

use crate::row::{Found, Row, Words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{MonthId, PersonId, ReferenceId, StaffId};
use domain::messages::MessageKind;
use domain::programme::{Invitation, after_asking, after_proposing};
use domain::time::Timestamp;

/// Where one person and one month stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub status: Invitation,
    /// Name of who of the staff proposed it.
    pub proposed_by: Option<String>,
}

/// Someone who was invited or has asked. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Invited {
    pub person_id: PersonId,
    pub first_name: String,
    pub last_name: String,
    pub status: Invitation,
}

impl core::fmt::Debug for Invited {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Invited({})", self.person_id)
    }
}

impl Tx {
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_invitation(
        &mut self,
        month_id: &MonthId,
        person_id: &PersonId,
    ) -> Result<Option<Known>, Error> {
        let statement = query(
            "SELECT i.month_id, i.status, f.display_name AS proposed_by
             FROM invitation i LEFT JOIN staff f ON f.id = i.proposed_by
             WHERE i.month_id = $1 AND i.person_id = $2",
        );
        let row = self.fetch_optional(statement.bind(month_id.as_str()).bind(person_id.as_str())).await?;
        let read = |row: &Row| {
            let found = Found::new(row, "invitation", "month_id");
            Ok(Known { status: found.word("status")?, proposed_by: found.text_or_none("proposed_by")? })
        };
        row.as_ref().map(read).transpose()
    }

    /// Those who were invited or have asked, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_invited(&mut self, month_id: &MonthId) -> Result<Vec<Invited>, Error> {
        let statement = query(
            "SELECT i.person_id, i.status, p.first_name, p.last_name
             FROM invitation i JOIN person p ON p.id = i.person_id
             WHERE i.month_id = $1 ORDER BY p.last_name_key, p.first_name_key, p.id",
        );
        let read = |row: &Row| {
            let found = Found::new(row, "invitation", "person_id");
            Ok(Invited {
                person_id: found.parsed("person_id")?,
                first_name: found.text("first_name")?,
                last_name: found.text("last_name")?,
                status: found.word("status")?,
            })
        };
        self.fetch_all(statement.bind(month_id.as_str())).await?.iter().map(read).collect()
    }

    /// Staff propose the month to a person, who is told the first time. Answers how they stand: a no stays a no.
    /// `proposal` is a name that was never used.
    ///
    /// # Errors
    /// [`Error::Conflict`] when there is no such month or person; [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn propose_month(
        &mut self,
        (month_id, person_id): (&MonthId, &PersonId),
        proposal: &ReferenceId,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<Invitation, Error> {
        let was = self.lock_invitation(month_id, person_id, now).await?.map(|was| was.status);
        let status = after_proposing(was);
        let by = (status == Invitation::Proposed).then_some(by);
        self.save_invitation(month_id, person_id, status, by, now).await?;
        let statement = query(
            "UPDATE invitation SET proposal_id = $3
             WHERE month_id = $1 AND person_id = $2 AND status = 'proposed' AND proposal_id IS NULL",
        );
        let statement = statement.bind(month_id.as_str()).bind(person_id.as_str());
        if self.execute(statement.bind(proposal.as_str())).await? == 1 {
            self.tell(person_id, MessageKind::MonthProposed, proposal.as_str(), now).await?;
        }
        Ok(status)
    }

    /// The person asks for the month, or takes their no back.
    ///
    /// # Errors
    /// As [`Tx::propose_month`].
    pub async fn ask_for_month(
        &mut self,
        month_id: &MonthId,
        person_id: &PersonId,
        now: Timestamp,
    ) -> Result<Invitation, Error> {
        let was = self.lock_invitation(month_id, person_id, now).await?;
        let is_proposed = was.as_ref().is_some_and(|was| was.proposed_by.is_some());
        let status = after_asking(was.map(|was| was.status), is_proposed);
        self.save_invitation(month_id, person_id, status, None, now).await?;
        Ok(status)
    }

    /// The person says no, or asks no longer.
    ///
    /// # Errors
    /// As [`Tx::propose_month`].
    pub async fn decline_month(
        &mut self,
        month_id: &MonthId,
        person_id: &PersonId,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.lock_invitation(month_id, person_id, now).await?;
        self.save_invitation(month_id, person_id, Invitation::Declined, None, now).await
    }

    /// How the two stand; nobody else changes it until this transaction ends. `None` when there was nothing, and then
    /// there is a row that [`Tx::save_invitation`] gives its status.
    async fn lock_invitation(
        &mut self,
        month_id: &MonthId,
        person_id: &PersonId,
        now: Timestamp,
    ) -> Result<Option<Known>, Error> {
        // Two that begin at once: the second one waits here for the first, and then sees what it wrote.
        let statement = query(
            "INSERT INTO invitation (month_id, person_id, status, created_at, changed_at)
             VALUES ($1, $2, 'declined', $3, $3) ON CONFLICT DO NOTHING",
        );
        let statement = statement.bind(month_id.as_str()).bind(person_id.as_str()).bind(now.as_ms());
        if self.execute(statement).await? == 1 {
            return Ok(None);
        }
        let statement = query("UPDATE invitation SET status = status WHERE month_id = $1 AND person_id = $2");
        self.execute(statement.bind(month_id.as_str()).bind(person_id.as_str())).await?;
        self.find_invitation(month_id, person_id).await
    }

    /// Without `by`, whoever proposed it stays.
    async fn save_invitation(
        &mut self,
        month_id: &MonthId,
        person_id: &PersonId,
        status: Invitation,
        by: Option<&StaffId>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query(
            "UPDATE invitation SET status = $3, proposed_by = COALESCE(proposed_by, $4), changed_at = $5
             WHERE month_id = $1 AND person_id = $2",
        );
        let statement = statement.bind(month_id.as_str()).bind(person_id.as_str()).bind(status.as_word());
        self.execute(statement.bind(by.map(StaffId::as_str)).bind(now.as_ms())).await.map(|_| ())
    }
}
