//! Who waits, a place beyond the plan, a draft that goes, what a person holds as their référent sees it.

use crate::harness::{Ask, Browser, World};
use crate::sharing::{id_of, summary};
use crate::slots::published;
use crate::staff::desk;
use contract::access::LIST_ACCESSES;
use contract::workshops::staff::{
    ADD_EXTRA_SEAT, AttendanceList, CREATE_SLOT, DELETE_SLOT, GET_ATTENDANCE, StaffSlot,
};
use contract::workshops::{BOOK_SEAT, CANCEL_BOOKING, JOIN_WAITLIST, LIST_SLOTS};
use domain::workshops::BookingStatus;
use serde_json::{Value, json};

fn written(time: &str) -> Value {
    json!({
        "workshop": "cv", "venue": "mediatheque", "day": "2027-01-15", "time": time, "duration_min": 60, "capacity": 1,
    })
}

async fn attendance(desk: &mut Browser, id: &str) -> AttendanceList {
    serde_json::from_str(&desk.ask(Ask::to(&GET_ATTENDANCE).at(&[id])).await.is(200).text).unwrap()
}

/// Sylvie has the one place; Nadia and Karim wait.
async fn with_a_list() -> (World, Browser, StaffSlot) {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let slot = published(&mut paul, written("09:30")).await;
    let id = slot.id.as_str();
    world.signed_in("sent").await.ask(Ask::to(&BOOK_SEAT).at(&[id])).await.is(200);
    for point in ["new", "draft"] {
        world.signed_in(point).await.ask(Ask::to(&JOIN_WAITLIST).at(&[id])).await.is(200);
    }
    (world, paul, slot)
}

#[tokio::test]
async fn who_waits_is_named_in_turn_to_those_who_may_know() {
    let (world, mut paul, slot) = with_a_list().await;
    let id = slot.id.as_str();
    let named = async |desk: &mut Browser| -> Vec<(String, Option<u32>)> {
        let waiting = attendance(desk, id).await.waiting;
        waiting.into_iter().map(|one| (one.first_name, one.rank)).collect()
    };
    assert_eq!(named(&mut paul).await, [("Nadia".to_owned(), Some(1)), ("Karim".to_owned(), Some(2))]);
    let mut adviser = desk(&world, "employment").await;
    assert_eq!(named(&mut adviser).await.len(), attendance(&mut adviser, id).await.waiting.len());
    let cancel = Ask::to(&CANCEL_BOOKING).at(&[id]).body(json!({}));
    world.signed_in("sent").await.ask(cancel).await.is(200);
    let offered = attendance(&mut paul, id).await.waiting;
    assert_eq!((offered[0].rank, offered[0].offer_until.is_some(), offered[1].rank), (None, true, Some(1)));
}

#[tokio::test]
async fn a_place_beyond_the_plan_is_given_with_a_reason_and_read_by_the_person() {
    let (world, mut paul, slot) = with_a_list().await;
    let id = slot.id.as_str();
    let person = attendance(&mut paul, id).await.waiting[1].person.clone();
    let give =
        |reason: &str| Ask::to(&ADD_EXTRA_SEAT).at(&[id]).body(json!({ "person": person, "reason": reason }));
    paul.ask(give(" ")).await.refuses(422, "slot.message-refused");
    let mut claire = desk(&world, "referent").await;
    claire.ask(give("Fauteuil")).await.refuses(404, "not-found");
    world.browser().ask(give("Fauteuil")).await.refuses(401, "session.needed");
    let nobody = Ask::to(&ADD_EXTRA_SEAT).at(&[id]).body(json!({ "person": "nobody", "reason": "x" }));
    paul.ask(nobody).await.refuses(404, "not-found");
    let ask = give("Fauteuil");
    let given: StaffSlot = serde_json::from_str(&paul.ask(ask.clone()).await.is(201).text).unwrap();
    assert_eq!((given.capacity, given.n_extra, given.n_booked, given.n_waiting), (2, 1, 2, 1));
    let again: StaffSlot = serde_json::from_str(&paul.ask(ask).await.is(201).text).unwrap();
    assert_eq!(again, given);
    let mut karim = world.signed_in("draft").await;
    let looks = karim.get(&LIST_ACCESSES).await.json();
    assert_eq!(looks["accesses"][0]["operation"], "addExtraSeat");
    let mine = karim.get(&LIST_SLOTS).await.json();
    let mine = mine["slots"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    assert_eq!(
        (&mine["own"]["status"], &mine["own"]["booked_by"]),
        (&json!("booked"), &json!("Paul Fictif"))
    );
    assert!(!mine.to_string().contains("Fauteuil"), "the reason is for the record");
    // A place is free elsewhere, or one clashes: no place beyond the plan then.
    let free = published(&mut paul, written("14:00")).await;
    let to_free =
        Ask::to(&ADD_EXTRA_SEAT).at(&[free.id.as_str()]).body(json!({ "person": person, "reason": "x" }));
    paul.ask(to_free).await.refuses(409, "booking.place-free");
    let clashing = published(&mut paul, written("09:45")).await;
    let id = clashing.id.as_str();
    world.signed_in("new").await.ask(Ask::to(&BOOK_SEAT).at(&[id])).await.is(200);
    let clash = Ask::to(&ADD_EXTRA_SEAT).at(&[id]).body(json!({ "person": person, "reason": "x" }));
    paul.ask(clash).await.refuses(409, "booking.clash");
}

#[tokio::test]
async fn a_draft_is_deleted_and_nothing_else() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let draft: StaffSlot =
        serde_json::from_str(&paul.ask(Ask::to(&CREATE_SLOT).body(written("09:30"))).await.is(201).text)
            .unwrap();
    let delete = |id: &str| Ask::to(&DELETE_SLOT).at(&[id]);
    let mut claire = desk(&world, "referent").await;
    claire.ask(delete(draft.id.as_str())).await.refuses(404, "not-found");
    let ask = delete(draft.id.as_str());
    paul.ask(ask.clone()).await.is(204);
    paul.ask(ask).await.is(204);
    paul.ask(delete(draft.id.as_str())).await.refuses(404, "not-found");
    let open = published(&mut paul, written("14:00")).await;
    paul.ask(delete(open.id.as_str())).await.refuses(409, "slot.fixed");
}

#[tokio::test]
async fn the_page_of_a_person_says_what_they_hold_and_wait_for() {
    let (world, _, slot) = with_a_list().await;
    let mut claire = desk(&world, "referent").await;
    let id = id_of(&mut claire, "Nadia").await;
    let found = summary(&mut claire, &id).await.bookings;
    let waited = found.iter().find(|one| one.slot == slot.id).unwrap();
    assert_eq!((waited.status, waited.rank, &waited.title), (BookingStatus::Waiting, Some(1), &slot.title));
}
