//! What comes first on the paper.

use super::Stint;

/// What goes on first, then what ended latest; without a year last, in the order in which it was told.
pub fn latest_first(stints: &[Stint]) -> Vec<&Stint> {
    let mut stints: Vec<&Stint> = stints.iter().collect();
    stints.sort_by_key(|stint| core::cmp::Reverse((stint.goes_on, stint.to.or(stint.from), stint.from)));
    stints
}
