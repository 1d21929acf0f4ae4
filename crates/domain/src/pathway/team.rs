//! Who follows a person (P6).

use serde::{Deserialize, Serialize};

/// The two accompaniments that stand side by side (P6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FollowUp {
    Social,
    Employment,
}

impl FollowUp {
    /// Each of them, in the order shown.
    pub const ALL: &'static [Self] = &[Self::Social, Self::Employment];
}
