//! Suggestions that the person has put aside.

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{PersonId, SheetId};
use domain::pathway::Aside;
use domain::time::Timestamp;
use std::collections::BTreeMap;

impl Tx {
    /// Puts a suggestion aside, with the reasons that it has now; again begins anew.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the person does not exist.
    pub async fn put_aside(
        &mut self,
        person_id: &PersonId,
        sheet: &SheetId,
        aside: &Aside,
    ) -> Result<(), Error> {
        let inconsistent =
            |_| Error::Inconsistent { table: "put_aside", column: "reasons", row: sheet.to_string() };
        let reasons = serde_json::to_string(&aside.reasons).map_err(inconsistent)?;
        let statement = query(
            "INSERT INTO put_aside (person_id, sheet, reasons, put_aside_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (person_id, sheet) DO UPDATE
                 SET reasons = excluded.reasons, put_aside_at = excluded.put_aside_at, taken_back_at = NULL",
        );
        let statement = statement.bind(person_id.as_str()).bind(sheet.as_str()).bind(reasons);
        self.execute(statement.bind(aside.at.as_ms())).await.map(|_| ())
    }

    /// Takes a suggestion back. `false` when it is not put aside.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take_back(
        &mut self,
        person_id: &PersonId,
        sheet: &SheetId,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE put_aside SET taken_back_at = $3
             WHERE person_id = $1 AND sheet = $2 AND taken_back_at IS NULL",
        );
        let statement = statement.bind(person_id.as_str()).bind(sheet.as_str()).bind(now.as_ms());
        Ok(self.execute(statement).await? == 1)
    }

    /// What is put aside and was not taken back, however long ago.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_aside(&mut self, person_id: &PersonId) -> Result<BTreeMap<SheetId, Aside>, Error> {
        let statement = query(
            "SELECT sheet, reasons, put_aside_at FROM put_aside WHERE person_id = $1 AND taken_back_at IS NULL",
        );
        let rows = self.fetch_all(statement.bind(person_id.as_str())).await?;
        let read = |row| {
            let found = Found::new(row, "put_aside", "sheet");
            let aside = Aside { at: found.instant("put_aside_at")?, reasons: found.json("reasons")? };
            Ok((found.parsed("sheet")?, aside))
        };
        rows.iter().map(read).collect()
    }
}
