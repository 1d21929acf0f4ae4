//! The forum: tickets, what staff do with it, and its door.

use crate::harness::{Ask, Browser, World};
use crate::staff::desk;
use contract::forum::door::{DoorList, DoorNews, GET_DOOR, GET_DOOR_NEWS, MAX_AT_ONCE, RECORD_SCANS};
use contract::forum::staff::{
    CANCEL_FORUM, CREATE_FORUM, LIST_STAFF_FORUMS, PUBLISH_FORUM, StaffForum, StaffForumList, UPDATE_FORUM,
};
use contract::forum::{
    ForumList, ForumView, GET_FORUM, GIVE_TICKET_BACK, LIST_FORUMS, TAKE_TICKET, TicketView,
};
use contract::messages::staff::{CallList, LIST_CALLS};
use domain::forum::{TicketDigest, TicketRefusal};
use domain::ids::ForumId;
use domain::messages::MessageKind;
use domain::workshops::SlotState;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use server::messages::sender::send_due;

async fn act<T: DeserializeOwned>(browser: &mut Browser, status: u16, ask: Ask) -> T {
    serde_json::from_str(&browser.ask(ask).await.is(status).text).unwrap()
}

async fn forum_of(browser: &mut Browser) -> ForumView {
    let list: ForumList = act(browser, 200, Ask::to(&LIST_FORUMS)).await;
    let id = list.forums[0].id.clone();
    act(browser, 200, Ask::to(&GET_FORUM).at(&[id.as_str()])).await
}

fn take(id: &ForumId, entry: u32) -> Ask {
    Ask::to(&TAKE_TICKET).at(&[id.as_str()]).body(json!({ "entry": entry }))
}

fn give_back(id: &ForumId) -> Ask {
    Ask::to(&GIVE_TICKET_BACK).at(&[id.as_str()])
}

fn written() -> Value {
    json!({
        "name": " Petit forum ", "venue": "mediatheque", "day": "2027-01-15", "from": "09:00", "to": "10:00",
        "slot_min": 30, "n_places": 2, "kept_percent": 10,
    })
}

fn with(key: &str, value: impl Into<Value>) -> Value {
    let mut body = written();
    body[key] = value.into();
    body
}

async fn published(coordinator: &mut Browser, body: Value) -> StaffForum {
    let draft: StaffForum = act(coordinator, 201, Ask::to(&CREATE_FORUM).body(body)).await;
    act(coordinator, 200, Ask::to(&PUBLISH_FORUM).at(&[draft.id.as_str()])).await
}

fn digest(forum: &ForumView) -> TicketDigest {
    TicketDigest::of(&forum.id, &forum.ticket.as_ref().unwrap().code)
}

fn scans(id: &ForumId, body: Value) -> Ask {
    Ask::to(&RECORD_SCANS).at(&[id.as_str()]).body(body)
}

#[tokio::test]
async fn a_person_takes_a_ticket_changes_it_and_gives_it_back() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let forum = forum_of(&mut nadia).await;
    assert_eq!((forum.entries.len(), forum.entries[0].n_free, forum.ticket.is_none()), (16, 396, true));
    assert_eq!(
        (forum.when.from.to_string(), forum.entries[1].from.to_string()),
        ("09:00".into(), "09:30".into())
    );
    let ask = take(&forum.id, 1);
    let taken: ForumView = act(&mut nadia, 200, ask.clone()).await;
    let ticket = taken.ticket.clone().unwrap();
    assert_eq!((ticket.entry, taken.entries[1].n_free, taken.entries[1].refusal), (1, 395, None));
    let again: ForumView = act(&mut nadia, 200, ask).await;
    assert_eq!(again, taken, "the same key takes one");
    let twice: ForumView = act(&mut nadia, 200, take(&forum.id, 1)).await;
    assert_eq!(twice, taken, "and so does another");
    let changed: ForumView = act(&mut nadia, 200, take(&forum.id, 5)).await;
    assert_eq!(
        changed.ticket,
        Some(TicketView { entry: 5, ..ticket.clone() }),
        "the printed code stays right"
    );
    assert_eq!((changed.entries[1].n_free, changed.entries[5].n_free), (396, 395));
    let list: ForumList = act(&mut nadia, 200, Ask::to(&LIST_FORUMS)).await;
    assert_eq!(list.forums[0].own.unwrap().to_string(), "11:30");
    let back: ForumView = act(&mut nadia, 200, give_back(&forum.id)).await;
    assert_eq!((back.ticket, back.entries[5].n_free), (None, 396));
    let again: ForumView = act(&mut nadia, 200, give_back(&forum.id)).await;
    assert_eq!(again.ticket, None);
    nadia.ask(take(&forum.id, 16)).await.refuses(404, "not-found");
    nadia.ask(take(&ForumId::new("nothing").unwrap(), 0)).await.refuses(404, "not-found");
    nadia.ask(give_back(&ForumId::new("nothing").unwrap())).await.refuses(404, "not-found");
    nadia.ask(Ask::to(&GET_FORUM).at(&["nothing"])).await.refuses(404, "not-found");
    let bad = Ask::to(&TAKE_TICKET).at(&[forum.id.as_str()]).body(json!({ "entry": "neuf heures" }));
    nadia.ask(bad).await.refuses(400, "request.malformed");
    world.browser().ask(take(&forum.id, 0)).await.refuses(401, "session.needed");
    world.browser().get(&LIST_FORUMS).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_full_half_hour_refuses_and_keeps_the_ticket_that_is_there() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let id = published(&mut paul, written()).await.id;
    let (mut nadia, mut karim) = (world.signed_in("new").await, world.signed_in("draft").await);
    nadia.ask(take(&id, 0)).await.is(200);
    let own: ForumView = act(&mut karim, 200, take(&id, 1)).await;
    karim.ask(take(&id, 0)).await.refuses(409, "forum.full");
    let seen: ForumView = act(&mut karim, 200, Ask::to(&GET_FORUM).at(&[id.as_str()])).await;
    assert_eq!((seen.ticket, seen.entries[0].refusal), (own.ticket, Some(TicketRefusal::Full)));
    assert_eq!(seen.entries[1].refusal, None, "one's own is no refusal");
    world.pass_s((seen.entries[0].ends_at.as_ms() - world.now().as_ms()) / 1000);
    let mut sylvie = world.signed_in("sent").await;
    sylvie.ask(take(&id, 0)).await.refuses(409, "forum.past");
}

#[tokio::test]
async fn a_coordinator_makes_a_draft_changes_it_and_publishes_it() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let (mut nadia, mut sylvie) = (world.signed_in("new").await, world.signed_in("sent").await);
    let ask = Ask::to(&CREATE_FORUM).body(with("n_places", 20));
    let draft: StaffForum = act(&mut paul, 201, ask.clone()).await;
    assert_eq!((draft.state, draft.version, draft.name.as_str()), (SlotState::Draft, 1, "Petit forum"));
    assert_eq!((draft.entries.len(), draft.entries[0].n_places, draft.entries[0].n_kept), (2, 20, 2));
    assert_eq!(act::<StaffForum>(&mut paul, 201, ask).await, draft, "the same key makes one");
    let id = draft.id.clone();
    nadia.ask(Ask::to(&GET_FORUM).at(&[id.as_str()])).await.refuses(404, "not-found");
    nadia.ask(take(&id, 0)).await.refuses(404, "not-found");
    paul.ask(Ask::to(&GET_DOOR).at(&[id.as_str()])).await.refuses(404, "not-found");
    let update = |body: Value| Ask::to(&UPDATE_FORUM).at(&[id.as_str()]).body(body);
    paul.ask(update(written())).await.refuses(428, "version.missing");
    paul.ask(update(written()).if_match(7)).await.refuses(412, "forum.changed-elsewhere");
    paul.ask(update(with("n_places", 0)).if_match(1)).await.refuses(422, "forum.refused");
    let changed: StaffForum = act(&mut paul, 200, update(with("to", "11:00")).if_match(1)).await;
    assert_eq!((changed.entries.len(), changed.version), (4, 2));
    let publish = || Ask::to(&PUBLISH_FORUM).at(&[id.as_str()]);
    let open: StaffForum = act(&mut paul, 200, publish()).await;
    assert_eq!((open.state, open.version), (SlotState::Published, 3));
    assert_eq!(act::<StaffForum>(&mut paul, 200, publish()).await, open, "twice is once");
    paul.ask(update(written()).if_match(3)).await.refuses(409, "forum.fixed");
    nadia.ask(take(&id, 0)).await.is(200);
    sylvie.ask(take(&id, 0)).await.refuses(409, "forum.full");
    // When and where it is stays; there may be more places, or fewer as long as nobody loses theirs.
    let places = |n: u32, version: u64| {
        let mut body = with("to", "11:00");
        (body["name"], body["n_places"]) = ("Grand forum".into(), n.into());
        update(body).if_match(version)
    };
    let more: StaffForum = act(&mut paul, 200, places(4, 3)).await;
    assert_eq!((more.name.as_str(), more.version), ("Grand forum", 4));
    assert_eq!((more.entries[0].n_places, more.entries[0].n_kept, more.entries[0].n_taken), (4, 1, 1));
    sylvie.ask(take(&id, 0)).await.is(200);
    paul.ask(places(2, 4)).await.refuses(409, "forum.below-taken");
    act::<StaffForum>(&mut paul, 200, places(3, 4)).await;
    let list: StaffForumList = act(&mut paul, 200, Ask::to(&LIST_STAFF_FORUMS)).await;
    assert_eq!((list.forums.len(), list.venues.len()), (2, 3));
    assert_eq!((list.usual.slot_min, list.usual.n_places, list.usual.kept_percent), (30, 440, 10));
    let listed = list.forums.iter().find(|forum| forum.id == id).unwrap();
    assert_eq!(
        (listed.entries[0].n_taken, listed.entries[0].n_arrived, listed.entries[0].n_walk_ins),
        (2, 0, 0)
    );
    paul.ask(Ask::to(&PUBLISH_FORUM).at(&["nothing"])).await.refuses(404, "not-found");
}

#[tokio::test]
async fn a_forum_that_cannot_be_is_refused() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    for body in [
        with("name", "  "),
        with("name", "x".repeat(81)),
        with("venue", "nothing"),
        with("day", "2026-11-20"),
        with("to", "09:20"),
        with("slot_min", 4),
        with("n_places", 0),
        with("kept_percent", 100),
    ] {
        paul.ask(Ask::to(&CREATE_FORUM).body(body)).await.refuses(422, "forum.refused");
    }
    paul.ask(Ask::to(&CREATE_FORUM).body(with("from", "matin"))).await.refuses(400, "request.malformed");
}

#[tokio::test]
async fn only_a_coordinator_makes_forums() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let draft: StaffForum = act(&mut paul, 201, Ask::to(&CREATE_FORUM).body(written())).await;
    let mut claire = desk(&world, "referent").await;
    let list: StaffForumList = act(&mut claire, 200, Ask::to(&LIST_STAFF_FORUMS)).await;
    assert!(list.forums.iter().all(|forum| forum.id != draft.id), "a draft is the coordinator's");
    claire.ask(Ask::to(&CREATE_FORUM).body(written())).await.refuses(404, "not-found");
    let at = |endpoint| Ask::to(endpoint).at(&[draft.id.as_str()]);
    claire.ask(at(&UPDATE_FORUM).body(written()).if_match(1)).await.refuses(404, "not-found");
    claire.ask(at(&PUBLISH_FORUM)).await.refuses(404, "not-found");
    claire.ask(at(&CANCEL_FORUM).body(json!({ "message": "Non." }))).await.refuses(404, "not-found");
    world.browser().get(&LIST_STAFF_FORUMS).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_cancelled_forum_tells_those_who_had_a_ticket() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let id = published(&mut paul, written()).await.id;
    let (mut nadia, mut karim) = (world.signed_in("new").await, world.signed_in("draft").await);
    nadia.ask(take(&id, 0)).await.is(200);
    let cancel =
        |message: &str| Ask::to(&CANCEL_FORUM).at(&[id.as_str()]).body(json!({ "message": message }));
    paul.ask(cancel(" ")).await.refuses(422, "slot.message-refused");
    let cancelled: StaffForum = act(&mut paul, 200, cancel("La salle est fermée.")).await;
    assert_eq!((cancelled.state, cancelled.entries[0].n_taken), (SlotState::Cancelled, 0));
    let seen: ForumView = act(&mut nadia, 200, Ask::to(&GET_FORUM).at(&[id.as_str()])).await;
    assert_eq!((seen.state, seen.message.as_deref()), (SlotState::Cancelled, Some("La salle est fermée.")));
    assert_eq!(seen.ticket, None);
    nadia.ask(take(&id, 1)).await.refuses(409, "forum.cancelled");
    let listed = async |browser: &mut Browser| {
        let list: ForumList = act(browser, 200, Ask::to(&LIST_FORUMS)).await;
        list.forums.iter().any(|forum| forum.id == id)
    };
    assert!(listed(&mut nadia).await);
    assert!(!listed(&mut karim).await, "nobody else sees it");
    paul.ask(Ask::to(&PUBLISH_FORUM).at(&[id.as_str()])).await.refuses(409, "forum.fixed");
    // Nadia has left no number: somebody calls her.
    assert_eq!(send_due(&world.state).await, Ok(0));
    let list: CallList = act(&mut paul, 200, Ask::to(&LIST_CALLS)).await;
    let told = list.calls.iter().filter(|call| call.kind == MessageKind::ForumCancelled);
    let told: Vec<_> = told.map(|call| (call.first_name.as_str(), &call.title, call.when.from)).collect();
    assert_eq!(told, [("Nadia", &seen.name, seen.entries[0].from)]);
    // One that has begun stays what it was.
    let other = published(&mut paul, with("day", "2027-01-18")).await;
    let late: StaffForum = act(&mut paul, 201, Ask::to(&CREATE_FORUM).body(with("day", "2027-01-18"))).await;
    world.pass_s((other.when.starts_at.as_ms() - world.now().as_ms()) / 1000);
    let mut paul = desk(&world, "coordinator").await;
    let ask = Ask::to(&CANCEL_FORUM).at(&[other.id.as_str()]).body(json!({ "message": "Trop tard." }));
    paul.ask(ask).await.refuses(409, "forum.begun");
    paul.ask(Ask::to(&PUBLISH_FORUM).at(&[late.id.as_str()])).await.refuses(409, "forum.begun");
}

#[tokio::test]
async fn a_door_has_digests_and_nothing_of_a_person() {
    let world = World::new().await;
    let mut sylvie = world.signed_in("sent").await;
    let forum = forum_of(&mut sylvie).await;
    let mut claire = desk(&world, "referent").await;
    let reply = claire.ask(Ask::to(&GET_DOOR).at(&[forum.id.as_str()])).await;
    let list: DoorList = serde_json::from_str(&reply.is(200).text).unwrap();
    assert_eq!((list.tickets.len(), list.entries.len(), list.now), (1, 16, world.now()));
    assert_eq!((&list.tickets[0].digest, list.tickets[0].entry), (&digest(&forum), 2));
    assert_eq!((list.entries[0].n_kept, list.entries[0].n_walk_ins), (44, 0));
    let code = forum.ticket.as_ref().unwrap().code.as_str();
    for secret in ["Sylvie", "Exemple", code, "person"] {
        assert!(!reply.text.contains(secret), "{secret}");
    }
    claire.ask(Ask::to(&GET_DOOR).at(&["nothing"])).await.refuses(404, "not-found");
    sylvie.ask(Ask::to(&GET_DOOR).at(&[forum.id.as_str()])).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn of_each_ticket_the_earliest_scan_counts_whatever_comes_first() {
    let world = World::new().await;
    let mut sylvie = world.signed_in("sent").await;
    let forum = forum_of(&mut sylvie).await;
    let (id, digest) = (forum.id.clone(), digest(&forum));
    let (mut claire, mut paul) = (desk(&world, "referent").await, desk(&world, "coordinator").await);
    let at = |s: i64| world.now().plus_s(s).0;
    let late = json!({ "door": "north", "scans": [{ "digest": digest, "at": at(-10) }] });
    let ask = scans(&id, late);
    let news: DoorNews = act(&mut claire, 200, ask.clone()).await;
    assert_eq!(news.tickets[0].arrival.as_ref().unwrap().door.as_str(), "north");
    assert_eq!(act::<DoorNews>(&mut claire, 200, ask).await, news, "the same key is one");
    world.pass_s(300);
    let walk_in = json!({ "id": "w1", "entry": 3, "at": at(-400) });
    let early = json!({
        "door": "south", "scans": [{ "digest": digest, "at": at(-500) }, { "digest": "0123456789abcdef", "at": at(0) }],
        "walk_ins": [walk_in, walk_in, { "id": "w2", "entry": 99, "at": at(0) }], "since": at(0),
    });
    let news: DoorNews = act(&mut paul, 200, scans(&id, early.clone())).await;
    let arrival = news.tickets[0].arrival.clone().unwrap();
    assert_eq!((arrival.at.0, arrival.door.as_str(), news.tickets.len()), (at(-500), "south", 1));
    assert_eq!(news.walk_ins.iter().map(|count| (count.entry, count.n)).collect::<Vec<_>>(), [(3, 1)]);
    let again: DoorNews = act(&mut paul, 200, scans(&id, early)).await;
    assert_eq!(again, news, "sent again it is the same");
    // What the other door hears of it, and that nothing is heard of twice for ever.
    let since = |since: i64| Ask::to(&GET_DOOR_NEWS).at(&[id.as_str()]).query(&format!("since={since}"));
    let heard: DoorNews = act(&mut claire, 200, since(at(-30))).await;
    assert_eq!(heard.tickets, news.tickets);
    world.pass_s(600);
    let heard: DoorNews = act(&mut claire, 200, since(at(0))).await;
    assert!(heard.tickets.is_empty());
    let all: DoorNews = act(&mut claire, 200, Ask::to(&GET_DOOR_NEWS).at(&[id.as_str()])).await;
    assert_eq!(all.tickets, news.tickets);
    let list: StaffForumList = act(&mut paul, 200, Ask::to(&LIST_STAFF_FORUMS)).await;
    assert_eq!((list.forums[0].entries[2].n_arrived, list.forums[0].entries[3].n_walk_ins), (1, 1));
    let seen: ForumView = act(&mut sylvie, 200, Ask::to(&GET_FORUM).at(&[id.as_str()])).await;
    assert_eq!(seen.ticket.unwrap().arrived_at, Some(arrival.at));
    sylvie.ask(give_back(&id)).await.refuses(409, "forum.ticket-used");
    sylvie.ask(take(&id, 4)).await.refuses(409, "forum.ticket-used");
}

#[tokio::test]
async fn a_door_sends_no_more_than_fits_and_only_to_a_forum_that_is_open() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let list: StaffForumList = act(&mut paul, 200, Ask::to(&LIST_STAFF_FORUMS)).await;
    let id = &list.forums[0].id;
    let many = |n: usize| {
        let all: Vec<_> = (0..n).map(|n| json!({ "id": format!("w{n}"), "entry": 0, "at": 5 })).collect();
        json!({ "door": "north", "walk_ins": all })
    };
    paul.ask(scans(id, many(MAX_AT_ONCE + 1))).await.refuses(400, "request.malformed");
    paul.ask(scans(id, many(MAX_AT_ONCE))).await.is(200);
    let bad = json!({ "door": "north", "scans": [{ "digest": "7K4XQ2", "at": 5 }] });
    paul.ask(scans(id, bad)).await.refuses(400, "request.malformed");
    let nowhere = ForumId::new("nothing").unwrap();
    paul.ask(scans(&nowhere, many(1))).await.refuses(404, "not-found");
    paul.ask(Ask::to(&GET_DOOR_NEWS).at(&["nothing"])).await.refuses(404, "not-found");
    paul.ask(Ask::to(&GET_DOOR_NEWS).at(&[id.as_str()]).query("since=hier"))
        .await
        .refuses(400, "request.malformed");
    world.browser().ask(scans(id, many(1))).await.refuses(401, "session.needed");
}
