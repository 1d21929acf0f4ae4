//! From a URL to a checked, migrated, pooled database.

use crate::error::Cause;
use crate::migrate::migrate;
use crate::store::{Engine, Options};
use crate::writer::SETTINGS;
use core::fmt;
use core::fmt::Write as _;
use core::str::FromStr;
use core::time::Duration;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, Connection, Executor, Row};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Why the store does not open. The text of each says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// Neither `sqlite:///absolute/path` nor `postgres://…`.
    BadUrl,
    /// The SQLite in this program is older than 3.51.3, whose predecessors can damage a database when the write-ahead
    /// log restarts.
    OldSqlite {
        found: String,
    },
    /// SQLite did not take a setting without which a write is not durable.
    Setting {
        name: &'static str,
        found: String,
    },
    /// A newer program has already changed the schema.
    NewerSchema {
        version: i64,
    },
    /// A migration that was applied is not the one in this program.
    ChangedMigration {
        version: i64,
    },
    Unavailable(Cause),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadUrl => f.write_str(
                "the database URL must be sqlite:///absolute/path/of/the/file.db or postgres://user@host/database",
            ),
            Self::OldSqlite { found } => {
                write!(f, "this program holds SQLite {found}; rebuild it with the bundled 3.51.3 or newer")
            }
            Self::Setting { name, found } => {
                write!(f, "SQLite keeps {name} at {found}; put the file on a local disk that supports it")
            }
            Self::NewerSchema { version } => write!(
                f,
                "the data was written by a newer version (schema {version}); install that version, or restore the \
                 backup made before it"
            ),
            Self::ChangedMigration { version } => {
                write!(f, "schema {version} of the data is not the one of this version; install a released version")
            }
            Self::Unavailable(cause) => {
                write!(f, "the database cannot be opened: {cause}; check that it exists and may be written to")
            }
        }
    }
}

impl core::error::Error for OpenError {}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(error.into())
    }
}

/// The URL of a SQLite file; any character of the path may be unusual. A relative path starts at the working folder.
pub fn sqlite_url(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut url = String::from("sqlite://");
    for byte in absolute.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            write!(url, "%{byte:02X}").expect("BUG: writing to a String cannot fail");
        }
    }
    url
}

/// What `Store` is made of.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) engine: Engine,
    pub(crate) target: AnyConnectOptions,
    pub(crate) place: Place,
}

#[derive(Debug)]
pub(crate) enum Place {
    /// SQLite.
    File(PathBuf),
    /// PostgreSQL: as many connections as [`Options`] says, for reads and writes.
    Pool(AnyPool),
}

pub(crate) async fn open(url: &str, options: &Options) -> Result<Opened, OpenError> {
    install_default_drivers();
    let engine = match url.split_once("://") {
        Some(("sqlite", path)) if path.starts_with('/') && !path.contains("mode=") => Engine::Sqlite,
        Some(("postgres" | "postgresql", _)) => Engine::Postgres,
        _ => return Err(OpenError::BadUrl),
    };
    let url = match engine {
        Engine::Sqlite if url.contains('?') => format!("{url}&mode=rwc"),
        Engine::Sqlite => format!("{url}?mode=rwc"),
        Engine::Postgres => url.to_owned(),
    };
    let target = AnyConnectOptions::from_str(&url).map_err(|_| OpenError::BadUrl)?;
    prepare(&target, engine, options).await?;
    let place = match engine {
        Engine::Sqlite => {
            let file = SqliteConnectOptions::from_str(&url).map_err(|_| OpenError::BadUrl)?;
            Place::File(file.get_filename().to_owned())
        }
        Engine::Postgres => Place::Pool(
            AnyPoolOptions::new()
                .max_connections(options.n_connections)
                .acquire_timeout(options.patience)
                .max_lifetime(None)
                // A connection over the network can die unnoticed.
                .test_before_acquire(true)
                .after_connect(move |connection, _| {
                    Box::pin(async move { connection.execute(POSTGRES).await.map(|_| ()) })
                })
                .connect_lazy_with(target.clone()),
        ),
    };
    Ok(Opened { engine, target, place })
}

/// Checks the engine and brings the schema up to date, on a connection of its own: if this fails, closing it releases
/// every lock.
async fn prepare(target: &AnyConnectOptions, engine: Engine, options: &Options) -> Result<(), OpenError> {
    let connecting = tokio::time::timeout(options.patience, AnyConnection::connect_with(target)).await;
    let mut connection =
        connecting.map_err(|_| OpenError::Unavailable(Cause::new("no answer in time")))??;
    if engine == Engine::Sqlite {
        set_up_sqlite(&mut connection, options.patience).await?;
        check_sqlite(&mut connection).await?;
    }
    migrate(&mut connection, engine).await?;
    connection.close().await?;
    Ok(())
}

/// Turning a new file to WAL is refused at once, whatever `busy_timeout` says, while another process does the same.
async fn set_up_sqlite(connection: &mut AnyConnection, patience: Duration) -> Result<(), sqlx::Error> {
    let until = Instant::now() + patience;
    loop {
        match connection.execute(SETTINGS).await {
            Err(error) if is_busy(&error) && Instant::now() < until => {
                tokio::time::sleep(BUSY_STEP).await;
            }
            done => return done.map(|_| ()),
        }
    }
}

fn is_busy(error: &sqlx::Error) -> bool {
    const SQLITE_BUSY: &str = "5";
    error.as_database_error().and_then(|error| error.code()).as_deref() == Some(SQLITE_BUSY)
}

async fn check_sqlite(connection: &mut AnyConnection) -> Result<(), OpenError> {
    let row = sqlx::query("SELECT sqlite_version() AS version").fetch_one(&mut *connection).await?;
    let found: String = row.try_get("version")?;
    if !is_recent_enough(&found) {
        return Err(OpenError::OldSqlite { found });
    }
    let row = sqlx::query("PRAGMA journal_mode").fetch_one(&mut *connection).await?;
    let mode: String = row.try_get(0)?;
    if mode != "wal" {
        return Err(OpenError::Setting { name: "journal_mode", found: mode });
    }
    let row = sqlx::query("PRAGMA synchronous").fetch_one(&mut *connection).await?;
    let level: i64 = row.try_get(0)?;
    if level < SYNCHRONOUS_FULL {
        return Err(OpenError::Setting { name: "synchronous", found: level.to_string() });
    }
    Ok(())
}

/// 3.51.3 or newer (stack.md, "Picks": older ones have a bug when the write-ahead log is reset).
pub(crate) fn is_recent_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    [part(), part(), part()] >= [3, 51, 3]
}

/// Between two tries at a file that another process is setting up.
const BUSY_STEP: Duration = Duration::from_millis(20);

const SYNCHRONOUS_FULL: i64 = 2;

/// A server set to answer before the disk has the commit is overruled; a stricter setting (replicas) stays. Nothing
/// waits for ever, neither for a lock nor inside an abandoned transaction.
const POSTGRES: &str = "SELECT set_config('synchronous_commit', 'on', false) \
                        WHERE current_setting('synchronous_commit') = 'off'; \
                        SET lock_timeout = '5s'; SET statement_timeout = '30s'; \
                        SET idle_in_transaction_session_timeout = '30s'";
