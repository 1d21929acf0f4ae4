//! A person's own copy of what they answered (Q10), in the wording that was answered (Q13).

use super::document;
use crate::labels::{Labels, fill};
use crate::model::{Block, Document, HeadingLevel, ListKind, Row, Tone};
use domain::questionnaire::{
    Answer, Answers, Kind, Page, Question, QuestionRef, Questionnaire, Role, Sharing, StepKey, Subject,
    TalkRequest, route, sharing_of, talk_requests,
};
use domain::time::Date;

/// What the copy says beside the answers. Dates are words already.
#[derive(Clone, Copy)]
pub struct Copy<'a> {
    /// Whose answers; printed under the title.
    pub person: Option<&'a str>,
    /// "12 novembre 2026"; `None` for a draft.
    pub sent_on: Option<&'a str>,
    /// Who is "mon référent" now.
    pub referent: Option<&'a str>,
    /// Who else follows the person.
    pub team: &'a [String],
    /// The words of a day in the language of the copy.
    pub day: &'a dyn Fn(Date) -> String,
}

impl core::fmt::Debug for Copy<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Copy").finish_non_exhaustive()
    }
}

/// Everything on the route of these answers, subject by subject, with who can read it. Answers of a branch that is
/// cut are not in it (Q4). For the person only: what they keep to themselves is in it too.
pub fn answers_copy(
    definition: &Questionnaire,
    answers: &Answers,
    copy: &Copy<'_>,
    labels: &Labels,
) -> Document {
    let words = &labels.copy;
    let sent =
        copy.sent_on.map_or_else(|| words.not_sent.clone(), |date| fill(&words.sent, &[("date", date)]));
    let mut blocks = vec![Block::Mark(labels.product.clone()), heading(HeadingLevel::Title, &words.title)];
    blocks.extend(copy.person.map(|person| Block::Paragraph(Tone::Lead, person.to_owned())));
    blocks.push(Block::Paragraph(Tone::Plain, sent));
    blocks.push(Block::Paragraph(Tone::Plain, words.lead.clone()));
    blocks.push(heading(HeadingLevel::Section, &words.levels));
    let scribe = Scribe { definition, answers, copy, labels };
    blocks.push(Block::Rows(definition.subjects.iter().map(|subject| scribe.level_row(subject)).collect()));
    blocks.extend(scribe.subjects());
    blocks.extend(scribe.private_talk());
    blocks.extend(scribe.talks());
    blocks.push(Block::Rule);
    blocks.push(Block::Paragraph(Tone::Plain, words.change.clone()));
    document(&definition.language, words.title.clone(), labels, blocks)
}

fn heading(level: HeadingLevel, text: &str) -> Block {
    Block::Heading { level, number: None, text: text.to_owned() }
}

struct Scribe<'a> {
    definition: &'a Questionnaire,
    answers: &'a Answers,
    copy: &'a Copy<'a>,
    labels: &'a Labels,
}

impl Scribe<'_> {
    fn level_row(&self, subject: &Subject) -> Row {
        let level = self.answers.level(&subject.id);
        let value =
            level.map_or(self.labels.copy.not_discussed.as_str(), |level| self.definition.level_label(level));
        let notes = level.map(|_| self.readers(subject)).into_iter().collect();
        Row { term: subject.title.clone(), values: vec![value.to_owned()], road: level, notes }
    }

    fn subjects(&self) -> Vec<Block> {
        let route = route(self.definition, self.answers);
        let open =
            self.definition.subjects.iter().filter(|subject| route.open_subjects.contains(&subject.id));
        open.flat_map(|subject| {
            let questions = subject.questions.iter().filter_map(|question| {
                let at = QuestionRef { subject: subject.id.clone(), question: question.id.clone() };
                route.contains(&Page::Question(at.clone())).then(|| self.row(question, &StepKey::Answer(at)))
            });
            [
                heading(HeadingLevel::Section, &subject.title),
                Block::Paragraph(Tone::Note, self.readers(subject)),
                Block::Stacked(questions.collect()),
            ]
        })
        .collect()
    }

    fn private_talk(&self) -> Vec<Block> {
        let talk = &self.definition.private_talk;
        match self.answers.get(&StepKey::PrivateTalk) {
            None => Vec::new(),
            Some(_) => {
                let row = Row { notes: Vec::new(), ..self.row(talk, &StepKey::PrivateTalk) };
                vec![Block::Rule, Block::Stacked(vec![row])]
            }
        }
    }

    fn row(&self, question: &Question, key: &StepKey) -> Row {
        let mut values = self.answers.get(key).map_or_else(Vec::new, |answer| self.said(question, answer));
        let notes =
            if self.is_kept(question, key) { vec![self.labels.copy.kept.clone()] } else { Vec::new() };
        if values.is_empty() {
            values.push(self.labels.copy.not_answered.clone());
        }
        Row { term: question.text.clone(), values, road: None, notes }
    }

    /// Whether an answer stays private whatever the sharing of its subject. A wish to talk reaches the référent, so
    /// it is never said to stay private: [`Self::talks`] says what is told.
    fn is_kept(&self, question: &Question, key: &StepKey) -> bool {
        let chosen = self.answers.get(key).map_or(&[][..], |answer| answer.choices());
        let mut options = question.options.iter().filter(|option| chosen.contains(&option.id));
        let is_sensitive = question.sensitive || options.clone().any(|option| option.sensitive);
        is_sensitive && self.answers.get(key).is_some() && !options.any(|option| option.role == Role::Talk)
    }

    /// What the référent is told of the wishes to talk.
    fn talks(&self) -> Vec<Block> {
        let words = &self.labels.copy;
        let requests = talk_requests(self.definition, self.answers);
        let told = requests.iter().map(|request| match request {
            TalkRequest::Subject(id) => {
                self.definition.subject(id).map_or_else(String::new, |subject| subject.title.clone())
            }
            TalkRequest::Personal => words.talk_personal.clone(),
            TalkRequest::Private => words.talk_private.clone(),
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() {
            return Vec::new();
        }
        vec![Block::KeepTogether(vec![
            heading(HeadingLevel::Section, &words.talks),
            Block::Paragraph(Tone::Plain, words.talks_lead.clone()),
            Block::List(ListKind::Dots, told),
        ])]
    }

    /// An answer in the words of its question, in the order in which the options were shown.
    fn said(&self, question: &Question, answer: &Answer) -> Vec<String> {
        match answer {
            Answer::Choices(chosen) => {
                let options = question.options.iter().filter(|option| chosen.contains(&option.id));
                options.map(|option| option.label.clone()).collect()
            }
            Answer::Entries(codes) => codes
                .iter()
                .map(|code| {
                    let entries = match &question.kind {
                        Kind::Guided { entries, .. } => entries.as_slice(),
                        _ => &[],
                    };
                    let entry = entries.iter().find(|entry| entry.code == *code);
                    entry.map_or_else(|| code.clone(), |entry| entry.label.clone())
                })
                .collect(),
            Answer::Text(text) => vec![text.clone()],
            Answer::Date(date) => vec![(self.copy.day)(*date)],
            Answer::Level(level) => vec![self.definition.level_label(*level).to_owned()],
            Answer::Sharing(sharing) => vec![self.definition.sharing_label(*sharing).to_owned()],
        }
    }

    /// "Qui peut lire : Mon référent (Hélène Marchand)".
    fn readers(&self, subject: &Subject) -> String {
        let sharing = sharing_of(subject, self.answers);
        let label = self.definition.sharing_label(sharing);
        let team = self.copy.team.iter().map(String::as_str);
        let names: Vec<&str> = match sharing {
            Sharing::Referent => self.copy.referent.into_iter().collect(),
            Sharing::Team => self.copy.referent.into_iter().chain(team).collect(),
            Sharing::Me => Vec::new(),
        };
        let words = &self.labels.copy;
        let who = match names.as_slice() {
            [] => label.to_owned(),
            names => fill(&words.readers_named, &[("sharing", label), ("names", &names.join(", "))]),
        };
        fill(&words.readers, &[("sharing", &who)])
    }
}
