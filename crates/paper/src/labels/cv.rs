//! The words of a made CV. In French only: it is for recruiters, whatever language the person reads.

use crate::labels::fill;
use domain::cv::{Spoken, SpokenLevel, Stint};
use serde::Deserialize;
use std::sync::LazyLock;

/// The words of a CV.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CvLabels {
    /// What the file is called: `{name}`.
    pub name: String,
    /// What a photo shows: `{name}`.
    pub photo: String,
    /// Between the ways to be reached, spaces included.
    pub reach: String,
    pub sections: CvSections,
    /// `{from}`, `{to}`.
    pub between: String,
    /// `{from}`.
    pub since: String,
    /// It goes on, since nobody knows when.
    pub now: String,
    pub levels: CvLevels,
    pub licence: String,
    pub car: String,
    /// Skills in plain words to choose from.
    pub ideas: Vec<CvIdea>,
}

/// The headings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CvSections {
    pub skills: String,
    pub jobs: String,
    pub doings: String,
    pub training: String,
    pub languages: String,
    pub driving: String,
    pub interests: String,
}

/// How well one speaks: `{language}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CvLevels {
    pub some: String,
    pub well: String,
    pub own: String,
}

/// A skill that a trade asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CvIdea {
    /// ROME.
    pub code: String,
    pub text: String,
}

static LABELS: LazyLock<CvLabels> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../labels/cv.json"))
        .expect("BUG: the labels that ship are complete")
});

impl CvLabels {
    pub fn shipped() -> &'static Self {
        &LABELS
    }

    pub fn file_name(&self, name: &str) -> String {
        fill(&self.name, &[("name", name)])
    }

    pub(crate) fn photo_of(&self, name: &str) -> String {
        fill(&self.photo, &[("name", name)])
    }

    /// "2019 - 2023", "Depuis 2021", "2020"; nothing without a year, unless it goes on.
    pub(crate) fn years(&self, stint: &Stint) -> Option<String> {
        let year = |year: Option<u16>| year.map(|year| year.to_string());
        match (year(stint.from), year(stint.to)) {
            (Some(from), _) if stint.goes_on => Some(fill(&self.since, &[("from", &from)])),
            (None, _) if stint.goes_on => Some(self.now.clone()),
            (Some(from), Some(to)) if from != to => {
                Some(fill(&self.between, &[("from", &from), ("to", &to)]))
            }
            (from, to) => to.or(from),
        }
    }

    pub(crate) fn spoken(&self, spoken: &Spoken) -> String {
        let words = match spoken.level {
            None => return spoken.language.clone(),
            Some(SpokenLevel::Some) => &self.levels.some,
            Some(SpokenLevel::Well) => &self.levels.well,
            Some(SpokenLevel::Own) => &self.levels.own,
        };
        fill(words, &[("language", &spoken.language)])
    }

    /// All ideas: those of the trades that are named first, then those of their fields (the first three signs of a ROME
    /// code), then the others.
    pub fn ideas_for(&self, trades: &[&str]) -> Vec<&CvIdea> {
        let mut ideas: Vec<&CvIdea> = self.ideas.iter().collect();
        let same_field =
            |code: &str, trade: &str| code.get(..3).is_some_and(|field| trade.starts_with(field));
        ideas.sort_by_key(|idea| match () {
            () if trades.contains(&idea.code.as_str()) => 0,
            () if trades.iter().any(|trade| same_field(&idea.code, trade)) => 1,
            () => 2,
        });
        ideas
    }
}
