//! A preview changes nothing (T6): every operation of the contract is called in one, and every row of the database is
//! compared. And the control: with a preview that is the person's own session, the same check finds what is wrong.

use crate::harness::{Ask, Browser, World};
use crate::recipes::{Known, recipe};
use crate::sending::send;
use axum::extract::Request;
use contract::access::LIST_ACCESSES;
use contract::documents::{CREATE_UPLOAD, SHARE_DOCUMENT};
use contract::forum::{LIST_FORUMS, TAKE_TICKET};
use contract::meetings::FIX_MEETING;
use contract::pathway::{ADD_ACTION, DISPUTE_OBJECTIVE};
use contract::preview::{END_PREVIEW, START_PREVIEW, WITHHELD};
use contract::programme::LIST_MONTHS;
use contract::programme::staff::PROPOSE_MONTH;
use contract::retention::GET_RETENTION;
use contract::rights::MAKE_RIGHTS_REQUEST;
use contract::session::GET_ME;
use contract::staff::{BRING_ACTION, LIST_CLIENTS};
use contract::talk::LIST_TALK_REQUESTS;
use contract::workshops::{BOOK_SEAT, LIST_SLOTS};
use contract::{ENDPOINTS, Effect, Role};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tower::ServiceBuilder;

type Dump = BTreeMap<String, Vec<String>>;

/// What a preview may leave: itself, its line in the record, and the keys of its beginning and its end.
const TRACES: [&str; 3] = ["preview", "access_log", "idempotency"];

/// Nadia shares everything: a hard subject, wishes to talk, an action of hers, one that was brought and is discussed, a
/// place at a workshop, a ticket, a file.
pub async fn share_everything(world: &World) -> (Browser, Browser, Known) {
    let mut nadia = world.signed_in("new").await;
    let plan = [
        ("triage.mobilite", json!({ "level": "hard" })),
        ("answer.mobilite.permis", json!({ "choices": ["talk"] })),
        ("private-talk", json!({ "choices": ["oui"] })),
    ];
    let sent = send(&mut nadia, world, &plan).await;
    // Nobody is asked who may read of a subject that is fine; Nadia shares those too, from the beginning.
    world.change("UPDATE sharing_change SET sharing = 'team'").await;
    let mut claire = world.at_the_desk("referent").await;
    let page = claire.get(&LIST_CLIENTS).await.json();
    let clients = page["clients"].as_array().unwrap();
    let person = clients.iter().find(|client| client["first_name"] == "Nadia").unwrap()["id"].clone();
    let person = person.as_str().unwrap().to_owned();
    let meeting = json!({ "day": "2026-12-03", "time": "10:00", "length_min": 30, "place": "phone" });
    let meeting = claire.ask(Ask::to(&FIX_MEETING).at(&[&person]).body(meeting)).await.is(201).json();
    let meeting = meeting["meeting"]["id"].as_str().unwrap().to_owned();
    let brought = Ask::to(&BRING_ACTION).at(&[&person]).body(json!({ "sheet": "aide-transport" }));
    let brought = claire.ask(brought).await.is(201).json()["id"].clone();
    nadia.ask(Ask::to(&DISPUTE_OBJECTIVE).body(json!({ "about": { "action": brought } }))).await.is(201);
    let action = nadia.ask(Ask::to(&ADD_ACTION).body(json!({ "sheet": "permis" }))).await.is(201).json();
    let slots = nadia.get(&LIST_SLOTS).await.json();
    let slot = slots["slots"][0]["id"].as_str().unwrap().to_owned();
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[&slot])).await.is(200);
    let announced = json!({ "name": "cv.pdf", "size_bytes": 9, "digest": "0".repeat(64) });
    let upload = nadia.ask(Ask::to(&CREATE_UPLOAD).body(announced)).await.is(201).json();
    let document = upload["id"].as_str().unwrap().to_owned();
    // As if its bytes had come and had been found clean.
    world.change("UPDATE document SET state = 'kept', kind = 'pdf', scan = 'clean'").await;
    nadia.ask(Ask::to(&SHARE_DOCUMENT).at(&[&document])).await.is(200);
    let forums = nadia.get(&LIST_FORUMS).await.json();
    let forum = forums["forums"][0]["id"].as_str().unwrap().to_owned();
    nadia.ask(Ask::to(&TAKE_TICKET).at(&[&forum]).body(json!({ "entry": 0 }))).await.is(200);
    let months = nadia.get(&LIST_MONTHS).await.json();
    let month = months["months"][0]["id"].as_str().unwrap().to_owned();
    let company = months["months"][0]["companies"][0]["id"].as_str().unwrap().to_owned();
    claire.ask(Ask::to(&PROPOSE_MONTH).at(&[&month]).body(json!({ "person": person }))).await.is(200);
    let rights = nadia.ask(Ask::to(&MAKE_RIGHTS_REQUEST).body(json!("erase"))).await.is(201).json();
    let wishes = nadia.get(&LIST_TALK_REQUESTS).await.json();
    let known = Known {
        person,
        card: world.person("new").card.clone(),
        submission: sent.id.to_string(),
        wish: wishes[0]["id"].as_str().unwrap().to_owned(),
        rights: rights["id"].as_str().unwrap().to_owned(),
        access: "nothing".to_owned(),
        action: action["id"].as_str().unwrap().to_owned(),
        slot,
        meeting,
        document,
        forum,
        month,
        company,
        version: world.state.library.current_version().to_owned(),
    };
    (nadia, claire, known)
}

/// Begins a preview; where its addresses begin.
pub async fn look(claire: &mut Browser, person: &str) -> String {
    let preview = claire.ask(Ask::to(&START_PREVIEW).at(&[person])).await.is(201).json();
    format!("/preview/{}", preview["id"].as_str().unwrap())
}

/// Calls every write of the contract in a preview, and answers what was not refused and what has changed.
async fn replay_writes(world: &World) -> Vec<String> {
    let (_, mut claire, known) = share_everything(world).await;
    let base = look(&mut claire, &known.person).await;
    let before = world.dump().await;
    let mut faults = Vec::new();
    let mut writes = ENDPOINTS.to_vec();
    writes.retain(|endpoint| endpoint.effect == Effect::Write);
    // What ends a session comes last: for a broken preview, it would hide the rest.
    writes.sort_by_key(|endpoint| endpoint.operation_id.starts_with("end"));
    for endpoint in writes {
        for ask in recipe(endpoint.operation_id, &known) {
            let reply = claire.ask(ask.inside(&base)).await;
            let is_refused = reply.status == 403 && reply.code() == "preview-read-only";
            if !is_refused || !reply.set_cookies().is_empty() {
                faults.push(format!("{} answered {}", endpoint.operation_id, reply.status));
            }
        }
    }
    faults.extend(differences(&before, &world.dump().await));
    faults
}

fn differences(before: &Dump, after: &Dump) -> Vec<String> {
    assert!(before.keys().eq(after.keys()) && before.len() > 20, "{:?}", before.keys());
    before.iter().filter(|(table, rows)| after[*table] != **rows).map(|(table, _)| table.clone()).collect()
}

#[tokio::test]
async fn every_write_is_refused_and_no_row_of_anybody_changes() {
    let world = World::new().await;
    assert_eq!(replay_writes(&world).await, [""; 0]);
}

#[tokio::test]
async fn a_preview_that_is_the_persons_session_is_caught() {
    let mut world = World::new().await;
    let token = world.signed_in("new").await.cookies["__Host-mt-person"].clone();
    let broken = move |mut request: Request| {
        let path = request.uri().path_and_query().unwrap().as_str().to_owned();
        if let Some((_, rest)) = path.strip_prefix("/preview/").and_then(|rest| rest.split_once('/')) {
            *request.uri_mut() = format!("/{rest}").parse().unwrap();
            let cookie = format!("__Host-mt-person={token}").parse().unwrap();
            request.headers_mut().insert("cookie", cookie);
        }
        request
    };
    let router = ServiceBuilder::new().map_request(broken).service(world.router());
    world.router = axum::Router::new().fallback_service(router);
    let faults = replay_writes(&world).await;
    for fault in ["cancelBooking answered 200", "endSession answered 204", "booking", "session", "action"] {
        assert!(faults.iter().any(|found| found == fault), "{fault}: {faults:?}");
    }
}

#[tokio::test]
async fn looking_from_beginning_to_end_leaves_its_traces_and_nothing_else() {
    let world = World::new().await;
    let (mut nadia, mut claire, known) = share_everything(&world).await;
    let before = world.dump().await;
    let base = look(&mut claire, &known.person).await;
    for (_, ask) in reads(&known) {
        claire.ask(ask.inside(&base)).await;
    }
    let id = base.rsplit('/').next().unwrap();
    claire.ask(Ask::to(&END_PREVIEW).at(&[id])).await.is(204);
    let after = world.dump().await;
    assert_eq!(differences(&before, &after), ["access_log", "idempotency", "preview"]);
    let n_new = TRACES.map(|table| after[table].len() - before[table].len());
    assert_eq!(n_new, [1, 1, 2]);
    let mut lines = nadia.get(&LIST_ACCESSES).await.json()["accesses"].clone();
    lines.as_array_mut().unwrap().retain(|line| line["operation"] == "startPreview");
    assert_eq!((lines.as_array().unwrap().len(), &lines[0]["n_minutes"]), (1, &json!(1)));
}

/// Every read of a person's, aimed at Nadia's things.
fn reads(known: &Known) -> Vec<(&'static str, Ask)> {
    let reads = ENDPOINTS.iter().filter(|endpoint| {
        endpoint.effect == Effect::Read
            && endpoint.roles.iter().any(|r| matches!(r, Role::Person | Role::Public))
    });
    let asks = |id: &'static str| recipe(id, known).into_iter().map(move |ask| (id, ask));
    reads.flat_map(|endpoint| asks(endpoint.operation_id)).collect()
}

/// A read that is new fails here until it says what it is in a preview: its handler takes a `PersonReader` and shows what
/// the one who looks may know, or it takes a `PersonSession` and stands in `contract::preview::WITHHELD`.
#[tokio::test]
async fn whoever_shares_everything_is_seen_as_they_see_themselves() {
    let world = World::new().await;
    let (mut nadia, mut claire, known) = share_everything(&world).await;
    let base = look(&mut claire, &known.person).await;
    for (id, ask) in reads(&known) {
        let own = nadia.ask(ask.clone()).await;
        let seen = claire.ask(ask.inside(&base)).await;
        if WITHHELD.contains(&id) {
            seen.refuses(403, "preview-read-only");
        } else if id == GET_ME.operation_id {
            let (own, seen) = (own.json(), seen.is(200).json());
            for field in ["id", "first_name", "language", "referent"] {
                assert_eq!(seen[field], own[field], "{field}");
            }
            assert_eq!((own.get("in_preview"), &seen["in_preview"]), (None, &json!(true)));
        } else if id == GET_RETENTION.operation_id {
            // That something was said about one's health at all is the person's to tell.
            let (mut own, seen) = (own.json(), seen.is(200).json());
            assert!(own.as_object_mut().and_then(|all| all.remove("health_until")).is_some());
            assert_eq!(seen, own);
        } else {
            assert_eq!((seen.status, &seen.text), (own.status, &own.text), "{id} in a preview");
        }
    }
}

#[tokio::test]
async fn nothing_of_the_desk_is_read_in_a_preview() {
    let world = World::new().await;
    let (_, mut claire, known) = share_everything(&world).await;
    let base = look(&mut claire, &known.person).await;
    let of_desk = ENDPOINTS.iter().filter(|endpoint| {
        endpoint.effect == Effect::Read
            && !endpoint.roles.iter().any(|r| matches!(r, Role::Person | Role::Public))
    });
    for endpoint in of_desk {
        for ask in recipe(endpoint.operation_id, &known) {
            claire.ask(ask.inside(&base)).await.refuses(401, "session.needed");
        }
    }
    let unknown: Value = claire.fetch(&format!("{base}/api/nothing")).await.json();
    assert_eq!(unknown["code"], "not-found");
}
