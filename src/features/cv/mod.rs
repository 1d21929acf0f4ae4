//! The CV maker (C7): a page for each part, what the paper will look like, and the paper itself.

mod ask;
mod editor;
mod fields;
mod items;
mod page;
mod photo;
mod problems;
mod saving;
mod screen;
mod sheet;
mod skills;
mod state;

pub use screen::CvMaker;

#[cfg(test)]
mod tests;
