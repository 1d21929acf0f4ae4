//! Which group is in which workshop when (W11): every group meets every workshop once.

use crate::ids::WorkshopId;
use serde::{Deserialize, Serialize};

/// A workshop that groups come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    pub workshop: WorkshopId,
    /// People who can be there at once.
    pub n_places: u32,
    /// Who leads it; each looks after one group at a time.
    pub n_staff: u32,
}

impl Station {
    /// Groups of so many people that can be there at once.
    fn n_groups(&self, people_per_group: u32) -> u32 {
        (self.n_places / people_per_group.max(1)).min(self.n_staff)
    }
}

/// Who is where when: for each group, the workshop of each time, or none for a pause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rotation {
    pub groups: Vec<Vec<Option<WorkshopId>>>,
}

/// Why no rotation can work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RotationProblem {
    /// No group, no workshop, or groups of nobody.
    Empty,
    /// A group needs one time for each workshop.
    TooFewTimes { n_needed: usize },
    /// So many people would be in this workshop at once.
    TooFewPlaces { workshop: WorkshopId, n_needed: u32 },
    /// So many groups would be in this workshop at once, and each needs someone.
    TooFewStaff { workshop: WorkshopId, n_needed: u32 },
}

/// Turns `n_groups` through the workshops: at time `t`, group `g` is at place `(g + t) mod n_times`, and places beyond
/// the workshops are pauses.
///
/// Whenever any rotation works, this one does: `n_groups` come to each workshop in `n_times`, so at some time
/// `n_groups / n_times`, rounded up, are there at once, and this rotation never has more.
///
/// # Errors
/// What is missing, of the first workshop that misses something.
pub fn rotate(
    n_groups: u32,
    people_per_group: u32,
    n_times: usize,
    stations: &[Station],
) -> Result<Rotation, RotationProblem> {
    if n_groups == 0 || people_per_group == 0 || stations.is_empty() {
        return Err(RotationProblem::Empty);
    }
    if stations.len() > n_times {
        return Err(RotationProblem::TooFewTimes { n_needed: stations.len() });
    }
    let at_once = n_groups.div_ceil(u32::try_from(n_times).unwrap_or(u32::MAX));
    let too_small = stations.iter().find(|station| station.n_groups(people_per_group) < at_once);
    if let Some(station) = too_small {
        let workshop = station.workshop.clone();
        return Err(if station.n_staff < at_once {
            RotationProblem::TooFewStaff { workshop, n_needed: at_once }
        } else {
            RotationProblem::TooFewPlaces { workshop, n_needed: at_once.saturating_mul(people_per_group) }
        });
    }
    let place = |group: u32, time: usize| (group as usize + time) % n_times;
    let at = |group, time| stations.get(place(group, time)).map(|station| station.workshop.clone());
    let groups = (0..n_groups).map(|group| (0..n_times).map(|time| at(group, time)).collect());
    Ok(Rotation { groups: groups.collect() })
}

/// The group of whoever comes next: the smallest, the first of several. `sizes` has one number for each group; groups
/// count from 1. `None` without groups.
pub fn next_group(sizes: &[u32]) -> Option<u32> {
    let (place, _) = sizes.iter().enumerate().min_by_key(|(place, size)| (**size, *place))?;
    u32::try_from(place + 1).ok()
}
