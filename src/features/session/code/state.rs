//! Asking for a one-time code, and typing it. Pure: what is typed stays, whatever is wrong with it.

use crate::api::ApiError;
use crate::features::session::state::{Status, birth_field};
use crate::ui::DateParts;
use contract::ErrorCode;
use contract::code::{ConfirmCode, RequestCode};
use contract::session::Setting;
use domain::messages::{Channel, ReachProblem};
use domain::session::{BirthDateProblem, CodeProblem, OneTimeCode, read_birth_date, read_code_address};
use std::rc::Rc;
use yew::AttrValue;

/// Ids of the fields.
pub const PHONE: &str = "code-phone";
pub const EMAIL: &str = "code-email";
pub const CODE: &str = "code";

/// Which of the two is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Ask,
    Enter,
}

/// What must be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    Address(ReachProblem),
    Birth(BirthDateProblem),
    Code(CodeProblem),
    /// The server says that it is not the code, or that the code works no more.
    Refused(ErrorCode),
}

impl Wrong {
    /// Id of the field to go to.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Address(problem) if problem.is_of_phone() => PHONE,
            Self::Address(_) => EMAIL,
            Self::Birth(problem) => birth_field(problem),
            Self::Code(_) | Self::Refused(_) => CODE,
        }
    }
}

/// Both pages. `Debug` is not derived: it holds a number, a date of birth, a code.
#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    pub by: Channel,
    pub phone: AttrValue,
    pub email: AttrValue,
    pub birth: DateParts,
    pub code: AttrValue,
    pub wrong: Vec<Wrong>,
    pub status: Status,
    /// What is sent while the status says so.
    pub page: Page,
    /// Grows with each press, so that the same problems are said again.
    pub n_attempts: u32,
    /// Grows with each code that was asked for.
    pub n_asked: u32,
}

impl core::fmt::Debug for Form {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Form(hidden)")
    }
}

/// What happens. `Debug` is not derived: it holds what is typed.
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    By(Channel),
    Phone(AttrValue),
    Email(AttrValue),
    Birth(DateParts),
    Code(AttrValue),
    /// The button of a page was pressed; the year tells which years of birth are possible.
    Pressed(Page, u16),
    /// The code is on its way, if there is someone to send it to.
    Asked,
    Refused(ApiError),
    WaitOver,
    /// The other page is on the screen.
    Turned,
}

impl core::fmt::Debug for Event {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Event(hidden)")
    }
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    Ask(RequestCode),
    Enter(ConfirmCode),
}

impl Form {
    pub fn new(by: Channel) -> Self {
        Self {
            by,
            phone: AttrValue::default(),
            email: AttrValue::default(),
            birth: DateParts::default(),
            code: AttrValue::default(),
            wrong: Vec::new(),
            status: Status::Open,
            page: Page::Ask,
            n_attempts: 0,
            n_asked: 0,
        }
    }

    /// The form after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::By(by) => {
                next.by = by;
                next.wrong.retain(|wrong| !matches!(wrong, Wrong::Address(_)));
            }
            Event::Phone(phone) => next.phone = phone,
            Event::Email(email) => next.email = email,
            Event::Birth(birth) => next.birth = birth,
            Event::Code(code) => next.code = code,
            // A second press while the first is on its way has no effect of its own.
            Event::Pressed(..) if self.status == Status::Sending => {}
            Event::Pressed(page, this_year) => {
                next.page = page;
                next.n_attempts += 1;
                next.wrong = self.read(page, this_year, Setting::Phone).err().unwrap_or_default();
                next.status = if next.wrong.is_empty() { Status::Sending } else { Status::Open };
            }
            Event::Asked => {
                next.status = Status::Open;
                next.code = AttrValue::default();
                next.n_asked += 1;
            }
            Event::Refused(error) => {
                next.wrong = Vec::new();
                next.status = match error.code() {
                    Some(code @ (ErrorCode::CodeRefused | ErrorCode::CodeOver)) => {
                        next.wrong.push(Wrong::Refused(code));
                        Status::Open
                    }
                    _ => Status::refused(error),
                };
            }
            Event::WaitOver => next.status = next.status.after_wait(),
            Event::Turned => {
                next.wrong = Vec::new();
                if self.status != Status::Sending {
                    next.status = Status::Open;
                }
            }
        }
        next
    }

    /// What to send while the status is [`Status::Sending`].
    pub fn to_send(&self, this_year: u16, setting: Setting) -> Option<Errand> {
        self.read(self.page, this_year, setting).ok().filter(|_| self.status == Status::Sending)
    }

    fn read(&self, page: Page, this_year: u16, setting: Setting) -> Result<Errand, Vec<Wrong>> {
        if page == Page::Enter {
            let code = self.code.parse::<OneTimeCode>().map_err(|problem| vec![Wrong::Code(problem)])?;
            return Ok(Errand::Enter(ConfirmCode { code: code.as_str().to_owned(), setting }));
        }
        let typed = match self.by {
            Channel::Sms => &self.phone,
            Channel::Email => &self.email,
        };
        let address = read_code_address(self.by, typed).map_err(Wrong::Address);
        let birth = read_birth_date(&self.birth.day, &self.birth.month, &self.birth.year, this_year)
            .map_err(Wrong::Birth);
        match (address, birth) {
            (Ok(address), Ok(birth_date)) => {
                let to = address.as_str().to_owned();
                Ok(Errand::Ask(RequestCode { by: self.by, to, birth_date }))
            }
            (address, birth) => Err(address.err().into_iter().chain(birth.err()).collect()),
        }
    }
}

impl yew::Reducible for Form {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
