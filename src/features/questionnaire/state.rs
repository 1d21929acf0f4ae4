//! Taking stock as a pure reducer: what stands on the screen, and what is left to do about it.
//!
//! It decides nothing that `domain` decides and it does no I/O: what the rim has to do is left in [`Stock::errands`].
//! Which answers the server has confirmed is the business of `drafts`.

use crate::features::questionnaire::choices::{pick, tick};
use domain::ids::OptionId;
use domain::questionnaire::{
    Answer, Answers, Page, Question, QuestionRef, Questionnaire, Route, StepKey, StepMap, prune, route,
};
use domain::time::Date;
use std::rc::Rc;

/// Everything about one person's taking stock on this screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Stock {
    pub definition: Rc<Questionnaire>,
    /// What stands on the screen, saved or not. Never holds an answer that is not asked.
    pub answers: Answers,
    /// Derived from the two above.
    pub route: Route,
    /// What was typed into a field and is not an answer yet.
    pub typed: StepMap<Typed>,
    /// The page on screen.
    pub page: Option<Page>,
    pub way: Way,
    /// What the last action leaves for the rim to do, in order.
    pub errands: Vec<Errand>,
    /// Answers that a change on this page cut: they come back when the change is taken back, and are forgotten when
    /// the person turns the page (Q4). Never stored, never sent.
    shelf: Answers,
}

/// What the person is doing: answering in order, or changing an answer from the review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    #[default]
    Forward,
    FromReview,
}

/// What stands in a field, however unfinished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    Text(String),
    Date { day: String, month: String, year: String },
}

/// Something for the rim to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// Keep what stands for this step; `None` removes it.
    Keep { step: StepKey, answer: Option<Answer> },
    /// The server's draft may hold something that this screen does not know: read it again.
    Reload,
}

/// What happens to a [`Stock`].
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// The server's draft was read, and what this device has not sent lies over it.
    Loaded(Answers),
    /// The same questions in another language.
    Reworded(Rc<Questionnaire>),
    /// A whole answer was given, or taken back.
    Answered { step: StepKey, answer: Option<Answer> },
    /// An option was ticked or unticked.
    Ticked { step: StepKey, option: OptionId, on: bool },
    /// An entry of a guided list was added or taken out.
    Picked { step: StepKey, code: String, on: bool },
    /// A letter was typed.
    Typed { step: StepKey, typed: Typed },
    /// Typing has paused or ended: what was typed becomes the answer when it can.
    Settled { step: StepKey },
    /// Another page is on screen; `back`: by "Back".
    Turned { to: Page, back: bool },
    /// Of two answers, the person keeps the one that another device saved.
    Adopted { step: StepKey, answer: Option<Answer> },
    /// The server does not ask this step.
    NotAsked { step: StepKey },
}

impl Stock {
    pub fn new(definition: Rc<Questionnaire>, answers: Answers) -> Self {
        let mut stock = Self {
            route: route(&definition, &Answers::default()),
            definition,
            answers,
            typed: StepMap::new(),
            page: None,
            way: Way::Forward,
            errands: vec![],
            shelf: Answers::default(),
        };
        stock.reroute();
        stock.shelf = Answers::default();
        stock
    }

    /// The question of a step; `None` for levels and sharing.
    pub fn question(&self, step: &StepKey) -> Option<&Question> {
        match step {
            StepKey::Answer(at) => self.definition.question(at),
            StepKey::PrivateTalk => Some(&self.definition.private_talk),
            StepKey::Triage(_) | StepKey::Sharing(_) => None,
        }
    }

    /// Whether these answers show this option of a step.
    pub fn shows_option(&self, step: &StepKey, option: &OptionId) -> bool {
        match step {
            StepKey::Answer(at) => self.route.shows_option(at, option),
            StepKey::PrivateTalk | StepKey::Triage(_) | StepKey::Sharing(_) => true,
        }
    }

    /// Whether these answers ask this step.
    pub fn asks(&self, step: &StepKey) -> bool {
        matches!(step, StepKey::Triage(_)) || self.route.contains(&page_of(step))
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.errands.clear();
        next.act(action);
        next
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Loaded(answers) => self.load(answers),
            Action::Reworded(definition) => {
                self.definition = definition;
                self.reroute();
            }
            Action::Answered { step, answer } => self.answer(step, answer),
            Action::Ticked { step, option, on } => {
                let Some(question) = self.question(&step) else { return };
                let answer = tick(question, self.answers.get(&step), &option, on);
                self.answer(step, answer);
            }
            Action::Picked { step, code, on } => {
                let Some(question) = self.question(&step) else { return };
                let answer = pick(question, self.answers.get(&step), &code, on);
                self.answer(step, answer);
            }
            Action::Typed { step, typed } => {
                self.typed.insert(step, typed);
            }
            Action::Settled { step } => self.settle(step),
            Action::Turned { to, back } => self.turn(to, back),
            Action::Adopted { step, answer } => {
                self.typed.remove(&step);
                self.shelf.0.remove(&step);
                self.put(&step, answer);
                self.reroute();
                self.errands.push(Errand::Reload);
            }
            Action::NotAsked { step } => {
                self.put(&step, None);
                self.reroute();
                self.errands.push(Errand::Reload);
            }
        }
    }

    fn answer(&mut self, step: StepKey, answer: Option<Answer>) {
        self.typed.remove(&step);
        self.shelf.0.remove(&step);
        if self.answers.get(&step) == answer.as_ref() {
            return;
        }
        self.put(&step, answer);
        self.keep(&step);
        self.reroute();
    }

    fn put(&mut self, step: &StepKey, answer: Option<Answer>) {
        match answer {
            Some(answer) => self.answers.0.insert(step.clone(), answer),
            None => self.answers.0.remove(step),
        };
    }

    /// Leaves the errand to keep what stands for `step`. A newer errand takes the place of an older one, so that an
    /// answer never goes before the one it hangs on.
    fn keep(&mut self, step: &StepKey) {
        let errand = Errand::Keep { step: step.clone(), answer: self.answers.get(step).cloned() };
        let same = |old: &&mut Errand| matches!(old, Errand::Keep { step: of, .. } if of == step);
        match self.errands.iter_mut().find(same) {
            Some(old) => *old = errand,
            None => self.errands.push(errand),
        }
    }

    /// Derives the route again; puts what it cuts on the shelf and takes back from the shelf what it asks again.
    fn reroute(&mut self) {
        let mut whole = self.answers.clone();
        for (step, answer) in self.shelf.0.iter() {
            whole.0.insert(step.clone(), answer.clone());
        }
        let kept = prune(&self.definition, &whole);
        let before = core::mem::replace(&mut self.answers, kept);
        self.route = route(&self.definition, &self.answers);
        whole.0.retain(|step, answer| self.answers.get(step) != Some(answer));
        self.shelf = whole;
        for step in before.0.keys() {
            // The server cuts it by itself with the answer that cut it, but never hears of that one when it is taken
            // back before it left: so the removal is an errand of its own.
            if self.answers.get(step).is_none() {
                self.keep(step);
            }
        }
        for step in self.answered_steps() {
            if before.get(&step) != self.answers.get(&step) {
                self.keep(&step);
            }
        }
    }

    /// The steps that have an answer, each after those it may hang on.
    fn answered_steps(&self) -> Vec<StepKey> {
        let subjects = self.definition.subjects.iter();
        let levels = subjects.map(|subject| StepKey::Triage(subject.id.clone()));
        let pages = self.route.pages.iter().filter_map(step_of);
        levels.chain(pages).filter(|step| self.answers.get(step).is_some()).collect()
    }

    fn load(&mut self, answers: Answers) {
        self.answers = answers;
        self.shelf = Answers::default();
        self.reroute();
        self.shelf = Answers::default();
    }

    fn turn(&mut self, to: Page, back: bool) {
        self.way = match (&self.page, &to) {
            (Some(here), there) if here == there => return,
            (_, Page::Review) => Way::Forward,
            (Some(Page::Review), _) if !back => Way::FromReview,
            // The page was opened by its address: with nothing left to answer, it can only be changed.
            (None, _) if self.resume_at() == Page::Review => Way::FromReview,
            _ => self.way,
        };
        self.page = Some(to);
        self.shelf = Answers::default();
    }

    fn settle(&mut self, step: StepKey) {
        let Some(typed) = self.typed.get(&step).cloned() else { return };
        match typed.read() {
            Reading::Nothing => self.answer(step.clone(), None),
            Reading::Is(answer) => self.answer(step.clone(), Some(answer)),
            // It stays in the field, unfinished, and the page says so when the person goes on.
            Reading::Unfinished => return,
        }
        if matches!(typed, Typed::Text(_)) {
            // The space after the last word is not part of the answer, but of the sentence that goes on.
            self.typed.insert(step, typed);
        }
    }
}

/// What a field holds.
enum Reading {
    Nothing,
    Is(Answer),
    Unfinished,
}

impl Typed {
    fn read(&self) -> Reading {
        match self {
            Self::Text(text) if text.trim().is_empty() => Reading::Nothing,
            Self::Text(text) => Reading::Is(Answer::Text(text.trim().to_owned())),
            Self::Date { day, month, year } => {
                let [day, month, year] = [day, month, year].map(|part| part.trim());
                if [day, month, year].iter().all(|part| part.is_empty()) {
                    return Reading::Nothing;
                }
                let numbers = year.parse().ok().zip(month.parse().ok()).zip(day.parse().ok());
                match numbers.map(|((year, month), day)| Date::new(year, month, day)) {
                    Some(Ok(date)) => Reading::Is(Answer::Date(date)),
                    Some(Err(_)) | None => Reading::Unfinished,
                }
            }
        }
    }
}

/// The step that a page asks; `None` for the triage (a step for each subject) and the review.
pub fn step_of(page: &Page) -> Option<StepKey> {
    match page {
        Page::Question(at) => Some(StepKey::Answer(at.clone())),
        Page::Sharing(subject) => Some(StepKey::Sharing(subject.clone())),
        Page::PrivateTalk => Some(StepKey::PrivateTalk),
        Page::Triage | Page::Review => None,
    }
}

/// The page that asks a step.
pub fn page_of(step: &StepKey) -> Page {
    match step {
        StepKey::Triage(_) => Page::Triage,
        StepKey::Answer(QuestionRef { subject, question }) => {
            Page::Question(QuestionRef { subject: subject.clone(), question: question.clone() })
        }
        StepKey::Sharing(subject) => Page::Sharing(subject.clone()),
        StepKey::PrivateTalk => Page::PrivateTalk,
    }
}

#[cfg(test)]
mod tests;
