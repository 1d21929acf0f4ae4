use super::*;
use crate::ids::WorkshopId;
use crate::time::Timestamp;
use crate::workshops::BookingRefusal;
use proptest::prelude::*;

const MINUTE_MS: i64 = 60_000;

fn station(name: usize, n_places: u32, n_staff: u32) -> Station {
    Station { workshop: WorkshopId::new(format!("w{name}")).unwrap(), n_places, n_staff }
}

fn stations(shapes: &[(u32, u32)]) -> Vec<Station> {
    shapes.iter().enumerate().map(|(name, (places, staff))| station(name, *places, *staff)).collect()
}

/// The group's times of each workshop, tried one after the other: whether any rotation works at all.
fn can_rotate(n_groups: u32, people: u32, n_times: usize, stations: &[Station]) -> bool {
    fn place_next(
        left: &[usize],
        load: &mut Vec<Vec<u32>>,
        busy: &mut Vec<bool>,
        n_times: usize,
        room: &[u32],
        groups_left: u32,
    ) -> bool {
        let Some((station, others)) = left.split_first() else {
            let all: Vec<usize> = (0..room.len()).collect();
            return groups_left == 0
                || place_next(&all, load, &mut vec![false; n_times], n_times, room, groups_left - 1);
        };
        for time in 0..n_times {
            if busy[time] || load[*station][time] >= room[*station] {
                continue;
            }
            busy[time] = true;
            load[*station][time] += 1;
            if place_next(others, load, busy, n_times, room, groups_left) {
                return true;
            }
            busy[time] = false;
            load[*station][time] -= 1;
        }
        false
    }
    let room: Vec<u32> = stations.iter().map(|one| (one.n_places / people).min(one.n_staff)).collect();
    let mut load = vec![vec![0; n_times]; stations.len()];
    place_next(&[], &mut load, &mut Vec::new(), n_times, &room, n_groups)
}

proptest! {
    #[test]
    fn a_rotation_keeps_what_it_promises(
        n_groups in 1u32..30,
        people in 1u32..8,
        n_times in 1usize..12,
        shapes in prop::collection::vec((0u32..40, 0u32..6), 1..12),
    ) {
        let stations = stations(&shapes);
        let Ok(rotation) = rotate(n_groups, people, n_times, &stations) else { return Ok(()) };
        prop_assert_eq!(rotation.groups.len(), n_groups as usize);
        for row in &rotation.groups {
            prop_assert_eq!(row.len(), n_times);
            for station in &stations {
                let n_met = row.iter().flatten().filter(|met| **met == station.workshop).count();
                prop_assert_eq!(n_met, 1, "every workshop once");
            }
        }
        for time in 0..n_times {
            for station in &stations {
                let here = rotation.groups.iter().filter(|row| row[time].as_ref() == Some(&station.workshop));
                let n_here = u32::try_from(here.count()).unwrap();
                prop_assert!(n_here * people <= station.n_places && n_here <= station.n_staff);
            }
        }
    }

    /// Against every rotation there is.
    #[test]
    fn what_is_refused_cannot_work(
        n_groups in 1u32..4,
        people in 1u32..3,
        n_times in 1usize..4,
        shapes in prop::collection::vec((0u32..5, 0u32..3), 1..4),
    ) {
        let stations = stations(&shapes);
        let answer = rotate(n_groups, people, n_times, &stations);
        prop_assert_eq!(answer.is_ok(), can_rotate(n_groups, people, n_times, &stations), "{:?}", answer);
    }

    #[test]
    fn groups_differ_by_one_at_most(n_people in 0usize..60, n_groups in 1usize..9) {
        let mut sizes = vec![0u32; n_groups];
        for _ in 0..n_people {
            let group = next_group(&sizes).unwrap() as usize;
            sizes[group - 1] += 1;
        }
        let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
        prop_assert!(most - least <= 1);
    }

    /// Against the definition: inside the hours, a break between two, and no room for one more.
    #[test]
    fn talks_fill_the_hours_with_a_break_between_two(length_min in 0i64..700, talk in 1u16..60, pause in 0u16..30) {
        let hours = Span { from: Timestamp(0), to: Timestamp(length_min * MINUTE_MS) };
        let talks = talk_spans(hours, talk, pause);
        for one in &talks {
            prop_assert_eq!(one.to.as_ms() - one.from.as_ms(), i64::from(talk) * MINUTE_MS);
            prop_assert!(one.from >= hours.from && one.to <= hours.to);
        }
        for two in talks.windows(2) {
            prop_assert_eq!(two[1].from.as_ms() - two[0].to.as_ms(), i64::from(pause) * MINUTE_MS);
        }
        let next = talks.last().map_or(0, |last| last.to.as_ms() + i64::from(pause) * MINUTE_MS);
        prop_assert!(next + i64::from(talk) * MINUTE_MS > hours.to.as_ms());
    }

    #[test]
    fn participants_come_first_and_nobody_has_too_many_talks(
        n_days in 0u32..3,
        n_talks in 0u32..8,
        is_invited: bool,
        now in 0i64..200,
    ) {
        let fact = MonthFact { opens_at: Timestamp(100), max_talks: 4, is_invited, n_days, n_talks };
        let talk = fact.refusal(Part::Talk, Timestamp(now));
        let is_early = n_days == 0 && now < 100;
        prop_assert_eq!(talk.is_none(), !is_early && n_talks < 4);
        prop_assert_eq!(talk == Some(BookingRefusal::NotYet), is_early);
        let day = fact.refusal(Part::Preparation, Timestamp(now));
        prop_assert_eq!(day.is_none(), is_invited && n_days == 0);
    }

    #[test]
    fn any_theme_is_read_or_refused_without_panic(text in ".{0,120}") {
        if let Some(read) = read_theme(&text) {
            prop_assert!((1..=THEME_MAX_CHARS).contains(&read.chars().count()));
        }
    }
}

#[test]
fn six_groups_turn_through_six_workshops_as_the_content_says() {
    let rotation = rotate(6, 5, 6, &stations(&[(5, 1); 6])).unwrap();
    for (group, row) in rotation.groups.iter().enumerate() {
        for (time, at) in row.iter().enumerate() {
            assert_eq!(at.as_ref().unwrap().as_str(), format!("w{}", (group + time) % 6));
        }
    }
}

#[test]
fn what_is_missing_is_said() {
    let why = |n_groups, people, n_times, shapes: &[(u32, u32)]| {
        rotate(n_groups, people, n_times, &stations(shapes)).unwrap_err()
    };
    let workshop = || WorkshopId::new("w1").unwrap();
    assert_eq!(why(0, 5, 6, &[(5, 1)]), RotationProblem::Empty);
    assert_eq!(why(6, 5, 6, &[]), RotationProblem::Empty);
    assert_eq!(why(2, 5, 1, &[(5, 1); 2]), RotationProblem::TooFewTimes { n_needed: 2 });
    let places = RotationProblem::TooFewPlaces { workshop: workshop(), n_needed: 10 };
    assert_eq!(why(7, 5, 6, &[(10, 2), (9, 2)]), places);
    let staff = RotationProblem::TooFewStaff { workshop: workshop(), n_needed: 2 };
    assert_eq!(why(7, 5, 6, &[(10, 2), (10, 1)]), staff);
}

#[test]
fn the_last_talk_needs_no_break_after_it() {
    let hours = Span { from: Timestamp(0), to: Timestamp(180 * MINUTE_MS) };
    assert_eq!(talk_spans(hours, 12, 5).len(), 10);
    let hours = Span { to: Timestamp(182 * MINUTE_MS), ..hours };
    assert_eq!(talk_spans(hours, 12, 5).len(), 11);
}

#[test]
fn a_no_is_taken_back_by_the_person_only() {
    use Invitation::{Asked, Declined, Proposed};
    assert_eq!(after_asking(None, false), Asked);
    assert_eq!(after_asking(Some(Declined), false), Asked);
    assert_eq!(after_asking(Some(Declined), true), Proposed);
    assert_eq!(after_asking(Some(Proposed), true), Proposed);
    assert_eq!(after_proposing(None), Proposed);
    assert_eq!(after_proposing(Some(Asked)), Proposed);
    assert_eq!(after_proposing(Some(Declined)), Declined);
}

#[test]
fn a_month_has_its_days_before_its_jobs_dating() {
    let span = |from: i64, to: i64| Span { from: Timestamp(from * MINUTE_MS), to: Timestamp(to * MINUTE_MS) };
    let now = Timestamp(0);
    assert!(are_dates_of_a_month(&[span(10, 70), span(100, 160)], span(200, 400), now));
    assert!(!are_dates_of_a_month(&[], span(200, 400), now));
    assert!(!are_dates_of_a_month(&[span(10, 70)], span(60, 400), now));
    assert!(!are_dates_of_a_month(&[span(-10, 70)], span(200, 400), now));
    assert!(!are_dates_of_a_month(&[span(10, 70); MAX_DAYS + 1], span(200, 400), now));
}

#[test]
fn a_sheet_is_read_whole_or_all_that_is_wrong_is_said() {
    let sheet = CompanySheet {
        name: " Hôtel du Parc ".to_owned(),
        sector_naf: "55.10z".to_owned(),
        jobs_rome: vec!["G1501".to_owned()],
        place: "Lille".to_owned(),
        access: "Métro Gare".to_owned(),
        contract: EmploymentKind::Permanent,
        soft_skills: "  ".to_owned(),
        licence_required: false,
        beginners_welcome: true,
        n_jobs: 3,
    };
    let read = check_company(&sheet, |code| code == "G1501").unwrap();
    assert_eq!(
        (read.name.as_str(), read.sector_naf.as_str(), read.soft_skills.as_str()),
        ("Hôtel du Parc", "55.10Z", "")
    );
    let broken = CompanySheet {
        name: " ".to_owned(),
        sector_naf: "5510Z".to_owned(),
        place: "x".repeat(81),
        access: "two\nlines".to_owned(),
        soft_skills: "x".repeat(161),
        n_jobs: 0,
        ..sheet
    };
    let all = [
        CompanyProblem::Name,
        CompanyProblem::Sector,
        CompanyProblem::Jobs,
        CompanyProblem::Place,
        CompanyProblem::Access,
        CompanyProblem::SoftSkills,
        CompanyProblem::Places,
    ];
    assert_eq!(check_company(&broken, |_| false), Err(all.to_vec()));
}
