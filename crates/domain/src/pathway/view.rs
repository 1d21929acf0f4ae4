//! What a person sees of their pathway, derived from what has happened.

use crate::ids::{ActionId, PhaseId, PhaseStepId, SheetId};
use crate::pathway::{ActionStatus, Pathway, Phase, PhaseStep, Who};
use crate::questionnaire::Suggestion;
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

/// An action of the person, as far as the next step needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionFact {
    pub id: ActionId,
    pub sheet: SheetId,
    pub status: ActionStatus,
}

/// What has happened so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    pub milestones: BTreeMap<Milestone, Timestamp>,
    /// Number of answers in a draft that is not sent; 0 without one.
    pub n_draft_answers: usize,
    /// Suggestions of the last sent answers, best first.
    pub suggestions: Vec<Suggestion>,
    /// Actions in the order they were chosen.
    pub actions: Vec<ActionFact>,
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

/// The one thing to do now (P2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NextStep {
    /// Nothing has been answered yet.
    TakeStock,
    /// A draft waits; this many answers are kept.
    ResumeStock { n_answers: usize },
    /// The best suggestion is not chosen yet.
    ChooseAction { sheet: SheetId },
    /// An action is open; the one that is not stuck comes first.
    DoAction { action: ActionId, sheet: SheetId },
    /// Every open action is stuck: call the référent.
    TalkToReferent,
    /// Nothing to do: the référent reads the answers and makes contact.
    WaitForReferent,
}

/// The next step. Total: there is always one.
pub fn next_step(facts: &Facts, pathway: &Pathway) -> NextStep {
    if facts.n_draft_answers > 0 {
        return NextStep::ResumeStock { n_answers: facts.n_draft_answers };
    }
    if !facts.milestones.contains_key(&Milestone::StockSent) {
        return NextStep::TakeStock;
    }
    let open = |status: ActionStatus| facts.actions.iter().find(move |action| action.status == status);
    let is_new =
        |suggestion: &&Suggestion| facts.actions.iter().all(|action| action.sheet != suggestion.sheet);
    let is_urgent =
        |suggestion: &&Suggestion| pathway.sheet(&suggestion.sheet).is_some_and(|sheet| sheet.urgent);
    let choose = |suggestion: &Suggestion| NextStep::ChooseAction { sheet: suggestion.sheet.clone() };
    if let Some(suggestion) = facts.suggestions.iter().filter(is_urgent).find(is_new) {
        return choose(suggestion);
    }
    if let Some(action) = open(ActionStatus::UnderWay).or_else(|| open(ActionStatus::Planned)) {
        return NextStep::DoAction { action: action.id.clone(), sheet: action.sheet.clone() };
    }
    if open(ActionStatus::Stuck).is_some() {
        return NextStep::TalkToReferent;
    }
    facts.suggestions.iter().find(is_new).map_or(NextStep::WaitForReferent, choose)
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
