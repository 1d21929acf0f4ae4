//! SQLite, called by the thread on which a job runs. A driver that has a thread of its own for each connection is two
//! changes of thread for each statement, which cost more than most statements do (decision 23).

use crate::Error;
use crate::row::Row;
use crate::statement::{Statement, Value};
use core::fmt;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, OpenFlags};
use std::path::Path;
use std::sync::Arc;

/// More than this crate has statements.
const N_PREPARED: usize = 1024;

/// One connection.
pub(crate) struct Sqlite(rusqlite::Connection);

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sqlite")
    }
}

impl Sqlite {
    /// Opens a file that is there.
    pub(crate) fn open(file: &Path, settings: &str) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(file, flags)?;
        connection.set_prepared_statement_cache_capacity(N_PREPARED);
        connection.execute_batch(settings)?;
        Ok(Self(connection))
    }

    /// Runs a statement; answers how many rows it changed.
    pub(crate) fn execute(&self, statement: &Statement) -> Result<u64, Error> {
        let mut prepared = self.prepare(statement)?;
        let mut rows = prepared.raw_query();
        while rows.next()?.is_some() {}
        Ok(self.0.changes())
    }

    /// The first `limit` rows.
    pub(crate) fn fetch(&self, statement: &Statement, limit: usize) -> Result<Vec<Row>, Error> {
        let mut prepared = self.prepare(statement)?;
        let names: Arc<[String]> = prepared.column_names().into_iter().map(str::to_owned).collect();
        let mut rows = prepared.raw_query();
        let mut found = Vec::new();
        while found.len() < limit
            && let Some(row) = rows.next()?
        {
            let values = (0..names.len()).map(|column| Ok(read(row.get_ref(column)?)));
            let values = values.collect::<Result<_, Error>>()?;
            found.push(Row::new(Arc::clone(&names), values));
        }
        Ok(found)
    }

    /// To SQLite `$1` is a name, so each parameter is looked for by its number.
    fn prepare(&self, statement: &Statement) -> Result<CachedStatement<'_>, Error> {
        let mut prepared = self.0.prepare_cached(statement.sql)?;
        for at in 1..=prepared.parameter_count() {
            let name = prepared.parameter_name(at).and_then(|name| name.strip_prefix('$'));
            let number: usize =
                name.and_then(|name| name.parse().ok()).expect("BUG: parameters have numbers");
            prepared.raw_bind_parameter(at, &statement.values[number - 1])?;
        }
        Ok(prepared)
    }
}

/// No column holds anything but TEXT and BIGINT; whatever else there is cannot be read.
fn read(value: ValueRef<'_>) -> Option<Value> {
    match value {
        ValueRef::Null => Some(Value::Text(None)),
        ValueRef::Integer(number) => Some(Value::Int(Some(number))),
        ValueRef::Text(text) => Some(Value::Text(Some(String::from_utf8(text.to_vec()).ok()?))),
        ValueRef::Real(_) | ValueRef::Blob(_) => None,
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Int(Some(number)) => ValueRef::Integer(*number),
            Self::Text(Some(text)) => ValueRef::Text(text.as_bytes()),
            Self::Int(None) | Self::Text(None) => ValueRef::Null,
        }))
    }
}
