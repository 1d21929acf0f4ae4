//! Steps as text, and in a map.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn any_step() -> impl Strategy<Value = StepKey> {
    let id = "[a-z0-9_-]{1,3}";
    prop_oneof![
        id.prop_map(|subject| StepKey::Triage(sid(&subject))),
        (id, id).prop_map(|(subject, question)| StepKey::Answer(at(&subject, &question))),
        id.prop_map(|subject| StepKey::Sharing(sid(&subject))),
        Just(StepKey::PrivateTalk),
    ]
}

proptest! {
    #[test]
    fn a_step_survives_its_text(step in any_step()) {
        prop_assert_eq!(step.to_string().parse(), Ok(step));
    }

    #[test]
    fn a_map_holds_each_step_once_in_order_with_its_latest_value(
        entries in prop::collection::vec((any_step(), any::<u8>()), 0..40),
    ) {
        let expected: BTreeMap<StepKey, u8> = entries.iter().cloned().collect();
        let map = step_map(entries);
        prop_assert_eq!(map.into_iter().collect::<Vec<_>>(), expected.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn steps_are_written_as_they_travel() {
    let written = [
        (StepKey::Triage(sid("sante")), "triage.sante"),
        (StepKey::Answer(at("mobilite", "permis")), "answer.mobilite.permis"),
        (StepKey::Sharing(sid("budget")), "sharing.budget"),
        (StepKey::PrivateTalk, "private-talk"),
    ];
    for (step, text) in written {
        assert_eq!(step.to_string(), text);
    }
}
