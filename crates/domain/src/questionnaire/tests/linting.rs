use super::*;
use DefinitionProblem as P;
use std::collections::BTreeSet;

fn check(definition: &Questionnaire) -> Vec<DefinitionProblem> {
    let sheets = BTreeSet::from([sheet("aid")]);
    lint(definition, &sheets).into_iter().map(|(_, problem)| problem).collect()
}

fn edited(edit: impl FnOnce(&mut Questionnaire)) -> Vec<DefinitionProblem> {
    let mut definition = small();
    edit(&mut definition);
    check(&definition)
}

#[test]
fn a_sound_questionnaire_has_no_problem() {
    assert_eq!(check(&small()), []);
}

#[test]
fn every_kind_of_mistake_is_found() {
    let home = || at("home", "where");
    for (problems, expected) in [
        (edited(|q| q.subjects[1].id = sid("home")), P::DuplicateSubject),
        (edited(|q| q.subjects[0].questions[1].id = "where".parse().unwrap()), P::DuplicateQuestion),
        (edited(|q| q.subjects[0].questions[0].options[1].id = oid("tenant")), P::DuplicateOption),
        (edited(|q| q.subjects[1].questions.clear()), P::NoQuestion),
        (edited(|q| q.subjects[1].questions[0].options.clear()), P::DeadEnd),
        (edited(|q| q.subjects[0].questions[2].options.retain(|option| !option.stands_alone())), P::DeadEnd),
        (edited(|q| q.subjects[1].questions[0].kind = Kind::Text { max_chars: 9 }), P::TextInSensitive),
        (
            edited(|q| q.subjects[0].questions[1].when[0].on = at("home", "gone")),
            P::UnknownQuestion { on: at("home", "gone") },
        ),
        (
            edited(|q| q.subjects[0].questions[1].when[0] = any_of(home(), &["castle"])),
            P::UnknownOption { on: home(), option: oid("castle") },
        ),
        (
            edited(|q| q.subjects[0].questions[0].when = vec![any_of(at("home", "paying"), &["yes"])]),
            P::LooksAhead { on: at("home", "paying") },
        ),
        (
            edited(|q| q.subjects[0].questions[0].when = vec![any_of(at("home", "paying"), &["yes"])]),
            P::Loop { path: vec![at("home", "paying"), home(), at("home", "paying")] },
        ),
        (edited(|q| q.subjects[0].questions[1].when.push(any_of(home(), &["family"]))), P::NeverAsked),
        (
            edited(|q| q.subjects[0].questions[2].options[0].when = vec![any_of(home(), &["nowhere"])]),
            P::NeverShown,
        ),
        (
            edited(|q| q.subjects[1].questions[0].options[0].sheets = vec![sheet("gone")]),
            P::UnknownSheet { sheet: sheet("gone") },
        ),
        (edited(|q| q.levels.truncate(3)), P::LevelWithoutLabel { level: Level::Unsaid }),
        (
            edited(|q| q.sharing_options.remove(0).label.clear()),
            P::SharingWithoutLabel { sharing: Sharing::Referent },
        ),
        (edited(|q| q.private_talk.options.remove(0).label.clear()), P::NoWayToAskForATalk),
    ] {
        assert!(problems.contains(&expected), "{expected:?} is not in {problems:?}");
    }
}

#[test]
fn exclusive_options_cannot_make_two_conditions_hold_together() {
    let both = |options: [&'static str; 2]| {
        edited(|q| {
            let on = at("home", "problems");
            q.subjects[2].questions[1].when =
                vec![any_of(on.clone(), &[options[0]]), any_of(on, &[options[1]])];
        })
    };
    assert_eq!(both(["cold", "talk"]), []);
    assert_eq!(both(["cold", "none"]), [P::NeverAsked]);
}

#[test]
fn what_hangs_on_a_question_that_is_never_asked_is_never_asked() {
    let problems = edited(|q| {
        q.subjects[0].questions[1].when.push(none_of(at("home", "where"), &["tenant"]));
    });
    assert_eq!(problems, [P::NeverAsked, P::NeverAsked], "paying, and debts that looks at it");
}
