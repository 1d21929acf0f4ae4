//! What the person does on their pathway. Pure.

use crate::api::ApiError;
use contract::ErrorCode;
use contract::pathway::{ActionView, DateAction, DisputeAbout, DisputeView, PathwayView};
use domain::ids::{ActionId, DisputeId, MeetingId, ProposalId, ReasonId, SheetId};
use domain::pathway::{ActionStatus, HoursAnswer, Reminder};
use std::rc::Rc;

/// An errand to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    Choose(SheetId),
    /// An action in the person's own words.
    Own(String),
    Say {
        action: ActionId,
        version: u64,
        status: ActionStatus,
        reason: Option<ReasonId>,
    },
    Date {
        action: ActionId,
        version: u64,
        dates: DateAction,
    },
    /// Takes back the last change of an action.
    Undo {
        action: ActionId,
        version: u64,
    },
    PutAside(SheetId),
    TakeBack(SheetId),
    Dispute {
        about: DisputeAbout,
        reason: Option<ReasonId>,
    },
    Withdraw {
        dispute: DisputeId,
        about: DisputeAbout,
    },
    Hours {
        proposal: ProposalId,
        answer: Option<HoursAnswer>,
    },
    /// Whether one can come to a meeting.
    Meet {
        meeting: MeetingId,
        version: u64,
        can_come: bool,
    },
}

/// A part of the page, where what came of an errand is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// All actions: for what is about none that is still there.
    Actions,
    Action(ActionId),
    Suggestions,
    Sheet(SheetId),
    Hours,
    Meeting(MeetingId),
    /// The form for an action of one's own.
    Own,
}

impl Part {
    /// Id of its element.
    pub fn id(&self) -> String {
        match self {
            Self::Actions => "actions".to_owned(),
            Self::Action(id) => ["action-", id.as_str()].concat(),
            Self::Suggestions => "suggestions".to_owned(),
            Self::Sheet(id) => ["sheet-", id.as_str()].concat(),
            Self::Hours => "hours".to_owned(),
            Self::Meeting(id) => ["meeting-", id.as_str()].concat(),
            Self::Own => "own".to_owned(),
        }
    }
}

impl Errand {
    /// Where its failure is said.
    pub fn part(&self) -> Part {
        match self {
            Self::Choose(sheet) | Self::PutAside(sheet) | Self::TakeBack(sheet) => Part::Sheet(sheet.clone()),
            Self::Own(_) => Part::Own,
            Self::Say { action, .. } | Self::Date { action, .. } | Self::Undo { action, .. } => {
                Part::Action(action.clone())
            }
            Self::Dispute { about, .. } | Self::Withdraw { about, .. } => part_of(about),
            Self::Hours { .. } => Part::Hours,
            Self::Meet { meeting, .. } => Part::Meeting(meeting.clone()),
        }
    }
}

fn part_of(about: &DisputeAbout) -> Part {
    match about {
        DisputeAbout::Action(id) => Part::Action(id.clone()),
        DisputeAbout::Hours => Part::Hours,
    }
}

/// The screen: the pathway, one errand at a time, and what came of the last one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    pub view: Option<Rc<PathwayView>>,
    pub errand: Option<Errand>,
    /// Errands so far.
    pub n_errands: u32,
    pub noted: Option<Noted>,
    /// Why the last errand failed.
    pub failed: Option<(Errand, ApiError)>,
    /// Grows when the pathway should be read again.
    pub n_stale: u32,
}

/// What the server has noted last, and the errand that takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    pub at: Part,
    pub what: What,
    pub undo: Option<Errand>,
}

/// What was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Chosen,
    Said(ActionStatus),
    Dated,
    Undone,
    PutAside,
    TakenBack,
    Disputed,
    Withdrawn,
    HoursSaid(Option<HoursAnswer>),
    CannotCome,
    CanCome,
}

impl What {
    /// Key of the words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Chosen => "pathway.chosen",
            Self::Said(_) => "pathway.noted",
            Self::Dated => "pathway.noted.dates",
            Self::Undone => "pathway.noted.undone",
            Self::PutAside => "pathway.noted.aside",
            Self::TakenBack => "pathway.noted.back",
            Self::Disputed => "pathway.noted.dispute",
            Self::Withdrawn => "pathway.noted.withdrawn",
            Self::HoursSaid(_) => "pathway.noted.hours",
            Self::CannotCome => "pathway.noted.cannot-come",
            Self::CanCome => "pathway.noted.can-come",
        }
    }
}

/// What the server answers to an errand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    Action(Box<ActionView>),
    Dispute(DisputeView),
    /// Nothing that is not known already.
    Kept,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Read(Rc<PathwayView>),
    Asked(Errand),
    /// Takes back what was noted last.
    Undone,
    Answered(Answered),
    Failed(ApiError),
}

impl State {
    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Read(view) => next.view = Some(view),
            Event::Asked(errand) => next.begin(errand),
            Event::Undone => {
                if let Some(errand) = self.noted.as_ref().and_then(|noted| noted.undo.clone()) {
                    next.begin(errand);
                }
            }
            Event::Answered(answered) => next.answered(answered),
            Event::Failed(error) => {
                next.n_stale += u32::from(is_stale(&error));
                next.noted = None;
                next.failed = next.errand.take().map(|errand| (errand, error));
            }
        }
        next
    }

    /// The action with this id.
    pub fn action(&self, id: &ActionId) -> Option<&ActionView> {
        self.view.as_ref()?.actions.iter().find(|action| action.id == *id)
    }

    /// Why the last errand failed, when it was about this part.
    pub fn failed_at(&self, part: &Part) -> Option<&ApiError> {
        self.failed.as_ref().filter(|(errand, _)| errand.part() == *part).map(|(_, error)| error)
    }

    /// Whether an errand about this part is on its way.
    pub fn is_waiting(&self, part: &Part) -> bool {
        self.errand.as_ref().is_some_and(|errand| errand.part() == *part)
    }

    fn begin(&mut self, errand: Errand) {
        // One at a time: a second press while the first is on its way would be about something already gone.
        if self.errand.is_none() {
            self.errand = Some(errand);
            self.n_errands += 1;
            self.failed = None;
        }
    }

    fn answered(&mut self, answered: Answered) {
        let Some(errand) = self.errand.take() else { return };
        self.noted = match (errand, answered) {
            (errand, Answered::Action(action)) => Some(self.note_action(&errand, *action)),
            (Errand::Dispute { about, .. }, Answered::Dispute(dispute)) => {
                let undo = Errand::Withdraw { dispute: dispute.id, about: about.clone() };
                Some(Noted { at: part_of(&about), what: What::Disputed, undo: Some(undo) })
            }
            (Errand::Withdraw { about, .. }, _) => {
                Some(Noted { at: part_of(&about), what: What::Withdrawn, undo: None })
            }
            (Errand::PutAside(sheet), _) => Some(Noted {
                at: Part::Suggestions,
                what: What::PutAside,
                undo: Some(Errand::TakeBack(sheet)),
            }),
            (Errand::TakeBack(sheet), _) => Some(Noted {
                at: Part::Suggestions,
                what: What::TakenBack,
                undo: Some(Errand::PutAside(sheet)),
            }),
            (Errand::Hours { proposal, answer }, _) => {
                let before = self.view.as_ref().and_then(|view| {
                    let known = view.hours.proposals.iter().find(|one| one.id == proposal);
                    known.and_then(|one| one.answer)
                });
                let undo = Errand::Hours { proposal, answer: before };
                Some(Noted { at: Part::Hours, what: What::HoursSaid(answer), undo: Some(undo) })
            }
            (Errand::Meet { meeting, can_come, .. }, _) => {
                let what = if can_come { What::CanCome } else { What::CannotCome };
                // The meeting itself offers the way back.
                Some(Noted { at: Part::Meeting(meeting), what, undo: None })
            }
            _ => None,
        };
        self.n_stale += 1;
    }

    fn note_action(&mut self, errand: &Errand, action: ActionView) -> Noted {
        let what = match errand {
            Errand::Choose(_) | Errand::Own(_) => What::Chosen,
            Errand::Date { .. } => What::Dated,
            Errand::Undo { .. } => What::Undone,
            _ => What::Said(action.status),
        };
        let undo = Errand::Undo { action: action.id.clone(), version: action.version };
        let at = if action.is_withdrawn { Part::Actions } else { Part::Action(action.id.clone()) };
        if let Some(view) = &mut self.view {
            let view = Rc::make_mut(view);
            let is_it = |suggestion: &contract::pathway::SuggestionView| {
                action.sheet.as_ref() == Some(&suggestion.sheet)
            };
            view.suggestions.retain(|suggestion| !is_it(suggestion));
            view.put_aside.retain(|suggestion| !is_it(suggestion));
            match view.actions.iter().position(|known| known.id == action.id) {
                Some(place) if action.is_withdrawn => drop(view.actions.remove(place)),
                Some(place) => view.actions[place] = action,
                None if !action.is_withdrawn => view.actions.push(action),
                None => {}
            }
        }
        Noted { at, what, undo: Some(undo) }
    }
}

/// Whether a refusal says that the screen is older than the server.
fn is_stale(error: &ApiError) -> bool {
    use ErrorCode as Code;
    matches!(
        error.code(),
        Some(
            Code::PathwayChangedElsewhere
                | Code::PathwayActionOpen
                | Code::PathwayUnknownSheet
                | Code::PathwayStatusRefused
                | Code::PathwayNothingToUndo
                | Code::DisputeOpen
                | Code::DisputeClosed
                | Code::MeetingChangedElsewhere
                | Code::MeetingOver
                | Code::NotFound
        )
    )
}

impl yew::Reducible for State {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

/// What the person can say about an action, in the order shown: the next status and the key of the words.
pub const fn moves(status: ActionStatus) -> &'static [(ActionStatus, &'static str)] {
    use ActionStatus::{Cancelled, Done, Planned, Stopped, Stuck, UnderWay};
    match status {
        Planned => &[
            (UnderWay, "pathway.act.start"),
            (Done, "pathway.act.done"),
            (Stuck, "pathway.act.stuck"),
            (Stopped, "pathway.act.stop"),
        ],
        UnderWay => {
            &[(Done, "pathway.act.done"), (Stuck, "pathway.act.stuck"), (Stopped, "pathway.act.stop")]
        }
        Stuck => {
            &[(UnderWay, "pathway.act.unstuck"), (Done, "pathway.act.done"), (Stopped, "pathway.act.stop")]
        }
        Done => &[(UnderWay, "pathway.act.reopen")],
        Stopped => &[(Planned, "pathway.act.resume")],
        Cancelled => &[],
    }
}

/// Key of a status' words.
pub const fn status_key(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Planned => "pathway.status.planned",
        ActionStatus::UnderWay => "pathway.status.under-way",
        ActionStatus::Stuck => "pathway.status.stuck",
        ActionStatus::Done => "pathway.status.done",
        ActionStatus::Stopped => "pathway.status.stopped",
        ActionStatus::Cancelled => "pathway.status.cancelled",
    }
}

/// Key of a reminder's words.
pub const fn reminder_key(reminder: Option<Reminder>) -> &'static str {
    match reminder {
        None => "pathway.remind.none",
        Some(Reminder::SameDay) => "pathway.remind.same-day",
        Some(Reminder::DayBefore) => "pathway.remind.day-before",
        Some(Reminder::WeekBefore) => "pathway.remind.week-before",
    }
}
