// proptest is a dependency of the native tests only.
#![cfg(not(target_arch = "wasm32"))]

use super::state::{Event, Stage, Visit, WARNING_S};
use domain::time::Timestamp;
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_800_000_000_000);

fn at(s: i64) -> Timestamp {
    NOW.plus_s(s)
}

fn visit() -> Visit {
    Visit::begin(180, NOW)
}

#[test]
fn a_visit_is_asked_after_its_rest_and_ends_a_minute_later() {
    for (s, stage) in [
        (0, Stage::Page),
        (119, Stage::Page),
        (120, Stage::Asked { left_s: 60 }),
        (179, Stage::Asked { left_s: 1 }),
        (180, Stage::Over),
        (9_999, Stage::Over),
        (-1, Stage::Over),
    ] {
        assert_eq!(visit().after(Event::Tick(at(s))).stage, stage, "{s}");
    }
}

#[test]
fn a_touch_begins_the_rest_anew_but_does_not_answer_the_question() {
    let touched = visit().after(Event::Touched(at(100)));
    assert_eq!(touched.after(Event::Tick(at(219))).stage, Stage::Page);
    let asked = touched.after(Event::Tick(at(230)));
    assert_eq!(asked.stage, Stage::Asked { left_s: 50 });
    assert_eq!(asked.after(Event::Touched(at(231))), asked);
    assert_eq!(asked.after(Event::Leave).stage, Stage::Over);
}

#[test]
fn it_can_be_lengthened_as_often_as_one_likes() {
    let mut visit = visit();
    for n in 1..=20 {
        visit = visit.after(Event::Tick(at(n * 170)));
        assert!(matches!(visit.stage, Stage::Asked { .. }), "{n}");
        visit = visit.after(Event::Stay(at(n * 170)));
        assert_eq!(visit.stage, Stage::Page);
    }
}

#[test]
fn the_server_hears_of_someone_who_only_reads() {
    let told = |visit: &Visit| visit.last_told;
    assert_eq!(told(&visit().after(Event::Touched(at(44)))), NOW);
    assert_eq!(told(&visit().after(Event::Touched(at(45)))), at(45));
}

proptest! {
    #[test]
    fn what_is_over_stays_over(events in proptest::collection::vec((0..4u8, -300..300i64), 0..20)) {
        let mut visit = visit().after(Event::Leave);
        for (kind, s) in events {
            visit = visit.after(match kind {
                0 => Event::Touched(at(s)),
                1 => Event::Stay(at(s)),
                2 => Event::Leave,
                _ => Event::Tick(at(s)),
            });
            prop_assert_eq!(visit.stage, Stage::Over);
        }
    }

    #[test]
    fn without_an_answer_it_ends_within_the_minute(idle_s in 30..600u32, late_s in 0..9_999i64) {
        let visit = Visit::begin(idle_s + WARNING_S, NOW);
        let end_s = i64::from(idle_s + WARNING_S) + late_s;
        prop_assert_eq!(visit.after(Event::Tick(at(end_s))).stage, Stage::Over);
    }
}
