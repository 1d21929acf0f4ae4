//! What is typed about a month and about a company, read. Pure.

use contract::programme::staff::{StaffMonth, WriteDay, WriteMonth};
use core::str::FromStr;
use domain::ids::MonthId;
use domain::programme::{CompanyProblem, CompanySheet, EmploymentKind, MAX_DAYS, check_company, read_theme};
use domain::workshops::MAX_CAPACITY;
use std::rc::Rc;
use yew::AttrValue;

/// The value of the list of themes for one's own words.
pub const OWN_THEME: &str = "own";

/// Jobs that a sheet can name in the form.
pub const N_JOBS: usize = 3;

/// A field of the form of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthField {
    Theme,
    OwnTheme,
    DayVenue(usize),
    DayDate(usize),
    DayPlaces(usize),
    Venue,
    Date,
    From,
    To,
}

impl MonthField {
    pub fn id(self) -> AttrValue {
        let of_day = |nth: usize, part: &str| ["month-day-", &nth.to_string(), part].concat().into();
        match self {
            Self::Theme => "month-theme".into(),
            Self::OwnTheme => "month-own-theme".into(),
            Self::DayVenue(nth) => of_day(nth, "-venue"),
            Self::DayDate(nth) => of_day(nth, "-date"),
            Self::DayPlaces(nth) => of_day(nth, "-places"),
            Self::Venue => "month-venue".into(),
            Self::Date => "month-date".into(),
            Self::From => "month-from".into(),
            Self::To => "month-to".into(),
        }
    }
}

/// A preparation day as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayForm {
    pub venue: AttrValue,
    pub date: AttrValue,
    pub places: AttrValue,
}

/// What is typed about a month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MonthForm {
    /// One of the themes, or [`OWN_THEME`].
    pub theme: AttrValue,
    pub own_theme: AttrValue,
    /// At least one.
    pub days: Vec<DayForm>,
    pub venue: AttrValue,
    pub date: AttrValue,
    pub from: AttrValue,
    pub to: AttrValue,
    /// The month whose companies come to this one too.
    pub companies_of: Option<MonthId>,
    /// Field and key of what is wrong with it, in the order of the form.
    pub problems: Vec<(MonthField, &'static str)>,
    /// Grows with each press, so that the same problems are said again.
    pub n_attempts: u32,
}

/// What happens to the form of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MonthEvent {
    Typed(MonthField, AttrValue),
    /// One more preparation day, with so many places as usual.
    DayAdded(AttrValue),
    LastDayRemoved,
    /// The companies of that month come too, or none.
    CompaniesOf(Option<MonthId>),
    /// Someone wants it kept.
    Pressed,
    /// The server says that it cannot be.
    Refused,
    /// More places of a day are taken than there would be.
    BelowTaken,
}

impl MonthForm {
    /// An empty one, with the usual number of places.
    pub fn new(places: &str) -> Self {
        let day = DayForm { places: places.to_owned().into(), ..DayForm::default() };
        Self { days: vec![day], ..Self::default() }
    }

    /// The same month on other dates, with the same companies.
    pub fn copy_of(month: &StaffMonth, themes: &[String]) -> Self {
        let mut form = Self::of(month, themes);
        for day in &mut form.days {
            day.date = AttrValue::default();
        }
        let companies_of = (month.n_companies > 0).then(|| month.id.clone());
        Self { date: AttrValue::default(), companies_of, ..form }
    }

    /// As the month is.
    pub fn of(month: &StaffMonth, themes: &[String]) -> Self {
        let is_known = themes.contains(&month.theme);
        let day = |day: &contract::workshops::staff::StaffSlot| DayForm {
            venue: day.venue.to_string().into(),
            date: day.when.day.to_string().into(),
            places: day.capacity.to_string().into(),
        };
        Self {
            theme: if is_known { month.theme.clone().into() } else { OWN_THEME.into() },
            own_theme: if is_known { AttrValue::default() } else { month.theme.clone().into() },
            days: month.days.iter().map(day).collect(),
            venue: month.venue.to_string().into(),
            date: month.dating.day.to_string().into(),
            from: month.dating.from.to_string().into(),
            to: month.dating.to.to_string().into(),
            ..Self::default()
        }
    }

    /// The form after an event.
    #[must_use]
    pub fn after(&self, event: MonthEvent) -> Self {
        let mut next = self.clone();
        match event {
            MonthEvent::Typed(field, text) => {
                if let Some(place) = next.field(field) {
                    *place = text;
                }
            }
            MonthEvent::DayAdded(places) if next.days.len() < MAX_DAYS => {
                let venue = next.days.last().map(|day| day.venue.clone()).unwrap_or_default();
                next.days.push(DayForm { venue, places, ..DayForm::default() });
            }
            MonthEvent::LastDayRemoved if next.days.len() > 1 => drop(next.days.pop()),
            MonthEvent::DayAdded(_) | MonthEvent::LastDayRemoved => {}
            MonthEvent::CompaniesOf(of) => next.companies_of = of,
            MonthEvent::Pressed => {
                next.n_attempts += 1;
                next.problems = self.read().err().unwrap_or_default();
            }
            MonthEvent::Refused => {
                next.n_attempts += 1;
                next.problems = vec![(MonthField::DayDate(0), "error.month.refused")];
            }
            MonthEvent::BelowTaken => {
                next.n_attempts += 1;
                next.problems = vec![(MonthField::DayPlaces(0), "error.slot.below-taken")];
            }
        }
        next
    }

    /// What to send, or all that is wrong. Whether the dates can be is the server's to say: its clock is right.
    ///
    /// # Errors
    /// Each field with the key of its words, in the order of the form.
    pub fn read(&self) -> Result<WriteMonth, Vec<(MonthField, &'static str)>> {
        let mut wrong = Vec::new();
        let is_own = self.theme == OWN_THEME;
        let theme = if is_own { &self.own_theme } else { &self.theme };
        let theme_field = if is_own { MonthField::OwnTheme } else { MonthField::Theme };
        let theme =
            keep(read_theme(theme).map(str::to_owned), theme_field, "desk.month.theme.missing", &mut wrong);
        let days: Vec<Option<WriteDay>> = self
            .days
            .iter()
            .enumerate()
            .map(|(nth, day)| {
                let venue =
                    parsed(&day.venue, MonthField::DayVenue(nth), "desk.slot.venue.missing", &mut wrong);
                let date = parsed(&day.date, MonthField::DayDate(nth), "desk.slot.day.missing", &mut wrong);
                let places = day.places.trim().parse().ok().filter(|n| (1..=MAX_CAPACITY).contains(n));
                let places = keep(places, MonthField::DayPlaces(nth), "desk.slot.places.bad", &mut wrong);
                Some(WriteDay { venue: venue?, day: date?, places: places? })
            })
            .collect();
        let venue = parsed(&self.venue, MonthField::Venue, "desk.slot.venue.missing", &mut wrong);
        let day = parsed(&self.date, MonthField::Date, "desk.slot.day.missing", &mut wrong);
        let from = parsed(&self.from, MonthField::From, "desk.slot.time.missing", &mut wrong);
        let to = parsed(&self.to, MonthField::To, "desk.slot.time.missing", &mut wrong);
        match (theme, days.into_iter().collect(), venue, day, from, to) {
            (Some(theme), Some(days), Some(venue), Some(day), Some(from), Some(to)) => {
                let companies_of = self.companies_of.clone();
                Ok(WriteMonth { theme, days, venue, day, from, to, companies_of })
            }
            _ => Err(wrong),
        }
    }

    /// Key of what is wrong with a field.
    pub fn problem(&self, field: MonthField) -> Option<&'static str> {
        self.problems.iter().find(|(wrong, _)| *wrong == field).map(|(_, key)| *key)
    }

    fn field(&mut self, field: MonthField) -> Option<&mut AttrValue> {
        Some(match field {
            MonthField::Theme => &mut self.theme,
            MonthField::OwnTheme => &mut self.own_theme,
            MonthField::DayVenue(nth) => &mut self.days.get_mut(nth)?.venue,
            MonthField::DayDate(nth) => &mut self.days.get_mut(nth)?.date,
            MonthField::DayPlaces(nth) => &mut self.days.get_mut(nth)?.places,
            MonthField::Venue => &mut self.venue,
            MonthField::Date => &mut self.date,
            MonthField::From => &mut self.from,
            MonthField::To => &mut self.to,
        })
    }
}

impl yew::Reducible for MonthForm {
    type Action = MonthEvent;
    fn reduce(self: Rc<Self>, event: MonthEvent) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

fn parsed<T: FromStr>(
    text: &str,
    field: MonthField,
    key: &'static str,
    wrong: &mut Vec<(MonthField, &'static str)>,
) -> Option<T> {
    keep(text.parse().ok(), field, key, wrong)
}

fn keep<T>(
    read: Option<T>,
    field: MonthField,
    key: &'static str,
    wrong: &mut Vec<(MonthField, &'static str)>,
) -> Option<T> {
    if read.is_none() {
        wrong.push((field, key));
    }
    read
}

/// What is typed about a company: a sheet, with its numbers as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyForm {
    pub sheet: CompanySheet,
    /// Codes of jobs; empty for none.
    pub jobs: [AttrValue; N_JOBS],
    pub n_jobs: AttrValue,
    pub problems: Vec<CompanyProblem>,
    /// Grows with each press, so that the same problems are said again.
    pub n_attempts: u32,
}

impl Default for CompanyForm {
    fn default() -> Self {
        let sheet = CompanySheet {
            name: String::new(),
            sector_naf: String::new(),
            jobs_rome: Vec::new(),
            place: String::new(),
            access: String::new(),
            contract: EmploymentKind::Permanent,
            soft_skills: String::new(),
            licence_required: false,
            beginners_welcome: true,
            n_jobs: 0,
        };
        Self { sheet, jobs: Default::default(), n_jobs: "1".into(), problems: Vec::new(), n_attempts: 0 }
    }
}

impl CompanyForm {
    /// The sheet to send, or all that is wrong.
    ///
    /// # Errors
    /// In the order of the form.
    pub fn read(&self) -> Result<CompanySheet, Vec<CompanyProblem>> {
        let jobs = self.jobs.iter().filter(|code| !code.is_empty());
        let sheet = CompanySheet {
            jobs_rome: jobs.map(|code| code.to_string()).collect(),
            n_jobs: self.n_jobs.trim().parse().unwrap_or(0),
            ..self.sheet.clone()
        };
        // The list offers no other job.
        check_company(&sheet, |_| true)
    }

    /// The form once someone wants it kept.
    #[must_use]
    pub fn pressed(&self) -> Self {
        let problems = self.read().err().unwrap_or_default();
        Self { problems, n_attempts: self.n_attempts + 1, ..self.clone() }
    }
}
