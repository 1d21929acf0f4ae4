//! Access cards: who gives a new one, what the letter says, and that the code is nowhere else.

use crate::harness::{Ask, Browser, Reply, World, card_of};
use contract::access::LIST_ACCESSES;
use contract::cards::{GET_CARD, GET_LETTERS, PRINT_LETTERS, RENEW_CARD, REVOKE_CARD};
use contract::session::{GET_ME, START_SESSION};
use domain::ids::PersonId;
use serde_json::{Value, json};
use store::Person;

async fn id_of(browser: &mut Browser) -> String {
    browser.get(&GET_ME).await.is(200).json()["id"].as_str().unwrap().to_owned()
}

/// The codes on the pages of a letter, in their order.
fn codes_in(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.header("content-type"), "application/pdf");
    let read = crate::reader::read(&reply.bytes);
    let is_code = |text: &&str| text.len() == 11 && text.as_bytes()[5] == b'-' && !text.contains(' ');
    read.text().lines().filter(is_code).map(str::to_owned).collect()
}

async fn sign_in(world: &World, code: &str, birth_date: &str) -> Reply {
    let body = json!({ "card": code, "birth_date": birth_date });
    world.browser().ask(Ask::to(&START_SESSION).body(body)).await
}

/// People without a card, whom Claire follows.
async fn add_people(world: &World, names: &[&str]) {
    let login = world.staff("referent").login.clone();
    let (names, now) = (names.iter().map(ToString::to_string).collect::<Vec<_>>(), world.now());
    let job = async move |tx: &mut store::Tx| {
        let referent = tx.find_staff_by_login(&login).await?.map(|staff| staff.id);
        for name in names {
            let person = Person {
                id: PersonId::new(name.to_lowercase()).unwrap(),
                first_name: name,
                last_name: "Essai".to_owned(),
                birth_date: "1990-02-03".parse().unwrap(),
                language: "fr".to_owned(),
                referent_id: referent.clone(),
                created_at: now,
                last_seen_at: None,
            };
            tx.insert_person(&person).await?;
        }
        Ok::<_, store::Error>(())
    };
    world.state.store.write(move |tx| Box::pin(async move { job(tx).await })).await.unwrap();
}

#[tokio::test]
async fn a_new_card_is_a_letter_and_the_one_before_works_no_more() {
    let world = World::new().await;
    let nadia = world.person("new");
    let mut phone = world.signed_in("new").await;
    let id = id_of(&mut phone).await;
    for role in ["referent", "coordinator"] {
        world.pass_s(30);
        let mut desk = world.at_the_desk(role).await;
        let ask = Ask::to(&RENEW_CARD).at(&[&id]);
        let letter = desk.ask(ask.clone()).await;
        let codes = codes_in(letter.is(200));
        assert_eq!(codes.len(), 1);
        assert!(
            letter.header("content-disposition").starts_with("attachment; filename=\"lettre-carte-acces.pdf")
        );
        phone.get(&GET_ME).await.refuses(401, "session.needed");
        sign_in(&world, &nadia.card, &nadia.birth_date.to_string()).await.refuses(401, "session.refused");
        sign_in(&world, &codes[0], &nadia.birth_date.to_string()).await.is(200);
        assert_eq!(codes_in(&desk.ask(ask).await), codes, "a lost answer comes again");
        sign_in(&world, &codes[0], &nadia.birth_date.to_string()).await.is(200);
        let view = desk.ask(Ask::to(&GET_CARD).at(&[&id])).await.is(200).json();
        assert_eq!((&view["first_name"], &view["revoked_at"]), (&json!("Nadia"), &Value::Null));
        let code = codes[0].replace('-', "");
        for (table, rows) in world.dump().await {
            let holds = |row: &String| row.contains(&code) || row.contains(&codes[0]);
            assert!(!rows.iter().any(holds), "{table} has the code");
        }
    }
}

#[tokio::test]
async fn what_is_done_with_a_card_stands_in_the_record_that_the_person_reads() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    let id = id_of(&mut phone).await;
    let mut desk = world.at_the_desk("referent").await;
    let letter = desk.ask(Ask::to(&RENEW_CARD).at(&[&id])).await;
    let body = json!({ "card": codes_in(&letter)[0], "birth_date": world.person("new").birth_date });
    phone.ask(Ask::to(&START_SESSION).body(body)).await.is(200);
    let looks = phone.get(&LIST_ACCESSES).await.is(200).json();
    assert_eq!(looks["accesses"][0]["operation"], "renewCard");
    assert_eq!(
        looks["accesses"].as_array().unwrap().len(),
        1,
        "asking whether it works is no look at a file"
    );
}

#[tokio::test]
async fn a_card_that_was_taken_back_opens_nothing() {
    let world = World::new().await;
    let nadia = world.person("new");
    let mut phone = world.signed_in("new").await;
    let id = id_of(&mut phone).await;
    let mut desk = world.at_the_desk("referent").await;
    let view = desk.ask(Ask::to(&REVOKE_CARD).at(&[&id])).await.is(200).json();
    assert_eq!(view["revoked_at"], json!(world.now()));
    phone.get(&GET_ME).await.refuses(401, "session.needed");
    sign_in(&world, &nadia.card, &nadia.birth_date.to_string()).await.refuses(401, "session.refused");
    desk.ask(Ask::to(&REVOKE_CARD).at(&[&id])).await.is(200);
}

#[tokio::test]
async fn nobody_else_asks_about_a_card() {
    let world = World::new().await;
    let id = id_of(&mut world.signed_in("new").await).await;
    let mut other = world.other_referent().await;
    let mut person = world.signed_in("sent").await;
    for endpoint in [&GET_CARD, &RENEW_CARD, &REVOKE_CARD] {
        let ask = Ask::to(endpoint).at(&[&id]);
        other.ask(ask.clone()).await.refuses(404, "not-found");
        person.ask(ask.clone()).await.refuses(401, "session.needed");
        world.browser().ask(ask).await.refuses(401, "session.needed");
        world.pass_s(30);
        let mut desk = world.at_the_desk("coordinator").await;
        desk.ask(Ask::to(endpoint).at(&["nobody"])).await.refuses(404, "not-found");
    }
    world.browser().ask(Ask::to(&START_SESSION).body(card_of(world.person("new")))).await.is(200);
    let mut referent = world.at_the_desk("referent").await;
    for endpoint in [&GET_LETTERS, &PRINT_LETTERS] {
        referent.ask(Ask::to(endpoint)).await.refuses(404, "not-found");
        world.browser().ask(Ask::to(endpoint)).await.refuses(401, "session.needed");
    }
}

#[tokio::test]
async fn letters_are_made_once_for_whoever_never_had_a_card() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let n_waiting =
        async |desk: &mut Browser| desk.get(&GET_LETTERS).await.is(200).json()["n_waiting"].as_u64().unwrap();
    let n_before = n_waiting(&mut desk).await;
    let names = ["Ana", "Bea", "Cleo"];
    add_people(&world, &names).await;
    assert_eq!(n_waiting(&mut desk).await, n_before + 3);
    let ask = Ask::to(&PRINT_LETTERS);
    let letters = desk.ask(ask.clone()).await;
    let codes = codes_in(letters.is(200));
    assert_eq!(codes.len() as u64, n_before + 3);
    assert_eq!(codes_in(&desk.ask(ask).await), codes, "a lost answer comes again");
    assert_eq!(n_waiting(&mut desk).await, 0);
    desk.ask(Ask::to(&PRINT_LETTERS)).await.refuses(409, "letters.none");
    let said = crate::reader::read(&letters.bytes).text();
    assert!(said.contains("localhost:8080") && said.contains("Claire"), "{said}");
    let at = names.map(|name| said.find(&format!("{name} Essai")).unwrap());
    assert!(at.is_sorted(), "by name");
    for from in at {
        // The code on the page of this name.
        let code = said[from..].lines().find(|line| codes.iter().any(|code| code == line)).unwrap();
        sign_in(&world, code, "1990-02-03").await.is(200);
    }
}
