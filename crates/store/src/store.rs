//! The door of this crate: open, write, read, check, close.

use crate::connection::Connection;
use crate::open::{Opened, Place, open};
use crate::readers::Readers;
use crate::statement::query;
use crate::writer::{Outcome, Writer, run_job};
use crate::{BoxFuture, Error, OpenError, Tx};
use core::time::Duration;
use sqlx::AnyPool;
use sqlx::any::AnyConnectOptions;
use std::panic::resume_unwind;
use std::sync::Arc;

/// Which database is behind a [`Store`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// How a [`Store`] uses its database. The default suits a machine of two cores.
#[derive(Debug, Clone)]
pub struct Options {
    /// SQLite: connections that read beside the one that writes.
    pub n_readers: u32,
    /// PostgreSQL: connections, for reads and writes.
    pub n_connections: u32,
    /// SQLite: at most this many jobs share one commit. 1 gives each its own.
    pub group_limit: usize,
    /// SQLite: at most this many jobs wait for the writer.
    pub queue_limit: usize,
    /// How long to wait for a connection or a place in the queue before answering [`Error::Unavailable`].
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            n_readers: 4,
            n_connections: 16,
            group_limit: 64,
            queue_limit: 1024,
            patience: Duration::from_secs(5),
        }
    }
}

/// The memory of the portal. Cheap to clone: every clone is the same store.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    target: AnyConnectOptions,
    database: Database,
}

#[derive(Debug)]
enum Database {
    /// SQLite has one writer: jobs queue for it and share commits.
    Sqlite { writer: Writer, readers: Arc<Readers> },
    /// PostgreSQL: each job is its own transaction.
    Postgres(AnyPool),
}

impl Store {
    /// Opens `sqlite:///absolute/path.db` (created when missing; see [`crate::sqlite_url`]) or `postgres://…`, and
    /// brings the schema up to date. Must be called inside a tokio runtime.
    ///
    /// # Errors
    /// [`OpenError`], among others when a newer version has written the data.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        Self::open_with(url, &Options::default()).await
    }

    /// [`Store::open`] with other settings.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_with(url: &str, options: &Options) -> Result<Self, OpenError> {
        let Opened { engine, target, place } = open(url, options).await?;
        let database = match place {
            Place::File(file) => {
                let readers = Arc::new(Readers::new(file.clone(), options));
                Database::Sqlite { writer: Writer::start(file, options)?, readers }
            }
            Place::Pool(pool) => Database::Postgres(pool),
        };
        Ok(Self { inner: Arc::new(Inner { engine, target, database }) })
    }

    /// Which database this is.
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Runs `job` in a transaction. `Ok` comes back only after the commit is durable; when the job answers `Err`,
    /// panics, or one of its statements fails, nothing of it is kept and nothing of its neighbours is lost.
    ///
    /// On SQLite the job runs on the one writer, in turn: it must await nothing but `tx`. It may run although the
    /// caller has gone; with an idempotency key the caller finds the answer when it asks again.
    ///
    /// ```
    /// # async fn example(store: store::Store, id: domain::ids::PersonId, now: domain::time::Timestamp)
    /// # -> Result<(), store::Error> {
    /// store.write(move |tx| Box::pin(async move { tx.touch_person(&id, now).await })).await
    /// # }
    /// ```
    ///
    /// # Errors
    /// The job's own, or [`Error`] by `From` when the database fails.
    ///
    /// # Panics
    /// When the job does.
    pub async fn write<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.inner.database {
            Database::Sqlite { writer, .. } => writer.write(job).await,
            Database::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL READ COMMITTED";
                answer(in_transaction(acquire(pool).await?, begin, job).await.0)
            }
        }
    }

    /// Runs `job` on a snapshot, beside the writer; it sees every write that was acknowledged before. A change that it
    /// tries to make is refused.
    ///
    /// # Errors
    /// The job's own, or [`Error`] by `From` when the database fails.
    ///
    /// # Panics
    /// When the job does.
    pub async fn read<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.inner.database {
            Database::Sqlite { readers, .. } => {
                let readers = Arc::clone(readers);
                answer(readers.run(move |connection| in_transaction(connection, "BEGIN", job)).await?)
            }
            Database::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                answer(in_transaction(acquire(pool).await?, begin, job).await.0)
            }
        }
    }

    /// [`Store::read`] for a job of one statement: it needs no transaction around it, which would be two more ways to the
    /// database and back.
    ///
    /// # Errors
    /// As [`Store::read`].
    ///
    /// # Panics
    /// When the job does, or has a second statement.
    pub async fn read_one<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.inner.database {
            Database::Sqlite { readers, .. } => {
                let readers = Arc::clone(readers);
                answer(readers.run(move |connection| alone(connection, job)).await?)
            }
            Database::Postgres(pool) => answer(alone(acquire(pool).await?, job).await.0),
        }
    }

    /// Whether the store can serve: a read and an empty write pass.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when one of them does not.
    pub async fn check(&self) -> Result<(), Error> {
        self.read(|tx| Box::pin(async move { tx.ping().await })).await?;
        self.write(|tx| Box::pin(async move { tx.ping().await })).await
    }

    /// Finishes the writes that are queued, refuses new ones, and closes every connection.
    pub async fn close(&self) {
        match &self.inner.database {
            Database::Sqlite { writer, readers } => {
                writer.close().await;
                readers.close().await;
            }
            Database::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) fn target(&self) -> &AnyConnectOptions {
        &self.inner.target
    }
}

impl Tx {
    async fn ping(&mut self) -> Result<(), Error> {
        self.fetch_one(query("SELECT 1")).await.map(|_| ())
    }
}

async fn acquire(pool: &AnyPool) -> Result<Connection, Error> {
    Ok(Connection::Postgres(pool.acquire().await?))
}

/// Runs a job between `begin` and the end of its transaction; gives back the connection when it is as it was.
async fn in_transaction<T, E, F>(
    connection: Connection,
    begin: &'static str,
    job: F,
) -> (Outcome<T, E>, Option<Connection>)
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
    E: From<Error>,
{
    let mut tx = match Tx::begin(connection, begin).await {
        Ok(tx) => tx,
        Err(error) => return (Ok(Err(error.into())), None),
    };
    match run_job(&mut tx, job).await {
        Ok(Ok(value)) => match tx.commit().await {
            Ok(connection) => (Ok(Ok(value)), Some(connection)),
            Err(error) => (Ok(Err(error.into())), None),
        },
        undone => (undone, tx.roll_back().await),
    }
}

/// Runs a job of one statement.
async fn alone<T, E, F>(connection: Connection, job: F) -> (Outcome<T, E>, Option<Connection>)
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
    E: From<Error>,
{
    let mut tx = Tx::of_one_statement(connection);
    match run_job(&mut tx, job).await {
        Ok(done) => (Ok(done), tx.leave()),
        panic => (panic, None),
    }
}

fn answer<T, E>(outcome: Outcome<T, E>) -> Result<T, E> {
    outcome.unwrap_or_else(|panic| resume_unwind(panic))
}
