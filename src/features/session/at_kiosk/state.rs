//! What is typed on a kiosk: the card on one page, the date of birth on the next, by touch or on a keyboard. Pure.

use crate::features::session::state::{self, Form, FormProblem};
use crate::ui::{DatePart, DateParts};
use domain::session::{CARD_CHARS, CardCode};
use std::rc::Rc;
use yew::{AttrValue, Reducible};

/// Which of the two is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    #[default]
    Card,
    Birth,
}

/// A key of the pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Sign(char),
    Erase,
    /// On to the next part of the date.
    Next,
}

/// The form, and where in it one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub form: Form,
    pub page: Page,
    /// The part of the date that the pad writes in.
    pub part: DatePart,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Pad(Key),
    /// A part of the date was touched, or reached with the keyboard.
    At(DatePart),
    /// The camera has read a card.
    Shown(CardCode),
    /// "Continuer", and "Entrer" on the last page.
    GoOn {
        this_year: u16,
    },
    /// Back to the card.
    Back,
    Form(state::Event),
}

impl Entry {
    pub fn new() -> Self {
        Self { form: Form::default(), page: Page::Card, part: DatePart::Day }
    }

    /// After an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Pad(key) => next.press(key),
            Event::At(part) => next.part = part,
            Event::Shown(card) => {
                next.form.card = card.as_str().to_owned().into();
                next.open(Page::Birth);
            }
            Event::GoOn { .. } if self.page == Page::Card => match self.form.card.parse::<CardCode>() {
                Ok(_) => next.open(Page::Birth),
                Err(problem) => {
                    next.form.problems = vec![FormProblem::Card(problem)];
                    next.form.n_attempts += 1;
                }
            },
            Event::GoOn { this_year } => {
                next.form = self.form.after(state::Event::Pressed { this_year });
                next.show_problem();
            }
            Event::Back => next.open(Page::Card),
            Event::Form(event) => {
                let is_refusal = matches!(event, state::Event::Refused(_));
                next.form = self.form.after(event);
                if is_refusal {
                    next.show_problem();
                }
            }
        }
        next
    }

    /// What the pad writes in now.
    pub fn value(&self) -> &AttrValue {
        match self.page {
            Page::Card => &self.form.card,
            Page::Birth => part_of(&self.form.birth, self.part),
        }
    }

    fn open(&mut self, page: Page) {
        self.page = page;
        self.part = DatePart::Day;
        self.form.problems = Vec::new();
    }

    /// What must be corrected is on the screen. A refusal does not say whether card or date is wrong: the card comes first.
    fn show_problem(&mut self) {
        match self.form.problems.first() {
            Some(FormProblem::Card(_) | FormProblem::Refused(_)) => self.page = Page::Card,
            Some(FormProblem::Birth(problem)) => {
                self.page = Page::Birth;
                self.part = state::wrong_part(*problem);
            }
            None => {}
        }
    }

    fn press(&mut self, key: Key) {
        let (value, n_most) = (self.value().to_string(), self.n_most());
        match key {
            Key::Sign(sign) if value.chars().filter(char::is_ascii_alphanumeric).count() < n_most => {
                self.write([value.as_str(), sign.encode_utf8(&mut [0; 4])].concat());
                if self.page == Page::Birth && is_whole(self.part, self.value()) {
                    self.part = after(self.part);
                }
            }
            Key::Sign(_) => {}
            Key::Erase if value.is_empty() && self.page == Page::Birth => self.part = before(self.part),
            Key::Erase => {
                let mut value = value;
                value.pop();
                self.write(value);
            }
            Key::Next => self.part = after(self.part),
        }
    }

    const fn n_most(&self) -> usize {
        match (self.page, self.part) {
            (Page::Card, _) => CARD_CHARS,
            (Page::Birth, DatePart::Year) => 4,
            (Page::Birth, DatePart::Day | DatePart::Month) => 2,
        }
    }

    fn write(&mut self, value: String) {
        let value = AttrValue::from(value);
        match self.page {
            Page::Card => self.form.card = value,
            Page::Birth => *part_mut(&mut self.form.birth, self.part) = value,
        }
    }
}

/// Whether nothing can follow: two digits, or one that begins no day or month.
fn is_whole(part: DatePart, value: &str) -> bool {
    let begins_none = |least: &str| value.len() == 1 && value >= least;
    match part {
        DatePart::Day => value.len() == 2 || begins_none("4"),
        DatePart::Month => value.len() == 2 || begins_none("2"),
        DatePart::Year => false,
    }
}

const fn after(part: DatePart) -> DatePart {
    match part {
        DatePart::Day => DatePart::Month,
        DatePart::Month | DatePart::Year => DatePart::Year,
    }
}

const fn before(part: DatePart) -> DatePart {
    match part {
        DatePart::Day | DatePart::Month => DatePart::Day,
        DatePart::Year => DatePart::Month,
    }
}

pub const fn part_of(birth: &DateParts, part: DatePart) -> &AttrValue {
    match part {
        DatePart::Day => &birth.day,
        DatePart::Month => &birth.month,
        DatePart::Year => &birth.year,
    }
}

pub const fn part_mut(birth: &mut DateParts, part: DatePart) -> &mut AttrValue {
    match part {
        DatePart::Day => &mut birth.day,
        DatePart::Month => &mut birth.month,
        DatePart::Year => &mut birth.year,
    }
}

impl Reducible for Entry {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
