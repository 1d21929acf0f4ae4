//! Nobody reaches another person's things (T5, rule 7): every operation of the document, as everyone but its owner, with
//! every id that the owner's own answers hold.
//!
//! What must come back follows from `x-roles` and `x-owner` alone, so an operation is covered by being declared. What one may
//! not reach must look as if it did not exist: the answer to an id of someone's is the answer to an id of nobody's.
//! The controls turn each row round, and lend each stranger the owner's session.

#[path = "matrix/cast.rs"]
pub mod cast;
#[path = "matrix/judge.rs"]
mod judge;

use crate::harness::{Ask, Browser, Reply, World};
use crate::provider::with_provider;
use crate::recipes::{Known, recipe};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use cast::{Cast, Identity, PERSON, REFERENT};
use judge::{Cell, Exemptions, Observed, Row, judge, rows};
use std::collections::BTreeSet;

/// Of the shape of an id, and nobody's.
const NOBODYS: &str = "0000000000nothing0000000";

fn nobodys(known: &Known) -> Known {
    let id = || NOBODYS.to_owned();
    Known {
        person: id(),
        submission: id(),
        wish: id(),
        access: id(),
        action: id(),
        rights: id(),
        slot: id(),
        meeting: id(),
        document: id(),
        forum: id(),
        month: id(),
        company: id(),
        ..known.clone()
    }
}

/// The calls of one operation: as its recipe has them, and aimed at each id when the object of the operation has an owner.
fn asks(row: &Row, known: &Known, ids: &BTreeSet<String>) -> Vec<(Option<String>, Ask)> {
    let recipes = recipe(row.endpoint.operation_id, known);
    match row.owned_parameter() {
        None => recipes.into_iter().map(|ask| (None, ask)).collect(),
        Some(parameter) => {
            let mut calls = Vec::new();
            for ask in recipes {
                calls.extend(ids.iter().map(|id| (Some(id.clone()), ask.clone().aimed(parameter, id))));
            }
            calls
        }
    }
}

impl Identity {
    /// A browser that never forgets its cookies, so that each call is the first.
    async fn call(&self, ask: Ask) -> Reply {
        let ask = if let Some(base) = &self.inside { ask.inside(base) } else { ask };
        self.browser.clone().ask(ask).await
    }
}

/// Calls everything as one identity; what takes things away last, and what ends a session after that.
async fn observe(rows: &[Row], cast: &Cast, identity: &Identity) -> Vec<Observed> {
    let (nobody, nobodys_id) = (nobodys(&cast.known), BTreeSet::from([NOBODYS.to_owned()]));
    let mut order: Vec<&Row> = rows.iter().filter(|row| !row.is_work_of(identity)).collect();
    order.sort_by_key(|row| {
        let id = row.endpoint.operation_id;
        (id.starts_with("end"), id.starts_with("remove"), id.ends_with("Session"))
    });
    let mut observed = Vec::new();
    for row in order {
        let calls = asks(row, &cast.known, &cast.ids);
        let unknown = asks(row, &nobody, &nobodys_id);
        // For each recipe one call to nobody's id, then one to each of the owner's.
        let n_ids = calls.len() / unknown.len();
        let operation = row.endpoint.operation_id;
        for ((_, to_nobody), to_each) in unknown.into_iter().zip(calls.chunks(n_ids)) {
            let reply = identity.call(to_nobody).await;
            let unknown = (reply.status, reply.text.clone(), reply.headers.clone());
            if operation.ends_with("Session") && operation.starts_with("end") {
                // It names nothing, and can be done once.
                observed.push(Observed { operation, id: None, reply, unknown });
                continue;
            }
            for (id, ask) in to_each.iter().cloned() {
                let reply = identity.call(ask).await;
                observed.push(Observed { operation, id, reply, unknown: unknown.clone() });
            }
        }
    }
    observed
}

/// What a stranger saw, whoever they are.
type Seen = Vec<(Identity, Vec<Observed>)>;

async fn faults_of(world: &World, cast: &Cast, seen: &mut Seen) -> Vec<String> {
    let rows = rows(&world.browser().fetch("/api/openapi.json").await.is(200).json());
    let mut faults = Vec::new();
    for identity in &cast.strangers {
        let before = cast.rows_of_owner(world).await;
        let observed = observe(&rows, cast, identity).await;
        for row in rows.iter().filter(|row| !row.is_work_of(identity)) {
            faults.extend(judge(row, identity, &observed, &cast.ids, Exemptions::ALL));
        }
        let after = cast.rows_of_owner(world).await;
        let changed = after.iter().filter(|row| !before.contains(row) && !identity.is_trace(row));
        faults.extend(changed.map(|row| format!("{} has changed {row}", identity.name)));
        if after.len() < before.len() {
            faults.push(format!("{} has removed rows of the owner", identity.name));
        }
        seen.push((identity.clone(), observed));
    }
    faults
}

/// An entry of the lists of exemptions that hides nothing would hide the leak of tomorrow.
async fn needless_exemptions(world: &World, cast: &Cast, seen: &Seen) -> Vec<Exemptions> {
    let rows = rows(&world.browser().fetch("/api/openapi.json").await.is(200).json());
    let is_needless = |exemptions: &Exemptions| {
        seen.iter().all(|(identity, observed)| {
            let mut own = rows.iter().filter(|row| !row.is_work_of(identity));
            own.all(|row| judge(row, identity, observed, &cast.ids, *exemptions).is_empty())
        })
    };
    Exemptions::each_without_one().into_iter().filter(is_needless).collect()
}

#[tokio::test]
async fn nobody_reaches_what_is_another_persons() {
    let world = with_provider().await;
    let mut cast = Cast::gather(&world).await;
    assert!(cast.ids.len() >= 10, "{:?}", cast.ids);
    let mut seen = Seen::new();
    let faults = faults_of(&world, &cast, &mut seen).await;
    assert!(faults.is_empty(), "{faults:#?}");
    cast.unassign(&world).await;
    let faults = faults_of(&world, &cast, &mut seen).await;
    assert!(faults.is_empty(), "a second after: {faults:#?}");
    let needless = needless_exemptions(&world, &cast, &seen).await;
    assert!(needless.is_empty(), "hides nothing: {needless:?}");
}

/// A refusal proves nothing about an id that opens nothing to anybody.
#[tokio::test]
async fn every_object_with_an_owner_is_there_for_them() {
    let world = with_provider().await;
    let cast = Cast::gather(&world).await;
    let mut owned = rows(&world.browser().fetch("/api/openapi.json").await.json());
    owned.retain(|row| row.owned_parameter().is_some());
    assert!(owned.len() > 20);
    // What takes things away comes last; a look and a sitting end before another takes their place.
    owned.sort_by_key(|row| {
        let id = row.endpoint.operation_id;
        let is_in_sitting = matches!(id, "getSitting" | "agreeToSitting");
        (id.starts_with("remove"), !is_in_sitting, !id.starts_with("end"), id.starts_with("withdraw"))
    });
    for row in owned {
        let browser = if row.roles.contains(&PERSON.to_owned()) { &cast.owner } else { &cast.referent };
        let mut statuses = Vec::new();
        for (id, ask) in asks(&row, &cast.known, &cast.ids) {
            statuses.push((id, browser.clone().ask(ask).await.status));
        }
        let is_there = statuses.iter().any(|(_, status)| !matches!(status, 401 | 403 | 404));
        assert!(is_there, "no id opens {}: {statuses:?}", row.endpoint.operation_id);
    }
}

// Negative controls.

#[tokio::test]
async fn each_row_that_is_turned_round_is_caught() {
    let world = with_provider().await;
    let cast = Cast::gather(&world).await;
    let rows = rows(&world.browser().fetch("/api/openapi.json").await.is(200).json());
    for role in [PERSON, REFERENT] {
        let identity = cast.strangers.iter().find(|one| one.role == role).unwrap();
        let observed = observe(&rows, &cast, identity).await;
        for row in &rows {
            for turned in [Some(row.for_others()), row.without_owner()].into_iter().flatten() {
                if Cell::of(&turned, identity) == Cell::of(row, identity) {
                    continue;
                }
                let faults = judge(&turned, identity, &observed, &cast.ids, Exemptions::ALL);
                assert!(!faults.is_empty(), "{} as if {turned:?}", identity.name);
            }
        }
    }
}

#[tokio::test]
async fn a_server_that_takes_everyone_for_the_owner_is_caught() {
    let mut world = with_provider().await;
    let cast = Cast::gather(&world).await;
    let cookies = |browser: &Browser| {
        let pairs: Vec<String> =
            browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    };
    let lent = format!("{}; {}", cookies(&cast.owner), cookies(&cast.referent));
    world.router = world.router().layer(from_fn(move |mut request: Request, next: Next| {
        request.headers_mut().insert("cookie", lent.parse().unwrap());
        next.run(request)
    }));
    let stranger = cast.strangers.iter().find(|one| one.role == PERSON).unwrap();
    let lent = Identity { browser: world.take_over(&stranger.browser), ..stranger.clone() };
    let rows = rows(&world.browser().fetch("/api/openapi.json").await.json());
    let observed = observe(&rows, &cast, &lent).await;
    let is_caught = |row: &&Row| !judge(row, &lent, &observed, &cast.ids, Exemptions::ALL).is_empty();
    let missed: Vec<&str> = rows
        .iter()
        .filter(|row| Cell::of(row, &lent) != Cell::Served)
        .filter(|row| !is_caught(row))
        .map(|row| row.endpoint.operation_id)
        .collect();
    assert_eq!(missed, [""; 0]);
}
