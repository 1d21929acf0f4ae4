//! Hours as a conversation (P7): a number that was agreed, and hours that the person confirms. Nothing is counted
//! against anyone, so there is no sum, no target and no lateness here.

use serde::{Deserialize, Serialize};

/// The most hours a week that can be agreed: a full week of work in France (Code du travail, L3121-27).
pub const MAX_WEEKLY_HOURS: u8 = 35;

/// The usual number since 2025 (loi du 18 décembre 2023, L5411-6 du Code du travail); fewer is "adapté" and has a reason.
pub const USUAL_WEEKLY_HOURS: u8 = 15;

/// Why an agreement on hours is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursProblem {
    TooMany,
    /// Fewer than usual without a reason.
    ReasonMissing,
}

/// Whether a weekly number can be agreed.
///
/// # Errors
/// [`HoursProblem`] when it is more than a week holds, or fewer than usual without a reason.
pub const fn check_hours(weekly_hours: u8, has_reason: bool) -> Result<(), HoursProblem> {
    if weekly_hours > MAX_WEEKLY_HOURS {
        return Err(HoursProblem::TooMany);
    }
    if weekly_hours < USUAL_WEEKLY_HOURS && !has_reason { Err(HoursProblem::ReasonMissing) } else { Ok(()) }
}

/// What the person says about hours that were proposed from an attendance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum HoursAnswer {
    /// "Oui, j'y étais."
    Confirmed,
    /// "Non, ce n'est pas ça."
    Declined,
}
