//! The members of staff and what they sign in with.

use crate::row::{Found, Row, words};
use crate::statement::query;
use crate::{Error, Tx};
use domain::ids::StaffId;
use domain::time::Timestamp;

/// What a member of staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffRole {
    Referent,
    Coordinator,
}

words! { StaffRole { Referent = "referent", Coordinator = "coordinator" } }

/// A member of staff. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct Staff {
    pub id: StaffId,
    /// Compared as it is: fold it before it comes here.
    pub login: String,
    pub display_name: String,
    pub role: StaffRole,
    pub phone: String,
    /// Where they receive people.
    pub place: String,
    /// PHC string.
    pub password_hash: String,
    /// Encrypted by the caller.
    pub totp_secret: String,
    /// Number of the last 30-second step whose code was accepted; 0 before the first.
    pub totp_last_step: i64,
    pub created_at: Timestamp,
}

impl core::fmt::Debug for Staff {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Staff({})", self.id)
    }
}

impl Tx {
    /// # Errors
    /// [`Error::Conflict`] with [`crate::Constraint::StaffLogin`] when the login is taken.
    pub async fn insert_staff(&mut self, staff: &Staff) -> Result<(), Error> {
        let statement = query(
            "INSERT INTO staff (id, login, display_name, role, phone, place, password_hash, totp_secret,
                                totp_last_step, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(staff.id.as_str())
        .bind(&staff.login)
        .bind(&staff.display_name)
        .bind(staff.role.as_word())
        .bind(&staff.phone)
        .bind(&staff.place)
        .bind(&staff.password_hash)
        .bind(&staff.totp_secret)
        .bind(staff.totp_last_step)
        .bind(staff.created_at.as_ms());
        self.execute(statement).await.map(|_| ())
    }

    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_staff(&mut self, id: &StaffId) -> Result<Option<Staff>, Error> {
        let row = self.fetch_optional(query(SELECT_BY_ID).bind(id.as_str())).await?;
        row.as_ref().map(read_staff).transpose()
    }

    /// Whether somebody has this login, with a closed account too.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn has_staff_login(&mut self, login: &str) -> Result<bool, Error> {
        let statement = query("SELECT id FROM staff WHERE login = $1");
        Ok(self.fetch_optional(statement.bind(login)).await?.is_some())
    }

    /// Nobody when the account is closed.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_staff_by_login(&mut self, login: &str) -> Result<Option<Staff>, Error> {
        // PostgreSQL takes no NUL in a text and calls it an error of its own; nobody has such a login.
        if login.contains('\0') {
            return Ok(None);
        }
        let row = self.fetch_optional(query(SELECT_BY_LOGIN).bind(login)).await?;
        row.as_ref().map(read_staff).transpose()
    }

    /// Uses up the code of a 30-second step; `false` when that step or a later one was used before, so that a code
    /// that was seen over a shoulder is worth nothing (RFC 6238, 5.2). `false` too when the account was closed or reset meanwhile.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn take_totp_step(&mut self, id: &StaffId, step: i64) -> Result<bool, Error> {
        let statement = query(
            "UPDATE staff SET totp_last_step = $2
             WHERE id = $1 AND totp_last_step < $2 AND closed_at IS NULL AND totp_secret <> ''",
        );
        Ok(self.execute(statement.bind(id.as_str()).bind(step)).await? == 1)
    }

    /// How many members of staff with an open account have this role.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn count_staff(&mut self, role: StaffRole) -> Result<u64, Error> {
        let statement = query("SELECT COUNT(*) AS n FROM staff WHERE role = $1 AND closed_at IS NULL");
        let row = self.fetch_one(statement.bind(role.as_word())).await?;
        Found::new(&row, "staff", "n").count("n")
    }
}

const SELECT_BY_ID: &str = "SELECT id, login, display_name, role, phone, place, password_hash, totp_secret, \
                            totp_last_step, created_at FROM staff WHERE id = $1";
const SELECT_BY_LOGIN: &str = "SELECT id, login, display_name, role, phone, place, password_hash, totp_secret, \
                               totp_last_step, created_at FROM staff WHERE login = $1 AND closed_at IS NULL";

fn read_staff(row: &Row) -> Result<Staff, Error> {
    let found = Found::new(row, "staff", "id");
    Ok(Staff {
        id: found.parsed("id")?,
        login: found.text("login")?,
        display_name: found.text("display_name")?,
        role: found.parsed("role")?,
        phone: found.text("phone")?,
        place: found.text("place")?,
        password_hash: found.text("password_hash")?,
        totp_secret: found.text("totp_secret")?,
        totp_last_step: found.int("totp_last_step")?,
        created_at: found.instant("created_at")?,
    })
}
