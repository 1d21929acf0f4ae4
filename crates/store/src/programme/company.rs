//! Companies of a month and their talks.

use super::month::{Month, MonthChanged};
use crate::row::{Found, Row};
use crate::statement::query;
use crate::workshops::Slot;
use crate::{Error, Tx};
use domain::ids::{CompanyId, MonthId, StaffId};
use domain::programme::{CompanySheet, MAX_COMPANIES, MonthState};
use domain::time::Timestamp;
use domain::workshops::is_open;

/// A company of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    pub id: CompanyId,
    pub month_id: MonthId,
    pub sheet: CompanySheet,
    /// Why it does not come after all.
    pub message: Option<String>,
}

impl Tx {
    /// Keeps a new company; `talks` makes its talks from the month as it is. They stand where the month stands.
    ///
    /// # Errors
    /// [`Error::Conflict`] when an id is taken; [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn insert_company(
        &mut self,
        company: &Company,
        talks: impl FnOnce(&Month) -> Vec<Slot> + Send,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<MonthChanged, Error> {
        let Some(month) = self.lock_month(&company.month_id).await? else { return Ok(MonthChanged::NoMonth) };
        if month.state == MonthState::Cancelled {
            return Ok(MonthChanged::Fixed);
        }
        if !is_open(month.dating, now) {
            return Ok(MonthChanged::Begun);
        }
        if self.list_companies(&company.month_id).await?.len() >= MAX_COMPANIES {
            return Ok(MonthChanged::TooMany);
        }
        let sheet = serde_json::to_string(&company.sheet).expect("BUG: a sheet is JSON");
        let statement = query("INSERT INTO company (id, month_id, sheet, made_at) VALUES ($1, $2, $3, $4)");
        let statement = statement.bind(company.id.as_str()).bind(company.month_id.as_str()).bind(sheet);
        self.execute(statement.bind(now.as_ms())).await?;
        for talk in talks(&month) {
            self.insert_slot(&Slot { state: month.state.into(), ..talk }, by, now).await?;
        }
        Ok(MonthChanged::Done)
    }

    /// Takes a company out of a month that is still a draft.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn remove_company(
        &mut self,
        month_id: &MonthId,
        id: &CompanyId,
    ) -> Result<MonthChanged, Error> {
        let Some(month) = self.lock_month(month_id).await? else { return Ok(MonthChanged::NoMonth) };
        if month.state != MonthState::Draft {
            return Ok(MonthChanged::Fixed);
        }
        let statement = query("DELETE FROM slot WHERE company_id = $1 AND month_id = $2");
        self.execute(statement.bind(id.as_str()).bind(month_id.as_str())).await?;
        let statement = query("DELETE FROM company WHERE id = $1 AND month_id = $2");
        self.execute(statement.bind(id.as_str()).bind(month_id.as_str())).await?;
        Ok(MonthChanged::Done)
    }

    /// A company of a published month does not come: its talks that have not begun are cancelled, and those who had one
    /// are told. One that was called off already keeps its message.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn withdraw_company(
        &mut self,
        month_id: &MonthId,
        id: &CompanyId,
        message: &str,
        now: Timestamp,
    ) -> Result<MonthChanged, Error> {
        let Some(month) = self.lock_month(month_id).await? else { return Ok(MonthChanged::NoMonth) };
        let company = self.find_company(id).await?.filter(|company| company.month_id == *month_id);
        let Some(company) = company else { return Ok(MonthChanged::NoMonth) };
        if month.state != MonthState::Published {
            return Ok(MonthChanged::Fixed);
        }
        if company.message.is_some() {
            return Ok(MonthChanged::Done);
        }
        if !is_open(month.dating, now) {
            return Ok(MonthChanged::Begun);
        }
        self.cancel_parts(month_id, Some(id), message, now).await?;
        let statement = query("UPDATE company SET message = $2 WHERE id = $1");
        self.execute(statement.bind(id.as_str()).bind(message)).await?;
        Ok(MonthChanged::Done)
    }

    /// In the order in which they were written down, those that do not come after all among them.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_companies(&mut self, month_id: &MonthId) -> Result<Vec<Company>, Error> {
        let statement = query(
            "SELECT id, month_id, sheet, message FROM company WHERE month_id = $1 ORDER BY made_at, id",
        );
        self.fetch_all(statement.bind(month_id.as_str())).await?.iter().map(read_company).collect()
    }

    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_company(&mut self, id: &CompanyId) -> Result<Option<Company>, Error> {
        let statement = query("SELECT id, month_id, sheet, message FROM company WHERE id = $1");
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_company).transpose()
    }
}

fn read_company(row: &Row) -> Result<Company, Error> {
    let found = Found::new(row, "company", "id");
    Ok(Company {
        id: found.parsed("id")?,
        month_id: found.parsed("month_id")?,
        sheet: found.json("sheet")?,
        message: found.text_or_none("message")?,
    })
}
