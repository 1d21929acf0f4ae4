//! What can go wrong between a valid request and the disk.

use core::fmt;
use sqlx::error::{DatabaseError, ErrorKind};

/// Why the store did not do what was asked. Nothing of the job was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The database does not answer, refuses, or its disk is full. Trying again later may work.
    ///
    /// After a write on PostgreSQL it can also mean that the connection broke during the commit: the write may have
    /// happened. Only a repetition with the same idempotency key is safe.
    Unavailable(Cause),
    /// The write contradicts what is there. Trying again helps only with [`Constraint::Race`].
    Conflict { constraint: Constraint },
    /// What is stored cannot be read as what it should be. `row` is the row's key, never its content.
    Inconsistent { table: &'static str, column: &'static str, row: String },
}

/// Which promise of the schema a write would have broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Constraint {
    /// Another member of staff has this login.
    StaffLogin,
    /// The code of this card has been given out before.
    CardCode,
    /// The person already has a live card.
    LiveCard,
    /// The person already has an open action of this sheet.
    OpenAction,
    /// The same thing is already under discussion.
    OpenDispute,
    /// Any other key that must be unique: an id was used twice.
    Key,
    /// A row names another that does not exist, or is named by one that stays.
    Reference,
    /// Two transactions of PostgreSQL were in each other's way; one was undone.
    Race,
}

/// What the database said, reduced to what holds no value of any row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    what: String,
    is_disk_full: bool,
}

impl Error {
    /// Whether the disk under the database is full. Reading still works then.
    pub fn is_disk_full(&self) -> bool {
        matches!(self, Self::Unavailable(cause) if cause.is_disk_full)
    }

    pub(crate) fn closed() -> Self {
        Self::Unavailable(Cause::new("the store is closed"))
    }

    pub(crate) fn no_row() -> Self {
        Self::Unavailable(Cause::new("the database gave no row where there is always one"))
    }

    pub(crate) fn busy() -> Self {
        Self::Unavailable(Cause::new("too many writes are waiting"))
    }

    pub(crate) fn no_connection() -> Self {
        Self::Unavailable(Cause::no_connection())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(cause) => write!(f, "the database is unavailable: {cause}"),
            Self::Conflict { constraint } => write!(f, "the write contradicts {constraint:?}"),
            Self::Inconsistent { table, column, row } => {
                write!(f, "{table}.{column} of row {row} cannot be read")
            }
        }
    }
}

impl core::error::Error for Error {}

impl Cause {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), is_disk_full: false }
    }

    fn no_connection() -> Self {
        Self::new("no connection became free in time")
    }

    /// Whether the disk under the database is full.
    pub fn is_disk_full(&self) -> bool {
        self.is_disk_full
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl From<std::io::Error> for Cause {
    fn from(error: std::io::Error) -> Self {
        Self { what: error.kind().to_string(), is_disk_full: error.kind() == std::io::ErrorKind::StorageFull }
    }
}

impl From<sqlx::Error> for Cause {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Io(error) => error.into(),
            sqlx::Error::PoolTimedOut => Self::no_connection(),
            sqlx::Error::PoolClosed => Self::new("the store is closed"),
            sqlx::Error::WorkerCrashed => Self::new("the database thread ended"),
            sqlx::Error::Database(error) => describe(&*error),
            // The others may quote what was sent or received.
            _ => Self::new("the driver failed"),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(database) = &error else { return Self::Unavailable(error.into()) };
        let code = database.code();
        match database.kind() {
            ErrorKind::UniqueViolation => Self::Conflict {
                constraint: find_constraint(|(_, _, on_postgres)| database.constraint() == Some(on_postgres)),
            },
            ErrorKind::ForeignKeyViolation => Self::Conflict { constraint: Constraint::Reference },
            // serialization_failure and deadlock_detected of PostgreSQL.
            _ if matches!(code.as_deref(), Some("40001" | "40P01")) => {
                Self::Conflict { constraint: Constraint::Race }
            }
            _ => Self::Unavailable(error.into()),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::{
            SQLITE_CONSTRAINT_FOREIGNKEY, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE,
        };
        // Any other is about what was asked, and may quote it.
        let (code, message) = match error {
            rusqlite::Error::SqliteFailure(code, message) => (code, message.unwrap_or_default()),
            _ => return Self::Unavailable(Cause::new("the driver failed")),
        };
        match code.extended_code {
            SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY => {
                let columns = message.strip_prefix("UNIQUE constraint failed: ");
                let constraint = find_constraint(|(_, on_sqlite, _)| columns == Some(on_sqlite));
                Self::Conflict { constraint }
            }
            SQLITE_CONSTRAINT_FOREIGNKEY => Self::Conflict { constraint: Constraint::Reference },
            // Its messages name tables and columns only.
            number => Self::Unavailable(Cause {
                what: format!("SQLite {number}: {message}"),
                is_disk_full: code.code == rusqlite::ErrorCode::DiskFull,
            }),
        }
    }
}

/// SQLite says which columns, PostgreSQL which constraint.
const CONSTRAINTS: &[(Constraint, &str, &str)] = &[
    (Constraint::StaffLogin, "staff.login", "staff_login_key"),
    (Constraint::CardCode, "access_card.code_hash", "access_card_pkey"),
    (Constraint::LiveCard, "access_card.person_id", "access_card_one_live"),
    (Constraint::OpenAction, "action.person_id, action.sheet", "action_one_open_per_sheet"),
    (Constraint::OpenDispute, "dispute.person_id, dispute.about", "dispute_one_open"),
];

fn find_constraint(is_it: impl Fn(&(Constraint, &str, &str)) -> bool) -> Constraint {
    CONSTRAINTS.iter().find(|known| is_it(known)).map_or(Constraint::Key, |(constraint, ..)| *constraint)
}

fn describe(error: &dyn DatabaseError) -> Cause {
    let code = error.code().unwrap_or_default();
    match code.parse::<u32>() {
        // SQLite: a number below 10,000 whose low byte is the primary code. Its messages name tables and columns only.
        Ok(number) if code.len() < 5 => Cause {
            what: format!("SQLite {code}: {}", error.message()),
            is_disk_full: number & 0xff == SQLITE_FULL,
        },
        // PostgreSQL: messages of these classes are about the server (no such database, shutting down, out of space);
        // others may quote a value.
        _ => {
            let is_about_server = ["08", "28", "3D", "53", "57", "58"].contains(&code.get(..2).unwrap_or(""));
            let message = if is_about_server { error.message() } else { "details withheld" };
            Cause { what: format!("SQLSTATE {code}: {message}"), is_disk_full: code == "53100" }
        }
    }
}

const SQLITE_FULL: u32 = 13;
