//! What is typed to set an account up, in two steps. Pure.

use crate::api::ApiError;
use contract::ErrorCode;
use contract::accounts::{CompleteStaffSetup, StaffSetup, StaffSetupView};
use domain::session::CardCode;
use domain::staff::{PasswordProblem, check_password};
use std::rc::Rc;
use yew::AttrValue;

/// A field of one of the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupField {
    Login,
    Code,
    Password,
    Proof,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetupProblem {
    pub field: SetupField,
    /// Key of what is said.
    pub key: &'static str,
}

impl SetupField {
    /// Id of the field.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Login => "setup-login",
            Self::Code => "setup-code",
            Self::Password => "setup-password",
            Self::Proof => "setup-proof",
        }
    }
}

/// Something to send. `Debug` is not derived: it holds secrets.
#[derive(Clone, PartialEq, Eq)]
pub enum Errand {
    View(StaffSetup),
    Complete(CompleteStaffSetup),
}

/// Both steps. `Debug` is not derived: it holds secrets.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Setup {
    pub login: AttrValue,
    pub code: AttrValue,
    pub password: AttrValue,
    pub proof: AttrValue,
    /// What the app needs; with it the second step is shown.
    pub view: Option<Rc<StaffSetupView>>,
    pub problems: Vec<SetupProblem>,
    pub is_sending: bool,
    pub failed: Option<ApiError>,
    /// Grows with each press, so that the same problems are said again.
    pub n_attempts: u32,
}

/// What happens. `Debug` is not derived: it holds secrets.
#[derive(Clone, PartialEq, Eq)]
pub enum SetupEvent {
    Typed(SetupField, AttrValue),
    Pressed,
    Viewed(Rc<StaffSetupView>),
    Refused(ApiError),
}

impl core::fmt::Debug for Setup {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Setup(hidden)")
    }
}

impl core::fmt::Debug for SetupEvent {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SetupEvent(hidden)")
    }
}

impl Setup {
    /// As the link of the desk has it, behind `#`: the login and the code.
    pub fn of_address(fragment: &str) -> Self {
        let (login, code) = fragment.trim_start_matches('#').split_once('/').unwrap_or_default();
        let text = |text: &str| AttrValue::from(text.to_owned());
        Self { login: text(login), code: text(code), ..Self::default() }
    }

    /// The steps after an event.
    #[must_use]
    pub fn after(&self, event: SetupEvent) -> Self {
        let mut next = self.clone();
        match event {
            SetupEvent::Typed(SetupField::Login, text) => next.login = text,
            SetupEvent::Typed(SetupField::Code, text) => next.code = text,
            SetupEvent::Typed(SetupField::Password, text) => next.password = text,
            SetupEvent::Typed(SetupField::Proof, text) => next.proof = text,
            SetupEvent::Pressed if self.is_sending => {}
            SetupEvent::Pressed => {
                next.n_attempts += 1;
                next.failed = None;
                next.problems = self.find_problems();
                next.is_sending = next.problems.is_empty();
            }
            SetupEvent::Viewed(view) => {
                next.is_sending = false;
                next.view = Some(view);
            }
            SetupEvent::Refused(error) => {
                next.is_sending = false;
                // The app shows another one soon.
                next.proof = AttrValue::default();
                if error.code() == Some(ErrorCode::StaffCodeRefused) {
                    next.view = None;
                }
                next.failed = Some(error);
            }
        }
        next
    }

    /// What to send, while sending.
    pub fn to_send(&self) -> Option<Errand> {
        let (login, code) = (self.login.trim().to_owned(), self.code.trim().to_owned());
        self.is_sending.then(|| match self.view {
            None => Errand::View(StaffSetup { login, code }),
            Some(ref view) => Errand::Complete(CompleteStaffSetup {
                login,
                code,
                password: self.password.to_string(),
                sealed: view.sealed.clone(),
                totp: self.digits(),
            }),
        })
    }

    /// Key of what is wrong with a field.
    pub fn problem_of(&self, field: SetupField) -> Option<&'static str> {
        self.problems.iter().find(|problem| problem.field == field).map(|problem| problem.key)
    }

    fn find_problems(&self) -> Vec<SetupProblem> {
        let wrong = |field, key: Option<&'static str>| key.map(|key| SetupProblem { field, key });
        let found = if self.view.is_none() {
            let login = self.login.trim().is_empty().then_some("desk.setup.login.empty");
            let code = self.code.parse::<CardCode>().is_err().then_some("desk.setup.code.bad");
            [wrong(SetupField::Login, login), wrong(SetupField::Code, code)]
        } else {
            let digits = self.digits();
            let is_proof = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
            let password = check_password(&self.password, &self.login.trim().to_lowercase()).err();
            let password = password.map(|problem| match problem {
                PasswordProblem::TooShort => "desk.setup.password.short",
                PasswordProblem::TooLong => "desk.setup.password.long",
                PasswordProblem::Guessable => "error.staff.password-refused",
            });
            let proof = (!is_proof).then_some("desk.sign-in.code.bad");
            [wrong(SetupField::Password, password), wrong(SetupField::Proof, proof)]
        };
        found.into_iter().flatten().collect()
    }

    /// Authenticator apps show "123 456".
    fn digits(&self) -> String {
        self.proof.chars().filter(|c| !c.is_whitespace()).collect()
    }
}

impl yew::Reducible for Setup {
    type Action = SetupEvent;
    fn reduce(self: Rc<Self>, event: SetupEvent) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
