use super::dates::Typed;
use super::own::problem_of;
use super::state::*;
use crate::api::ApiError;
use contract::pathway::{
    ActionView, AppointmentAt, DateAction, DisputeAbout, DisputeView, HoursView, NextStepView, PathwayView,
    ProposalView, SuggestionView,
};
use contract::{ErrorCode, Problem};
use domain::ids::{ActionId, SheetId};
use domain::pathway::{
    ActionSheet, ActionSource, ActionStatus, HoursAnswer, NextStep, Reminder, SheetKind, TITLE_MAX_CHARS,
    Why, may_person_change,
};
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
        id: action_id(id),
        title: "Passer le permis".to_owned(),
        sheet: Some(sheet("permis")),
        source: ActionSource::Suggested,
        brought_by: None,
        status,
        reason: None,
        due: None,
        appointment: None,
        reminder: None,
        version,
        chosen_at: Timestamp(0),
        changed_at: Timestamp(0),
        can_undo: true,
        is_withdrawn: false,
        dispute: None,
        history: vec![],
    }
}

fn action_id(id: &str) -> ActionId {
    ActionId::new(id).unwrap()
}

fn read() -> State {
    let proposal = ProposalView {
        id: "h1".parse().unwrap(),
        day: "2026-11-20".parse().unwrap(),
        n_minutes: 90,
        what: "Atelier".to_owned(),
        answer: None,
    };
    State::default().after(Event::Read(Rc::new(PathwayView {
        next: NextStepView {
            step: NextStep::WaitForReferent,
            why: Why::Done,
            title: None,
            detail: None,
            due: None,
            appointment: None,
            is_delicate: false,
        },
        phases: vec![],
        actions: vec![action("a1", ActionStatus::Planned, 3)],
        suggestions: vec![SuggestionView { sheet: sheet("aide"), reasons: vec![] }],
        put_aside: vec![],
        referent: None,
        referent_since: None,
        new_referent: None,
        team: vec![],
        hours: HoursView { agreement: None, dispute: None, proposals: vec![proposal] },
        workshops: vec![],
        meetings: vec![],
        stuck_reasons: vec![],
        dispute_reasons: vec![],
        last_submission: None,
    })))
}

fn say(status: ActionStatus) -> Errand {
    Errand::Say { action: action_id("a1"), version: 3, status, reason: None }
}

fn answered(state: &State, action: ActionView) -> State {
    state.after(Event::Answered(Answered::Action(Box::new(action))))
}

#[test]
fn a_change_can_be_taken_back_by_the_version_that_it_made() {
    let state = read().after(Event::Asked(say(ActionStatus::Done)));
    assert_eq!(state.errand, Some(say(ActionStatus::Done)));
    let state = answered(&state, action("a1", ActionStatus::Done, 4));
    let undo = Errand::Undo { action: action_id("a1"), version: 4 };
    let noted = Noted {
        at: Part::Action(action_id("a1")),
        what: What::Said(ActionStatus::Done),
        undo: Some(undo.clone()),
    };
    assert_eq!((state.noted.clone(), state.errand.clone()), (Some(noted), None));
    let state = state.after(Event::Undone);
    assert_eq!(state.errand, Some(undo));
    let state = answered(&state, action("a1", ActionStatus::Planned, 5));
    assert_eq!(state.noted.map(|noted| noted.what), Some(What::Undone));
}

#[test]
fn a_second_press_while_the_first_is_on_its_way_does_nothing() {
    let state = read().after(Event::Asked(say(ActionStatus::Done)));
    assert_eq!(state.after(Event::Asked(say(ActionStatus::Stopped))), state);
}

#[test]
fn a_chosen_idea_becomes_an_action_and_leaves_the_ideas() {
    let state = read().after(Event::Asked(Errand::Choose(SheetId::new("aide").unwrap())));
    let chosen = ActionView { sheet: Some(sheet("aide")), ..action("a2", ActionStatus::Planned, 1) };
    let state = answered(&state, chosen.clone());
    let view = state.view.clone().unwrap();
    assert_eq!((view.actions.len(), view.suggestions.len()), (2, 0));
    assert_eq!(state.noted.as_ref().map(|noted| noted.what), Some(What::Chosen));
    // Taking the choice back takes the action away, and says so where there still is something.
    let state =
        answered(&state.after(Event::Undone), ActionView { is_withdrawn: true, version: 2, ..chosen });
    assert_eq!(state.view.clone().unwrap().actions.len(), 1);
    assert_eq!(state.noted.clone().map(|noted| noted.at), Some(Part::Actions));
    let back = Errand::Undo { action: action_id("a2"), version: 2 };
    assert_eq!(state.after(Event::Undone).errand, Some(back));
}

#[test]
fn putting_aside_discussing_and_confirming_are_each_taken_back_by_their_inverse() {
    let sheet_id = SheetId::new("aide").unwrap();
    let about = DisputeAbout::Action(action_id("a1"));
    let dispute = DisputeView { id: "d1".parse().unwrap(), reason: None, at: Timestamp(0), reply: None };
    let hours = |answer| Errand::Hours { proposal: "h1".parse().unwrap(), answer };
    for (errand, answer, at, undo) in [
        (
            Errand::PutAside(sheet_id.clone()),
            Answered::Kept,
            Part::Suggestions,
            Errand::TakeBack(sheet_id.clone()),
        ),
        (Errand::TakeBack(sheet_id.clone()), Answered::Kept, Part::Suggestions, Errand::PutAside(sheet_id)),
        (
            Errand::Dispute { about: about.clone(), reason: None },
            Answered::Dispute(dispute.clone()),
            Part::Action(action_id("a1")),
            Errand::Withdraw { dispute: dispute.id, about },
        ),
        (hours(Some(HoursAnswer::Confirmed)), Answered::Kept, Part::Hours, hours(None)),
    ] {
        let state = read().after(Event::Asked(errand)).after(Event::Answered(answer));
        let noted = state.noted.clone().unwrap();
        assert_eq!((noted.at, noted.undo.clone()), (at, Some(undo.clone())));
        assert_eq!(state.after(Event::Undone).errand, Some(undo));
        assert_eq!(state.n_stale, 1, "the page is read again");
    }
}

fn refusal(code: ErrorCode) -> ApiError {
    ApiError::Problem(Rc::new(Problem {
        kind: String::new(),
        title: String::new(),
        status: 412,
        code,
        problems: vec![],
        current: None,
        missing: vec![],
        retry_after_s: None,
    }))
}

#[test]
fn an_action_changed_elsewhere_is_read_again_and_the_reason_stays_on_screen() {
    let before = read().after(Event::Asked(say(ActionStatus::Done)));
    let after = before.after(Event::Failed(refusal(ErrorCode::PathwayChangedElsewhere)));
    assert_eq!(after.n_stale, before.n_stale + 1);
    assert!(after.failed_at(&Part::Action(action_id("a1"))).is_some() && after.errand.is_none());
    assert!(after.failed_at(&Part::Hours).is_none());
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

#[test]
fn dates_are_read_whole_or_not_at_all() {
    let typed = |due: &str, day: &str, time: &str, reminder: Option<Reminder>| {
        let text = |text: &str| yew::AttrValue::from(text.to_owned());
        Typed { due: text(due), day: text(day), time: text(time), reminder, problem: None }.read()
    };
    let none = DateAction { due: None, appointment: None, reminder: None };
    assert_eq!(typed("", "", "", None), Ok(none.clone()));
    assert_eq!(typed("", "2026-12-08", "", None), Err("pathway.dates.half"));
    assert_eq!(typed("2026-12-10", "", "10:30", None), Err("pathway.dates.half"));
    assert_eq!(typed("", "", "", Some(Reminder::DayBefore)), Err("pathway.dates.nothing"));
    let at = AppointmentAt { day: "2026-12-08".parse().unwrap(), time: "10:30".parse().unwrap() };
    let expected = DateAction { appointment: Some(at), reminder: Some(Reminder::SameDay), ..none };
    assert_eq!(typed("", "2026-12-08", "10:30", Some(Reminder::SameDay)), Ok(expected));
}

#[test]
fn a_title_is_refused_with_what_is_wrong() {
    assert_eq!(problem_of(" "), Some("pathway.own.empty"));
    assert_eq!(problem_of(&"a".repeat(TITLE_MAX_CHARS + 1)), Some("pathway.own.long"));
    assert_eq!(problem_of("Appeler l’école"), None);
}

#[test]
fn what_is_said_of_a_meeting_is_noted_there_and_read_anew_when_it_has_changed() {
    let meet = |can_come| Errand::Meet { meeting: "m".parse().unwrap(), version: 3, can_come };
    let part = Part::Meeting("m".parse().unwrap());
    let asked = read().after(Event::Asked(meet(false)));
    assert!(asked.is_waiting(&part) && part.id() == "meeting-m");
    let noted = asked.after(Event::Answered(Answered::Kept));
    let noted_there = |what| Some(Noted { at: part.clone(), what, undo: None });
    assert_eq!(noted.noted, noted_there(What::CannotCome));
    assert_eq!((noted.n_stale, noted.errand.is_none()), (read().n_stale + 1, true));
    let back = noted.after(Event::Asked(meet(true))).after(Event::Answered(Answered::Kept));
    assert_eq!(back.noted, noted_there(What::CanCome));
    for code in [ErrorCode::MeetingChangedElsewhere, ErrorCode::MeetingOver] {
        let failed = asked.after(Event::Failed(refusal(code)));
        assert_eq!((failed.n_stale, failed.failed_at(&part).is_some()), (read().n_stale + 1, true));
    }
}
