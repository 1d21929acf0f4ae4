use super::state::{Card, card};
use contract::pathway::{ActionView, PathwayView, ReasonView, SuggestionView};
use contract::session::Contact;
use domain::ids::{ActionId, SheetId};
use domain::pathway::{ActionSheet, ActionStatus, NextStep, SheetKind};
use domain::time::Timestamp;

fn sheet(id: &str) -> ActionSheet {
    ActionSheet {
        id: SheetId::new(id).unwrap(),
        title: id.to_owned(),
        subjects: vec![],
        kind: SheetKind::Support,
        by: String::new(),
        hours: 1,
        steps: vec![],
        urgent: false,
        sensitive: false,
        bookable: false,
    }
}

fn view(next_step: NextStep) -> PathwayView {
    let action = ActionView {
        id: ActionId::new("a1").unwrap(),
        sheet: sheet("permis"),
        status: ActionStatus::Stuck,
        version: 1,
        chosen_at: Timestamp(0),
        changed_at: Timestamp(0),
    };
    let reason = ReasonView { subject: String::new(), question: String::new(), answer: "Le prix".to_owned() };
    PathwayView {
        next_step,
        phases: vec![],
        actions: vec![action],
        suggestions: vec![SuggestionView { sheet: sheet("aide"), reasons: vec![reason] }],
        referent: Some(Contact { name: "H".to_owned(), phone: "1".to_owned(), place: "P".to_owned() }),
        last_submission: None,
    }
}

#[test]
fn each_next_step_has_its_card() {
    let sheet_id = SheetId::new("aide").unwrap();
    let action_id = ActionId::new("a1").unwrap();
    assert_eq!(card(&view(NextStep::TakeStock)), Card::TakeStock);
    assert_eq!(card(&view(NextStep::ResumeStock { n_answers: 3 })), Card::Resume { n_answers: 3 });
    let choose = view(NextStep::ChooseAction { sheet: sheet_id.clone() });
    assert!(
        matches!(card(&choose), Card::Choose { sheet, reason: Some(r) } if sheet.title == "aide" && r.answer == "Le prix")
    );
    let act = view(NextStep::DoAction { action: action_id, sheet: sheet_id });
    assert!(matches!(card(&act), Card::Do { action } if action.sheet.title == "permis"));
    let talk = view(NextStep::TalkToReferent);
    assert!(matches!(card(&talk), Card::Talk { referent: Some(_), stuck: Some(_) }));
    assert!(matches!(card(&view(NextStep::WaitForReferent)), Card::Wait { referent: Some(_) }));
}

#[test]
fn a_step_that_names_something_absent_still_has_a_card() {
    let unknown = view(NextStep::ChooseAction { sheet: SheetId::new("gone").unwrap() });
    assert!(matches!(card(&unknown), Card::Wait { .. }));
}
