//! A device becomes a kiosk with a code of the desk, stays one, and forgets whoever was there.

use crate::harness::{Ask, Browser, World, card_of};
use crate::web::site;
use contract::kiosk::{ADD_KIOSK, ENROL_KIOSK, LIST_KIOSKS, REMOVE_KIOSK, RENEW_KIOSK_CODE};
use contract::session::{END_SESSION, GET_ME, START_SESSION};
use serde_json::{Value, json};

const COOKIE: &str = "__Host-mt-kiosk";

async fn add(desk: &mut Browser) -> String {
    let kiosk = desk.ask(Ask::to(&ADD_KIOSK).body(json!({ "name": " Accueil " }))).await.is(201).json();
    assert_eq!((&kiosk["name"], kiosk.get("enrolled_at")), (&json!("Accueil"), None));
    kiosk["id"].as_str().unwrap().to_owned()
}

async fn code_of(desk: &mut Browser, id: &str) -> String {
    let code = desk.ask(Ask::to(&RENEW_KIOSK_CODE).at(&[id])).await.is(201).json();
    code["code"].as_str().unwrap().to_owned()
}

fn enrol(code: &str) -> Ask {
    Ask::to(&ENROL_KIOSK).body(json!({ "code": code }))
}

/// A kiosk, and the desk that made it with its id.
pub async fn kiosk(world: &World) -> (Browser, Browser, String) {
    let mut desk = world.at_the_desk("coordinator").await;
    let id = add(&mut desk).await;
    let code = code_of(&mut desk, &id).await;
    let mut device = world.browser();
    device.ask(enrol(&code)).await.is(204);
    (device, desk, id)
}

#[tokio::test]
async fn a_code_makes_a_device_a_kiosk_once() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let id = add(&mut desk).await;
    let code = code_of(&mut desk, &id).await;
    let mut device = world.signed_in("new").await;
    let reply = device.ask(enrol(&code.to_lowercase().replace('-', " "))).await;
    assert_eq!(reply.is(204).header("clear-site-data"), "\"cache\",\"storage\"");
    let cookie = reply.set_cookies().into_iter().find(|line| line.starts_with(COOKIE)).unwrap();
    for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=34560000"] {
        assert!(cookie.split("; ").any(|found| found == attribute), "{attribute} in {cookie}");
    }
    assert_eq!(device.cookies.keys().collect::<Vec<_>>(), [COOKIE], "nothing of a person stays");
    world.browser().ask(enrol(&code)).await.refuses(422, "kiosk.code-refused");
    let kiosks = desk.get(&LIST_KIOSKS).await.is(200).json();
    assert_eq!(kiosks[0]["enrolled_at"], world.now().as_ms());
}

#[tokio::test]
async fn a_lost_answer_is_given_again_and_no_code_is_kept() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let id = add(&mut desk).await;
    let ask = Ask::to(&RENEW_KIOSK_CODE).at(&[&id]);
    let first = desk.ask(ask.clone()).await.is(201).json();
    assert_eq!(desk.ask(ask).await.is(201).json(), first);
    let code = first["code"].as_str().unwrap().replace('-', "");
    let (mut device, ask) = (world.browser(), enrol(&code));
    device.ask(ask.clone()).await.is(204);
    let token = device.cookies.remove(COOKIE).unwrap();
    device.ask(ask).await.is(204);
    assert_eq!(device.cookies[COOKIE], token);
    for (table, rows) in world.dump().await {
        for row in rows {
            assert!(!row.contains(&code) && !row.contains(&token), "{table}: {row}");
            assert!(!row.contains(first["code"].as_str().unwrap()), "{table}: {row}");
        }
    }
}

#[tokio::test]
async fn a_code_does_not_wait_and_the_newest_counts() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let id = add(&mut desk).await;
    let old = code_of(&mut desk, &id).await;
    let newer = code_of(&mut desk, &id).await;
    world.pass_s(15 * 60 - 1);
    world.browser().ask(enrol(&old)).await.refuses(422, "kiosk.code-refused");
    world.pass_s(1);
    world.browser().ask(enrol(&newer)).await.refuses(422, "kiosk.code-refused");
    for odd in ["", "7K4M9", "7K4M9-2PXQ8", "7K4M9-2PXQU"] {
        world.browser().ask(enrol(odd)).await.refuses(422, "kiosk.code-refused");
    }
}

#[tokio::test]
async fn only_a_coordinator_sees_and_makes_kiosks() {
    let world = World::new().await;
    let (_, mut desk, id) = kiosk(&world).await;
    let named = |name: &str| Ask::to(&ADD_KIOSK).body(json!({ "name": name }));
    for name in ["", "  ", "a\nb", &"x".repeat(81)] {
        desk.ask(named(name)).await.refuses(422, "kiosk.name-refused");
    }
    let mut referent = world.at_the_desk("referent").await;
    for ask in [
        Ask::to(&LIST_KIOSKS),
        named("Accueil"),
        Ask::to(&RENEW_KIOSK_CODE).at(&[&id]),
        Ask::to(&REMOVE_KIOSK).at(&[&id]),
    ] {
        referent.ask(ask.clone()).await.refuses(404, "not-found");
        world.browser().ask(ask).await.refuses(401, "session.needed");
    }
    for endpoint in [&RENEW_KIOSK_CODE, &REMOVE_KIOSK] {
        desk.ask(Ask::to(endpoint).at(&["nothing"])).await.refuses(404, "not-found");
    }
}

#[tokio::test]
async fn whoever_signs_in_at_a_kiosk_is_at_a_kiosk_whatever_the_page_says() {
    let world = World::new().await;
    let (mut device, _, _) = kiosk(&world).await;
    let body: Value = card_of(world.person("new"));
    let reply = device.ask(Ask::to(&START_SESSION).body(body)).await;
    assert_eq!(reply.is(200).json()["idle_s"], 180);
    assert!(reply.set_cookies().iter().all(|cookie| !cookie.contains("Max-Age")));
    let reply = device.ask(Ask::to(&END_SESSION)).await;
    assert_eq!(reply.is(204).header("clear-site-data"), "\"cache\",\"storage\"");
    assert_eq!(device.cookies.keys().collect::<Vec<_>>(), [COOKIE], "it is a kiosk for the next person");
    // When the session had ended by itself.
    let reply = device.ask(Ask::to(&END_SESSION)).await;
    assert_eq!(reply.refuses(401, "session.needed").header("clear-site-data"), "\"cache\",\"storage\"");
    device.ask(Ask::to(&START_SESSION).body(card_of(world.person("new")))).await.is(200);
    world.pass_s(181);
    device.get(&GET_ME).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_kiosk_has_a_page_of_its_own_until_it_is_taken_away() {
    const MARK: &str = "<html data-setting=kiosk data-open>";
    let (world, _folder) = site().await;
    let (mut device, mut desk, id) = kiosk(&world).await;
    for path in ["/", "/pathway", "/index.html"] {
        let page = device.fetch(path).await;
        assert!(page.is(200).text.contains(MARK), "{path}: {}", page.text);
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.header("permissions-policy").contains("camera=(self)"), "a card may be shown to it");
        assert!(page.set_cookies()[0].starts_with(&format!("{COOKIE}={}", device.cookies[COOKIE])));
    }
    assert!(!device.fetch("/staff/").await.is(200).text.contains(MARK));
    let phone = world.browser().fetch("/").await;
    assert!(!phone.text.contains(MARK) && phone.header("permissions-policy").contains("camera=()"));
    desk.ask(Ask::to(&REMOVE_KIOSK).at(&[&id])).await.is(204);
    let page = device.fetch("/").await;
    assert!(!page.text.contains(MARK) && page.set_cookies().is_empty());
}

#[tokio::test]
async fn a_new_page_of_a_kiosk_begins_with_nobody() {
    let (world, _folder) = site().await;
    let (mut device, _, _) = kiosk(&world).await;
    device.ask(Ask::to(&START_SESSION).body(card_of(world.person("new")))).await.is(200);
    let kept = device.cookies.clone();
    device.get(&GET_ME).await.is(200);
    device.fetch("/app-0123456789abcdef_bg.wasm").await.is(200);
    device.get(&GET_ME).await.is(200);
    device.fetch("/pathway").await.is(200);
    assert_eq!(device.cookies.keys().collect::<Vec<_>>(), [COOKIE]);
    device.cookies = kept;
    device.get(&GET_ME).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn on_a_kiosk_no_answer_is_opened_by_its_address() {
    let world = World::new().await;
    let (mut device, _, _) = kiosk(&world).await;
    let mut phone = world.signed_in("new").await;
    device.ask(Ask::to(&START_SESSION).body(card_of(world.person("new")))).await.is(200);
    let as_page = Ask::to(&GET_ME).header("sec-fetch-mode", "navigate");
    phone.ask(as_page.clone()).await.is(200);
    device.ask(Ask::to(&GET_ME).header("sec-fetch-mode", "cors")).await.is(200);
    device.ask(as_page).await.refuses(401, "session.needed");
    assert_eq!(device.cookies.keys().collect::<Vec<_>>(), [COOKIE]);
}

#[tokio::test]
async fn without_the_store_what_was_a_kiosk_stays_one() {
    let (world, _folder) = site().await;
    let (mut device, _, _) = kiosk(&world).await;
    world.state.store.close().await;
    assert!(device.fetch("/").await.is(200).text.contains("data-setting=kiosk"));
}
