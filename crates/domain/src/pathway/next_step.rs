//! The one thing to do now, and why (P2).

use crate::ids::{ActionId, MeetingId, SheetId, SlotId};
use crate::pathway::{ActionSource, ActionStatus, Milestone, Pathway};
use crate::questionnaire::Suggestion;
use crate::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How near an appointment is when it becomes the next step.
const APPOINTMENT_NEAR_S: i64 = 2 * 86_400;

/// How many days ahead a due day is when its action comes before the others.
const DUE_NEAR_DAYS: i64 = 7;

/// An action of the person, as far as the next step needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionFact {
    pub id: ActionId,
    /// None for an action of one's own.
    pub sheet: Option<SheetId>,
    pub status: ActionStatus,
    pub source: ActionSource,
    pub due: Option<Date>,
    pub appointment_at: Option<Timestamp>,
}

/// What has happened so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    pub milestones: BTreeMap<Milestone, Timestamp>,
    /// Number of answers in a draft that is not sent; 0 without one.
    pub n_draft_answers: usize,
    /// Suggestions of the last sent answers, best first, without those put aside.
    pub suggestions: Vec<Suggestion>,
    /// Actions in the order they were chosen.
    pub actions: Vec<ActionFact>,
    /// Workshops to come at which the person has a place, by start.
    pub workshops: Vec<WorkshopFact>,
    /// A place that is offered to the person; the offer that expires first.
    pub offer: Option<SlotId>,
    /// Meetings at which the person is expected, in any order.
    pub meetings: Vec<MeetingFact>,
}

/// A meeting with somebody who follows the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingFact {
    pub meeting: MeetingId,
    pub starts_at: Timestamp,
}

/// A workshop at which the person is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkshopFact {
    pub slot: SlotId,
    pub starts_at: Timestamp,
}

/// The one thing to do now.
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
    DoAction { action: ActionId },
    /// An appointment is near.
    GoToAppointment { action: ActionId },
    /// A meeting is near with somebody who follows the person.
    GoToMeeting { meeting: MeetingId },
    /// A workshop is near, or nothing else is to be done before it.
    GoToWorkshop { slot: SlotId },
    /// A place is offered, for a time.
    AnswerOffer { slot: SlotId },
    /// Every open action is stuck: call the référent.
    TalkToReferent,
    /// Nothing to do: the référent reads the answers and makes contact.
    WaitForReferent,
}

/// Why this is the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Why {
    /// Everything begins here.
    First,
    /// Answers are kept and not sent.
    Kept,
    /// A roof, food: before anything else.
    Urgent,
    /// The answers lead here.
    Answers,
    /// The appointment is today, tomorrow or the day after.
    Appointment,
    /// A place is held until an instant.
    Offered,
    /// Its day is near, or has gone by.
    Due,
    /// The person has begun.
    Begun,
    /// The person has chosen it.
    Chosen,
    /// A référent brought it.
    Brought,
    /// The person said that it is stuck.
    Stuck,
    /// Everything is sent or done.
    Done,
}

/// The next step and why. Total: there is always one. `today` is the day of `now` where the person lives.
pub fn next_step(facts: &Facts, pathway: &Pathway, now: Timestamp, today: Date) -> (NextStep, Why) {
    if let Some(slot) = &facts.offer {
        return (NextStep::AnswerOffer { slot: slot.clone() }, Why::Offered);
    }
    if let Some(dated) = near_date(facts, now) {
        return (dated, Why::Appointment);
    }
    if facts.n_draft_answers > 0 {
        return (NextStep::ResumeStock { n_answers: facts.n_draft_answers }, Why::Kept);
    }
    if !facts.milestones.contains_key(&Milestone::StockSent) {
        return (NextStep::TakeStock, Why::First);
    }
    let is_new = |suggestion: &&Suggestion| {
        facts.actions.iter().all(|action| action.sheet.as_ref() != Some(&suggestion.sheet))
    };
    let is_urgent =
        |suggestion: &&Suggestion| pathway.sheet(&suggestion.sheet).is_some_and(|sheet| sheet.urgent);
    let choose = |suggestion: &Suggestion| NextStep::ChooseAction { sheet: suggestion.sheet.clone() };
    if let Some(suggestion) = facts.suggestions.iter().filter(is_urgent).find(is_new) {
        return (choose(suggestion), Why::Urgent);
    }
    if let Some((action, why)) = open_action(facts, today) {
        return (NextStep::DoAction { action: action.id.clone() }, why);
    }
    if facts.actions.iter().any(|action| action.status == ActionStatus::Stuck) {
        return (NextStep::TalkToReferent, Why::Stuck);
    }
    if let Some(suggestion) = facts.suggestions.iter().find(is_new) {
        return (choose(suggestion), Why::Answers);
    }
    let workshop = facts.workshops.first().map(|workshop| (workshop.starts_at, go_to_workshop(workshop)));
    let meetings = facts.meetings.iter().filter(|meeting| meeting.starts_at >= now);
    let dated = meetings.map(go_to_meeting).chain(workshop).min_by_key(|(at, _)| *at);
    dated.map_or((NextStep::WaitForReferent, Why::Done), |(_, step)| (step, Why::Appointment))
}

/// What comes next, within two days: the earliest, and of what begins together a meeting, then an action, then a workshop. An action
/// that is stuck counts: its appointment may be what helps.
fn near_date(facts: &Facts, now: Timestamp) -> Option<NextStep> {
    let open = facts.actions.iter().filter(|action| action.status.is_open());
    let appointments = open.filter_map(|action| {
        Some((action.appointment_at?, NextStep::GoToAppointment { action: action.id.clone() }))
    });
    let workshops = facts.workshops.iter().map(|workshop| (workshop.starts_at, go_to_workshop(workshop)));
    let near = now..=now.plus_s(APPOINTMENT_NEAR_S);
    let all = facts.meetings.iter().map(go_to_meeting).chain(appointments).chain(workshops);
    all.filter(|(at, _)| near.contains(at)).min_by_key(|(at, _)| *at).map(|(_, step)| step)
}

fn go_to_meeting(fact: &MeetingFact) -> (Timestamp, NextStep) {
    (fact.starts_at, NextStep::GoToMeeting { meeting: fact.meeting.clone() })
}

fn go_to_workshop(fact: &WorkshopFact) -> NextStep {
    NextStep::GoToWorkshop { slot: fact.slot.clone() }
}

/// What can be worked on: the nearest day first, then what has begun, then what is planned.
fn open_action(facts: &Facts, today: Date) -> Option<(&ActionFact, Why)> {
    let at = |status: ActionStatus| facts.actions.iter().filter(move |action| action.status == status);
    let movable = || at(ActionStatus::UnderWay).chain(at(ActionStatus::Planned));
    let is_near = |day: Date| day.days_since_1970() - today.days_since_1970() <= DUE_NEAR_DAYS;
    let due = movable().filter(|action| action.due.is_some_and(is_near)).min_by_key(|action| action.due);
    if let Some(action) = due {
        return Some((action, Why::Due));
    }
    let action = movable().next()?;
    let why = match (action.status, action.source) {
        (ActionStatus::UnderWay, _) => Why::Begun,
        (_, ActionSource::Referent) => Why::Brought,
        _ => Why::Chosen,
    };
    Some((action, why))
}
