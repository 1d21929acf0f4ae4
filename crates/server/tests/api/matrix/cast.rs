//! Sylvie, who has something of everything; who follows her; and everyone else.

use crate::harness::{Ask, Browser, World, card_of};
use crate::kiosk::kiosk;
use crate::recipes::{Known, recipe};
use crate::sending::send;
use crate::unchanged;
use contract::assign::HAND_PERSON_OVER;
use contract::documents::company::SHARE_WITH_COMPANY;
use contract::documents::{CREATE_UPLOAD, SHARE_DOCUMENT};
use contract::forum::LIST_FORUMS;
use contract::messages::SAVE_REACH;
use contract::pathway::{ADD_ACTION, DISPUTE_OBJECTIVE, GET_PATHWAY};
use contract::preview::{START_PREVIEW, base_of};
use contract::programme::LIST_MONTHS;
use contract::rights::MAKE_RIGHTS_REQUEST;
use contract::session::{END_SESSION, GET_ME, START_SESSION};
use contract::sitting::START_SITTING;
use contract::staff::END_STAFF_SESSION;
use contract::talk::LIST_TALK_REQUESTS;
use contract::workshops::{BOOK_SEAT, LIST_BOOKINGS, LIST_SLOTS};
use contract::{ENDPOINTS, Effect, Role};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// By what the document calls those who may.
pub const NOBODY: &str = "nobody";
pub const PERSON: &str = "person";
pub const REFERENT: &str = "referent";
pub const COORDINATOR: &str = "coordinator";

/// Someone who is not the owner.
#[derive(Clone)]
pub struct Identity {
    pub name: &'static str,
    pub role: &'static str,
    pub browser: Browser,
    /// Where their addresses begin when they look at somebody's pages.
    pub inside: Option<String>,
}

pub struct Cast {
    pub owner: Browser,
    pub referent: Browser,
    pub adviser: Browser,
    pub known: Known,
    /// Of the owner's things, as her own answers hold them, and of a look at her pages.
    pub ids: BTreeSet<String>,
    look: String,
    /// A sitting with her, to which she has not agreed.
    sitting: String,
    pub strangers: Vec<Identity>,
}

impl Cast {
    pub async fn gather(world: &World) -> Self {
        let one =
            |name, role, browser: &Browser| Identity { name, role, browser: browser.clone(), inside: None };
        // Those whose time is over have to begin before the others.
        let expired = world.signed_in("sent").await;
        let (mut device, _, _) = kiosk(world).await;
        let at_kiosk = Ask::to(&START_SESSION).body(card_of(world.person("sent")));
        device.ask(at_kiosk.clone()).await.is(200);
        let expired_kiosk = device.clone();
        let expired_desk = world.at_the_desk("referent").await;
        world.pass_s(31 * 60);
        let mut owner = world.signed_in("sent").await;
        let mut ended = world.signed_in("sent").await;
        let kept = ended.clone();
        ended.ask(Ask::to(&END_SESSION)).await.is(204);
        let mut device = world.take_over(&expired_kiosk);
        device.ask(at_kiosk).await.is(200);
        let ended_kiosk = device.clone();
        device.ask(Ask::to(&END_SESSION)).await.is(204);
        device.ask(Ask::to(&START_SESSION).body(card_of(world.person("new")))).await.is(200);
        let mut ended_desk = world.at_the_desk("referent").await;
        let kept_desk = ended_desk.clone();
        ended_desk.ask(Ask::to(&END_STAFF_SESSION)).await.is(204);
        world.pass_s(30);
        let mut referent = world.at_the_desk("referent").await;
        let adviser = world.at_the_desk("employment").await;
        let mut other_referent = world.other_referent().await;
        let coordinator = world.at_the_desk("coordinator").await;
        world.change("UPDATE person SET referent_id = 'other' WHERE first_name = 'Karim'").await;
        let mut neighbour = world.signed_in("new").await;
        let mut karim = world.signed_in("draft").await;
        let known = furnish(world, &mut owner).await;
        let look = referent.ask(Ask::to(&START_PREVIEW).at(&[&known.person])).await.is(201).json();
        let all = world.ids().await;
        let mut ids = harvest(&mut owner, &known, &all).await;
        for id in harvest(&mut neighbour, &known, &all).await {
            ids.remove(&id);
        }
        let look = look["id"].as_str().unwrap().to_owned();
        let sitting = referent.ask(Ask::to(&START_SITTING).at(&[&known.person])).await.is(201).json();
        let sitting = sitting["id"].as_str().unwrap().to_owned();
        ids.extend([look.clone(), sitting.clone()]);
        let karims_id = karim.get(&GET_ME).await.json()["id"].as_str().unwrap().to_owned();
        let karims = unchanged::look(&mut other_referent, &karims_id).await;
        let looking =
            |name, role, browser, inside| Identity { inside: Some(inside), ..one(name, role, browser) };
        let strangers = vec![
            one("anonymous", NOBODY, &world.browser()),
            one("another person of the same référent", PERSON, &neighbour),
            one("a person of another référent", PERSON, &karim),
            one("another person at a kiosk", PERSON, &device),
            looking("a référent in a look at another person", PERSON, &other_referent, karims),
            looking(
                "another référent in the référent's look",
                NOBODY,
                &other_referent,
                base_of(&look.parse().unwrap()),
            ),
            one("a référent without the person", REFERENT, &other_referent),
            one("a coordinator", COORDINATOR, &coordinator),
            one("the owner's session that has expired", NOBODY, &expired),
            one("the owner's session that has ended", NOBODY, &kept),
            one("the owner's visit of a kiosk that has expired", NOBODY, &expired_kiosk),
            one("the owner's visit of a kiosk that has ended", NOBODY, &ended_kiosk),
            one("the référent's session that has expired", NOBODY, &expired_desk),
            one("the référent's session that has ended", NOBODY, &kept_desk),
        ];
        Self { owner, referent, adviser, known, ids, look, sitting, strangers }
    }

    /// The référent hands the owner over, and the team is gone: those who followed her are strangers, in the sessions that they have.
    pub async fn unassign(&mut self, world: &World) {
        let give = Ask::to(&HAND_PERSON_OVER).at(&[&self.known.person]).body(json!({ "to": "other" }));
        self.referent.clone().ask(give).await.is(200);
        // No operation takes one of the team away without ending their session.
        world.change("DELETE FROM follow_up").await;
        world.pass_s(1);
        // The look and the sitting that one of them began are theirs to end.
        self.ids.remove(&self.look);
        self.ids.remove(&self.sitting);
        let one = |name, browser: &Browser| Identity {
            name,
            role: REFERENT,
            browser: browser.clone(),
            inside: None,
        };
        self.strangers = vec![
            one("the référent unassigned a second ago", &self.referent),
            one("one of the team unassigned a second ago", &self.adviser),
        ];
    }

    /// Every row that names one of the owner's things, without the look and the sitting, which end with the session that began
    /// them.
    pub async fn rows_of_owner(&self, world: &World) -> Vec<String> {
        let rows = world
            .dump()
            .await
            .into_iter()
            .flat_map(|(table, rows)| rows.into_iter().map(move |row| format!("{table}: {row}")));
        let hangs_on_session = |row: &String| {
            (row.contains(&self.look) && row.starts_with("preview:"))
                || (row.contains(&self.sitting) && row.starts_with("sitting:"))
        };
        rows.filter(|row| !hangs_on_session(row) && self.ids.iter().any(|id| row.contains(id.as_str())))
            .collect()
    }
}

/// Weeks after the start of the world, and to which she cannot come.
const MEETING: &str =
    "INSERT INTO meeting SELECT 'zqmeeting', id, referent_id, 1797000000000, 1797001800000, 'office', NULL,
    'zqabout', 1, 0, 0, 0, NULL, NULL FROM person WHERE first_name = 'Sylvie'";

const TALK: &str =
    "UPDATE booking SET person_id = (SELECT id FROM person WHERE first_name = 'Sylvie') WHERE id = (
    SELECT b.id FROM booking b JOIN slot s ON s.id = b.slot_id
    WHERE s.company_id IS NOT NULL AND b.status = 'booked' ORDER BY b.id LIMIT 1)";

/// Gives the owner what the demonstration has not; answers what the recipes aim at.
async fn furnish(world: &World, owner: &mut Browser) -> Known {
    let plan = [
        ("triage.mobilite", json!({ "level": "hard" })),
        ("answer.mobilite.permis", json!({ "choices": ["talk"] })),
        ("private-talk", json!({ "choices": ["oui"] })),
    ];
    let sent = send(owner, world, &plan).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let pathway = owner.get(&GET_PATHWAY).await.json();
    let brought = pathway["actions"].as_array().unwrap().iter().find(|one| one["source"] == "referent");
    let about = json!({ "about": { "action": brought.unwrap()["id"] } });
    owner.ask(Ask::to(&DISPUTE_OBJECTIVE).body(about)).await.is(201);
    let action = owner.ask(Ask::to(&ADD_ACTION).body(json!({ "title": "zqaction" }))).await.is(201).json();
    let announced = json!({ "name": "zqfile.pdf", "size_bytes": 9, "digest": "0".repeat(64) });
    let upload = owner.ask(Ask::to(&CREATE_UPLOAD).body(announced.clone())).await.is(201).json();
    let document = text(&upload["id"]);
    // As if its bytes had come and had been found clean.
    world.change("UPDATE document SET state = 'kept', kind = 'pdf', scan = 'clean', n_pictures = 1").await;
    let contest = json!({ "contest": "zqcontest" });
    world.change(MEETING).await;
    let rights = owner.ask(Ask::to(&MAKE_RIGHTS_REQUEST).body(contest)).await.is(201).json();
    let reach = json!({ "phone": "06 99 88 77 66", "told_by": "sms" });
    owner.ask(Ask::to(&SAVE_REACH).body(reach)).await.is(204);
    owner.ask(Ask::to(&SHARE_DOCUMENT).at(&[&document])).await.is(200);
    owner.ask(Ask::to(&CREATE_UPLOAD).body(announced)).await.is(201);
    let slots = owner.get(&LIST_SLOTS).await.json();
    let slot = text(&slots["slots"][0]["id"]);
    owner.ask(Ask::to(&BOOK_SEAT).at(&[&slot])).await;
    assert!(owner.get(&LIST_BOOKINGS).await.text.contains("booked"));
    // A talk that somebody else has, so that all counts stay right.
    world.change(TALK).await;
    let months = owner.get(&LIST_MONTHS).await.json();
    let month = &months["months"][0];
    let mut companies = month["companies"].as_array().unwrap().iter();
    let company = text(&companies.find(|one| one["own"].is_object()).unwrap()["id"]);
    owner.ask(Ask::to(&SHARE_WITH_COMPANY).at(&[&document, &company])).await.is(200);
    Known {
        person: text(&owner.get(&GET_ME).await.json()["id"]),
        card: world.person("sent").card.clone(),
        submission: sent.id.to_string(),
        wish: text(&owner.get(&LIST_TALK_REQUESTS).await.json()[0]["id"]),
        access: "nothing".to_owned(),
        action: text(&action["id"]),
        rights: text(&rights["id"]),
        slot,
        meeting: "zqmeeting".to_owned(),
        document,
        forum: text(&owner.get(&LIST_FORUMS).await.json()["forums"][0]["id"]),
        month: text(&month["id"]),
        company,
        version: world.state.library.current_version().to_owned(),
    }
}

/// Every id of a row that a person's own answers hold.
async fn harvest(browser: &mut Browser, known: &Known, all: &BTreeSet<String>) -> BTreeSet<String> {
    let reads = ENDPOINTS
        .iter()
        .filter(|endpoint| endpoint.effect == Effect::Read && endpoint.roles.contains(&Role::Person));
    let mut found = BTreeSet::new();
    for endpoint in reads {
        for ask in recipe(endpoint.operation_id, known) {
            let reply = browser.ask(ask).await;
            if reply.status == 200 && reply.header("content-type") == "application/json" {
                collect(&reply.json(), all, &mut found);
            }
        }
    }
    found
}

fn collect(value: &Value, all: &BTreeSet<String>, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if all.contains(text) => drop(found.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, all, found)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, all, found)),
        _ => {}
    }
}
