//! The pathway of a person: milestones, actions and their history, what is put aside or to be discussed, who follows,
//! hours.

mod action;
mod aside;
mod dispute;
mod event;
mod follow_up;
mod hours;
mod milestone;

pub use action::{Action, Added, Updated};
pub use dispute::{Dispute, Disputed, Reply};
pub use event::{ActionEvent, Actor, Change, EventKind};
pub use hours::{HoursAgreement, HoursProposal};
