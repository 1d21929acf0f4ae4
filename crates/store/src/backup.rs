//! A copy of the data while the portal runs.

use crate::error::Cause;
use crate::{Engine, Store};
use core::fmt;
use sqlx::{AnyConnection, Connection};
use std::fs::{File, rename};
use std::io;
use std::path::{Path, PathBuf};

/// Why there is no backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupError {
    /// PostgreSQL has its own tool, which knows more about its data.
    UsePgDump,
    /// There is already a file; a backup never overwrites one.
    FileExists,
    Failed(Cause),
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UsePgDump => f.write_str("the data is in PostgreSQL: back it up with pg_dump"),
            Self::FileExists => f.write_str("a file of that name exists: choose another, or remove it"),
            Self::Failed(cause) => write!(f, "the backup was not made: {cause}"),
        }
    }
}

impl core::error::Error for BackupError {}

impl Store {
    /// Writes a complete, compact copy of a SQLite database to `to`, while reads and writes go on. The file appears
    /// under its name only when it is whole and on disk.
    ///
    /// # Errors
    /// [`BackupError`]; on PostgreSQL always [`BackupError::UsePgDump`].
    pub async fn backup(&self, to: &Path) -> Result<(), BackupError> {
        if self.engine() == Engine::Postgres {
            return Err(BackupError::UsePgDump);
        }
        if to.exists() {
            return Err(BackupError::FileExists);
        }
        let mut partial = to.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let failed = |error: io::Error| BackupError::Failed(error.into());
        match std::fs::remove_file(&partial) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let name =
            partial.to_str().ok_or_else(|| BackupError::Failed(Cause::new("the path is not UTF-8")))?;
        self.copy_into(name).await.map_err(|error| BackupError::Failed(error.into()))?;
        let to = to.to_owned();
        let published = tokio::task::spawn_blocking(move || publish(&partial, &to)).await;
        published.map_err(|_| BackupError::Failed(Cause::new("the copy was interrupted")))?.map_err(failed)
    }
}

impl Store {
    /// On a connection of its own: those of the pool may only read, which SQLite takes to forbid this too.
    async fn copy_into(&self, file: &str) -> Result<(), sqlx::Error> {
        let mut connection = AnyConnection::connect_with(self.target()).await?;
        sqlx::query("VACUUM INTO $1").bind(file).execute(&mut connection).await?;
        connection.close().await
    }
}

fn publish(partial: &Path, to: &Path) -> io::Result<()> {
    File::open(partial)?.sync_all()?;
    rename(partial, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
