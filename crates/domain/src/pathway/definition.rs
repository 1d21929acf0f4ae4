//! Phases and action sheets as content gives them, in one language.

use crate::ids::{PhaseId, PhaseStepId, SheetId, SubjectId};
use crate::pathway::Milestone;
use serde::{Deserialize, Serialize};

/// The four phases and the action sheets, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pathway {
    pub phases: Vec<Phase>,
    pub sheets: Vec<ActionSheet>,
}

/// A phase of the pathway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    pub id: PhaseId,
    pub title: String,
    /// One sentence, as the person would say it.
    pub goal: String,
    pub steps: Vec<PhaseStep>,
}

/// A step of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseStep {
    pub id: PhaseStepId,
    pub title: String,
    pub who: Who,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What marks the step as done.
    pub done_when: Milestone,
}

/// Who does a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Who {
    Me,
    Together,
    Referent,
    Department,
}

/// A thing that one can do about a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionSheet {
    pub id: SheetId,
    pub title: String,
    pub subjects: Vec<SubjectId>,
    pub kind: SheetKind,
    /// Who offers it ("Auto-école sociale, plateforme mobilité").
    pub by: String,
    /// Usual effort, in whole hours.
    pub hours: u16,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Comes first among suggestions (a roof, food).
    #[serde(default)]
    pub urgent: bool,
    /// Its title alone tells something private.
    #[serde(default)]
    pub sensitive: bool,
    /// Has workshops that can be booked.
    #[serde(default)]
    pub bookable: bool,
}

/// What an action sheet offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SheetKind {
    Money,
    Support,
    Material,
    Workshop,
    Training,
    Information,
}

impl Pathway {
    pub fn sheet(&self, id: &SheetId) -> Option<&ActionSheet> {
        self.sheets.iter().find(|sheet| sheet.id == *id)
    }
}
