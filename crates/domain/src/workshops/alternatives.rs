//! Other dates, for someone who cannot come or finds no place.

use crate::ids::SlotId;
use crate::time::Timestamp;
use crate::workshops::{SlotFact, SlotState, Span, is_open};

/// How many other dates are shown.
pub const MAX_ALTERNATIVES: usize = 3;

/// Up to three slots of the same workshop that can be booked now and at which nothing else is held: those after `of`
/// first, then those before, nearest first.
pub fn alternatives(of: &SlotFact, all: &[SlotFact], held: &[Span], now: Timestamp) -> Vec<SlotId> {
    let fits = |slot: &&SlotFact| {
        slot.id != of.id
            && slot.workshop == of.workshop
            && slot.state == SlotState::Published
            && slot.n_free > 0
            && is_open(slot.span, now)
            && !held.iter().any(|span| span.clashes(slot.span))
    };
    let mut found: Vec<&SlotFact> = all.iter().filter(fits).collect();
    found.sort_by_key(|slot| {
        let is_before = slot.span.from < of.span.from;
        (is_before, slot.span.from.as_ms().abs_diff(of.span.from.as_ms()), slot.id.clone())
    });
    found.into_iter().take(MAX_ALTERNATIVES).map(|slot| slot.id.clone()).collect()
}
