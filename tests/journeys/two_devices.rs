//! One draft on two devices: both values are kept until the person chooses (trust.md, "Faults").

use crate::device::{Device, Send, choices, step};
use crate::first_journey::triage;
use crate::world::World;
use contract::questionnaire::{SUBMIT_DRAFT, SubmissionSummary};
use domain::questionnaire::{Answer, AnswerProblem, Level, Page};
use main_tendue::drafts::state::Event;
use main_tendue::features::questionnaire::state::Action;

const PERMIT: &str = "answer.mobilite.permis";

/// Two devices that have read the same draft.
async fn two(world: &World) -> (Device, Device) {
    let person = world.person("new");
    let mut first = Device::signed_in(world, "first", &person).await;
    triage(&mut first, "mobilite", Level::Hard);
    first.answer("answer.mobilite.moyen", choices(&["pied"]));
    first.pump().await;
    let second = Device::signed_in(world, "second", &person).await;
    (first, second)
}

/// The first has said "non"; the second, unaware, "oui".
async fn disagree(world: &World) -> Device {
    let (mut first, mut second) = two(world).await;
    first.answer(PERMIT, choices(&["non"]));
    first.pump().await;
    second.answer(PERMIT, choices(&["oui"]));
    second.pump().await;
    let [conflict] = second.queue.conflicts() else { panic!("{:?}", second.queue) };
    assert_eq!((&conflict.mine, &conflict.theirs), (&Some(choices(&["oui"])), &Some(choices(&["non"]))));
    second
}

#[tokio::test]
async fn mine_is_kept_when_i_choose_it() {
    let world = World::new().await;
    let mut second = disagree(&world).await;
    let key = second.key();
    second.tell(Event::KeptMine { step: step(PERMIT), key });
    second.settle().await;
    let kept = second.read_draft().await.answers[&step(PERMIT)].clone();
    assert_eq!((kept.answer, kept.version), (Some(choices(&["oui"])), 2));
}

#[tokio::test]
async fn theirs_is_taken_when_i_choose_it() {
    let world = World::new().await;
    let mut second = disagree(&world).await;
    let theirs = second.queue.conflicts()[0].theirs.clone();
    second.tell(Event::KeptTheirs { step: step(PERMIT) });
    second.act(Action::Adopted { step: step(PERMIT), answer: theirs });
    second.pump().await;
    let kept = second.read_draft().await.answers[&step(PERMIT)].clone();
    assert_eq!((kept.answer, kept.version), (Some(choices(&["non"])), 1));
    assert_eq!(second.stock.answers.get(&step(PERMIT)), Some(&choices(&["non"])));
}

#[tokio::test]
async fn the_same_answer_on_both_is_no_conflict() {
    let world = World::new().await;
    let (mut first, mut second) = two(&world).await;
    for device in [&mut first, &mut second] {
        device.answer(PERMIT, choices(&["non"]));
        device.pump().await;
    }
    assert_eq!(second.queue.conflicts(), []);
    assert_eq!(second.read_draft().await.answers[&step(PERMIT)].version, 1);
}

#[tokio::test]
async fn an_answer_to_what_the_other_device_has_closed_is_refused_and_the_screen_follows() {
    let world = World::new().await;
    let (mut first, mut second) = two(&world).await;
    first.answer("triage.mobilite", Answer::Level(Level::Fine));
    first.pump().await;
    second.answer(PERMIT, choices(&["oui"]));
    second.pump().await;
    let [refusal] = second.queue.refusals() else { panic!("{:?}", second.queue) };
    assert_eq!(refusal.problems, vec![AnswerProblem::HiddenStep]);
    let step = refusal.step.clone();
    second.act(Action::NotAsked { step });
    second.pump().await;
    assert_eq!(second.stock.answers, first.stock.answers);
    assert_eq!(second.stock.resume_at(), Page::PrivateTalk);
}

#[tokio::test]
async fn what_is_answered_after_the_other_device_has_sent_begins_nothing_by_itself() {
    let world = World::new().await;
    let (mut first, mut second) = two(&world).await;
    first.answer("triage.mobilite", Answer::Level(Level::Fine));
    first.pump().await;
    let key = first.key();
    let send = Send { key: &key, ..Send::to(&SUBMIT_DRAFT) };
    first.ask::<SubmissionSummary>(send).await.unwrap();
    second.answer(PERMIT, choices(&["oui"]));
    second.pump().await;
    let [left] = second.queue.left_over() else { panic!("{:?}", second.queue) };
    assert_eq!((&left.step, &left.answer, left.is_sent), (&step(PERMIT), &choices(&["oui"]), true));
    let draft = second.read_draft().await;
    assert_eq!((draft.revision, draft.answers.len()), (0, 0));
    // Begun again, on either device: what is left over waits for the person, and nothing else stands in the way.
    second.answer("triage.mobilite", Answer::Level(Level::Hard));
    second.settle().await;
    assert_eq!(second.queue.left_over().len(), 1);
    assert_eq!(second.read_draft().await.standing_answers().0.len(), 1);
}

#[tokio::test]
async fn an_answer_that_the_other_device_cut_is_told_when_the_draft_is_read() {
    let world = World::new().await;
    let (mut first, mut second) = two(&world).await;
    second.answer(PERMIT, choices(&["code"]));
    second.pump().await;
    first.read_draft().await;
    first.answer("triage.mobilite", Answer::Level(Level::Fine));
    first.pump().await;
    assert_eq!(first.queue.removed(), [], "it had been on this screen");
    second.read_draft().await;
    let [removed] = second.queue.removed() else { panic!("{:?}", second.queue) };
    assert_eq!((&removed.step, &removed.answer), (&step(PERMIT), &choices(&["code"])));
}

#[tokio::test]
async fn a_cut_that_takes_what_was_never_on_this_screen_is_told_here() {
    let world = World::new().await;
    let (mut first, mut second) = two(&world).await;
    second.answer(PERMIT, choices(&["code"]));
    second.pump().await;
    first.answer("triage.mobilite", Answer::Level(Level::Fine));
    first.pump().await;
    let [removed] = first.queue.removed() else { panic!("{:?}", first.queue) };
    assert_eq!((&removed.step, &removed.answer), (&step(PERMIT), &choices(&["code"])));
}
