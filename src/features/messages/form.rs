//! How one wants to be told, as it is typed. Pure: what is typed stays, whatever is wrong with it.

use crate::api::ApiError;
use contract::messages::ReachView;
use domain::messages::{Channel, ReachProblem, read_reach};
use std::rc::Rc;
use yew::AttrValue;

/// The form. `Debug` is not derived: it holds a number and an address.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Form {
    pub phone: AttrValue,
    pub email: AttrValue,
    pub told_by: Option<Channel>,
    pub problems: Vec<ReachProblem>,
    pub is_sending: bool,
    pub is_saved: bool,
    pub failed: Option<ApiError>,
    /// Grows with each press, so that the same problems are said again.
    pub n_attempts: u32,
}

impl core::fmt::Debug for Form {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Form(hidden)")
    }
}

/// What happens to the form. `Debug` is not derived: it holds what is typed.
#[derive(Clone, PartialEq, Eq)]
pub enum FormEvent {
    /// What the server has, before anything is typed.
    Found(Rc<ReachView>),
    Phone(AttrValue),
    Email(AttrValue),
    ToldBy(Option<Channel>),
    Pressed,
    Saved,
    Failed(ApiError),
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
        if matches!(event, FormEvent::Phone(_) | FormEvent::Email(_) | FormEvent::ToldBy(_)) {
            next.is_saved = false;
        }
        match event {
            FormEvent::Found(found) => {
                next.phone = AttrValue::from(found.phone.clone());
                next.email = AttrValue::from(found.email.clone());
                next.told_by = found.told_by;
            }
            FormEvent::Phone(phone) => next.phone = phone,
            FormEvent::Email(email) => next.email = email,
            FormEvent::ToldBy(told_by) => next.told_by = told_by,
            FormEvent::Pressed if self.is_sending => {}
            FormEvent::Pressed => {
                next.n_attempts += 1;
                next.failed = None;
                next.is_saved = false;
                next.problems = read_reach(&self.phone, &self.email, self.told_by).err().unwrap_or_default();
                next.is_sending = next.problems.is_empty();
            }
            FormEvent::Saved => {
                next.is_sending = false;
                next.is_saved = true;
            }
            FormEvent::Failed(error) => {
                next.is_sending = false;
                next.failed = Some(error);
            }
        }
        next
    }

    /// What to send, while sending.
    pub fn to_send(&self) -> Option<ReachView> {
        self.is_sending.then(|| ReachView {
            phone: self.phone.to_string(),
            email: self.email.to_string(),
            told_by: self.told_by,
        })
    }

    /// What is wrong with the number, or with the address.
    pub fn problem_of(&self, is_of_phone: bool) -> Option<ReachProblem> {
        self.problems.iter().copied().find(|problem| problem.is_of_phone() == is_of_phone)
    }
}

impl yew::Reducible for Form {
    type Action = FormEvent;
    fn reduce(self: Rc<Self>, event: FormEvent) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
