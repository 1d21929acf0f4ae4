//! A connection to either engine.

use crate::Error;
use crate::row::Row;
use crate::sqlite::Sqlite;
use crate::statement::{Statement, Value};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::pool::PoolConnection;
use sqlx::query::Query;
use sqlx::{Any, Column, Row as _};

/// sqlx's own transactions are not used: when a database ends one by itself, sqlx goes on counting it.
#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(Sqlite),
    Postgres(PoolConnection<Any>),
}

impl Connection {
    /// Runs a statement; answers how many rows it changed.
    pub(crate) async fn execute(&mut self, statement: &Statement) -> Result<u64, Error> {
        note(statement);
        match self {
            Self::Sqlite(connection) => connection.execute(statement),
            Self::Postgres(connection) => {
                Ok(for_postgres(statement).execute(&mut **connection).await?.rows_affected())
            }
        }
    }

    /// The first row, or `None`.
    pub(crate) async fn fetch_optional(&mut self, statement: &Statement) -> Result<Option<Row>, Error> {
        note(statement);
        match self {
            Self::Sqlite(connection) => connection.fetch(statement, 1).map(|mut rows| rows.pop()),
            Self::Postgres(connection) => {
                let row = for_postgres(statement).fetch_optional(&mut **connection).await?;
                Ok(row.as_ref().map(read))
            }
        }
    }

    pub(crate) async fn fetch_all(&mut self, statement: &Statement) -> Result<Vec<Row>, Error> {
        note(statement);
        match self {
            Self::Sqlite(connection) => connection.fetch(statement, usize::MAX),
            Self::Postgres(connection) => {
                Ok(for_postgres(statement).fetch_all(&mut **connection).await?.iter().map(read).collect())
            }
        }
    }
}

/// For whoever looks for what a request costs: the words of the statement, which are those of this crate, and no value.
fn note(statement: &Statement) {
    tracing::trace!(sql = statement.sql, "statement");
}

fn for_postgres(statement: &Statement) -> Query<'static, Any, AnyArguments> {
    let query = sqlx::query(statement.sql);
    statement.values.iter().cloned().fold(query, |query, value| match value {
        Value::Int(number) => query.bind(number),
        Value::Text(text) => query.bind(text),
    })
}

fn read(row: &AnyRow) -> Row {
    let names = row.columns().iter().map(|column| column.name().to_owned()).collect();
    let value = |column: usize| {
        let number = row.try_get(column).map(Value::Int);
        number.or_else(|_| row.try_get(column).map(Value::Text)).ok()
    };
    Row::new(names, (0..row.len()).map(value).collect())
}
