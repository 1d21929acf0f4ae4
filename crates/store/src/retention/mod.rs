//! How long people are kept, and erasing them (S5, decision 25).
//!
//! **Invariant:** nothing of a person is left in any table but counts that name nobody. Places that others could have are given
//! back first: a booking or a ticket that still holds one stops the erasing by its reference to the person.

mod erase;
mod kept;
mod last_contact;

pub use erase::Erasure;
pub use kept::{KEPT_OF_A_PERSON, KeptTable, Told, ToldTable};
pub use last_contact::Resting;
