//! Slots as they are kept: one, or a list of them.

use super::slot::{OfMonth, Slot};
use crate::row::{Found, Row};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{MonthId, PersonId, SlotId};
use domain::time::Timestamp;
use domain::workshops::Span;

macro_rules! columns {
    () => {
        "id, workshop, venue, zone, starts_at, ends_at, capacity, n_extra, n_booked, n_held, n_waiting, childcare, state, \
         message, version, month_id, company_id, label, break_min, n_groups"
    };
}

impl Tx {
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_slot(&mut self, id: &SlotId) -> Result<Option<Slot>, Error> {
        let statement = query(concat!("SELECT ", columns!(), " FROM slot WHERE id = $1"));
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_slot).transpose()
    }

    /// The slots of workshops that end after an instant, whatever their state, by start; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_slots(&mut self, after: Timestamp, limit: u32) -> Result<Vec<Slot>, Error> {
        let statement = query(concat!(
            "SELECT ",
            columns!(),
            " FROM slot WHERE ends_at > $1 AND month_id IS NULL ORDER BY starts_at, id LIMIT $2"
        ));
        let statement = statement.bind(after.as_ms()).bind(i64::from(limit));
        self.fetch_all(statement).await?.iter().map(read_slot).collect()
    }

    /// Preparation days and talks of a month, whatever their state, by start.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_month_slots(&mut self, month_id: &MonthId) -> Result<Vec<Slot>, Error> {
        let statement =
            query(concat!("SELECT ", columns!(), " FROM slot WHERE month_id = $1 ORDER BY starts_at, id"));
        self.fetch_all(statement.bind(month_id.as_str())).await?.iter().map(read_slot).collect()
    }

    /// The slots that end after an instant and that a person has to do with, by start.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_own_slots(
        &mut self,
        person_id: &PersonId,
        after: Timestamp,
    ) -> Result<Vec<Slot>, Error> {
        let statement = query(concat!(
            "SELECT ",
            columns!(),
            " FROM slot WHERE ends_at > $2 AND id IN (SELECT slot_id FROM booking WHERE person_id = $1)
              ORDER BY starts_at, id"
        ));
        let statement = statement.bind(person_id.as_str()).bind(after.as_ms());
        self.fetch_all(statement).await?.iter().map(read_slot).collect()
    }

    /// The slot as it is now; nobody else changes it or who has a place until this transaction ends.
    pub(crate) async fn lock_slot(&mut self, id: &SlotId) -> Result<Option<Slot>, Error> {
        if !self.has_company() {
            return self.find_slot(id).await;
        }
        // `SELECT … FOR UPDATE` is not portable; an update that changes nothing locks the row as well.
        let statement =
            query(concat!("UPDATE slot SET n_booked = n_booked WHERE id = $1 RETURNING ", columns!()));
        let row = self.fetch_optional(statement.bind(id.as_str())).await?;
        row.as_ref().map(read_slot).transpose()
    }
}

fn read_slot(row: &Row) -> Result<Slot, Error> {
    let found = Found::new(row, "slot", "id");
    let month: Option<MonthId> = found.parsed_or_none("month_id")?;
    let of_month = match month {
        None => None,
        Some(month) => Some(OfMonth {
            month,
            company: found.parsed_or_none("company_id")?,
            label: found.text("label")?,
            break_min: found.count("break_min")?,
            n_groups: found.count("n_groups")?,
        }),
    };
    Ok(Slot {
        id: found.parsed("id")?,
        workshop: found.parsed("workshop")?,
        venue: found.parsed("venue")?,
        zone: found.parsed("zone")?,
        span: Span { from: found.instant("starts_at")?, to: found.instant("ends_at")? },
        capacity: found.count("capacity")?,
        n_extra: found.count("n_extra")?,
        n_booked: found.count("n_booked")?,
        n_held: found.count("n_held")?,
        n_waiting: found.count("n_waiting")?,
        childcare: found.int("childcare")? != 0,
        state: found.word("state")?,
        message: found.text_or_none("message")?,
        of_month,
        version: found.count("version")?,
    })
}
