//! Everything that is kept of a person, for themselves (S4): plain lists, part by part.

use super::document;
use crate::labels::{Labels, fill};
use crate::model::{Block, Document, HeadingLevel, Row, Tone};

/// What is kept. Every date is words already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Everything {
    /// BCP 47 tag of every text here.
    pub language: String,
    pub person: String,
    /// "12 novembre 2026".
    pub made_on: String,
    pub parts: Vec<EverythingPart>,
}

/// One kind of thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EverythingPart {
    pub title: String,
    /// Each a list of what it is called and what it is.
    pub entries: Vec<Vec<(String, String)>>,
}

/// The paper. A part without content has no heading.
pub fn everything(everything: &Everything, labels: &Labels) -> Document {
    let words = &labels.everything;
    let heading = |level, text: &str| Block::Heading { level, number: None, text: text.to_owned() };
    let mut blocks = vec![
        Block::Mark(labels.product.clone()),
        heading(HeadingLevel::Title, &words.title),
        Block::Paragraph(Tone::Lead, everything.person.clone()),
        Block::Paragraph(Tone::Plain, words.lead.clone()),
        Block::Paragraph(Tone::Plain, fill(&words.made, &[("date", &everything.made_on)])),
    ];
    for part in everything.parts.iter().filter(|part| !part.entries.is_empty()) {
        blocks.push(heading(HeadingLevel::Section, &part.title));
        for (at, entry) in part.entries.iter().enumerate() {
            if at > 0 {
                blocks.push(Block::Rule);
            }
            blocks.push(Block::Rows(entry.iter().map(row).collect()));
        }
    }
    document(&everything.language, words.title.clone(), labels, blocks)
}

fn row((term, value): &(String, String)) -> Row {
    Row { term: term.clone(), values: vec![value.clone()], road: None, notes: Vec::new() }
}
