//! Reading a row without trusting it: what does not parse is reported by place, never by content.

use crate::Error;
use crate::statement::Value;
use core::str::FromStr;
use domain::time::Timestamp;
use serde_json::from_str;
use std::sync::Arc;

/// A row as it came, its columns by name. `None`: neither TEXT nor BIGINT.
pub(crate) struct Row {
    names: Arc<[String]>,
    values: Vec<Option<Value>>,
}

impl Row {
    pub(crate) const fn new(names: Arc<[String]>, values: Vec<Option<Value>>) -> Self {
        Self { names, values }
    }

    /// Each column by name, in the order of the statement.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&str, Option<&Value>)> {
        self.names.iter().map(String::as_str).zip(self.values.iter().map(Option::as_ref))
    }

    fn get(&self, column: &str) -> Option<&Value> {
        let at = self.names.iter().position(|name| name == column)?;
        self.values[at].as_ref()
    }
}

/// A row of `table`, whose column `key` says which one.
pub(crate) struct Found<'r> {
    row: &'r Row,
    table: &'static str,
    key: &'static str,
}

impl<'r> Found<'r> {
    pub(crate) fn new(row: &'r Row, table: &'static str, key: &'static str) -> Self {
        Self { row, table, key }
    }

    pub(crate) fn inconsistent(&self, column: &'static str) -> Error {
        let row = match self.row.get(self.key) {
            Some(Value::Text(Some(text))) => text.clone(),
            _ => String::new(),
        };
        Error::Inconsistent { table: self.table, column, row }
    }

    fn str_or_none(&self, column: &'static str) -> Result<Option<&'r str>, Error> {
        match self.row.get(column) {
            Some(Value::Text(text)) => Ok(text.as_deref()),
            Some(Value::Int(None)) => Ok(None),
            _ => Err(self.inconsistent(column)),
        }
    }

    fn str(&self, column: &'static str) -> Result<&'r str, Error> {
        self.str_or_none(column)?.ok_or_else(|| self.inconsistent(column))
    }

    pub(crate) fn text(&self, column: &'static str) -> Result<String, Error> {
        self.str(column).map(str::to_owned)
    }

    pub(crate) fn text_or_none(&self, column: &'static str) -> Result<Option<String>, Error> {
        Ok(self.str_or_none(column)?.map(str::to_owned))
    }

    pub(crate) fn int(&self, column: &'static str) -> Result<i64, Error> {
        self.int_or_none(column)?.ok_or_else(|| self.inconsistent(column))
    }

    pub(crate) fn int_or_none(&self, column: &'static str) -> Result<Option<i64>, Error> {
        match self.row.get(column) {
            Some(Value::Int(number)) => Ok(*number),
            Some(Value::Text(None)) => Ok(None),
            _ => Err(self.inconsistent(column)),
        }
    }

    /// A count or a version: an integer that is not negative.
    pub(crate) fn count(&self, column: &'static str) -> Result<u64, Error> {
        u64::try_from(self.int(column)?).map_err(|_| self.inconsistent(column))
    }

    /// A count that is small enough for the wire.
    pub(crate) fn small(&self, column: &'static str) -> Result<u32, Error> {
        u32::try_from(self.int(column)?).map_err(|_| self.inconsistent(column))
    }

    pub(crate) fn instant(&self, column: &'static str) -> Result<Timestamp, Error> {
        self.int(column).map(Timestamp)
    }

    pub(crate) fn instant_or_none(&self, column: &'static str) -> Result<Option<Timestamp>, Error> {
        Ok(self.int_or_none(column)?.map(Timestamp))
    }

    /// A text that has a shape: an id, a date, a word of a closed set.
    pub(crate) fn parsed<T: FromStr>(&self, column: &'static str) -> Result<T, Error> {
        self.str(column)?.parse().map_err(|_| self.inconsistent(column))
    }

    pub(crate) fn parsed_or_none<T: FromStr>(&self, column: &'static str) -> Result<Option<T>, Error> {
        let text = self.str_or_none(column)?;
        text.map(str::parse).transpose().map_err(|_| self.inconsistent(column))
    }

    /// A word of a closed set that `domain` owns.
    pub(crate) fn word<T: Words>(&self, column: &'static str) -> Result<T, Error> {
        T::from_word(self.str(column)?).ok_or_else(|| self.inconsistent(column))
    }

    pub(crate) fn word_or_none<T: Words>(&self, column: &'static str) -> Result<Option<T>, Error> {
        let word = self.str_or_none(column)?;
        word.map(|word| T::from_word(word).ok_or_else(|| self.inconsistent(column))).transpose()
    }

    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self, column: &'static str) -> Result<T, Error> {
        from_str(self.str(column)?).map_err(|_| self.inconsistent(column))
    }

    pub(crate) fn json_or_none<T: serde::de::DeserializeOwned>(
        &self,
        column: &'static str,
    ) -> Result<Option<T>, Error> {
        let text = self.str_or_none(column)?;
        text.map(from_str).transpose().map_err(|_| self.inconsistent(column))
    }
}

/// A count as the schema keeps it.
pub(crate) fn as_bigint(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A closed set that `domain` owns, with its words in the store.
pub(crate) trait Words: Copy + 'static {
    const TABLE: &'static [(&'static str, Self)];

    fn as_word(self) -> &'static str;

    fn from_word(word: &str) -> Option<Self> {
        Self::TABLE.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    }
}

/// The words of a type of `domain`, written and read by one table.
macro_rules! word_table {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl crate::row::Words for $name {
            const TABLE: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),+];

            fn as_word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}
pub(crate) use word_table;

/// A closed set of words, written and read by one table.
macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// The word in the store.
            pub(crate) const fn as_word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl core::str::FromStr for $name {
            type Err = ();
            fn from_str(word: &str) -> Result<Self, ()> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }
    };
}
pub(crate) use words;
