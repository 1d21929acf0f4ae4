//! The object store: where files are kept, each under its id, with what is made of it beside it. A folder, or S3.
//!
//! Every call ends within its time. What a call may have done when it fails is unknown; done again it comes to the same.

mod s3;

pub use s3::S3Settings;

use bytes::Bytes;
use domain::ids::DocumentId;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// What is written, read and removed to see whether that is allowed.
const TRIAL: &str = "main-tendue-trial";

/// How long each call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Under a third of the time for which work is taken on.
    pub put: Duration,
    /// A person may be waiting.
    pub get: Duration,
    pub delete: Duration,
}

impl Patience {
    pub const USUAL: Self =
        Self { put: Duration::from_secs(45), get: Duration::from_secs(20), delete: Duration::from_secs(10) };
}

/// Cheap to clone.
#[derive(Debug, Clone)]
pub struct Objects {
    pub store: Arc<dyn ObjectStore>,
    patience: Patience,
    /// When it is a folder.
    folder: Option<PathBuf>,
}

/// Why a call came to nothing. It names no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// There is nothing under this name.
    Absent,
    /// The store answers, and not to us: its own word for why, when it has one.
    Refused(String),
    /// It is not there, too slow, or ill. Later it may go.
    Away,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("absent"),
            Self::Refused(word) => write!(f, "refused ({word})"),
            Self::Away => f.write_str("away"),
        }
    }
}

impl Objects {
    pub fn in_memory() -> Self {
        Self { store: Arc::new(InMemory::new()), patience: Patience::USUAL, folder: None }
    }

    /// A folder that is there. What is put into it is on the disk before it counts as kept.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn in_folder(folder: PathBuf) -> std::io::Result<Self> {
        let store = LocalFileSystem::new_with_prefix(&folder).map_err(std::io::Error::other)?;
        let store = Arc::new(store.with_fsync(true));
        Ok(Self { store, patience: Patience::USUAL, folder: Some(folder) })
    }

    /// # Errors
    /// One sentence that names the key and says what to write instead.
    pub fn in_s3(settings: &S3Settings) -> Result<Self, String> {
        Ok(Self { store: s3::open(settings)?, patience: Patience::USUAL, folder: None })
    }

    /// As it is, with other limits of time.
    pub fn with(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// Keeps the bytes under the name, in place of what was there.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn put(&self, name: &Path, bytes: Bytes) -> Result<(), Trouble> {
        self.remove_half(name).await;
        let put = timeout(self.patience.put, self.store.put(name, PutPayload::from(bytes))).await;
        put.map_err(|_| Trouble::Away)?.map(|_| ()).map_err(|error| explain(&error))
    }

    /// All of it, or nothing.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn get(&self, name: &Path) -> Result<Vec<u8>, Trouble> {
        let get = async { self.store.get(name).await?.bytes().await };
        let bytes = timeout(self.patience.get, get).await.map_err(|_| Trouble::Away)?;
        bytes.map(Vec::from).map_err(|error| explain(&error))
    }

    /// Afterwards there is nothing under the name; nor was there, perhaps.
    ///
    /// # Errors
    /// [`Trouble`], never [`Trouble::Absent`].
    pub async fn delete(&self, name: &Path) -> Result<(), Trouble> {
        self.remove_half(name).await;
        let gone = timeout(self.patience.delete, self.store.delete(name)).await;
        match gone.map_err(|_| Trouble::Away)?.map_err(|error| explain(&error)) {
            Err(Trouble::Absent) => Ok(()),
            other => other,
        }
    }

    /// Whether it lets us do what we must: writes, reads and removes something small, within `patience`.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn try_out(&self, patience: Duration) -> Result<(), Trouble> {
        let path = Path::from(TRIAL);
        let trial = async {
            self.store.put(&path, PutPayload::from_static(b"trial")).await?;
            match self.store.get(&path).await {
                // Another instance that starts now has removed it.
                Err(object_store::Error::NotFound { .. }) => {}
                got => drop(got?.bytes().await?),
            }
            self.store.delete(&path).await
        };
        timeout(patience, trial).await.map_err(|_| Trouble::Away)?.map_err(|error| explain(&error))
    }

    /// A crash in the middle of writing leaves a file beside the one that it would have become. Only who has taken the work on
    /// writes, so what is there now is nobody's.
    async fn remove_half(&self, name: &Path) {
        if let Some(folder) = &self.folder {
            let _ = tokio::fs::remove_file(folder.join(format!("{name}#1"))).await;
        }
    }
}

/// The name of a file itself. What is made of it begins with this name too.
pub fn path_of(id: &DocumentId) -> Path {
    Path::from(id.as_str())
}

/// What the store says is not passed on but for one word: it can hold names and keys.
fn explain(error: &object_store::Error) -> Trouble {
    let said = error.to_string();
    let word =
        said.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map(|(word, _)| word);
    let word = word.filter(|word| word.len() < 50 && word.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    match (error, word) {
        (object_store::Error::NotFound { .. }, Some("NoSuchBucket")) => {
            Trouble::Refused("NoSuchBucket".to_owned())
        }
        (object_store::Error::NotFound { .. }, _) => Trouble::Absent,
        (
            object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. },
            Some("RequestTimeTooSkewed"),
        ) => Trouble::Refused("RequestTimeTooSkewed: set the clock".to_owned()),
        (
            object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. },
            word,
        ) => Trouble::Refused(word.unwrap_or("no reason given").to_owned()),
        (_, Some(word)) if !matches!(word, "InternalError" | "SlowDown" | "ServiceUnavailable") => {
            Trouble::Refused(word.to_owned())
        }
        _ => Trouble::Away,
    }
}

#[cfg(test)]
mod tests;
