//! The door of this crate: open, write, read, check, close.

use crate::open::{Opened, open};
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
    readers: AnyPool,
    write_path: WritePath,
}

#[derive(Debug)]
enum WritePath {
    /// SQLite has one writer: jobs queue for it and share commits.
    Group(Writer),
    /// PostgreSQL: each job is its own transaction.
    Pool(AnyPool),
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
        let Opened { engine, target, writers, readers } = open(url, options).await?;
        let write_path = match engine {
            Engine::Sqlite => WritePath::Group(Writer::start(writers, options)),
            Engine::Postgres => WritePath::Pool(writers),
        };
        Ok(Self { inner: Arc::new(Inner { engine, target, readers, write_path }) })
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
        match &self.inner.write_path {
            WritePath::Group(writer) => writer.write(job).await,
            WritePath::Pool(pool) => {
                in_own_transaction(pool, "BEGIN ISOLATION LEVEL READ COMMITTED", job).await
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
        let begin = match self.inner.engine {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        in_own_transaction(&self.inner.readers, begin, job).await
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
        let connection = self.inner.readers.acquire().await.map_err(Error::from)?;
        let mut tx = Tx::of_one_statement(connection);
        let outcome: Outcome<T, E> = run_job(&mut tx, job).await;
        match outcome {
            Ok(answer) => {
                tx.leave();
                answer
            }
            Err(panic) => resume_unwind(panic),
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
        match &self.inner.write_path {
            WritePath::Group(writer) => writer.close().await,
            WritePath::Pool(pool) => pool.close().await,
        }
        self.inner.readers.close().await;
    }

    pub(crate) fn target(&self) -> &AnyConnectOptions {
        &self.inner.target
    }
}

impl Tx {
    async fn ping(&mut self) -> Result<(), Error> {
        self.fetch_one(sqlx::query("SELECT 1")).await.map(|_| ())
    }
}

async fn in_own_transaction<T, E, F>(pool: &AnyPool, begin: &'static str, job: F) -> Result<T, E>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let connection = pool.acquire().await.map_err(Error::from)?;
    let mut tx = Tx::begin(connection, begin).await?;
    let outcome: Outcome<T, E> = run_job(&mut tx, job).await;
    match outcome {
        Ok(Ok(value)) => {
            tx.commit().await?;
            Ok(value)
        }
        Ok(Err(error)) => {
            tx.roll_back().await;
            Err(error)
        }
        Err(panic) => {
            tx.roll_back().await;
            resume_unwind(panic)
        }
    }
}
