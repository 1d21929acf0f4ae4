//! A half-hour at which one may come in: whether a ticket for it can be had, and which other one when not.

use crate::time::Timestamp;
use crate::workshops::{SlotState, Span};
use serde::{Deserialize, Serialize};

/// A half-hour, as far as the rules need to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryFact {
    /// Its place in the day, from 0.
    pub number: u32,
    pub span: Span,
    /// Tickets that can still be taken; the kept places are not among them.
    pub n_free: u32,
}

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TicketStatus {
    Held,
    /// By the person.
    GivenBack,
    /// With the forum.
    Cancelled,
}

/// Why there is no ticket for a half-hour. Each has a way on: another half-hour, or coming without a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TicketRefusal {
    /// The forum was cancelled.
    Cancelled,
    /// The half-hour is over.
    Past,
    /// Every place that is not kept is taken.
    Full,
    /// The person has come in with their ticket.
    Used,
}

/// Whether a ticket for this half-hour can be had now. `is_own`: the person's ticket is for it already.
///
/// # Errors
/// The reason that weighs most.
pub fn ticket_refusal(
    state: SlotState,
    entry: &EntryFact,
    is_own: bool,
    has_come: bool,
    now: Timestamp,
) -> Result<(), TicketRefusal> {
    if state != SlotState::Published {
        return Err(TicketRefusal::Cancelled);
    }
    if is_own {
        return Ok(());
    }
    if has_come {
        return Err(TicketRefusal::Used);
    }
    if entry.span.to <= now {
        return Err(TicketRefusal::Past);
    }
    if entry.n_free > 0 { Ok(()) } else { Err(TicketRefusal::Full) }
}

/// The half-hour to offer in place of one that is full: the next one with a place, else the nearest one before it.
pub fn next_free(entries: &[EntryFact], of: u32, now: Timestamp) -> Option<u32> {
    let is_free = |entry: &&EntryFact| entry.n_free > 0 && entry.span.to > now;
    let later =
        entries.iter().filter(is_free).filter(|entry| entry.number > of).min_by_key(|entry| entry.number);
    let earlier =
        || entries.iter().filter(is_free).filter(|entry| entry.number < of).max_by_key(|entry| entry.number);
    later.or_else(earlier).map(|entry| entry.number)
}
