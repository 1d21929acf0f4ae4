//! What a preview shows of sent answers: as much as staff may read, and all of it when nothing is kept.

use super::properties::{sound, walk};
use super::visible::{READERS, decorate, dice, shared, tenant, with_other_secrets};
use super::*;
use proptest::prelude::*;

#[test]
fn who_could_read_is_told_of_what_is_shared_only() {
    let definition = small();
    let sent = tenant(&definition);
    let shown = preview_answers(&definition, &sent, &shared(&[]), Reader::Referent, false);
    assert_eq!(shown.sharing(&sid("home")), Some(Sharing::Team));
    assert_eq!((shown.level(&sid("health")), shown.sharing(&sid("health"))), (None, None));
    // Kept when it was sent, shared since: nobody hears that it was kept.
    let now = shared(&[("health", Sharing::Referent)]);
    let shown = preview_answers(&definition, &sent, &now, Reader::Referent, false);
    assert_eq!((shown.level(&sid("health")), shown.sharing(&sid("health"))), (Some(Level::Blocked), None));
}

#[test]
fn a_wish_that_was_taken_back_looks_like_none() {
    let definition = small();
    let sent = |answer| {
        let mut sent = tenant(&definition);
        sent.0.insert(StepKey::PrivateTalk, choices(&[answer]));
        sent
    };
    let shown = |answer, reader, has_wish| {
        let shown = preview_answers(&definition, &sent(answer), &shared(&[]), reader, has_wish);
        shown.get(&StepKey::PrivateTalk).cloned()
    };
    assert_eq!(shown("talk", Reader::Referent, true), Some(choices(&["talk"])));
    assert_eq!(shown("talk", Reader::Referent, false), shown("no", Reader::Referent, false));
    assert_eq!(shown("no", Reader::Referent, false), Some(choices(&["no"])));
    assert_eq!(shown("talk", Reader::Team, false), None);
}

#[test]
fn what_was_kept_then_stays_kept_in_answers_that_were_replaced() {
    let definition = small();
    let sent = tenant(&definition);
    let now = shared(&[("health", Sharing::Team), ("home", Sharing::Referent), ("money", Sharing::Me)]);
    let both = shared_then_and_now(&definition, &sent, &now);
    let expected = shared(&[("health", Sharing::Me), ("home", Sharing::Referent), ("money", Sharing::Me)]);
    assert_eq!(both, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_could_be_anything(mut definition in sound(), a in dice(), b in dice(), c in dice()) {
        let (mut sent, _) = walk(&definition, &a);
        let (other, _) = walk(&definition, &b);
        let sharings = decorate(&mut definition, &c);
        // A wish to talk travels by itself, and is no secret of a subject.
        sent.0.remove(&StepKey::PrivateTalk);
        for reader in READERS {
            let shown = |sent: &Answers| preview_answers(&definition, sent, &sharings, reader, false);
            let mut mixed = with_other_secrets(&definition, &sent, &sharings, reader, &other);
            mixed.0.remove(&StepKey::PrivateTalk);
            prop_assert_eq!(shown(&mixed), shown(&sent));
        }
    }

    #[test]
    fn whoever_shares_everything_is_shown_whole(definition in sound(), a in dice()) {
        let (mut sent, _) = walk(&definition, &a);
        for subject in &definition.subjects {
            let step = StepKey::Sharing(subject.id.clone());
            if sent.get(&step).is_some() {
                sent.0.insert(step, Answer::Sharing(Sharing::Team));
            }
        }
        let said = definition.subjects.iter().map(|s| (s.id.clone(), Sharing::Team)).collect();
        let all = Sharings { said, ..Sharings::default() };
        let has_wish = talk_requests(&definition, &sent).contains(&TalkRequest::Private);
        prop_assert_eq!(&preview_answers(&definition, &sent, &all, Reader::Referent, has_wish), &sent);
        prop_assert_eq!(shared_then_and_now(&definition, &sent, &all).said.len(), all.said.len());
    }
}
