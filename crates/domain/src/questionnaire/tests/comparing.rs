use super::properties::sound;
use super::*;
use proptest::prelude::*;

const STATES: [SubjectState; 5] = [
    SubjectState::NotDiscussed,
    SubjectState::Unsaid,
    SubjectState::Fine,
    SubjectState::Hard,
    SubjectState::Blocked,
];

/// Levels for every subject, by dice; some have none.
fn levels(definition: &Questionnaire, dice: u64) -> Answers {
    let mut answers = Answers::default();
    for (i, subject) in definition.subjects.iter().enumerate() {
        if let Some(level) = STATES[(dice >> (3 * i)) as usize % 5].level() {
            answers.0.insert(StepKey::Triage(subject.id.clone()), Answer::Level(level));
        }
    }
    answers
}

fn change(before: SubjectState, after: SubjectState) -> Change {
    let definition = questionnaire(vec![subject("home", Sensitivity::Normal, vec![])]);
    let answers = |state: SubjectState| {
        let level = state.level().map(|level| (key("triage.home"), Answer::Level(level)));
        Answers(level.into_iter().collect())
    };
    let (before, after) = (answers(before), answers(after));
    let taken = |answers| StockTaken { definition: &definition, answers };
    compare(&taken(&before), &taken(&after))[0].change
}

#[test]
fn a_subject_closes_opens_eases_or_weighs_more() {
    use SubjectState::{Blocked, Fine, Hard};
    for (before, after, expected) in [
        (Hard, Fine, Change::Closed),
        (Blocked, Fine, Change::Closed),
        (Blocked, Hard, Change::Easier),
        (Hard, Blocked, Change::Harder),
        (Hard, Hard, Change::Same),
        (Fine, Blocked, Change::New),
        (Fine, Fine, Change::Strength),
    ] {
        assert_eq!(change(before, after), expected, "{before:?} → {after:?}");
    }
}

#[test]
fn silence_is_neither_better_nor_worse() {
    for silent in [SubjectState::NotDiscussed, SubjectState::Unsaid] {
        assert!(!silent.is_strength() && !silent.is_open());
        for state in STATES {
            assert_eq!(change(state, silent), Change::Silent, "{state:?}");
        }
        assert_eq!(change(silent, SubjectState::Fine), Change::Strength);
        assert_eq!(change(silent, SubjectState::Hard), Change::FirstSaid);
    }
}

#[test]
fn a_subject_that_one_version_lacks_is_there_once() {
    let old = questionnaire(vec![subject("home", Sensitivity::Normal, vec![])]);
    let new = questionnaire(vec![subject("money", Sensitivity::Normal, vec![])]);
    let before = Answers([(key("triage.home"), Answer::Level(Level::Hard))].into_iter().collect());
    let after = Answers([(key("triage.money"), Answer::Level(Level::Hard))].into_iter().collect());
    let changes = compare(
        &StockTaken { definition: &old, answers: &before },
        &StockTaken { definition: &new, answers: &after },
    );
    let of = |id, before, after, change| SubjectChange { subject: sid(id), before, after, change };
    assert_eq!(
        changes,
        [
            of("money", SubjectState::NotDiscussed, SubjectState::Hard, Change::FirstSaid),
            of("home", SubjectState::Hard, SubjectState::NotDiscussed, Change::Gone),
        ]
    );
}

proptest! {
    #[test]
    fn every_subject_is_there_once_and_looking_back_turns_it_round(
        old in sound(), new in sound(), dice in any::<[u64; 2]>()
    ) {
        let (before, after) = (levels(&old, dice[0]), levels(&new, dice[1]));
        let before = StockTaken { definition: &old, answers: &before };
        let after = StockTaken { definition: &new, answers: &after };
        let (forth, back) = (compare(&before, &after), compare(&after, &before));
        let mut ids: Vec<_> = forth.iter().map(|change| change.subject.as_str()).collect();
        ids.sort_unstable();
        let mut all: Vec<_> = old.subjects.iter().chain(&new.subjects).map(|subject| subject.id.as_str()).collect();
        all.sort_unstable();
        all.dedup();
        prop_assert_eq!(ids, all);
        for change in &forth {
            let turned = back.iter().find(|other| other.subject == change.subject).unwrap();
            prop_assert_eq!((turned.before, turned.after), (change.after, change.before));
            for (one, other) in [(Change::Closed, Change::New), (Change::Easier, Change::Harder)] {
                prop_assert_eq!(change.change == one, turned.change == other);
            }
            // Only a word of the person makes a subject a strength or closed.
            let is_good = matches!(change.change, Change::Strength | Change::Closed);
            prop_assert_eq!(is_good, change.after.is_strength());
        }
    }

    #[test]
    fn nothing_has_changed_between_one_and_the_same(definition in sound(), dice in any::<u64>()) {
        let answers = levels(&definition, dice);
        let taken = StockTaken { definition: &definition, answers: &answers };
        for change in compare(&taken, &taken) {
            prop_assert_eq!(change.before, change.after);
            prop_assert!(matches!(change.change, Change::Same | Change::Strength | Change::Silent));
        }
    }
}
