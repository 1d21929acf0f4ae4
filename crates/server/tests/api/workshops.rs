//! Workshops with dates, as a person books them.

use crate::harness::{Ask, Browser, START, World};
use contract::pathway::{GET_CALENDAR, GET_PATHWAY, PathwayView};
use contract::workshops::{
    ACCEPT_OFFER, BOOK_SEAT, BookingList, CANCEL_BOOKING, DECLINE_OFFER, GET_SLOT, JOIN_WAITLIST,
    LEAVE_WAITLIST, LIST_BOOKINGS, LIST_SLOTS, OwnBooking, SlotDetail, SlotList, SlotView,
};
use domain::pathway::{NextStep, Why};
use domain::workshops::{BookingRefusal, BookingStatus, Need, SlotState};
use serde_json::json;
use server::workshops::sweep::sweep;

const DAY_S: i64 = 86_400;

pub async fn catalogue(browser: &mut Browser) -> Vec<SlotView> {
    let list: SlotList = serde_json::from_str(&browser.get(&LIST_SLOTS).await.is(200).text).unwrap();
    list.slots
}

/// The first slot of a workshop that is like this.
pub async fn find(browser: &mut Browser, workshop: &str, is_it: impl Fn(&SlotView) -> bool) -> SlotView {
    let slots = catalogue(browser).await;
    slots.into_iter().find(|slot| slot.workshop.as_str() == workshop && is_it(slot)).unwrap()
}

async fn detail(browser: &mut Browser, id: &str) -> SlotDetail {
    serde_json::from_str(&browser.ask(Ask::to(&GET_SLOT).at(&[id])).await.is(200).text).unwrap()
}

pub async fn act(browser: &mut Browser, ask: Ask) -> SlotView {
    serde_json::from_str(&browser.ask(ask).await.is(200).text).unwrap()
}

pub fn own(slot: &SlotView) -> (BookingStatus, Option<u32>) {
    let OwnBooking { status, rank, .. } = slot.own.as_ref().unwrap();
    (*status, *rank)
}

async fn pathway(browser: &mut Browser) -> PathwayView {
    serde_json::from_str(&browser.get(&GET_PATHWAY).await.is(200).text).unwrap()
}

/// The practice interview of the demonstration: five places, five booked, two who wait before Karim.
pub async fn full(browser: &mut Browser) -> SlotView {
    find(browser, "simulation-entretien", |slot| slot.n_waiting > 0).await
}

#[tokio::test]
async fn the_catalogue_shows_what_is_to_come_with_places_left() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let slots = catalogue(&mut browser).await;
    assert_eq!(slots.len(), 13, "neither the draft nor what was cancelled");
    assert!(slots.is_sorted_by_key(|slot| slot.when.starts_at) && slots[0].when.starts_at > START);
    for slot in &slots {
        assert_eq!((slot.state, &slot.own, &slot.clash), (SlotState::Published, &None, &None));
        assert_eq!(slot.refusal, (slot.n_free == 0).then_some(BookingRefusal::Full), "{}", slot.title);
    }
    let full = full(&mut browser).await;
    assert_eq!((full.n_places, full.n_free, full.n_waiting), (5, 0, 3));
    let evening = find(&mut browser, "numerique", |slot| slot.when.from.hour() == 17).await;
    assert!(!evening.school_hours && find(&mut browser, "cv", |slot| slot.childcare).await.school_hours);
    let english = browser.ask(Ask::to(&LIST_SLOTS).query("language=en")).await.is(200).json();
    assert!(english["slots"].as_array().unwrap().iter().any(|slot| slot["title"] == "My CV ready"));
    // A day later than the last, nothing is left.
    world.pass_s(40 * DAY_S);
    let mut later = world.signed_in("new").await;
    assert_eq!(catalogue(&mut later).await, []);
}

#[tokio::test]
async fn a_full_workshop_shows_another_date() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let full = full(&mut browser).await;
    let shown = detail(&mut browser, full.id.as_str()).await;
    let other = &shown.alternatives;
    assert_eq!((other.len(), &other[0].workshop, other[0].n_free), (1, &full.workshop, 5));
    assert_eq!(shown.prerequisites[0].need, Need::Needed);
    assert!(shown.venue.access.contains("Bus") && !shown.about.is_empty() && shown.bring == ["CV"]);
    assert!(shown.cancel_reasons.len() > 3);
    let free = detail(&mut browser, other[0].id.as_str()).await;
    assert_eq!(free.alternatives, [], "no other date is needed");
    for id in ["nothing", "Not-an-id"] {
        browser.ask(Ask::to(&GET_SLOT).at(&[id])).await.refuses(404, "not-found");
    }
}

#[tokio::test]
async fn a_place_is_booked_once_and_given_back() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let slot = find(&mut browser, "cv", |slot| slot.n_free == 1).await;
    let id = slot.id.as_str();
    let ask = Ask::to(&BOOK_SEAT).at(&[id]);
    let booked = act(&mut browser, ask.clone()).await;
    assert_eq!((own(&booked), booked.n_free, booked.refusal), ((BookingStatus::Booked, None), 0, None));
    assert_eq!(act(&mut browser, ask).await, booked, "the same key");
    assert_eq!(act(&mut browser, Ask::to(&BOOK_SEAT).at(&[id])).await, booked, "a double tap");
    let mut other = world.signed_in("draft").await;
    other.ask(Ask::to(&BOOK_SEAT).at(&[id])).await.refuses(409, "booking.full");
    let list: BookingList = serde_json::from_str(&browser.get(&LIST_BOOKINGS).await.is(200).text).unwrap();
    assert_eq!((list.coming, list.attended), (vec![booked], vec![]));
    let cancel = |reason: &str| Ask::to(&CANCEL_BOOKING).at(&[id]).body(json!({ "reason": reason }));
    browser.ask(cancel("no-such-reason")).await.refuses(422, "booking.reason-refused");
    let back = act(&mut browser, cancel("garde")).await;
    assert_eq!((own(&back), back.n_free), ((BookingStatus::CancelledByMe, None), 1));
    let without = act(&mut browser, Ask::to(&CANCEL_BOOKING).at(&[id]).body(json!({}))).await;
    assert_eq!(without, back, "twice is once");
    assert_eq!(own(&act(&mut other, Ask::to(&BOOK_SEAT).at(&[id])).await).0, BookingStatus::Booked);
}

#[tokio::test]
async fn nothing_to_give_back_is_as_the_person_wants() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let slot = full(&mut browser).await;
    let id = &[slot.id.as_str()];
    for ask in [Ask::to(&CANCEL_BOOKING).at(id).body(json!({})), Ask::to(&LEAVE_WAITLIST).at(id)] {
        assert_eq!(act(&mut browser, ask).await, slot);
    }
    let nothing = Ask::to(&LEAVE_WAITLIST).at(&["nothing"]);
    browser.ask(nothing).await.refuses(404, "not-found");
}

#[tokio::test]
async fn whoever_waits_sees_their_rank_and_gets_a_timed_offer() {
    let world = World::new().await;
    let mut karim = world.signed_in("draft").await;
    let mut nadia = world.signed_in("new").await;
    let full = full(&mut karim).await;
    let id = full.id.as_str();
    assert_eq!(own(&full), (BookingStatus::Waiting, Some(3)));
    let to = |endpoint| Ask::to(endpoint).at(&[id]);
    assert_eq!(own(&act(&mut nadia, to(&JOIN_WAITLIST)).await), (BookingStatus::Waiting, Some(4)));
    assert_eq!(own(&act(&mut nadia, to(&JOIN_WAITLIST)).await), (BookingStatus::Waiting, Some(4)));
    nadia.ask(to(&ACCEPT_OFFER)).await.refuses(409, "booking.no-offer");
    nadia.ask(to(&BOOK_SEAT)).await.refuses(409, "booking.full");
    free_two_places(&world, id).await;
    world.pass_s(DAY_S - 1);
    assert_eq!(sweep(&world.state).await, Ok(0), "two are being asked");
    let mut karim = world.signed_in("draft").await;
    assert_eq!(own(&find(&mut karim, "simulation-entretien", |one| one.id == full.id).await).1, Some(1));
    world.pass_s(1);
    assert_eq!(sweep(&world.state).await, Ok(2));
    assert_eq!(sweep(&world.state).await, Ok(0));
    let offered = find(&mut karim, "simulation-entretien", |one| one.id == full.id).await;
    let until = offered.own.as_ref().unwrap().offer_until;
    assert_eq!((own(&offered).0, until), (BookingStatus::Offered, Some(world.now().plus_s(DAY_S))));
    let next = pathway(&mut karim).await.next;
    assert_eq!((next.step, next.why), (NextStep::AnswerOffer { slot: full.id.clone() }, Why::Offered));
    assert_eq!((next.title, next.appointment.map(|at| at.at)), (Some(full.title.clone()), until));
    let taken = act(&mut karim, to(&ACCEPT_OFFER)).await;
    assert_eq!(own(&taken).0, BookingStatus::Booked);
    // Nadia says no; the place is free again for everyone.
    let mut nadia = world.signed_in("new").await;
    assert_eq!(own(&act(&mut nadia, to(&DECLINE_OFFER)).await).0, BookingStatus::CancelledByMe);
    nadia.ask(to(&ACCEPT_OFFER)).await.refuses(409, "booking.no-offer");
    nadia.ask(to(&JOIN_WAITLIST)).await.refuses(409, "booking.place-free");
    assert_eq!(own(&act(&mut nadia, to(&BOOK_SEAT)).await).0, BookingStatus::Booked);
    let mut sylvie = world.signed_in("sent").await;
    assert_eq!(own(&act(&mut sylvie, to(&JOIN_WAITLIST)).await), (BookingStatus::Waiting, Some(1)));
    let left = act(&mut sylvie, to(&LEAVE_WAITLIST)).await;
    assert_eq!((own(&left).0, left.n_waiting), (BookingStatus::CancelledByMe, 0));
}

/// Two of the crowd give their places back.
pub async fn free_two_places(world: &World, id: &str) {
    let (id, now) = (id.parse().unwrap(), world.now());
    let moment = store::Moment { now, terms: domain::workshops::OfferTerms::default() };
    let job = async move |tx: &mut store::Tx| {
        for attendee in tx.list_attendees(&id).await?.into_iter().take(2) {
            tx.cancel_booking(&id, &attendee.person_id, None, moment).await?;
        }
        Ok(())
    };
    let done: Result<(), store::Error> =
        world.state.store.write(move |tx| Box::pin(async move { job(tx).await })).await;
    done.unwrap();
}

#[tokio::test]
async fn an_offer_that_has_expired_says_so() {
    let world = World::new().await;
    let mut karim = world.signed_in("draft").await;
    let full = full(&mut karim).await;
    let id = full.id.as_str();
    free_two_places(&world, id).await;
    world.pass_s(DAY_S);
    sweep(&world.state).await.unwrap();
    world.pass_s(DAY_S);
    // Nobody has swept since; the answer is honest all the same.
    let mut karim = world.signed_in("draft").await;
    karim.ask(Ask::to(&ACCEPT_OFFER).at(&[id])).await.refuses(409, "booking.no-offer");
    sweep(&world.state).await.unwrap();
    let list: BookingList = serde_json::from_str(&karim.get(&LIST_BOOKINGS).await.text).unwrap();
    let expired = list.coming[0].own.as_ref().unwrap();
    assert_eq!((expired.status, expired.offer_until), (BookingStatus::Expired, Some(world.now())));
    assert_eq!(own(&act(&mut karim, Ask::to(&BOOK_SEAT).at(&[id])).await).0, BookingStatus::Booked);
}

#[tokio::test]
async fn once_it_has_begun_nothing_changes_any_more() {
    let world = World::new().await;
    let mut sylvie = world.signed_in("sent").await;
    let booked = find(&mut sylvie, "photo", |slot| slot.own.is_some()).await;
    let id = booked.id.as_str();
    let ahead_s = (booked.when.starts_at.as_ms() - START.as_ms()) / 1000;
    world.pass_s(ahead_s);
    let mut sylvie = world.signed_in("sent").await;
    let mut nadia = world.signed_in("new").await;
    let cancel = Ask::to(&CANCEL_BOOKING).at(&[id]).body(json!({}));
    sylvie.ask(cancel).await.refuses(409, "booking.begun");
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[id])).await.refuses(409, "booking.begun");
    nadia.ask(Ask::to(&JOIN_WAITLIST).at(&[id])).await.refuses(409, "booking.begun");
    assert_eq!(find(&mut nadia, "photo", |_| true).await.refusal, Some(BookingRefusal::Begun));
}

#[tokio::test]
async fn a_place_is_in_the_pathway_and_in_the_calendar() {
    let world = World::new().await;
    let mut sylvie = world.signed_in("sent").await;
    let view = pathway(&mut sylvie).await;
    assert_eq!((view.workshops.len(), view.workshops[0].workshop.as_str()), (1, "photo"));
    let slot = &view.workshops[0];
    let file = sylvie.get(&GET_CALENDAR).await.is(200).text.replace("\r\n ", "");
    assert!(file.contains(&format!("UID:{}-workshop@main-tendue", slot.id)), "{file}");
    assert!(file.contains("LOCATION:Maison des familles\\, 28 avenue de la Gare"), "{file}");
    // Two days before, it is the next step.
    let ahead_s = (slot.when.starts_at.as_ms() - START.as_ms()) / 1000;
    world.pass_s(ahead_s - 2 * DAY_S);
    let mut sylvie = world.signed_in("sent").await;
    let next = pathway(&mut sylvie).await.next;
    assert_eq!((next.step, next.why), (NextStep::GoToWorkshop { slot: slot.id.clone() }, Why::Appointment));
    assert_eq!((next.title.as_ref(), next.detail.as_ref()), (Some(&slot.title), Some(&slot.venue_name)));
    let cancel = Ask::to(&CANCEL_BOOKING).at(&[slot.id.as_str()]).body(json!({}));
    sylvie.ask(cancel).await.is(200);
    assert!(pathway(&mut sylvie).await.workshops.is_empty());
    assert!(!sylvie.get(&GET_CALENDAR).await.text.contains("-workshop@"));
}

#[tokio::test]
async fn what_needs_a_session_or_a_key_says_so() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let id = catalogue(&mut browser).await[0].id.to_string();
    let writes = [&BOOK_SEAT, &JOIN_WAITLIST, &LEAVE_WAITLIST, &ACCEPT_OFFER, &DECLINE_OFFER];
    for endpoint in writes {
        let ask = Ask::to(endpoint).at(&[&id]);
        world.browser().ask(ask.clone()).await.refuses(401, "session.needed");
        browser.ask(ask.without("idempotency-key")).await.refuses(400, "idempotency.key-missing");
        browser.ask(Ask::to(endpoint).at(&["nothing"])).await.refuses(404, "not-found");
        browser.ask(Ask::to(endpoint).at(&["Not-an-id"])).await.refuses(404, "not-found");
        browser
            .ask(Ask::to(endpoint).at(&[&id]).without("x-main-tendue"))
            .await
            .refuses(403, "request.foreign");
    }
    for endpoint in [&LIST_SLOTS, &LIST_BOOKINGS] {
        world.browser().get(endpoint).await.refuses(401, "session.needed");
    }
    let cancel = Ask::to(&CANCEL_BOOKING).at(&["nothing"]).body(json!({}));
    browser.ask(cancel).await.refuses(404, "not-found");
    browser
        .ask(Ask::to(&CANCEL_BOOKING).at(&[&id]).body(json!({ "reason": 7 })))
        .await
        .refuses(400, "request.malformed");
    let key = Ask::to(&BOOK_SEAT).at(&[&id]).key("one-key");
    browser.ask(key).await.is(200);
    let other = Ask::to(&JOIN_WAITLIST).at(&[&id]).key("one-key");
    browser.ask(other).await.refuses(422, "idempotency.key-reused");
}
