//! What can happen to an action.

use serde::{Deserialize, Serialize};

/// Where an action stands, in the person's words (content, `statuses`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActionStatus {
    /// "Prévue".
    Planned,
    /// "En cours".
    UnderWay,
    /// "Ça bloque".
    Stuck,
    /// "Faite".
    Done,
    /// "J'arrête cette action".
    Stopped,
    /// "Annulée par le service". Only staff can.
    Cancelled,
}

impl ActionStatus {
    /// Whether something can still be done about it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::UnderWay | Self::Stuck)
    }
}

/// Whether the person may move their action between two states. Every move of theirs can be undone by another, so
/// only what the service decided is out of reach.
pub fn may_person_change(from: ActionStatus, to: ActionStatus) -> bool {
    from != to && from != ActionStatus::Cancelled && to != ActionStatus::Cancelled
}
