//! The pathway: four phases, the person's actions and what happened to them, who follows, and one next step that is
//! never empty (P1 to P7).

mod action;
mod aside;
mod definition;
mod delicate;
mod discuss;
mod hours;
mod next_step;
mod team;
mod view;

pub use action::{
    ActionSource, ActionState, ActionStatus, ActionTitle, Aim, MAX_OPEN_OWN_ACTIONS, Reminder,
    TITLE_MAX_CHARS, TitleProblem, may_person_change, undo,
};
pub use aside::{ASIDE_DAYS, Aside, is_put_aside};
pub use definition::{ActionSheet, Pathway, Phase, PhaseStep, SheetKind, Who};
pub use delicate::is_delicate;
pub use discuss::{REPLY_MAX_CHARS, is_told, may_dispute, read_reply};
pub use hours::{HoursAnswer, HoursProblem, MAX_WEEKLY_HOURS, USUAL_WEEKLY_HOURS, check_hours};
pub use next_step::{ActionFact, Facts, MeetingFact, NextStep, Why, WorkshopFact, next_step};
pub use team::{FollowUp, NEW_REFERENT_S, is_new_referent};
pub use view::{Milestone, PhaseState, PhaseView, StepState, StepView, view_phases};

#[cfg(test)]
mod tests;
