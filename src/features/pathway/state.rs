//! What the person does with their actions. Pure.

use crate::api::ApiError;
use contract::ErrorCode;
use contract::pathway::{ActionView, PathwayView};
use domain::ids::{ActionId, SheetId};
use domain::pathway::ActionStatus;
use std::rc::Rc;

/// An errand to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    Choose(SheetId),
    Change { action: ActionId, version: u64, to: ActionStatus },
}

/// The screen: the pathway, one errand at a time, and what came of the last one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    pub view: Option<Rc<PathwayView>>,
    pub errand: Option<Errand>,
    /// Errands so far.
    pub n_errands: u32,
    pub noted: Option<Noted>,
    /// Why the last errand failed, and the element it was about.
    pub failed: Option<(Errand, ApiError)>,
    /// Grows when the pathway should be read again.
    pub n_stale: u32,
}

/// What the server has noted last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    pub action: ActionId,
    pub status: ActionStatus,
    /// The status before; none for an action just chosen.
    pub before: Option<ActionStatus>,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Read(Rc<PathwayView>),
    Chose(SheetId),
    Changed {
        action: ActionId,
        to: ActionStatus,
    },
    /// Takes back what was noted last.
    Undone,
    Answered(ActionView),
    Failed(ApiError),
}

impl State {
    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match event {
            Event::Read(view) => next.view = Some(view),
            Event::Chose(sheet) => next.begin(Errand::Choose(sheet)),
            Event::Changed { action, to } => next.change(&action, to),
            Event::Undone => {
                if let Some(Noted { action, before: Some(before), .. }) = self.noted.clone() {
                    next.change(&action, before);
                }
            }
            Event::Answered(action) => next.answered(action),
            Event::Failed(error) => {
                let is_stale = matches!(
                    error.code(),
                    Some(
                        ErrorCode::PathwayChangedElsewhere
                            | ErrorCode::PathwayActionOpen
                            | ErrorCode::PathwayUnknownSheet
                            | ErrorCode::PathwayStatusRefused
                            | ErrorCode::NotFound
                    )
                );
                next.n_stale += u32::from(is_stale);
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

    fn change(&mut self, id: &ActionId, to: ActionStatus) {
        let Some(action) = self.action(id) else { return };
        let version = action.version;
        self.begin(Errand::Change { action: id.clone(), version, to });
    }

    fn begin(&mut self, errand: Errand) {
        // One at a time: a second press while the first is on its way would be about something already gone.
        if self.errand.is_none() {
            self.errand = Some(errand);
            self.n_errands += 1;
            self.failed = None;
        }
    }

    fn answered(&mut self, action: ActionView) {
        let before = self.action(&action.id).map(|before| before.status);
        self.noted = Some(Noted { action: action.id.clone(), status: action.status, before });
        self.errand = None;
        self.n_stale += 1;
        if let Some(view) = &mut self.view {
            let view = Rc::make_mut(view);
            view.suggestions.retain(|suggestion| suggestion.sheet.id != action.sheet.id);
            match view.actions.iter_mut().find(|known| known.id == action.id) {
                Some(known) => *known = action,
                None => view.actions.push(action),
            }
        }
    }
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
