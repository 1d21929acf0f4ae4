//! The record of looks as a coordinator searches it: whose looks, at whom, of what kind, when. Never what was seen.

use crate::row::{Found, Row};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{AccessId, PersonId, StaffId};
use domain::time::Timestamp;

/// What is looked for. Each part narrows it down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccessFilter {
    pub person: Option<PersonId>,
    pub staff: Option<StaffId>,
    /// `operationId` of the interface.
    pub operation: Option<String>,
    pub from: Option<Timestamp>,
    /// Not included.
    pub until: Option<Timestamp>,
}

/// A line of the record, both by name. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct FoundAccess {
    pub id: AccessId,
    pub at: Timestamp,
    pub operation: String,
    pub staff_name: String,
    pub person_id: PersonId,
    pub first_name: String,
    pub last_name: String,
}

impl core::fmt::Debug for FoundAccess {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "FoundAccess({})", self.id)
    }
}

/// `$1` from, `$2 $3` to end before, `$4` person, `$5` staff, `$6` operation, `$7` limit. What `$first` names has an index that
/// gives the lines in their order; the rest is looked at line by line.
macro_rules! lines {
    ($first:literal) => {
        concat!(
            "SELECT a.id, a.at, a.operation, s.display_name, a.person_id, p.first_name, p.last_name
             FROM access_log a JOIN staff s ON s.id = a.staff_id JOIN person p ON p.id = a.person_id
             WHERE ",
            $first,
            "a.at >= $1 AND (a.at, a.id) < ($2, $3) AND ($4 IS NULL OR a.person_id = $4)
               AND ($5 IS NULL OR a.staff_id = $5) AND ($6 IS NULL OR a.operation = $6)
             ORDER BY a.at DESC, a.id DESC LIMIT $7"
        )
    };
}

impl Tx {
    /// Lines of the record, latest first. `after`: the last line of the page before; one that is gone gives the first page.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn search_accesses(
        &mut self,
        filter: &AccessFilter,
        after: Option<&AccessId>,
        limit: u32,
    ) -> Result<Vec<FoundAccess>, Error> {
        let mut before = (filter.until.map_or(i64::MAX, Timestamp::as_ms), String::new());
        if let Some(after) = after {
            let statement = query("SELECT id, at FROM access_log WHERE id = $1");
            if let Some(row) = self.fetch_optional(statement.bind(after.as_str())).await? {
                let found = Found::new(&row, "access_log", "id");
                before = (found.int("at")?, found.text("id")?);
            }
        }
        let statement = match filter {
            AccessFilter { person: Some(_), .. } => lines!("a.person_id = $4 AND "),
            AccessFilter { staff: Some(_), .. } => lines!("a.staff_id = $5 AND "),
            AccessFilter { operation: Some(_), .. } => lines!("a.operation = $6 AND "),
            _ => lines!(""),
        };
        let statement = query(statement)
            .bind(filter.from.map_or(0, Timestamp::as_ms))
            .bind(before.0)
            .bind(before.1)
            .bind(filter.person.as_ref().map(PersonId::as_str))
            .bind(filter.staff.as_ref().map(StaffId::as_str))
            .bind(filter.operation.clone())
            .bind(i64::from(limit));
        self.fetch_all(statement).await?.iter().map(read_line).collect()
    }
}

fn read_line(row: &Row) -> Result<FoundAccess, Error> {
    let found = Found::new(row, "access_log", "id");
    Ok(FoundAccess {
        id: found.parsed("id")?,
        at: found.instant("at")?,
        operation: found.text("operation")?,
        staff_name: found.text("display_name")?,
        person_id: found.parsed("person_id")?,
        first_name: found.text("first_name")?,
        last_name: found.text("last_name")?,
    })
}
