mod changes;
mod delicate;

use super::*;
use crate::ids::{ActionId, MeetingId, PhaseId, PhaseStepId, SheetId, SlotId, SubjectId};
use crate::questionnaire::{Level, Suggestion};
use crate::time::{Date, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn sheet(id: &str, urgent: bool) -> ActionSheet {
    ActionSheet {
        id: SheetId::new(id).unwrap(),
        title: id.to_owned(),
        subjects: vec![SubjectId::new("home").unwrap()],
        kind: SheetKind::Support,
        by: String::new(),
        hours: 1,
        steps: vec![],
        urgent,
        sensitive: false,
        bookable: false,
    }
}

fn pathway() -> Pathway {
    let phase = |id: &str, steps: &[Milestone]| Phase {
        id: PhaseId::new(id).unwrap(),
        title: id.to_owned(),
        goal: String::new(),
        steps: steps
            .iter()
            .map(|done_when| PhaseStep {
                id: PhaseStepId::new(done_when.as_str()).unwrap(),
                title: done_when.to_string(),
                who: Who::Me,
                detail: None,
                done_when: *done_when,
            })
            .collect(),
    };
    Pathway {
        phases: vec![
            phase("before", &[Milestone::Invited, Milestone::SignedIn, Milestone::StockSent]),
            phase("entry", &[Milestone::ReferentMet, Milestone::ContractSigned]),
            phase("during", &[Milestone::ActionDone, Milestone::CvHandedIn]),
            phase("exit", &[Milestone::ChangeTold]),
        ],
        sheets: vec![sheet("licence", false), sheet("roof", true), sheet("cv", false)],
    }
}

fn suggestion(id: &str) -> Suggestion {
    Suggestion { sheet: SheetId::new(id).unwrap(), reasons: vec![], level: Level::Hard }
}

fn action(id: &str, status: ActionStatus) -> ActionFact {
    ActionFact {
        id: ActionId::new(format!("a-{id}")).unwrap(),
        sheet: Some(SheetId::new(id).unwrap()),
        status,
        source: ActionSource::Suggested,
        due: None,
        appointment_at: None,
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// 2026-11-24, 09:00 UTC.
const NOW: Timestamp = Timestamp(1_795_510_800_000);

fn step(facts: &Facts) -> (NextStep, Why) {
    next_step(facts, &pathway(), NOW, day("2026-11-24"))
}

fn facts(sent: bool, suggestions: &[&str], actions: Vec<ActionFact>) -> Facts {
    let milestones = sent.then_some((Milestone::StockSent, Timestamp(0)));
    Facts {
        milestones: milestones.into_iter().collect(),
        n_draft_answers: 0,
        suggestions: suggestions.iter().map(|id| suggestion(id)).collect(),
        actions,
        workshops: Vec::new(),
        offer: None,
        meetings: Vec::new(),
    }
}

#[test]
fn a_near_workshop_and_an_offer_come_before_the_rest() {
    use ActionStatus::Planned;
    let slot = |id: &str| SlotId::new(id).unwrap();
    let at = |hours: i64| WorkshopFact { slot: slot("w"), starts_at: NOW.plus_s(hours * 3600) };
    let go = (NextStep::GoToWorkshop { slot: slot("w") }, Why::Appointment);
    let meets = (NextStep::GoToAppointment { action: action("cv", Planned).id }, Why::Appointment);
    let with = |actions: Vec<ActionFact>, hours: &[i64]| {
        let workshops = hours.iter().map(|hours| at(*hours)).collect();
        Facts { workshops, ..facts(true, &[], actions) }
    };
    let appointment =
        |hours: i64| ActionFact { appointment_at: Some(NOW.plus_s(hours * 3600)), ..action("cv", Planned) };
    let work_on = (NextStep::DoAction { action: action("cv", Planned).id }, Why::Chosen);
    for (facts, expected) in [
        (with(vec![action("cv", Planned)], &[47]), go.clone()),
        (with(vec![action("cv", Planned)], &[49]), work_on),
        (with(vec![], &[490]), go.clone()),
        (with(vec![appointment(10)], &[9]), go),
        (with(vec![appointment(10)], &[11]), meets),
    ] {
        assert_eq!(step(&facts), expected, "{facts:?}");
    }
    let offered = Facts { offer: Some(slot("o")), ..with(vec![appointment(1)], &[2]) };
    assert_eq!(step(&offered), (NextStep::AnswerOffer { slot: slot("o") }, Why::Offered));
}

#[test]
fn the_next_step_follows_what_has_happened() {
    use ActionStatus::{Done, Planned, Stuck, UnderWay};
    let choose = |id: &str| NextStep::ChooseAction { sheet: SheetId::new(id).unwrap() };
    let work_on = |id: &str| NextStep::DoAction { action: action(id, Planned).id };
    let brought = ActionFact { source: ActionSource::Referent, sheet: None, ..action("cv", Planned) };
    for (facts, expected) in [
        (facts(false, &[], vec![]), (NextStep::TakeStock, Why::First)),
        (
            Facts { n_draft_answers: 3, ..facts(false, &[], vec![]) },
            (NextStep::ResumeStock { n_answers: 3 }, Why::Kept),
        ),
        (
            Facts { n_draft_answers: 1, ..facts(true, &["cv"], vec![]) },
            (NextStep::ResumeStock { n_answers: 1 }, Why::Kept),
        ),
        (facts(true, &["licence", "cv"], vec![]), (choose("licence"), Why::Answers)),
        (facts(true, &["licence", "roof"], vec![]), (choose("roof"), Why::Urgent)),
        (facts(true, &["licence", "roof"], vec![action("cv", UnderWay)]), (choose("roof"), Why::Urgent)),
        (facts(true, &["licence"], vec![action("cv", Planned)]), (work_on("cv"), Why::Chosen)),
        (facts(true, &["licence"], vec![brought]), (work_on("cv"), Why::Brought)),
        (
            facts(true, &[], vec![action("cv", Planned), action("roof", UnderWay)]),
            (work_on("roof"), Why::Begun),
        ),
        (facts(true, &["licence"], vec![action("cv", Stuck)]), (NextStep::TalkToReferent, Why::Stuck)),
        (facts(true, &["cv"], vec![action("cv", Done)]), (NextStep::WaitForReferent, Why::Done)),
        (facts(true, &["cv", "licence"], vec![action("cv", Done)]), (choose("licence"), Why::Answers)),
        (facts(true, &[], vec![]), (NextStep::WaitForReferent, Why::Done)),
    ] {
        assert_eq!(step(&facts), expected, "{facts:?}");
    }
}

#[test]
fn a_near_day_comes_before_what_was_begun_and_a_near_appointment_before_everything() {
    use ActionStatus::{Planned, Stuck, UnderWay};
    let due = |id: &str, text: &str| ActionFact { due: Some(day(text)), ..action(id, Planned) };
    let meets = |id: &str, hours: i64, status| ActionFact {
        appointment_at: Some(NOW.plus_s(hours * 3600)),
        ..action(id, status)
    };
    let work_on = |id: &str, why| (NextStep::DoAction { action: action(id, Planned).id }, why);
    let go_to = |id: &str| (NextStep::GoToAppointment { action: action(id, Planned).id }, Why::Appointment);
    for (actions, expected) in [
        (vec![action("cv", UnderWay), due("roof", "2026-12-01")], work_on("roof", Why::Due)),
        (vec![action("cv", UnderWay), due("roof", "2026-12-02")], work_on("cv", Why::Begun)),
        (vec![due("cv", "2026-11-30"), due("roof", "2026-11-02")], work_on("roof", Why::Due)),
        (vec![meets("cv", 47, Planned), due("roof", "2026-11-24")], go_to("cv")),
        (vec![meets("cv", 40, Stuck), meets("roof", 20, Planned)], go_to("roof")),
        (vec![meets("cv", 1, ActionStatus::Done)], (NextStep::WaitForReferent, Why::Done)),
        (vec![meets("cv", 49, Planned)], work_on("cv", Why::Chosen)),
        (vec![meets("cv", -1, Planned)], work_on("cv", Why::Chosen)),
    ] {
        assert_eq!(step(&facts(true, &[], actions.clone())), expected, "{actions:?}");
    }
    let drafting = Facts { n_draft_answers: 2, ..facts(false, &[], vec![meets("cv", 3, Planned)]) };
    assert_eq!(step(&drafting), go_to("cv"));
}

#[test]
fn a_meeting_comes_by_its_time_and_before_what_begins_with_it() {
    use ActionStatus::Planned;
    let meeting = |hours: i64| MeetingFact {
        meeting: MeetingId::new("m").unwrap(),
        starts_at: NOW.plus_s(hours * 3600),
    };
    let meet = (NextStep::GoToMeeting { meeting: meeting(0).meeting }, Why::Appointment);
    let appointment =
        |hours: i64| ActionFact { appointment_at: Some(NOW.plus_s(hours * 3600)), ..action("cv", Planned) };
    let go_to = (NextStep::GoToAppointment { action: action("cv", Planned).id }, Why::Appointment);
    let work_on = (NextStep::DoAction { action: action("cv", Planned).id }, Why::Chosen);
    for (meetings, actions, expected) in [
        (vec![49, 47], vec![action("cv", Planned)], meet.clone()),
        (vec![49], vec![action("cv", Planned)], work_on.clone()),
        (vec![-1], vec![action("cv", Planned)], work_on),
        (vec![5], vec![appointment(5)], meet.clone()),
        (vec![6], vec![appointment(5)], go_to),
        // Nothing else is to be done before it.
        (vec![490], vec![], meet),
        (vec![-1], vec![], (NextStep::WaitForReferent, Why::Done)),
    ] {
        let shown = format!("{meetings:?} {actions:?}");
        let meetings = meetings.into_iter().map(meeting).collect();
        assert_eq!(step(&Facts { meetings, ..facts(true, &[], actions) }), expected, "{shown}");
    }
}

proptest! {
    #[test]
    fn of_what_is_near_the_earliest_is_the_next_step(
        meetings in proptest::collection::vec(-10i64..80, 0..4),
        workshops in proptest::collection::vec(-10i64..80, 0..4),
        appointments in proptest::collection::vec(-10i64..80, 0..4),
    ) {
        let at = |hours: i64| NOW.plus_s(hours * 3600);
        let id = |n: usize| format!("m{n}");
        let facts = Facts {
            meetings: meetings.iter().enumerate().map(|(n, hours)| MeetingFact {
                meeting: MeetingId::new(id(n)).unwrap(), starts_at: at(*hours),
            }).collect(),
            workshops: workshops.iter().enumerate().map(|(n, hours)| WorkshopFact {
                slot: SlotId::new(id(n)).unwrap(), starts_at: at(*hours),
            }).collect(),
            ..facts(true, &[], appointments.iter().enumerate().map(|(n, hours)| ActionFact {
                id: ActionId::new(id(n)).unwrap(),
                appointment_at: Some(at(*hours)),
                ..action("cv", ActionStatus::Planned)
            }).collect())
        };
        let near = |all: &[i64]| all.iter().copied().filter(|hours| (0..=48).contains(hours)).min();
        let earliest = [near(&meetings), near(&appointments), near(&workshops)];
        let (found, _) = step(&facts);
        match earliest.into_iter().flatten().min() {
            None => {
                let is_early = matches!(found, NextStep::GoToAppointment { .. });
                prop_assert!(!is_early);
            }
            Some(first) => {
                let index = |text: &str| text[1..].parse::<usize>().unwrap();
                let hours = match &found {
                    NextStep::GoToMeeting { meeting } => meetings[index(meeting.as_str())],
                    NextStep::GoToAppointment { action } => appointments[index(action.as_str())],
                    NextStep::GoToWorkshop { slot } => workshops[index(slot.as_str())],
                    other => panic!("{other:?} while something is near"),
                };
                prop_assert_eq!(hours, first);
                let is_meeting = matches!(found, NextStep::GoToMeeting { .. });
                prop_assert!(near(&meetings) != Some(first) || is_meeting);
            }
        }
    }
}

fn states(done: &[Milestone]) -> String {
    let milestones: BTreeMap<_, _> = done.iter().map(|milestone| (*milestone, Timestamp(7))).collect();
    let mark = |step: &StepView| match step.state {
        StepState::Done => 'd',
        StepState::Now => 'N',
        StepState::Coming => '.',
        StepState::Passed => '-',
    };
    let phases = view_phases(&pathway(), &milestones);
    let texts: Vec<String> = phases.iter().map(|phase| phase.steps.iter().map(mark).collect()).collect();
    texts.join(" ")
}

#[test]
fn one_step_is_now_in_the_furthest_phase_that_began() {
    assert_eq!(states(&[]), "N.. .. .. .");
    assert_eq!(states(&[Milestone::Invited]), "dN. .. .. .");
    assert_eq!(states(&[Milestone::Invited, Milestone::SignedIn, Milestone::StockSent]), "ddd N. .. .");
    assert_eq!(
        states(&[Milestone::Invited, Milestone::ContractSigned]),
        "d-- Nd .. .",
        "never late, only passed"
    );
    assert_eq!(states(&[Milestone::ChangeTold]), "--- -- -- d");
}

#[test]
fn a_done_step_says_when() {
    let milestones = BTreeMap::from([(Milestone::Invited, Timestamp(7))]);
    let phases = view_phases(&pathway(), &milestones);
    assert_eq!(phases[0].steps[0].done_at, Some(Timestamp(7)));
    assert_eq!(phases[0].steps[1].done_at, None);
}

#[test]
fn a_person_can_take_back_every_move_of_their_own() {
    use ActionStatus::{Cancelled, Done, Planned, Stopped, Stuck, UnderWay};
    let all = [Planned, UnderWay, Stuck, Done, Stopped, Cancelled];
    for from in all {
        for to in all {
            let may = may_person_change(from, to);
            assert_eq!(may, may_person_change(to, from), "{from:?} {to:?}");
            assert_eq!(may, from != to && from != Cancelled && to != Cancelled);
        }
    }
}

proptest! {
    #[test]
    fn the_pathway_always_shows_at_most_one_now_and_one_current_phase(
        done in prop::collection::btree_set(prop::sample::select(Milestone::ALL), 0..18),
    ) {
        let milestones: BTreeMap<_, _> = done.into_iter().map(|milestone| (milestone, Timestamp(1))).collect();
        let phases = view_phases(&pathway(), &milestones);
        let n_current = phases.iter().filter(|phase| phase.state == PhaseState::Current).count();
        let n_now = phases.iter().flat_map(|phase| &phase.steps).filter(|s| s.state == StepState::Now).count();
        prop_assert_eq!(n_current, 1);
        prop_assert!(n_now <= 1);
    }

    #[test]
    fn a_milestone_survives_its_text(milestone in prop::sample::select(Milestone::ALL)) {
        prop_assert_eq!(milestone.as_str().parse(), Ok(milestone));
        prop_assert_eq!(serde_json::to_value(milestone).unwrap(), milestone.as_str());
    }
}
