//! Months: their days and talks are slots, who is invited, and which companies come (decision 16).
//!
//! **Invariant:** whatever changes several slots of a month locks the month first, then the slots by id, and no person.

mod admission;
mod company;
mod invitation;
mod month;

pub use company::Company;
pub use invitation::{Invited, Known};
pub use month::{Month, MonthChange, MonthChanged};

use crate::row::word_table;
use domain::programme::{Invitation, MonthState};

word_table! { MonthState { Draft = "draft", Published = "published", Cancelled = "cancelled" } }

word_table! { Invitation { Asked = "asked", Proposed = "proposed", Declined = "declined" } }
