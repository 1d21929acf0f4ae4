//! A visit at a kiosk goes on on a phone: once, soon, by one phone, and ends at the kiosk.

use crate::harness::{Ask, Browser, World, card_of};
use crate::kiosk::kiosk;
use contract::handover::{OFFER_HANDOVER, TAKE_HANDOVER};
use contract::session::{END_SESSION, GET_ME, START_SESSION};
use serde_json::{Value, json};

const PERSON: &str = "__Host-mt-person";

/// A kiosk at which this person has signed in.
async fn visit(world: &World, who: &str) -> Browser {
    let (mut device, _, _) = kiosk(world).await;
    device.ask(Ask::to(&START_SESSION).body(card_of(world.person(who)))).await.is(200);
    device
}

async fn offer(device: &mut Browser) -> Value {
    device.ask(Ask::to(&OFFER_HANDOVER)).await.is(201).json()
}

fn take(code: &str) -> Ask {
    Ask::to(&TAKE_HANDOVER).body(json!({ "code": code }))
}

fn code_of(offered: &Value) -> String {
    offered["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_phone_has_a_session_of_its_own_and_the_kiosk_has_none() {
    let world = World::new().await;
    let mut device = visit(&world, "new").await;
    let me = device.get(&GET_ME).await.json();
    let offered = offer(&mut device).await;
    assert!(offered["address"].as_str().unwrap().ends_with("/kiosk/phone"));
    assert_eq!(offered["until"], world.now().plus_s(120).as_ms());
    assert!(offered["qr"][0].as_str().unwrap().starts_with("#######."));
    let mut phone = world.browser();
    let reply = phone.ask(take(&code_of(&offered).to_lowercase())).await;
    assert_eq!(reply.is(200).json()["id"], me["id"]);
    assert_eq!(reply.json()["idle_s"], 30 * 60, "a phone's session");
    assert!(reply.set_cookies().iter().any(|line| line.starts_with(PERSON) && line.contains("Max-Age")));
    phone.get(&GET_ME).await.is(200);
    assert_ne!(phone.cookies[PERSON], device.cookies[PERSON]);
    device.get(&GET_ME).await.refuses(401, "session.needed");
    world.browser().ask(take(&code_of(&offered))).await.refuses(422, "handover.refused");
}

#[tokio::test]
async fn twenty_phones_at_once_and_one_has_it() {
    let world = World::new().await;
    let code = code_of(&offer(&mut visit(&world, "new").await).await);
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let (mut phone, code) = (world.browser(), code.clone());
            tokio::spawn(async move { phone.ask(take(&code)).await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for one in tries {
        statuses.push(one.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (200, &[422; 19][..]));
}

#[tokio::test]
async fn a_code_does_not_wait_and_the_newest_counts() {
    let world = World::new().await;
    let mut device = visit(&world, "new").await;
    let old = code_of(&offer(&mut device).await);
    let newer = code_of(&offer(&mut device).await);
    world.browser().ask(take(&old)).await.refuses(422, "handover.refused");
    world.pass_s(119);
    device.get(&GET_ME).await.is(200);
    world.pass_s(1);
    world.browser().ask(take(&newer)).await.refuses(422, "handover.refused");
    for odd in ["", "7K4M9", "7K4M9-2PXQ8", "7K4M9-2PXQU"] {
        world.browser().ask(take(odd)).await.refuses(422, "handover.refused");
    }
    let last = code_of(&offer(&mut device).await);
    device.ask(Ask::to(&END_SESSION)).await.is(204);
    world.browser().ask(take(&last)).await.refuses(422, "handover.refused");
}

#[tokio::test]
async fn a_visit_that_has_rested_too_long_goes_on_nowhere() {
    let world = World::new().await;
    let mut device = visit(&world, "new").await;
    world.pass_s(100);
    let code = code_of(&offer(&mut device).await);
    world.pass_s(90);
    world.browser().ask(take(&code)).await.is(200);
    let mut device = visit(&world, "sent").await;
    for _ in 0..17 {
        world.pass_s(100);
        device.get(&GET_ME).await.is(200);
    }
    let code = code_of(&offer(&mut device).await);
    world.pass_s(100);
    world.browser().ask(take(&code)).await.refuses(422, "handover.refused");
}

#[tokio::test]
async fn only_a_kiosk_hands_over() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    phone.ask(Ask::to(&OFFER_HANDOVER)).await.refuses(422, "handover.refused");
    world.browser().ask(Ask::to(&OFFER_HANDOVER)).await.refuses(401, "session.needed");
    let mut desk = world.at_the_desk("referent").await;
    desk.ask(Ask::to(&OFFER_HANDOVER)).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_lost_answer_is_given_again_and_no_code_is_kept() {
    let world = World::new().await;
    let mut device = visit(&world, "new").await;
    let ask = Ask::to(&OFFER_HANDOVER);
    let first = device.ask(ask.clone()).await.is(201).json();
    assert_eq!(device.ask(ask).await.is(201).json()["code"], first["code"]);
    let (code, mut phone) = (code_of(&first), world.browser());
    let ask = take(&code);
    phone.ask(ask.clone()).await.is(200);
    let token = phone.cookies.remove(PERSON).unwrap();
    phone.ask(ask).await.is(200);
    assert_eq!(phone.cookies[PERSON], token, "the phone asks again and has the same");
    for (table, rows) in world.dump().await {
        for row in rows {
            for secret in [&token, &code, &code.replace('-', "")] {
                assert!(!row.contains(secret.as_str()), "{table}: {row}");
            }
        }
    }
}

#[tokio::test]
async fn whoever_was_signed_in_on_the_phone_is_so_no_longer() {
    let world = World::new().await;
    let code = code_of(&offer(&mut visit(&world, "new").await).await);
    let mut phone = world.signed_in("sent").await;
    let before = phone.clone();
    phone.ask(take(&code)).await.is(200);
    before.clone().get(&GET_ME).await.refuses(401, "session.needed");
    let me = phone.get(&GET_ME).await.is(200).json();
    assert_eq!(me["id"], world.signed_in("new").await.get(&GET_ME).await.json()["id"]);
}

#[tokio::test]
async fn at_another_kiosk_it_is_a_visit_there() {
    let world = World::new().await;
    let code = code_of(&offer(&mut visit(&world, "new").await).await);
    // The coordinator's next code of the authenticator.
    world.pass_s(30);
    let (mut other, _, _) = kiosk(&world).await;
    assert_eq!(other.ask(take(&code)).await.is(200).json()["idle_s"], 180);
}
