//! A statement with its parameters, the same for both engines. TEXT and BIGINT are all there is.

/// A parameter, or a column of a row. `None` is NULL; PostgreSQL wants to know of which type.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
}

/// A statement of this crate: `$1` is the first parameter.
#[derive(Clone)]
pub(crate) struct Statement {
    pub(crate) sql: &'static str,
    pub(crate) values: Vec<Value>,
}

pub(crate) const fn query(sql: &'static str) -> Statement {
    Statement { sql, values: Vec::new() }
}

impl Statement {
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

/// Texts, as they come.
macro_rules! texts {
    ($($text:ty),+) => { $(
        impl From<$text> for Value {
            fn from(text: $text) -> Self {
                Self::Text(Some(text.into()))
            }
        }

        impl From<Option<$text>> for Value {
            fn from(text: Option<$text>) -> Self {
                Self::Text(text.map(Into::into))
            }
        }
    )+ };
}
texts!(&str, String, &String);
