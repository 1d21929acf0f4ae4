//! What someone else may read, on the small questionnaire and on random ones.

use super::properties::{sound, walk};
use super::*;
use proptest::prelude::*;

pub const READERS: [Reader; 2] = [Reader::Referent, Reader::Team];

pub fn shared(all: &[(&str, Sharing)]) -> Sharings {
    let said = all.iter().map(|(id, sharing)| (sid(id), *sharing)).collect();
    Sharings { said, ..Sharings::default() }
}

fn steps(answers: &Answers) -> Vec<String> {
    answers.0.keys().map(ToString::to_string).collect()
}

/// A tenant who pays late, health and money, all blocked.
pub fn tenant(definition: &Questionnaire) -> Answers {
    let blocked = Answer::Level(Level::Blocked);
    answered(
        definition,
        &[
            ("triage.home", blocked.clone()),
            ("triage.health", blocked.clone()),
            ("triage.money", blocked),
            ("answer.home.where", choices(&["tenant"])),
            ("answer.home.paying", choices(&["late"])),
            ("answer.home.problems", choices(&["cold", "noise"])),
            ("sharing.home", Answer::Sharing(Sharing::Team)),
            ("answer.health.limits", choices(&["yes"])),
            ("sharing.health", Answer::Sharing(Sharing::Me)),
            ("answer.money.debts", choices(&["yes"])),
            ("answer.money.urgent", choices(&["eat"])),
            ("sharing.money", Answer::Sharing(Sharing::Referent)),
            ("private-talk", choices(&["no"])),
        ],
    )
}

#[test]
fn each_reader_sees_what_is_shared_with_them() {
    let definition = small();
    let sent = tenant(&definition);
    let seen = |reader| steps(&visible_answers(&definition, &sent, &Sharings::default(), reader));
    let home = ["answer.home.paying", "answer.home.problems", "answer.home.where", "triage.home"];
    assert_eq!(
        seen(Reader::Referent),
        ["triage.home", "triage.money"]
            .into_iter()
            .chain(["answer.home.paying", "answer.home.problems", "answer.home.where"])
            .chain(["answer.money.debts", "answer.money.urgent"])
            .collect::<Vec<_>>()
    );
    let mut team = seen(Reader::Team);
    team.sort();
    assert_eq!(team, home);
}

#[test]
fn the_last_word_counts() {
    let definition = small();
    let sent = tenant(&definition);
    let now = shared(&[("home", Sharing::Me), ("health", Sharing::Referent)]);
    let seen = steps(&visible_answers(&definition, &sent, &now, Reader::Referent));
    // The question on debts was only asked because of the rent, which is private now.
    assert_eq!(seen, ["triage.health", "triage.money", "answer.health.limits", "answer.money.urgent"]);
}

#[test]
fn what_is_sensitive_by_itself_never_goes_with_its_subject() {
    let mut definition = small();
    definition.subjects[0].questions[0].sensitive = true;
    let sent = tenant(&definition);
    let seen = steps(&visible_answers(&definition, &sent, &shared(&[]), Reader::Referent));
    assert_eq!(seen, ["triage.home", "triage.money", "answer.money.urgent"], "nor what hangs on it");
    let mut definition = small();
    definition.subjects[0].questions[2].options[0].sensitive = true;
    let seen = visible_answers(&definition, &sent, &shared(&[]), Reader::Referent);
    assert_eq!(seen.get(&key("answer.home.problems")), Some(&choices(&["noise"])));
}

#[test]
fn a_wish_names_a_subject_as_long_as_it_is_shared() {
    let definition = small();
    let sent = tenant(&definition);
    let wish = TalkRequest::Subject(sid("home"));
    let told = |sharings: &[(&str, Sharing)], reader| {
        visible_request(&definition, &sent, &shared(sharings), reader, &wish)
    };
    assert_eq!(told(&[], Reader::Team), wish);
    assert_eq!(told(&[("home", Sharing::Referent)], Reader::Team), TalkRequest::Personal);
    assert_eq!(told(&[("home", Sharing::Me)], Reader::Referent), TalkRequest::Personal);
    let gone = TalkRequest::Subject(sid("gone"));
    let told = visible_request(&definition, &sent, &shared(&[]), Reader::Referent, &gone);
    assert_eq!(told, TalkRequest::Personal);
}

/// Dice decide what is sensitive and who reads what.
pub fn decorate(definition: &mut Questionnaire, dice: &[u64]) -> Sharings {
    let mut rolls = dice.iter().copied().cycle().enumerate().map(|(i, die)| die.rotate_right(i as u32 * 7));
    let mut roll = |n: u64| rolls.next().unwrap_or_default() % n;
    let mut sharings = Sharings::default();
    for subject in &mut definition.subjects {
        subject.sensitivity =
            [Sensitivity::Normal, Sensitivity::Delicate, Sensitivity::Sensitive][roll(3) as usize];
        let said = [None, Some(Sharing::Me), Some(Sharing::Referent), Some(Sharing::Team)][roll(4) as usize];
        if let Some(sharing) = said {
            sharings.said.insert(subject.id.clone(), sharing);
        }
        if roll(4) == 0 {
            sharings.to_another.insert(subject.id.clone());
        }
        for question in &mut subject.questions {
            question.sensitive = roll(6) == 0;
            for option in &mut question.options {
                option.sensitive = roll(5) == 0;
            }
        }
    }
    sharings
}

/// The answers with everything private replaced by what `other` has there.
pub fn with_other_secrets(
    definition: &Questionnaire,
    sent: &Answers,
    sharings: &Sharings,
    reader: Reader,
    other: &Answers,
) -> Answers {
    let is_hidden = |subject: &SubjectId| {
        definition.subject(subject).is_none_or(|subject| !sharings.of(subject, sent).lets(reader))
    };
    let is_secret = |step: &StepKey| match step {
        StepKey::Triage(subject) => is_hidden(subject),
        StepKey::Answer(at) => is_hidden(&at.subject) || definition.question(at).is_none_or(|q| q.sensitive),
        StepKey::PrivateTalk => true,
        StepKey::Sharing(_) => false,
    };
    let mut mixed = Answers(
        sent.0.iter().filter(|(step, _)| !is_secret(step)).map(|(k, v)| (k.clone(), v.clone())).collect(),
    );
    mixed.0.extend(other.0.iter().filter(|(step, _)| is_secret(step)).map(|(k, v)| (k.clone(), v.clone())));
    mixed
}

pub fn dice() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(any::<u64>(), 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_could_be_anything(mut definition in sound(), a in dice(), b in dice(), c in dice()) {
        let (sent, _) = walk(&definition, &a);
        let (other, _) = walk(&definition, &b);
        let sharings = decorate(&mut definition, &c);
        for reader in READERS {
            let seen = visible_answers(&definition, &sent, &sharings, reader);
            let mixed = with_other_secrets(&definition, &sent, &sharings, reader, &other);
            prop_assert_eq!(&visible_answers(&definition, &mixed, &sharings, reader), &seen);
            let without = with_other_secrets(&definition, &sent, &sharings, reader, &Answers::default());
            prop_assert_eq!(&visible_answers(&definition, &without, &sharings, reader), &seen);
        }
    }

    #[test]
    fn nothing_is_shown_that_was_not_sent_and_shared(mut definition in sound(), a in dice(), c in dice()) {
        let (sent, _) = walk(&definition, &a);
        let sharings = decorate(&mut definition, &c);
        for reader in READERS {
            for (step, answer) in &visible_answers(&definition, &sent, &sharings, reader).0 {
                let whole = sent.get(step);
                match (step, answer) {
                    (StepKey::Triage(subject), answer) => {
                        prop_assert!(sharings.of(definition.subject(subject).unwrap(), &sent).lets(reader));
                        prop_assert_eq!(Some(answer), whole);
                    }
                    (StepKey::Answer(at), Answer::Choices(told)) => {
                        prop_assert!(sharings.of(definition.subject(&at.subject).unwrap(), &sent).lets(reader));
                        let question = definition.question(at).unwrap();
                        prop_assert!(!question.sensitive);
                        for id in told {
                            prop_assert!(whole.is_some_and(|whole| whole.choices().contains(id)));
                            prop_assert!(question.option(id).is_some_and(|option| !option.sensitive));
                        }
                    }
                    (step, _) => prop_assert!(false, "{} is shown", step),
                }
            }
        }
    }

    #[test]
    fn a_new_referent_reads_what_is_ordinary_and_nothing_more(mut definition in sound(), a in dice(), c in dice()) {
        let (sent, _) = walk(&definition, &a);
        let before = Sharings { to_another: [].into(), ..decorate(&mut definition, &c) };
        let to_another = definition.subjects.iter().map(|subject| subject.id.clone()).collect();
        let after = Sharings { to_another, ..before.clone() };
        for subject in &definition.subjects {
            let is_ordinary = subject.sensitivity == Sensitivity::Normal;
            let expected = if is_ordinary { before.of(subject, &sent) } else { Sharing::Me };
            prop_assert_eq!(after.of(subject, &sent), expected);
        }
        for reader in READERS {
            let could = visible_answers(&definition, &sent, &before, reader);
            let can = visible_answers(&definition, &sent, &after, reader);
            for (step, answer) in &can.0 {
                let known = could.get(step);
                // An option that is only offered because of an answer that is kept now goes with it.
                let is_known = match answer {
                    Answer::Choices(told) => known.is_some_and(|known| told.iter().all(|id| known.choices().contains(id))),
                    _ => known == Some(answer),
                };
                prop_assert!(is_known, "{}: {:?} more than {:?}", step, answer, known);
            }
        }
    }

    #[test]
    fn what_is_shared_is_shown_whole(definition in sound(), a in dice()) {
        let (sent, _) = walk(&definition, &a);
        let said = definition.subjects.iter().map(|s| (s.id.clone(), Sharing::Team)).collect();
        let all = Sharings { said, ..Sharings::default() };
        let mut expected = sent.clone();
        expected.0.retain(|step, _| matches!(step, StepKey::Triage(_) | StepKey::Answer(_)));
        for reader in READERS {
            prop_assert_eq!(visible_answers(&definition, &sent, &all, reader), expected.clone());
        }
    }
}
