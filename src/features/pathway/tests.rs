use super::state::{Errand, Event, Noted, State, moves};
use crate::api::ApiError;
use contract::pathway::{ActionView, PathwayView, SuggestionView};
use contract::{ErrorCode, Problem};
use domain::ids::{ActionId, SheetId};
use domain::pathway::{ActionSheet, ActionStatus, NextStep, SheetKind, may_person_change};
use domain::time::Timestamp;
use std::rc::Rc;

const ALL: [ActionStatus; 6] = [
    ActionStatus::Planned,
    ActionStatus::UnderWay,
    ActionStatus::Stuck,
    ActionStatus::Done,
    ActionStatus::Stopped,
    ActionStatus::Cancelled,
];

fn sheet(id: &str) -> ActionSheet {
    ActionSheet {
        id: SheetId::new(id).unwrap(),
        title: id.to_owned(),
        subjects: vec![],
        kind: SheetKind::Support,
        by: String::new(),
        hours: 1,
        steps: vec![],
        urgent: false,
        sensitive: false,
        bookable: false,
    }
}

fn action(id: &str, status: ActionStatus, version: u64) -> ActionView {
    ActionView {
        id: ActionId::new(id).unwrap(),
        sheet: sheet("permis"),
        status,
        version,
        chosen_at: Timestamp(0),
        changed_at: Timestamp(0),
    }
}

fn read() -> State {
    State::default().after(Event::Read(Rc::new(PathwayView {
        next_step: NextStep::WaitForReferent,
        phases: vec![],
        actions: vec![action("a1", ActionStatus::Planned, 3)],
        suggestions: vec![SuggestionView { sheet: sheet("aide"), reasons: vec![] }],
        referent: None,
        last_submission: None,
    })))
}

fn changed(state: &State, to: ActionStatus) -> State {
    state.after(Event::Changed { action: ActionId::new("a1").unwrap(), to })
}

#[test]
fn a_change_names_the_version_on_screen_and_can_be_taken_back() {
    let state = changed(&read(), ActionStatus::Done);
    let id = ActionId::new("a1").unwrap();
    let expected = Errand::Change { action: id.clone(), version: 3, to: ActionStatus::Done };
    assert_eq!(state.errand, Some(expected));
    let state = state.after(Event::Answered(action("a1", ActionStatus::Done, 4)));
    let noted = Noted { action: id.clone(), status: ActionStatus::Done, before: Some(ActionStatus::Planned) };
    assert_eq!((state.noted.clone(), state.errand.clone()), (Some(noted), None));
    let undone = state.after(Event::Undone);
    assert_eq!(undone.errand, Some(Errand::Change { action: id, version: 4, to: ActionStatus::Planned }));
}

#[test]
fn a_second_press_while_the_first_is_on_its_way_does_nothing() {
    let state = changed(&read(), ActionStatus::Done);
    assert_eq!(changed(&state, ActionStatus::Stopped), state);
}

#[test]
fn a_chosen_idea_becomes_an_action_and_leaves_the_ideas() {
    let state = read().after(Event::Chose(SheetId::new("aide").unwrap()));
    let chosen = ActionView { sheet: sheet("aide"), ..action("a2", ActionStatus::Planned, 1) };
    let state = state.after(Event::Answered(chosen));
    let view = state.view.clone().unwrap();
    assert_eq!((view.actions.len(), view.suggestions.len()), (2, 0));
    assert_eq!(state.noted.clone().unwrap().before, None);
    assert_eq!(state.after(Event::Undone), state, "choosing is not a change of status");
}

#[test]
fn an_action_changed_elsewhere_is_read_again_and_the_reason_stays_on_screen() {
    let problem = Problem {
        kind: String::new(),
        title: String::new(),
        status: 412,
        code: ErrorCode::PathwayChangedElsewhere,
        problems: vec![],
        current: None,
        missing: vec![],
        retry_after_s: None,
    };
    let before = changed(&read(), ActionStatus::Done);
    let after = before.after(Event::Failed(ApiError::Problem(Rc::new(problem))));
    assert_eq!(after.n_stale, before.n_stale + 1);
    assert!(after.failed.is_some() && after.errand.is_none());
    let offline = before.after(Event::Failed(ApiError::Offline));
    assert_eq!(offline.n_stale, before.n_stale);
}

#[test]
fn every_button_is_a_move_that_the_rules_allow() {
    for from in ALL {
        for (to, _) in moves(from) {
            assert!(may_person_change(from, *to), "{from:?} to {to:?}");
        }
    }
    assert!(ALL.into_iter().filter(|status| status.is_open()).all(|status| moves(status).len() >= 3));
}
