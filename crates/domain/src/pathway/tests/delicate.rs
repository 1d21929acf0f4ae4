use super::{action, facts, sheet, suggestion};
use crate::ids::{ActionId, OptionId, QuestionId, SheetId, SlotId, SubjectId};
use crate::pathway::{ActionFact, ActionSheet, ActionStatus, Facts, NextStep, Pathway, is_delicate};
use crate::questionnaire::{QuestionRef, Reason, Sensitivity, Subject, Suggestion};

fn id(subject: &str) -> SubjectId {
    SubjectId::new(subject).unwrap()
}

fn subject(name: &str, sensitivity: Sensitivity) -> Subject {
    Subject {
        id: id(name),
        title: String::new(),
        icon: String::new(),
        sensitivity,
        health: false,
        notice: None,
        questions: vec![],
    }
}

fn of(name: &str, subjects: &[&str]) -> ActionSheet {
    ActionSheet { subjects: subjects.iter().map(|name| id(name)).collect(), ..sheet(name, false) }
}

fn choose(sheet: &str) -> NextStep {
    NextStep::ChooseAction { sheet: SheetId::new(sheet).unwrap() }
}

fn act(sheet: &str) -> NextStep {
    NextStep::DoAction { action: ActionId::new(format!("a-{sheet}")).unwrap() }
}

#[test]
fn what_is_delicate_and_what_is_in_ones_own_words_waits_to_be_asked_for() {
    let subjects = [
        subject("mobility", Sensitivity::Normal),
        subject("money", Sensitivity::Delicate),
        subject("health", Sensitivity::Sensitive),
    ];
    let pathway = Pathway {
        phases: vec![],
        sheets: vec![
            of("licence", &["mobility"]),
            of("debts", &["mobility", "money"]),
            of("check-up", &["health"]),
            of("left-out", &["mobility", "not-asked-here"]),
            ActionSheet { sensitive: true, ..of("listening", &["mobility"]) },
        ],
    };
    let own = ActionFact { sheet: None, ..action("own", ActionStatus::Planned) };
    let sheets = ["licence", "debts", "check-up", "left-out", "listening", "gone"];
    let actions: Vec<ActionFact> =
        sheets.iter().map(|sheet| action(sheet, ActionStatus::Planned)).chain([own]).collect();
    let because = |subject: &str| {
        let at = QuestionRef { subject: id(subject), question: QuestionId::new("q").unwrap() };
        Reason { at, option: OptionId::new("o").unwrap() }
    };
    let reasons = |subjects: &[&str]| Suggestion {
        reasons: subjects.iter().map(|name| because(name)).collect(),
        ..suggestion("licence")
    };
    let check = |step: &NextStep, reasons_of: &[&str], expected: bool| {
        let facts = Facts { suggestions: vec![reasons(reasons_of)], ..facts(true, &[], actions.clone()) };
        assert_eq!(is_delicate(step, &facts, &pathway, &subjects), expected, "{step:?}, {reasons_of:?}");
    };
    for (sheet, expected) in sheets.into_iter().zip([false, true, true, true, true, true]) {
        check(&choose(sheet), &[], expected);
        check(&act(sheet), &[], expected);
        let action = ActionId::new(format!("a-{sheet}")).unwrap();
        check(&NextStep::GoToAppointment { action }, &[], expected);
    }
    check(&act("own"), &[], true);
    check(&choose("licence"), &["mobility"], false);
    check(&choose("licence"), &["mobility", "health"], true);
    let slot = SlotId::new("s").unwrap();
    for step in [
        NextStep::TakeStock,
        NextStep::ResumeStock { n_answers: 2 },
        NextStep::GoToWorkshop { slot: slot.clone() },
        NextStep::AnswerOffer { slot },
        NextStep::TalkToReferent,
        NextStep::WaitForReferent,
    ] {
        check(&step, &["health"], false);
    }
}
