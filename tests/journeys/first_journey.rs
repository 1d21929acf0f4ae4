//! Sign in, take stock, send, choose an action, say that it is done.

use crate::device::{Device, Send, choices, json, step};
use crate::world::World;
use contract::pathway::{
    ADD_ACTION, ActionView, AddAction, GET_PATHWAY, PathwayView, UNDO_ACTION_CHANGE, UPDATE_ACTION,
    UpdateAction,
};
use contract::questionnaire::{GET_SUBMISSION, SUBMIT_DRAFT, Submission, SubmissionSummary};
use domain::ids::SheetId;
use domain::pathway::{ActionStatus, NextStep};
use domain::questionnaire::{Answer, Level, Page, Sharing, StepKey};
use main_tendue::features::pathway::state::{Answered, Errand, Event, State};
use main_tendue::features::questionnaire::state::{Action, step_of};
use std::rc::Rc;

/// Says "fine" to every subject but one.
pub fn triage(device: &mut Device, open: &str, level: Level) {
    let subjects: Vec<String> =
        device.stock.definition.subjects.iter().map(|subject| subject.id.to_string()).collect();
    for subject in subjects {
        let level = if subject == open { level } else { Level::Fine };
        device.answer(&format!("triage.{subject}"), Answer::Level(level));
    }
}

/// Answers page after page, each with its first option.
pub fn answer_the_rest(device: &mut Device) {
    while let page = device.stock.resume_at()
        && page != Page::Review
    {
        let step = step_of(&page).expect("the triage is answered");
        let answer = match (&step, device.stock.question(&step)) {
            (StepKey::Sharing(_), _) => Answer::Sharing(Sharing::Referent),
            (_, Some(question)) => Answer::Choices(vec![question.options[0].id.clone()]),
            (_, None) => panic!("{step} asks nothing"),
        };
        device.act(Action::Answered { step, answer: Some(answer) });
    }
}

async fn pathway(device: &mut Device) -> PathwayView {
    device.ask(Send { query: "language=fr", ..Send::to(&GET_PATHWAY) }).await.unwrap()
}

/// Runs the errand of the pathway screen.
async fn run(device: &mut Device, state: State) -> State {
    let key = device.key();
    let (endpoint, action, if_match, body) = match state.errand.clone().expect("there is something to do") {
        Errand::Choose(sheet) => (&ADD_ACTION, None, None, json(&AddAction::Sheet(sheet))),
        Errand::Say { action, version, status, reason } => {
            (&UPDATE_ACTION, Some(action), Some(version), json(&UpdateAction { status, reason }))
        }
        Errand::Undo { action, version } => (&UNDO_ACTION_CHANGE, Some(action), Some(version), None),
        errand => panic!("{errand:?} is not of this journey"),
    };
    let values: Vec<&str> = action.iter().map(|action| action.as_str()).collect();
    let if_match = if_match.map(|version: u64| version.to_string());
    let ask = Send { values: &values, key: &key, if_match, body, ..Send::to(endpoint) };
    let answered = device.ask::<ActionView>(ask).await.unwrap();
    state.after(Event::Answered(Answered::Action(Box::new(answered))))
}

#[tokio::test]
async fn a_new_person_takes_stock_sends_and_acts() {
    let world = World::new().await;
    let mut device = Device::signed_in(&world, "phone", &world.person("new")).await;
    assert_eq!(pathway(&mut device).await.next.step, NextStep::TakeStock);

    triage(&mut device, "mobilite", Level::Blocked);
    device.answer("answer.mobilite.moyen", choices(&["pied"]));
    device.answer("answer.mobilite.permis", choices(&["non"]));
    device.pump().await;
    assert_eq!(pathway(&mut device).await.next.step, NextStep::ResumeStock { n_answers: 14 });
    answer_the_rest(&mut device);
    device.pump().await;
    let draft = device.read_draft().await;
    assert_eq!(draft.standing_answers(), device.stock.answers);
    assert!(draft.answers.values().all(|kept| kept.version == 1), "each answer was written once");

    let key = device.key();
    let sent: SubmissionSummary = device.ask(Send { key: &key, ..Send::to(&SUBMIT_DRAFT) }).await.unwrap();
    let values = [sent.id.as_str()];
    let kept: Submission = device.ask(Send { values: &values, ..Send::to(&GET_SUBMISSION) }).await.unwrap();
    assert_eq!(kept.answers, draft.standing_answers());

    let view = pathway(&mut device).await;
    let permit = SheetId::new("permis").unwrap();
    let reason = &view.suggestions.iter().find(|found| found.sheet.id == permit).unwrap().reasons[0];
    assert_eq!((reason.subject.as_str(), reason.answer.as_str()), ("Me déplacer", "Non"));

    let read = State::default().after(Event::Read(Rc::new(view)));
    let state = run(&mut device, read.after(Event::Asked(Errand::Choose(permit)))).await;
    let view = pathway(&mut device).await;
    let (action, version) = (view.actions[0].id.clone(), view.actions[0].version);
    let done = Errand::Say { action, version, status: ActionStatus::Done, reason: None };
    let state = run(&mut device, state.after(Event::Asked(done))).await;
    assert_eq!(pathway(&mut device).await.actions[0].status, ActionStatus::Done);
    let state = run(&mut device, state.after(Event::Undone)).await;
    assert_eq!(pathway(&mut device).await.actions[0].status, ActionStatus::Planned);
    assert_eq!(pathway(&mut device).await.actions[0].history.len(), 3, "nothing is forgotten");
    assert!(state.noted.is_some_and(|noted| noted.undo.is_some()));
}

#[tokio::test]
async fn another_device_resumes_at_the_same_question() {
    let world = World::new().await;
    let person = world.person("new");
    let mut phone = Device::signed_in(&world, "phone", &person).await;
    triage(&mut phone, "mobilite", Level::Hard);
    phone.answer("answer.mobilite.moyen", choices(&["velo"]));
    phone.pump().await;
    let kiosk = Device::signed_in(&world, "kiosk", &person).await;
    assert_eq!(kiosk.stock.answers, phone.stock.answers);
    assert_eq!(kiosk.stock.resume_at(), phone.stock.resume_at());
    assert_eq!(step_of(&kiosk.stock.resume_at()), Some(step("answer.mobilite.permis")));
}
