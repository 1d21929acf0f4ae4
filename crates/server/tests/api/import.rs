//! People from a list: looked at, then added at once; each status, and that nothing happens by halves.

use crate::harness::{Ask, Browser, Reply, World, card_of};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use contract::access::LIST_ACCESSES;
use contract::cards::{GET_LETTERS, PRINT_LETTERS};
use contract::import::{
    CHECK_IMPORT, DOWNLOAD_IMPORT_PROBLEMS, FINISH_IMPORT, GET_IMPORT, MAX_IMPORT_BYTES, REMOVE_IMPORT,
};
use contract::session::START_SESSION;
use contract::staff::SEARCH_CLIENTS;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::Tx;

const HEADINGS: &str = "Nom;Prénom;Date de naissance;Langue;Référent\n";

fn handing_in(list: impl Into<Vec<u8>>) -> Ask {
    let bytes = list.into();
    let digest = format!("sha-256=:{}:", BASE64.encode(Sha256::digest(&bytes)));
    Ask::to(&CHECK_IMPORT).text(bytes).header("content-digest", &digest)
}

async fn hand_in(desk: &mut Browser, lines: &str) -> String {
    let reply = desk.ask(handing_in([HEADINGS, lines].concat())).await;
    reply.is(201).json()["id"].as_str().unwrap().to_owned()
}

async fn view(desk: &mut Browser, id: &str) -> Value {
    desk.ask(Ask::to(&GET_IMPORT).at(&[id])).await.is(200).json()
}

async fn finish(desk: &mut Browser, id: &str, leave_faulty_out: bool) -> Reply {
    let body = json!({ "leave_faulty_out": leave_faulty_out });
    desk.ask(Ask::to(&FINISH_IMPORT).at(&[id]).body(body)).await
}

async fn n_people(world: &World) -> u64 {
    let counted = world.state.store.read(|tx: &mut Tx| Box::pin(async move { tx.count_people().await }));
    counted.await.map_err(|error: store::Error| error).unwrap()
}

fn counts(view: &Value) -> [u64; 5] {
    ["n_lines", "n_new", "n_known", "n_twins", "n_faulty"].map(|name| view[name].as_u64().unwrap())
}

#[tokio::test]
async fn a_list_is_looked_at_put_right_and_added() {
    let world = World::new().await;
    let nadia = world.person("new");
    let (login, born) = (world.staff("referent").login.clone(), nadia.birth_date);
    let mut desk = world.at_the_desk("coordinator").await;
    let before = n_people(&world).await;
    let known: Vec<String> = {
        let found = desk.ask(Ask::to(&SEARCH_CLIENTS).body(json!({ "q": "nadia" }))).await.is(200).json();
        ["last_name", "first_name"]
            .map(|name| found["clients"][0][name].as_str().unwrap().to_uppercase())
            .into()
    };
    let rest = format!(
        "Zqnew;Ana;12/03/1987;fr;{login}\n{};{};{born};;\nZqnew;Ana;1987-03-12;;\n",
        known[0], known[1]
    );
    let id = hand_in(&mut desk, &format!("{rest}Zqold;Bea;31/02/1987;;\n")).await;
    let seen = view(&mut desk, &id).await;
    assert_eq!(counts(&seen), [4, 1, 1, 1, 1]);
    assert_eq!(
        seen["first"],
        json!([{ "first_name": "Ana", "last_name": "Zqnew", "birth_date": "1987-03-12" }])
    );
    let told: Vec<Value> =
        seen["remarks"].as_array().unwrap().iter().map(|one| json!([one["line"], one["kind"]])).collect();
    assert_eq!(json!(told), json!([[5, "not-a-date"], [3, "known"], [4, "twin"]]));
    assert_eq!(seen["remarks"][0]["column"], "Date de naissance");
    assert_eq!(seen["n_remarks"], 3);
    let english = desk.ask(Ask::to(&GET_IMPORT).at(&[&id]).query("language=en")).await.is(200).json();
    assert_eq!(english["remarks"][0]["column"], "Date of birth");
    finish(&mut desk, &id, false).await.refuses(409, "import.faulty");
    assert_eq!(n_people(&world).await, before, "nothing is added by halves");
    let id = hand_in(&mut desk, &format!("{rest}Zqold;Bea;28/02/1987;;\n")).await;
    let done = finish(&mut desk, &id, false).await.is(200).json();
    assert_eq!(counts(&done), [4, 2, 1, 1, 0]);
    assert_eq!(done["finished_at"], json!(world.now()));
    assert_eq!(n_people(&world).await, before + 2);
    assert_eq!(counts(&finish(&mut desk, &id, false).await.is(200).json()), [4, 2, 1, 1, 0], "once");
    assert_eq!(n_people(&world).await, before + 2);
    for (table, rows) in world.dump().await {
        let is_left = table == "import_line" && !rows.is_empty();
        assert!(!is_left, "lines are forgotten with the end");
    }
    // And again a month later: everyone is there.
    let id = hand_in(&mut desk, &format!("{rest}Zqold;Bea;28/02/1987;;\n")).await;
    assert_eq!(counts(&view(&mut desk, &id).await), [4, 0, 3, 1, 0]);
}

#[tokio::test]
async fn whoever_was_added_gets_a_letter_and_reads_who_made_their_space() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let n_waiting = desk.get(&GET_LETTERS).await.is(200).json()["n_waiting"].as_u64().unwrap();
    let id = hand_in(&mut desk, "Zqnew;Ana;12/03/1987;;\n").await;
    finish(&mut desk, &id, false).await.is(200);
    assert_eq!(desk.get(&GET_LETTERS).await.is(200).json()["n_waiting"], n_waiting + 1);
    world.pass_s(60);
    let letters = desk.ask(Ask::to(&PRINT_LETTERS)).await;
    let read = crate::reader::read(&letters.is(200).bytes);
    let is_code = |text: &&str| text.len() == 11 && text.as_bytes()[5] == b'-' && !text.contains(' ');
    let mut phone = world.browser();
    let text = read.text();
    let mut is_in = false;
    for code in text.lines().filter(is_code) {
        world.pass_s(60);
        let body = json!({ "card": code, "birth_date": "1987-03-12" });
        is_in |= phone.ask(Ask::to(&START_SESSION).body(body)).await.status == 200;
    }
    assert!(is_in, "{text}");
    let looks = phone.get(&LIST_ACCESSES).await.is(200).json();
    let operations: Vec<&str> =
        looks["accesses"].as_array().unwrap().iter().map(|one| one["operation"].as_str().unwrap()).collect();
    assert_eq!(operations, ["printLetters", "finishImport"]);
}

#[tokio::test]
async fn faulty_lines_are_left_out_when_somebody_says_so() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let before = n_people(&world).await;
    let id = hand_in(&mut desk, "Zqnew;Ana;12/03/1987;;\n;Bea;28/02/1987;;personne\n").await;
    let file = desk.ask(Ask::to(&DOWNLOAD_IMPORT_PROBLEMS).at(&[&id])).await;
    assert_eq!(file.is(200).header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"remarques-liste.csv\"");
    let lines: Vec<&str> = file.text.lines().collect();
    assert!(lines[0].starts_with('\u{feff}') && lines[1].starts_with("3;Nom;oui;"), "{}", file.text);
    assert!(
        !file.text.contains("Bea") && !file.text.contains("personne\n"),
        "nothing of what stands in the lines"
    );
    let done = finish(&mut desk, &id, true).await.is(200).json();
    assert_eq!(counts(&done), [2, 1, 0, 0, 1]);
    assert_eq!(n_people(&world).await, before + 1);
}

#[tokio::test]
async fn the_same_attempt_is_one_list_and_a_removed_one_is_gone() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let ask = handing_in([HEADINGS, "Zqnew;Ana;12/03/1987;;\n"].concat());
    let one = desk.ask(ask.clone()).await.is(201).json();
    assert_eq!(desk.ask(ask).await.is(201).json(), one, "a lost answer comes again");
    let id = one["id"].as_str().unwrap().to_owned();
    let remove = Ask::to(&REMOVE_IMPORT).at(&[&id]);
    desk.ask(remove.clone()).await.is(204);
    desk.ask(remove).await.is(204);
    desk.ask(Ask::to(&REMOVE_IMPORT).at(&[&id])).await.refuses(404, "not-found");
    desk.ask(Ask::to(&GET_IMPORT).at(&[&id])).await.refuses(404, "not-found");
    finish(&mut desk, &id, true).await.refuses(404, "not-found");
}

#[tokio::test]
async fn what_is_no_list_is_refused_with_its_reason() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    for (list, status, code) in [
        ("PK\u{3}\u{4}\0\0", 422, "import.unreadable"),
        ("Nom;Date de naissance\nUn;12/03/1987\n", 422, "import.columns"),
        (HEADINGS, 422, "import.empty"),
    ] {
        desk.ask(handing_in(list)).await.refuses(status, code);
    }
    let many = [HEADINGS, &"Un;Ana;12/03/1987;;\n".repeat(domain::import::MAX_PEOPLE + 1)].concat();
    desk.ask(handing_in(many)).await.refuses(422, "import.too-many");
    desk.ask(handing_in(vec![b'x'; MAX_IMPORT_BYTES + 1])).await.refuses(413, "request.too-large");
    desk.ask(handing_in(HEADINGS).text("other")).await.refuses(422, "upload.damaged");
    desk.ask(Ask::to(&CHECK_IMPORT).text(HEADINGS)).await.refuses(400, "request.malformed");
}

#[tokio::test]
async fn a_list_is_for_whoever_has_handed_it_in() {
    let world = World::new().await;
    let mut desk = world.at_the_desk("coordinator").await;
    let id = hand_in(&mut desk, "Zqnew;Ana;12/03/1987;;\n").await;
    let asks = || {
        [
            handing_in(HEADINGS),
            Ask::to(&GET_IMPORT).at(&[&id]),
            Ask::to(&DOWNLOAD_IMPORT_PROBLEMS).at(&[&id]),
            Ask::to(&FINISH_IMPORT).at(&[&id]).body(json!({})),
            Ask::to(&REMOVE_IMPORT).at(&[&id]),
        ]
    };
    let mut referent = world.at_the_desk("referent").await;
    let mut person = world.browser();
    person.ask(Ask::to(&START_SESSION).body(card_of(world.person("new")))).await.is(200);
    for ask in asks() {
        referent.ask(ask.clone()).await.refuses(404, "not-found");
        person.ask(ask.clone()).await.refuses(401, "session.needed");
        world.browser().ask(ask).await.refuses(401, "session.needed");
    }
    // Another coordinator's is not there either.
    world
        .change("UPDATE people_import SET staff_id = (SELECT id FROM staff WHERE role = 'referent' LIMIT 1)")
        .await;
    for ask in asks().into_iter().skip(1) {
        desk.ask(ask).await.refuses(404, "not-found");
    }
}
