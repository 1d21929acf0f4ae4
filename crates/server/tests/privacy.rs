//! What a person keeps to themselves is in no answer of the interface to anyone else, nor in the log, the figures, a
//! header or a paper (product.md, rule 4).
//!
//! Markers stand in the answers of one person, subject by subject, with random levels and sharing. Then everyone else
//! calls every operation of [`contract::ENDPOINTS`], with the person's own ids where an id is asked for, and every reply
//! is searched. An operation without a recipe in `privacy/recipes.rs` fails the test.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

#[expect(dead_code, reason = "the harness is the routes' own; this test needs a part of it")]
#[path = "api/harness.rs"]
mod harness;
#[path = "privacy/markers.rs"]
mod markers;
#[expect(dead_code, reason = "the reader is the papers' own; this test only searches")]
#[path = "../../paper/tests/papers/reader.rs"]
mod reader;
#[path = "privacy/recipes.rs"]
mod recipes;
#[path = "privacy/search.rs"]
mod search;
#[path = "api/sending.rs"]
mod sending;

use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use contract::ENDPOINTS;
use contract::access::LIST_ACCESSES;
use contract::client::GET_CLIENT_SUMMARY;
use contract::documents::CREATE_UPLOAD;
use contract::forum::{LIST_FORUMS, TAKE_TICKET};
use contract::meetings::FIX_MEETING;
use contract::pathway::ADD_ACTION;
use contract::preview::START_PREVIEW;
use contract::programme::LIST_MONTHS;
use contract::programme::staff::PROPOSE_MONTH;
use contract::questionnaire::{GET_SUBMISSION_COPY, LIST_SUBMISSIONS};
use contract::rights::MAKE_RIGHTS_REQUEST;
use contract::sharing::SET_SHARING;
use contract::staff::{GET_CLIENT_PATHWAY, LIST_CLIENTS};
use contract::talk::LIST_TALK_REQUESTS;
use contract::workshops::{BOOK_SEAT, LIST_SLOTS};
use domain::pathway::FollowUp;
use harness::{Ask, Browser, World, settings};
use markers::{Case, Marker, MarkerKind, marked_content, sheet};
use recipes::{Known, recipe};
use search::{Leak, captured_log, leaks_in, logs_captured, metrics_text, paper_text};
use serde_json::json;
use server::static_files::Site;
use std::collections::BTreeSet;

/// Everyone but the person.
const STRANGERS: [&str; 5] =
    ["public", "another person", "a person with a draft", "another referent", "coordinator"];
const REFERENT: &str = "their referent";
const TEAM: &str = "one of the team";

/// A server on which Nadia has answered and sent, and changed her mind about sharing.
async fn prepare(case: &Case) -> (World, Browser, Known) {
    logs_captured();
    let world = World::with(marked_content(), Site::none(), settings()).await;
    let mut nadia = world.signed_in("new").await;
    let plan = case.plan();
    let plan: Vec<_> = plan.iter().map(|(step, value)| (step.as_str(), value.clone())).collect();
    let sent = sending::send(&mut nadia, &world, &plan).await;
    for (subject, sharing) in &case.changed {
        let ask = Ask::to(&SET_SHARING).at(&[subject]).body(json!({ "sharing": sharing }));
        nadia.ask(ask).await.is(200);
    }
    let mut action = String::new();
    for subject in case.open_subjects() {
        let chosen = nadia.ask(Ask::to(&ADD_ACTION).body(json!({ "sheet": sheet(subject) }))).await;
        if subject == case.kept_subject() {
            action = chosen.is(201).json()["id"].as_str().unwrap().to_owned();
        }
    }
    let slots = nadia.get(&LIST_SLOTS).await.json();
    let slot = slots["slots"][0]["id"].as_str().unwrap().to_owned();
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[&slot])).await.is(200);
    let announced = json!({ "name": "zqfile.pdf", "size_bytes": 9, "digest": "0".repeat(64) });
    let upload = nadia.ask(Ask::to(&CREATE_UPLOAD).body(announced)).await.is(201).json();
    let forums = nadia.get(&LIST_FORUMS).await.json();
    let forum = forums["forums"][0]["id"].as_str().unwrap().to_owned();
    nadia.ask(Ask::to(&TAKE_TICKET).at(&[&forum]).body(json!({ "entry": 0 }))).await.is(200);
    let mut claire = desk(&world, "referent").await;
    let page = claire.get(&LIST_CLIENTS).await.json();
    let clients = page["clients"].as_array().unwrap();
    let person = clients.iter().find(|client| client["first_name"] == "Nadia").unwrap()["id"].clone();
    claire.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[person.as_str().unwrap()])).await.is(200);
    add_to_team(&world, person.as_str().unwrap()).await;
    let months = nadia.get(&LIST_MONTHS).await.json();
    let (month, company) = (&months["months"][0]["id"], &months["months"][0]["companies"][0]["id"]);
    let propose = Ask::to(&PROPOSE_MONTH).at(&[month.as_str().unwrap()]).body(json!({ "person": person }));
    claire.ask(propose).await.is(200);
    let fixed = json!({ "day": "2026-12-03", "time": "10:00", "length_min": 30, "place": "phone" });
    let fixed = Ask::to(&FIX_MEETING).at(&[person.as_str().unwrap()]).body(fixed);
    let fixed = claire.ask(fixed).await.is(201).json();
    let rights = nadia.ask(Ask::to(&MAKE_RIGHTS_REQUEST).body(json!("erase"))).await.is(201).json();
    let wishes = nadia.get(&LIST_TALK_REQUESTS).await.json();
    let looks = nadia.get(&LIST_ACCESSES).await.json();
    let known = Known {
        person: person.as_str().unwrap().to_owned(),
        card: world.person("new").card.clone(),
        submission: sent.id.to_string(),
        wish: wishes[0]["id"].as_str().unwrap().to_owned(),
        rights: rights["id"].as_str().unwrap().to_owned(),
        access: looks["accesses"][0]["id"].as_str().unwrap().to_owned(),
        action,
        slot,
        meeting: fixed["meeting"]["id"].as_str().unwrap().to_owned(),
        document: upload["id"].as_str().unwrap().to_owned(),
        forum,
        month: month.as_str().unwrap().to_owned(),
        company: company.as_str().unwrap().to_owned(),
        version: world.state.library.current_version().to_owned(),
    };
    (world, nadia, known)
}

async fn desk(world: &World, role: &str) -> Browser {
    // A code works once: each sign-in takes the next one.
    world.pass_s(30);
    world.at_the_desk(role).await
}

/// Makes the adviser of the demonstration one of Nadia's team.
async fn add_to_team(world: &World, person: &str) {
    let (login, person, now) =
        (world.staff("employment").login.clone(), person.parse().unwrap(), world.now());
    let job = async move |tx: &mut store::Tx| {
        let adviser = tx.find_staff_by_login(&login).await?.unwrap();
        tx.set_follow_up(&person, FollowUp::Employment, &adviser.id, now).await
    };
    let done: Result<(), store::Error> =
        world.state.store.write(move |tx| Box::pin(async move { job(tx).await })).await;
    done.unwrap();
}

async fn browser_of(world: &World, who: &str) -> Browser {
    match who {
        "public" => world.browser(),
        "another person" => world.signed_in("sent").await,
        "a person with a draft" => world.signed_in("draft").await,
        "another referent" => world.other_referent().await,
        "coordinator" => desk(world, "coordinator").await,
        TEAM => desk(world, "employment").await,
        _ => desk(world, "referent").await,
    }
}

/// Calls every operation as `who`, what ends a session last, and searches what comes back for what `who` must not see.
async fn search_all(world: &World, who: &'static str, known: &Known, hidden: &[&Marker]) -> Vec<Leak> {
    let mut browser = browser_of(world, who).await;
    search_below("", &mut browser, who, known, hidden).await
}

/// The same in a preview of the person's pages, which only those who follow may begin.
async fn search_preview(world: &World, who: &'static str, known: &Known, hidden: &[&Marker]) -> Vec<Leak> {
    let mut browser = browser_of(world, who).await;
    let preview = browser.ask(Ask::to(&START_PREVIEW).at(&[&known.person])).await.is(201).json();
    let base = format!("/preview/{}", preview["id"].as_str().unwrap());
    search_below(&base, &mut browser, who, known, hidden).await
}

async fn search_below(
    base: &str,
    browser: &mut Browser,
    who: &'static str,
    known: &Known,
    hidden: &[&Marker],
) -> Vec<Leak> {
    let mut endpoints = ENDPOINTS.to_vec();
    endpoints.sort_by_key(|endpoint| endpoint.operation_id.starts_with("end"));
    let mut leaks = Vec::new();
    for endpoint in endpoints {
        for ask in recipe(endpoint.operation_id, known) {
            assert_eq!(ask.endpoint.operation_id, endpoint.operation_id);
            let reply = browser.ask(ask.inside(base)).await;
            leaks.extend(leaks_in(who, endpoint.operation_id, &reply, hidden));
        }
    }
    leaks
}

/// Searches everything that anyone else could get; answers what leaked.
async fn search_everywhere(world: &World, case: &Case, known: &Known) -> Vec<Leak> {
    let all: Vec<&Marker> = case.markers.iter().collect();
    let private: Vec<&Marker> = all.iter().copied().filter(|marker| !case.is_shared(marker)).collect();
    let mut leaks = Vec::new();
    for who in STRANGERS {
        leaks.extend(search_all(world, who, known, &all).await);
    }
    leaks.extend(search_all(world, REFERENT, known, &private).await);
    leaks.extend(search_preview(world, REFERENT, known, &private).await);
    let private: Vec<&Marker> = all.iter().copied().filter(|marker| !case.is_team_shared(marker)).collect();
    leaks.extend(search_all(world, TEAM, known, &private).await);
    leaks.extend(search_preview(world, TEAM, known, &private).await);
    leaks.extend(search::leaks_in_text("everyone", "the log", &captured_log(), &all));
    leaks.extend(search::leaks_in_text("everyone", "the figures", &metrics_text().await, &all));
    leaks
}

#[tokio::test]
async fn what_is_kept_to_oneself_reaches_nobody() {
    for seed in 0..6 {
        let case = Case::roll(seed);
        let (world, mut nadia, known) = prepare(&case).await;
        // What is shared arrives, so that an empty page is no proof.
        let mut claire = desk(&world, "referent").await;
        let mut adviser = desk(&world, "employment").await;
        for (browser, is_shared) in [
            (&mut claire, Case::is_shared as fn(&Case, &Marker) -> bool),
            (&mut adviser, Case::is_team_shared),
        ] {
            let summary = browser.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[&known.person])).await;
            let pathway = browser.ask(Ask::to(&GET_CLIENT_PATHWAY).at(&[&known.person])).await;
            let shown =
                [summary.is(200).text.clone(), search::without_choices(&pathway.is(200).text)].concat();
            for marker in case.markers.iter().filter(|marker| is_shared(&case, marker)) {
                assert!(marker.is_in(&shown), "seed {seed}: {marker:?} is shared and not shown");
            }
        }
        // What is kept is kept for the person: also on paper, which shows that papers can be searched.
        let paper = nadia.ask(Ask::to(&GET_SUBMISSION_COPY).at(&[&known.submission])).await;
        let paper = paper_text(&paper.is(200).bytes);
        for marker in case.markers.iter().filter(|marker| marker.kind == MarkerKind::Written) {
            assert!(marker.is_in(&paper), "seed {seed}: {marker:?} is not on the person's own copy");
        }
        assert_eq!(nadia.get(&LIST_SUBMISSIONS).await.json()[0]["id"], known.submission.as_str());
        let leaks = search_everywhere(&world, &case, &known).await;
        assert!(leaks.is_empty(), "seed {seed}: {leaks:#?}");
    }
}

#[test]
fn every_operation_has_a_recipe() {
    let known = Known::default();
    for endpoint in ENDPOINTS {
        assert!(!recipe(endpoint.operation_id, &known).is_empty(), "{}", endpoint.operation_id);
    }
}

// Negative controls: what the search must catch.

#[tokio::test]
async fn a_filter_that_lets_a_private_subject_through_is_caught() {
    let case = Case::roll(100);
    let (world, _, known) = prepare(&case).await;
    let kept = case.kept_subject().to_owned();
    // Behind the person's back, as a wrong rule would: the test goes on to expect what she said.
    let said = [(kept.parse().unwrap(), domain::questionnaire::Sharing::Referent)];
    let (person, now) = (known.person.parse().unwrap(), world.now());
    let broken = world
        .state
        .store
        .write(move |tx| Box::pin(async move { tx.save_sharing(&person, &said, now).await }));
    let broken: Result<u64, store::Error> = broken.await;
    assert_eq!(broken, Ok(1));
    let leaks = search_everywhere(&world, &case, &known).await;
    let found: BTreeSet<_> = leaks.iter().map(|leak| (leak.who, leak.place.as_str())).collect();
    let expected = [
        "body of getClientPathway",
        "body of getClientSummary",
        // In a preview.
        "body of getDraft",
        "body of getPathway",
        "body of getSubmission",
    ];
    let expected = expected.map(|place| (REFERENT, place));
    assert_eq!(found, expected.into(), "{leaks:#?}");
    assert!(leaks.iter().all(|leak| leak.marker.subject == kept));
}

#[tokio::test]
async fn a_leak_in_a_header_or_in_the_log_is_caught() {
    let case = Case::roll(101);
    let (mut world, _, known) = prepare(&case).await;
    let marker =
        case.markers.iter().find(|marker| marker.kind == MarkerKind::Written).unwrap().texts[0].clone();
    let (header, line) = (marker.clone(), marker.clone());
    world.router = world.router().layer(from_fn(move |request: Request, next: Next| {
        let (header, line) = (header.clone(), line.clone());
        async move {
            let is_meant = request.uri().path() == "/api/pathway";
            let mut response: Response = next.run(request).await;
            if is_meant {
                response.headers_mut().insert("x-debug", header.parse().unwrap());
                tracing::warn!(line, "answered");
            }
            response
        }
    }));
    let leaks = search_everywhere(&world, &case, &known).await;
    let places: BTreeSet<&str> = leaks.iter().map(|leak| leak.place.as_str()).collect();
    assert_eq!(places, ["headers of getPathway", "the log"].into(), "{leaks:#?}");
}

#[test]
#[should_panic(expected = "has no recipe")]
fn an_operation_without_a_recipe_is_caught() {
    recipe("getSomethingNew", &Known::default());
}
