use super::read;
use contract::pathway::{
    ActionView, AgreementView, Appointment, By, ChangeKind, ChangeView, DisputeView, FollowUpView, HomeView,
    HoursView, NextStepView, PathwayView, ProposalView, ReasonChoice, ReasonView, ReplyView, SuggestionView,
};
use contract::questionnaire::{Draft, DraftAnswer, LastAnswer, SavedAnswer};
use contract::session::{Contact, Me};
use contract::{ErrorCode, Problem};
use core::fmt::Debug;
use domain::ids::{ActionId, OptionId, PersonId, QuestionId, SheetId, SubjectId};
use domain::pathway::{
    ActionSheet, ActionSource, ActionStatus, FollowUp, HoursAnswer, NextStep, PhaseState, PhaseView,
    Reminder, SheetKind, Why,
};
use domain::questionnaire::{Answer, AnswerProblem, Kind, Level, QuestionRef, Sharing, StepKey, Test};
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen_test::wasm_bindgen_test;

/// What the server writes with `serde_json`, the app reads.
fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) {
    let text = serde_json::to_string(&value).unwrap();
    assert_eq!(read::<T>(&text), Some(value), "{text}");
}

fn subject() -> SubjectId {
    SubjectId::new("mobilite").unwrap()
}

fn answers() -> Vec<Answer> {
    vec![
        Answer::Choices(vec![OptionId::new("oui").unwrap()]),
        Answer::Entries(vec!["K2204".to_owned()]),
        Answer::Text("à « 5 » km\n".to_owned()),
        Answer::Date("2026-12-01".parse().unwrap()),
        Answer::Level(Level::Blocked),
        Answer::Sharing(Sharing::Me),
    ]
}

#[wasm_bindgen_test]
fn every_kind_of_answer_is_read() {
    answers().into_iter().for_each(check);
    check(answers());
    check(None::<Answer>);
}

#[wasm_bindgen_test]
fn a_draft_with_keys_that_are_steps_is_read() {
    let at = QuestionRef { subject: subject(), question: QuestionId::new("permis").unwrap() };
    let kept = |n: usize| DraftAnswer { answer: answers().into_iter().nth(n), version: n as u64 + 1 };
    let last = |answer| LastAnswer { step: StepKey::PrivateTalk, words: "…".to_owned(), answer };
    let last_time = vec![last(None), last(answers().into_iter().next())];
    let answers = [
        (StepKey::Triage(subject()), kept(4)),
        (StepKey::Answer(at), kept(0)),
        (StepKey::Sharing(subject()), kept(5)),
        (StepKey::PrivateTalk, kept(99)),
    ];
    check(Draft {
        id: "d1".to_owned(),
        questionnaire_version: "1".to_owned(),
        newer_version: Some("2".to_owned()),
        revision: 9_007_199_254_740_991,
        answers: answers.into_iter().collect(),
        last_time,
    });
}

#[wasm_bindgen_test]
fn a_problem_with_all_it_may_carry_is_read() {
    let current = SavedAnswer {
        step: StepKey::PrivateTalk,
        answer: None,
        draft: "d1".to_owned(),
        version: 2,
        revision: 7,
        saved_at: Timestamp(-1),
        removed: [(StepKey::Sharing(subject()), DraftAnswer { answer: None, version: 3 })]
            .into_iter()
            .collect(),
    };
    check(Problem {
        kind: "/api/docs#error-answer.refused".to_owned(),
        title: "…".to_owned(),
        status: 422,
        code: ErrorCode::AnswerRefused,
        problems: vec![
            AnswerProblem::Empty,
            AnswerProblem::TooMany { max: 3 },
            AnswerProblem::HiddenOption { option: OptionId::new("oui").unwrap() },
        ],
        current: Some(Box::new(current)),
        missing: vec![StepKey::PrivateTalk],
        retry_after_s: Some(8),
    });
    ErrorCode::ALL.iter().copied().for_each(check);
}

#[wasm_bindgen_test]
fn a_pathway_is_read() {
    let sheet = ActionSheet {
        id: SheetId::new("permis").unwrap(),
        title: "Passer le permis".to_owned(),
        subjects: vec![subject()],
        kind: SheetKind::Training,
        by: String::new(),
        hours: 30,
        steps: vec!["Un".to_owned(), "Deux".to_owned()],
        urgent: true,
        sensitive: false,
        bookable: false,
    };
    let reason = ReasonView { subject: "s".to_owned(), question: "q".to_owned(), answer: "a".to_owned() };
    let day: domain::time::Date = "2026-12-08".parse().unwrap();
    let appointment = Appointment { day, time: "10:30".parse().unwrap(), at: Timestamp(1_764_000_000_000) };
    let choice = ReasonChoice { id: "trop-loin".parse().unwrap(), label: "Trop loin".to_owned() };
    let reply = ReplyView { text: "Lundi.".to_owned(), by: "H".to_owned(), at: Timestamp(3) };
    let dispute =
        DisputeView { id: "d1".parse().unwrap(), reason: None, at: Timestamp(2), reply: Some(reply) };
    let change = ChangeView {
        at: Timestamp(1),
        kind: ChangeKind::Dated,
        by: By::Staff,
        who: Some("H".to_owned()),
        status: ActionStatus::Planned,
        reason: None,
        due: Some(day),
        appointment: Some(appointment),
    };
    let action = ActionView {
        id: ActionId::new("a1").unwrap(),
        title: "Passer le permis".to_owned(),
        sheet: Some(sheet.clone()),
        source: ActionSource::Referent,
        brought_by: Some("H".to_owned()),
        status: ActionStatus::Stuck,
        reason: Some(choice.clone()),
        due: Some(day),
        appointment: Some(appointment),
        reminder: Some(Reminder::DayBefore),
        version: 4,
        chosen_at: Timestamp(1_764_000_000_000),
        changed_at: Timestamp(0),
        can_undo: true,
        is_withdrawn: false,
        dispute: Some(dispute.clone()),
        history: vec![change],
    };
    let contact = Contact { name: "H".to_owned(), phone: "1".to_owned(), place: "P".to_owned() };
    let proposal = ProposalView {
        id: "h1".parse().unwrap(),
        day,
        n_minutes: 90,
        what: "Atelier".to_owned(),
        answer: Some(HoursAnswer::Confirmed),
    };
    for step in [
        NextStep::TakeStock,
        NextStep::ResumeStock { n_answers: 3 },
        NextStep::DoAction { action: action.id.clone() },
    ] {
        let view = PathwayView {
            next: NextStepView {
                step,
                why: Why::Begun,
                title: Some("Passer le permis".to_owned()),
                detail: None,
                due: Some(day),
                appointment: Some(appointment),
                is_delicate: true,
            },
            phases: vec![PhaseView {
                id: domain::ids::PhaseId::new("p").unwrap(),
                title: String::new(),
                goal: String::new(),
                state: PhaseState::Current,
                steps: vec![],
            }],
            actions: vec![action.clone()],
            suggestions: vec![SuggestionView { sheet: sheet.clone(), reasons: vec![reason.clone()] }],
            put_aside: vec![],
            referent: Some(contact.clone()),
            referent_since: None,
            new_referent: None,
            team: vec![FollowUpView {
                kind: FollowUp::Social,
                title: "Social".to_owned(),
                does: String::new(),
                contact: Some(contact.clone()),
            }],
            hours: HoursView {
                agreement: Some(AgreementView {
                    weekly_hours: 8,
                    reason: Some("Santé".to_owned()),
                    with: None,
                    at: Timestamp(5),
                    version: 1,
                }),
                dispute: Some(dispute.clone()),
                proposals: vec![proposal.clone()],
            },
            workshops: vec![],
            meetings: vec![],
            stuck_reasons: vec![choice.clone()],
            dispute_reasons: vec![],
            last_submission: None,
        };
        // The home page reads a part of the same answer.
        let home = read::<HomeView>(&serde_json::to_string(&view).unwrap()).unwrap();
        assert_eq!((home.next, home.referent), (view.next.clone(), view.referent.clone()));
        check(view);
    }
}

#[wasm_bindgen_test]
fn kinds_and_conditions_of_questions_are_read() {
    check(Kind::One);
    check(Kind::Text { max_chars: 80 });
    check(Test::NoneOf(vec![OptionId::new("non").unwrap()]));
}

#[wasm_bindgen_test]
fn what_a_newer_server_adds_is_left_alone() {
    let text =
        r#"{"id":"p1","first_name":"Samira","language":"fr","ends_at":1,"idle_s":60,"mood":{"a":[1.5]}}"#;
    assert_eq!(
        read::<Me>(text).map(|me| (me.id, me.first_name)),
        Some((PersonId::new("p1").unwrap(), "Samira".into()))
    );
}

#[wasm_bindgen_test]
fn what_is_left_out_is_as_the_type_says_and_what_follows_keeps_its_place() {
    let text = r#"{"at":7,"kind":"dated","by":"staff","status":"planned","due":"2026-12-08"}"#;
    let change = read::<ChangeView>(text).unwrap();
    assert_eq!((change.at, change.who, change.reason), (Timestamp(7), None, None));
    assert_eq!(change.due, "2026-12-08".parse().ok());
    assert_eq!(read::<ChangeView>(&text.replace(r#""by":"staff","#, "")), None, "by is needed");
}

#[wasm_bindgen_test]
fn what_is_not_the_contract_is_nothing() {
    for text in ["", "<html>", "null", "[]", "{}", r#"{"card":1}"#] {
        assert_eq!(read::<Me>(text), None, "{text}");
    }
    for text in ["1.5", "-1", "1e300", "\"1\"", "9007199254740993"] {
        assert_eq!(read::<u64>(text), None, "{text}");
    }
    for text in
        [r#""choices""#, r#"{"choices":["a"],"text":"b"}"#, r#"{"level":"great"}"#, r#"{"choices":["É"]}"#]
    {
        assert_eq!(read::<Answer>(text), None, "{text}");
    }
}
