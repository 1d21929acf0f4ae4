//! Taking stock over time: other questions while a draft is open, another device, and once more.

use crate::harness::{Ask, Browser, Reply, World, content};
use content::Content;
use contract::questionnaire::{GET_DRAFT, GET_SUBMISSION, LIST_SUBMISSIONS, SAVE_ANSWER, SUBMIT_DRAFT};
use contract::versions::{GET_CHANGES, GET_DRAFT_MOVE, MOVE_DRAFT};
use domain::ids::OptionId;
use domain::questionnaire::{Condition, Kind, Question, QuestionRef, Questionnaire, Test};
use serde_json::{Value, json};

const PERMIT: &str = "answer.mobilite.permis";

/// Which draft a screen shows, on which questions.
struct Screen {
    draft: String,
    version: String,
}

async fn screen(browser: &mut Browser) -> Screen {
    let draft = browser.get(&GET_DRAFT).await.is(200).json();
    let text = |name: &str| draft[name].as_str().unwrap().to_owned();
    Screen { draft: text("id"), version: text("questionnaire_version") }
}

async fn save(browser: &mut Browser, on: &Screen, step: &str, answer: Value, version: u64) -> Reply {
    let body = json!({ "answer": answer, "questionnaire_version": on.version });
    browser.ask(Ask::to(&SAVE_ANSWER).at(&[step]).body(body).if_draft(&on.draft, version)).await
}

/// Gives answers that were never given in this draft.
async fn give(browser: &mut Browser, all: &[(&str, Value)]) {
    for (step, answer) in all {
        let on = screen(browser).await;
        save(browser, &on, step, answer.clone(), 0).await.is(200);
    }
}

/// Mobility answered to the end.
async fn fill(browser: &mut Browser) {
    let answers = [
        ("triage.mobilite", json!({ "level": "hard" })),
        ("triage.logement", json!({ "level": "fine" })),
        ("answer.mobilite.moyen", json!({ "choices": ["pied", "tc"] })),
        (PERMIT, json!({ "choices": ["code"] })),
        ("answer.mobilite.obstacle", json!({ "choices": ["cout"] })),
        ("answer.mobilite.distance", json!({ "choices": ["m30"] })),
        ("sharing.mobilite", json!({ "sharing": "referent" })),
    ];
    give(browser, &answers).await;
}

/// The default content, changed in every language.
fn changed(change: impl Fn(&mut Questionnaire)) -> Content {
    let mut content = content();
    for questionnaire in content.questionnaires.values_mut() {
        change(questionnaire);
    }
    content
}

fn mobility(questionnaire: &mut Questionnaire) -> &mut Vec<Question> {
    let subject = questionnaire.subjects.iter_mut().find(|subject| subject.id.as_str() == "mobilite");
    &mut subject.unwrap().questions
}

fn permit(questionnaire: &mut Questionnaire) -> &mut Question {
    &mut mobility(questionnaire)[1]
}

fn oid(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

fn only_if_on_foot(question: &mut Question, foot: &str) {
    let on = QuestionRef { subject: "mobilite".parse().unwrap(), question: "moyen".parse().unwrap() };
    question.when = vec![Condition { on, test: Test::AnyOf(vec![oid(foot)]) }];
}

/// The filled draft after a restart on changed content.
async fn moved_on(change: impl Fn(&mut Questionnaire)) -> (World, Browser) {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    fill(&mut browser).await;
    let later = world.restarted(changed(change)).await;
    let browser = later.take_over(&browser);
    (later, browser)
}

async fn plan(browser: &mut Browser) -> Value {
    browser.get(&GET_DRAFT_MOVE).await.is(200).json()
}

async fn agree(browser: &mut Browser, plan: &Value) -> Reply {
    let ask = Ask::to(&MOVE_DRAFT).body(json!({ "questionnaire_version": plan["to"] }));
    browser.ask(ask.if_draft(plan["draft"].as_str().unwrap(), plan["revision"].as_u64().unwrap())).await
}

/// Moves, and checks that what was said to be lost is lost, that the rest is there, and that all stood until then.
async fn check_move(
    change: impl Fn(&mut Questionnaire),
    lost: Value,
    n_kept: u64,
    n_to_answer: u64,
) -> Value {
    let (world, mut browser) = moved_on(change).await;
    let before = browser.get(&GET_DRAFT).await.json();
    let plan = plan(&mut browser).await;
    assert_eq!(browser.get(&GET_DRAFT).await.json(), before, "looking changes nothing");
    assert_eq!(before["newer_version"], plan["to"]);
    assert_eq!(plan["to"], world.state.library.current_version());
    let line = |lost: &Value| json!([lost["step"], lost["answer"], lost["reason"], lost["is_part"]]);
    let told: Vec<Value> = plan["dropped"].as_array().unwrap().iter().map(line).collect();
    assert_eq!(json!(told), lost);
    assert_eq!((&plan["n_kept"], &plan["n_to_answer"]), (&json!(n_kept), &json!(n_to_answer)));
    agree(&mut browser, &plan).await.is(200);
    let after = browser.get(&GET_DRAFT).await.json();
    assert_eq!(after["questionnaire_version"], plan["to"]);
    assert_eq!((&after["id"], &after["newer_version"]), (&before["id"], &Value::Null));
    for (step, was) in before["answers"].as_object().unwrap() {
        let is = &after["answers"][step];
        let told = told.iter().find(|lost| lost[0] == step.as_str());
        match told {
            None => assert_eq!(is, was, "{step}"),
            Some(told) if told[3] == true => assert_ne!(is["answer"], Value::Null, "{step}"),
            Some(_) => assert_eq!(is["answer"], Value::Null, "{step}"),
        }
    }
    // The draft goes on: the next answer is judged by the new questions.
    let on = screen(&mut browser).await;
    save(&mut browser, &on, "triage.sante", json!({ "level": "fine" }), 0).await.is(200);
    after
}

#[tokio::test]
async fn an_added_question_keeps_everything() {
    let add = |q: &mut Questionnaire| {
        let mut added = mobility(q)[3].clone();
        added.id = "encore".parse().unwrap();
        mobility(q).push(added);
    };
    check_move(add, json!([]), 6, 1).await;
}

#[tokio::test]
async fn an_added_question_that_must_be_answered_keeps_everything() {
    let add = |q: &mut Questionnaire| {
        let mut added = mobility(q)[0].clone();
        added.id = "depuis".parse().unwrap();
        added.kind = Kind::Date;
        added.options = vec![];
        mobility(q).insert(0, added);
    };
    check_move(add, json!([]), 6, 1).await;
}

#[tokio::test]
async fn a_removed_question_is_told_in_the_words_that_were_answered() {
    let remove = |q: &mut Questionnaire| drop(mobility(q).remove(1));
    let lost = json!([[PERMIT, "J’ai le code", "question-gone", false]]);
    check_move(remove, lost, 5, 0).await;
}

#[tokio::test]
async fn a_renamed_option_is_told_and_new_words_are_not() {
    let rename = |q: &mut Questionnaire| {
        let option = permit(q).options.iter_mut().find(|option| option.id.as_str() == "code").unwrap();
        option.id = oid("theorie");
        mobility(q)[3].options[1].label = "Une demi-heure".to_owned();
    };
    check_move(rename, json!([[PERMIT, "J’ai le code", "option-gone", false]]), 5, 1).await;
    let rename_one_of_two = |q: &mut Questionnaire| mobility(q)[0].options[0].id = oid("marche");
    let lost = json!([["answer.mobilite.moyen", "À pied", "option-gone", true]]);
    let after = check_move(rename_one_of_two, lost, 6, 0).await;
    assert_eq!(after["answers"]["answer.mobilite.moyen"]["answer"], json!({ "choices": ["tc"] }));
}

#[tokio::test]
async fn a_question_of_another_kind_does_not_keep_what_it_cannot_take() {
    let one = |q: &mut Questionnaire| mobility(q)[0].kind = Kind::One;
    let words = "À pied. En bus, car, métro ou train.";
    check_move(one, json!([["answer.mobilite.moyen", words, "other-kind", false]]), 5, 1).await;
}

#[tokio::test]
async fn a_changed_condition_drops_what_is_no_longer_asked() {
    let cut = |q: &mut Questionnaire| only_if_on_foot(permit(q), "velo");
    check_move(cut, json!([[PERMIT, "J’ai le code", "no-longer-asked", false]]), 5, 0).await;
}

#[tokio::test]
async fn a_move_takes_words_in_the_language_that_is_asked_for() {
    let (_world, mut browser) = moved_on(|q| drop(mobility(q).remove(1))).await;
    let plan = browser.ask(Ask::to(&GET_DRAFT_MOVE).query("language=en")).await.is(200).json();
    assert_eq!(plan["dropped"][0]["question"], "Do you have a driving licence?");
    assert_eq!(plan["dropped"][0]["subject"], "Getting around");
}

#[tokio::test]
async fn an_answer_from_another_device_stops_a_move_that_did_not_know_it() {
    let (_world, mut browser) = moved_on(|q| drop(mobility(q).remove(1))).await;
    let plan_then = plan(&mut browser).await;
    let on = screen(&mut browser).await;
    save(&mut browser, &on, PERMIT, json!({ "choices": ["oui"] }), 1).await.is(200);
    agree(&mut browser, &plan_then).await.refuses(412, "draft.changed-elsewhere");
    let plan_now = plan(&mut browser).await;
    assert_eq!(plan_now["dropped"][0]["answer"], "Oui");
    agree(&mut browser, &plan_now).await.is(200);
    // The other device, still on the earlier questions, is told and nothing of its answer is taken for another.
    save(&mut browser, &on, "triage.sante", json!({ "level": "fine" }), 0)
        .await
        .refuses(409, "draft.other-version");
}

#[tokio::test]
async fn a_move_has_one_effect_and_only_to_the_current_questions() {
    let (_world, mut browser) = moved_on(|q| drop(mobility(q).remove(1))).await;
    let plan_then = plan(&mut browser).await;
    let tag = (plan_then["draft"].as_str().unwrap(), plan_then["revision"].as_u64().unwrap());
    let to = |version: &Value| Ask::to(&MOVE_DRAFT).body(json!({ "questionnaire_version": version }));
    let nowhere = to(&json!("0-00000000")).if_draft(tag.0, tag.1);
    browser.ask(nowhere).await.refuses(404, "questionnaire.unknown");
    let back = to(&plan_then["from"]).if_draft(tag.0, tag.1);
    browser.ask(back).await.refuses(404, "questionnaire.unknown");
    browser.ask(to(&plan_then["to"])).await.refuses(428, "version.missing");
    browser.ask(to(&plan_then["to"]).if_match(3)).await.refuses(400, "request.malformed");
    let move_it = to(&plan_then["to"]).if_draft(tag.0, tag.1).key("moving");
    let first = browser.ask(move_it.clone()).await;
    let again = browser.ask(move_it).await;
    assert_eq!(again.is(200).text, first.is(200).text);
    assert_eq!(first.header("etag"), format!("\"{}.{}\"", tag.0, tag.1 + 1));
    let after = plan(&mut browser).await;
    assert_eq!((&after["from"], &after["dropped"]), (&after["to"], &json!([])));
}

#[tokio::test]
async fn there_is_nothing_to_move_without_a_draft_nor_without_a_session() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    browser.get(&GET_DRAFT_MOVE).await.refuses(412, "draft.gone");
    let version = world.state.library.current_version();
    let ask = Ask::to(&MOVE_DRAFT).body(json!({ "questionnaire_version": version })).if_draft("new", 0);
    browser.ask(ask.clone()).await.refuses(412, "draft.gone");
    world.browser().get(&GET_DRAFT_MOVE).await.refuses(401, "session.needed");
    world.browser().ask(ask).await.refuses(401, "session.needed");
    world.browser().ask(Ask::to(&GET_CHANGES).at(&["x"])).await.refuses(401, "session.needed");
}

/// Sends; returns the id.
async fn send(browser: &mut Browser) -> String {
    browser.ask(Ask::to(&SUBMIT_DRAFT)).await.is(201).json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_old_device_never_matches_a_newer_draft_by_chance() {
    let world = World::new().await;
    let (mut phone, mut kiosk) = (world.signed_in("new").await, world.signed_in("new").await);
    let blank = screen(&mut kiosk).await;
    give(&mut phone, &[("triage.logement", json!({ "level": "fine" }))]).await;
    let open = screen(&mut kiosk).await;
    send(&mut phone).await;
    // Sent: neither the screen that knew the draft nor the one that knew of none begins another.
    for on in [&open, &blank] {
        for version in [0, 1] {
            let reply = save(&mut kiosk, on, "triage.logement", json!({ "level": "hard" }), version).await;
            reply.refuses(412, "draft.gone");
        }
    }
    assert_eq!(phone.get(&GET_DRAFT).await.json()["revision"], 0);
    // Begun again, with the same step at the same version: still nothing of the old screens is taken.
    give(&mut phone, &[("triage.logement", json!({ "level": "fine" }))]).await;
    for on in [&open, &blank] {
        for version in [0, 1] {
            let reply = save(&mut kiosk, on, "triage.logement", json!({ "level": "hard" }), version).await;
            reply.refuses(412, "draft.gone");
        }
    }
    let held = phone.get(&GET_DRAFT).await.json();
    assert_eq!(held["answers"]["triage.logement"], json!({ "answer": { "level": "fine" }, "version": 1 }));
}

#[tokio::test]
async fn two_devices_that_know_of_no_draft_begin_the_same_one() {
    let world = World::new().await;
    let (mut phone, mut kiosk) = (world.signed_in("new").await, world.signed_in("new").await);
    let blank = screen(&mut kiosk).await;
    give(&mut phone, &[("triage.logement", json!({ "level": "fine" }))]).await;
    save(&mut kiosk, &blank, "triage.sante", json!({ "level": "fine" }), 0).await.is(200);
    let clash = save(&mut kiosk, &blank, "triage.logement", json!({ "level": "hard" }), 0).await;
    clash.refuses(412, "answer.changed-elsewhere");
    assert_eq!(clash.json()["current"]["draft"], phone.get(&GET_DRAFT).await.json()["id"]);
}

#[tokio::test]
async fn what_is_sent_is_what_was_checked() {
    let world = World::new().await;
    let (mut phone, mut kiosk) = (world.signed_in("new").await, world.signed_in("new").await);
    give(&mut phone, &[("triage.logement", json!({ "level": "fine" }))]).await;
    let checked = screen(&mut phone).await;
    let send = |revision| Ask::to(&SUBMIT_DRAFT).if_draft(&checked.draft, revision);
    give(&mut kiosk, &[("triage.sante", json!({ "level": "fine" }))]).await;
    phone.ask(send(1)).await.refuses(412, "draft.changed-elsewhere");
    let malformed = Ask::to(&SUBMIT_DRAFT).header("if-match", "\"2\"");
    phone.ask(malformed).await.refuses(400, "request.malformed");
    phone.ask(send(2)).await.is(201);
    kiosk.ask(send(2)).await.refuses(412, "draft.gone");
    let blank = screen(&mut kiosk).await;
    kiosk.ask(Ask::to(&SUBMIT_DRAFT).if_draft(&blank.draft, 0)).await.refuses(409, "draft.incomplete");
}

#[tokio::test]
async fn last_time_stands_beside_the_questions_and_is_no_answer() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    fill(&mut browser).await;
    give(&mut browser, &[("private-talk", json!({ "choices": ["non"] }))]).await;
    send(&mut browser).await;
    let later = world
        .restarted(changed(|q| {
            permit(q).options[1].id = oid("theorie");
            mobility(q)[3].options[1].label = "Une demi-heure".to_owned();
            mobility(q).remove(2);
        }))
        .await;
    let mut browser = later.take_over(&browser);
    let draft = browser.get(&GET_DRAFT).await.json();
    assert_eq!((&draft["revision"], &draft["answers"]), (&json!(0), &json!({})));
    let last = draft["last_time"].as_array().unwrap();
    let line = |step: &str| last.iter().find(|line| line["step"] == step).unwrap().clone();
    // The words are those that were answered; what can be said again can be said as it was.
    let distance = json!({ "step": "answer.mobilite.distance", "words": "Environ 30 minutes", "answer": { "choices": ["m30"] } });
    assert_eq!(line("answer.mobilite.distance"), distance);
    assert_eq!(line(PERMIT), json!({ "step": PERMIT, "words": "J’ai le code" }));
    let english = browser.ask(Ask::to(&GET_DRAFT).query("language=en")).await.json();
    assert_eq!(english["last_time"].as_array().unwrap().len(), last.len());
    assert!(english["last_time"].to_string().contains("About 30 minutes"));
    // Neither a question that is gone, nor a wish to talk.
    let has = |step: &str| last.iter().any(|line| line["step"] == step);
    assert!(!has("answer.mobilite.obstacle") && !has("private-talk"));
}

#[tokio::test]
async fn a_sent_questionnaire_keeps_the_wording_that_was_answered() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    fill(&mut browser).await;
    let id = send(&mut browser).await;
    let later = world.restarted(changed(|q| permit(q).text = "Une autre question ?".to_owned())).await;
    let mut browser = later.take_over(&browser);
    let sent = browser.ask(Ask::to(&GET_SUBMISSION).at(&[&id])).await.is(200).json();
    let version = sent["questionnaire_version"].as_str().unwrap();
    assert_eq!(version, world.state.library.current_version());
    let wording = Ask::to(&contract::questionnaire::GET_QUESTIONNAIRE).query(&format!("version={version}"));
    let wording = browser.ask(wording).await.is(200).text.clone();
    assert!(wording.contains("Avez-vous le permis") && !wording.contains("Une autre question ?"));
}

#[tokio::test]
async fn what_has_changed_is_told_subject_by_subject_across_versions() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    fill(&mut browser).await;
    let first = send(&mut browser).await;
    let none = browser.ask(Ask::to(&GET_CHANGES).at(&[&first])).await.is(200).json();
    assert_eq!((&none["subjects"], &none["before_sent_at"]), (&json!([]), &Value::Null));
    world.pass_s(60);
    let later = world
        .restarted(changed(|q| {
            q.subjects.retain(|subject| subject.id.as_str() != "budget");
            q.levels.iter_mut().for_each(|level| level.label.push_str(" !"));
        }))
        .await;
    let mut browser = later.take_over(&browser);
    let again =
        [("triage.mobilite", json!({ "level": "fine" })), ("triage.sante", json!({ "level": "unsaid" }))];
    give(&mut browser, &again).await;
    let second = send(&mut browser).await;
    let told = browser.ask(Ask::to(&GET_CHANGES).at(&[&second])).await.is(200).json();
    assert_eq!(told["before_sent_at"], world.now().0 - 60_000);
    let of = |id: &str| {
        let all = told["subjects"].as_array().unwrap();
        let subject = all.iter().find(|subject| subject["id"] == id).unwrap();
        json!([
            subject["change"],
            subject["before"],
            subject["before_words"],
            subject["after"],
            subject["after_words"]
        ])
    };
    let hard = "C’est difficile, mais j’avance";
    assert_eq!(of("mobilite"), json!(["closed", "hard", hard, "fine", "Ça va !"]));
    // Not discussed is said as such, and is neither good nor bad.
    assert_eq!(of("logement"), json!(["silent", "fine", "Ça va", "not-discussed", null]));
    assert_eq!(of("sante")[0], "silent");
    assert_eq!(of("budget"), json!(["gone", "not-discussed", null, "not-discussed", null]));
    // Somebody else's is not there.
    let mut other = world.signed_in("sent").await;
    other.ask(Ask::to(&GET_CHANGES).at(&[&second])).await.refuses(404, "not-found");
    assert_eq!(other.get(&LIST_SUBMISSIONS).await.is(200).json().as_array().map(Vec::len), Some(1));
}
