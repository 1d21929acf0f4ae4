//! The words that stand on every paper: titles, instructions, page numbers. All other words come from the content.

mod cv;
mod letter;

pub use cv::{CvIdea, CvLabels, CvLevels, CvSections};
pub use letter::{LetterLabels, LetterSteps};

use domain::time::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// The words of one language. Names in braces (`{page}`) are filled by [`fill`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// The name beside the mark and at the foot of each page.
    pub product: String,
    /// `{page}`, `{pages}`.
    pub page: String,
    /// What a box to tick is called when a paper is read aloud.
    #[serde(rename = "box")]
    pub box_name: String,
    /// Around the words of an option: `{text}`.
    pub quoted: String,
    /// Between the last two of a choice, spaces included.
    pub or: String,
    /// Between conditions that must all hold, spaces included.
    pub and: String,
    pub dates: DateLabels,
    pub copy: CopyLabels,
    pub form: FormLabels,
    pub recap: RecapLabels,
    pub calendar: CalendarLabels,
    pub everything: EverythingLabels,
}

/// How a day is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateLabels {
    /// `{day}`, `{month}`, `{year}`.
    pub day: String,
    /// The same, for the first of a month.
    pub first: String,
    /// January first.
    pub months: [String; 12],
}

/// The words of a person's copy of their answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyLabels {
    /// Name of the file, without its ending: small ASCII letters and `-`, and nothing about the person.
    pub file: String,
    pub title: String,
    pub lead: String,
    /// `{date}`.
    pub sent: String,
    pub not_sent: String,
    pub levels: String,
    /// A subject without a level: never the same as "no problem" (Q12).
    pub not_discussed: String,
    pub not_answered: String,
    /// `{sharing}`.
    pub readers: String,
    /// `{sharing}`, `{names}`.
    pub readers_named: String,
    /// Under an answer that stays private whatever the sharing of its subject.
    pub kept: String,
    /// Over the wishes to talk (Q6).
    pub talks: String,
    pub talks_lead: String,
    /// A sensitive subject, whose name nobody else is told.
    pub talk_personal: String,
    pub talk_private: String,
    pub change: String,
}

/// The words of the form to fill in with a pen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormLabels {
    /// The name of the file for its reader: `{title}`.
    pub title: String,
    pub subtitle: String,
    pub who: String,
    pub name: String,
    pub birth_date: String,
    pub readers: String,
    pub readers_copied: String,
    pub readers_then: String,
    pub readers_blank: String,
    pub how: String,
    pub how_level: String,
    /// `{levels}`.
    pub how_subjects: String,
    pub how_circle: String,
    pub how_square: String,
    pub subject: String,
    /// `{first}`, `{last}`.
    pub questions: String,
    /// For a subject with one question: `{first}`.
    pub question: String,
    /// `{levels}`.
    pub only_level: String,
    /// `{conditions}`.
    pub only_if: String,
    /// `{option}`, `{conditions}`.
    pub option_only_if: String,
    /// A condition: `{options}`, `{number}`.
    pub any_of: String,
    /// A condition: `{options}`, `{number}`.
    pub none_of: String,
    pub several: String,
    /// `{max}`.
    pub guided: String,
    /// When one entry is the most.
    pub guided_one: String,
    pub date: String,
    /// Under a question that stays private whatever the sharing of its subject.
    pub kept: String,
    /// The same, for a question that also offers to ask for a talk.
    pub kept_talk: String,
    /// `{option}`.
    pub kept_option: String,
    /// Who reads a subject whose sharing is left blank: `{sharing}`.
    pub sharing_unsaid: String,
    pub last: String,
    pub helplines: String,
    pub hand_in: String,
    /// When the caller knows no place.
    pub hand_in_referent: String,
    /// `{phone}`.
    pub phone: String,
}

/// The words of the exit recap.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecapLabels {
    /// As [`CopyLabels::file`].
    pub file: String,
    pub title: String,
    pub lead: String,
    /// `{date}`.
    pub made: String,
    pub phases: String,
    pub objectives: String,
    pub actions: String,
    pub documents: String,
    pub contacts: String,
    /// `{phone}`.
    pub phone: String,
    /// `{place}`.
    pub place: String,
    /// Where something stands, and since when: `{state}`, `{date}`.
    pub dated: String,
    /// What a référent is to me.
    pub referent: String,
    /// What the host of the portal is to me.
    pub service: String,
    /// Beside an action of one's own.
    pub own: String,
    /// `{who}`.
    pub brought: String,
    /// What the person wanted to discuss: `{date}`.
    pub discussed: String,
    /// The same, with a reason: `{date}`, `{reason}`.
    pub discussed_because: String,
    /// `{who}`, `{date}`, `{text}`.
    pub replied: String,
    /// Over what was agreed on hours and what was confirmed.
    pub hours: String,
    /// `{hours}`.
    pub weekly: String,
    /// `{reason}`.
    pub adapted: String,
}

/// The words around everything that is kept of a person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EverythingLabels {
    /// As [`CopyLabels::file`].
    pub file: String,
    pub title: String,
    pub lead: String,
    /// `{date}`.
    pub made: String,
    /// An instant: `{day}` in words, `{time}`.
    pub at: String,
    /// Name of the folder of the person's own files.
    pub folder: String,
    /// Name of the copy of answers that are not sent.
    pub draft_file: String,
    /// What the photo of the CV is called, without its ending.
    pub photo_file: String,
}

/// The words of the calendar file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarLabels {
    /// As [`CopyLabels::file`].
    pub file: String,
    /// What the calendar is called in an app that has several.
    pub name: String,
    /// In place of a title that tells something private.
    pub private: String,
    /// `{title}`.
    pub appointment: String,
    /// `{title}`.
    pub due: String,
    /// `{title}`.
    pub workshop: String,
}

/// The labels that ship, the first one being what an unknown language gets.
const SHIPPED: [(&str, &str); 2] =
    [("fr", include_str!("../../labels/fr.json")), ("en", include_str!("../../labels/en.json"))];

static LABELS: LazyLock<Vec<(&str, Labels)>> = LazyLock::new(|| {
    let read = |text| serde_json::from_str(text).expect("BUG: the labels that ship are complete");
    SHIPPED.into_iter().map(|(language, text)| (language, read(text))).collect()
});

impl Labels {
    /// The labels that ship for a BCP 47 tag: of its language, else French. A département that wants its own words
    /// deserialises a [`Labels`] from a file like those in `labels/`.
    pub fn shipped(language: &str) -> &'static Self {
        let primary = language.split('-').next().unwrap_or_default();
        let found = LABELS.iter().find(|(known, _)| known.eq_ignore_ascii_case(primary));
        found.map_or(&LABELS[0].1, |(_, labels)| labels)
    }

    /// A day in words: "1er novembre 2026".
    pub fn day(&self, date: Date) -> String {
        let words = &self.dates;
        let month = &words.months[usize::from(date.month()) - 1];
        let template = if date.day() == 1 { &words.first } else { &words.day };
        let (day, year) = (date.day().to_string(), date.year().to_string());
        fill(template, &[("day", &day), ("month", month), ("year", &year)])
    }
}

impl CalendarLabels {
    pub fn appointment_of(&self, title: &str) -> String {
        fill(&self.appointment, &[("title", title)])
    }

    pub fn workshop_of(&self, title: &str) -> String {
        fill(&self.workshop, &[("title", title)])
    }

    pub fn due_of(&self, title: &str) -> String {
        fill(&self.due, &[("title", title)])
    }
}

impl RecapLabels {
    pub fn brought_by(&self, who: &str) -> String {
        fill(&self.brought, &[("who", who)])
    }

    /// `day` is words already.
    pub fn discussed_on(&self, day: &str, reason: Option<&str>) -> String {
        match reason {
            Some(reason) => fill(&self.discussed_because, &[("date", day), ("reason", reason)]),
            None => fill(&self.discussed, &[("date", day)]),
        }
    }

    /// `day` is words already.
    pub fn replied_by(&self, who: &str, day: &str, text: &str) -> String {
        fill(&self.replied, &[("who", who), ("date", day), ("text", text)])
    }

    pub fn weekly(&self, hours: u8) -> String {
        fill(&self.weekly, &[("hours", &hours.to_string())])
    }

    pub fn adapted_for(&self, reason: &str) -> String {
        fill(&self.adapted, &[("reason", reason)])
    }

    /// "Faite (4 mai 2026)"; `day` is words already.
    pub fn state_on(&self, state: &str, day: &str) -> String {
        fill(&self.dated, &[("state", state), ("date", day)])
    }
}

/// `template` with each `{name}` replaced by its value. What a value says is never read as a name.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after
            .split_once('}')
            .and_then(|(name, tail)| Some((values.iter().find(|(known, _)| *known == name)?.1, tail)));
        match value {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests;
