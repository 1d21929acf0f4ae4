//! The accounts of staff: made and closed by a coordinator, set up by whom they are for, once, with a code.

use crate::harness::{Ask, Browser, World};
use contract::accounts::{
    ADD_STAFF, BEGIN_STAFF_SETUP, CLOSE_STAFF, COMPLETE_STAFF_SETUP, LIST_STAFF, RENEW_STAFF_CODE,
    REOPEN_STAFF, UPDATE_STAFF,
};
use contract::staff::{GET_STAFF_ME, LIST_CLIENTS, START_STAFF_SESSION};
use serde_json::{Value, json};

const PASSWORD: &str = "trois chevaux verts au galop";

fn card(name: &str, role: &str) -> Value {
    json!({ "name": name, "role": role, "phone": "01 23 45 67 89", "place": "Maison des solidarités" })
}

fn add(login: &str, role: &str) -> Ask {
    Ask::to(&ADD_STAFF).body(json!({ "login": login, "card": card("Marc Fictif", role) }))
}

fn at(endpoint: &'static contract::Endpoint, id: &str) -> Ask {
    Ask::to(endpoint).at(&[id])
}

async fn id_of(desk: &mut Browser, ask: Ask) -> String {
    desk.ask(ask).await.is(201).json()["id"].as_str().unwrap().to_owned()
}

async fn code_of(desk: &mut Browser, id: &str) -> String {
    desk.ask(at(&RENEW_STAFF_CODE, id)).await.is(201).json()["code"].as_str().unwrap().to_owned()
}

async fn member(desk: &mut Browser, login: &str) -> Value {
    let list = desk.get(&LIST_STAFF).await.is(200).json();
    list["members"].as_array().unwrap().iter().find(|one| one["login"] == login).unwrap().clone()
}

fn view(login: &str, code: &str) -> Ask {
    Ask::to(&BEGIN_STAFF_SETUP).body(json!({ "login": login, "code": code }))
}

fn proof(world: &World, secret: &str) -> String {
    server::totp::code_of_base32(secret, u64::try_from(world.now().as_ms() / 1000).unwrap()).unwrap()
}

/// The end of a set-up, with the code that the app shows.
async fn complete(world: &World, browser: &mut Browser, login: &str, code: &str, password: &str) -> Ask {
    let seen = browser.ask(view(login, code)).await.is(200).json();
    ending(world, login, code, password, &seen)
}

fn ending(world: &World, login: &str, code: &str, password: &str, seen: &Value) -> Ask {
    let totp = proof(world, seen["secret"].as_str().unwrap());
    let body =
        json!({ "login": login, "code": code, "password": password, "sealed": seen["sealed"], "totp": totp });
    Ask::to(&COMPLETE_STAFF_SETUP).body(body)
}

/// A new colleague with an account that is set up, signed in by it.
async fn colleague(world: &World, desk: &mut Browser, login: &str, role: &str) -> (Browser, String) {
    let id = id_of(desk, add(login, role)).await;
    let code = code_of(desk, &id).await;
    let mut browser = world.browser();
    let ask = complete(world, &mut browser, login, &code, PASSWORD).await;
    browser.ask(ask).await.is(200);
    (browser, id)
}

#[tokio::test]
async fn a_colleague_chooses_how_to_sign_in_and_is_signed_in() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let id = id_of(&mut desk, add(" Marc.Fictif ", "referent")).await;
    let waiting = member(&mut desk, "marc.fictif").await;
    assert_eq!((&waiting["state"], waiting.get("code_until")), (&json!("waiting"), None));
    let code = code_of(&mut desk, &id).await;
    assert!(member(&mut desk, "marc.fictif").await["code_until"].is_i64());
    let mut marc = world.browser();
    let seen = marc.ask(view("MARC.fictif", &code.to_lowercase())).await.is(200).json();
    assert_eq!(seen["name"], "Marc Fictif");
    assert!(seen["address"].as_str().unwrap().starts_with("otpauth://totp/"));
    assert!(seen["qr"].as_array().unwrap().len() > 20);
    let other = world.browser().ask(view("marc.fictif", &code)).await.is(200).json();
    assert_ne!(
        other["secret"], seen["secret"],
        "whoever made the code does not know what its owner will have"
    );
    let ask = ending(&world, "marc.fictif", &code, PASSWORD, &seen);
    let me = marc.ask(ask.clone()).await.is(200).json();
    assert_eq!((&me["name"], &me["role"]), (&json!("Marc Fictif"), &json!("referent")));
    let token = marc.cookies["__Host-mt-staff"].clone();
    marc.ask(ask).await.is(200);
    assert_eq!(marc.cookies["__Host-mt-staff"], token, "a lost answer is given again");
    marc.get(&GET_STAFF_ME).await.is(200);
    world.browser().ask(view("marc.fictif", &code)).await.refuses(422, "staff.code-refused");
    // From the next half-minute on, as everyone does.
    world.pass_s(30);
    let totp = proof(&world, seen["secret"].as_str().unwrap());
    let sign_in = json!({ "login": "marc.fictif", "password": PASSWORD, "code": totp });
    world.browser().ask(Ask::to(&START_STAFF_SESSION).body(sign_in)).await.is(200);
    assert_eq!(member(&mut desk, "marc.fictif").await["state"], "open");
    for (table, rows) in world.dump().await {
        for row in rows {
            assert!(
                !row.contains(PASSWORD) && !row.contains(&code) && !row.contains(&code.replace('-', "")),
                "{table}"
            );
            assert!(!row.contains(seen["secret"].as_str().unwrap()) && !row.contains(&token), "{table}");
        }
    }
}

#[tokio::test]
async fn weak_passwords_and_wrong_proofs_are_refused_and_the_code_stays() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let id = id_of(&mut desk, add("marc", "referent")).await;
    let code = code_of(&mut desk, &id).await;
    let mut marc = world.browser();
    for weak in [
        "court",
        "motdepasse1234",
        "password12345",
        "azertyuiop123",
        "Main Tendue 13",
        "marc marc marc",
        "aaaaaaaaaaaaaaaa",
    ] {
        let ask = complete(&world, &mut marc, "marc", &code, weak).await;
        marc.ask(ask).await.refuses(422, "staff.password-refused");
    }
    for sealed in ["", "x"] {
        let wrong = json!({ "login": "marc", "code": code, "password": PASSWORD, "sealed": sealed, "totp": "000000" });
        marc.ask(Ask::to(&COMPLETE_STAFF_SETUP).body(wrong)).await.refuses(422, "staff.proof-refused");
    }
    let ask = complete(&world, &mut marc, "marc", &code, PASSWORD).await;
    marc.ask(ask).await.is(200);
}

#[tokio::test]
async fn a_code_ends_after_three_days_and_tries_are_slowed_down() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let id = id_of(&mut desk, add("marc", "referent")).await;
    let old = code_of(&mut desk, &id).await;
    let code = code_of(&mut desk, &id).await;
    let mut marc = world.browser();
    marc.ask(view("marc", &old)).await.refuses(422, "staff.code-refused");
    marc.ask(view("nobody", &code)).await.refuses(422, "staff.code-refused");
    marc.ask(view("marc", "nothing")).await.refuses(422, "staff.code-refused");
    marc.ask(view("marc", &code)).await.is(200);
    world.pass_s(72 * 3600);
    marc.ask(view("marc", &code)).await.refuses(422, "staff.code-refused");
    let wrong = view("marc", "7K4M9-2PXQ8");
    let mut last = 0;
    for _ in 0..6 {
        last = marc.ask(wrong.clone()).await.status;
    }
    assert_eq!(last, 429, "whoever guesses waits");
    marc.ask(wrong).await.refuses(429, "session.slow-down");
}

#[tokio::test]
async fn a_reset_ends_sessions_and_what_one_signed_in_with() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let (mut marc, id) = colleague(&world, &mut desk, "marc", "referent").await;
    let code = code_of(&mut desk, &id).await;
    marc.get(&GET_STAFF_ME).await.refuses(401, "session.needed");
    let sign_in = json!({ "login": "marc", "password": PASSWORD, "code": "000000" });
    world.browser().ask(Ask::to(&START_STAFF_SESSION).body(sign_in)).await.refuses(401, "staff.refused");
    let ask = complete(&world, &mut marc, "marc", &code, "quatre girafes en pyjama").await;
    marc.ask(ask).await.is(200);
    let me = member(&mut desk, &world.staff("coordinator").login).await;
    desk.ask(at(&RENEW_STAFF_CODE, me["id"].as_str().unwrap())).await.refuses(409, "staff.own-account");
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_its_people_have_nobody() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let mut claire = world.at_the_desk("referent").await;
    let list = desk.get(&LIST_STAFF).await.json();
    let claires =
        list["members"].as_array().unwrap().iter().find(|one| one["name"] == world.staff("referent").name);
    let id = claires.unwrap()["id"].as_str().unwrap().to_owned();
    assert!(claires.unwrap()["n_clients"].as_u64().unwrap() > 0);
    let closed = desk.ask(at(&CLOSE_STAFF, &id)).await.is(200).json();
    assert_eq!((&closed["state"], &closed["n_clients"]), (&json!("closed"), &json!(0)));
    claire.get(&LIST_CLIENTS).await.refuses(401, "session.needed");
    let again = Ask::to(&START_STAFF_SESSION).body(world.staff_login("referent"));
    world.browser().ask(again.clone()).await.refuses(401, "staff.refused");
    assert!(desk.get(&LIST_STAFF).await.json()["n_unassigned"].as_u64().unwrap() > 0);
    for endpoint in [&CLOSE_STAFF, &RENEW_STAFF_CODE] {
        desk.ask(at(endpoint, &id)).await.refuses(404, "not-found");
    }
    assert_eq!(desk.ask(at(&REOPEN_STAFF, &id)).await.is(200).json()["state"], "waiting");
    desk.ask(at(&REOPEN_STAFF, &id)).await.refuses(404, "not-found");
    world.pass_s(60);
    world
        .browser()
        .ask(Ask::to(&START_STAFF_SESSION).body(world.staff_login("referent")))
        .await
        .refuses(401, "staff.refused");
}

#[tokio::test]
async fn the_last_coordinator_stays_one() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let me = member(&mut desk, &world.staff("coordinator").login).await;
    let id = me["id"].as_str().unwrap();
    assert_eq!(me["is_me"], true);
    let demote = Ask::to(&UPDATE_STAFF).at(&[id]).body(card("Hélène", "referent"));
    desk.ask(demote.clone()).await.refuses(409, "staff.last-coordinator");
    desk.ask(at(&CLOSE_STAFF, id)).await.refuses(409, "staff.last-coordinator");
    colleague(&world, &mut desk, "marc", "coordinator").await;
    assert_eq!(desk.ask(demote.key("again")).await.is(200).json()["role"], "referent");
    desk.get(&LIST_STAFF).await.refuses(404, "not-found");
}

#[tokio::test]
async fn each_act_leaves_a_line() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let (_, id) = colleague(&world, &mut desk, "marc", "referent").await;
    for role in ["coordinator", "coordinator", "referent"] {
        desk.ask(Ask::to(&UPDATE_STAFF).at(&[&id]).body(card("Marc Autre", role))).await.is(200);
        world.pass_s(1);
    }
    desk.ask(at(&CLOSE_STAFF, &id)).await.is(200);
    world.pass_s(1);
    desk.ask(at(&REOPEN_STAFF, &id)).await.is(200);
    let events = desk.get(&LIST_STAFF).await.json()["events"].clone();
    let mut kinds: Vec<&str> =
        events.as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds[0], "reopened");
    kinds.sort_unstable();
    assert_eq!(kinds, ["added", "changed", "closed", "code", "demoted", "promoted", "reopened", "set-up"]);
    assert_eq!(events[0]["whose"], "Marc Autre");
}

#[tokio::test]
async fn only_a_coordinator_looks_after_accounts() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let id = id_of(&mut desk, add("marc", "referent")).await;
    desk.ask(add("MARC", "referent")).await.refuses(409, "staff.login-taken");
    for login in ["", "a b", "x"] {
        desk.ask(add(login, "referent")).await.refuses(422, "staff.account-refused");
    }
    let nameless = Ask::to(&UPDATE_STAFF).at(&[&id]).body(card(" ", "referent"));
    desk.ask(nameless.clone()).await.refuses(422, "staff.account-refused");
    let change = |id: &str| Ask::to(&UPDATE_STAFF).at(&[id]).body(card("Marc", "referent"));
    let asks = |id: &str| {
        [
            change(id),
            at(&RENEW_STAFF_CODE, id),
            at(&CLOSE_STAFF, id),
            at(&REOPEN_STAFF, id),
            Ask::to(&LIST_STAFF),
            add("autre", "referent"),
        ]
    };
    let (mut referent, mut person) = (world.at_the_desk("referent").await, world.signed_in("new").await);
    for ask in asks(&id) {
        referent.ask(ask.clone()).await.refuses(404, "not-found");
        world.browser().ask(ask.clone()).await.refuses(401, "session.needed");
        person.ask(ask).await.refuses(401, "session.needed");
    }
    for ask in &asks("nothing")[..4] {
        desk.ask(ask.clone()).await.refuses(404, "not-found");
    }
}
