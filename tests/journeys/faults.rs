//! Whatever the network does: the server ends up with what the screen shows, and each write has one effect.

use crate::device::{Device, Fate, Send};
use crate::first_journey::{answer_the_rest, triage};
use crate::world::World;
use contract::questionnaire::{
    GET_SUBMISSION, LIST_SUBMISSIONS, SUBMIT_DRAFT, Submission, SubmissionSummary,
};
use domain::questionnaire::{Answer, Kind, Level, Page, Sharing, StepKey};
use main_tendue::drafts::state::Event;
use main_tendue::features::questionnaire::state::{Action, step_of};
use proptest::prelude::*;
use server::cli::seed::DemoPerson;

/// One thing that happens.
#[derive(Debug, Clone)]
enum Happening {
    /// The person says a level of a subject, ticks an option of a page that is asked, or says who may read.
    Level(usize, usize),
    Tick(usize, usize),
    Share(usize, usize),
    /// What was given may leave now.
    Send,
    Wake,
    /// The next request meets this.
    Meet(Fate),
    /// The session ends by itself; the same person comes back.
    Expire,
    /// The browser stops and opens again, on the person's own device.
    Restart,
}

fn happening() -> impl Strategy<Value = Happening> {
    let any = 0..100_usize;
    prop_oneof![
        4 => (any.clone(), any.clone()).prop_map(|(i, j)| Happening::Level(i, j)),
        6 => (any.clone(), any.clone()).prop_map(|(i, j)| Happening::Tick(i, j)),
        2 => (any.clone(), any).prop_map(|(i, j)| Happening::Share(i, j)),
        4 => Just(Happening::Send),
        2 => Just(Happening::Wake),
        2 => Just(Happening::Meet(Fate::Lost)),
        3 => Just(Happening::Meet(Fate::ReplyLost)),
        1 => Just(Happening::Expire),
        1 => Just(Happening::Restart),
    ]
}

/// The page in this place of the route that asks a step which `wanted` accepts.
fn asked(device: &Device, i: usize, wanted: impl Fn(&StepKey) -> bool) -> Option<StepKey> {
    let steps: Vec<StepKey> = device.stock.route.pages.iter().filter_map(step_of).filter(wanted).collect();
    (!steps.is_empty()).then(|| steps[i % steps.len()].clone())
}

async fn happen(world: &World, device: &mut Device, person: &DemoPerson, happening: &Happening) {
    match *happening {
        Happening::Level(i, j) => {
            let subjects = &device.stock.definition.subjects;
            let step = StepKey::Triage(subjects[i % subjects.len()].id.clone());
            let level = [Level::Fine, Level::Hard, Level::Blocked, Level::Unsaid][j % 4];
            device.act(Action::Answered { step, answer: Some(Answer::Level(level)) });
        }
        Happening::Tick(i, j) => {
            let is_choice = |step: &StepKey| {
                device.stock.question(step).is_some_and(|q| matches!(q.kind, Kind::One | Kind::Several))
            };
            let Some(step) = asked(device, i, is_choice) else { return };
            let question = device.stock.question(&step).unwrap();
            let shown: Vec<_> = question
                .options
                .iter()
                .filter(|option| device.stock.shows_option(&step, &option.id))
                .collect();
            let option = shown[j % shown.len()].id.clone();
            let chosen = device.stock.answers.get(&step).map_or(&[][..], |answer| answer.choices());
            let on = question.kind == Kind::One || !chosen.contains(&option);
            device.act(Action::Ticked { step, option, on });
        }
        Happening::Share(i, j) => {
            let Some(step) = asked(device, i, |step| matches!(step, StepKey::Sharing(_))) else { return };
            let sharing = [Sharing::Referent, Sharing::Team, Sharing::Me][j % 3];
            device.act(Action::Answered { step, answer: Some(Answer::Sharing(sharing)) });
        }
        Happening::Send => device.pump().await,
        Happening::Wake => device.wake().await,
        Happening::Meet(fate) => device.fates.push_back(fate),
        Happening::Restart => {
            let shown = device.stock.answers.clone();
            let owner = device.queue.owner().cloned().expect("someone has signed in");
            device.restart();
            assert_eq!(device.stock.answers, shown, "without network, the same stands on the screen");
            device.tell(Event::SignedIn(owner));
        }
        Happening::Expire => {
            world.pass_s(31 * 60);
            device.fates.clear();
            device.pump().await;
            device.sign_in(person).await;
        }
    }
}

/// Each case is a server of its own, so `make test` runs a few and `make test-long` a thousand.
fn config() -> ProptestConfig {
    let cases = if std::env::var_os("LONG").is_some() { 1000 } else { 32 };
    ProptestConfig { cases, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_server_ends_with_what_the_screen_shows(happenings in prop::collection::vec(happening(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let world = World::new().await;
            let person = world.person("new");
            let mut device = Device::signed_in(&world, "phone", &person).await;
            for happening in &happenings {
                happen(&world, &mut device, &person, happening).await;
            }
            device.fates.clear();
            device.settle().await;
            let shown = device.stock.answers.clone();
            assert_eq!(device.queue.conflicts(), [], "one device does not disagree with itself");
            assert_eq!(device.queue.refusals(), [], "what the screen offers is not refused");
            let draft = device.read_draft().await;
            assert_eq!(draft.standing_answers(), shown);
        });
    }
}

/// The negative control of the one above: a client that gives up on what failed ends with less than it shows.
#[tokio::test]
async fn a_client_that_forgets_what_failed_ends_with_less() {
    let world = World::new().await;
    let mut device = Device::signed_in(&world, "phone", &world.person("new")).await;
    triage(&mut device, "mobilite", Level::Hard);
    device.fates.push_back(Fate::Lost);
    device.pump().await;
    device.tell(Event::Emptied);
    device.settle().await;
    let shown = device.stock.answers.clone();
    assert_ne!(device.read_draft().await.standing_answers(), shown);
}

async fn ready_to_send(world: &World) -> Device {
    let mut device = Device::signed_in(world, "phone", &world.person("new")).await;
    triage(&mut device, "mobilite", Level::Hard);
    answer_the_rest(&mut device);
    device.pump().await;
    assert_eq!(device.stock.resume_at(), Page::Review);
    device
}

#[tokio::test]
async fn what_was_asked_to_be_sent_without_network_is_sent_once_after_a_restart() {
    let world = World::new().await;
    let mut device = Device::signed_in(&world, "phone", &world.person("new")).await;
    triage(&mut device, "mobilite", Level::Hard);
    answer_the_rest(&mut device);
    let shown = device.stock.answers.clone();
    device.ask_to_submit();
    device.fates.push_back(Fate::Lost);
    device.pump().await;
    device.restart();
    device.sign_in(&world.person("new")).await;
    // Every reply is lost once; after each, the browser stops before it can ask once more.
    device.fates = [Fate::ReplyLost].into();
    device.wake().await;
    while device.queue.has_unsent() {
        device.restart();
        device.sign_in(&world.person("new")).await;
        device.fates = [Fate::Arrives, Fate::ReplyLost].into();
        device.wake().await;
    }
    device.fates.clear();
    let list: Vec<SubmissionSummary> = device.ask(Send::to(&LIST_SUBMISSIONS)).await.unwrap();
    let [sent] = list.as_slice() else { panic!("{list:?}") };
    let submission: Submission =
        device.ask(Send { values: &[sent.id.as_str()], ..Send::to(&GET_SUBMISSION) }).await.unwrap();
    assert_eq!(submission.answers, shown);
    assert!(device.read_draft().await.answers.is_empty());
}

async fn submit(device: &mut Device, key: &str) -> Result<SubmissionSummary, main_tendue::api::ApiError> {
    device.ask(Send { key, ..Send::to(&SUBMIT_DRAFT) }).await
}

#[tokio::test]
async fn a_submission_whose_reply_is_lost_is_sent_once() {
    let world = World::new().await;
    let mut device = ready_to_send(&world).await;
    device.fates.push_back(Fate::ReplyLost);
    assert!(submit(&mut device, "one").await.is_err());
    let sent = submit(&mut device, "one").await.expect("the same key is the same submission");
    let list: Vec<SubmissionSummary> = device.ask(Send::to(&LIST_SUBMISSIONS)).await.unwrap();
    assert_eq!(list, vec![sent]);
}

/// The negative control of the one above: a client that takes a new key for each try is told that there is nothing to
/// send, after its answers have left.
#[tokio::test]
async fn a_client_that_renews_its_key_is_refused_what_it_has_already_done() {
    let world = World::new().await;
    let mut device = ready_to_send(&world).await;
    device.fates.push_back(Fate::ReplyLost);
    assert!(submit(&mut device, "one").await.is_err());
    let again = submit(&mut device, "two").await.unwrap_err();
    assert_eq!(again.code(), Some(contract::ErrorCode::DraftIncomplete));
}
