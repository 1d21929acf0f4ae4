//! A session that ends by itself: the answers wait for the same person, and for nobody else.

use crate::device::{Device, choices, step};
use crate::first_journey::triage;
use crate::world::World;
use domain::questionnaire::Level;
use main_tendue::drafts::SaveState;

const AFTER_IDLE_S: i64 = 31 * 60;
const PERMIT: &str = "answer.mobilite.permis";

async fn interrupted(world: &World) -> Device {
    let mut device = Device::signed_in(world, "phone", &world.person("new")).await;
    triage(&mut device, "mobilite", Level::Hard);
    device.answer("answer.mobilite.moyen", choices(&["pied"]));
    device.pump().await;
    world.pass_s(AFTER_IDLE_S);
    device.answer(PERMIT, choices(&["code"]));
    device.pump().await;
    assert_eq!(device.queue.save_state(), SaveState::Waiting { n_answers: 1 });
    device
}

#[tokio::test]
async fn the_answer_waits_and_leaves_once_when_the_same_person_is_back() {
    let world = World::new().await;
    let mut device = interrupted(&world).await;
    device.sign_in(&world.person("new")).await;
    device.settle().await;
    let draft = device.read_draft().await;
    let kept = &draft.answers[&step(PERMIT)];
    assert_eq!((kept.answer.clone(), kept.version), (Some(choices(&["code"])), 1));
}

#[tokio::test]
async fn another_person_gets_nothing_of_it() {
    let world = World::new().await;
    let mut device = interrupted(&world).await;
    device.lose_cookies();
    device.sign_in(&world.person("sent")).await;
    assert!(!device.queue.has_unsent());
    device.wake().await;
    assert!(!device.read_draft().await.answers.contains_key(&step(PERMIT)));
    let first = Device::signed_in(&world, "other", &world.person("new")).await;
    assert_eq!(first.stock.answers.get(&step(PERMIT)), None);
}
