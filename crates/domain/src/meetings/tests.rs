use super::{
    ABOUT_MAX_CHARS, MeetingPlace, MeetingPlan, MeetingProblem, MeetingStanding, PLACE_MAX_CHARS, USUAL_MIN,
    is_told, may_change,
};
use crate::questionnaire::Reader;
use crate::time::Timestamp;
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_795_510_800_000);

fn plan(in_s: i64, length_min: u32, place: MeetingPlace, about: Option<&str>) -> MeetingPlan {
    MeetingPlan { starts_at: NOW.plus_s(in_s), length_min, place, about: about.map(str::to_owned) }
}

fn standing() -> impl Strategy<Value = MeetingStanding> {
    (-200i64..200, 10i64..240, any::<bool>(), any::<bool>()).prop_map(|(hours, min, cannot_come, off)| {
        let starts_at = NOW.plus_s(hours * 3600);
        MeetingStanding { starts_at, ends_at: starts_at.plus_s(min * 60), cannot_come, is_called_off: off }
    })
}

#[test]
fn a_meeting_is_planned_ahead_with_a_place_that_has_a_name() {
    use MeetingPlace::{Elsewhere, Office, Phone};
    let long = "x".repeat(ABOUT_MAX_CHARS + 1);
    let far = "x".repeat(PLACE_MAX_CHARS + 1);
    let place = |text: &str| Elsewhere(text.to_owned());
    for (plan, expected) in [
        (plan(60, USUAL_MIN, Office, None), Ok(())),
        (plan(60, USUAL_MIN, Phone, Some("  ")), Ok(())),
        (plan(60, USUAL_MIN, place(" Mairie "), Some(" Votre CV ")), Ok(())),
        (plan(0, USUAL_MIN, Office, None), Err(MeetingProblem::Past)),
        (plan(-86_400, 0, Office, None), Err(MeetingProblem::Past)),
        (plan(366 * 86_400 + 60, USUAL_MIN, Office, None), Err(MeetingProblem::Impossible)),
        (plan(60, 9, Office, None), Err(MeetingProblem::Impossible)),
        (plan(60, 241, Office, None), Err(MeetingProblem::Impossible)),
        (plan(60, USUAL_MIN, place("  "), None), Err(MeetingProblem::Words)),
        (plan(60, USUAL_MIN, place(&far), None), Err(MeetingProblem::Words)),
        (plan(60, USUAL_MIN, Office, Some(&long)), Err(MeetingProblem::Words)),
        (plan(60, USUAL_MIN, Office, Some("a\nb")), Err(MeetingProblem::Words)),
    ] {
        let shown = (plan.length_min, plan.place.clone(), plan.about.clone());
        assert_eq!(plan.checked(NOW).map(|_| ()), expected, "{shown:?}");
    }
    let read = plan(60, USUAL_MIN, place(" Mairie "), Some(" Votre CV ")).checked(NOW).unwrap();
    assert_eq!((read.place, read.about.as_deref()), (place("Mairie"), Some("Votre CV")));
    assert_eq!(plan(60, USUAL_MIN, Office, Some(" ")).checked(NOW).unwrap().about, None);
}

#[test]
fn whoever_a_meeting_is_with_changes_it_and_the_referent_what_was_left_behind() {
    use Reader::{Referent, Team};
    for (reader, is_own, still_follows, may, told) in [
        (Referent, true, true, true, true),
        (Team, true, true, true, true),
        // Of a colleague who follows the person too.
        (Referent, false, true, false, true),
        (Team, false, true, false, false),
        // Of the référent before.
        (Referent, false, false, true, true),
        (Team, false, false, false, false),
    ] {
        let found = (may_change(reader, is_own, still_follows), is_told(reader, is_own));
        assert_eq!(found, (may, told), "{reader:?} {is_own} {still_follows}");
    }
}

proptest! {
    #[test]
    fn what_waits_is_never_out_of_sight_and_can_always_be_answered(standing in standing()) {
        if standing.waits() {
            prop_assert!(standing.is_shown(NOW) && standing.is_movable(NOW));
        }
    }

    #[test]
    fn one_is_expected_or_not_never_both(standing in standing()) {
        prop_assert!(!(standing.is_expected() && standing.waits()));
        prop_assert!(!(standing.is_called_off && standing.is_expected()));
    }

    #[test]
    fn what_was_called_off_stays_so(standing in standing()) {
        if standing.is_called_off {
            prop_assert!(!standing.is_movable(NOW) && !standing.may_answer(NOW) && !standing.waits());
        }
    }

    #[test]
    fn what_can_be_answered_can_be_moved_and_is_shown(standing in standing()) {
        if standing.may_answer(NOW) {
            prop_assert!(standing.is_movable(NOW) && standing.is_shown(NOW));
        }
    }

    #[test]
    fn a_plan_that_goes_is_ahead_and_goes_again(
        in_s in -86_400i64..400 * 86_400, length_min in 0u32..300, words in ".{0,130}", about in proptest::option::of(".{0,210}"),
    ) {
        let plan = plan(in_s, length_min, MeetingPlace::Elsewhere(words), about.as_deref());
        if let Ok(checked) = plan.checked(NOW) {
            prop_assert!(checked.starts_at > NOW && checked.ends_at() > checked.starts_at);
            prop_assert_eq!(checked.clone().checked(NOW), Ok(checked));
        }
    }
}
