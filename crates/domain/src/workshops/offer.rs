//! How long a free place is held for the person whose turn it is (W4).

use crate::time::Timestamp;

const HOUR_S: i64 = 3600;

/// How long an offer stands. The default: 24 hours, 4 when the slot begins in less than 3 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfferTerms {
    pub hours: u16,
    pub urgent_hours: u16,
    pub urgent_within_days: u16,
}

impl Default for OfferTerms {
    fn default() -> Self {
        Self { hours: 24, urgent_hours: 4, urgent_within_days: 3 }
    }
}

impl OfferTerms {
    /// When an offer that is made `now` expires; at the latest when the slot begins.
    pub fn expires_at(self, now: Timestamp, starts_at: Timestamp) -> Timestamp {
        let urgent_from = starts_at.plus_s(-i64::from(self.urgent_within_days) * 24 * HOUR_S);
        let hours = if now > urgent_from { self.urgent_hours } else { self.hours };
        now.plus_s(i64::from(hours) * HOUR_S).min(starts_at)
    }
}
