//! Group commit: one task writes to SQLite, and jobs that arrive together share one commit.
//!
//! A commit waits for the disk, and the disk does a few hundred of those a second; sharing is what lets a busy morning
//! pass (stack.md, "Picks"). Each job stands in a savepoint of its own, and nobody is told "saved" before the commit.

use crate::store::Options;
use crate::tx::Connection;
use crate::{BoxFuture, Error, Tx};
use core::time::Duration;
use futures_util::FutureExt;
use sqlx::AnyPool;
use std::any::Any;
use std::panic::{AssertUnwindSafe, resume_unwind};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

/// What became of a job: its answer, or the panic that ended it.
pub(crate) type Outcome<T, E> = Result<Result<T, E>, Box<dyn Any + Send>>;

/// The queue of the one writer.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Message>,
    patience: Duration,
    task: Mutex<Option<JoinHandle<()>>>,
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
    /// Starts the task. It ends with [`Writer::close`] or when the `Writer` is dropped.
    pub(crate) fn start(pool: AnyPool, options: &Options) -> Self {
        Self::start_with(pool, options, Reply::AfterCommit)
    }

    pub(crate) fn start_with(pool: AnyPool, options: &Options, reply: Reply) -> Self {
        let (queue, jobs) = mpsc::channel(options.queue_limit);
        let group = Group { pool, connection: None, jobs, limit: options.group_limit.max(1), reply };
        let task = Mutex::new(Some(tokio::spawn(group.run())));
        Self { queue, patience: options.patience, task }
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
        if let Some(task) = self.task.lock().await.take() {
            let _ = task.await;
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
    pool: AnyPool,
    /// Kept between groups; after a failure the pool makes a new one.
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
        drop(self.connection);
        self.pool.close().await;
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
        let mut mark = "SAVEPOINT job";
        while let (Some(mut job), Ok(())) = (next.take(), &fate) {
            match run_in_savepoint(&mut tx, &mut *job, mark).await {
                Ok(next) => mark = next,
                Err(error) => fate = Err(error),
            }
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
                tx.roll_back().await;
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
            None => self.pool.acquire().await?,
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

/// Runs a job behind the `mark` that the one before left to be set, and answers how the next is to be set. Each statement
/// is a way to the thread of the connection and back, which costs more than most statements do: so the mark of a job that is
/// kept moves with the next one's, and the mark of one that is not stays where it is.
///
/// # Errors
/// When the savepoint is gone: on a full or failing disk SQLite undoes the whole transaction, and then nothing of the
/// group can be kept. The error is the one that the disk gave.
async fn run_in_savepoint(tx: &mut Tx, job: &mut dyn Job, mark: &'static str) -> Result<&'static str, Error> {
    if !mark.is_empty() {
        tx.execute(sqlx::query(mark)).await?;
    }
    if job.run(tx).await {
        return Ok("RELEASE job; SAVEPOINT job");
    }
    let failure = tx.take_failure();
    let undone = tx.execute(sqlx::query("ROLLBACK TO job")).await;
    undone.map(|_| "").map_err(|error| failure.unwrap_or(error))
}

#[cfg(test)]
mod tests;
