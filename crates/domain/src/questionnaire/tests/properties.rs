//! Random questionnaires that pass the lint, answered at random.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Builds a questionnaire from dice: up to 4 subjects of up to 5 questions, each perhaps with a condition on an
/// earlier question. Kept only when the lint finds nothing.
pub fn sound() -> impl Strategy<Value = Questionnaire> {
    let condition =
        prop::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<bool>()));
    let one_question = (any::<bool>(), 1usize..4, condition.clone(), condition);
    prop::collection::vec(prop::collection::vec(one_question, 1..6), 1..5).prop_filter_map("lint", |shape| {
        let mut earlier: Vec<(QuestionRef, Vec<OptionId>)> = vec![];
        let mut subjects = vec![];
        for (s, questions) in shape.iter().enumerate() {
            let mut built = vec![];
            for (q, (several, n_options, when, option_when)) in questions.iter().enumerate() {
                let ids: Vec<String> = (0..*n_options).map(|o| format!("o{o}")).collect();
                let mut names: Vec<&str> = ids.iter().map(String::as_str).collect();
                names.push("!none");
                let mut one =
                    question(&format!("q{q}"), if *several { Kind::Several } else { Kind::One }, &names);
                let read = |dice: &Option<(prop::sample::Index, prop::sample::Index, bool)>| {
                    let (which, option, positive) = dice.as_ref()?;
                    if earlier.is_empty() {
                        return None;
                    }
                    let (on, options) = &earlier[which.index(earlier.len())];
                    let option = vec![options[option.index(options.len())].clone()];
                    let test = if *positive { Test::AnyOf(option) } else { Test::NoneOf(option) };
                    Some(Condition { on: on.clone(), test })
                };
                one.when.extend(read(when));
                one.options[0].when.extend(read(option_when));
                let here = at(&format!("s{s}"), &format!("q{q}"));
                earlier.push((here, one.options.iter().map(|option| option.id.clone()).collect()));
                built.push(one);
            }
            subjects.push(subject(&format!("s{s}"), Sensitivity::Normal, built));
        }
        let definition = questionnaire(subjects);
        lint(&definition, &BTreeSet::new()).is_empty().then_some(definition)
    })
}

/// Answers the page with whatever the dice say; `None` on the review.
fn roll(
    definition: &Questionnaire,
    answers: &Answers,
    page: &Page,
    dice: u64,
) -> Option<Vec<(StepKey, Answer)>> {
    let level = |i: usize| match (dice >> i) % 4 {
        0 => Level::Fine,
        1 => Level::Unsaid,
        2 => Level::Hard,
        _ => Level::Blocked,
    };
    Some(match page {
        Page::Review => return None,
        Page::Triage => {
            let all = definition.subjects.iter().enumerate();
            all.map(|(i, s)| (StepKey::Triage(s.id.clone()), Answer::Level(level(i)))).collect()
        }
        Page::Sharing(subject) => vec![(StepKey::Sharing(subject.clone()), Answer::Sharing(Sharing::Me))],
        Page::PrivateTalk => vec![(StepKey::PrivateTalk, choices(&["no"]))],
        Page::Question(at) => {
            let route = route(definition, answers);
            let question = definition.question(at).unwrap();
            let shown: Vec<&Choice> = question.shown_options(at, &route).collect();
            let first = shown[dice as usize % shown.len()];
            let mut chosen = vec![first.id.clone()];
            if question.kind == Kind::Several && !first.stands_alone() {
                let more = shown
                    .iter()
                    .enumerate()
                    .filter(|(i, o)| !o.stands_alone() && (dice >> i).is_multiple_of(2));
                chosen.extend(more.map(|(_, o)| o.id.clone()).filter(|id| *id != first.id));
            }
            vec![(StepKey::Answer(at.clone()), Answer::Choices(chosen))]
        }
    })
}

/// Walks from the triage to the review, answering every page.
pub fn walk(definition: &Questionnaire, dice: &[u64]) -> (Answers, usize) {
    let mut answers = Answers::default();
    let mut n_pages = 0;
    loop {
        let page = route(definition, &answers).resume_at(&answers);
        let Some(given) = roll(definition, &answers, &page, dice[n_pages % dice.len()]) else {
            return (answers, n_pages);
        };
        for (step, answer) in given {
            check_answer(definition, &answers, &step, &answer).unwrap();
            answers.0.insert(step, answer);
        }
        n_pages += 1;
        assert!(n_pages < 200, "the route does not end");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn every_route_ends_with_nothing_missing(definition in sound(), dice in prop::collection::vec(any::<u64>(), 1..30)) {
        let (answers, n_pages) = walk(&definition, &dice);
        let n_questions: usize = definition.subjects.iter().map(|s| s.questions.len()).sum();
        prop_assert!(n_pages <= n_questions + definition.subjects.len() + 2);
        prop_assert_eq!(missing(&definition, &answers), vec![]);
    }

    #[test]
    fn the_questions_of_a_subject_are_counted_one_by_one(definition in sound(), dice in prop::collection::vec(any::<u64>(), 1..30)) {
        let (answers, _) = walk(&definition, &dice);
        let route = route(&definition, &answers);
        for subject in &route.open_subjects {
            let asked: Vec<&QuestionRef> = route
                .pages
                .iter()
                .filter_map(|page| match page {
                    Page::Question(at) if at.subject == *subject => Some(at),
                    _ => None,
                })
                .collect();
            for (i, at) in asked.iter().enumerate() {
                prop_assert_eq!(route.question_position(at), Some((i + 1, asked.len())));
            }
        }
    }

    #[test]
    fn no_question_on_a_route_is_a_dead_end(definition in sound(), dice in prop::collection::vec(any::<u64>(), 1..30)) {
        let (answers, _) = walk(&definition, &dice);
        let route = route(&definition, &answers);
        for page in &route.pages {
            if let Page::Question(at) = page {
                let question = definition.question(at).unwrap();
                let way_out = question.shown_options(at, &route).any(|option| {
                    let step = StepKey::Answer(at.clone());
                    check_answer(&definition, &answers, &step, &Answer::Choices(vec![option.id.clone()])).is_ok()
                });
                prop_assert!(way_out, "{:?}", at);
            }
        }
    }

    #[test]
    fn a_cut_branch_keeps_nothing(
        definition in sound(),
        dice in prop::collection::vec(any::<u64>(), 1..30),
        change in any::<u64>(),
    ) {
        let (mut answers, _) = walk(&definition, &dice);
        for (step, answer) in roll(&definition, &answers, &Page::Triage, change).unwrap() {
            answers.0.insert(step, answer);
        }
        let kept = prune(&definition, &answers);
        let route = route(&definition, &kept);
        for (step, answer) in &kept.0 {
            match step {
                StepKey::Answer(at) => {
                    prop_assert!(route.contains(&Page::Question(at.clone())));
                    prop_assert!(answer.choices().iter().all(|option| route.shows_option(at, option)));
                }
                StepKey::Sharing(subject) => prop_assert!(route.open_subjects.contains(subject)),
                StepKey::Triage(_) | StepKey::PrivateTalk => {}
            }
        }
        prop_assert_eq!(prune(&definition, &kept), kept, "pruning twice changes nothing");
    }

    #[test]
    fn the_order_of_answering_does_not_change_what_is_asked(
        definition in sound(),
        dice in prop::collection::vec(any::<u64>(), 1..30),
        order in any::<u64>(),
    ) {
        let (answers, _) = walk(&definition, &dice);
        let expected = route(&definition, &answers);
        let mut steps: Vec<_> = answers.0.clone().into_iter().collect();
        for i in (1..steps.len()).rev() {
            steps.swap(i, (order.rotate_left(i as u32) % (i as u64 + 1)) as usize);
        }
        // Whatever comes first waits until it may be answered, as it does on screen.
        let mut again = Answers::default();
        while !steps.is_empty() {
            let ready = steps.iter().position(|(step, answer)| check_answer(&definition, &again, step, answer).is_ok());
            let (step, answer) = steps.remove(ready.expect("some step can be answered"));
            again.0.insert(step, answer);
            again = prune(&definition, &again);
        }
        prop_assert_eq!(route(&definition, &again), expected);
    }
}
