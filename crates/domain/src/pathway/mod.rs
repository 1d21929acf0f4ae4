//! The pathway: four phases, the person's actions, and one next step that is never empty (P1, P2).

mod action;
mod definition;
mod view;

pub use action::{ActionStatus, may_person_change};
pub use definition::{ActionSheet, Pathway, Phase, PhaseStep, SheetKind, Who};
pub use view::{
    ActionFact, Facts, Milestone, NextStep, PhaseState, PhaseView, StepState, StepView, next_step,
    view_phases,
};

#[cfg(test)]
mod tests;
