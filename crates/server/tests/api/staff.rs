//! The desk.

use crate::harness::{Ask, Browser, START, World};
use contract::staff::{END_STAFF_SESSION, GET_STAFF_ME, LIST_CLIENTS, SEARCH_CLIENTS, START_STAFF_SESSION};
use domain::ids::PersonId;
use serde_json::{Value, json};
use store::Person;

async fn sign_in(browser: &mut Browser, login: Value) -> (u16, String) {
    let reply = browser.ask(Ask::to(&START_STAFF_SESSION).body(login)).await;
    (reply.status, reply.text)
}

pub async fn desk(world: &World, role: &str) -> Browser {
    let mut browser = world.browser();
    assert_eq!(sign_in(&mut browser, world.staff_login(role)).await.0, 200);
    browser
}

#[tokio::test]
async fn staff_sign_in_with_password_and_code() {
    let world = World::new().await;
    let mut browser = world.browser();
    let mut login = world.staff_login("coordinator");
    login["login"] = json!(" Paul ");
    let reply = browser.ask(Ask::to(&START_STAFF_SESSION).body(login)).await;
    let me = reply.is(200).json();
    let expected = json!({
        "name": "Paul Fictif", "role": "coordinator", "ends_at": world.now().plus_s(8 * 3600).0, "idle_s": 1800,
    });
    assert_eq!(me, expected);
    assert_eq!(browser.get(&GET_STAFF_ME).await.is(200).json(), me);
    assert!(!browser.cookies.contains_key("mt-signed-in"), "the marker is the portal's");
}

#[tokio::test]
async fn every_wrong_part_looks_the_same() {
    let world = World::new().await;
    let right = world.staff_login("referent");
    let mut replies = Vec::new();
    for (part, wrong) in
        [("login", "nobody"), ("password", "not the password"), ("code", "000000"), ("code", "x")]
    {
        let mut login = right.clone();
        login[part] = json!(wrong);
        let reply = world.browser().ask(Ask::to(&START_STAFF_SESSION).body(login)).await;
        reply.refuses(401, "staff.refused");
        replies.push((reply.text, reply.headers));
        world.pass_s(1);
    }
    assert!(replies.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn a_code_works_once_and_one_step_late() {
    let world = World::new().await;
    let login = world.staff_login("referent");
    world.pass_s(30);
    assert_eq!(sign_in(&mut world.browser(), login.clone()).await.0, 200, "one step late");
    assert_eq!(sign_in(&mut world.browser(), login).await.0, 401, "the same code again");
    world.pass_s(60);
    assert_eq!(sign_in(&mut world.browser(), world.staff_login("referent")).await.0, 200);
    let late = world.staff_login("referent");
    world.pass_s(90);
    assert_eq!(sign_in(&mut world.browser(), late).await.0, 401, "three steps late");
}

#[tokio::test]
async fn guessing_a_password_is_slowed_down() {
    let world = World::new().await;
    let mut login = world.staff_login("referent");
    login["password"] = json!("wrong");
    let mut browser = world.browser();
    for _ in 0..3 {
        assert_eq!(sign_in(&mut browser, login.clone()).await.0, 401);
    }
    let reply = browser.ask(Ask::to(&START_STAFF_SESSION).body(world.staff_login("referent"))).await;
    reply.refuses(429, "session.slow-down");
    assert_eq!(reply.header("retry-after"), "1");
    world.pass_s(1);
    assert_eq!(sign_in(&mut browser, world.staff_login("referent")).await.0, 200);
}

#[tokio::test]
async fn a_staff_session_rests_half_an_hour_and_lasts_eight() {
    let world = World::new().await;
    let mut browser = desk(&world, "referent").await;
    for _ in 0..19 {
        world.pass_s(25 * 60);
        browser.get(&GET_STAFF_ME).await.is(200);
    }
    world.pass_s(25 * 60);
    browser.get(&GET_STAFF_ME).await.refuses(401, "session.needed");
    let mut browser = desk(&world, "referent").await;
    world.pass_s(30 * 60);
    browser.get(&GET_STAFF_ME).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn staff_sign_out() {
    let world = World::new().await;
    let mut browser = desk(&world, "referent").await;
    let mut copy = browser.clone();
    let reply = browser.ask(Ask::to(&END_STAFF_SESSION)).await;
    assert_ne!(reply.is(204).header("clear-site-data"), "");
    assert!(!browser.cookies.contains_key("__Host-mt-staff"));
    copy.get(&GET_STAFF_ME).await.refuses(401, "session.needed");
    world.browser().ask(Ask::to(&END_STAFF_SESSION)).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_persons_session_opens_no_desk() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    browser.get(&LIST_CLIENTS).await.refuses(401, "session.needed");
    let token = browser.cookies["__Host-mt-person"].clone();
    browser.cookies.insert("__Host-mt-staff".to_owned(), token);
    browser.get(&LIST_CLIENTS).await.refuses(401, "session.needed");
    browser.get(&GET_STAFF_ME).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn the_list_says_where_people_stand_and_nothing_they_answered() {
    let world = World::new().await;
    let page = desk(&world, "referent").await.get(&LIST_CLIENTS).await.is(200).json();
    assert_eq!((page["n_followed"].as_u64(), page.get("next")), (Some(3), None));
    let people = page["clients"].as_array().unwrap();
    let names: Vec<&str> = people.iter().map(|client| client["first_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Karim", "Nadia", "Sylvie"]);
    assert_eq!((&people[1]["last_milestone"], &people[1].get("last_seen_at")), (&json!("invited"), &None));
    let known = [
        "id",
        "first_name",
        "last_name",
        "last_milestone",
        "last_milestone_at",
        "last_seen_at",
        "heard_at",
        "attention",
        "n_cannot_come",
        "n_talk_requests",
        "n_stuck_actions",
        "n_disputes",
    ];
    for client in people {
        assert!(client.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())), "{client}");
    }
}

/// Follows sixty more people, by a référent of the demonstration.
async fn follow_sixty(world: &World) {
    let people = (0..60).map(|n| Person {
        id: PersonId::new(format!("p{n:02}")).unwrap(),
        first_name: "Éloïse".to_owned(),
        last_name: format!("Modèle {n:02}"),
        birth_date: "1990-01-01".parse().unwrap(),
        language: "fr".to_owned(),
        referent_id: None,
        created_at: START,
        last_seen_at: None,
    });
    let people: Vec<(Person, Option<String>)> = people.map(|person| (person, None)).collect();
    let insert = world.state.store.write(move |tx| Box::pin(async move { tx.insert_people(&people).await }));
    let inserted: Result<(), store::Error> = insert.await;
    inserted.unwrap();
}

#[tokio::test]
async fn a_coordinator_sees_everybody_fifty_at_a_time() {
    let world = World::new().await;
    follow_sixty(&world).await;
    let mut browser = desk(&world, "coordinator").await;
    let first = browser.get(&LIST_CLIENTS).await.is(200).json();
    assert_eq!((first["clients"].as_array().map(Vec::len), &first["n_followed"]), (Some(50), &json!(70)));
    let next = format!("after={}", first["next"].as_str().unwrap());
    let second = browser.ask(Ask::to(&LIST_CLIENTS).query(&next)).await.is(200).json();
    assert_eq!((second["clients"].as_array().map(Vec::len), second.get("next")), (Some(20), None));
    browser.ask(Ask::to(&LIST_CLIENTS).query("after=Not+an+id")).await.refuses(400, "request.malformed");
    let mut referent = desk(&world, "referent").await;
    assert_eq!(referent.get(&LIST_CLIENTS).await.json()["n_followed"], 3, "a référent sees their own only");
    let elsewhere = referent.ask(Ask::to(&LIST_CLIENTS).query(&next)).await.is(200).json();
    assert_eq!(elsewhere["clients"], json!([]));
}

#[tokio::test]
async fn a_name_is_searched_for_in_a_body_a_page_at_a_time() {
    let world = World::new().await;
    follow_sixty(&world).await;
    let mut browser = desk(&world, "coordinator").await;
    let search = |body: Value| Ask::to(&SEARCH_CLIENTS).body(body);
    let found = browser.ask(search(json!({ "q": "mod\u{e8}le 07" }))).await.is(200).json();
    assert_eq!((found["clients"].as_array().map(Vec::len), &found["n_followed"]), (Some(1), &json!(70)));
    let first = browser.ask(search(json!({ "q": "modele" }))).await.is(200).json();
    assert_eq!(first["clients"].as_array().map(Vec::len), Some(50));
    let second = browser.ask(search(json!({ "q": "modele", "after": first["next"] }))).await.is(200).json();
    assert_eq!((second["clients"].as_array().map(Vec::len), second.get("next")), (Some(10), None));
    // The same search again needs no key: it changes nothing.
    let again = browser.ask(search(json!({ "q": "modele" }))).await;
    assert_eq!(again.is(200).json(), first);
    let mut referent = desk(&world, "referent").await;
    let own = referent.ask(search(json!({ "q": "modele" }))).await.is(200).json();
    assert_eq!(own["clients"], json!([]), "a r\u{e9}f\u{e9}rent finds their own only");
    browser.ask(search(json!({ "q": 7 }))).await.refuses(400, "request.malformed");
    browser
        .ask(search(json!({ "q": "" })).header("content-type", "text/plain"))
        .await
        .refuses(415, "request.media-type");
    browser.ask(search(json!({ "q": "x".repeat(70_000) }))).await.refuses(413, "request.too-large");
    browser.ask(search(json!({ "q": "" })).without("x-main-tendue")).await.refuses(403, "request.foreign");
    world.browser().ask(search(json!({ "q": "" }))).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn who_calls_for_attention_comes_first_with_one_reason() {
    let world = World::new().await;
    let mut browser = desk(&world, "referent").await;
    let order = async |browser: &mut Browser| -> Vec<(String, Value)> {
        let page = browser.get(&LIST_CLIENTS).await.is(200).json();
        let one =
            |client: &Value| (client["first_name"].as_str().unwrap().to_owned(), client["attention"].clone());
        page["clients"].as_array().unwrap().iter().map(one).collect()
    };
    let before = order(&mut browser).await;
    assert!(before.iter().all(|(_, why)| why.is_null()), "{before:?}");
    let mut nadia = world.signed_in("new").await;
    let own = Ask::to(&contract::pathway::ADD_ACTION).body(json!({ "title": "Appeler la mairie" }));
    let action = nadia.ask(own).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let stuck = Ask::to(&contract::pathway::UPDATE_ACTION).at(&[&action]).body(json!({ "status": "stuck" }));
    nadia.ask(stuck.if_match(1)).await.is(200);
    world.pass_s(7 * 7 * 86_400);
    let mut browser = desk(&world, "referent").await;
    let after = order(&mut browser).await;
    assert_eq!(after[0], ("Nadia".to_owned(), json!("stuck")), "{after:?}");
    assert!(after[1..].iter().all(|(_, why)| why == "silent"), "{after:?}");
}

#[tokio::test]
async fn names_near_what_was_typed_are_told_apart_from_those_that_begin_so() {
    let world = World::new().await;
    follow_sixty(&world).await;
    let mut browser = desk(&world, "coordinator").await;
    let search = |q: &str| Ask::to(&SEARCH_CLIENTS).body(json!({ "q": q }));
    let swapped = browser.ask(search("eloiise modlee 07")).await.is(200).json();
    assert_eq!(swapped["clients"], json!([]), "nobody is called so");
    let near = swapped["near"].as_array().unwrap();
    assert_eq!(near.iter().map(|client| client["id"].as_str().unwrap()).collect::<Vec<_>>(), ["p07"]);
    let many = browser.ask(search("modlee")).await.is(200).json();
    assert_eq!((many["near"].as_array().map(Vec::len), many.get("next")), (Some(20), None));
    let exact = browser.ask(search("modele 07")).await.is(200).json();
    assert_eq!((exact["clients"].as_array().map(Vec::len), exact.get("near")), (Some(1), None));
    let page = browser.ask(search("modele")).await.is(200).json();
    assert!(page.get("near").is_none() && page.get("next").is_some(), "there are enough that begin so");
    let mut referent = desk(&world, "referent").await;
    let own = referent.ask(search("modlee")).await.is(200).json();
    assert!(own.get("near").is_none(), "a référent finds their own only: {own}");
}

#[tokio::test]
async fn a_place_in_the_list_that_is_none_is_refused() {
    let world = World::new().await;
    let mut browser = desk(&world, "referent").await;
    for after in ["after=p07", "after=stuck.x.p07", "after=stuck.1.No+id"] {
        browser.ask(Ask::to(&LIST_CLIENTS).query(after)).await.refuses(400, "request.malformed");
    }
}

#[tokio::test]
async fn there_is_no_account_that_nobody_has_made() {
    let world = World::fresh().await;
    let read = world.state.store.read(|tx| {
        Box::pin(async move {
            Ok::<_, store::Error>((tx.list_staff_accounts().await?.len(), tx.count_people().await?))
        })
    });
    assert_eq!(read.await.unwrap(), (0, 0));
    let mut tried: Vec<Value> = ["referent", "coordinator"].map(|role| world.staff_login(role)).into();
    for (login, password) in
        [("admin", "admin"), ("admin", ""), ("", ""), ("root", "password"), ("coordination", "demo")]
    {
        tried.push(json!({ "login": login, "password": password, "code": "000000" }));
    }
    let mut replies = Vec::new();
    for login in tried {
        let reply = world.browser().ask(Ask::to(&START_STAFF_SESSION).body(login)).await;
        reply.refuses(401, "staff.refused");
        replies.push((reply.text, reply.headers));
        world.pass_s(60);
    }
    assert!(replies.windows(2).all(|pair| pair[0] == pair[1]), "nothing tells that there is nobody");
    for endpoint in [&GET_STAFF_ME, &LIST_CLIENTS] {
        world.browser().get(endpoint).await.refuses(401, "session.needed");
    }
}
