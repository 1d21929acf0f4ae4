//! What is typed about hours, read. Pure.

use contract::staff::AgreeHours;
use domain::ids::ReasonId;
use domain::pathway::{HoursProblem, check_hours};

/// What to send, or the key of what is wrong.
///
/// # Errors
/// Key of the words that say what is wrong.
pub fn read_hours(weekly: &str, reason: Option<ReasonId>) -> Result<AgreeHours, &'static str> {
    let weekly_hours: u8 = weekly.trim().parse().map_err(|_| "desk.hours.bad")?;
    match check_hours(weekly_hours, reason.is_some()) {
        Ok(()) => Ok(AgreeHours { weekly_hours, reason }),
        Err(HoursProblem::TooMany) => Err("desk.hours.bad"),
        Err(HoursProblem::ReasonMissing) => Err("error.hours.refused"),
    }
}
