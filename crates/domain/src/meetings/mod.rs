//! Meetings: a day and an hour at which whoever follows a person is there for them. Fixed, moved and called off at the desk;
//! the person is told, and can say that they cannot come, without a reason.
//!
//! Must never know: how a meeting went. Who did not come is nobody's count.

use crate::questionnaire::Reader;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The longest line of what a meeting is about, or of why it is called off, in characters.
pub const ABOUT_MAX_CHARS: usize = 200;

/// The longest name of a place, in characters.
pub const PLACE_MAX_CHARS: usize = 120;

/// How long a meeting takes, in minutes, when nobody says otherwise.
pub const USUAL_MIN: u32 = 30;

/// The shortest and the longest, in minutes.
const SHORTEST_MIN: u32 = 10;
const LONGEST_MIN: u32 = 240;

/// How far ahead a meeting is fixed at most: a year.
const AHEAD_S: i64 = 366 * 86_400;

/// Where one meets. Nobody is visited at home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MeetingPlace {
    /// The office of whom one meets.
    Office,
    Phone,
    /// Somewhere else, in words: 1 to 120 characters on one line.
    Elsewhere(String),
}

/// A meeting as it is planned. `Debug` is not derived: it is written about someone.
#[derive(Clone, PartialEq, Eq)]
pub struct MeetingPlan {
    pub starts_at: Timestamp,
    pub length_min: u32,
    pub place: MeetingPlace,
    /// For the person to read.
    pub about: Option<String>,
}

impl core::fmt::Debug for MeetingPlan {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "MeetingPlan(at {})", self.starts_at.as_ms())
    }
}

/// Why a meeting cannot be planned so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingProblem {
    /// It would have begun already.
    Past,
    /// It is more than a year away, or its length cannot be.
    Impossible,
    /// A place without a name, or words that are too long or not on one line.
    Words,
}

/// A line in someone's own words: 1 to `at_most` characters, without spaces around it.
pub fn read_line(text: &str, at_most: usize) -> Option<&str> {
    let text = text.trim();
    let is_plain = !text.chars().any(char::is_control);
    (is_plain && (1..=at_most).contains(&text.chars().count())).then_some(text)
}

/// [`read_line`] for a line that may be left out: spaces alone are nothing.
///
/// # Errors
/// [`MeetingProblem::Words`].
pub fn read_optional_line(text: Option<&str>) -> Result<Option<String>, MeetingProblem> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    let read = |text| read_line(text, ABOUT_MAX_CHARS).map(str::to_owned).ok_or(MeetingProblem::Words);
    text.map(read).transpose()
}

impl MeetingPlan {
    /// The plan with its words read, when it can be.
    ///
    /// # Errors
    /// The first thing that does not go.
    pub fn checked(self, now: Timestamp) -> Result<Self, MeetingProblem> {
        if self.starts_at <= now {
            return Err(MeetingProblem::Past);
        }
        let is_near = self.starts_at <= now.plus_s(AHEAD_S);
        if !is_near || !(SHORTEST_MIN..=LONGEST_MIN).contains(&self.length_min) {
            return Err(MeetingProblem::Impossible);
        }
        let place = match &self.place {
            MeetingPlace::Elsewhere(words) => {
                let words = read_line(words, PLACE_MAX_CHARS).ok_or(MeetingProblem::Words)?;
                MeetingPlace::Elsewhere(words.to_owned())
            }
            MeetingPlace::Office | MeetingPlace::Phone => self.place,
        };
        let about = read_optional_line(self.about.as_deref())?;
        Ok(Self { place, about, ..self })
    }

    pub const fn ends_at(&self) -> Timestamp {
        // `From` is not const.
        self.starts_at.plus_s(self.length_min as i64 * 60)
    }
}

/// Where a meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingStanding {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// The person has said that they cannot come, and nobody has moved it or called it off since.
    pub cannot_come: bool,
    pub is_called_off: bool,
}

impl MeetingStanding {
    /// Whether a "cannot come" waits for an answer: a new day, or none. It waits past its day too.
    pub const fn waits(self) -> bool {
        self.cannot_come && !self.is_called_off
    }

    /// Whether the person is expected.
    pub const fn is_expected(self) -> bool {
        !self.cannot_come && !self.is_called_off
    }

    /// Whether it is still shown: until its end, and longer while it waits.
    pub fn is_shown(self, now: Timestamp) -> bool {
        now < self.ends_at || self.waits()
    }

    /// Whether the person can still say whether they can come.
    pub fn may_answer(self, now: Timestamp) -> bool {
        !self.is_called_off && now < self.starts_at
    }

    /// Whether it can be moved or called off: what is over stays as it was, unless an answer is due.
    pub fn is_movable(self, now: Timestamp) -> bool {
        !self.is_called_off && (now < self.starts_at || self.waits())
    }
}

/// Whether someone who follows the person may move a meeting or call it off: whoever it is with, and the référent those of somebody
/// who does not follow the person any more. `still_follows`: whom it is with does.
pub const fn may_change(reader: Reader, is_own: bool, still_follows: bool) -> bool {
    is_own || (matches!(reader, Reader::Referent) && !still_follows)
}

/// Whether someone who follows the person reads what a meeting is about and where. That there is one, everybody sees who follows them.
pub const fn is_told(reader: Reader, is_own: bool) -> bool {
    is_own || matches!(reader, Reader::Referent)
}

#[cfg(test)]
mod tests;
