//! The accounts of colleagues: making one, the code with which its owner sets it up, changing, closing. Only for a coordinator.

mod add;
mod code;
mod events;
mod fields;
mod list;
mod member;

pub(super) use list::TeamPage;
