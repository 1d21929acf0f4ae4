//! One transaction, and the three ways to run a statement in it.

use crate::Error;
use crate::connection::Connection;
use crate::row::Row;
use crate::statement::{Statement, query};

/// A transaction. What it can do is written feature by feature: `session.rs`, `people.rs`, `import.rs`, `cards.rs`, `staff.rs`, `clients.rs`, `clients_near.rs`, `caseload.rs`,
/// `questionnaire/`, `sharing.rs`, `talk.rs`, `access.rs`, `preview.rs`, `published.rs`, `pathway/`, `workshops/`, `programme/`,
/// `forum/`, `messages/`, `documents/`, `cv.rs`, `idempotency.rs`, `throttle.rs`, `purge.rs`, `retention/`.
#[derive(Debug)]
pub struct Tx {
    /// `None` once it has been given back.
    connection: Option<Connection>,
    /// The first statement that failed. PostgreSQL refuses everything after it and so does this type, for both
    /// engines: a job cannot go on as if nothing had happened, and what it did is undone.
    failure: Option<Error>,
    /// How many statements it may still have.
    n_left: u32,
}

impl Tx {
    pub(crate) async fn begin(connection: Connection, statement: &'static str) -> Result<Self, Error> {
        let mut tx = Self { connection: Some(connection), failure: None, n_left: u32::MAX };
        tx.execute(query(statement)).await?;
        Ok(tx)
    }

    /// For one statement, which is a transaction by itself; [`Tx::leave`] ends it.
    pub(crate) const fn of_one_statement(connection: Connection) -> Self {
        Self { connection: Some(connection), failure: None, n_left: 1 }
    }

    /// Gives back the connection after the one statement. One that failed is closed instead.
    pub(crate) fn leave(mut self) -> Option<Connection> {
        if self.failure.is_none() { self.connection.take() } else { None }
    }

    fn connection(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("BUG: a transaction that has ended is gone")
    }

    /// Whether others may write at the same time, so that a row has to be locked: on SQLite there is one writer.
    pub(crate) fn has_company(&mut self) -> bool {
        matches!(self.connection(), Connection::Postgres(_))
    }

    /// Runs a statement; returns how many rows it changed.
    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<u64, Error> {
        self.refuse_after_failure()?;
        let done = self.connection().execute(&statement).await;
        self.note(done)
    }

    /// The first row, or `None`.
    pub(crate) async fn fetch_optional(&mut self, statement: Statement) -> Result<Option<Row>, Error> {
        self.refuse_after_failure()?;
        let row = self.connection().fetch_optional(&statement).await;
        self.note(row)
    }

    pub(crate) async fn fetch_all(&mut self, statement: Statement) -> Result<Vec<Row>, Error> {
        self.refuse_after_failure()?;
        let rows = self.connection().fetch_all(&statement).await;
        self.note(rows)
    }

    /// The one row of a statement that always has one, such as a count.
    pub(crate) async fn fetch_one(&mut self, statement: Statement) -> Result<Row, Error> {
        let row = self.fetch_optional(statement).await?;
        self.note(row.ok_or_else(Error::no_row))
    }

    pub(crate) fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    /// Forgets the failure, once what led to it is undone.
    pub(crate) fn take_failure(&mut self) -> Option<Error> {
        self.failure.take()
    }

    /// Gives back the connection, for another transaction.
    ///
    /// # Errors
    /// When the commit fails; then nothing is written.
    pub(crate) async fn commit(mut self) -> Result<Connection, Error> {
        self.execute(query("COMMIT")).await?;
        Ok(self.connection.take().expect("BUG: a transaction that has ended is gone"))
    }

    /// Undoes everything and gives back the connection. If even that fails, it is closed, and the database does it.
    pub(crate) async fn roll_back(mut self) -> Option<Connection> {
        self.failure = None;
        if self.execute(query("ROLLBACK")).await.is_ok() { self.connection.take() } else { None }
    }

    fn refuse_after_failure(&mut self) -> Result<(), Error> {
        self.n_left = self.n_left.checked_sub(1).expect("BUG: one statement was announced");
        self.failure.clone().map_or(Ok(()), Err)
    }

    fn note<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        result.inspect_err(|error| self.failure = Some(error.clone()))
    }
}

impl Drop for Tx {
    /// A transaction that did not end well, or whose caller went away, takes its connection with it.
    fn drop(&mut self) {
        if let Some(Connection::Postgres(mut connection)) = self.connection.take() {
            connection.close_on_drop();
        }
    }
}
