//! What a form of the desk is for.

/// What a form is for, of what is named by `T`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose<T> {
    New,
    /// A new one like this.
    Copy(T),
    Change(T),
}

impl<T> Purpose<T> {
    /// What is copied or changed.
    pub const fn of(&self) -> Option<&T> {
        match self {
            Self::New => None,
            Self::Copy(id) | Self::Change(id) => Some(id),
        }
    }

    pub const fn is_change(&self) -> bool {
        matches!(self, Self::Change(_))
    }
}
