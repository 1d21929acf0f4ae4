//! Letters that bring people their access cards (O2), one page each: what the code is, and how one signs in with it.

use super::document;
use crate::labels::{Labels, LetterLabels, fill};
use crate::model::{Block, Code, Document, Envelope, HeadingLevel, ListKind, Tone};

/// One letter. The product knows no postal address: the name stands in the window, and who hands it over.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Letter {
    pub name: String,
    /// Who follows the person, and where: lines for the window.
    pub referent: Option<(String, String)>,
    /// As one types it.
    pub code: String,
    /// Rows of its QR code, `#` for black.
    pub qr: Vec<String>,
}

/// Without the code, which must not reach a log.
impl core::fmt::Debug for Letter {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Letter(hidden)")
    }
}

/// What all letters of a service say alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letterhead {
    /// Name, place and number of the service, those it has.
    pub from: Vec<String>,
    /// Where the portal is, as one types it ("portail.example").
    pub address: String,
    pub phone: Option<String>,
    /// "12 novembre 2026".
    pub made_on: String,
}

/// The letters, in French, each beginning a page; [`crate::a_page_each`] makes that a page each.
pub fn letters(letters: &[Letter], head: &Letterhead, words: &LetterLabels) -> Document {
    let labels = Labels::shipped("fr");
    let pages = letters.iter().map(|letter| page(letter, head, labels, words));
    let blocks = pages.collect::<Vec<_>>().join(&Block::PageBreak);
    let document = document("fr", words.title.clone(), labels, blocks);
    // How many letters a file has is no matter of whoever gets one.
    Document { page_label: String::new(), ..document }
}

fn page(letter: &Letter, head: &Letterhead, labels: &Labels, words: &LetterLabels) -> Vec<Block> {
    let heading = |level, text: &str| Block::Heading { level, number: None, text: text.to_owned() };
    let mut to = vec![letter.name.clone()];
    if let Some((name, place)) = &letter.referent {
        to.push(fill(&words.handed_by, &[("name", name)]));
        to.push(place.clone());
    }
    let help = match &head.phone {
        Some(phone) => fill(&words.help, &[("phone", phone)]),
        None => words.help_at_office.clone(),
    };
    let steps = &words.steps;
    let made = fill(&words.made, &[("date", &head.made_on)]);
    vec![
        Block::Mark(labels.product.clone()),
        Block::Envelope(Envelope { from: head.from.iter().cloned().chain([made]).collect(), to }),
        heading(HeadingLevel::Title, &words.heading),
        Block::Paragraph(Tone::Plain, words.lead.clone()),
        Block::Code(Code {
            term: words.code.clone(),
            text: letter.code.clone(),
            qr: letter.qr.clone(),
            name: words.qr.clone(),
        }),
        heading(HeadingLevel::Section, &steps.title),
        Block::List(
            ListKind::Numbers,
            vec![
                fill(&steps.address, &[("address", &head.address)]),
                steps.code.clone(),
                steps.birth_date.clone(),
            ],
        ),
        Block::Paragraph(Tone::Plain, words.kiosk.clone()),
        Block::Paragraph(Tone::Strong, words.keep.clone()),
        Block::Paragraph(Tone::Plain, help),
    ]
}
