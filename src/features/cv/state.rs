//! The page of one part: what is typed, what is kept, and the one save on its way. Pure: nothing typed is lost, whatever
//! the server says.

use super::ask::{changed_alike, most, titles, values, with_values, without};
use crate::api::ApiError;
use contract::ErrorCode;
use contract::cv::{CvView, SkillIdea};
use domain::cv::{Cv, CvProblem, Part, PartKey, Skill, check_part};
use std::rc::Rc;
use yew::AttrValue;

/// What comes after a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// The same page, ready for another.
    Stay,
    /// One of the list was taken away; what is being typed stays.
    Removed,
    /// One came into the list by itself; what is being typed stays.
    Added,
    /// The next page.
    Next,
}

/// A save on its way. `Debug` is hidden with the part's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    pub part: Part,
    pub version: u64,
    pub after: After,
    /// What stood in the fields then: they may be typed in while it is on its way.
    pub values: Vec<AttrValue>,
}

impl Errand {
    /// Whether it keeps what stands in the fields, and not only a change of the list.
    const fn is_of_fields(&self) -> bool {
        matches!(self.after, After::Stay | After::Next)
    }
}

/// The page. `Debug` is not derived: it holds what is typed.
#[derive(Clone, PartialEq, Eq)]
pub struct State {
    /// As the server has read it last; what else it knows comes with it.
    pub view: Rc<CvView>,
    /// As it is kept, and the version that the next change must name.
    pub kept: Part,
    pub version: u64,
    /// In the fields, in the order of [`super::ask::asks`].
    pub values: Vec<AttrValue>,
    /// Which of the list is in the fields; none: another one.
    pub at: Option<usize>,
    pub problems: Vec<CvProblem>,
    /// Grows with each press, so that the same problems are said again.
    pub n_attempts: u32,
    pub errand: Option<Errand>,
    /// What is sent after it: ticks come faster than answers.
    pub waiting: Option<Part>,
    /// Errands so far.
    pub n_errands: u32,
    /// The last one that ended well, and how many have.
    pub done: Option<After>,
    pub n_done: u32,
    pub failed: Option<ApiError>,
    /// What was there before the last of the list was taken away.
    pub before: Option<Part>,
    /// What was wanted of the list, beside the fields, when another device was first.
    pub refused: Option<(Part, After)>,
}

impl core::fmt::Debug for State {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("State(hidden)")
    }
}

/// What happens. `Debug` is not derived: it holds what is typed.
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    Read(Rc<CvView>),
    Typed(usize, AttrValue),
    /// A skill of the suggestions, in or out.
    Ticked(SkillIdea, bool),
    /// One of the list into the fields.
    Change(usize),
    Remove(usize),
    /// What was taken away comes back.
    Restore,
    Pressed(After),
    Saved,
    Failed(ApiError),
    /// Another device has changed the part: its answer, or one's own.
    TakeTheirs,
    KeepMine,
}

impl core::fmt::Debug for Event {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Event(hidden)")
    }
}

impl State {
    /// The page of a part as it is kept; `first` fills it when nothing was ever kept.
    pub fn new(view: Rc<CvView>, key: PartKey, first: Option<Part>) -> Self {
        let (version, kept) = kept_in(&view, key);
        let shown = first.filter(|_| version == 0).unwrap_or_else(|| kept.clone());
        Self {
            values: values(&shown, None),
            view,
            kept,
            version,
            at: None,
            problems: Vec::new(),
            n_attempts: 0,
            errand: None,
            waiting: None,
            n_errands: 0,
            done: None,
            n_done: 0,
            failed: None,
            before: None,
            refused: None,
        }
    }

    pub fn key(&self) -> PartKey {
        self.kept.key()
    }

    /// The part as it would be saved.
    pub fn typed(&self) -> Part {
        with_values(&self.kept, self.at, &self.values, &self.view.jobs)
    }

    /// Whether another device has changed the part since this page was read.
    pub fn is_stale(&self) -> bool {
        self.failed.as_ref().and_then(ApiError::code) == Some(ErrorCode::CvChangedElsewhere)
    }

    /// What is kept there now, when it is not what this page knows.
    pub fn theirs(&self) -> Option<Part> {
        let (version, part) = kept_in(&self.view, self.key());
        (self.is_stale() && version != self.version).then_some(part)
    }

    /// The part as it will be once everything on its way has arrived.
    fn wanted(&self) -> &Part {
        let on_its_way = self.errand.as_ref().map(|errand| &errand.part);
        self.waiting.as_ref().or(on_its_way).unwrap_or(&self.kept)
    }

    pub fn has_skill(&self, text: &str) -> bool {
        matches!(self.wanted(), Part::Skills(skills) if skills.iter().any(|skill| skill.text == text))
    }

    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Read(view) => {
                let (version, part) = kept_in(&view, self.key());
                // What was read later than the page is shown, unless something is being written.
                let is_untouched = self.errand.is_none()
                    && self.refused.is_none()
                    && self.at.is_none()
                    && self.values == values(&self.kept, None);
                if version > self.version && is_untouched {
                    next.values = values(&part, None);
                    (next.version, next.kept, next.failed) = (version, part, None);
                }
                next.view = view;
            }
            Event::Typed(i, value) => {
                if let Some(typed) = next.values.get_mut(i) {
                    *typed = value;
                }
                next.done = None;
            }
            // One at a time: a second press while the first is on its way would be about something already gone.
            Event::Change(_) | Event::Remove(_) | Event::Restore | Event::Pressed(_)
                if self.errand.is_some() => {}
            // While one of the list is in the fields, its place must not move.
            Event::Ticked(..) | Event::Change(_) | Event::Remove(_) | Event::Restore if self.at.is_some() => {
            }
            Event::Ticked(idea, is_ticked) => {
                if let Part::Skills(mut skills) = self.wanted().clone() {
                    skills.retain(|skill| skill.text != idea.text);
                    if is_ticked {
                        skills.push(Skill { text: idea.text, code: Some(idea.code) });
                    }
                    next.before = None;
                    match self.errand {
                        Some(_) => next.waiting = Some(Part::Skills(skills)),
                        None => next.send(Part::Skills(skills), After::Added),
                    }
                }
            }
            Event::Change(at) => {
                next.at = Some(at);
                next.values = values(&self.kept, Some(at));
                next.problems = Vec::new();
                next.done = None;
            }
            Event::Remove(at) => {
                next.before = Some(self.kept.clone());
                next.send(without(&self.kept, at), After::Removed);
            }
            Event::Restore => {
                if let Some(before) = next.before.take() {
                    next.send(before, After::Added);
                }
            }
            Event::Pressed(after) => next.press(after),
            Event::Saved => next.saved(),
            Event::Failed(error) => {
                (next.errand, next.waiting) = (None, None);
                next.failed = Some(error);
                let errand = self.errand.as_ref().filter(|errand| next.is_stale() && !errand.is_of_fields());
                next.refused = errand.map(|errand| (self.wanted().clone(), errand.after));
            }
            Event::TakeTheirs => {
                next = Self::new(self.view.clone(), self.key(), None);
                (next.n_errands, next.n_attempts, next.n_done) =
                    (self.n_errands, self.n_attempts, self.n_done);
            }
            Event::KeepMine => {
                let (version, theirs) = kept_in(&self.view, self.key());
                if let Some((wanted, after)) = next.refused.take() {
                    // The same change of what is kept there now; what is being typed stays.
                    let part = changed_alike(&self.kept, &wanted, &theirs);
                    next.before = (after == After::Removed).then(|| theirs.clone());
                    (next.version, next.kept) = (version, theirs);
                    next.send(part, after);
                    return next;
                }
                if is_list(&theirs) {
                    // Beside theirs, as another one: nothing of either is lost.
                    next.at = None;
                }
                (next.version, next.kept) = (version, theirs);
                next.press(After::Stay);
            }
        }
        next
    }

    fn press(&mut self, after: After) {
        self.n_attempts += 1;
        self.before = None;
        let typed = self.typed();
        match check_part(typed.clone()) {
            // Nothing to keep: the page is left as it is.
            Ok(part) if part == self.kept && after == After::Next => {
                self.problems = Vec::new();
                self.done = Some(after);
                self.n_done += 1;
            }
            _ => self.send(typed, after),
        }
    }

    fn send(&mut self, part: Part, after: After) {
        (self.failed, self.done, self.refused) = (None, None, None);
        match check_part(part) {
            Ok(part) => {
                self.errand =
                    Some(Errand { part, version: self.version, after, values: self.values.clone() });
                self.n_errands += 1;
                self.problems = Vec::new();
            }
            Err(problems) => self.problems = problems,
        }
    }

    fn saved(&mut self) {
        let Some(errand) = self.errand.take() else { return };
        let was_of_fields = errand.is_of_fields();
        let Errand { part, version, after, values: sent } = errand;
        let n_before = titles(&self.kept).len();
        (self.version, self.kept) = (version + 1, part);
        let is_newer = was_of_fields && self.values != sent;
        if is_newer {
            // What was typed meanwhile is about the same one of the list.
            let n_kept = titles(&self.kept).len();
            self.at = self.at.or(n_kept.checked_sub(1).filter(|_| is_list(&self.kept) && n_kept > n_before));
        } else if was_of_fields {
            self.at = None;
            self.values = values(&self.kept, None);
        }
        if let Some(part) = self.waiting.take() {
            self.send(part, if after == After::Next { after } else { After::Added });
            return;
        }
        if is_newer && after == After::Next {
            self.press(after);
            return;
        }
        // Not all of it is kept: nothing says so.
        self.done = (!is_newer).then_some(after);
        self.n_done += 1;
    }
}

fn is_list(part: &Part) -> bool {
    most(part.key()).is_some()
}

/// The version and the value of a part; 0 and nothing when it was never saved.
fn kept_in(view: &CvView, key: PartKey) -> (u64, Part) {
    let kept = view.parts.iter().find(|kept| kept.part.key() == key);
    kept.map_or_else(|| (0, Cv::default().part(key)), |kept| (kept.version, kept.part.clone()))
}

impl yew::Reducible for State {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}
