//! Public devices in an office, and the codes that make a device one. How long a code lasts is the server's rule.

use crate::row::Found;
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::{KioskId, StaffId};
use domain::time::Timestamp;

/// A kiosk, with its device or without one yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kiosk {
    pub id: KioskId,
    pub name: String,
    /// Since when a device is this kiosk.
    pub enrolled_at: Option<Timestamp>,
}

impl Tx {
    /// A kiosk without a device and without a code.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is in use or the member of staff does not exist.
    pub async fn insert_kiosk(
        &mut self,
        id: &KioskId,
        name: &str,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement = query("INSERT INTO kiosk (id, name, made_by, made_at) VALUES ($1, $2, $3, $4)");
        let statement = statement.bind(id.as_str()).bind(name.to_owned()).bind(by.as_str());
        self.execute(statement.bind(now.as_ms())).await.map(|_| ())
    }

    /// Every kiosk, the oldest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_kiosks(&mut self) -> Result<Vec<Kiosk>, Error> {
        let rows =
            self.fetch_all(query("SELECT id, name, enrolled_at FROM kiosk ORDER BY made_at, id")).await?;
        rows.iter()
            .map(|row| {
                let found = Found::new(row, "kiosk", "id");
                Ok(Kiosk {
                    id: found.parsed("id")?,
                    name: found.text("name")?,
                    enrolled_at: found.instant_or_none("enrolled_at")?,
                })
            })
            .collect()
    }

    /// Gives a kiosk a code in place of the one before; `false` when there is no such kiosk.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the code is in use.
    pub async fn save_kiosk_code(
        &mut self,
        id: &KioskId,
        code_hash: &str,
        until: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query("UPDATE kiosk SET code_hash = $2, code_until = $3 WHERE id = $1");
        let statement = statement.bind(id.as_str()).bind(code_hash.to_owned()).bind(until.as_ms());
        Ok(self.execute(statement).await? > 0)
    }

    /// Makes the device with this token the kiosk of a code, in place of the device before, and uses the code up. `false`
    /// when no code that still works has this hash.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the token is in use.
    pub async fn enrol_kiosk(
        &mut self,
        code_hash: &str,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE kiosk SET token_hash = $2, enrolled_at = $3, code_hash = NULL, code_until = NULL
             WHERE code_hash = $1 AND code_until > $3",
        );
        let statement = statement.bind(code_hash.to_owned()).bind(token_hash.to_owned()).bind(now.as_ms());
        Ok(self.execute(statement).await? > 0)
    }

    /// Whether the device with this token is a kiosk.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn is_kiosk(&mut self, token_hash: &str) -> Result<bool, Error> {
        let statement = query("SELECT id FROM kiosk WHERE token_hash = $1");
        Ok(self.fetch_optional(statement.bind(token_hash.to_owned())).await?.is_some())
    }

    /// `false` when there is no such kiosk.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn remove_kiosk(&mut self, id: &KioskId) -> Result<bool, Error> {
        let statement = query("DELETE FROM kiosk WHERE id = $1").bind(id.as_str());
        Ok(self.execute(statement).await? > 0)
    }
}
