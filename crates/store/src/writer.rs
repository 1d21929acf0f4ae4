//! Group commit: one thread writes to SQLite, and jobs that arrive together share one commit.
//!
//! A commit waits for the disk, and the disk does a few hundred of those a second; sharing is what lets a busy morning
//! pass (stack.md, "Picks"). Each job stands in a savepoint of its own, and nobody is told "saved" before the commit.

use crate::connection::Connection;
use crate::sqlite::Sqlite;
use crate::statement::query;
use crate::store::Options;
use crate::{BoxFuture, Error, Tx};
use core::time::Duration;
use futures_util::FutureExt;
use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, mpsc, oneshot};

/// `busy_timeout`: milliseconds to wait for another process to release the file. FULL: each commit waits for the disk.
/// NORMAL would lose acknowledged writes in a power cut. `secure_delete`: what is deleted is overwritten, so that nothing of
/// someone who was erased stays in the file.
pub(crate) const SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                                   PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON";

/// What became of a job: its answer, or the panic that ended it.
pub(crate) type Outcome<T, E> = Result<Result<T, E>, Box<dyn Any + Send>>;

/// The queue of the one writer.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Message>,
    patience: Duration,
    /// Says so by being dropped.
    ended: Mutex<Option<oneshot::Receiver<()>>>,
}

enum Message {
    Job(Box<dyn Job>),
    Close,
}

/// When a caller is told "saved". The second exists to prove that the crash test can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    AfterCommit,
    #[cfg(test)]
    BeforeCommit,
}

impl Writer {
    /// Starts the thread. It ends with [`Writer::close`] or when the `Writer` is dropped.
    pub(crate) fn start(file: PathBuf, options: &Options) -> io::Result<Self> {
        Self::start_with(file, options, Reply::AfterCommit)
    }

    pub(crate) fn start_with(file: PathBuf, options: &Options, reply: Reply) -> io::Result<Self> {
        let (queue, jobs) = mpsc::channel(options.queue_limit);
        let (alive, ended) = oneshot::channel();
        let group = Group { file, connection: None, jobs, limit: options.group_limit.max(1), reply };
        let runtime = Handle::current();
        std::thread::Builder::new().name("store-writer".to_owned()).spawn(move || {
            runtime.block_on(group.run());
            drop(alive);
        })?;
        Ok(Self { queue, patience: options.patience, ended: Mutex::new(Some(ended)) })
    }

    /// See [`crate::Store::write`].
    pub(crate) async fn write<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let waiting = Waiting { job: Some(job), outcome: None, reply };
        let sent = self.queue.send_timeout(Message::Job(Box::new(waiting)), self.patience).await;
        sent.map_err(|refused| match refused {
            mpsc::error::SendTimeoutError::Timeout(_) => Error::busy(),
            mpsc::error::SendTimeoutError::Closed(_) => Error::closed(),
        })?;
        match answer.await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => resume_unwind(panic),
            Err(_) => Err(Error::closed().into()),
        }
    }

    /// Finishes what is queued, then closes the connection.
    pub(crate) async fn close(&self) {
        let _ = self.queue.send(Message::Close).await;
        if let Some(ended) = self.ended.lock().await.take() {
            let _: Result<(), _> = ended.await;
        }
    }
}

/// Runs `job`; an answer after a failed statement counts as that failure.
pub(crate) async fn run_job<T, E, F>(tx: &mut Tx, job: F) -> Outcome<T, E>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
    E: From<Error>,
{
    // Nothing that a panic leaves half-changed outlives it: the job is consumed and its statements are undone.
    let outcome = AssertUnwindSafe(async { job(tx).await }).catch_unwind().await;
    match (outcome, tx.failure()) {
        (Ok(Ok(_)), Some(failure)) => Ok(Err(failure.clone().into())),
        (outcome, _) => outcome,
    }
}

/// A job of any type, as the queue holds it.
trait Job: Send {
    /// Runs it and keeps its answer; says whether what it did is to be kept.
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool>;
    /// Gives the caller the answer, or the reason why the group was not committed.
    fn reply(self: Box<Self>, committed: Result<(), Error>);
}

struct Waiting<T, E, F> {
    job: Option<F>,
    outcome: Option<Outcome<T, E>>,
    reply: oneshot::Sender<Outcome<T, E>>,
}

impl<T, E, F> Job for Waiting<T, E, F>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool> {
        Box::pin(async move {
            let job = self.job.take().expect("BUG: a job runs once");
            let outcome = run_job(tx, job).await;
            let is_kept = matches!(outcome, Ok(Ok(_)));
            self.outcome = Some(outcome);
            is_kept
        })
    }

    fn reply(self: Box<Self>, committed: Result<(), Error>) {
        let outcome = match (self.outcome, committed) {
            (Some(outcome @ Err(_)), _) | (Some(outcome), Ok(())) => outcome,
            // A refusal, too, may rest on what a neighbour wrote and what is now gone.
            (_, Err(error)) => Ok(Err(error.into())),
            (None, Ok(())) => Ok(Err(Error::closed().into())),
        };
        // The caller may have gone; the write stands.
        let _ = self.reply.send(outcome);
    }
}

struct Group {
    file: PathBuf,
    /// Kept between groups; after a failure a new one is made.
    connection: Option<Connection>,
    jobs: mpsc::Receiver<Message>,
    limit: usize,
    reply: Reply,
}

impl Group {
    async fn run(mut self) {
        while let Some(message) = self.jobs.recv().await {
            match message {
                Message::Job(first) => self.write_group(first).await,
                Message::Close => self.jobs.close(),
            }
        }
    }

    /// Runs `first` and whatever is queued behind it in one transaction.
    async fn write_group(&mut self, first: Box<dyn Job>) {
        let mut tx = match self.begin().await {
            Ok(tx) => tx,
            Err(error) => return first.reply(Err(error)),
        };
        let mut done = Vec::new();
        let mut next = Some(first);
        let mut fate = Ok(());
        let mut n_jobs = 0;
        while let (Some(mut job), Ok(())) = (next.take(), &fate) {
            fate = run_in_savepoint(&mut tx, &mut *job).await;
            match self.reply {
                Reply::AfterCommit => done.push(job),
                #[cfg(test)]
                Reply::BeforeCommit => job.reply(fate.clone()),
            }
            n_jobs += 1;
            if fate.is_ok() && n_jobs < self.limit {
                next = self.take_queued();
            }
        }
        let committed = match fate {
            Ok(()) => tx.commit().await.map(|connection| self.connection = Some(connection)),
            Err(error) => {
                self.connection = tx.roll_back().await;
                Err(error)
            }
        };
        for job in done {
            job.reply(committed.clone());
        }
    }

    async fn begin(&mut self) -> Result<Tx, Error> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::Sqlite(Sqlite::open(&self.file, SETTINGS)?),
        };
        Tx::begin(connection, "BEGIN IMMEDIATE").await
    }

    fn take_queued(&mut self) -> Option<Box<dyn Job>> {
        match self.jobs.try_recv() {
            Ok(Message::Job(job)) => Some(job),
            Ok(Message::Close) => {
                self.jobs.close();
                None
            }
            Err(_) => None,
        }
    }
}

/// Runs a job in a savepoint, and undoes it when nothing of it is to be kept.
///
/// # Errors
/// When the savepoint is gone: on a full or failing disk SQLite undoes the whole transaction, and then nothing of the
/// group can be kept. The error is the one that the disk gave.
async fn run_in_savepoint(tx: &mut Tx, job: &mut dyn Job) -> Result<(), Error> {
    tx.execute(query("SAVEPOINT job")).await?;
    if !job.run(tx).await {
        let failure = tx.take_failure();
        let undone = tx.execute(query("ROLLBACK TO job")).await;
        undone.map_err(|error| failure.unwrap_or(error))?;
    }
    tx.execute(query("RELEASE job")).await.map(|_| ())
}

#[cfg(test)]
mod tests;
