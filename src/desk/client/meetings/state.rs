//! What is typed about a meeting. Pure.

use crate::desk::typed::in_range;
use contract::meetings::{MeetingView, PlanMeeting};
use domain::meetings::{
    ABOUT_MAX_CHARS, MeetingPlace, PLACE_MAX_CHARS, USUAL_MIN, read_line, read_optional_line,
};
use domain::time::{Date, TimeOfDay};
use std::rc::Rc;
use yew::AttrValue;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingField {
    Day,
    Time,
    Length,
    /// Where, in words.
    Elsewhere,
    About,
}

impl MeetingField {
    /// Id of the field in the form of this name.
    pub fn id(self, form: &str) -> String {
        let field = match self {
            Self::Day => "-day",
            Self::Time => "-time",
            Self::Length => "-length",
            Self::Elsewhere => "-elsewhere",
            Self::About => "-about",
        };
        [form, field].concat()
    }
}

/// Where one meets, as it is chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Where {
    #[default]
    Office,
    Phone,
    Elsewhere,
}

impl Where {
    pub const ALL: [Self; 3] = [Self::Office, Self::Phone, Self::Elsewhere];

    /// Key of its words, which is its name too.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Office => "desk.meeting.place.office",
            Self::Phone => "desk.meeting.place.phone",
            Self::Elsewhere => "desk.meeting.place.elsewhere",
        }
    }
}

/// What is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingForm {
    pub day: AttrValue,
    pub time: AttrValue,
    pub length: AttrValue,
    pub place: Where,
    pub elsewhere: AttrValue,
    pub about: AttrValue,
    /// Field and key of what is wrong with it.
    pub problems: Vec<(MeetingField, &'static str)>,
    /// Grows with each press, so that the same problems are said again.
    pub n_attempts: u32,
}

impl Default for MeetingForm {
    fn default() -> Self {
        Self {
            day: AttrValue::default(),
            time: AttrValue::default(),
            length: USUAL_MIN.to_string().into(),
            place: Where::default(),
            elsewhere: AttrValue::default(),
            about: AttrValue::default(),
            problems: Vec::new(),
            n_attempts: 0,
        }
    }
}

/// What happens to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormEvent {
    Typed(MeetingField, AttrValue),
    Chosen(Where),
    /// Someone wants it kept.
    Pressed,
    /// The server has said which field is wrong.
    Refused(MeetingField, &'static str),
    /// It is kept: the next one begins anew.
    Kept,
}

impl MeetingForm {
    /// As the meeting is.
    pub fn of(meeting: &MeetingView) -> Self {
        let (place, elsewhere) = match &meeting.place {
            Some(MeetingPlace::Phone) => (Where::Phone, AttrValue::default()),
            Some(MeetingPlace::Elsewhere(words)) => (Where::Elsewhere, words.clone().into()),
            Some(MeetingPlace::Office) | None => (Where::Office, AttrValue::default()),
        };
        Self {
            day: meeting.from.day.to_string().into(),
            time: meeting.from.time.to_string().into(),
            length: meeting.length_min.to_string().into(),
            place,
            elsewhere,
            about: meeting.about.clone().unwrap_or_default().into(),
            ..Self::default()
        }
    }

    /// The form after an event.
    #[must_use]
    pub fn after(&self, event: FormEvent) -> Self {
        let mut next = self.clone();
        match event {
            FormEvent::Typed(field, text) => *next.field(field) = text,
            FormEvent::Chosen(place) => next.place = place,
            FormEvent::Pressed => {
                next.n_attempts += 1;
                next.problems = self.read().err().unwrap_or_default();
            }
            FormEvent::Refused(field, key) => {
                next.n_attempts += 1;
                next.problems = vec![(field, key)];
            }
            FormEvent::Kept => next = Self::default(),
        }
        next
    }

    /// What to send, or all that is wrong. Whether it is past is the server's to say: its clock is right.
    ///
    /// # Errors
    /// Each field with the key of its words, in the order of the form.
    pub fn read(&self) -> Result<PlanMeeting, Vec<(MeetingField, &'static str)>> {
        let day = self.day.parse::<Date>().map_err(|_| "desk.meeting.day.missing");
        let time = self.time.parse::<TimeOfDay>().map_err(|_| "desk.meeting.time.missing");
        let length = in_range(&self.length, 10..=240).ok_or("desk.meeting.length.bad");
        let place = match self.place {
            Where::Office => Ok(MeetingPlace::Office),
            Where::Phone => Ok(MeetingPlace::Phone),
            Where::Elsewhere => read_line(&self.elsewhere, PLACE_MAX_CHARS)
                .map(|words| MeetingPlace::Elsewhere(words.to_owned()))
                .ok_or("desk.meeting.elsewhere.missing"),
        };
        let about = read_optional_line(Some(&self.about)).map_err(|_| "desk.meeting.about.bad");
        match (day, time, length, &place, &about) {
            (Ok(day), Ok(time), Ok(length_min), Ok(place), Ok(about)) => {
                Ok(PlanMeeting { day, time, length_min, place: place.clone(), about: about.clone() })
            }
            _ => Err([
                (MeetingField::Day, day.err()),
                (MeetingField::Time, time.err()),
                (MeetingField::Length, length.err()),
                (MeetingField::Elsewhere, place.err()),
                (MeetingField::About, about.err()),
            ]
            .into_iter()
            .filter_map(|(field, problem)| problem.map(|key| (field, key)))
            .collect()),
        }
    }

    /// Key of what is wrong with a field.
    pub fn problem(&self, field: MeetingField) -> Option<&'static str> {
        self.problems.iter().find(|(wrong, _)| *wrong == field).map(|(_, key)| *key)
    }

    /// What is in a field.
    pub const fn value(&self, field: MeetingField) -> &AttrValue {
        match field {
            MeetingField::Day => &self.day,
            MeetingField::Time => &self.time,
            MeetingField::Length => &self.length,
            MeetingField::Elsewhere => &self.elsewhere,
            MeetingField::About => &self.about,
        }
    }

    const fn field(&mut self, field: MeetingField) -> &mut AttrValue {
        match field {
            MeetingField::Day => &mut self.day,
            MeetingField::Time => &mut self.time,
            MeetingField::Length => &mut self.length,
            MeetingField::Elsewhere => &mut self.elsewhere,
            MeetingField::About => &mut self.about,
        }
    }
}

/// The longest line that a field takes.
pub fn max_length(field: MeetingField) -> Option<AttrValue> {
    match field {
        MeetingField::Elsewhere => Some(PLACE_MAX_CHARS.to_string().into()),
        MeetingField::About => Some(ABOUT_MAX_CHARS.to_string().into()),
        MeetingField::Day | MeetingField::Time | MeetingField::Length => None,
    }
}

impl yew::Reducible for MeetingForm {
    type Action = FormEvent;
    fn reduce(self: Rc<Self>, event: FormEvent) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
