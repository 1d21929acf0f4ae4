//! Any sequence of saves, from devices that know any version, does what a map in memory does.

use crate::places::{NOW, Place, person, person_id, read, write};
use domain::questionnaire::{Answer, Answers, Level, StepKey};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use store::{Saved, Store};

/// One act of a device.
#[derive(Debug, Clone)]
enum Act {
    /// Save to a step, as one who believes that it is `behind` versions older than it is.
    Save { step: u8, answer: Option<Level>, behind: u64 },
    /// Keep only the steps below this one.
    Prune { below: u8 },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let level = prop_oneof![Just(Level::Fine), Just(Level::Hard), Just(Level::Blocked)];
    let save = (0u8..4, proptest::option::of(level), 0u64..3);
    let act = prop_oneof![
        5 => save.prop_map(|(step, answer, behind)| Act::Save { step, answer, behind }),
        1 => (0u8..5).prop_map(|below| Act::Prune { below }),
    ];
    proptest::collection::vec(act, 1..24)
}

fn key(step: u8) -> StepKey {
    format!("triage.subject-{step}").parse().unwrap()
}

/// What the store should hold: answer and version of each step.
type Model = BTreeMap<StepKey, (Option<Answer>, u64)>;

async fn check(store: &Store, n: u32, acts: Vec<Act>) {
    let id = format!("p{n}");
    let (who, draft) = (person_id(&id), format!("d{n}"));
    let (newcomer, draft_id, whose) = (person(&id, "Ana", "Durand", None), draft.clone(), who.clone());
    write!(store, |tx| async {
        tx.insert_person(&newcomer).await?;
        tx.start_draft(&draft_id, &whose, "1", NOW).await
    });
    let mut model = Model::new();
    let mut n_saved = 0;
    for act in acts {
        let draft = draft.clone();
        match act {
            Act::Save { step, answer, behind } => {
                let step = key(step);
                let answer = answer.map(Answer::Level);
                let version = model.get(&step).map_or(0, |(_, version)| *version);
                let expected = version.saturating_sub(behind);
                let (at, given) = (step.clone(), answer.clone());
                let saved = write!(store, |tx| tx.save_answer(&draft, &at, given.as_ref(), expected, NOW));
                if expected == version {
                    n_saved += 1;
                    model.insert(step, (answer, version + 1));
                    assert_eq!(saved, Saved::Saved { version: version + 1, revision: n_saved });
                } else {
                    let Saved::Stale(current) = saved else { panic!("{saved:?}") };
                    let current = current.map(|current| (current.answer, current.version));
                    assert_eq!(current.as_ref(), model.get(&step));
                }
            }
            Act::Prune { below } => {
                let kept = model.iter().filter(|(step, _)| (0..below).any(|low| key(low) == **step));
                let kept = kept.filter_map(|(step, (answer, _))| Some((step.clone(), answer.clone()?)));
                let kept = Answers(kept.collect());
                for (step, (answer, version)) in &mut model {
                    if answer.is_some() && kept.get(step).is_none() {
                        *answer = None;
                        *version += 1;
                    }
                }
                write!(store, |tx| tx.apply_pruning(&draft, &kept, NOW));
            }
        }
    }
    let draft = read!(store, |tx| tx.find_draft(&who)).unwrap();
    let stored: Model =
        draft.answers.into_iter().map(|(step, kept)| (step, (kept.answer, kept.version))).collect();
    assert_eq!((stored, draft.revision), (model, n_saved));
}

#[test]
fn versions_catch_every_stale_device() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let place = Place::sqlite();
    let store = runtime.block_on(place.open());
    let n_cases = std::cell::Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let result = runner.run(&acts(), |acts| {
        n_cases.set(n_cases.get() + 1);
        runtime.block_on(check(&store, n_cases.get(), acts));
        Ok(())
    });
    result.unwrap();
}
