//! The questionnaire as a form to fill in with a pen: the same content, for those who do not want a screen (Q10).

use super::conditions::{in_words, join, numbers, quote};
use super::document;
use crate::labels::{Labels, fill};
use crate::model::{Block, BoxShape, Document, Grid, GridRow, HeadingLevel, ListKind, Tone};
use domain::questionnaire::{
    Answers, Choice, Kind, Question, QuestionRef, Questionnaire, Role, Subject, sharing_of,
};
use std::collections::BTreeMap;

/// Where the form goes when it is filled in.
#[derive(Debug, Clone, Copy, Default)]
pub struct HandIn<'a> {
    /// Name and address of the place, one line each; none: to the référent.
    pub place: &'a [String],
    /// Who answers questions about the form.
    pub phone: Option<&'a str>,
}

/// The whole questionnaire on A4: who and how on the first page, the subjects' levels on the second, then each
/// subject with its numbered questions. Circles take one answer, squares several.
pub fn paper_form(definition: &Questionnaire, hand_in: &HandIn<'_>, labels: &Labels) -> Document {
    let form = Form { definition, labels, numbers: numbers(definition) };
    let mut blocks = form.cover(hand_in);
    blocks.push(Block::PageBreak);
    blocks.extend(form.levels());
    for (i, subject) in definition.subjects.iter().enumerate() {
        // A page of its own: nobody has to print, carry or show the subjects that are left out.
        blocks.push(Block::PageBreak);
        blocks.extend(form.subject(&letter(i), subject));
    }
    blocks.push(Block::PageBreak);
    blocks.extend(form.last());
    let title = fill(&labels.form.title, &[("title", &definition.title)]);
    document(&definition.language, title, labels, blocks)
}

struct Form<'a> {
    definition: &'a Questionnaire,
    labels: &'a Labels,
    numbers: BTreeMap<QuestionRef, usize>,
}

impl Form<'_> {
    fn cover(&self, hand_in: &HandIn<'_>) -> Vec<Block> {
        let words = &self.labels.form;
        let line = |label: &String| Block::WritingLines { label: Some(label.clone()), n_lines: 1 };
        let steps = [&words.how_level, &fill(&words.how_subjects, &[("levels", &self.opening_levels())])];
        let steps = steps.into_iter().cloned().collect();
        let mut blocks = vec![
            Block::Mark(self.labels.product.clone()),
            section(HeadingLevel::Title, &self.definition.title),
            Block::Paragraph(Tone::Lead, words.subtitle.clone()),
            Block::List(ListKind::Dots, self.definition.welcome.clone()),
            section(HeadingLevel::Section, &words.how),
            Block::List(ListKind::Numbers, steps),
            Block::Options(BoxShape::Circle, vec![words.how_circle.clone()]),
            Block::Options(BoxShape::Square, vec![words.how_square.clone()]),
            section(HeadingLevel::Section, &words.readers),
            Block::Paragraph(Tone::Plain, words.readers_copied.clone()),
            Block::Paragraph(Tone::Plain, words.readers_then.clone()),
            Block::Paragraph(Tone::Plain, words.readers_blank.clone()),
            section(HeadingLevel::Section, &words.who),
            line(&words.name),
            line(&words.birth_date),
        ];
        blocks.push(Block::KeepTogether(self.hand_in(hand_in)));
        blocks
    }

    fn hand_in(&self, hand_in: &HandIn<'_>) -> Vec<Block> {
        let words = &self.labels.form;
        let mut blocks = vec![section(HeadingLevel::Section, &words.hand_in)];
        if hand_in.place.is_empty() {
            blocks.push(Block::Paragraph(Tone::Plain, words.hand_in_referent.clone()));
        }
        let places = hand_in.place.iter().map(|line| Block::Paragraph(Tone::Strong, line.clone()));
        blocks.extend(places);
        blocks.extend(
            hand_in.phone.map(|phone| Block::Paragraph(Tone::Plain, fill(&words.phone, &[("phone", phone)]))),
        );
        blocks
    }

    fn levels(&self) -> Vec<Block> {
        let rows = self.definition.subjects.iter().enumerate().map(|(i, subject)| GridRow {
            number: letter(i),
            text: subject.title.clone(),
            note: self.questions_of(subject),
        });
        let grid = Grid {
            corner: self.labels.form.subject.clone(),
            columns: self.definition.levels.iter().map(|text| (text.level, text.label.clone())).collect(),
            rows: rows.collect(),
        };
        let next = fill(&self.labels.form.how_subjects, &[("levels", &self.opening_levels())]);
        vec![
            section(HeadingLevel::Section, &self.definition.triage_question),
            Block::Paragraph(Tone::Plain, next),
            Block::Grid(grid),
        ]
    }

    /// "Questions 5 à 8".
    fn questions_of(&self, subject: &Subject) -> String {
        let of_subject =
            self.numbers.iter().filter(|(at, _)| at.subject == subject.id).map(|(_, number)| *number);
        let (first, last) = of_subject.fold((usize::MAX, 0), |(low, high), n| (low.min(n), high.max(n)));
        let words = &self.labels.form;
        let template = if first == last { &words.question } else { &words.questions };
        fill(template, &[("first", &first.to_string()), ("last", &last.to_string())])
    }

    /// The levels that open a subject: "« C'est difficile, mais j'avance » ou « Ça me bloque »".
    fn opening_levels(&self) -> String {
        let opening = self.definition.levels.iter().filter(|text| text.level.opens_subject());
        let quoted: Vec<String> = opening.map(|text| quote(&text.label, self.labels)).collect();
        join(&quoted, &self.labels.or)
    }

    fn subject(&self, letter: &str, subject: &Subject) -> Vec<Block> {
        let only = fill(&self.labels.form.only_level, &[("levels", &self.opening_levels())]);
        let mut inset = vec![Block::Paragraph(Tone::Note, only)];
        inset.extend(subject.notice.iter().map(|notice| Block::Paragraph(Tone::Strong, notice.clone())));
        let heading = Block::Heading {
            level: HeadingLevel::Section,
            number: Some(letter.to_owned()),
            text: subject.title.clone(),
        };
        let mut head = vec![heading, Block::Inset(inset)];
        let mut blocks = Vec::new();
        for question in &subject.questions {
            let at = QuestionRef { subject: subject.id.clone(), question: question.id.clone() };
            head.extend(self.question(question, self.numbers.get(&at).map(usize::to_string)));
            blocks.push(Block::KeepTogether(core::mem::take(&mut head)));
        }
        let sharing = self.definition.sharing_options.iter().map(|text| text.label.clone()).collect();
        blocks.push(Block::KeepTogether(vec![Block::Inset(vec![
            section(HeadingLevel::Item, &self.definition.sharing_question),
            Block::Paragraph(Tone::Note, self.sharing_unsaid(subject)),
            Block::Options(BoxShape::Circle, sharing),
        ])]));
        blocks
    }

    fn sharing_unsaid(&self, subject: &Subject) -> String {
        let sharing = sharing_of(subject, &Answers::default());
        let label = quote(self.definition.sharing_label(sharing), self.labels);
        fill(&self.labels.form.sharing_unsaid, &[("sharing", &label)])
    }

    fn question(&self, question: &Question, number: Option<String>) -> Vec<Block> {
        let words = &self.labels.form;
        let mut inset = Vec::new();
        let mut note = |text: String| inset.push(Block::Paragraph(Tone::Note, text));
        if let Some(conditions) = in_words(&question.when, self.definition, &self.numbers, self.labels) {
            note(fill(&words.only_if, &[("conditions", &conditions)]));
        }
        if let Some(hint) = &question.hint {
            note(hint.clone());
        }
        let offers_talk = question.options.iter().any(|option| option.role == Role::Talk);
        // The private talk is outside every subject: nothing of it is shared, but the wish itself.
        if question.sensitive && number.is_some() {
            note(if offers_talk { words.kept_talk.clone() } else { words.kept.clone() });
        }
        let (shape, n_lines) = match &question.kind {
            Kind::One => (BoxShape::Circle, 0),
            Kind::Several => {
                note(words.several.clone());
                (BoxShape::Square, 0)
            }
            Kind::Guided { max: 1, .. } => {
                note(words.guided_one.clone());
                (BoxShape::Circle, 1)
            }
            Kind::Guided { max, .. } => {
                note(fill(&words.guided, &[("max", &max.to_string())]));
                (BoxShape::Circle, *max)
            }
            Kind::Date => {
                note(words.date.clone());
                (BoxShape::Circle, 1)
            }
            Kind::Text { max_chars } => (BoxShape::Circle, lines_for(*max_chars)),
        };
        if n_lines > 0 {
            inset.push(Block::WritingLines { label: None, n_lines });
        }
        if !question.options.is_empty() {
            inset.push(Block::Options(
                shape,
                question.options.iter().map(|option| self.option(option)).collect(),
            ));
        }
        let heading = Block::Heading { level: HeadingLevel::Item, number, text: question.text.clone() };
        vec![heading, Block::Inset(inset)]
    }

    fn option(&self, option: &Choice) -> String {
        let words = &self.labels.form;
        let mut text = option.label.clone();
        if let Some(conditions) = in_words(&option.when, self.definition, &self.numbers, self.labels) {
            text = fill(&words.option_only_if, &[("option", &text), ("conditions", &conditions)]);
        }
        if option.sensitive {
            text = fill(&words.kept_option, &[("option", &text)]);
        }
        text
    }

    /// The private talk and the help numbers, outside every subject.
    fn last(&self) -> Vec<Block> {
        let mut talk = vec![section(HeadingLevel::Section, &self.labels.form.last)];
        talk.extend(self.question(&self.definition.private_talk, None));
        let mut blocks = vec![Block::KeepTogether(talk)];
        if !self.definition.helplines.is_empty() {
            blocks.push(section(HeadingLevel::Section, &self.labels.form.helplines));
            let lines = self.definition.helplines.iter().map(|line| crate::model::Row {
                term: line.phone.clone(),
                values: vec![line.name.clone()],
                notes: vec![line.text.clone()],
                road: None,
            });
            blocks.push(Block::Rows(lines.collect()));
        }
        blocks
    }
}

fn section(level: HeadingLevel, text: &str) -> Block {
    Block::Heading { level, number: None, text: text.to_owned() }
}

/// A to Z, then AA: subjects have letters so that questions can have numbers.
pub(super) fn letter(i: usize) -> String {
    let last = char::from(b'A' + (i % 26) as u8).to_string();
    if i < 26 { last } else { letter(i / 26 - 1) + &last }
}

/// Lines to write `max_chars` by hand, about forty to a line.
fn lines_for(max_chars: u16) -> u8 {
    u8::try_from(max_chars.div_ceil(40)).unwrap_or(u8::MAX).clamp(1, 12)
}
