//! The papers themselves: each a function from values to a [`crate::model::Document`].

mod answers_copy;
mod conditions;
mod cv;
mod everything;
mod letter;
mod paper_form;
mod recap;

pub use answers_copy::{Copy, answers_copy};
pub use cv::cv;
pub use everything::{Everything, EverythingPart, everything};
pub use letter::{Letter, Letterhead, letters};
pub use paper_form::{HandIn, paper_form};
pub use recap::{Recap, RecapContact, RecapPhase, RecapRow, recap};

use crate::labels::Labels;
use crate::model::{Block, Document};

/// A document in `language` with the parts that all papers share.
fn document(language: &str, title: String, labels: &Labels, blocks: Vec<Block>) -> Document {
    Document {
        language: language.to_owned(),
        title,
        foot: labels.product.clone(),
        page_label: labels.page.clone(),
        box_name: labels.box_name.clone(),
        percent: 100,
        blocks,
    }
}

#[cfg(test)]
mod tests;
