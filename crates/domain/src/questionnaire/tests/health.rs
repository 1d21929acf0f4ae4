use super::*;
use std::collections::BTreeSet;

/// [`small`] with health marked, and an option elsewhere on which a question hangs.
fn marked() -> Questionnaire {
    let mut definition = small();
    definition.subjects.iter_mut().find(|subject| subject.id == sid("health")).unwrap().health = true;
    let home = definition.subjects.iter_mut().find(|subject| subject.id == sid("home")).unwrap();
    let problems = home.questions.iter_mut().find(|question| question.id.as_str() == "problems").unwrap();
    problems.options[0].health = true;
    let mut since = question("since", Kind::One, &["year", "skip"]);
    since.when = vec![any_of(at("home", "problems"), &["cold"])];
    home.questions.push(since);
    definition
}

fn answers(pairs: &[(&str, Answer)]) -> Answers {
    Answers(pairs.iter().map(|(step, answer)| (key(step), answer.clone())).collect())
}

fn answered() -> Answers {
    answers(&[
        ("triage.home", Answer::Level(Level::Hard)),
        ("answer.home.where", choices(&["tenant"])),
        ("answer.home.problems", choices(&["cold", "noise"])),
        ("answer.home.since", choices(&["year"])),
        ("sharing.home", Answer::Sharing(Sharing::Referent)),
        ("triage.health", Answer::Level(Level::Blocked)),
        ("answer.health.limits", choices(&["yes"])),
        ("sharing.health", Answer::Sharing(Sharing::Team)),
        ("private-talk", choices(&["no"])),
    ])
}

#[test]
fn health_goes_with_its_level_and_its_sharing_and_what_was_asked_because_of_it() {
    let definition = marked();
    let left = HealthData::of(&definition).strip(&definition, &answered());
    let expected = answers(&[
        ("triage.home", Answer::Level(Level::Hard)),
        ("answer.home.where", choices(&["tenant"])),
        ("answer.home.problems", choices(&["noise"])),
        ("sharing.home", Answer::Sharing(Sharing::Referent)),
        ("private-talk", choices(&["no"])),
    ]);
    assert_eq!(left, expected);
    // Once more changes nothing.
    assert_eq!(HealthData::of(&definition).strip(&definition, &left), left);
}

#[test]
fn an_answer_of_health_alone_goes_whole() {
    let definition = marked();
    let mut given = answered();
    given.0.insert(key("answer.home.problems"), choices(&["cold"]));
    let left = HealthData::of(&definition).strip(&definition, &given);
    assert_eq!(left.get(&key("answer.home.problems")), None);
}

#[test]
fn what_holds_no_health_is_left_as_it_is() {
    let definition = small();
    assert!(HealthData::of(&definition).is_empty());
    assert_eq!(HealthData::of(&definition).strip(&definition, &answered()), answered());
}

#[test]
fn a_mark_that_came_later_counts_for_earlier_answers() {
    let (before, now) = (small(), marked());
    let both = HealthData::of(&before).and(&HealthData::of(&now));
    let left = both.strip(&before, &answered());
    assert_eq!(left.level(&sid("health")), None);
    assert_eq!(left.get(&key("answer.home.problems")), Some(&choices(&["noise"])));
}

#[test]
fn a_host_without_health_data_asks_for_none() {
    let without = marked().without_health();
    assert!(without.subject(&sid("health")).is_none());
    assert!(HealthData::of(&without).is_empty());
    let problems = without.question(&at("home", "problems")).unwrap();
    assert!(problems.option(&oid("cold")).is_none() && problems.option(&oid("noise")).is_some());
    // What hangs on it is never asked, and nothing of it is missing.
    let left = HealthData::of(&marked()).strip(&without, &answered());
    assert!(!route(&without, &left).contains(&Page::Question(at("home", "since"))));
    assert!(
        missing(&without, &left)
            .iter()
            .all(|page| !matches!(page, Page::Sharing(id) if *id == sid("health")))
    );
}

#[test]
fn health_is_kept_to_oneself_and_can_be_refused() {
    let mut definition = marked();
    let home = &mut definition.subjects[0];
    let problems = home.questions.iter_mut().find(|one| one.id.as_str() == "problems").unwrap();
    problems.options.retain(|option| option.role != Role::Skip);
    let found = lint(&definition, &BTreeSet::new());
    let here = at("home", "problems");
    assert!(
        found.contains(&(Place::Option(here.clone(), oid("cold")), DefinitionProblem::HealthNotSensitive))
    );
    assert!(found.contains(&(Place::Question(here), DefinitionProblem::HealthWithoutSkip)));
}
