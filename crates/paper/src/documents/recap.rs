//! What a person keeps when they leave: what was done, and with whom (P8).

use super::document;
use crate::labels::{Labels, fill};
use crate::model::{Block, Document, HeadingLevel, Row, Tone};

/// A pathway as it is told at its end. Every date is words already; what is private to others is up to the caller.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recap {
    /// BCP 47 tag of every text here.
    pub language: String,
    /// Whose pathway.
    pub person: Option<String>,
    /// "12 novembre 2026".
    pub made_on: String,
    pub phases: Vec<RecapPhase>,
    pub objectives: Vec<RecapRow>,
    pub actions: Vec<RecapRow>,
    /// What was agreed on hours, and what the person confirmed.
    pub hours: Vec<RecapRow>,
    pub documents: Vec<RecapRow>,
    pub contacts: Vec<RecapContact>,
}

/// A phase with the steps that were done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecapPhase {
    pub title: String,
    /// When, in words; may be empty.
    pub when: String,
    pub steps: Vec<RecapRow>,
}

/// One thing, where it stands or when it was, and details.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecapRow {
    pub title: String,
    /// "Faite le 12 mars 2026"; may be empty.
    pub state: String,
    /// Smaller, one line each.
    pub details: Vec<String>,
}

/// Someone who follows the person (P6).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecapContact {
    pub name: String,
    /// What this person does for me.
    pub role: String,
    pub phone: Option<String>,
    pub place: Option<String>,
}

/// The recap of a pathway. A part without content has no heading.
pub fn recap(recap: &Recap, labels: &Labels) -> Document {
    let words = &labels.recap;
    let mut blocks = vec![Block::Mark(labels.product.clone()), heading(HeadingLevel::Title, &words.title)];
    blocks.extend(recap.person.iter().map(|person| Block::Paragraph(Tone::Lead, person.clone())));
    blocks.push(Block::Paragraph(Tone::Plain, words.lead.clone()));
    blocks.push(Block::Paragraph(Tone::Plain, fill(&words.made, &[("date", &recap.made_on)])));
    if !recap.phases.is_empty() {
        blocks.push(heading(HeadingLevel::Section, &words.phases));
        for phase in &recap.phases {
            blocks.push(heading(HeadingLevel::Item, &phase.title));
            if !phase.when.is_empty() {
                blocks.push(Block::Paragraph(Tone::Note, phase.when.clone()));
            }
            blocks.extend(rows(&phase.steps));
        }
    }
    let parts = [
        (&words.objectives, &recap.objectives),
        (&words.actions, &recap.actions),
        (&words.hours, &recap.hours),
        (&words.documents, &recap.documents),
    ];
    for (title, part) in parts {
        if !part.is_empty() {
            blocks.push(heading(HeadingLevel::Section, title));
            blocks.extend(rows(part));
        }
    }
    if !recap.contacts.is_empty() {
        blocks.push(heading(HeadingLevel::Section, &words.contacts));
        blocks.push(Block::Rows(recap.contacts.iter().map(|contact| contact_row(contact, labels)).collect()));
    }
    document(&recap.language, words.title.clone(), labels, blocks)
}

fn heading(level: HeadingLevel, text: &str) -> Block {
    Block::Heading { level, number: None, text: text.to_owned() }
}

fn rows(rows: &[RecapRow]) -> Option<Block> {
    let row = |row: &RecapRow| Row {
        term: row.title.clone(),
        values: vec![row.state.clone()],
        notes: row.details.clone(),
        road: None,
    };
    (!rows.is_empty()).then(|| Block::Rows(rows.iter().map(row).collect()))
}

fn contact_row(contact: &RecapContact, labels: &Labels) -> Row {
    let phone = contact.phone.iter().map(|phone| fill(&labels.recap.phone, &[("phone", phone)]));
    let place = contact.place.iter().map(|place| fill(&labels.recap.place, &[("place", place)]));
    Row {
        term: contact.name.clone(),
        values: vec![contact.role.clone()],
        notes: phone.chain(place).collect(),
        road: None,
    }
}
