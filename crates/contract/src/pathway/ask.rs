//! Bodies of the pathway's writes.

use domain::ids::{ActionId, ReasonId, SheetId};
use domain::pathway::{ActionStatus, HoursAnswer, Reminder};
use domain::time::{Date, TimeOfDay};
use serde::{Deserialize, Serialize};

/// Body of `addAction`: `{"sheet": "permis"}` or `{"title": "Appeler l'école"}`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AddAction {
    Sheet(SheetId),
    /// In the person's own words: 1 to 80 characters.
    Title(String),
}

/// `Debug` is not derived: a title is the person's own words.
impl core::fmt::Debug for AddAction {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Sheet(sheet) => write!(f, "AddAction({sheet})"),
            Self::Title(_) => f.write_str("AddAction(own)"),
        }
    }
}

/// Body of `updateAction`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateAction {
    pub status: ActionStatus,
    /// With `stuck` only, and never needed: one of `stuck_reasons`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonId>,
}

/// Body of `dateAction`: what the action's dates are from now on; what is absent is taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DateAction {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<AppointmentAt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<Reminder>,
}

/// When an appointment is, as a clock at the venue shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppointmentAt {
    pub day: Date,
    pub time: TimeOfDay,
}

/// Body of `disputeObjective`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisputeObjective {
    pub about: DisputeAbout,
    /// Never needed: one of `dispute_reasons`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonId>,
}

/// What is to be discussed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DisputeAbout {
    /// An action that a référent brought.
    Action(ActionId),
    /// The hours that were agreed.
    Hours,
}

/// Body of `answerHoursProposal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerHours {
    /// Absent: the answer is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<HoursAnswer>,
}
