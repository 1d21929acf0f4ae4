//! Answering everything and sending it, as a person does, with the answers that a test cares about.

use crate::harness::{Ask, Browser, World};
use contract::questionnaire::{GET_DRAFT, SAVE_ANSWER, SUBMIT_DRAFT, SubmissionSummary};
use domain::questionnaire::{Answer, Answers, Kind, Page, Questionnaire, Role, Sensitivity, StepKey, route};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Answers every page that the levels lead to and sends. `plan` says what to answer where; elsewhere a subject is fine,
/// a question gets its first option, a subject is shared as it is by default, and there is nothing else to talk about.
pub async fn send(browser: &mut Browser, world: &World, plan: &[(&str, Value)]) -> SubmissionSummary {
    let questions =
        world.state.library.content().questionnaires.values().find(|q| q.language == "fr").unwrap();
    let plan: BTreeMap<&str, &Value> = plan.iter().map(|(step, value)| (*step, value)).collect();
    let mut answers = Answers::default();
    for subject in &questions.subjects {
        let step = StepKey::Triage(subject.id.clone());
        give(browser, questions, &plan, step, json!({ "level": "fine" }), &mut answers).await;
    }
    loop {
        let route = route(questions, &answers);
        let (step, value) = match route.resume_at(&answers) {
            Page::Triage | Page::Review => break,
            Page::PrivateTalk => {
                let options = &questions.private_talk.options;
                let no = options.iter().find(|option| option.role != Role::Talk).unwrap();
                (StepKey::PrivateTalk, json!({ "choices": [no.id] }))
            }
            Page::Sharing(subject) => {
                let is_normal = questions.subject(&subject).unwrap().sensitivity == Sensitivity::Normal;
                let sharing = if is_normal { "referent" } else { "me" };
                (StepKey::Sharing(subject), json!({ "sharing": sharing }))
            }
            Page::Question(at) => {
                let question = questions.question(&at).unwrap();
                let value = match &question.kind {
                    Kind::One | Kind::Several => {
                        json!({ "choices": [question.shown_options(&at, &route).next().unwrap().id] })
                    }
                    Kind::Guided { entries, .. } => json!({ "entries": [entries[0].code] }),
                    Kind::Date => json!({ "date": "2026-12-01" }),
                    Kind::Text { .. } => json!({ "text": "x" }),
                };
                (StepKey::Answer(at), value)
            }
        };
        give(browser, questions, &plan, step, value, &mut answers).await;
    }
    let reply = browser.ask(Ask::to(&SUBMIT_DRAFT)).await;
    serde_json::from_str(&reply.is(201).text).unwrap()
}

async fn give(
    browser: &mut Browser,
    questions: &Questionnaire,
    plan: &BTreeMap<&str, &Value>,
    step: StepKey,
    default: Value,
    answers: &mut Answers,
) {
    let name = step.to_string();
    let value = plan.get(name.as_str()).map_or(default, |value| (*value).clone());
    let body = json!({ "answer": value, "questionnaire_version": questions.version });
    let id = browser.get(&GET_DRAFT).await.json()["id"].as_str().unwrap().to_owned();
    browser.ask(Ask::to(&SAVE_ANSWER).at(&[&name]).body(body).if_draft(&id, 0)).await.is(200);
    answers.0.insert(step, serde_json::from_value::<Answer>(value).unwrap());
}
