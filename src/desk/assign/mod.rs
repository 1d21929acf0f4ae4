//! Who follows whom: a coordinator gives people to a référent, a référent hands one over. Nothing is done before it was asked
//! what it does: whoever followed them loses access at once.

mod account;
mod give;
mod handover;
mod person;
mod unassigned;

pub(super) use account::AccountPage;
pub(super) use handover::HandoverSection;
pub(super) use person::PersonPage;
pub(super) use unassigned::UnassignedPage;
