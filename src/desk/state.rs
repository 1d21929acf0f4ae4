//! Who is at the desk, and what they typed to get there. Pure.

use crate::api::ApiError;
use contract::ErrorCode;
use contract::staff::{StaffMe, StartStaffSession};
use std::rc::Rc;
use yew::AttrValue;

/// Who is at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Who {
    /// The server has not answered yet.
    #[default]
    Unknown,
    /// The server cannot be asked.
    Away(ApiError),
    Nobody {
        /// Someone was, and the session has ended by itself.
        expired: bool,
    },
    /// Came back from the provider of the organisation, and was not let in.
    TurnedAway(ApiError),
    Here(Rc<StaffMe>),
}

/// Who is at the desk, as the screens share it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Staff {
    pub who: Who,
}

/// What happens to the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Asking,
    Found(Rc<StaffMe>),
    NotFound(ApiError),
    TurnedAway(ApiError),
    /// An answer says that the session has ended.
    Lost,
    Left,
}

/// Whether an error says that nobody is signed in any more.
pub fn is_session_lost(error: &ApiError) -> bool {
    error.code() == Some(ErrorCode::SessionNeeded)
}

impl Staff {
    pub fn me(&self) -> Option<&Rc<StaffMe>> {
        match &self.who {
            Who::Here(me) => Some(me),
            Who::Unknown | Who::Away(_) | Who::Nobody { .. } | Who::TurnedAway(_) => None,
        }
    }

    /// Whether someone is signed in; `None` while nobody knows.
    pub const fn is_in(&self) -> Option<bool> {
        match &self.who {
            Who::Here(_) => Some(true),
            Who::Nobody { .. } | Who::TurnedAway(_) => Some(false),
            Who::Unknown | Who::Away(_) => None,
        }
    }

    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let who = match event {
            Event::Asking => Who::Unknown,
            Event::Found(me) => Who::Here(me),
            Event::NotFound(error) if is_session_lost(&error) => Who::Nobody { expired: false },
            Event::NotFound(error) => Who::Away(error),
            Event::TurnedAway(error) => Who::TurnedAway(error),
            Event::Lost => Who::Nobody { expired: true },
            Event::Left => Who::Nobody { expired: false },
        };
        Self { who }
    }
}

impl yew::Reducible for Staff {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

/// The three fields of the sign-in form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffField {
    Login,
    Password,
    Code,
}

impl StaffField {
    /// Id of the field, and the key of what is said when it is wrong.
    pub const fn id_and_problem(self) -> (&'static str, &'static str) {
        match self {
            Self::Login => ("login", "desk.sign-in.login.empty"),
            Self::Password => ("password", "desk.sign-in.password.empty"),
            Self::Code => ("code", "desk.sign-in.code.bad"),
        }
    }
}

/// The sign-in form. `Debug` is not derived: it holds secrets.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Form {
    pub login: AttrValue,
    pub password: AttrValue,
    pub code: AttrValue,
    pub problems: Vec<StaffField>,
    pub is_sending: bool,
    pub failed: Option<ApiError>,
    /// Grows with each press, so that the same problems are said again.
    pub n_attempts: u32,
}

impl core::fmt::Debug for Form {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Form(hidden)")
    }
}

/// What happens to the form. `Debug` is not derived: it holds secrets.
#[derive(Clone, PartialEq, Eq)]
pub enum FormEvent {
    Typed(StaffField, AttrValue),
    Pressed,
    Refused(ApiError),
}

impl core::fmt::Debug for FormEvent {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("FormEvent(hidden)")
    }
}

impl Form {
    /// The form after an event.
    #[must_use]
    pub fn after(&self, event: FormEvent) -> Self {
        let mut next = self.clone();
        match event {
            FormEvent::Typed(StaffField::Login, text) => next.login = text,
            FormEvent::Typed(StaffField::Password, text) => next.password = text,
            FormEvent::Typed(StaffField::Code, text) => next.code = text,
            FormEvent::Pressed if self.is_sending => {}
            FormEvent::Pressed => {
                next.n_attempts += 1;
                next.failed = None;
                next.problems = self.find_problems();
                next.is_sending = next.problems.is_empty();
            }
            FormEvent::Refused(error) => {
                next.is_sending = false;
                next.failed = Some(error);
                // A code works once and for half a minute: what is typed is never right again.
                next.code = AttrValue::default();
            }
        }
        next
    }

    /// What to send, while sending.
    pub fn to_send(&self) -> Option<StartStaffSession> {
        self.is_sending.then(|| StartStaffSession {
            login: self.login.trim().to_owned(),
            password: self.password.to_string(),
            code: self.digits(),
        })
    }

    fn find_problems(&self) -> Vec<StaffField> {
        let code = self.digits();
        let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        let wrong = [
            (StaffField::Login, self.login.trim().is_empty()),
            (StaffField::Password, self.password.is_empty()),
            (StaffField::Code, !is_code),
        ];
        wrong.into_iter().filter_map(|(field, is_wrong)| is_wrong.then_some(field)).collect()
    }

    /// Authenticator apps show "123 456".
    fn digits(&self) -> String {
        self.code.chars().filter(|c| !c.is_whitespace()).collect()
    }
}

impl yew::Reducible for Form {
    type Action = FormEvent;
    fn reduce(self: Rc<Self>, event: FormEvent) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
