//! The forum: its half-hours, tickets, and who came in (decision 17).
//!
//! **Invariant:** whatever changes who has a ticket first locks the row of the forum. Scans lock nothing but the ticket:
//! each keeps the earliest, whatever the order.

mod day;
mod door;
mod ticket;

pub use day::{Entry, Forum, ForumChange, ForumChanged};
pub use door::{DoorTicket, EntryCount};
pub use ticket::{NewTicket, Ticket, Ticketed};

use crate::row::word_table;
use domain::forum::TicketStatus;

word_table! { TicketStatus { Held = "held", GivenBack = "given-back", Cancelled = "cancelled" } }
