//! Whether someone takes part in a month: staff propose it, or the person asks. Never automatic.

use serde::{Deserialize, Serialize};

/// Where a person and a month stand, before there is a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Invitation {
    /// The person has asked.
    Asked,
    /// Staff have proposed it: the person may choose a day.
    Proposed,
    /// The person has said no, or asks no longer.
    Declined,
}

/// After the person has asked. Whoever was invited needs nobody's yes a second time.
pub const fn after_asking(was: Option<Invitation>, is_proposed: bool) -> Invitation {
    match was {
        Some(Invitation::Proposed) => Invitation::Proposed,
        Some(Invitation::Declined) if is_proposed => Invitation::Proposed,
        _ => Invitation::Asked,
    }
}

/// After staff have proposed it. A no stays a no: only the person takes it back.
pub const fn after_proposing(was: Option<Invitation>) -> Invitation {
    match was {
        Some(Invitation::Declined) => Invitation::Declined,
        _ => Invitation::Proposed,
    }
}
