//! The talks of a company: one after the other, with a break between two.

use crate::workshops::Span;

const MINUTE_MS: i64 = 60_000;

/// As many talks as fit into the hours of the day, from its beginning.
pub fn talk_spans(hours: Span, talk_min: u16, break_min: u16) -> Vec<Span> {
    let talk_s = i64::from(talk_min.max(1)) * 60;
    let step_s = talk_s + i64::from(break_min) * 60;
    let n_minutes = (hours.to.as_ms() - hours.from.as_ms()) / MINUTE_MS;
    // The last one needs no break after it.
    let n_talks = (n_minutes * 60 - talk_s).div_euclid(step_s) + 1;
    (0..n_talks.max(0))
        .map(|nth| {
            let from = hours.from.plus_s(nth * step_s);
            Span { from, to: from.plus_s(talk_s) }
        })
        .collect()
}
