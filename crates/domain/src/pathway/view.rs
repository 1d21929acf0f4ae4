//! What a person sees of their pathway, derived from what has happened.

use crate::ids::{PhaseId, PhaseStepId};
use crate::pathway::{Pathway, Phase, PhaseStep, Who};
use crate::time::Timestamp;
use core::fmt;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! milestones {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// Something that has happened in a pathway; a phase step is done when its milestone is there.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Milestone { $($(#[$doc])* $name),+ }

        impl Milestone {
            /// Every milestone, in the usual order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The text in content files, on the wire and in the store.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

milestones! {
    Invited = "invited",
    SignedIn = "signed-in",
    StockSent = "stock-sent",
    AppointmentChosen = "appointment-chosen",
    ReferentMet = "referent-met",
    AnswersReadTogether = "answers-read-together",
    ObjectivesChosen = "objectives-chosen",
    ContractSigned = "contract-signed",
    ActionDone = "action-done",
    WorkshopAttended = "workshop-attended",
    CvHandedIn = "cv-handed-in",
    PreparationAttended = "preparation-attended",
    CompaniesMet = "companies-met",
    ReviewHeld = "review-held",
    ChangeTold = "change-told",
    HandoverPrepared = "handover-prepared",
    RecapKept = "recap-kept",
    NewsGiven = "news-given",
}

impl fmt::Display for Milestone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl core::str::FromStr for Milestone {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|milestone| milestone.as_str() == text).ok_or(())
    }
}

/// Where a phase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PhaseState {
    Past,
    Current,
    Coming,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StepState {
    Done,
    /// "Vous êtes ici": the first step of the current phase that is not done.
    Now,
    Coming,
    /// Not done, in a phase that is behind. Nothing is late about it.
    Passed,
}

/// A phase as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhaseView {
    pub id: PhaseId,
    pub title: String,
    pub goal: String,
    pub state: PhaseState,
    pub steps: Vec<StepView>,
}

/// A step as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepView {
    pub id: PhaseStepId,
    pub title: String,
    pub who: Who,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    pub state: StepState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Timestamp>,
}

/// The phases as shown. The current phase is the furthest one in which something is done, or the one after it when
/// all its steps are done; the first when nothing is.
pub fn view_phases(pathway: &Pathway, milestones: &BTreeMap<Milestone, Timestamp>) -> Vec<PhaseView> {
    let is_done = |step: &PhaseStep| milestones.contains_key(&step.done_when);
    let last = pathway.phases.len().saturating_sub(1);
    let current =
        pathway.phases.iter().rposition(|phase| phase.steps.iter().any(is_done)).map_or(0, |furthest| {
            if pathway.phases[furthest].steps.iter().all(is_done) { last.min(furthest + 1) } else { furthest }
        });
    let view = |(i, phase): (usize, &Phase)| {
        let state = match i.cmp(&current) {
            core::cmp::Ordering::Less => PhaseState::Past,
            core::cmp::Ordering::Equal => PhaseState::Current,
            core::cmp::Ordering::Greater => PhaseState::Coming,
        };
        let now = phase.steps.iter().find(|step| !is_done(step)).map(|step| &step.id);
        let steps = phase.steps.iter().map(|step| StepView {
            id: step.id.clone(),
            title: step.title.clone(),
            who: step.who,
            detail: step.detail.clone(),
            state: match state {
                _ if is_done(step) => StepState::Done,
                PhaseState::Past => StepState::Passed,
                PhaseState::Current if now == Some(&step.id) => StepState::Now,
                PhaseState::Current | PhaseState::Coming => StepState::Coming,
            },
            done_at: milestones.get(&step.done_when).copied(),
        });
        PhaseView {
            id: phase.id.clone(),
            title: phase.title.clone(),
            goal: phase.goal.clone(),
            state,
            steps: steps.collect(),
        }
    };
    pathway.phases.iter().enumerate().map(view).collect()
}
