//! The expressions of XLSForm, as far as the portal has conditions for them.
//!
//! [`parse`] reads any expression of the small language below; [`conditions`] and [`constraint`] accept those that say
//! something the portal can do; [`write`] writes them. A refusal names the character of the cell at which it is about.
//!
//! ```text
//! or    = and ("or" and)*
//! and   = test ("and" test)*
//! test  = value (("=" | "!=" | "<" | "<=" | ">" | ">=") value)?
//! value = "(" or ")" | "${name}" | "." | "'text'" | number | name "(" (or ("," or)*)? ")"
//! ```

pub(crate) mod conditions;
pub(crate) mod constraint;
mod parse;
pub(crate) mod write;

#[cfg(test)]
mod tests;

pub(crate) use parse::parse;

/// Why an expression is refused: the character it is about, from 1, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    pub at: usize,
    pub message: String,
}

impl Refused {
    pub fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }
}

impl core::fmt::Display for Refused {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "At character {}: {}", self.at, self.message)
    }
}

/// Part of an expression, and the character with which it begins, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expression {
    pub at: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Two or more, none of them an `Or`.
    Or(Vec<Expression>),
    /// Two or more, none of them an `And`.
    And(Vec<Expression>),
    Compare(Operator, Box<(Expression, Expression)>),
    /// `${name}`
    Answer(String),
    /// `.`
    Own,
    /// `'text'` or a number: the same where names are compared.
    Literal(String),
    Call(String, Vec<Expression>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Expression {
    /// The parts that must all hold.
    pub fn all(&self) -> &[Self] {
        match &self.kind {
            Kind::And(parts) => parts,
            _ => std::slice::from_ref(self),
        }
    }

    /// The parts of which one must hold.
    pub fn any(&self) -> &[Self] {
        match &self.kind {
            Kind::Or(parts) => parts,
            _ => std::slice::from_ref(self),
        }
    }

    /// What is between the brackets of `name(…)`, when it is that call.
    pub fn arguments(&self, name: &str) -> Option<&[Self]> {
        match &self.kind {
            Kind::Call(called, arguments) if called == name => Some(arguments),
            _ => None,
        }
    }

    /// The two sides of a comparison with this sign.
    pub fn sides(&self, operator: Operator) -> Option<(&Self, &Self)> {
        match &self.kind {
            Kind::Compare(found, sides) if *found == operator => Some((&sides.0, &sides.1)),
            _ => None,
        }
    }

    pub fn literal(&self) -> Option<&str> {
        match &self.kind {
            Kind::Literal(text) => Some(text),
            _ => None,
        }
    }
}
