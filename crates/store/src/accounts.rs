//! The accounts of staff as a coordinator looks after them: made, set up with a code that works once, changed, closed. What they sign in with is
//! in [`crate::Staff`].
//!
//! **Invariant:** whatever takes a coordinator away locks the rows of all coordinators first, so that of two who take each other away one stays.

use crate::row::{Found, Row, words};
use crate::statement::query;
use crate::{Error, Owner, Staff, StaffRole, Tx};
use domain::ids::StaffId;
use domain::staff::{StaffCard, may_step_down};
use domain::time::Timestamp;

/// An account on the coordinator's list. `Debug` shows the id only.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffAccount {
    pub id: StaffId,
    pub login: String,
    pub card: StaffCard,
    pub role: StaffRole,
    pub closed_at: Option<Timestamp>,
    /// Has a password and a secret.
    pub is_set_up: bool,
    /// Until when the code for setting it up works.
    pub code_until: Option<Timestamp>,
    pub last_seen_at: Option<Timestamp>,
    /// People whose référent they are.
    pub n_clients: u64,
    /// People whose référent they were, and whom nobody follows since.
    pub n_left: u64,
}

impl core::fmt::Debug for StaffAccount {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "StaffAccount({})", self.id)
    }
}

/// What was done with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffAct {
    Added,
    /// Got a code for setting it up, in place of what it was signed in with.
    Code,
    SetUp,
    Changed,
    Promoted,
    Demoted,
    Closed,
    Reopened,
    /// The record of looks was searched, for their lines or for everyone's.
    Searched,
}

words! {
    StaffAct {
        Added = "added",
        Code = "code",
        SetUp = "set-up",
        Changed = "changed",
        Promoted = "promoted",
        Demoted = "demoted",
        Closed = "closed",
        Reopened = "reopened",
        Searched = "searched",
    }
}

/// A line about an account, both by name. `Debug` shows what only.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffEvent {
    pub at: Timestamp,
    pub by: String,
    pub act: StaffAct,
    pub whose: String,
}

impl core::fmt::Debug for StaffEvent {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "StaffEvent({:?})", self.act)
    }
}

/// What became of a change of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountChanged {
    Done,
    Missing,
    /// Nobody could look after the accounts any more.
    LastCoordinator,
}

/// A new way in, once its owner has chosen it. `Debug` is not derived: these are secrets.
#[derive(Clone)]
pub struct WayIn {
    /// PHC string.
    pub password_hash: String,
    /// Encrypted by the caller.
    pub totp_secret: String,
    /// The step whose code has proven the secret.
    pub totp_step: i64,
}

impl core::fmt::Debug for WayIn {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("WayIn(hidden)")
    }
}

macro_rules! accounts {
    ($which:literal) => {
        concat!(
            "SELECT s.id, s.login, s.display_name, s.role, s.phone, s.place, s.closed_at,
                CASE WHEN s.password_hash <> '' AND s.totp_secret <> '' THEN 1 ELSE 0 END AS is_set_up,
                (SELECT until FROM staff_setup WHERE staff_id = s.id) AS code_until,
                (SELECT MAX(last_seen_at) FROM session WHERE owner_id = s.id AND kind = 'staff') AS last_seen_at,
                (SELECT COUNT(*) FROM person WHERE referent_id = s.id) AS n_clients,
                (SELECT COUNT(*) FROM person WHERE referent_id IS NULL AND former_referent_id = s.id) AS n_left
             FROM staff s ",
            $which
        )
    };
}

impl Tx {
    /// Every account, the open ones first, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_staff_accounts(&mut self) -> Result<Vec<StaffAccount>, Error> {
        let statement = query(accounts!(
            "ORDER BY CASE WHEN s.closed_at IS NULL THEN 0 ELSE 1 END, s.display_name, s.id"
        ));
        self.fetch_all(statement).await?.iter().map(read_account).collect()
    }

    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_staff_account(&mut self, id: &StaffId) -> Result<Option<StaffAccount>, Error> {
        let row = self.fetch_optional(query(accounts!("WHERE s.id = $1")).bind(id.as_str())).await?;
        row.as_ref().map(read_account).transpose()
    }

    /// How many people have no référent.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn count_unassigned(&mut self) -> Result<u64, Error> {
        let row = self.fetch_one(query("SELECT COUNT(*) AS n FROM person WHERE referent_id IS NULL")).await?;
        Found::new(&row, "person", "n").count("n")
    }

    /// Gives an open account a code for setting it up, in place of its password, its secret and its sessions. `false` when there is
    /// no such open account.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn reset_staff(
        &mut self,
        id: &StaffId,
        code_hash: &str,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let statement = query(
            "UPDATE staff SET password_hash = '', totp_secret = '' WHERE id = $1 AND closed_at IS NULL",
        );
        if self.execute(statement.bind(id.as_str())).await? == 0 {
            return Ok(false);
        }
        let code = query(
            "INSERT INTO staff_setup (staff_id, code_hash, until) VALUES ($1, $2, $3)
             ON CONFLICT (staff_id) DO UPDATE SET code_hash = $2, until = $3",
        );
        self.execute(code.bind(id.as_str()).bind(code_hash.to_owned()).bind(until.as_ms())).await?;
        self.end_sessions_of(&Owner::Staff(id.clone()), now).await?;
        Ok(true)
    }

    /// The account that a login and a code set up, while the code works.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn find_staff_to_set_up(
        &mut self,
        login: &str,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<Option<Staff>, Error> {
        let Some(staff) = self.find_staff_by_login(login).await? else { return Ok(None) };
        let statement =
            query("SELECT staff_id FROM staff_setup WHERE staff_id = $1 AND code_hash = $2 AND until > $3");
        let statement = statement.bind(staff.id.as_str()).bind(code_hash.to_owned()).bind(now.as_ms());
        Ok(self.fetch_optional(statement).await?.map(|_| staff))
    }

    /// Uses a code up for a way in; `false` when it works no more.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn set_staff_up(
        &mut self,
        id: &StaffId,
        code_hash: &str,
        way_in: &WayIn,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let code = query("DELETE FROM staff_setup WHERE staff_id = $1 AND code_hash = $2 AND until > $3");
        let code = code.bind(id.as_str()).bind(code_hash.to_owned()).bind(now.as_ms());
        if self.execute(code).await? == 0 {
            return Ok(false);
        }
        let statement = query(
            "UPDATE staff SET password_hash = $2, totp_secret = $3, totp_last_step = $4
             WHERE id = $1 AND closed_at IS NULL",
        );
        let statement = statement.bind(id.as_str()).bind(way_in.password_hash.clone());
        let statement = statement.bind(way_in.totp_secret.clone()).bind(way_in.totp_step);
        Ok(self.execute(statement).await? == 1)
    }

    /// Changes what people read of a member of staff, and what they may do.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn update_staff(
        &mut self,
        id: &StaffId,
        card: &StaffCard,
        role: StaffRole,
    ) -> Result<AccountChanged, Error> {
        if role == StaffRole::Referent && !self.may_step_down(id).await? {
            return Ok(AccountChanged::LastCoordinator);
        }
        let statement = query(
            "UPDATE staff SET display_name = $2, phone = $3, place = $4, role = $5
             WHERE id = $1 AND closed_at IS NULL",
        );
        let statement = statement.bind(id.as_str()).bind(card.name.clone()).bind(card.phone.clone());
        let n_changed = self.execute(statement.bind(card.place.clone()).bind(role.as_word())).await?;
        Ok(if n_changed == 1 { AccountChanged::Done } else { AccountChanged::Missing })
    }

    /// Closes an account: its sessions end, nothing opens it any more, and the people whom it followed have nobody until they are given
    /// to somebody. Its name stays where it has signed. `act` and `operation`: as in [`crate::Assignment`].
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn close_staff(
        &mut self,
        id: &StaffId,
        act: &str,
        by: &StaffId,
        operation: &'static str,
        now: Timestamp,
    ) -> Result<AccountChanged, Error> {
        if !self.may_step_down(id).await? {
            return Ok(AccountChanged::LastCoordinator);
        }
        let statement = query(
            "UPDATE staff SET closed_at = $2, password_hash = '', totp_secret = ''
             WHERE id = $1 AND closed_at IS NULL",
        );
        if self.execute(statement.bind(id.as_str()).bind(now.as_ms())).await? == 0 {
            return Ok(AccountChanged::Missing);
        }
        self.unassign_all_of(id, act, by, operation, now).await?;
        for statement in
            ["DELETE FROM staff_setup WHERE staff_id = $1", "DELETE FROM follow_up WHERE staff_id = $1"]
        {
            self.execute(query(statement).bind(id.as_str())).await?;
        }
        self.end_sessions_of(&Owner::Staff(id.clone()), now).await?;
        Ok(AccountChanged::Done)
    }

    /// Opens a closed account again: it waits for its set-up, and follows nobody.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn reopen_staff(&mut self, id: &StaffId) -> Result<AccountChanged, Error> {
        let statement = query("UPDATE staff SET closed_at = NULL WHERE id = $1 AND closed_at IS NOT NULL");
        let n_changed = self.execute(statement.bind(id.as_str())).await?;
        Ok(if n_changed == 1 { AccountChanged::Done } else { AccountChanged::Missing })
    }

    /// Whether somebody else could look after the accounts, or this one cannot anyway. Whoever asks at the same time waits.
    async fn may_step_down(&mut self, id: &StaffId) -> Result<bool, Error> {
        self.execute(query("UPDATE staff SET role = role WHERE role = 'coordinator'")).await?;
        let statement = query(
            "SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN id = $1 THEN 1 ELSE 0 END), 0) AS n_own FROM staff
             WHERE role = 'coordinator' AND closed_at IS NULL AND password_hash <> '' AND totp_secret <> ''",
        );
        let row = self.fetch_one(statement.bind(id.as_str())).await?;
        let found = Found::new(&row, "staff", "n");
        let (n_able, n_own) = (found.count("n")?, found.count("n_own")?);
        Ok(may_step_down(n_own > 0, n_able - n_own))
    }

    /// Adds a line.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is in use or somebody does not exist.
    pub async fn note_staff_event(
        &mut self,
        event_id: &str,
        by: &StaffId,
        act: StaffAct,
        whose: &StaffId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let statement =
            query("INSERT INTO staff_event (id, at, done_by, kind, staff_id) VALUES ($1, $2, $3, $4, $5)");
        let statement = statement.bind(event_id.to_owned()).bind(now.as_ms()).bind(by.as_str());
        self.execute(statement.bind(act.as_word()).bind(whose.as_str())).await.map(|_| ())
    }

    /// What was done with accounts, latest first; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Inconsistent`].
    pub async fn list_staff_events(&mut self, limit: u32) -> Result<Vec<StaffEvent>, Error> {
        let statement = query(
            "SELECT e.id, e.at, e.kind, b.display_name AS by_name, s.display_name AS whose
             FROM staff_event e JOIN staff b ON b.id = e.done_by JOIN staff s ON s.id = e.staff_id
             ORDER BY e.at DESC, e.id DESC LIMIT $1",
        );
        let rows = self.fetch_all(statement.bind(i64::from(limit))).await?;
        let read = |row| {
            let found = Found::new(row, "staff_event", "id");
            Ok(StaffEvent {
                at: found.instant("at")?,
                by: found.text("by_name")?,
                act: found.parsed("kind")?,
                whose: found.text("whose")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

fn read_account(row: &Row) -> Result<StaffAccount, Error> {
    let found = Found::new(row, "staff", "id");
    Ok(StaffAccount {
        id: found.parsed("id")?,
        login: found.text("login")?,
        card: StaffCard {
            name: found.text("display_name")?,
            phone: found.text("phone")?,
            place: found.text("place")?,
        },
        role: found.parsed("role")?,
        closed_at: found.instant_or_none("closed_at")?,
        is_set_up: found.int("is_set_up")? == 1,
        code_until: found.instant_or_none("code_until")?,
        last_seen_at: found.instant_or_none("last_seen_at")?,
        n_clients: found.count("n_clients")?,
        n_left: found.count("n_left")?,
    })
}
