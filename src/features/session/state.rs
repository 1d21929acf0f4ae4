//! The sign-in form. Pure.

use crate::api::ApiError;
use crate::ui::{DatePart, DateParts, Typed};
use contract::ErrorCode;
use contract::session::{Setting, StartSession};
use domain::session::{BirthDateProblem, CardCode, CardProblem, read_birth_date};
use domain::time::Date;
use yew::AttrValue;

/// What stands in the way of sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormProblem {
    Card(CardProblem),
    Birth(BirthDateProblem),
    /// The server says that card and date do not go together, or cannot read the card.
    Refused(ErrorCode),
}

impl FormProblem {
    /// Id of the field to go to.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Card(_) | Self::Refused(_) => "card",
            Self::Birth(problem) => birth_field(*problem),
        }
    }
}

/// Id of the field of the date that a problem is about.
pub const fn birth_field(problem: BirthDateProblem) -> &'static str {
    match wrong_part(problem) {
        DatePart::Day => "birth-day",
        DatePart::Month => "birth-month",
        DatePart::Year => "birth-year",
    }
}

/// The field of the date that a problem is about.
pub const fn wrong_part(problem: BirthDateProblem) -> DatePart {
    match problem {
        BirthDateProblem::Empty | BirthDateProblem::BadDay | BirthDateProblem::NoSuchDay => DatePart::Day,
        BirthDateProblem::BadMonth => DatePart::Month,
        BirthDateProblem::BadYear => DatePart::Year,
    }
}

/// What the form is doing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Status {
    #[default]
    Open,
    Sending,
    /// The network or the service failed; what is typed stays.
    Failed(ApiError),
    /// Too many tries: this many seconds to wait.
    SlowDown {
        wait_s: u32,
    },
    /// The wait is over.
    WaitOver,
}

impl Status {
    /// After a refusal that is about no field.
    pub fn refused(error: ApiError) -> Self {
        match error.code() {
            Some(ErrorCode::SessionSlowDown) => {
                Self::SlowDown { wait_s: error.retry_after_s().unwrap_or(1).max(1) }
            }
            _ => Self::Failed(error),
        }
    }

    /// Once a wait is over, if it still was one.
    pub fn after_wait(self) -> Self {
        match self {
            Self::SlowDown { .. } => Self::WaitOver,
            same => same,
        }
    }
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    pub card: AttrValue,
    pub birth: DateParts,
    pub problems: Vec<FormProblem>,
    pub status: Status,
    /// Grows with each press of "Entrer", so that the same problems are said again.
    pub n_attempts: u32,
}

/// What happens to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Card(AttrValue),
    Birth(DateParts),
    /// "Entrer" was pressed; the year tells which years of birth are possible.
    Pressed {
        this_year: u16,
    },
    Refused(ApiError),
    WaitOver,
}

impl Form {
    /// A form that begins with what was typed before the app arrived.
    pub fn of(typed: &Typed) -> Self {
        Self { card: typed.card.clone(), birth: typed.birth.clone(), ..Self::default() }
    }

    /// The form after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Card(card) => next.card = card,
            Event::Birth(birth) => next.birth = birth,
            // A second press while the first is on its way has no effect of its own.
            Event::Pressed { .. } if matches!(self.status, Status::Sending) => {}
            Event::Pressed { this_year } => {
                next.n_attempts += 1;
                next.problems = self.read(this_year).err().unwrap_or_default();
                next.status = if next.problems.is_empty() { Status::Sending } else { Status::Open };
            }
            Event::Refused(error) => {
                next.problems = Vec::new();
                next.status = match error.code() {
                    Some(code @ (ErrorCode::SessionRefused | ErrorCode::SessionCardUnreadable)) => {
                        next.problems.push(FormProblem::Refused(code));
                        Status::Open
                    }
                    _ => Status::refused(error),
                };
            }
            Event::WaitOver => next.status = next.status.after_wait(),
        }
        next
    }

    /// What to send while the status is [`Status::Sending`].
    pub fn to_send(&self, this_year: u16, setting: Setting) -> Option<StartSession> {
        let (code, birth_date) =
            self.read(this_year).ok().filter(|_| matches!(self.status, Status::Sending))?;
        Some(StartSession { card: code.as_str().to_owned(), birth_date, setting })
    }

    fn read(&self, this_year: u16) -> Result<(CardCode, Date), Vec<FormProblem>> {
        let card = self.card.parse::<CardCode>().map_err(FormProblem::Card);
        let birth = read_birth_date(&self.birth.day, &self.birth.month, &self.birth.year, this_year)
            .map_err(FormProblem::Birth);
        match (card, birth) {
            (Ok(card), Ok(birth)) => Ok((card, birth)),
            (card, birth) => Err(card.err().into_iter().chain(birth.err()).collect()),
        }
    }
}

impl yew::Reducible for Form {
    type Action = Event;
    fn reduce(self: std::rc::Rc<Self>, event: Event) -> std::rc::Rc<Self> {
        std::rc::Rc::new(self.after(event))
    }
}
