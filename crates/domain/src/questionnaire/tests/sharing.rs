use super::*;

#[test]
fn a_subject_is_kept_to_oneself_until_chosen_unless_it_is_normal() {
    let definition = small();
    let none = Answers::default();
    let default = |id: &str| sharing_of(definition.subject(&sid(id)).unwrap(), &none);
    assert_eq!(default("money"), Sharing::Referent);
    assert_eq!(default("home"), Sharing::Me);
    assert_eq!(default("health"), Sharing::Me);
}

#[test]
fn a_choice_wins_over_the_default() {
    let definition = small();
    let answers = answered(
        &definition,
        &[("triage.money", Answer::Level(Level::Hard)), ("sharing.money", Answer::Sharing(Sharing::Me))],
    );
    assert_eq!(sharing_of(definition.subject(&sid("money")).unwrap(), &answers), Sharing::Me);
}

#[test]
fn a_wish_to_talk_names_only_a_subject_that_may_be_named() {
    let definition = small();
    let blocked = Answer::Level(Level::Blocked);
    let answers = answered(
        &definition,
        &[
            ("triage.home", blocked.clone()),
            ("triage.health", blocked.clone()),
            ("triage.money", blocked),
            ("answer.home.where", choices(&["family"])),
            ("answer.home.problems", choices(&["cold", "talk"])),
            ("sharing.home", Answer::Sharing(Sharing::Team)),
            ("answer.health.limits", choices(&["talk"])),
            ("answer.money.urgent", choices(&["eat"])),
            ("private-talk", choices(&["talk"])),
        ],
    );
    assert_eq!(
        talk_requests(&definition, &answers),
        [TalkRequest::Subject(sid("home")), TalkRequest::Personal, TalkRequest::Private]
    );
}

#[test]
fn a_wish_on_a_sensitive_question_of_a_plain_subject_is_personal() {
    let mut definition = small();
    definition.subjects[2].questions[1].sensitive = true;
    let answers = answered(
        &definition,
        &[("triage.money", Answer::Level(Level::Hard)), ("answer.money.urgent", choices(&["talk"]))],
    );
    assert_eq!(talk_requests(&definition, &answers), [TalkRequest::Personal]);
}

#[test]
fn a_wish_about_a_subject_that_is_kept_to_oneself_is_personal() {
    let definition = small();
    let wish = |sharing| {
        let answers = answered(
            &definition,
            &[
                ("triage.money", Answer::Level(Level::Hard)),
                ("answer.money.urgent", choices(&["talk"])),
                ("sharing.money", Answer::Sharing(sharing)),
            ],
        );
        talk_requests(&definition, &answers)
    };
    assert_eq!(wish(Sharing::Referent), [TalkRequest::Subject(sid("money"))]);
    assert_eq!(wish(Sharing::Me), [TalkRequest::Personal]);
}
