//! The record of looks as a coordinator searches it, and what a search leaves behind.

use crate::harness::{Ask, Browser, World};
use crate::sharing::{id_of, summary};
use contract::access::LIST_ACCESSES;
use contract::access_search::SEARCH_ACCESSES;
use contract::accounts::LIST_STAFF;
use serde_json::{Value, json};

async fn search(desk: &mut Browser, body: Value) -> Value {
    desk.ask(Ask::to(&SEARCH_ACCESSES).body(body)).await.is(200).json()
}

fn lines(found: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let lines = found["lines"].as_array().unwrap().iter();
    lines.map(|line| (text(&line["operation"]), text(&line["person"]["first_name"]))).collect()
}

#[tokio::test]
async fn a_search_finds_looks_and_is_one() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let (nadia, karim) = (id_of(&mut claire, "Nadia").await, id_of(&mut claire, "Karim").await);
    summary(&mut claire, &nadia).await;
    world.pass_s(60);
    summary(&mut claire, &karim).await;
    world.pass_s(60);
    let mut paul = world.at_the_desk("coordinator").await;
    let all = search(&mut paul, json!({ "operation": "getClientSummary" })).await;
    let expected = ["Karim", "Nadia"].map(|name| ("getClientSummary".to_owned(), name.to_owned()));
    assert_eq!(lines(&all), expected);
    assert_eq!(all["lines"][0]["name"], "Claire Fictive");
    // About someone: the search stands in the record that it shows, and in the person's own.
    let about = search(&mut paul, json!({ "q": "nàd" })).await;
    assert_eq!(about["people"][0]["id"], nadia);
    let hers: Vec<String> = lines(&about).into_iter().map(|(operation, _)| operation).collect();
    assert_eq!(hers, ["searchAccesses", "getClientSummary"]);
    let mut person = world.signed_in("new").await;
    let record = person.get(&LIST_ACCESSES).await.json();
    assert_eq!(record["accesses"][0]["operation"], "searchAccesses");
    assert_eq!(record["accesses"][0]["name"], world.staff("coordinator").name);
    // Several are called so: nobody is searched for yet.
    let several = search(&mut paul, json!({ "q": "exemple" })).await;
    assert!(several["people"].as_array().unwrap().len() > 1 && lines(&several).is_empty());
    let mut karims = world.signed_in("draft").await;
    assert!(!karims.get(&LIST_ACCESSES).await.text.contains("searchAccesses"));
    let chosen = search(&mut paul, json!({ "q": "exemple", "person": karim })).await;
    assert_eq!(lines(&chosen).len(), 2);
    for nobody in [json!({ "q": "zzz" }), json!({ "person": "nobody" })] {
        let found = search(&mut paul, nobody).await;
        assert_eq!((found["lines"].as_array().unwrap().len(), found.get("people")), (0, None));
    }
    // A search about nobody in particular is told to coordinators.
    let events = paul.get(&LIST_STAFF).await.json()["events"].clone();
    assert_eq!((&events[0]["kind"], &events[0]["by"]), (&json!("searched"), &json!("Paul Fictif")));
    assert_eq!(events.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn days_are_those_of_the_departement() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    let nadia = id_of(&mut claire, "Nadia").await;
    // 2026-11-21T09:00Z is ten in the morning there.
    summary(&mut claire, &nadia).await;
    // Half past midnight of the next day there, and still the day before by UTC.
    world.pass_s(14 * 3600 + 1800);
    let mut claire = world.at_the_desk("referent").await;
    summary(&mut claire, &nadia).await;
    let mut paul = world.at_the_desk("coordinator").await;
    let mut n_lines = async |body: Value| lines(&search(&mut paul, body).await).len();
    let summaries =
        |from: &str, until: &str| json!({ "operation": "getClientSummary", "from": from, "until": until });
    assert_eq!(n_lines(summaries("2026-11-21", "2026-11-22")).await, 2);
    assert_eq!(n_lines(summaries("2026-11-21", "2026-11-21")).await, 1);
    assert_eq!(n_lines(summaries("2026-11-22", "2026-11-22")).await, 1);
    assert_eq!(n_lines(summaries("2026-11-23", "2026-11-23")).await, 0);
}

#[tokio::test]
async fn only_a_coordinator_searches() {
    let world = World::new().await;
    let mut claire = world.at_the_desk("referent").await;
    claire.ask(Ask::to(&SEARCH_ACCESSES).body(json!({}))).await.refuses(404, "not-found");
    world.browser().ask(Ask::to(&SEARCH_ACCESSES).body(json!({}))).await.refuses(401, "session.needed");
    let mut paul = world.at_the_desk("coordinator").await;
    let odd = Ask::to(&SEARCH_ACCESSES).body(json!({ "from": "hier" }));
    paul.ask(odd).await.refuses(400, "request.malformed");
}
