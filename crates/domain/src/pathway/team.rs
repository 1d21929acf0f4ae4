//! Who follows a person (P6).

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How long a new référent is news, in seconds: a month, in which most people come by once.
pub const NEW_REFERENT_S: i64 = 30 * 24 * 3600;

/// Whether it is still news who follows the person.
pub fn is_new_referent(since: Timestamp, now: Timestamp) -> bool {
    now < since.plus_s(NEW_REFERENT_S)
}

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
