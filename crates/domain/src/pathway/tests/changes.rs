//! What the person changes, and what comes back.

use super::day;
use crate::ids::{OptionId, QuestionId, ReasonId, SheetId, SubjectId};
use crate::pathway::*;
use crate::questionnaire::{Level, QuestionRef, Reason, Suggestion};
use crate::time::Timestamp;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn reason(id: &str) -> ReasonId {
    ReasonId::new(id).unwrap()
}

#[test]
fn a_reason_goes_with_being_stuck_only() {
    let planned = ActionState::planned();
    let stuck = planned.said(ActionStatus::Stuck, None).unwrap();
    let why = stuck.said(ActionStatus::Stuck, Some(reason("far"))).unwrap();
    assert_eq!(why.reason, Some(reason("far")));
    assert_eq!(why.said(ActionStatus::Stuck, Some(reason("far"))), None, "nothing changes");
    assert_eq!(planned.said(ActionStatus::Done, Some(reason("far"))), None);
    assert_eq!(why.said(ActionStatus::UnderWay, None).unwrap().reason, None);
    let cancelled = ActionState { status: ActionStatus::Cancelled, ..ActionState::planned() };
    assert_eq!(cancelled.said(ActionStatus::Planned, None), None);
}

#[test]
fn a_reminder_needs_something_to_remind_of() {
    let planned = ActionState::planned();
    let due = Some(day("2026-12-08"));
    assert_eq!(planned.dated(None, None, Some(Reminder::DayBefore)), None);
    assert!(planned.dated(due, None, Some(Reminder::DayBefore)).is_some());
    assert!(planned.dated(None, Some(Timestamp(0)), Some(Reminder::SameDay)).is_some());
    assert_eq!(planned.dated(None, None, None), None, "nothing changes");
    let done = planned.said(ActionStatus::Done, None).unwrap();
    assert_eq!(done.dated(due, None, None), None);
}

#[test]
fn a_title_is_one_short_line() {
    let title = |text: &str| ActionTitle::new(text).map(|title| title.as_str().to_owned());
    assert_eq!(title("  Appeler\nma sœur ").as_deref(), Ok("Appeler ma sœur"));
    assert_eq!(title(" \u{7}\n "), Err(TitleProblem::Empty));
    assert!(title(&"é".repeat(TITLE_MAX_CHARS)).is_ok());
    assert_eq!(title(&"é".repeat(TITLE_MAX_CHARS + 1)), Err(TitleProblem::TooLong));
}

#[test]
fn hours_below_the_usual_have_a_reason_and_nothing_exceeds_a_week() {
    assert_eq!(check_hours(0, false), Err(HoursProblem::ReasonMissing));
    assert_eq!(check_hours(USUAL_WEEKLY_HOURS - 1, false), Err(HoursProblem::ReasonMissing));
    assert_eq!(check_hours(0, true), Ok(()));
    assert_eq!(check_hours(USUAL_WEEKLY_HOURS, false), Ok(()));
    assert_eq!(check_hours(MAX_WEEKLY_HOURS + 1, true), Err(HoursProblem::TooMany));
}

#[test]
fn the_referent_is_not_told_by_a_title_what_the_person_keeps() {
    let sheet = |sensitive| ActionSheet { sensitive, ..super::sheet("licence", false) };
    let nothing = BTreeSet::new();
    let home: BTreeSet<SubjectId> = [SubjectId::new("home").unwrap()].into();
    assert!(is_told(ActionSource::Suggested, Some(&sheet(false)), &nothing));
    assert!(!is_told(ActionSource::Suggested, Some(&sheet(false)), &home));
    assert!(!is_told(ActionSource::Suggested, Some(&sheet(true)), &nothing));
    assert!(!is_told(ActionSource::Own, Some(&sheet(false)), &home));
    assert!(is_told(ActionSource::Own, None, &home));
    assert!(is_told(ActionSource::Referent, Some(&sheet(true)), &home));
}

fn because(options: &[usize]) -> Vec<Reason> {
    let at = |n: &usize| Reason {
        at: QuestionRef { subject: SubjectId::new("home").unwrap(), question: QuestionId::new("q").unwrap() },
        option: OptionId::new(format!("o{n}")).unwrap(),
    };
    options.iter().map(at).collect()
}

fn state() -> impl Strategy<Value = ActionState> {
    let status = prop::sample::select(vec![
        ActionStatus::Planned,
        ActionStatus::UnderWay,
        ActionStatus::Stuck,
        ActionStatus::Done,
        ActionStatus::Stopped,
    ]);
    (status, prop::option::of(0i64..3), any::<bool>()).prop_map(|(status, at, is_withdrawn)| ActionState {
        status,
        appointment_at: at.map(Timestamp),
        is_withdrawn,
        ..ActionState::planned()
    })
}

proptest! {
    #[test]
    fn undoing_is_an_exact_inverse_and_loses_no_history(
        mut states in prop::collection::vec(state(), 1..8),
        n_undone in 1usize..5,
    ) {
        for _ in 0..n_undone {
            let before = states.clone();
            let back = undo(&states).unwrap();
            if let [.., previous, _] = before.as_slice() {
                prop_assert_eq!(&back, previous);
            }
            states.push(back);
            prop_assert!(states.starts_with(&before), "history only grows");
            // Undoing what was undone brings it back.
            prop_assert_eq!(&undo(&states).unwrap(), before.last().unwrap());
        }
    }

    #[test]
    fn an_idea_put_aside_comes_back_after_90_days_or_with_a_new_reason_and_never_sooner(
        seen in prop::collection::vec(0usize..4, 1..4),
        now in prop::collection::vec(0usize..4, 1..4),
        days in 0i64..200,
    ) {
        let suggestion =
            Suggestion { sheet: SheetId::new("cv").unwrap(), reasons: because(&now), level: Level::Hard };
        let aside = Aside { at: Timestamp(1000), reasons: because(&seen) };
        let stays = is_put_aside(&aside, &suggestion, aside.at.plus_s(days * 86_400));
        let is_all_seen = now.iter().all(|reason| seen.contains(reason));
        prop_assert_eq!(stays, days < ASIDE_DAYS && is_all_seen);
    }
}
