//! Six kinds of change, what they do to promises of keeping, and random changes.

use super::properties::{sound, walk};
use super::*;
use proptest::prelude::*;

const BLOCKED: Answer = Answer::Level(Level::Blocked);
const FINE: Answer = Answer::Level(Level::Fine);

/// Housing answered to the end: a tenant who pays late, with cold and noise.
fn before() -> Answers {
    answered(
        &small(),
        &[
            ("triage.home", BLOCKED),
            ("triage.health", FINE),
            ("answer.home.where", choices(&["tenant"])),
            ("answer.home.paying", choices(&["late"])),
            ("answer.home.problems", choices(&["cold", "noise"])),
            ("sharing.home", Answer::Sharing(Sharing::Team)),
            ("private-talk", choices(&["no"])),
        ],
    )
}

/// Carries [`before`] into [`small`] with a change.
fn carried(change: impl FnOnce(&mut Questionnaire)) -> CarriedOver {
    let mut new = small();
    change(&mut new);
    carry_over(&small(), &new, &before())
}

fn lost(carried: &CarriedOver) -> Vec<(String, Answer, DropReason, bool)> {
    let line = |lost: &Dropped| (lost.step.to_string(), lost.answer.clone(), lost.reason, lost.is_part);
    carried.dropped.iter().map(line).collect()
}

fn all_kept(carried: &CarriedOver) {
    assert_eq!(lost(carried), []);
    assert_eq!(carried.kept, before());
}

#[test]
fn an_added_question_keeps_everything_and_is_still_to_be_answered() {
    let add = |new: &mut Questionnaire| {
        new.subjects[0].questions.push(question("garden", Kind::One, &["yes", "skip"]));
    };
    let after = carried(add);
    all_kept(&after);
    let mut new = small();
    add(&mut new);
    assert_eq!(missing(&new, &after.kept), vec![Page::Question(at("home", "garden"))]);
}

#[test]
fn an_added_question_without_a_way_out_keeps_everything_and_must_be_answered() {
    let add = |new: &mut Questionnaire| {
        new.subjects[0].questions.insert(0, question("since", Kind::Date, &[]));
    };
    let after = carried(add);
    all_kept(&after);
    let mut new = small();
    add(&mut new);
    assert_eq!(missing(&new, &after.kept), vec![Page::Question(at("home", "since"))]);
}

#[test]
fn a_removed_question_drops_its_answer_and_says_so() {
    let after = carried(|new| {
        new.subjects[0].questions.remove(2);
    });
    let expected =
        ("answer.home.problems".to_owned(), choices(&["cold", "noise"]), DropReason::QuestionGone, false);
    assert_eq!(lost(&after), [expected]);
    assert_eq!(after.kept.0.len(), before().0.len() - 1);
}

#[test]
fn a_removed_subject_drops_all_of_it_in_the_order_of_the_questions() {
    let after = carried(|new| {
        new.subjects.remove(0);
        new.subjects[1].questions.remove(0);
    });
    let steps: Vec<String> = lost(&after).into_iter().map(|(step, ..)| step).collect();
    let expected =
        ["triage.home", "answer.home.where", "answer.home.paying", "answer.home.problems", "sharing.home"];
    assert_eq!(steps, expected);
    assert!(after.dropped.iter().all(|lost| lost.reason == DropReason::QuestionGone));
}

#[test]
fn an_option_with_another_id_is_another_option() {
    let after = carried(|new| new.subjects[0].questions[2].options[0] = option("damp"));
    let expected = ("answer.home.problems".to_owned(), choices(&["cold"]), DropReason::OptionGone, true);
    assert_eq!(lost(&after), [expected]);
    assert_eq!(after.kept.get(&key("answer.home.problems")), Some(&choices(&["noise"])));
    let whole = carried(|new| new.subjects[0].questions[1].options[1] = option("behind"));
    let expected = ("answer.home.paying".to_owned(), choices(&["late"]), DropReason::OptionGone, false);
    assert_eq!(lost(&whole), [expected]);
}

#[test]
fn an_option_with_other_words_is_the_same_option() {
    all_kept(&carried(|new| {
        new.subjects[0].questions[2].options[0].label = "Il fait froid".to_owned();
        new.subjects[0].questions[2].text = "Qu'est-ce qui ne va pas ?".to_owned();
    }));
}

#[test]
fn a_question_that_takes_one_answer_keeps_no_choice_of_two() {
    let after = carried(|new| new.subjects[0].questions[2].kind = Kind::One);
    let expected =
        ("answer.home.problems".to_owned(), choices(&["cold", "noise"]), DropReason::OtherKind, false);
    assert_eq!(lost(&after), [expected]);
}

#[test]
fn a_question_that_takes_several_keeps_the_one_and_a_date_keeps_no_choice() {
    all_kept(&carried(|new| new.subjects[0].questions[1].kind = Kind::Several));
    let dated = carried(|new| {
        new.subjects[0].questions[1].kind = Kind::Date;
        new.subjects[0].questions[1].options.retain(|option| option.role == Role::Skip);
    });
    assert_eq!(lost(&dated)[0].2, DropReason::OptionGone);
    assert!(dated.kept.get(&key("answer.home.paying")).is_none());
}

#[test]
fn a_changed_condition_drops_what_is_no_longer_reached_and_what_hangs_on_it() {
    let after =
        carried(|new| new.subjects[0].questions[1].when = vec![any_of(at("home", "where"), &["family"])]);
    let expected = ("answer.home.paying".to_owned(), choices(&["late"]), DropReason::NoLongerAsked, false);
    assert_eq!(lost(&after), [expected]);
    let hidden = carried(|new| {
        new.subjects[0].questions[2].options[1].when = vec![any_of(at("home", "where"), &["family"])];
    });
    let expected = ("answer.home.problems".to_owned(), choices(&["noise"]), DropReason::NoLongerAsked, true);
    assert_eq!(lost(&hidden), [expected]);
}

#[test]
fn an_answer_given_under_a_stronger_promise_is_not_carried() {
    let mut old = small();
    old.subjects[0].questions[1].sensitive = true;
    old.subjects[0].questions[2].options[0].sensitive = true;
    let after = carry_over(&old, &small(), &before());
    assert_eq!(
        lost(&after),
        [
            ("answer.home.paying".to_owned(), choices(&["late"]), DropReason::LessPrivate, false),
            ("answer.home.problems".to_owned(), choices(&["cold"]), DropReason::LessPrivate, true),
        ]
    );
    // A stronger promise than before is no reason to lose anything.
    assert_eq!(carry_over(&small(), &old, &before()).dropped, []);
}

#[test]
fn a_level_that_nobody_could_read_does_not_become_readable() {
    let mut new = small();
    new.subjects[1].sensitivity = Sensitivity::Normal;
    let after = carry_over(&small(), &new, &before());
    assert_eq!(lost(&after), [("triage.health".to_owned(), FINE, DropReason::LessPrivate, false)]);
    // An open subject asks who may read it, so nothing is read without the person's word.
    let open = answered(&small(), &[("triage.health", BLOCKED), ("answer.health.limits", choices(&["yes"]))]);
    assert_eq!(carry_over(&small(), &new, &open).kept, open);
}

#[test]
fn a_wish_to_talk_of_a_personal_subject_does_not_come_to_name_it() {
    let mut new = small();
    new.subjects[1].sensitivity = Sensitivity::Delicate;
    let open =
        answered(&small(), &[("triage.health", BLOCKED), ("answer.health.limits", choices(&["talk"]))]);
    let after = carry_over(&small(), &new, &open);
    let expected = ("answer.health.limits".to_owned(), choices(&["talk"]), DropReason::LessPrivate, false);
    assert_eq!(lost(&after), [expected]);
}

#[test]
fn an_answer_never_becomes_a_wish_to_talk() {
    let after = carried(|new| new.subjects[0].questions[1].options[1].role = Role::Talk);
    let expected = ("answer.home.paying".to_owned(), choices(&["late"]), DropReason::OptionGone, false);
    assert_eq!(lost(&after), [expected]);
}

#[test]
fn one_answer_is_carried_whole_or_not_at_all() {
    let mut new = small();
    new.subjects[0].questions[2].options[0] = option("damp");
    let begun = answered(&new, &[("triage.home", BLOCKED), ("answer.home.where", choices(&["tenant"]))]);
    let carry = |step: &str, answer: Answer| carry_answer(&small(), &new, &begun, &key(step), &answer);
    assert_eq!(carry("answer.home.problems", choices(&["noise"])), Some(choices(&["noise"])));
    assert_eq!(carry("answer.home.problems", choices(&["cold", "noise"])), None);
    assert_eq!(carry("answer.money.urgent", choices(&["eat"])), None, "it is not asked");
    new.subjects[1].sensitivity = Sensitivity::Normal;
    assert_eq!(carry_answer(&small(), &new, &begun, &key("triage.health"), &FINE), None);
    assert_eq!(carry_answer(&small(), &new, &begun, &key("triage.health"), &BLOCKED), Some(BLOCKED));
}

/// The parts of an answer: its options, or itself.
fn parts(answer: &Answer) -> Vec<Answer> {
    match answer {
        Answer::Choices(options) => options.iter().map(|id| Answer::Choices(vec![id.clone()])).collect(),
        other => vec![other.clone()],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn carrying_into_the_same_version_changes_nothing(
        definition in sound(), dice in prop::collection::vec(any::<u64>(), 1..30)
    ) {
        let (answers, _) = walk(&definition, &dice);
        let carried = carry_over(&definition, &definition, &answers);
        prop_assert_eq!(carried, CarriedOver { kept: answers, dropped: vec![] });
    }

    #[test]
    fn what_is_carried_is_right_and_nothing_is_invented_or_lost_in_silence(
        old in sound(), new in sound(), dice in prop::collection::vec(any::<u64>(), 1..30)
    ) {
        let (answers, _) = walk(&old, &dice);
        let carried = carry_over(&old, &new, &answers);
        for (step, answer) in &carried.kept.0 {
            prop_assert_eq!(check_answer(&new, &carried.kept, step, answer), Ok(()));
        }
        prop_assert_eq!(prune(&new, &carried.kept), carried.kept.clone());
        // What was said is what is kept and what is told to be lost: no more, no less, nothing twice.
        let of = |all: Vec<(&StepKey, &Answer)>| {
            let mut parts: Vec<(String, String)> = all
                .into_iter()
                .flat_map(|(step, answer)| {
                    parts(answer).into_iter().map(move |part| (step.to_string(), format!("{part:?}")))
                })
                .collect();
            parts.sort();
            parts
        };
        let mut after: Vec<(&StepKey, &Answer)> = carried.kept.0.iter().collect();
        after.extend(carried.dropped.iter().map(|lost| (&lost.step, &lost.answer)));
        prop_assert_eq!(of(after), of(answers.0.iter().collect()));
        for lost in &carried.dropped {
            prop_assert_eq!(lost.is_part, carried.kept.get(&lost.step).is_some());
        }
        // A second time there is nothing left to lose.
        let again = carry_over(&new, &new, &carried.kept);
        prop_assert_eq!(again, CarriedOver { kept: carried.kept.clone(), dropped: vec![] });
        prop_assert_eq!(carry_over(&old, &new, &answers), carried);
    }

    #[test]
    fn whatever_was_stored_carries_into_what_is_right(
        old in sound(), new in sound(), dice in prop::collection::vec(any::<u64>(), 1..30), odd in 0u8..3
    ) {
        // Even answers that no version would take today.
        let (mut answers, _) = walk(&old, &dice);
        let odd = [Answer::Text("x".to_owned()), Answer::Choices(vec![]), Answer::Level(Level::Hard)][usize::from(odd)].clone();
        for (_, answer) in answers.0.iter_mut().step_by(2) {
            *answer = odd.clone();
        }
        let carried = carry_over(&old, &new, &answers);
        for (step, answer) in &carried.kept.0 {
            prop_assert_eq!(check_answer(&new, &carried.kept, step, answer), Ok(()));
        }
    }
}
