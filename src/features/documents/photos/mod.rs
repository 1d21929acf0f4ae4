//! A CV on paper, taken as photos (C2): each page is seen, turned, put in order, taken again, and all become one PDF that is sent
//! as any other file ([decision 22](../../../../docs/decisions/0022-photos-become-pages-on-the-phone.md)).

mod crop;
mod frame;
mod kept;
mod page;
mod screen;
mod script;
pub(super) mod state;

pub(super) use kept::use_keeping;
pub(super) use screen::{PhotoScreen, begin, begin_with, leave, make_file, use_goal};

#[cfg(test)]
mod tests;
