//! Slots at the desk: made, changed, published, cancelled; who came; booked for someone.

use crate::harness::{Ask, Browser, World};
use crate::sharing::id_of;
use crate::staff::desk;
use crate::workshops::{catalogue, find};
use contract::access::LIST_ACCESSES;
use contract::pathway::{GET_PATHWAY, PathwayView};
use contract::workshops::staff::{
    AttendanceList, AttendeeView, BOOK_FOR_CLIENT, CANCEL_SLOT, CREATE_SLOT, GET_ATTENDANCE,
    LIST_STAFF_SLOTS, PUBLISH_SLOT, RECORD_ATTENDANCE, StaffSlot, StaffSlotList, UPDATE_SLOT,
};
use contract::workshops::{BOOK_SEAT, BookingList, CANCEL_BOOKING, GET_SLOT, JOIN_WAITLIST, LIST_BOOKINGS};
use domain::workshops::{BookingStatus, SlotState};
use serde_json::{Value, json};

/// Two hours on a Friday that the demonstration leaves free.
fn written() -> Value {
    json!({
        "workshop": "cv", "venue": "mediatheque", "day": "2027-01-15", "time": "09:30", "duration_min": 120,
        "capacity": 2, "childcare": true,
    })
}

fn with(key: &str, value: impl Into<Value>) -> Value {
    let mut body = written();
    body[key] = value.into();
    body
}

async fn list(browser: &mut Browser) -> StaffSlotList {
    serde_json::from_str(&browser.get(&LIST_STAFF_SLOTS).await.is(200).text).unwrap()
}

async fn act(browser: &mut Browser, status: u16, ask: Ask) -> StaffSlot {
    serde_json::from_str(&browser.ask(ask).await.is(status).text).unwrap()
}

pub async fn published(coordinator: &mut Browser, body: Value) -> StaffSlot {
    let draft = act(coordinator, 201, Ask::to(&CREATE_SLOT).body(body)).await;
    act(coordinator, 200, Ask::to(&PUBLISH_SLOT).at(&[draft.id.as_str()])).await
}

#[tokio::test]
async fn a_coordinator_makes_a_draft_and_publishes_it() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let mut nadia = world.signed_in("new").await;
    let ask = Ask::to(&CREATE_SLOT).body(written());
    let draft = act(&mut paul, 201, ask.clone()).await;
    assert_eq!((draft.state, draft.version, draft.capacity), (SlotState::Draft, 1, 2));
    assert_eq!((draft.when.from.to_string(), draft.when.to.to_string()), ("09:30".into(), "11:30".into()));
    assert!(draft.school_hours && draft.childcare);
    assert_eq!(act(&mut paul, 201, ask).await, draft, "the same key makes one");
    let id = draft.id.as_str();
    nadia.ask(Ask::to(&GET_SLOT).at(&[id])).await.refuses(404, "not-found");
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[id])).await.refuses(404, "not-found");
    let moved = Ask::to(&UPDATE_SLOT).at(&[id]).body(with("time", "10:00"));
    paul.ask(moved.clone()).await.refuses(428, "version.missing");
    let moved = act(&mut paul, 200, moved.if_match(1)).await;
    assert_eq!((moved.when.from.to_string(), moved.version), ("10:00".to_owned(), 2));
    let open = act(&mut paul, 200, Ask::to(&PUBLISH_SLOT).at(&[id])).await;
    assert_eq!((open.state, open.version), (SlotState::Published, 3));
    assert_eq!(act(&mut paul, 200, Ask::to(&PUBLISH_SLOT).at(&[id])).await, open, "twice is once");
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[id])).await.is(200);
    let listed = list(&mut paul).await;
    assert_eq!(listed.slots.len(), 16);
    let listed_slot = listed.slots.iter().find(|slot| slot.id == draft.id).unwrap();
    assert_eq!((listed_slot.n_booked, listed_slot.n_held, listed_slot.n_waiting), (1, 0, 0));
    assert_eq!((listed.workshops.len(), listed.venues.len()), (9, 3));
    paul.ask(Ask::to(&PUBLISH_SLOT).at(&["nothing"])).await.refuses(404, "not-found");
}

#[tokio::test]
async fn a_slot_that_cannot_be_is_refused() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    for body in [
        with("workshop", "nothing"),
        with("venue", "nothing"),
        with("day", "2026-11-20"),
        with("duration_min", 4),
        with("duration_min", 601),
        with("capacity", 0),
        with("capacity", 1001),
    ] {
        paul.ask(Ask::to(&CREATE_SLOT).body(body)).await.refuses(422, "slot.refused");
    }
    paul.ask(Ask::to(&CREATE_SLOT).body(with("day", "demain"))).await.refuses(400, "request.malformed");
    assert_eq!(list(&mut paul).await.slots.len(), 15);
}

#[tokio::test]
async fn a_published_slot_keeps_its_date_and_everyone_their_place() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let slot = published(&mut paul, written()).await;
    let id = slot.id.as_str();
    for point in ["new", "draft"] {
        world.signed_in(point).await.ask(Ask::to(&BOOK_SEAT).at(&[id])).await.is(200);
    }
    let mut sylvie = world.signed_in("sent").await;
    sylvie.ask(Ask::to(&JOIN_WAITLIST).at(&[id])).await.is(200);
    let update = |body: Value, version: u64| Ask::to(&UPDATE_SLOT).at(&[id]).body(body).if_match(version);
    paul.ask(update(with("time", "14:00"), 2)).await.refuses(409, "slot.fixed");
    paul.ask(update(with("capacity", 1), 2)).await.refuses(409, "slot.below-taken");
    paul.ask(update(with("capacity", 3), 1)).await.refuses(412, "slot.changed-elsewhere");
    let more = act(&mut paul, 200, update(with("capacity", 3), 2)).await;
    assert_eq!((more.n_booked, more.n_held, more.n_waiting, more.version), (2, 1, 0, 3));
    let offered = find(&mut sylvie, "cv", |one| one.id == slot.id).await;
    assert_eq!(offered.own.unwrap().status, BookingStatus::Offered);
    paul.ask(update(with("capacity", 2), 3)).await.refuses(409, "slot.below-taken");
}

#[tokio::test]
async fn a_cancelled_slot_tells_those_who_had_a_place() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let slot = published(&mut paul, written()).await;
    let id = slot.id.as_str();
    let mut nadia = world.signed_in("new").await;
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[id])).await.is(200);
    let cancel = |message: &str| Ask::to(&CANCEL_SLOT).at(&[id]).body(json!({ "message": message }));
    paul.ask(cancel("  ")).await.refuses(422, "slot.message-refused");
    paul.ask(cancel(&"x".repeat(301))).await.refuses(422, "slot.message-refused");
    let cancelled = act(&mut paul, 200, cancel("La salle est fermée.")).await;
    assert_eq!((cancelled.state, cancelled.n_booked), (SlotState::Cancelled, 0));
    let list: BookingList = serde_json::from_str(&nadia.get(&LIST_BOOKINGS).await.text).unwrap();
    let told = &list.coming[0];
    assert_eq!(told.message.as_deref(), Some("La salle est fermée."));
    assert_eq!(told.own.as_ref().unwrap().status, BookingStatus::CancelledByService);
    let mut karim = world.signed_in("draft").await;
    assert!(catalogue(&mut karim).await.iter().all(|one| one.id != slot.id), "nobody else sees it");
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[id])).await.refuses(409, "booking.cancelled");
    nadia.ask(Ask::to(&JOIN_WAITLIST).at(&[id])).await.refuses(409, "booking.cancelled");
    paul.ask(Ask::to(&PUBLISH_SLOT).at(&[id])).await.refuses(409, "slot.fixed");
    // A slot that has begun stays what it was.
    let other = published(&mut paul, with("day", "2027-01-18")).await;
    let ahead_s = (other.when.starts_at.as_ms() - world.now().as_ms()) / 1000;
    world.pass_s(ahead_s);
    let mut paul = desk(&world, "coordinator").await;
    let late = Ask::to(&CANCEL_SLOT).at(&[other.id.as_str()]).body(json!({ "message": "Trop tard." }));
    paul.ask(late).await.refuses(409, "slot.begun");
    let late = Ask::to(&UPDATE_SLOT).at(&[other.id.as_str()]).body(with("day", "2027-01-29")).if_match(2);
    paul.ask(late).await.refuses(409, "slot.fixed");
}

#[tokio::test]
async fn only_a_coordinator_makes_slots() {
    let world = World::new().await;
    let mut claire = desk(&world, "referent").await;
    let id = list(&mut claire).await.slots[0].id.to_string();
    assert_eq!(list(&mut claire).await.slots.len(), 14, "a draft is the coordinator's");
    for ask in [
        Ask::to(&CREATE_SLOT).body(written()),
        Ask::to(&UPDATE_SLOT).at(&[&id]).body(written()).if_match(1),
        Ask::to(&PUBLISH_SLOT).at(&[&id]),
        Ask::to(&CANCEL_SLOT).at(&[&id]).body(json!({ "message": "Non." })),
    ] {
        claire.ask(ask.clone()).await.refuses(404, "not-found");
        world.browser().ask(ask).await.refuses(401, "session.needed");
    }
    world.browser().get(&LIST_STAFF_SLOTS).await.refuses(401, "session.needed");
}

async fn attendance(browser: &mut Browser, id: &str) -> Vec<(String, BookingStatus)> {
    let reply = browser.ask(Ask::to(&GET_ATTENDANCE).at(&[id])).await;
    let list: AttendanceList = serde_json::from_str(&reply.is(200).text).unwrap();
    list.people.into_iter().map(|one| (one.first_name, one.status)).collect()
}

#[tokio::test]
async fn attendance_is_noted_by_those_who_may() {
    let world = World::new().await;
    let mut sylvie = world.signed_in("sent").await;
    let slot = find(&mut sylvie, "photo", |slot| slot.own.is_some()).await;
    let id = slot.id.as_str();
    let mut paul = desk(&world, "coordinator").await;
    let mut claire = desk(&world, "referent").await;
    assert_eq!(attendance(&mut paul, id).await.len(), 4);
    assert_eq!(attendance(&mut claire, id).await, [("Sylvie".to_owned(), BookingStatus::Booked)]);
    let person = id_of(&mut claire, "Sylvie").await;
    let note = |what: &str| {
        Ask::to(&RECORD_ATTENDANCE).at(&[id]).body(json!({ "person": person, "attendance": what }))
    };
    claire.ask(note("attended")).await.refuses(409, "attendance.early");
    let ahead_s = (slot.when.starts_at.as_ms() - world.now().as_ms()) / 1000;
    world.pass_s(ahead_s);
    let mut claire = desk(&world, "referent").await;
    let before = proposals(&mut world.signed_in("sent").await).await;
    let noted: AttendeeView = serde_json::from_str(&claire.ask(note("absent")).await.is(200).text).unwrap();
    assert_eq!(noted.status, BookingStatus::Absent);
    // No screen of the person's shows an absence.
    world.pass_s(3600);
    let mut sylvie = world.signed_in("sent").await;
    let list: BookingList = serde_json::from_str(&sylvie.get(&LIST_BOOKINGS).await.text).unwrap();
    assert_eq!((list.coming.len(), list.attended.len()), (0, 0));
    let mut claire = desk(&world, "referent").await;
    claire.ask(note("attended")).await.is(200);
    claire.ask(note("attended")).await.is(200);
    assert_eq!(attendance(&mut claire, id).await, [("Sylvie".to_owned(), BookingStatus::Attended)]);
    let list: BookingList = serde_json::from_str(&sylvie.get(&LIST_BOOKINGS).await.text).unwrap();
    assert_eq!(list.attended[0].id, slot.id);
    assert_eq!(proposals(&mut sylvie).await, before + 1, "the hours are proposed once");
    let looks = sylvie.get(&LIST_ACCESSES).await.is(200).json();
    assert_eq!(looks["accesses"][0]["operation"], "recordAttendance");
    // Someone who has no place, or whom one does not follow, does not exist.
    let nadia = id_of(&mut claire, "Nadia").await;
    let body = json!({ "person": nadia, "attendance": "attended" });
    claire.ask(Ask::to(&RECORD_ATTENDANCE).at(&[id]).body(body)).await.refuses(404, "not-found");
    let mut omar = desk(&world, "employment").await;
    let all = paul_people(&world, id).await;
    let stranger = all.iter().find(|one| one.first_name != "Sylvie").unwrap();
    let body = json!({ "person": stranger.person, "attendance": "attended" });
    omar.ask(Ask::to(&RECORD_ATTENDANCE).at(&[id]).body(body)).await.refuses(404, "not-found");
    omar.ask(Ask::to(&GET_ATTENDANCE).at(&["nothing"])).await.refuses(404, "not-found");
    world.browser().ask(Ask::to(&GET_ATTENDANCE).at(&[id])).await.refuses(401, "session.needed");
}

async fn paul_people(world: &World, id: &str) -> Vec<AttendeeView> {
    let mut paul = desk(world, "coordinator").await;
    let reply = paul.ask(Ask::to(&GET_ATTENDANCE).at(&[id])).await;
    serde_json::from_str::<AttendanceList>(&reply.is(200).text).unwrap().people
}

async fn proposals(browser: &mut Browser) -> usize {
    let view: PathwayView = serde_json::from_str(&browser.get(&GET_PATHWAY).await.is(200).text).unwrap();
    view.hours.proposals.len()
}

#[tokio::test]
async fn a_referent_books_for_someone_who_can_refuse() {
    let world = World::new().await;
    let mut claire = desk(&world, "referent").await;
    let mut nadia = world.signed_in("new").await;
    let slot = find(&mut nadia, "contrats-aides", |_| true).await;
    let person = id_of(&mut claire, "Nadia").await;
    let book = |slot: &str| Ask::to(&BOOK_FOR_CLIENT).at(&[&person]).body(json!({ "slot": slot }));
    let booked = act(&mut claire, 201, book(slot.id.as_str())).await;
    assert_eq!(booked.n_booked, 1);
    assert_eq!(act(&mut claire, 201, book(slot.id.as_str())).await.n_booked, 1, "twice is once");
    let seen = find(&mut nadia, "contrats-aides", |_| true).await.own.unwrap();
    assert_eq!((seen.status, seen.booked_by.as_deref()), (BookingStatus::Booked, Some("Claire Fictive")));
    let looks = nadia.get(&LIST_ACCESSES).await.is(200).json();
    assert_eq!(looks["accesses"][0]["operation"], "bookForClient");
    let refuse = Ask::to(&CANCEL_BOOKING).at(&[slot.id.as_str()]).body(json!({}));
    nadia.ask(refuse).await.is(200);
    assert_eq!(find(&mut nadia, "contrats-aides", |_| true).await.n_free, 5);
    let full = find(&mut nadia, "simulation-entretien", |slot| slot.n_free == 0).await;
    claire.ask(book(full.id.as_str())).await.refuses(409, "booking.full");
    claire.ask(book("nothing")).await.refuses(404, "not-found");
    // Two at the same time: the second is refused, and told to the person before they ask.
    let mut paul = desk(&world, "coordinator").await;
    let one = published(&mut paul, written()).await;
    let two = published(&mut paul, with("time", "10:30")).await;
    claire.ask(book(one.id.as_str())).await.is(201);
    claire.ask(book(two.id.as_str())).await.refuses(409, "booking.clash");
    let told = find(&mut nadia, "cv", |slot| slot.id == two.id).await;
    assert_eq!(told.clash.unwrap().id, one.id);
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[two.id.as_str()])).await.refuses(409, "booking.clash");
    paul.ask(book(two.id.as_str())).await.refuses(404, "not-found");
    world.browser().ask(book(two.id.as_str())).await.refuses(401, "session.needed");
}
