//! A CV (C7): one column, headings, real text, nothing but what the person has answered.

use crate::labels::CvLabels;
use crate::model::{Block, Document, HeadingLevel, ListKind, Picture, Tone};
use domain::cv::{Cv, Stint, latest_first};
use std::sync::Arc;

/// The CV, in French, with a photo when there is one (a JPEG). A part without content has no heading.
pub fn cv(cv: &Cv, photo: Option<Arc<[u8]>>, labels: &CvLabels) -> Document {
    let (words, contact) = (&labels.sections, &cv.contact);
    let title = labels.file_name(&contact.name);
    let mut head = Vec::new();
    head.extend(heading(HeadingLevel::Title, &contact.name));
    head.extend(paragraph(Tone::Lead, &cv.wish.job));
    let reach = [contact.town.as_str(), &contact.phone, &contact.email];
    head.extend(paragraph(Tone::Plain, &joined(reach, &labels.reach)));
    head.extend(paragraph(Tone::Plain, &cv.wish.about));
    let mut blocks = match photo {
        Some(jpeg) => vec![Block::Portrait(Picture { jpeg, alt: labels.photo_of(&contact.name) }, head)],
        None => head,
    };
    blocks.extend(section(&words.skills, list(cv.skills.iter().map(|skill| skill.text.clone()))));
    let stints =
        |stints: &[Stint]| latest_first(stints).into_iter().flat_map(|one| stint(one, labels)).collect();
    blocks.extend(section(&words.jobs, stints(&cv.jobs)));
    blocks.extend(section(&words.doings, stints(&cv.doings)));
    blocks.extend(section(&words.training, stints(&cv.training)));
    blocks.extend(section(&words.languages, list(cv.languages.iter().map(|spoken| labels.spoken(spoken)))));
    let driving = [cv.more.licence.then_some(&labels.licence), cv.more.car.then_some(&labels.car)];
    let driving = driving.into_iter().flatten().chain(Some(&cv.more.other).filter(|other| !other.is_empty()));
    blocks.extend(section(&words.driving, list(driving.cloned())));
    blocks
        .extend(section(&words.interests, paragraph(Tone::Plain, &cv.more.interests).into_iter().collect()));
    Document {
        language: "fr".to_owned(),
        title,
        // The paper is the person's: it says nothing of where it was made.
        foot: String::new(),
        page_label: String::new(),
        box_name: String::new(),
        percent: 92,
        blocks,
    }
}

fn heading(level: HeadingLevel, text: &str) -> Option<Block> {
    (!text.is_empty()).then(|| Block::Heading { level, number: None, text: text.to_owned() })
}

fn paragraph(tone: Tone, text: &str) -> Option<Block> {
    (!text.is_empty()).then(|| Block::Paragraph(tone, text.to_owned()))
}

fn list(items: impl Iterator<Item = String>) -> Vec<Block> {
    let items: Vec<String> = items.collect();
    if items.is_empty() { Vec::new() } else { vec![Block::List(ListKind::Dots, items)] }
}

fn section(title: &str, content: Vec<Block>) -> Vec<Block> {
    let title = (!content.is_empty()).then(|| heading(HeadingLevel::Section, title)).flatten();
    title.into_iter().chain(content).collect()
}

/// What it was, then where and when, then what one did.
fn stint(stint: &Stint, labels: &CvLabels) -> Vec<Block> {
    let years = labels.years(stint).unwrap_or_default();
    let about = paragraph(Tone::Note, &joined([stint.place.as_str(), &years], &labels.reach));
    let head = heading(HeadingLevel::Item, &stint.title);
    head.into_iter().chain(about).chain(list(stint.tasks.iter().cloned())).collect()
}

fn joined<'a>(texts: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
}
