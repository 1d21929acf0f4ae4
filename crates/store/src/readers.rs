//! SQLite: reads beside the writer, each on a thread of the runtime that may block, with a connection of its own.

use crate::Error;
use crate::connection::Connection;
use crate::sqlite::Sqlite;
use crate::store::Options;
use core::time::Duration;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

const SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON";

#[derive(Debug)]
pub(crate) struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
    /// As many as there may be connections.
    places: Arc<Semaphore>,
    n_places: u32,
    patience: Duration,
}

impl Readers {
    pub(crate) fn new(file: PathBuf, options: &Options) -> Self {
        let n_places = options.n_readers.max(1);
        let places = Arc::new(Semaphore::new(n_places as usize));
        Self { file, idle: Mutex::default(), places, n_places, patience: options.patience }
    }

    /// Runs `read` with a connection, which it gives back unless it is spoilt.
    pub(crate) async fn run<T, F, R>(self: Arc<Self>, read: F) -> Result<T, Error>
    where
        F: FnOnce(Connection) -> R + Send + 'static,
        R: Future<Output = (T, Option<Connection>)>,
        T: Send + 'static,
    {
        let place = tokio::time::timeout(self.patience, Arc::clone(&self.places).acquire_owned()).await;
        let place = place.map_err(|_| Error::no_connection())?.map_err(|_| Error::closed())?;
        let done = spawn_blocking(move || {
            let connection = self.take()?;
            let (answer, connection) = Handle::current().block_on(read(connection));
            self.idle().extend(connection);
            drop(place);
            Ok(answer)
        });
        done.await.map_err(|_| Error::closed())?
    }

    /// Waits for the reads that are under way, refuses others and closes the connections.
    pub(crate) async fn close(&self) {
        let _ended = self.places.acquire_many(self.n_places).await;
        self.places.close();
        self.idle().clear();
    }

    fn take(&self) -> Result<Connection, Error> {
        let idle = self.idle().pop();
        idle.map_or_else(|| Sqlite::open(&self.file, SETTINGS).map(Connection::Sqlite), Ok)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
